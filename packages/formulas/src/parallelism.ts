/** What a parallel layout costs in bubbles and traffic. */
import { count, formula, nonNegative, openFraction, optional, positive } from './formula.ts';

const gpipe = 'Huang et al. 2019, GPipe, arXiv:1811.06965, §2.3';
const megatron =
  'Narayanan et al. 2021, Efficient Large-Scale Language Model Training on GPU Clusters Using Megatron-LM, arXiv:2104.04473, §2.2';
const zero = 'Rajbhandari et al. 2020, ZeRO: Memory Optimizations Toward Training Trillion Parameter Models, arXiv:1910.02054, §7';
const shoeybi = 'Shoeybi et al. 2019, Megatron-LM, arXiv:1909.08053, §3';
const llama3 = 'Llama Team 2024, The Llama 3 Herd of Models, arXiv:2407.21783, §3.3.2';

const stages = count('1', 'p', 'pipeline stages');
const microbatches = count('microbatch', 'm', 'microbatches that one pipeline works through in a step');
const chunks = count('1', 'v', 'chunks of layers that each stage holds');

export const pipelineBubble = formula({
  title: 'Pipeline bubble',
  about:
    'Idle share of the time of a step, if all stages take equally long. GPipe and 1F1B have the same bubble; 1F1B keeps fewer activations.',
  takes: { stages, microbatches },
  example: { stages: 6, microbatches: 24 },
  gives: '1',
  symbol: String.raw`\beta`,
  tex: ({ stages, microbatches }) => String.raw`\frac{${stages} - 1}{${microbatches} + ${stages} - 1}`,
  of: ({ stages, microbatches }) => (stages - 1) / (microbatches + stages - 1),
  slips: [
    {
      name: 'over-useful-time',
      say: 'That is idle time over useful time. The bubble is a fraction of the whole step, so the idle slots belong in the denominator too.',
      of: ({ stages, microbatches }) => (stages - 1) / microbatches,
    },
    {
      name: 'all-stages',
      say: 'The first stage starts at once: a pipeline waits $p - 1$ slots, not $p$.',
      of: ({ stages, microbatches }) => stages / (microbatches + stages),
    },
  ],
  source: gpipe,
});

export const interleavedPipelineBubble = formula({
  title: 'Pipeline bubble with interleaved stages',
  about: 'Each stage holds several smaller chunks of layers, so the pipeline fills in shorter steps. It sends v times as many activations.',
  takes: { stages, microbatches, chunks },
  example: { stages: 6, microbatches: 24, chunks: 3 },
  gives: '1',
  symbol: String.raw`\beta`,
  tex: ({ stages, microbatches, chunks }) => String.raw`\frac{${stages} - 1}{${chunks} \cdot ${microbatches} + ${stages} - 1}`,
  of: ({ stages, microbatches, chunks }) => (stages - 1) / (chunks * microbatches + stages - 1),
  slips: [
    {
      name: 'not-interleaved',
      say: 'That is the bubble without interleaving. With $v$ chunks the pipeline fills $v$ times as fast.',
      of: ({ stages, microbatches }) => (stages - 1) / (microbatches + stages - 1),
    },
  ],
  source: megatron,
});

/** As the Megatron paper counts it. */
export const pipelineBubbleOverhead = formula({
  title: 'Pipeline overhead',
  about:
    'How much longer a step takes than without a bubble. Do not confuse it with the idle fraction of the step, which is a little smaller.',
  takes: { stages, microbatches, chunks: optional(chunks, 1) },
  example: { stages: 6, microbatches: 24 },
  gives: '1',
  tex: ({ stages, microbatches, chunks }) => String.raw`\frac{${stages} - 1}{${chunks} \cdot ${microbatches}}`,
  of: ({ stages, microbatches, chunks }) => (stages - 1) / (chunks * microbatches),
  slips: [
    {
      name: 'share-of-step',
      say: 'That is the share of the whole step. The overhead compares with the useful time alone.',
      of: ({ stages, microbatches, chunks }) => (stages - 1) / (chunks * microbatches + stages - 1),
    },
  ],
  source: megatron,
});

/** The least whole number strictly above `x`, forgiving rounding. */
const nextAbove = (x: number): number => {
  const whole = Math.round(x);
  return Math.abs(x - whole) <= 1e-9 * Math.max(1, x) ? whole + 1 : Math.ceil(x);
};
/** Where the bubble is exactly $\beta$, from $(p-1)/(m+p-1) = \beta$. */
const equality = (stages: number, bubble: number): number => ((stages - 1) * (1 - bubble)) / bubble;

