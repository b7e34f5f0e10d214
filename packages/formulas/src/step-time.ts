/**
 * How long a training step takes under tensor, pipeline and data parallelism, as a model of four terms.
 *
 * Arithmetic at a share of the peak; then tensor parallelism's all-reduces, unhidden; both stretched by the bubble; FSDP's traffic hidden
 * as far as it is shorter.
 */
import { count, formula, fraction, nonNegative, optional, positive } from './formula.ts';

const megatron =
  'Narayanan et al. 2021, Efficient Large-Scale Language Model Training on GPU Clusters Using Megatron-LM, arXiv:2104.04473, §3';
const shoeybi = 'Shoeybi et al. 2019, Megatron-LM, arXiv:1909.08053, §3';
const palm = 'Chowdhery et al. 2022, PaLM, arXiv:2204.02311, Appendix B';

const params = positive('param', 'N', 'parameters', 'model.parameters');
const tensor = count('1', 'Y', 'tensor-parallel ranks');
const stages = count('1', 'p', 'pipeline stages');

export const paramsPerRank = formula({
  title: 'Parameters of one rank',
  about: 'Tensor parallelism divides every layer, the pipeline divides the layers. FSDP shards what is left but gathers it before use.',
  takes: { params, tensor, stages: optional(stages, 1) },
  example: { params: 20e9, tensor: 4, stages: 3 },
  gives: 'param',
  tex: ({ params, tensor, stages }) => String.raw`\frac{${params}}{${tensor} \cdot ${stages}}`,
  of: ({ params, tensor, stages }) => params / (tensor * stages),
  slips: [
    {
      name: 'whole-model',
      say: 'That is the whole model. A rank gathers only the part that tensor and pipeline parallelism leave to it.',
      of: ({ params }) => params,
    },
  ],
  source: megatron,
});

export const stepArithmeticTime = formula({
  title: 'Arithmetic of a step',
  about: 'Six FLOPs for each parameter and token, shared by all devices, at the share of the peak that their kernels reach.',
  takes: {
    params,
    tokens: positive('token', 'B', 'tokens of a step'),
    gpus: count('GPU', 'G', 'GPUs'),
    peak: positive('FLOP/s', 'C', 'dense peak of one device', 'chip.peak'),
    efficiency: optional(fraction('1', String.raw`\eta`, 'share of the peak that the kernels reach while they run'), 1),
  },
  example: { params: 20e9, tokens: 3e6, gpus: 512, peak: 1e15 },
  gives: 's',
  symbol: String.raw`T_\text{math}`,
  tex: ({ params, tokens, gpus, peak, efficiency }) =>
    String.raw`\frac{6 \cdot ${params} \cdot ${tokens}}{${gpus} \cdot ${peak} \cdot ${efficiency}}`,
  of: ({ params, tokens, gpus, peak, efficiency }) => (6 * params * tokens) / (gpus * peak * efficiency),
  refuse: ({ efficiency }) => (efficiency > 0 ? undefined : 'efficiency must be above 0, got 0'),
  slips: [
    {
      name: 'forward-only',
      say: 'That is the forward pass, two FLOPs for each parameter and token. The backward pass adds four.',
      of: ({ params, tokens, gpus, peak, efficiency }) => (2 * params * tokens) / (gpus * peak * efficiency),
    },
    {
      name: 'one-device',
      say: 'That is how long one device would take for the whole batch.',
      of: ({ params, tokens, peak, efficiency }) => (6 * params * tokens) / (peak * efficiency),
    },
  ],
  source: palm,
});

