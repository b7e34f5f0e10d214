/** The families of formulas: the file a formula lives in, by the name that readers see, in the order of the book. */
export interface Family {
  /** The file in `packages/formulas/src`, without its ending; also the anchor on the page of all formulas. */
  readonly id: string;
  readonly title: string;
}

const titles: Readonly<Record<string, string>> = {
  roofline: 'Roofline',
  matmul: 'Matrix multiplication',
  elementwise: 'Elementwise operations',
  'attention-kernel': 'Attention as a kernel',
  tensors: 'Tensors and transfers',
  ratios: 'Ratios and shares',
  systolic: 'Systolic arrays',
  sharding: 'Sharded matrices',
  collectives: 'Collectives',
  transformer: 'Parameters of a transformer',
  moe: 'Mixtures of experts',
  'model-flops': 'FLOPs of a model',
  memory: 'Training state',
  activations: 'Activations',
  parallelism: 'Parallel training',
  'communication-limits': 'Limits of communication',
  'scaling-laws': 'Scaling laws',
  'kaplan-laws': 'Scaling laws of Kaplan et al.',
  overtraining: 'Training beyond compute-optimal',
  'training-cost': 'Cost of training',
  inference: 'Prefill and decode',
  'kv-cache': 'KV cache',
  batching: 'Batching requests',
  'batch-limits': 'Limits of the batch',
  speculative: 'Speculative decoding',
  quantisation: 'Quantisation',
  serving: 'Cost of serving',
  profiling: 'Reading a profile',
  occupancy: 'Occupancy of a GPU',
  jax: 'Programs in JAX',
  capstone: 'A small transformer that adds',
};

const order = Object.keys(titles);

/** The name of a family; made from the file's name where the list above has none yet. */
export const titleOf = (id: string): string => titles[id] ?? id.charAt(0).toUpperCase() + id.slice(1).replaceAll('-', ' ');

/** Whether the list above names it. */
export const isNamed = (id: string): boolean => id in titles;

/** Order of the book; families without a name come last, by their file. */
export const compareFamilies = (a: string, b: string): number => {
  const place = (id: string): number => (isNamed(id) ? order.indexOf(id) : order.length);
  return place(a) - place(b) || a.localeCompare(b);
};
