/** The table of models. Texts with links are HTML. */
export const title = 'Models';
export const description =
  'The shapes of public models: parameters counted and published, layers, width, heads, KV cache and weight bytes, with sources.';
export const note = (weightsPage: string, cachePage: string): string =>
  `The counted parameters follow from the shape, tensor by tensor; the published number comes from the maker’s files or, where marked ≈, is rounded in a paper. <a href="${weightsPage}">Weights</a> and <a href="${cachePage}">KV cache</a> take two bytes per element. In a mixture of experts, “hidden” is the width of one expert; for encoder–decoder models, layers are given as encoder + decoder.`;
export const caption = 'Models';
export const columns = {
  model: 'Model',
  published: 'Published',
  counted: 'Parameters (counted)',
  stated: 'Parameters (published)',
  active: 'Active per token',
  weights: 'Weights in BF16',
  cache: 'KV cache in BF16',
  layers: 'Layers',
  width: 'Width',
  heads: 'Heads',
  kvHeads: 'KV heads',
  hidden: 'Hidden',
  experts: 'Experts',
  vocabulary: 'Vocabulary',
} as const;
export const noCache = 'An encoder has no KV cache.';
export const latent = 'Latent attention caches one vector shared by all heads.';
export const noMixture = 'Not a mixture of experts.';
export const activeOf = (active: number, all: number): string => `${active} of ${all}`;
export const sources = 'Where the shapes and counts come from';
