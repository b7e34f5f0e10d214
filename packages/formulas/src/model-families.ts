/** What all members of a public model family share, so that a member is only its sizes. */
import type { LatentAttention, MixtureOfExperts, ModelConfig } from './model.ts';

/** Left out: as many K/V heads as heads, heads that share the width equally, an untied head. */
export interface Sizes {
  readonly layers: number;
  readonly width: number;
  readonly heads: number;
  readonly kvHeads?: number;
  readonly headDim?: number;
  readonly hidden: number;
  readonly vocab: number;
  readonly tied?: boolean;
  readonly window?: ModelConfig['window'];
}

const none = { qkv: false, out: false, mlp: false, head: false };
const all = { qkv: true, out: true, mlp: true, head: false };

/** Llama's: RMS norm before each sublayer, gated MLP, rotary positions, no biases. */
const rmsDecoder = ({ layers, width, heads, hidden, vocab, window, ...sizes }: Sizes): ModelConfig => ({
  kind: 'decoder',
  layers,
  encoderLayers: 0,
  width,
  heads,
  kvHeads: sizes.kvHeads ?? heads,
  headDim: sizes.headDim ?? width / heads,
  hidden,
  gated: true,
  vocab,
  tied: sizes.tied ?? false,
  positions: 0,
  segments: 0,
  relativeBuckets: 0,
  norm: 'rms',
  normsPerLayer: 2,
  embeddingNorm: false,
  finalNorm: true,
  qkNorm: 'none',
  biases: none,
  sinks: false,
  pooler: false,
  ...(window === undefined ? {} : { window }),
});

/** GPT's: layer norm, two-matrix MLP, biases everywhere but in the head. */
const layerNormDecoder = (sizes: Sizes): ModelConfig => ({ ...rmsDecoder(sizes), gated: false, norm: 'layer', biases: all });

export const experts = (moe: Partial<MixtureOfExperts> & Pick<MixtureOfExperts, 'experts' | 'active' | 'hidden'>): MixtureOfExperts => ({
  sharedHidden: 0,
  sharedGate: false,
  denseLayers: 0,
  routerBias: false,
  ...moe,
});

/** `sharedHidden` and `denseLayers` are 0 by default. */
export type Experts = Pick<MixtureOfExperts, 'experts' | 'active' | 'hidden'> &
  Partial<Pick<MixtureOfExperts, 'sharedHidden' | 'denseLayers' | 'routerBias'>>;

/** Learned positions and, by default, a tied head. */
export const gpt2 = ({ positions, ...sizes }: Sizes & { readonly positions: number }): ModelConfig => ({
  ...layerNormDecoder({ tied: true, ...sizes }),
  positions,
});

/** LLaMA 1 to 3, Mistral, Yi, SmolLM, Phi-3 and many more. */
export const llama = (sizes: Sizes): ModelConfig => rmsDecoder(sizes);

/** Llama with experts in place of the MLP. */
export const mixtral = ({ moe, ...sizes }: Sizes & { readonly moe: Experts }): ModelConfig => ({ ...rmsDecoder(sizes), moe: experts(moe) });

/** Biases on queries, keys and values only. */
export const qwen2 = (sizes: Sizes): ModelConfig => ({ ...rmsDecoder(sizes), biases: { ...none, qkv: true } });

/** A shared expert behind a learned gate. */
export const qwen2Moe = ({ moe, ...sizes }: Sizes & { readonly moe: Experts }): ModelConfig => ({
  ...qwen2(sizes),
  moe: experts({ ...moe, sharedGate: true }),
});

/** A norm over each query and key head, no biases; with `moe` its mixtures. */
export const qwen3 = ({ moe, ...sizes }: Sizes & { readonly moe?: Experts }): ModelConfig => ({
  ...rmsDecoder(sizes),
  qkNorm: 'head',
  ...(moe === undefined ? {} : { moe: experts(moe) }),
});

/** A tied head over a large vocabulary. */
export const gemma = (sizes: Sizes): ModelConfig => rmsDecoder({ tied: true, ...sizes });