export const fewestMicrobatches = formula({
  title: 'Fewest microbatches for a bubble',
  about: 'The least number of microbatches whose bubble is strictly below the limit. If the limit is met exactly, one more is needed.',
  takes: { stages, bubble: openFraction('1', String.raw`\beta`, 'limit that the bubble has to stay below') },
  example: { stages: 6, bubble: 0.06 },
  gives: 'microbatch',
  symbol: 'm',
  tex: ({ stages, bubble }) => String.raw`\left\lfloor \frac{(${stages} - 1)(1 - ${bubble})}{${bubble}} \right\rfloor + 1`,
  of: ({ stages, bubble }) => nextAbove(equality(stages, bubble)),
  slips: [
    {
      name: 'equality-taken-as-below',
      say: 'There the bubble equals the limit, which is not below it. Take one more microbatch.',
      of: ({ stages, bubble }) => nextAbove(equality(stages, bubble)) - 1,
    },
    {
      name: 'over-useful-time',
      say: 'That solves $(p-1)/m$, idle over useful time. The bubble is the share of the whole step, $(p-1)/(m+p-1)$.',
      of: ({ stages, bubble }) => nextAbove((stages - 1) / bubble),
    },
    {
      name: 'all-stages',
      say: 'That lets all $p$ stages wait. The first starts at once: use $p - 1$.',
      of: ({ stages, bubble }) => nextAbove(equality(stages + 1, bubble)),
    },
  ],
  source: gpipe,
});

export const microbatchesInFlight = formula({
  title: 'Microbatches in flight under 1F1B',
  about:
    'The first stage runs ahead by one microbatch a stage and then alternates, so it keeps the activations of p microbatches. GPipe keeps all of them.',
  takes: { stages, microbatches },
  example: { stages: 6, microbatches: 24 },
  gives: 'microbatch',
  tex: ({ stages, microbatches }) => String.raw`\min(${stages}, ${microbatches})`,
  of: ({ stages, microbatches }) => Math.min(stages, microbatches),
  slips: [
    {
      name: 'gpipe',
      say: 'That is GPipe, which runs every forward pass before the first backward pass.',
      of: ({ microbatches }) => microbatches,
    },
  ],
  source: megatron,
});

const params = positive('param', 'N', 'parameters that one replica holds and the others hold too', 'model.parameters');
const bytesPerParam = optional(positive('B/param', 'b', 'bytes of a weight, and of a gradient', 'type.weight'), 2);
const devices = count('1', 'P', 'data-parallel ranks');

export const dataParallelBytes = formula({
  title: 'Data parallelism, bytes sent per device and step',
  about: 'One all-reduce of all gradients. ZeRO-1 and ZeRO-2 send as much: a reduce-scatter of gradients, then an all-gather of weights.',
  takes: { params, bytesPerParam, devices },
  example: { params: 20e9, devices: 12 },
  gives: 'B',
  tex: ({ params, bytesPerParam, devices: p }) => String.raw`2 \cdot \frac{${p} - 1}{${p}} \cdot ${params} \cdot ${bytesPerParam}`,
  of: ({ params, bytesPerParam, devices }) => 2 * ((devices - 1) / devices) * params * bytesPerParam,
  slips: [
    {
      name: 'one-phase',
      say: 'That is one phase of the all-reduce. It is a reduce-scatter and then an all-gather.',
      of: ({ params, bytesPerParam, devices }) => ((devices - 1) / devices) * params * bytesPerParam,
    },
    {
      name: 'own-share-counted',
      say: 'A device does not send its own share to itself: the factor is $2(P-1)/P$.',
      of: ({ params, bytesPerParam }) => 2 * params * bytesPerParam,
    },
    {
      name: 'zero-3',
      say: 'That is ZeRO-3 or FSDP, which gathers the weights twice. Plain data parallelism only reduces gradients.',
      of: ({ params, bytesPerParam, devices }) => 3 * ((devices - 1) / devices) * params * bytesPerParam,
    },
  ],
  source: zero,
});

export const zero3Bytes = formula({
  title: 'ZeRO-3, bytes sent per device and step',
  about:
    'An all-gather of the weights forward, another backward, and a reduce-scatter of gradients: one and a half times data parallelism.',
  takes: { params, bytesPerParam, devices },
  example: { params: 20e9, devices: 12 },
  gives: 'B',
  tex: ({ params, bytesPerParam, devices: p }) => String.raw`3 \cdot \frac{${p} - 1}{${p}} \cdot ${params} \cdot ${bytesPerParam}`,
  of: ({ params, bytesPerParam, devices }) => 3 * ((devices - 1) / devices) * params * bytesPerParam,
  slips: [
    {
      name: 'data-parallel',
      say: 'That is plain data parallelism. ZeRO-3 gathers the weights twice and scatters the gradients.',
      of: ({ params, bytesPerParam, devices }) => 2 * ((devices - 1) / devices) * params * bytesPerParam,
    },
    {
      name: 'own-share-counted',
      say: 'A device does not send its own share to itself: the factor is $3(P-1)/P$.',
      of: ({ params, bytesPerParam }) => 3 * params * bytesPerParam,
    },
  ],
  source: zero,
});

export const blockAllReduceBytes = formula({
  title: 'All-reduces of a tensor-parallel block',
  about: 'A block has one all-reduce for each row-parallel matmul: two forward, four with backward.',
  takes: {
    allReduce: nonNegative('B', 'V', 'bytes sent per device for one all-reduce'),
    allReduces: optional(count('1', 'n', 'all-reduces: 2 forward, 4 with backward'), 2),
  },
  example: { allReduce: 2e9 },
  gives: 'B',
  tex: ({ allReduce, allReduces }) => String.raw`${allReduces} \cdot ${allReduce}`,
  of: ({ allReduce, allReduces }) => allReduces * allReduce,
  slips: [
    {
      name: 'one-all-reduce',
      say: 'That is one all-reduce. A block has one after attention and one after the MLP.',
      of: ({ allReduce }) => allReduce,
    },
  ],
  source: shoeybi,
});

