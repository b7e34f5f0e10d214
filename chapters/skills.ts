/**
 * The skills of the self-assessment: what one can do after this book, each with the exercises that prove it.
 *
 * The id is permanent: the review schedule of a reader is kept under it. An exercise that is not in the book (yet) is
 * passed over. `after` names skills that should come first.
 */
import type { Skill as AnySkill } from '#book/content.ts';

export const groups = [
  'Roofline & hardware',
  'Sharding & communication',
  'Parameters & FLOPs',
  'Training parallelism',
  'Training cost',
  'Inference & serving',
  'Profiling & kernels',
  'The capstone',
] as const;
export type Group = (typeof groups)[number];

export type Skill = AnySkill & { readonly group: Group };

const skill = (
  group: Group,
  id: string,
  say: string,
  exercises: readonly string[],
  { quizzes, after }: Pick<Skill, 'quizzes' | 'after'> = {},
): Skill => ({ id, group, say, exercises, ...(quizzes && { quizzes }), ...(after && { after }) });

const [roofline, sharding, parameters, parallelism, cost, inference, profiling, capstone] = groups;

export const skills: readonly Skill[] = [
  skill(
    roofline,
    'matmul-arithmetic-intensity',
    'work out how many FLOPs a matmul does for each byte it moves, from its three sides and its precision',
    ['matmul-intensity', 'attention-scores-intensity', 'decode-matvec-intensity', 'int8-matmul-roofline', 'matrix-per-row'],
  ),
  skill(
    roofline,
    'chip-ridge-point',
    'read a chip’s ridge point off its data sheet and compare two chips by it',
    [
      'h100-ridge-point',
      'quantised-critical-batch',
      'width-for-any-batch',
      'batch-under-two-limits',
      'v5e-ridge-point',
      'v5e-h100-recall',
      'int8-weights-batch',
      'mixed-precision-roofline',
      'h100-critical-batch',
      'host-memory-batch',
    ],
    {
      quizzes: ['roofline-quiz'],
    },
  ),
  skill(
    roofline,
    'kernel-least-time',
    'say how fast a kernel can run at best, and which of the two roofs sets that',
    [
      'matmul-time',
      'tile-traffic',
      'too-fast-to-be-true',
      'two-chip-matmul',
      'layernorm-time',
      'checkpoint-over-pcie',
      'weights-read-once',
      'matmul-time-by-batch',
      'corner-to-corner',
      'gather-from-hosts',
    ],
    {
      after: ['matmul-arithmetic-intensity', 'chip-ridge-point'],
    },
  ),
  skill(
    roofline,
    'memory-bound-operations',
    'pick out the operations that wait for memory, and say what fusing them saves',
    ['attention-scores-intensity', 'relu-intensity', 'decode-matvec-intensity'],
    { quizzes: ['roofline-quiz'], after: ['matmul-arithmetic-intensity', 'chip-ridge-point'] },
  ),
  skill(
    roofline,
    'systolic-array-peak',
    'get the peak of a systolic array from its size and clock, check whether weights fit on a chip, and size a slice of a pod',
    ['mxu-peak', 'v5e-largest-model', 'decode-on-the-array', 'slice-hops', 'pick-a-slice', 'v5p-vector-rate', 'pod-arithmetic'],
    {
      quizzes: ['tpus-quiz'],
    },
  ),
  skill(
    sharding,
    'choose-a-sharding',
    'choose which axis to split by what must be sent and what must be held',
    [
      'pick-a-sharding',
      'wrong-line-of-a-plan',
      'sixteen-devices-two-axes',
      'pop-two-mesh-axes',
      'pop-replicated-axis',
      'copies-on-a-mesh',
      'three-sharded-matmuls',
      'mlp-under-memory-cap',
    ],
    {
      quizzes: ['sharding-quiz'],
    },
  ),
  skill(sharding, 'ring-collective-bytes', 'count what each device sends in a ring collective, forward and backward', [
    'ring-all-reduce-volume',
    'backward-of-a-plan',
    'four-collectives-by-hand',
    'all-to-all-quarter',
  ]),
  skill(
    sharding,
    'communication-against-compute',
    'compare the time on the links with the time of the arithmetic and of the hops, and name the slowest',
    [
      'communication-or-compute',
      'small-all-gather',
      'pop-all-gather-v5e',
      'collectives-on-v4p',
      'latency-bound-all-gather',
      'matmul-replicated-result',
    ],
    {
      after: ['ring-collective-bytes', 'kernel-least-time'],
    },
  ),
  skill(
    sharding,
    'weights-or-activations',
    'say from how many tokens on it is cheaper to gather weights than to reduce activations',
    ['fsdp-or-tensor-parallel', 'gather-first-or-reduce-last', 'partial-sums-instead-of-gather'],
    { quizzes: ['sharding-quiz', 'parallelism-quiz'], after: ['ring-collective-bytes'] },
  ),

  skill(parameters, 'count-gpt2', 'count a GPT-2-style model exactly, to the last bias', ['gpt2-small-parameters']),
  skill(
    parameters,
    'count-llama',
    'count a model with grouped queries, a gated MLP and a head of its own',
    ['llama3-70b-parameters', 'size-from-two-numbers', 'parameters-of-64-layers', 'llama-2-13b-by-group', 'llama-3-70b-by-group'],
    {
      quizzes: ['parameters-quiz'],
      after: ['count-gpt2'],
    },
  ),
  skill(
    parameters,
    'forward-flops',
    'estimate the forward FLOPs of a token, and the context at which attention starts to count',
    [
      'forward-flops-per-token',
      'where-attention-overtakes',
      'idle-mesh-axis',
      'five-index-contraction',
      'intensity-of-self-attention',
      'scores-as-dear-as-projections',
    ],
    {
      after: ['count-llama'],
    },
  ),
  skill(
    parameters,
    'training-flops',
    'estimate the FLOPs of a training run from parameters and tokens',
    ['training-flops', 'cost-of-recomputing'],
    {
      after: ['forward-flops'],
    },
  ),
  skill(
    parameters,
    'kv-cache',
    'size a KV cache and what each further sequence costs',
    ['kv-cache-size', 'key-value-heads-for-a-node', 'break-even-batch', 'cache-of-llama-3-70b', 'parameters-of-the-invented-model'],
    {
      quizzes: ['parameters-quiz'],
    },
  ),
  skill(
    parameters,
    'utilisation',
    'turn a measured token rate into MFU, and see when a measurement cannot be true',
    ['mfu', 'one-run-two-utilisations', 'deepseek-v3-utilisation'],
    {
      after: ['training-flops'],
    },
  ),

  skill(parallelism, 'memory-per-gpu', 'budget state and activations of one GPU, and name what brings each down', [
    'fsdp-state-per-gpu',
    'activation-memory',
    'llama-2-13b-training-memory',
    'memory-per-chip-of-a-pod',
  ]),
  skill(parallelism, 'tensor-parallel-traffic', 'count what tensor parallelism sends for each block', ['tensor-parallel-all-reduce'], {
    after: ['ring-collective-bytes'],
  }),
  skill(parallelism, 'pipeline-microbatches', 'pick the number of microbatches that keeps the pipeline bubble small', ['pipeline-bubble']),
  skill(
    parallelism,
    'cluster-layout',
    'put tensor, pipeline and data parallelism together on a cluster and say why so',
    [
      'layout-for-2048-gpus',
      'layout-within-memory-and-time',
      'mixed-optimum',
      'faster-chip-same-network',
      'fsdp-wrong-line',
      'tensor-limit-in-symbols',
      'largest-cluster-for-a-batch',
      'llama-2-13b-on-4096-chips',
      'fsdp-over-whole-sequences',
      'fsdp-with-split-sequences',
      'fsdp-and-tensor-on-a-pod',
    ],
    {
      quizzes: ['parallelism-quiz'],
      after: ['memory-per-gpu', 'tensor-parallel-traffic', 'pipeline-microbatches', 'weights-or-activations'],
    },
  ),

  skill(
    cost,
    'training-days',
    'turn FLOPs, GPUs and utilisation into days',
    [
      'days-to-train',
      'longer-context',
      'flops-of-one-token',
      'flops-of-the-whole-run',
      'days-on-a-full-pod',
      'fewest-chips-for-a-batch',
      'cluster-window',
      'llama-3-70b-on-four-pods',
      'llama-3-405b-on-eight-pods',
    ],
    {
      after: ['training-flops', 'utilisation'],
    },
  ),
  skill(cost, 'training-dollars', 'turn days into GPU-hours and dollars', ['dollars-to-train', 'price-of-a-run'], {
    after: ['training-days'],
  }),
  skill(
    cost,
    'compute-optimal-split',
    'split a compute budget between parameters and tokens either way round, and say when to train longer than that',
    ['chinchilla-tokens', 'compute-optimal-size', 'budget-and-deadline', 'paid-back-by-serving'],
    {
      quizzes: ['training-cost-quiz'],
      after: ['training-flops'],
    },
  ),
  skill(cost, 'learning-rate-and-batch', 'rescale a learning rate for another batch size, by the rule that suits the optimizer', [
    'learning-rate-scaling',
  ]),

  skill(
    inference,
    'prefill-bound',
    'bound how fast a prompt is read, and when the first token appears',
    ['prefill-throughput', 'time-to-first-token', 'prefill-on-sixteen-chips'],
    {
      quizzes: ['inference-quiz'],
      after: ['forward-flops'],
    },
  ),
  skill(
    inference,
    'decode-bound',
    'bound how fast tokens come out, from the memory’s bandwidth',
    [
      'decode-speed',
      'tokens-from-a-full-node',
      'pop-decode-step',
      'weight-read-floor',
      'decode-step-on-a-slice',
      'decode-step-with-full-memory',
      'forward-pass-of-405b',
    ],
    {
      quizzes: ['inference-quiz'],
      after: ['memory-bound-operations'],
    },
  ),
  skill(
    inference,
    'decode-batch',
    'find the batch at which decoding turns compute-bound, and the batch that the cache leaves room for',
    [
      'decode-crossover-batch',
      'break-even-batch',
      'batch-for-experts',
      'critical-batch-by-precision',
      'largest-batch-at-128k',
      'the-model-with-experts',
      'memory-at-batch-32',
      'smallest-slice-by-precision',
      'llama-3-8b-at-batch-240',
    ],
    {
      after: ['decode-bound', 'kv-cache'],
    },
  ),
  skill(
    inference,
    'attention-in-decode',
    'say what attention and its cache cost in decode, and what a smaller cache gains',
    ['grouped-queries-in-decode'],
    { after: ['decode-bound', 'kv-cache'] },
  ),
  skill(
    inference,
    'sharded-decode',
    'divide a model and its caches among chips for decode, and say where further chips stop helping',
    [
      'tensor-limit-in-decode',
      'sharding-on-a-4x4',
      'experts-over-a-slice',
      'weights-cut-along-both-sides',
      'bf16-on-a-4x8',
      'llama-3-405b-within-15-ms',
    ],
    { after: ['decode-bound', 'cluster-layout'] },
  ),
  skill(
    inference,
    'continuous-batching',
    'put a number on what continuous batching wins back, and schedule prompts between decode steps',
    ['static-batching-utilisation', 'chunk-for-two-promises', 'tokens-leaving-the-cache', 'prefill-machines'],
    { after: ['decode-bound'] },
  ),
  skill(
    inference,
    'token-prices',
    'price a million tokens, in and out',
    ['cost-per-million-tokens', 'break-even-batch', 'input-or-output-price', 'what-to-charge', 'requests-per-chip', 'twice-the-slice'],
    {
      after: ['prefill-bound', 'decode-bound'],
    },
  ),
  skill(
    inference,
    'service-level',
    'weigh the price of tokens against the speed promised to each reader',
    ['window-of-batches', 'floor-in-letters', 'machines-for-both-phases'],
    { after: ['token-prices', 'decode-batch'] },
  ),
  skill(
    inference,
    'speculation-and-quantisation',
    'estimate what speculative decoding and low-bit weights bring',
    ['speculative-decoding', 'quantised-serving'],
    {
      quizzes: ['serving-cost-quiz'],
      after: ['decode-bound'],
    },
  ),

  skill(profiling, 'read-a-profile', 'read the profile of a layer and bound what a fix can bring', [
    'profile-bottleneck',
    'fusion-speedup',
    'needed-factor',
    'hidden-communication',
  ]),
  skill(profiling, 'read-a-trace', 'read shapes, layouts and collectives in a trace and in the compiler’s text', [
    'tile-padding',
    'waiting-all-reduce',
    'two-matmuls-in-a-trace',
    'mock-transformer-profile',
  ]),
  skill(
    profiling,
    'measurement-against-roofline',
    'hold a measured kernel against its roofline and refuse numbers that cannot be',
    ['mlp-kernel-floor', 'layer-estimate'],
    {
      quizzes: ['profiling-quiz'],
      after: ['kernel-least-time'],
    },
  ),
  skill(profiling, 'occupancy', 'work out occupancy from what a block needs, and how many bytes have to be in flight', [
    'occupancy',
    'pipeline-stages',
  ]),
  skill(
    profiling,
    'jax-programs',
    'say when a jitted JAX function is traced, and what a tracer can do',
    ['jit-print-count', 'traced-branch', 'padded-prompts', 'warm-up-estimate'],
    { quizzes: ['jax-quiz'] },
  ),
  skill(profiling, 'jax-pure-steps', 'write a pure training step with keys of its own, and map it over examples', [
    'regression-steps',
    'key-reuse-noise',
    'vmap-in-axes',
    'per-example-bytes',
  ]),
  skill(
    profiling,
    'jax-sharding',
    'shard arrays over a mesh, and say what each device holds and what is sent',
    ['batch-per-device', 'mesh-of-two-axes', 'gradient-mean-bytes', 'explicit-product', 'fsdp-shard'],
    { after: ['ring-collective-bytes'] },
  ),
  skill(
    profiling,
    'jax-shard-map',
    'place communication by hand with shard_map, and overlap it with arithmetic',
    ['mean-too-late', 'ring-hides-from', 'means-and-rolls-of-shards', 'layer-of-experts', 'collective-matmuls', 'both-ways-round'],
    { after: ['jax-sharding'] },
  ),
  skill(profiling, 'jax-memory', 'bound the memory of a step by donation and checkpoints', ['donated-state', 'checkpoint-distance']),
  skill(profiling, 'pallas-kernels', 'cover an array with the blocks of a Pallas kernel', ['pallas-grid', 'pallas-short-grid']),

  skill(
    capstone,
    'design-a-small-model',
    'choose vocabulary, length and width for a ten-million-parameter model that adds, and say how much of a card its width lets it use',
    ['longest-sum', 'width-for-ten-million', 'stack-intensity'],
    {
      after: ['count-gpt2'],
    },
  ),
  skill(
    capstone,
    'budget-a-small-run',
    'budget its tokens, passes over the data, FLOPs, batch and minutes',
    ['tokens-for-ten-million', 'capstone-compute', 'batch-for-the-run', 'float32-on-a-t4'],
    {
      after: ['design-a-small-model', 'training-flops', 'compute-optimal-split'],
    },
  ),
  skill(capstone, 'dense-or-experts', 'compare a dense model with a mixture of experts at equal compute', ['dense-or-moe-tokens'], {
    after: ['compute-optimal-split'],
  }),
  skill(
    capstone,
    'fused-experts',
    'say how much of an expert’s traffic fusing its matmuls saves, and from how many tokens on that pays',
    ['fused-expert-mlp', 'when-fusing-pays'],
    {
      after: ['memory-bound-operations'],
    },
  ),
  skill(capstone, 'read-a-loss-curve', 'say what a loss on a plateau means, and find the last per cent of accuracy', ['plateau-loss'], {
    quizzes: ['capstone-quiz'],
    after: ['budget-a-small-run'],
  }),
  skill(
    capstone,
    'plan-a-run-end-to-end',
    'take a question about a run from the first estimate through size, memory, network and layout to a bill and an answer',
    ['case-tokens', 'case-right-size', 'case-memory', 'case-smallest-batch', 'case-layout', 'case-slower-port', 'case-bill'],
    {
      after: ['compute-optimal-split', 'dense-or-experts'],
    },
  ),
];
