/** Readers of Mamba and Mamba-2: nothing but recurrences. */
import type { Fields } from './huggingface-fields.ts';
import * as family from './model-families.ts';
import type { Mamba, Mamba2, ModelConfig } from './model.ts';

/** Width of the projection that steps are made from; by default a sixteenth of the model's. */
export const stepRank = (f: Fields, name: string, width: number): number =>
  f.has(name) && f.raw(name) !== 'auto' ? f.size(name) : Math.ceil(width / 16);

/** One block behind one norm in each layer. */
const pure = (f: Fields, mixer: Mamba | Mamba2): ModelConfig => {
  const layers = f.layers('num_hidden_layers');
  const config = family.llama({
    layers,
    width: f.size('hidden_size'),
    // Neither attention nor an MLP has these sizes.
    ...{ heads: 1, headDim: 1, hidden: 1 },
    vocab: f.size('vocab_size'),
    tied: f.flag('tie_word_embeddings', mixer.kind === 'mamba'),
  });
  return { ...config, normsPerLayer: 1, blocks: [{ layers, mixer, mlp: 'none' }] };
};

const mamba2 = (f: Fields): ModelConfig => {
  // Only the first Mamba has such a projection.
  f.ignore('time_step_rank');
  const [heads, headDim] = [f.size('num_heads'), f.size('head_dim')];
  const inner = f.size('expand', { fallback: 2 }) * f.size('hidden_size');
  if (heads * headDim !== inner) f.refuse(`num_heads ${heads} of head_dim ${headDim} do not make up the inner width ${inner}.`);
  return pure(f, {
    kind: 'mamba2',
    heads,
    headDim,
    groups: f.size('n_groups'),
    state: f.size('state_size'),
    conv: f.size('conv_kernel', { fallback: 4 }),
    convBias: f.flag('use_conv_bias', true),
    bias: f.flag('use_bias', false),
    norm: true,
  });
};

const mamba = (f: Fields): ModelConfig => {
  const width = f.size('hidden_size');
  return pure(f, {
    kind: 'mamba',
    inner: f.size('intermediate_size', { fallback: f.size('expand', { fallback: 2 }) * width }),
    state: f.size('state_size', { fallback: 16 }),
    stepRank: stepRank(f, 'time_step_rank', width),
    conv: f.size('conv_kernel', { fallback: 4 }),
    convBias: f.flag('use_conv_bias', true),
    bias: f.flag('use_bias', false),
    innerNorms: false,
  });
};

export const mambaReaders = { mamba, mamba2 } satisfies Readonly<Record<string, (f: Fields) => ModelConfig>>;
