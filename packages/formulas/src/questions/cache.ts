/** What decoding keeps of each sequence, and reads in a step, by kind of layer. */
import type { NamedModel } from '../model-identities.ts';
import { layerCacheBytes, layerCaches, whyNoCache, type LayerCache } from '../model-cache.ts';
import { layerKinds, type Mixer } from '../model-layers.ts';
import { stateElements } from '../model-recurrence.ts';
import { bytesOfType, type NumberType } from '../number-types.ts';
import { formatQuantity } from '../units.ts';
import { Unanswerable } from '../presets.ts';
import { texAmount, Working, type Answer } from './answer.ts';

export interface CacheSetting {
  readonly context: number;
  readonly batch: number;
  readonly type: NumberType;
}

const pope = 'Pope et al. 2022, Efficiently Scaling Transformer Inference, arXiv:2211.05102, §2';
const deepseek = 'DeepSeek-AI 2024, DeepSeek-V2, arXiv:2405.04434, §2.1';
const mistral = 'Jiang et al. 2023, Mistral 7B, arXiv:2310.06825, §2';

const titles: Readonly<Record<LayerCache['kind'], string>> = {
  full: 'keep keys and values of the whole context',
  window: 'keep keys and values of the last tokens only',
  chunk: 'keep keys and values of their chunk only',
  latent: 'keep a latent of the whole context',
  shared: 'read the cache of other layers and keep nothing',
  recurrence: 'keep a state of fixed size',
};

/** FP32, as the makers of recurrent models ask. */
const stateBytes = 4;

function partTex(cache: LayerCache, context: number, bytes: number): string {
  const growing =
    cache.perToken > 0
      ? [String.raw`${texAmount(cache.perToken)} \cdot ${texAmount(Math.min(context, cache.limit))} \cdot ${texAmount(bytes)}`]
      : [];
  const convolution = cache.convolution > 0 ? [String.raw`${texAmount(cache.convolution)} \cdot ${texAmount(bytes)}`] : [];
  const state = cache.state > 0 ? [String.raw`${texAmount(cache.state)} \cdot ${texAmount(stateBytes)}`] : [];
  const terms = [...growing, ...convolution, ...state];
  return terms.length === 0 ? '0' : terms.join(' + ');
}

/** Refuses a model that generates nothing. */
export function needsCache({ id, name, config }: NamedModel): void {
  if (whyNoCache(config) !== undefined)
    throw new Unanswerable({
      why: `${name} is an encoder: it reads its whole input at once, keeps no cache and decodes nothing`,
      ask: `scaling flops ${id} --attention full`,
    });
}

/** Of the whole batch. Adds its steps. */
export function cacheBytesOf(model: NamedModel, { context, batch, type }: CacheSetting, working: Working): number {
  needsCache(model);
  const bytes = bytesOfType[type];
  working.cite(pope);
  const caches = layerCaches(model.config);
  for (const [kind, source] of [
    ['latent', deepseek],
    ['window', mistral],
  ] as const)
    if (caches.some((cache) => cache.kind === kind)) working.cite(source);
  const parts = caches.map((cache) => {
    const value = layerCacheBytes(cache, { tokens: context, bytesPerElement: bytes, stateBytesPerElement: stateBytes });
    return working.add({
      title: `${String(cache.layers)} layers ${titles[cache.kind]}, one sequence`,
      tex: partTex(cache, context, bytes),
      value,
      unit: 'B',
    });
  });
  const sequence = parts.reduce((sum, part) => sum + part, 0);
  return working.add({
    title: 'Cache of all sequences',
    tex: String.raw`${texAmount(batch)} \cdot ${parts.length > 1 ? `(${parts.map((part) => texAmount(part)).join(' + ')})` : texAmount(sequence)}`,
    value: batch * sequence,
    unit: 'B',
  });
}

export const cacheNotes = ({ config }: NamedModel): readonly string[] => [
  ...(config.kind === 'encoder-decoder' ? ['Cross-attention also keeps keys and values of the input, which are extra.'] : []),
  ...(layerCaches(config).some(({ state }) => state > 0) ? ['Recurrent states are kept in FP32, whatever the type of the cache.'] : []),
];

export function cacheOf(model: NamedModel, setting: CacheSetting): Answer {
  const working = new Working();
  const value = cacheBytesOf(model, setting, working);
  const { context, batch, type } = setting;
  const growth = layerCaches(model.config).reduce((sum, { perToken, limit }) => sum + (context < limit ? perToken : 0), 0);
  return {
    title: `Cache of ${model.name}`,
    value,
    unit: 'B',
    given: [`${formatQuantity(context, 'token')} of context`, formatQuantity(batch, 'sequence'), `cache in ${type.toUpperCase()}`],
    steps: working.steps,
    also: [
      { title: 'One sequence', value: value / batch, unit: 'B' },
      { title: 'One more token of one sequence', value: bytesOfType[type] * growth, unit: 'B/token' },
    ],
    leavesOut: [
      'Partly filled blocks of a paged cache, and copies that an engine keeps for finished sequences, are extra.',
      ...cacheNotes(model),
    ],
    sources: working.sources,
  };
}

/** In the cache's own type, by one decode step in a layer. */
function elementsRead(mixer: Mixer, context: number, width: number): number {
  if (mixer.kind === 'attention') return 2 * mixer.kvHeads * mixer.headDim * Math.min(context, mixer.span?.tokens ?? Infinity);
  if (mixer.kind !== 'latent') return stateElements(mixer, width).convolution;
  const { kvRank, ropeDim, indexer } = mixer;
  return (kvRank + ropeDim) * Math.min(context, indexer?.tokens ?? Infinity) + (indexer?.headDim ?? 0) * context;
}

/**
 * Bytes that a step reads for one sequence, which is not what it keeps: a layer that shares another's cache reads it again, sparse
 * attention reads the chosen tokens only. A chunk counts as full.
 */
export function cacheReadPerSequence({ config }: NamedModel, context: number, type: NumberType): number {
  const bytes = bytesOfType[type];
  return layerKinds(config).reduce(
    (sum, { layers, mixers }) =>
      sum +
      layers *
        mixers.reduce((read, mixer) => {
          const state = mixer.kind === 'attention' || mixer.kind === 'latent' ? 0 : stateElements(mixer, config.width).state;
          return read + bytes * elementsRead(mixer, context, config.width) + stateBytes * state;
        }, 0),
    0,
  );
}

/** Recurrent states in full; a token more in other layers is next to nothing. */
export const stateWrittenPerSequence = ({ config }: NamedModel, type: NumberType): number =>
  layerCaches(config).reduce((sum, { state, convolution }) => sum + stateBytes * state + bytesOfType[type] * convolution, 0);
