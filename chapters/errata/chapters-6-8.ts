/** Errata of chapters 6 to 8: inference, what serving costs, profiles. */
import { md, show, type ShownFormulas } from '@scaling-workbook/exercises';
import type { Erratum } from '#book/erratum.ts';

const peak = 989.4e12;
const bandwidth = 3.35e12;
const params = 70.6e9;
const cached = { layers: 80, kvHeads: 8, headDim: 128, tokens: 8192 };
/** The profile of chapter 8 as it was printed, in seconds. */
const layer = { total: 2.38e-3, elementwise: 0.32e-3, allReduce: 0.35e-3, qkv: 0.42e-3, upGate: 0.51e-3 };
const gpus = 2;
const utilization = 0.7;

const weights = (f: ShownFormulas) => f.weightBytes({ params });
const kv = (f: ShownFormulas, sequences: number) => f.kvCacheBytes({ ...cached, sequences });
const upGateFlops = (f: ShownFormulas) => f.batchedMatmulFlops({ batch: 32, m: 2048, k: 8192, n: 2 * 28_672 });
const kernelRate = (f: ShownFormulas, n: number, time: number) =>
  f.flopRate({ flops: f.flopsPerDevice({ flops: f.batchedMatmulFlops({ batch: 32, m: 2048, k: 8192, n }), devices: 8 }), time });
/** Tokens that the up and gate projections of 8 GPUs pass in the time of the profile. */
const tokensInProfile = (f: ShownFormulas, efficiency: number) =>
  f.timeRatio({
    first: layer.upGate,
    second: f.computeTime({
      flops: f.flopsPerDevice({ flops: f.matmulFlops({ m: 1, k: 8192, n: 2 * 28_672 }), devices: 8 }),
      peak: peak * efficiency,
    }),
  });