export const stageBoundaryBytes = formula({
  title: 'Activations between pipeline stages',
  about: 'What one stage sends to the next for each microbatch, and gets back as gradients: point to point, without a collective.',
  takes: {
    sequences: count('sequence', 'b', 'sequences of a microbatch'),
    tokens: count('token', 's', 'tokens of a sequence'),
    width: count('1', 'h', 'model width', 'model.width'),
    bytesPerElement: optional(positive('B/element', 'e', 'bytes of one element', 'type.activation'), 2),
  },
  example: { sequences: 24, tokens: 3072, width: 6144 },
  gives: 'B',
  tex: ({ sequences, tokens, width, bytesPerElement }) => String.raw`${sequences} \cdot ${tokens} \cdot ${width} \cdot ${bytesPerElement}`,
  of: ({ sequences, tokens, width, bytesPerElement }) => sequences * tokens * width * bytesPerElement,
  slips: [
    {
      name: 'elements-not-bytes',
      say: 'That counts elements. Multiply by the bytes of one element.',
      of: ({ sequences, tokens, width }) => sequences * tokens * width,
    },
  ],
  source: megatron,
});

export const dataParallelRanks = formula({
  title: 'Data-parallel ranks',
  about: 'A layout multiplies: tensor × pipeline × context × data-parallel ranks equals the number of GPUs.',
  takes: {
    gpus: count('GPU', 'G', 'GPUs'),
    tensor: optional(count('1', 't', 'tensor-parallel ranks'), 1),
    pipeline: optional(count('1', 'p', 'pipeline stages'), 1),
    context: optional(count('1', 'c', 'context-parallel ranks'), 1),
  },
  example: { gpus: 48, tensor: 4, pipeline: 3 },
  gives: '1',
  symbol: String.raw`P_\text{DP}`,
  tex: ({ gpus, tensor, pipeline, context }) => String.raw`\frac{${gpus}}{${tensor} \cdot ${pipeline} \cdot ${context}}`,
  of: ({ gpus, tensor, pipeline, context }) => gpus / (tensor * pipeline * context),
  refuse: ({ gpus, tensor, pipeline, context }) =>
    gpus % (tensor * pipeline * context) === 0
      ? undefined
      : `gpus must be a multiple of tensor · pipeline · context, got ${gpus} and ${tensor} · ${pipeline} · ${context}`,
  slips: [
    {
      name: 'pipeline-left-out',
      say: 'That leaves the pipeline out. Each replica spans all its stages.',
      of: ({ gpus, tensor, context }) => gpus / (tensor * context),
    },
  ],
  source: llama3,
});

const replicas = count('1', 'D', 'data-parallel ranks, or replicas, that share the batch');

export const tokensPerReplica = formula({
  title: 'Tokens per replica',
  about: 'What one replica (all its tensor-parallel ranks and stages together) works on in a step while it moves its weights.',
  takes: { tokens: positive('token', 'B', 'tokens of the batch of all replicas together'), replicas },
  example: { tokens: 3e6, replicas: 6 },
  gives: 'token',
  symbol: 'T',
  tex: ({ tokens, replicas }) => String.raw`\frac{${tokens}}{${replicas}}`,
  of: ({ tokens, replicas }) => tokens / replicas,
  slips: [
    {
      name: 'whole-batch',
      say: 'That is the batch of all replicas together. Each gets an equal part of it.',
      of: ({ tokens }) => tokens,
    },
  ],
  source: llama3,
});

export const microbatchesPerReplica = formula({
  title: 'Microbatches per replica',
  about: 'The sequences of a step are dealt to the replicas, and each cuts its part into microbatches.',
  takes: {
    sequences: count('sequence', 'S', 'sequences of the batch of all replicas together'),
    replicas,
    perMicrobatch: optional(count('sequence', 'b', 'sequences of a microbatch'), 1),
  },
  example: { sequences: 24, replicas: 6 },
  gives: 'microbatch',
  symbol: 'm',
  tex: ({ sequences, replicas, perMicrobatch }) => String.raw`\frac{${sequences}}{${replicas} \cdot ${perMicrobatch}}`,
  of: ({ sequences, replicas, perMicrobatch }) => sequences / (replicas * perMicrobatch),
  refuse: ({ sequences, replicas, perMicrobatch }) =>
    sequences % (replicas * perMicrobatch) === 0
      ? undefined
      : `sequences must be a multiple of replicas · perMicrobatch, got ${sequences} and ${replicas} · ${perMicrobatch}`,
  slips: [
    {
      name: 'whole-batch',
      say: 'Those are the microbatches of all replicas together. Each pipeline only sees its own.',
      of: ({ sequences, perMicrobatch }) => sequences / perMicrobatch,
    },
  ],
  source: llama3,
});