/** A norm before and after each sublayer. */
export const gemma2 = (sizes: Sizes): ModelConfig => ({ ...gemma(sizes), normsPerLayer: 4 });

/** Text only: Gemma 2 with a norm over each query and key head. */
export const gemma3 = (sizes: Sizes): ModelConfig => ({ ...gemma2(sizes), qkNorm: 'head' });

/** Attention and MLP side by side behind one norm, a bias in the head. */
export const phi = (sizes: Sizes): ModelConfig => ({ ...layerNormDecoder(sizes), normsPerLayer: 1, biases: { ...all, head: true } });

/** Norms without parameters. */
export const olmo = (sizes: Sizes): ModelConfig => ({ ...rmsDecoder(sizes), norm: 'none' });

/** One norm over all query heads, one over all key heads; with `moe` OLMoE. */
export const olmo2 = ({ moe, ...sizes }: Sizes & { readonly moe?: Experts }): ModelConfig => ({
  ...qwen3({ ...sizes, ...(moe && { moe }) }),
  qkNorm: 'all',
});

/** With Pythia: GPT with rotary positions and an untied head. */
export const gptNeox = (sizes: Sizes): ModelConfig => layerNormDecoder(sizes);

/** Attention without biases and MLP side by side behind one layer norm, a bias in the head. */
export const gptj = (sizes: Sizes): ModelConfig => ({
  ...layerNormDecoder(sizes),
  normsPerLayer: 1,
  biases: { ...none, mlp: true, head: true },
});

/** Llama with attention and MLP side by side behind one bias-free layer norm, a tied head. */
export const cohere = (sizes: Sizes): ModelConfig => ({
  ...rmsDecoder({ tied: true, ...sizes }),
  norm: 'layer-no-bias',
  normsPerLayer: 1,
});

/** ALiBi positions, a norm on the embedding, a tied head. */
export const bloom = (sizes: Sizes): ModelConfig => ({ ...layerNormDecoder({ tied: true, ...sizes }), embeddingNorm: true });

/** 7B: one K/V head, attention and MLP side by side behind one layer norm, no biases, a tied head. */
export const falcon = (sizes: Sizes): ModelConfig => ({
  ...layerNormDecoder({ kvHeads: 1, tied: true, ...sizes }),
  normsPerLayer: 1,
  biases: none,
});

/** V2 and V3: latent attention; dense layers first, then many small experts and shared ones. */
export const deepseek = ({ moe, latent, ...sizes }: Sizes & { readonly moe: Experts; readonly latent: LatentAttention }): ModelConfig => ({
  ...rmsDecoder({ ...sizes, headDim: latent.nopeDim + latent.ropeDim }),
  moe: experts(moe),
  latent,
});

/** Experts with biases, attention with biases and sinks, every other layer behind a window. */
export const gptOss = ({ moe, ...sizes }: Sizes & { readonly moe: Experts }): ModelConfig => ({
  ...rmsDecoder(sizes),
  biases: all,
  sinks: true,
  moe: experts({ ...moe, routerBias: true }),
});

/** An encoder with learned positions and two segments, norms after the sublayers, a pooler, no head. */
export const bert = ({
  positions,
  segments,
  ...sizes
}: Sizes & { readonly positions: number; readonly segments: number }): ModelConfig => ({
  ...layerNormDecoder({ tied: true, ...sizes }),
  kind: 'encoder',
  positions,
  segments,
  embeddingNorm: true,
  finalNorm: false,
  pooler: true,
});

/** RMS norms, relative positions, no biases; version 1.1 has a gated MLP and an untied head. */
export const t5 = (
  sizes: Sizes & { readonly encoderLayers: number; readonly gated: boolean; readonly relativeBuckets: number },
): ModelConfig => {
  const { encoderLayers, gated, relativeBuckets, ...rest } = sizes;
  return { ...rmsDecoder(rest), kind: 'encoder-decoder', encoderLayers, gated, relativeBuckets };
};