export const chapters6To8: readonly Erratum[] = [
  {
    id: 'E32',
    title: 'The two that was counted twice',
    chapter: 6,
    where: 'the formula boxes of chapters 6 and 7',
    severity: 'A',
    said: md`Decode rate = $\text{BW} / (2 N_\text{bytes})$, and for a batch $B \cdot \text{BW} / (2 N \cdot \text{bytes per parameter})$.`,
    right: (f) =>
      md`$\text{BW} / (N \cdot \text{bytes per parameter})$, times the batch: ${show(f.decodeRate({ params, bandwidth }), { digits: 3 })} for the 70B.`,
    why: (f) =>
      md`The 2 is the bytes of a BF16 parameter, and the bytes are there already. As printed the box gives ${f.decodeRate({ params, bandwidth, bytesPerParam: 4 })}; the exercises below it rightly used the other.`,
  },
  {
    id: 'E33',
    title: 'A model too big for its card',
    chapter: 6,
    where: 'exercises 6.1 to 6.4',
    originals: ['6.1', '6.2', '6.3', '6.4'],
    severity: 'B',
    said: md`A 70B in BF16 on a single H100 prefills 7,014 tokens/s.`,
    right: (f) => {
      const rate = (n: number) => f.prefillRate({ peak, flopsPerToken: f.forwardFlopsPerToken({ params: n }) });
      return md`${show(weights(f), { digits: 4 })} of weights do not fit into 80 GB. One card is a thought experiment, and should be called one. Its ceiling is ${rate(params)} for 70.6 billion parameters, or ${rate(70e9)} for a round 70.`;
    },
    why: () => md`7,014 matches neither count.`,
  },
  {
    id: 'E34',
    title: 'A batch is not free',
    chapter: 6,
    where: 'exercise 6.3',
    originals: ['6.3'],
    severity: 'B',
    said: md`42.2 ms for a token. At batch 32 latency “stays” at 42 ms and throughput is 32 times as high.`,
    right: (f) => {
      const step = f.decodeMemoryTime({ weightBytes: weights(f), bandwidth, kvBytes: kv(f, 32) });
      return md`${f.decodeMemoryTime({ weightBytes: weights(f), bandwidth })} for a token. Thirty-two sequences of 8192 tokens add ${kv(f, 32)} of keys and values to every step, which take ${f.memoryTime({ bytes: kv(f, 32), bandwidth })}: a step of ${show(step, { digits: 3 })} and ${show(f.decodeThroughput({ batch: 32, stepTime: step }), { digits: 3 })} in all.`;
    },
    why: () =>
      md`Throughput grows with the batch only as long as the cache weighs little beside the weights. Where that cache would live is another question.`,
    sources: ['book'],
  },
  {
    id: 'E35',
    title: 'A threshold for something else',
    chapter: 6,
    where: 'exercise 6.4',
    originals: ['6.4'],
    severity: 'B',
    said: md`Compare FLOPs with bandwidth times time. Above the crossover batch, disaggregation wins.`,
    right: (f) =>
      md`Compare two times, $2BN / \text{peak}$ and the bytes of the weights over the bandwidth. They cross at a batch of ${show(f.crossoverBatch({ peak, bandwidth }), { digits: 4, as: '1' })}; with the activations of a layer of width 8192 at ${show(f.crossoverBatchWithActivations({ peak, bandwidth, k: 8192, n: 8192 }), { digits: 4, as: '1' })}; and reading the cache moves it further still.`,
    why: () =>
      md`The units of the hint do not match. Prefill and decode are separated so that they do not disturb each other and can meet targets of their own, not because of this batch.`,
  },
  {
    id: 'E61',
    title: 'Whom chunked prefill helps',
    chapter: 6,
    where: 'exercise 6.2',
    originals: ['6.2'],
    severity: 'C',
    said: md`Chunked prefill is the cure for a long time to first token.`,
    right: () =>
      md`It guards the token latency of the _other_ requests. This prompt's own first token comes no sooner. Prefix caching does help.`,
    why: () => md`Two remedies for two complaints, mixed up.`,
    sources: ['sarathi'],
  },
  {
    id: 'E36',
    title: 'A price without a date',
    chapter: 7,
    where: 'exercise 7.1',
    originals: ['7.1'],
    severity: 'C',
    said: md`Output of the GPT-4 class costs \$4–15 for a million tokens.`,
    right: () =>
      md`Listed in spring 2026: GPT-4.1 at \$8, GPT-4o at \$10, GPT-4 Turbo at \$30, and GPT-4 itself at \$60. Our exercises compute what tokens cost, from a rent that they state.`,
    why: () => md`The range leaves out the very model whose class it names. And a price without a date cannot be checked.`,
    sources: ['priceTables'],
  },
  {
    id: 'E37',
    title: 'Two cards at the speed of one',
    chapter: 7,
    where: 'exercise 7.2',
    originals: ['7.2'],
    severity: 'A',
    said: md`24 tokens/s at batch 1 on two H100s, so a batch of 133. Its cache: 0.27 GB for a sequence, 35.7 GB in all.`,
    right: (f) => {
      const rate = f.decodeRate({ params, bandwidth, gpus });
      const batch = f.breakEvenBatch({ targetCost: 0.5, pricePerHour: f.hourlyPrice({ gpus, pricePerGpu: 2 }), rate, utilization });
      return md`Both cards read at once: ${rate}, so a batch of ${show(batch, { as: '1' })}. A sequence of 8192 tokens takes ${kv(f, 1)}, and 133 of them ${kv(f, 133)}. Two cards have ${show(f.spareForKvCache({ gpus, capacity: 80e9, weightBytes: weights(f) }), { digits: 3 })} to spare: room for ${show(f.batchThatFits({ gpus, capacity: 80e9, weightBytes: weights(f), kvBytesPerSequence: kv(f, 1) }), { as: '1' })}.`;
    },
    why: () => md`The price was of two cards, the bandwidth of one. The slipped decimal of [E20](#E20) made the cache look harmless.`,
  },
  {
    id: 'E38',
    title: 'After the first rejection, nothing counts',
    chapter: 7,
    where: 'exercise 7.3',
    originals: ['7.3'],
    severity: 'B',
    said: md`The speed-up is $K\alpha / (1 + K/10)$, so 2× needs $\alpha = 0.60$. Acceptance drops on code and mathematics.`,
    right: (f) =>
      md`A round yields $(1 - \alpha^{K+1}) / (1 - \alpha)$ tokens. Twice the speed needs $\alpha$ = ${f.requiredAcceptance({ speedup: 2, drafted: 5, draftCost: 0.1 })}; at 0.60 the gain is ${f.speculativeSpeedup({ acceptance: 0.6, drafted: 5, draftCost: 0.1 })}.`,
    why: () =>
      md`The arithmetic follows from the model, but the model does not hold: a round ends at the first rejection, and the verifier adds a token of its own. On which texts acceptance drops depends on task and draft; published results disagree.`,
    sources: ['leviathan', 'acceptanceChat', 'acceptanceCode'],
  },
  {
    id: 'E39',
    title: 'One card working, two cards paid',
    chapter: 7,
    where: 'exercise 7.4',
    originals: ['7.4'],
    severity: 'B',
    said: md`A prefill of 4000 tokens/s, priced at the rate of two GPUs.`,
    right: (f) =>
      md`Two cards prefill about 8000 tokens/s, which makes ${f.costPerMillionTokens({ pricePerHour: f.hourlyPrice({ gpus, pricePerGpu: 2 }), rate: 8000, utilization })} of input.`,
    why: () => md`4000 was the figure of a single H100.`,
  },
  {
    id: 'E40',
    title: 'Four times, not eight',
    chapter: 7,
    where: 'exercise 7.5',
    originals: ['7.5'],
    severity: 'B',
    said: md`INT4 halves the size. Four times fewer bytes on half the hardware make 8×.`,
    right: (f) => {
      const small = f.quantizedBytes({ params, bits: 4 });
      const rate = f.batchedDecodeRate({ rate: f.decodeRate({ params, bandwidth, gpus }), batch: 64 });
      const cost = f.costPerMillionTokens({ pricePerHour: f.hourlyPrice({ gpus, pricePerGpu: 2 }), rate, utilization });
      return md`It quarters the size, from ${show(weights(f), { digits: 4 })} to ${show(small, { digits: 4 })}, and per dollar of bandwidth it gains ${show(f.quantizedDecodeSpeedup({ bytesBefore: weights(f), bytesAfter: small }))}×. At the roofline of both its cards the BF16 baseline costs ${cost}.`;
    },
    why: (f) =>
      md`The other factor of 2 appeared because the baseline paid for two cards and used the bandwidth of one. Dequantisation and the traffic of the cache were left out. (A round 35 GB would give ${f.decodeRate({ params: 70e9, bandwidth, bytesPerParam: 0.5 })}.)`,
  },
  {
    id: 'E41',
    title: 'The bigger line, passed over',
    chapter: 8,
    where: 'exercise 8.1',
    originals: ['8.1'],
    severity: 'B',
    said: md`Fusing 0.32 ms of elementwise kernels is the biggest opportunity.`,
    right: (f) =>
      md`The all-reduce is the longer line, ${show(f.timeShare({ part: layer.allReduce, whole: layer.total }), { as: '%', digits: 3 })} of the layer, and exercise 8.5 claimed that all of it can vanish. Both together would make the layer ${f.removalSpeedup({ total: layer.total, removed: layer.elementwise + layer.allReduce })} times as fast.`,
    why: (f) =>
      md`The key contradicts 8.5, and the profile 8.2: a tensor-parallel layer has two all-reduces, not one, and at the shapes stated its matmuls on 8 GPUs would run at ${show(kernelRate(f, 10_240, layer.qkv), { digits: 2 })} to ${show(kernelRate(f, 2 * 28_672, layer.upGate), { digits: 3 })} each.`,
  },
  {
    id: 'E42',
    title: 'A question with two last words',
    chapter: 8,
    where: 'exercise 8.2',
    originals: ['8.2'],
    severity: 'A',
    said: md`62 ms, “way too high”; then 7.78 ms; then no conclusion.`,
    right: (f) => {
      const flops = upGateFlops(f);
      return md`${f.computeTime({ flops, peak })} as asked, and ${f.computeTime({ flops: f.flopsPerDevice({ flops, devices: 8 }), peak })} on 8 GPUs, which the question did not mention.`;
    },
    why: (f) =>
      md`It was the profile that could not be. Its 0.51 ms would be ${kernelRate(f, 2 * 28_672, layer.upGate)} on each GPU, or else the profile is of some ${show(tokensInProfile(f, 0.7), { digits: 1 })} to ${show(tokensInProfile(f, 1), { digits: 2 })} tokens, at 70 % of peak and at all of it.`,
  },
  {
    id: 'E43',
    title: 'Only?',
    chapter: 8,
    where: 'exercise 8.4',
    originals: ['8.4'],
    severity: 'C',
    said: md`Removing 13 % of the time “only” gives 15.5 %.`,
    right: (f) => {
      const remaining = f.remainingTime({ total: layer.total, removed: layer.elementwise });
      return md`It gives ${show(f.timeShare({ part: layer.elementwise, whole: remaining }), { as: '%', digits: 5 })}, _more_ than the ${show(f.timeShare({ part: layer.elementwise, whole: layer.total }), { as: '%', digits: 3 })} removed.`;
    },
    why: () => md`Amdahl's law says it must: the same piece is measured against a shorter whole.`,
  },
  {
    id: 'E44',
    title: 'Hidden behind what waits for it',
    chapter: 8,
    where: 'exercise 8.5',
    originals: ['8.5'],
    severity: 'B',
    said: md`All of the tensor-parallel all-reduce hides behind the QKV matmul of the next layer.`,
    right: (f) =>
      md`Within one microbatch ${show(f.hiddenShare({ communication: layer.allReduce, compute: 0 }), { as: '%' })} of it hides. It takes a second microbatch, half a batch, or a matmul decomposed into pieces that can be sent as they are done.`,
    why: () => md`QKV needs the reduced tensor. What waits for a message cannot pass the time until it arrives.`,
    sources: ['megatron', 'asyncTensorParallel'],
  },
];
