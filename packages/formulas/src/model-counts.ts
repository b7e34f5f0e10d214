/** What a model's shape implies: parameters, those a token uses, FLOPs. For the cache see `model-cache.ts`. */
import type { Quantity } from './formula.ts';
import { atLeast } from './model-check.ts';
import { layerKinds, type LayerKind, type Mixer } from './model-layers.ts';
import { stateFlops } from './model-recurrence.ts';
import { hasHead, parameterList, type ParameterTensor } from './model-tensors.ts';
import type { ModelConfig, ParameterGroup, Span } from './model.ts';

export { kvCachePerToken, modelKvCacheBytes } from './model-cache.ts';

const elements = (shape: readonly number[]): number => shape.reduce((product, side) => product * side, 1);

const total = (tensors: readonly ParameterTensor[], times: (tensor: ParameterTensor) => number): number =>
  tensors.reduce((sum, tensor) => sum + times(tensor) * elements(tensor.shape), 0);

/** Each once: a tied head adds nothing. Exact below $2^{53}$. */
export const parameterCount = (config: ModelConfig): Quantity<'param'> => total(parameterList(config), ({ count }) => count);

/** All but the routed experts that a token is not sent to. The embedding counts in full. */
export const activeParameterCount = (config: ModelConfig): Quantity<'param'> => total(parameterList(config), ({ active }) => active);

/** By what they serve; the groups add up to `parameterCount`. */
export const parameterCountByGroup = (config: ModelConfig): Readonly<Record<ParameterGroup, Quantity<'param'>>> => {
  const groups = { embedding: 0, attention: 0, recurrence: 0, mlp: 0, router: 0, experts: 0, norm: 0, head: 0 };
  for (const tensor of parameterList(config)) groups[tensor.group] += total([tensor], ({ count }) => count);
  return groups;
};

/**
 * What one token is multiplied with: active matrices and the output head, tied or not. Tables are looked up and vectors added or scaled, so
 * they are left out. An encoder-decoder counts both stacks.
 */
export const matmulParameterCount = (config: ModelConfig): Quantity<'param'> => {
  const matrices = parameterList(config).filter(({ group, shape }) => group !== 'embedding' && shape.length === 2);
  const tiedHead = config.tied && hasHead(config) ? config.vocab * config.width : 0;
  return total(matrices, ({ active }) => active) + tiedHead;
};

/** Without embedding, position and segment tables and head: what scaling laws often call N. */
export const nonEmbeddingParameterCount = (config: ModelConfig): Quantity<'param'> => {
  const { embedding, head } = parameterCountByGroup(config);
  return parameterCount(config) - embedding - head;
};

/** Tokens that a query sees on average in a sequence, itself counted half: $T/2$, or less behind a window or in a chunk. */
const seenBefore = (tokens: number, span: Span | undefined): number => {
  const size = span?.tokens ?? Infinity;
  if (tokens <= size) return tokens / 2;
  if (span?.kind === 'chunk') {
    const rest = tokens % size;
    return (size * (tokens - rest) + rest * rest) / (2 * tokens);
  }
  return size - (size * size) / (2 * tokens);
};

/** In an encoder: half of a window lies on each side. */
const seenAround = (tokens: number, span: Span | undefined): number => {
  const half = (span?.tokens ?? Infinity) / 2;
  return tokens <= half ? tokens : 2 * half - (half * half) / tokens;
};

const mixerFlops = (mixer: Mixer, config: ModelConfig, tokens: number): number => {
  const seen = config.kind === 'encoder' ? seenAround : seenBefore;
  if (mixer.kind === 'attention') return 4 * mixer.heads * mixer.headDim * seen(tokens, mixer.span);
  if (mixer.kind !== 'latent') return stateFlops(mixer, config.width);
  const { heads, nopeDim, ropeDim, valueDim, indexer } = mixer;
  const perPair = 2 * heads * (nopeDim + ropeDim + valueDim);
  if (indexer === undefined) return perPair * seen(tokens, undefined);
  // The indexer scores every earlier token; the heads see those it chose, as many as a window of that size.
  const chosen = seen(tokens, { kind: 'window', tokens: indexer.tokens });
  return perPair * chosen + 2 * indexer.heads * indexer.headDim * seen(tokens, undefined);
};

export const mixingFlopsPerToken = (config: ModelConfig, { layers, mixers }: LayerKind, tokens: number): Quantity<'FLOP/token'> =>
  layers * mixers.reduce((sum, mixer) => sum + mixerFlops(mixer, config, tokens), 0);

/**
 * Forward FLOPs of attention scores and their product with the values, per token, averaged over a sequence: $4LTd$ in encoders, $2LTd$
 * under a causal mask, less behind a window. A recurrence spends the same on every token. Cross-attention is left out. Throws `RangeError`
 * for fewer than 0 tokens.
 */
export function modelAttentionFlopsPerToken(config: ModelConfig, tokens: number): Quantity<'FLOP/token'> {
  atLeast(0, 'Attention FLOPs per token', 'tokens', tokens);
  return layerKinds(config).reduce((sum, kind) => sum + mixingFlopsPerToken(config, kind, tokens), 0);
}

/** Per token, in a causal sequence of `tokens`. */
export const modelForwardFlopsPerToken = (config: ModelConfig, tokens = 0): Quantity<'FLOP/token'> =>
  2 * matmulParameterCount(config) + modelAttentionFlopsPerToken(config, tokens);
