import { amount, md, parts, show, type Givens, type Plain } from '@scaling-workbook/exercises';
import * as formulas from '@scaling-workbook/formulas/formulas';
import { tpuV5p } from '@scaling-workbook/formulas/hardware';

const given = {
  model: 'LLaMA-2 13B',
  params: amount(13e9, 'param'),
  layers: amount(40, '1'),
  width: amount(5120, '1'),
  hidden: amount(13_824, '1'),
  tokens: amount(3e6, 'token'),
  length: amount(32_768, 'token'),
  chips: amount(4096, '1'),
  gpus: amount(4096, 'GPU'),
  memory: amount(96e9, 'B'),
  peak: amount(4.59e14, 'FLOP/s'),
  link: amount(90e9, 'B/s'),
  mfu: amount(0.4, '1'),
  bytesPerParam: amount(10, 'B/param'),
} as const satisfies Givens;
type Numbers = Plain<typeof given>;
type Amounts = typeof given;

/** Longest of the two kinds of traffic, as a share of the arithmetic, with two axes for FSDP and one for tensor parallelism. */
const longest = (g: Amounts, tensor: number): number => {
  const ridge = formulas.dataParallelTokenLimit({ peak: g.peak.value, bandwidth: 2 * g.link.value });
  const weights = (g.chips.value * ridge) / (tensor * 2 * g.tokens.value);
  return Math.max(weights, (tensor * ridge) / g.hidden.value);
};
const ranks = [1, 4, 16, 64];
const percent = (share: number) => show(amount(share, '1'), { as: '%', digits: 2 });

const limitAlone = (g: Amounts): number =>
  formulas.dataParallelTokenLimit({
    peak: g.peak.value,
    bandwidth: formulas.ringBandwidth({ bandwidth: g.link.value, directions: 2, axes: 3 }),
  });

