/** What a model's shape implies: how many parameters it has, how many a token uses, its FLOPs and its cache. */
import type { Quantity } from './formula.ts';
import { parameterList, type ModelConfig, type ParameterGroup, type ParameterTensor } from './model.ts';

const elements = (shape: readonly number[]): number => shape.reduce((product, side) => product * side, 1);

const total = (tensors: readonly ParameterTensor[], times: (tensor: ParameterTensor) => number): number =>
  tensors.reduce((sum, tensor) => sum + times(tensor) * elements(tensor.shape), 0);

const atLeast = (least: number, title: string, name: string, value: number): void => {
  if (!Number.isFinite(value) || value < least) {
    throw new RangeError(`${title}: ${name} must be a finite number of at least ${least}, got ${String(value)}`);
  }
};

/** All parameters, each once: a tied head adds nothing. Exact, as long as it is below $2^{53}$. */
export const parameterCount = (config: ModelConfig): Quantity<'param'> => total(parameterList(config), ({ count }) => count);

/** Parameters that one token passes through: all but the routed experts that it is not sent to. The embedding counts in full. */
export const activeParameterCount = (config: ModelConfig): Quantity<'param'> => total(parameterList(config), ({ active }) => active);

/** Parameters by what they serve. The groups add up to `parameterCount`. */
export const parameterCountByGroup = (config: ModelConfig): Readonly<Record<ParameterGroup, Quantity<'param'>>> => {
  const list = parameterList(config);
  const of = (group: ParameterGroup) =>
    total(
      list.filter((tensor) => tensor.group === group),
      ({ count }) => count,
    );
  return { embedding: of('embedding'), attention: of('attention'), mlp: of('mlp'), norm: of('norm'), head: of('head') };
};

/**
 * Parameters that one token is multiplied with: active matrices and the output head, tied or not. Tables are looked up
 * and vectors are added or scaled, so they are left out. An encoder-decoder counts both its stacks.
 */
export const matmulParameterCount = (config: ModelConfig): Quantity<'param'> => {
  const matrices = parameterList(config).filter(({ group, shape }) => group !== 'embedding' && shape.length === 2);
  const tiedHead = config.tied && config.kind !== 'encoder' ? config.vocab * config.width : 0;
  return total(matrices, ({ active }) => active) + tiedHead;
};

/** Parameters outside the embedding, position and segment tables and outside the head: what scaling laws often call N. */
export const nonEmbeddingParameterCount = (config: ModelConfig): Quantity<'param'> => {
  const { embedding, head } = parameterCountByGroup(config);
  return parameterCount(config) - embedding - head;
};

/** Tokens that a query of a causal layer sees on average over a sequence of `tokens`, itself counted half: $T/2$, or less behind a window. */
const seen = (tokens: number, window: number): number => (tokens <= window ? tokens / 2 : window - (window * window) / (2 * tokens));

/**
 * FLOPs of attention scores and their product with the values, forward, per token, averaged over a sequence of `tokens`:
 * $4LTd$ where every token sees every other (encoders), $2LTd$ under a causal mask, less behind a sliding window.
 * Cross-attention is left out. Throws `RangeError` for fewer than 0 tokens.
 */
export function modelAttentionFlopsPerToken(config: ModelConfig, tokens: number): Quantity<'FLOP/token'> {
  atLeast(0, 'Attention FLOPs per token', 'tokens', tokens);
  const { heads, headDim, latent, layers, window } = config;
  const perPair = 2 * heads * (headDim + (latent?.valueDim ?? headDim));
  if (config.kind === 'encoder') return layers * perPair * tokens;
  const windowed = window?.layers ?? 0;
  return perPair * ((layers - windowed) * seen(tokens, Infinity) + windowed * seen(tokens, window?.size ?? Infinity));
}

/** FLOPs of one token's forward pass, from the matrices it is multiplied with and its share of a causal sequence of `tokens`. */
export const modelForwardFlopsPerToken = (config: ModelConfig, tokens = 0): Quantity<'FLOP/token'> =>
  2 * matmulParameterCount(config) + modelAttentionFlopsPerToken(config, tokens);

/** Elements that one layer caches for one token: a key and a value, or the latent and the shared rotary key. */
const cachedElements = ({ kvHeads, headDim, latent }: ModelConfig): number =>
  latent === undefined ? 2 * kvHeads * headDim : latent.kvRank + latent.ropeDim;

/**
 * Bytes that one more token adds to the cache while no window is full. 0 for an encoder, which keeps none; for an
 * encoder-decoder the decoder's own tokens, and each input token costs as much once for cross-attention.
 * Throws `RangeError` unless the bytes of an element are above 0.
 */
export function kvCachePerToken(config: ModelConfig, bytesPerElement = 2): Quantity<'B/token'> {
  atLeast(Number.MIN_VALUE, 'KV cache per token', 'bytesPerElement', bytesPerElement);
  return config.kind === 'encoder' ? 0 : config.layers * cachedElements(config) * bytesPerElement;
}

/** Bytes of the cache of `sequences` sequences of `tokens` tokens each; layers behind a window keep no more than the window. */
export function modelKvCacheBytes(
  config: ModelConfig,
  {
    tokens,
    sequences = 1,
    bytesPerElement = 2,
  }: { readonly tokens: number; readonly sequences?: number; readonly bytesPerElement?: number },
): Quantity<'B'> {
  atLeast(0, 'KV cache', 'tokens', tokens);
  atLeast(0, 'KV cache', 'sequences', sequences);
  atLeast(Number.MIN_VALUE, 'KV cache', 'bytesPerElement', bytesPerElement);
  if (config.kind === 'encoder') return 0;
  const { layers, window } = config;
  const windowed = window?.layers ?? 0;
  const kept = (layers - windowed) * tokens + windowed * Math.min(tokens, window?.size ?? tokens);
  return cachedElements(config) * bytesPerElement * kept * sequences;
}
