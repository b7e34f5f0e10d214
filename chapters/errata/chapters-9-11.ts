/** Errata of chapters 9 to 11: programs in JAX, the capstone, the self-assessment. What a program did was seen, not computed. */
import { amount, md, show } from '@scaling-workbook/exercises';
import { parameterCount } from '@scaling-workbook/formulas/model-counts';
import { gpt2 } from '@scaling-workbook/formulas/model-families';
import type { Erratum } from '#book/erratum.ts';

/** The Flax model as printed: GPT-2 in the small, with a head of its own that has a bias, over thirteen symbols. */
const additionModel = (() => {
  const config = gpt2({ layers: 6, width: 384, heads: 6, hidden: 1536, vocab: 13, positions: 12 });
  return { ...config, tied: false, biases: { ...config.biases, head: true } };
})();
/** Backquotes, which a template cannot hold. */
const code = (text: string): string => `\`${text}\``;
const budget = 10e6;
const trainingTokens = 200e6;
const exampleTokens = 11;

export const chapters9To11: readonly Erratum[] = [
  {
    id: 'E45',
    title: 'Noise that was the signal',
    chapter: 9,
    where: 'the linear regression',
    severity: 'A',
    said: md`The fit should find $w$ near 3.0. The noise was drawn with the key that had drawn X.`,
    right: () =>
      md`Run as printed it finds $w$ = 3.1 and $b$ = 1.0 with a loss of $3 \times 10^{-13}$: a perfect fit to the wrong line. With split keys it finds 3.006.`,
    why: () => md`The same key draws the same numbers. The “noise” is X itself, so a tenth of X is added to $y$ and learned as slope.`,
    sources: ['random', 'ownRuns'],
  },
  {
    id: 'E46',
    title: 'A list with one name too many',
    chapter: 9,
    where: 'the linear regression',
    severity: 'C',
    said: md`The snippet shows ${code('jit')} among other patterns.`,
    right: () => md`There is no ${code('jit')} in it. New code would also make its keys with ${code('jax.random.key')}.`,
    why: () => md`An omission: the text promised what the program left out.`,
    sources: ['ownRuns'],
  },
  {
    id: 'E47',
    title: 'An axis nobody named',
    chapter: 9,
    where: 'the data-parallel step',
    severity: 'A',
    said: md`${code('@jax.pmap')} on the step, and ${code('pmean')} over “batch” within.`,
    right: () => md`It stops with ${code('NameError: unbound axis name')}. The decorator needs ${code('axis_name="batch"')}.`,
    why: (f) =>
      md`${code('pmean')} can only average over an axis that has been given its name. With that mended, the 100 rows are ${f.ratio({ first: 100, second: 8 })} for each of 8 devices and do not reshape: a ${code('TypeError')} on any number of devices that does not divide 100.`,
    sources: ['ownRuns'],
  },
  {
    id: 'E48',
    title: 'Nothing sharded but the batch',
    chapter: 9,
    where: 'the data-parallel step',
    severity: 'B',
    said: md`This is FSDP-style.`,
    right: () => md`It is plain data parallelism: every device holds all parameters.`,
    why: () => md`The letters stand for _fully sharded_, and here parameters, gradients and optimizer state are whole everywhere.`,
    sources: ['zero'],
  },
  {
    id: 'E49',
    title: 'Yesterday’s way to many devices',
    chapter: 9,
    where: 'chapter 9 as a whole',
    severity: 'B',
    said: md`${code('pmap')} is the way to use several devices.`,
    right: () =>
      md`${code('jit')} with a ${code('NamedSharding')}, or ${code('shard_map')}. Both give the same training step; we ran both.`,
    why: () =>
      md`${code('pmap')} has been in maintenance since JAX 0.8.0 and is itself built on ${code('jit')} and ${code('shard_map')} by now. Its documentation points there.`,
    sources: ['pmap', 'ownRuns'],
  },
  {
    id: 'E50',
    title: 'A kernel for one length and one machine',
    chapter: 9,
    where: 'the Pallas kernel',
    severity: 'B',
    said: md`It runs as printed, down to “microcode”, on the T4 of a free notebook too.`,
    right: () =>
      md`On a CPU it raises ${code('ValueError')} unless ${code('interpret=True')}. On NVIDIA it now lowers to Mosaic GPU, which wants Hopper or newer, with a notice that points to ${code('plgpu.kernel')}; the Triton route for Ampere is deprecated in 0.11.0. What comes out is Mosaic or PTX, not microcode.`,
    why: () =>
      md`${code('grid=(8,)')} is written into the program, so an input of 2048 leaves half of the output undefined. The order of arguments of ${code('BlockSpec')} was right: the shape has come first since 0.4.31. We read the source of 0.10.2 and the changelog, and ran it on a CPU; no GPU or TPU was at hand.`,
    sources: ['pallas', 'ownRuns'],
  },
  {
    id: 'E51',
    title: 'A batch of parameters, by mistake',
    chapter: 9,
    where: 'the example of vmap',
    severity: 'B',
    said: md`${code('jit(vmap(grad(loss_fn)))')} gives a gradient for each example.`,
    right: () => md`It raises a ${code('ValueError')}. It needs ${code('in_axes=(None, 0, 0)')}.`,
    why: () => md`${code('loss_fn')} takes the parameters first, and without being told otherwise ${code('vmap')} maps over them too.`,
    sources: ['ownRuns'],
  },
  {
    id: 'E52',
    title: 'Twelve or thirteen',
    chapter: 10,
    where: 'the tokenizer of chapter 10',
    severity: 'C',
    said: md`${code('max_len')} is 13 in the box and 12 in exercise and code, and there is no end token.`,
    right: (f) => md`${show(f.longestSumTokens({ digits: 3 }), { as: '1' })} without an end token, and one more with it.`,
    why: () =>
      md`In the model as printed a position past the table silently becomes NaN. It also has to be decided whether the padding stands for “stop”, and whether it counts in the loss.`,
    sources: ['ownRuns', 'addition'],
  },
  {
    id: 'E53',
    title: 'A model and nothing to train it',
    chapter: 10,
    where: 'the Flax program',
    severity: 'C',
    said: md`${code('optax')} is imported; a model is offered.`,
    right: () =>
      md`It takes a loss, a mask, data, a split and a loop as well. The model itself is sound, with ${show(amount(parameterCount(additionModel), '1'))} parameters. With a loop of our own, at reduced width, its loss fell from 2.93 to 0.37 in 416 steps.`,
    why: () => md`Linen is still supported, but Flax sends newcomers to NNX.`,
    sources: ['flax', 'ownRuns'],
  },
  {
    id: 'E54',
    title: 'One field, two answers',
    chapter: 10,
    where: 'exercise 10.2',
    originals: ['10.2'],
    severity: 'C',
    said: md`The answer is 373; then 384 is recommended.`,
    right: (f) => {
      const wide = f.stackParameters({ layers: 6, width: 384 });
      return md`The equation gives ${f.widthForParameters({ params: budget, layers: 6 })}. 384 makes ${show(wide, { as: '1' })} parameters, ${show(amount(wide.value / budget, '1'), { digits: 4 })} times the budget. If size is all that counts, 368 is closer: ${show(f.stackParameters({ layers: 6, width: 368 }), { as: '1' })}.`;
    },
    why: () => md`373 solves the equation, 384 divides well. A question has to say which of the two it asks.`,
  },
  {
    id: 'E55',
    title: 'How many sums there are',
    chapter: 10,
    where: 'exercise 10.3',
    originals: ['10.3'],
    severity: 'B',
    said: md`999 × 999 problems with three digits. Models see examples many times anyway.`,
    right: (f) => {
      const sums = (numbers: number) => show(f.orderedPairs({ numbers }), { as: '1' });
      const passes = f.passesOverSet({
        examples: f.trainingExamples({ tokens: trainingTokens, tokensPerExample: exampleTokens }),
        distinct: f.orderedPairs({ numbers: 1000 }),
      });
      return md`From 100 to 999 there are ${sums(900)}, from 0 to 999 ${sums(1000)}, and from 1 to 999 ${sums(999)}. 200 million tokens, ${show(amount(exampleTokens, '1'))} read of each sum, are ${show(passes, { digits: 3 })} passes over all of them from 0 on.`;
    },
    why: () =>
      md`The set named was not the set meant. In studies of language models the worth of repeats fades after about four epochs, and 20 tokens for each parameter is no law for a set that can be exhausted. For a test, hold out pairs together with their mirror images.`,
    sources: ['muennighoff', 'addition'],
  },
  {
    id: 'E56',
    title: 'Three zeros short',
    chapter: 10,
    where: 'exercise 10.2b, printed after 10.3',
    originals: ['10.2b'],
    severity: 'A',
    said: md`12,720 GFLOP.`,
    right: (f) => {
      const flops = f.trainingFlops({ params: 10.6e6, tokens: trainingTokens });
      return md`${show(flops, { as: 'GFLOP' })}, which is ${show(flops, { as: 'TFLOP' })}.`;
    },
    why: () => md`A GFLOP is $10^9$. The 30 % MFU assumed for a T4 at this width is optimistic too.`,
  },
  {
    id: 'E57',
    title: 'A hundred million, not a hundred billion',
    chapter: 10,
    where: 'exercise 10.4',
    originals: ['10.4'],
    severity: 'A',
    said: md`$10^8$ tokens are 100B.`,
    right: (f) =>
      md`${f.affordableTokens({ flops: 6e17, params: 1e9 })}. 100 billion would take ${show(f.trainingFlops({ params: 1e9, tokens: 100e9 }), { as: 'FLOP' })}.`,
    why: (f) =>
      md`The exponent was misread. Nor has Chinchilla a part in it: the run has ${show(f.tokensPerParam({ tokens: f.affordableTokens({ flops: 6e17, params: 1e9 }), params: 1e9 }), { as: '1' })} tokens for each parameter, and the compute-optimal one at that budget is ${show(f.computeOptimalParams({ flops: 6e17 }), { digits: 3 })} on ${show(f.computeOptimalTokens({ flops: 6e17 }), { digits: 3 })}.`,
  },
  {
    id: 'E58',
    title: 'A ratio carried over unasked',
    chapter: 10,
    where: 'the box on mixtures of experts',
    severity: 'B',
    said: md`Chinchilla for a mixture of experts is $D = 20 N_\text{active}$.`,
    right: () => md`Compute is $6 N_\text{active} D$. The best ratio shifts with the number of experts and with how fine they are.`,
    why: () => md`It was asserted, not derived. The scaling laws of mixtures fit that shift.`,
    sources: ['ludziejewski', 'krajewski', 'clark'],
  },
  {
    id: 'E59',
    title: 'F is a width',
    chapter: 10,
    where: 'exercise 10.5',
    originals: ['10.5'],
    severity: 'A',
    said: md`$F = E \cdot k = 128$ is a “fan-out”, so $F > D$. 32 tokens for each expert, 128 launches.`,
    right: (f) =>
      md`F is the hidden width of the MLP and D the width of the model, here 4096 and 1024. There are 64 groups, of ${show(f.tokensPerExpert({ tokens: 2048, active: 2, experts: 64 }), { as: '1' })} tokens each, and ${code('ragged_dot')} is a single operation.`,
    why: (f) =>
      md`128 is not above 1024, so by its own reading the exercise had no case. The one it goes back to asks for a Pallas kernel that fuses the up and down projections where $F > D$: what it saves is the tensor between them, ${show(f.fusedMlpBytesSaved({ hiddenBytes: f.hiddenActivationBytes({ tokens: 2048 * 2, hidden: 4096 }) }), { digits: 3 })} of traffic here. With jaxlib 0.10.1 and 0.10.2 ${code('ragged_dot')} was seen to fall back to a dense product on a B200, which wastes far more than padding.`,
    sources: ['feinberg', 'raggedDot', 'marin'],
  },
  {
    id: 'E60',
    title: 'Thirty-seven boxes that we do not have',
    chapter: 11,
    where: 'the self-assessment',
    severity: 'C',
    said: md`Spaced retrieval is the “most evidence-backed” way to learn. There are 37 boxes to tick.`,
    right: () => md`It is well supported; “most” is more than we can show. The list of chapter 11 is our own.`,
    why: () => md`The 37 items are not in the text that we hold, so no list of ours can be theirs.`,
  },
];
