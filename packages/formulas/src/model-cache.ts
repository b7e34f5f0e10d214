/** What decoding keeps of each sequence, by kind of layer: keys and values that grow with it, states that do not. */
import type { Quantity } from './formula.ts';
import { atLeast } from './model-check.ts';
import { layerKinds, type Mixer } from './model-layers.ts';
import { stateElements } from './model-recurrence.ts';
import type { ModelConfig } from './model.ts';

/** Of one sequence, all these layers together. */
export interface LayerCache {
  /** `full`, `window` and `chunk` keep keys and values, `latent` what they are rebuilt from; `shared` nothing. */
  readonly kind: 'full' | 'window' | 'chunk' | 'latent' | 'shared' | 'recurrence';
  readonly layers: number;
  /** Numbers that one more token adds, up to `limit` tokens. */
  readonly perToken: number;
  /** `Infinity` where there is none. */
  readonly limit: number;
  /** Numbers of recurrent state, often in FP32. */
  readonly state: number;
  /** Inputs of convolutions. */
  readonly convolution: number;
}

const ofMixer = (mixer: Mixer, layers: number, width: number): LayerCache => {
  const none = { layers, perToken: 0, limit: Infinity, state: 0, convolution: 0 };
  if (mixer.kind === 'attention') {
    if (mixer.sharesCache) return { ...none, kind: 'shared' };
    const perToken = layers * 2 * mixer.kvHeads * mixer.headDim;
    return { ...none, kind: mixer.span?.kind ?? 'full', perToken, limit: mixer.span?.tokens ?? Infinity };
  }
  if (mixer.kind === 'latent')
    return { ...none, kind: 'latent', perToken: layers * (mixer.kvRank + mixer.ropeDim + (mixer.indexer?.headDim ?? 0)) };
  const { state, convolution } = stateElements(mixer, width);
  return { ...none, kind: 'recurrence', state: layers * state, convolution: layers * convolution };
};

export const whyNoCache = (config: ModelConfig): string | undefined =>
  config.kind === 'encoder' ? 'An encoder reads its whole input at once and generates nothing, so that it keeps no cache.' : undefined;

/**
 * In numbers, not bytes; nothing for an encoder. Of an encoder-decoder, the decoder's own tokens; each input token costs as much once for
 * cross-attention. A layer whose values are its keys keeps both, since only the keys are rotated.
 */
export const layerCaches = (config: ModelConfig): readonly LayerCache[] => {
  const kinds = layerKinds(config);
  return whyNoCache(config) === undefined
    ? kinds.flatMap(({ mixers, layers }) => mixers.map((mixer) => ofMixer(mixer, layers, config.width)))
    : [];
};

/**
 * Bytes that one more token adds while no window is full. Recurrent states add nothing. Throws `RangeError` unless the bytes of an element
 * are above 0.
 */
export function kvCachePerToken(config: ModelConfig, bytesPerElement = 2): Quantity<'B/token'> {
  atLeast(Number.MIN_VALUE, 'KV cache per token', 'bytesPerElement', bytesPerElement);
  return layerCaches(config).reduce((sum, { perToken }) => sum + perToken, 0) * bytesPerElement;
}

interface CacheUse {
  readonly tokens: number;
  readonly sequences?: number;
  readonly bytesPerElement?: number;
  /** 4 for a recurrent state, since makers ask for FP32. */
  readonly stateBytesPerElement?: number;
}

/** A layer keeps no more than its window. */
export const layerCacheBytes = (
  cache: LayerCache,
  { tokens, sequences = 1, bytesPerElement = 2, stateBytesPerElement = 4 }: CacheUse,
): Quantity<'B'> =>
  sequences * (bytesPerElement * (cache.perToken * Math.min(tokens, cache.limit) + cache.convolution) + stateBytesPerElement * cache.state);

/** Bytes of the cache of `sequences` sequences of `tokens` tokens each, recurrent states included. */
export function modelKvCacheBytes(config: ModelConfig, use: CacheUse): Quantity<'B'> {
  atLeast(0, 'KV cache', 'tokens', use.tokens);
  for (const name of ['sequences', 'bytesPerElement', 'stateBytesPerElement'] as const)
    if (use[name] !== undefined) atLeast(name === 'sequences' ? 0 : Number.MIN_VALUE, 'KV cache', name, use[name]);
  return layerCaches(config).reduce((sum, cache) => sum + layerCacheBytes(cache, use), 0);
}