export default parts({
  title: 'LLaMA-2 13B on 4,096 chips',
  book: 'sb-training-3',
  given,
  ask: ({ model, params, layers, width, hidden, tokens, length, chips, memory, peak, link, mfu, bytesPerParam }) =>
    md`
${model} (${params}, ${layers} layers of width ${width}, an MLP of ${hidden}) is to be trained with ${tokens} a step, in sequences of ${length} that may be split, on a torus of ${chips} TPU v5p: ${memory} and ${peak} each, and links of ${link} one way, two on each of three axes, all rings closed. BF16 weights and Adam’s moments in FP32 take ${bytesPerParam}. From each MLP two tensors of the hidden width and one of the model width are kept in BF16. Take the limits of the chapter, at full peak and as if any split could be laid on the axes.

1. Does pure data parallelism work, over all three axes?
2. Does FSDP alone, also over all three? How much memory does a chip need?
3. And FSDP on two axes with tensor parallelism on the third? Which split, and how long does a step take at ${show(mfu, { as: '%' })} MFU?
`,
  fields: {
    replicated: {
      label: '1. State on each chip under data parallelism',
      unit: 'GB',
      byHand: 130,
      gigabytes: 'decimal',
      solve: ({ params }, f) => f.weightsAndMomentsBytes({ params }),
      steps: [md`Every chip holds all of it.`],
    },
    data: {
      label: 'Does it work?',
      options: (g, f) => {
        const state = f.weightsAndMomentsBytes({ params: g.params });
        const fits = state.value <= g.memory.value;
        const own = f.tokensPerDevice({ tokens: g.tokens, devices: g.chips });
        const enough = own.value >= limitAlone(g);
        const memory = md`Each chip has ${g.memory} and would need ${show(state, { digits: 3 })}`;
        const links = md`${memory}, which fits. It has ${show(own, { digits: 3 })} and would need ${show(amount(limitAlone(g), 'token'), { digits: 3 })}.`;
        const verdict = fits ? links : md`${memory}, whatever the links do.`;
        return [
          {
            text: md`No: the state alone does not fit on a chip.`,
            right: !fits,
            say: verdict,
          },
          {
            text: md`Yes: it fits, and the links are fast enough.`,
            right: fits && enough,
            say: fits ? md`${links} The links decide.` : md`Look at the memory first. ${verdict}`,
          },
          {
            text: md`No: it fits, but the gradients take longer than the arithmetic.`,
            right: fits && !enough,
            say: fits ? md`The links decide. ${links}` : md`It does not get that far. ${verdict}`,
          },
        ];
      },
    },
    memory: {
      label: '2. Memory of each chip under FSDP',
      unit: 'GB',
      byHand: 1.951738,
      solve: ({ params, tokens, layers, width, hidden, chips }, f) =>
        f.shardBytes({
          bytes: f.trainingMemoryBytes({
            state: f.weightsAndMomentsBytes({ params }),
            checkpoints: f.checkpointBytes({ tokens, layers, width, ofWidth: 1, hidden, ofHidden: 2 }),
          }),
          devices: chips,
        }),
      steps: [
        md`The state, once for all chips.`,
        md`What the whole batch leaves behind.`,
        md`Together.`,
        md`Divided evenly, since weights, optimizer and batch are all sharded.`,
      ],
    },
    fsdpTokens: {
      label: 'Fewest tokens in the batch for FSDP alone to be compute-bound',
      unit: 'token',
      byHand: 3_481_600,
      solve: ({ peak, link, chips }: Numbers, f) =>
        f.batchOfDevices({
          perDevice: f.dataParallelTokenLimit({ peak, bandwidth: f.ringBandwidth({ bandwidth: link, directions: 2, axes: 3 }) }),
          devices: chips,
        }),
      steps: [md`Both links of all three axes.`, md`The ridge point of the links.`, md`For every chip.`],
    },
    fsdp: {
      label: 'Is FSDP alone compute-bound?',
      options: (g, f) => {
        const own = f.tokensPerDevice({ tokens: g.tokens, devices: g.chips });
        const limit = limitAlone(g);
        const against = md`${show(own, { digits: 3 })} a chip against ${show(amount(limit, 'token'), { digits: 3 })}.`;
        return [
          { text: md`Yes`, right: own.value >= limit, say: against },
          { text: md`No, it waits for its links`, right: own.value < limit, say: md`It is ${against}` },
        ];
      },
    },
    mixedTokens: {
      label: '3. Tokens per chip that the mixture needs',
      unit: 'token',
      byHand: 235.188,
      tolerance: 0.02,
      solve: ({ peak, link, hidden }: Numbers, f) =>
        f.mixedTokenLimit({ peak, bandwidth: f.ringBandwidth({ bandwidth: link, directions: 2 }), hidden, fsdpAxes: 2, tensorAxes: 1 }),
      steps: [md`Both links of one axis.`, md`The ridge point squared, over two axes times one and the hidden width.`],
    },
    best: {
      label: 'Best number of FSDP ranks',
      unit: '1',
      byHand: 1333.33,
      tolerance: 0.02,
      solve: ({ tokens, hidden, chips }: Numbers, f) => f.mixedFsdpRanks({ tokens, hidden, devices: chips, links: 2 }),
      steps: [md`Twice the links for FSDP.`],
    },
    split: {
      label: 'Which of these splits keeps the longer kind of traffic shortest?',
      options: (g) => {
        const best = ranks.reduce((a, b) => (longest(g, b) < longest(g, a) ? b : a));
        return ranks.map((tensor) => ({
          text: md`${String(g.chips.value / tensor)} FSDP × ${String(tensor)} TP`,
          right: tensor === best,
          say: md`The longer kind takes ${percent(longest(g, tensor))} of the arithmetic here${tensor === best ? md`, the least of the four.` : md`; with ${String(best)} tensor-parallel ranks it takes ${percent(longest(g, best))}.`}`,
        }));
      },
    },
    step: {
      label: 'Time of a step',
      unit: 'ms',
      byHand: 311.16,
      printed: [{ value: 300, say: 'The companion book rounds to 300 ms. From the exact givens it is 311 ms.', right: true }],
      tolerance: 0.02,
      solve: ({ params, tokens, gpus, peak, mfu }: Numbers, f) => f.stepArithmeticTime({ params, tokens, gpus, peak, efficiency: mfu }),
      steps: [md`Six FLOPs for each parameter and token, at that share of all the peaks.`],
    },
  },
  hint: () => md`
A chip sends over both links of an axis, so $\alpha = C/(2 \times \text{link})$. FSDP alone: $\alpha/3$ tokens on each chip. The mixture: $\alpha^2/(2F)$ tokens, and $X = \sqrt{2BN/F}$.
  `,
  after: (g, f) => {
    const step = f.stepArithmeticTime({ params: g.params, tokens: g.tokens, gpus: g.gpus, peak: g.peak, efficiency: g.mfu });
    return md`The step takes ${show(step, { digits: 3 })}; the companion book rounds it to 300 ms. Three things deserve a second look. A batch of ${g.tokens} has only ${show(amount(g.tokens.value / g.length.value, '1'), { digits: 2 })} sequences of this length, so FSDP over thousands of chips means that sequences are split, which chapter 2 prices. An earlier revision of the book added the two kinds of traffic, which asks for four times the tokens; on axes of their own they run at the same time. And four tensor-parallel ranks are only a piece of an axis: a line and not a ring, with half the bandwidth. At full peak that can use up the margin; at the MFU of the last question it does not.`;
  },
  fresh: {
    'google-s-links': {
      memory: tpuV5p.hbmSize,
      link: amount(100e9, 'B/s'),
    },
    'batch-1m': { tokens: amount(1e6, 'token') },
    'batch-10m': { tokens: amount(10e6, 'token') },
    'chips-1024': { chips: amount(1024, '1'), gpus: amount(1024, 'GPU') },
    'llama-2-7b': {
      model: 'LLaMA-2 7B',
      params: amount(6.74e9, 'param'),
      layers: amount(32, '1'),
      width: amount(4096, '1'),
      hidden: amount(11_008, '1'),
    },
  },
});