export const tensorParallelStepBytes = formula({
  title: 'Tensor parallelism, bytes sent per GPU and step',
  about:
    'Four all-reduces of the activations in each layer, two forward and two backward, for all tokens of the replica and all layers of the stage. Sequence parallelism sends as much, as reduce-scatters and all-gathers.',
  takes: {
    tokens: positive('token', 'T', 'tokens of one replica in a step'),
    width: count('1', 'D', 'model width', 'model.width'),
    layers: count('1', 'L', 'layers of the whole model', 'model.layers'),
    tensor,
    stages: optional(stages, 1),
    allReduces: optional(count('1', 'a', 'all-reduces of a layer, forward and backward'), 4),
    bytesPerElement: optional(positive('B/element', 'b', 'bytes of one activation', 'type.activation'), 2),
  },
  example: { tokens: 12_288, width: 6144, layers: 48, tensor: 4, stages: 3 },
  gives: 'B',
  tex: ({ tokens, width, layers, tensor: y, stages, allReduces, bytesPerElement }) =>
    String.raw`\frac{${layers}}{${stages}} \cdot ${allReduces} \cdot 2 \cdot \frac{${y} - 1}{${y}} \cdot ${tokens} \cdot ${width} \cdot ${bytesPerElement}`,
  of: ({ tokens, width, layers, tensor, stages, allReduces, bytesPerElement }) =>
    (layers / stages) * allReduces * 2 * ((tensor - 1) / tensor) * tokens * width * bytesPerElement,
  slips: [
    {
      name: 'one-phase',
      say: 'That is one phase of each all-reduce. It is a reduce-scatter and then an all-gather.',
      of: ({ tokens, width, layers, tensor, stages, allReduces, bytesPerElement }) =>
        (layers / stages) * allReduces * ((tensor - 1) / tensor) * tokens * width * bytesPerElement,
    },
    {
      name: 'all-layers',
      say: 'That counts the layers of all stages. A GPU works on the layers of its own stage.',
      of: ({ tokens, width, layers, tensor, allReduces, bytesPerElement }) =>
        layers * allReduces * 2 * ((tensor - 1) / tensor) * tokens * width * bytesPerElement,
    },
    {
      name: 'one-layer',
      say: 'That is one layer. Each layer of the stage reduces its own activations.',
      of: ({ tokens, width, tensor, allReduces, bytesPerElement }) =>
        allReduces * 2 * ((tensor - 1) / tensor) * tokens * width * bytesPerElement,
    },
  ],
  source: shoeybi,
});

export const modelledStepTime = formula({
  title: 'Step time of a layout',
  about:
    'Arithmetic and the all-reduces between the matmuls follow one another, and the bubble stretches both. The traffic of FSDP runs beside them and counts only if it takes longer.',
  takes: {
    arithmetic: positive('s', String.raw`T_\text{math}`, 'arithmetic of one device in a step'),
    tensorTime: optional(nonNegative('s', String.raw`T_\text{TP}`, 'all-reduces of tensor parallelism that are not hidden'), 0),
    dataTime: optional(nonNegative('s', String.raw`T_\text{FSDP}`, 'gathers and reduce-scatters of FSDP'), 0),
    stages: optional(stages, 1),
    microbatches: optional(count('microbatch', 'm', 'microbatches of one replica in a step'), 1),
    chunks: optional(count('1', 'v', 'chunks of layers that each stage holds'), 1),
  },
  example: { arithmetic: 1.2, tensorTime: 0.3, dataTime: 0.8, stages: 3, microbatches: 12 },
  gives: 's',
  symbol: String.raw`T_\text{step}`,
  tex: ({ arithmetic, tensorTime, dataTime, stages, microbatches, chunks }) =>
    String.raw`\max\left((${arithmetic} + ${tensorTime}) \cdot \left(1 + \frac{${stages} - 1}{${chunks} \cdot ${microbatches}}\right),\ ${dataTime}\right)`,
  of: ({ arithmetic, tensorTime, dataTime, stages, microbatches, chunks }) =>
    Math.max((arithmetic + tensorTime) * (1 + (stages - 1) / (chunks * microbatches)), dataTime),
  slips: [
    {
      name: 'bubble-left-out',
      say: 'That leaves the bubble out. The stages idle for $p - 1$ slots beside the $m$ they work.',
      of: ({ arithmetic, tensorTime, dataTime }) => Math.max(arithmetic + tensorTime, dataTime),
    },
    {
      name: 'all-added',
      say: 'That adds the traffic of FSDP. It is fetched ahead and runs beside the arithmetic: only the longer of the two counts.',
      of: ({ arithmetic, tensorTime, dataTime, stages, microbatches, chunks }) =>
        (arithmetic + tensorTime) * (1 + (stages - 1) / (chunks * microbatches)) + dataTime,
    },
    {
      name: 'tensor-hidden',
      say: 'That hides the all-reduces of tensor parallelism. The next matmul waits for them, so here they count in full.',
      of: ({ arithmetic, dataTime, stages, microbatches, chunks }) =>
        Math.max(arithmetic * (1 + (stages - 1) / (chunks * microbatches)), dataTime),
    },
  ],
  source: megatron,
});
