/** Every tensor of parameters of a model. */
import { layerKinds, type LatentHeads, type LayerKind, type Mixer, type OrdinaryAttention } from './model-layers.ts';
import { recurrenceParts } from './model-recurrence.ts';
import { linear, normParts, type Part } from './model-parts.ts';
import type { MixtureOfExperts, ModelConfig, ParameterGroup } from './model.ts';

export interface ParameterTensor {
  /** Unique within the list, such as `decoder.attention.query`. */
  readonly name: string;
  readonly group: ParameterGroup;
  readonly shape: readonly number[];
  readonly count: number;
  /** Of the `count`, those that one token passes through: fewer only for routed experts. */
  readonly active: number;
}

const latentAttentionParts = ({ width: d }: ModelConfig, mla: LatentHeads, name: string): readonly Part[] => {
  const { heads: h, indexer, queryRank } = mla;
  const keyDim = mla.nopeDim + mla.ropeDim;
  const query =
    queryRank === undefined
      ? linear('attention', `${name}.query`, d, h * keyDim)
      : [
          ...linear('attention', `${name}.queryDown`, d, queryRank),
          ...normParts('rms', `${name}.queryNorm`, queryRank),
          ...linear('attention', `${name}.queryUp`, queryRank, h * keyDim),
        ];
  return [
    ...query,
    ...linear('attention', `${name}.keyValueDown`, d, mla.kvRank + mla.ropeDim),
    ...normParts('rms', `${name}.keyValueNorm`, mla.kvRank),
    ...linear('attention', `${name}.keyValueUp`, mla.kvRank, h * (mla.nopeDim + mla.valueDim)),
    ...linear('attention', `${name}.output`, h * mla.valueDim, d),
    ...(indexer === undefined || queryRank === undefined
      ? []
      : [
          ...linear('attention', `${name}.indexer.query`, queryRank, indexer.heads * indexer.headDim),
          ...linear('attention', `${name}.indexer.key`, d, indexer.headDim),
          ...normParts('layer', `${name}.indexer.keyNorm`, indexer.headDim),
          ...linear('attention', `${name}.indexer.weights`, d, indexer.heads),
        ]),
  ];
};

const ordinaryAttentionParts = (config: ModelConfig, mixer: OrdinaryAttention, name: string): readonly Part[] => {
  const { width: d, biases, qkNorm, norm } = config;
  const query = mixer.heads * mixer.headDim;
  const keyValue = mixer.kvHeads * mixer.headDim;
  const normed = (which: string, all: number) =>
    qkNorm === 'none'
      ? []
      : normParts(norm === 'layer-no-bias' ? norm : 'rms', `${name}.${which}Norm`, qkNorm === 'all' ? all : mixer.headDim);
  return [
    ...linear('attention', `${name}.query`, d, query, biases.qkv),
    ...(config.outputGate === true ? linear('attention', `${name}.outputGate`, d, query, biases.qkv) : []),
    ...(mixer.sharesCache ? [] : linear('attention', `${name}.key`, d, keyValue, biases.qkv)),
    ...(mixer.sharesCache || mixer.keysAreValues ? [] : linear('attention', `${name}.value`, d, keyValue, biases.qkv)),
    ...linear('attention', `${name}.output`, query, d, biases.out),
    ...normed('query', query),
    ...(mixer.sharesCache ? [] : normed('key', keyValue)),
    ...(config.sinks ? [{ name: `${name}.sinks`, group: 'attention' as const, shape: [mixer.heads] }] : []),
  ];
};

const mixerParts = (config: ModelConfig, mixer: Mixer, name: string): readonly Part[] => {
  if (mixer.kind === 'attention') return ordinaryAttentionParts(config, mixer, `${name}.attention`);
  if (mixer.kind === 'latent') return latentAttentionParts(config, mixer, `${name}.attention`);
  return recurrenceParts(mixer, config.width, `${name}.recurrence`);
};

const mlpParts = (group: ParameterGroup, name: string, d: number, hidden: number, gated: boolean, bias: boolean): readonly Part[] => [
  ...(gated ? linear(group, `${name}.gate`, d, hidden, bias) : []),
  ...linear(group, `${name}.up`, d, hidden, bias),
  ...linear(group, `${name}.down`, hidden, d, bias),
];

const expertParts = ({ width: d, gated, biases }: ModelConfig, moe: MixtureOfExperts, name: string): readonly Part[] => {
  const { latentWidth: inner } = moe;
  return [
    ...linear('router', `${name}.router`, d, moe.experts, moe.routerBias),
    ...(inner === undefined ? [] : linear('mlp', `${name}.latentDown`, d, inner)),
    ...mlpParts('experts', `${name}.expert`, inner ?? d, moe.hidden, gated, biases.mlp).map((part) => ({
      ...part,
      times: moe.experts,
      active: moe.active,
    })),
    ...(inner === undefined ? [] : linear('mlp', `${name}.latentUp`, inner, d)),
    ...(moe.sharedHidden > 0 ? mlpParts('mlp', `${name}.shared`, d, moe.sharedHidden, gated, biases.mlp) : []),
    ...(moe.sharedGate ? linear('mlp', `${name}.sharedGate`, d, 1) : []),
  ];
};

const layerParts = (config: ModelConfig, kind: LayerKind, name: string, crossAttention: boolean): readonly Part[] => {
  const { width: d } = config;
  const norms = Array.from({ length: kind.norms + (crossAttention ? 1 : 0) }, (_, i) => normParts(config.norm, `${name}.norm${i + 1}`, d));
  return [
    ...kind.mixers.flatMap((mixer) => mixerParts(config, mixer, name)),
    ...(crossAttention ? kind.mixers.flatMap((mixer) => mixerParts(config, mixer, `${name}.cross`)) : []),
    ...norms.flat(),
    ...(kind.mlp?.kind === 'dense' ? mlpParts('mlp', `${name}.mlp`, d, kind.mlp.hidden, config.gated, config.biases.mlp) : []),
    ...(kind.mlp?.kind === 'experts' ? expertParts(config, kind.mlp, `${name}.moe`) : []),
    ...kind.also.map((tensor) => ({ ...tensor, name: `${name}.${tensor.name}` })),
  ];
};

const repeated = (parts: readonly Part[], layers: number): readonly ParameterTensor[] =>
  parts.map(({ name, group, shape, times = 1, active = times }) => ({
    name,
    group,
    shape,
    count: times * layers,
    active: active * layers,
  }));

/** One entry for the same name and shape; other shapes of a name get a number. */
function merged(tensors: readonly ParameterTensor[]): readonly ParameterTensor[] {
  const found = new Map<string, ParameterTensor>();
  for (const tensor of tensors) {
    let { name } = tensor;
    const alike = () => {
      const other = found.get(name);
      return other === undefined || String(other.shape) === String(tensor.shape);
    };
    for (let variant = 2; !alike(); variant++) name = `${tensor.name}#${variant}`;
    const { count = 0, active = 0 } = found.get(name) ?? {};
    found.set(name, { ...tensor, name, count: count + tensor.count, active: active + tensor.active });
  }
  return [...found.values()];
}

/** With its final norm and its relative positions. */
const stackTensors = (
  config: ModelConfig,
  name: string,
  kinds: readonly LayerKind[],
  crossAttention: boolean,
): readonly ParameterTensor[] => {
  const buckets = config.relativeBuckets;
  return [
    ...merged(kinds.flatMap((kind) => repeated(layerParts(config, kind, name, crossAttention), kind.layers))),
    ...(buckets > 0 ? repeated([{ name: `${name}.relativePositions`, group: 'embedding', shape: [buckets, config.heads] }], 1) : []),
    ...(config.finalNorm ? repeated(normParts(config.norm, `${name}.finalNorm`, config.width), 1) : []),
  ];
};

const tables = ({ vocab, width: d, positions, segments, embeddingNorm, norm, also = [] }: ModelConfig): readonly Part[] => [
  { name: 'embedding', group: 'embedding', shape: [vocab, d] },
  ...(positions > 0 ? [{ name: 'positions', group: 'embedding' as const, shape: [positions, d] }] : []),
  ...(segments > 0 ? [{ name: 'segments', group: 'embedding' as const, shape: [segments, d] }] : []),
  ...(embeddingNorm ? normParts(norm, 'embeddingNorm', d) : []),
  ...also,
];

/** Of its own, or the embedding again. */
export const hasHead = ({ kind, headless }: ModelConfig): boolean => kind !== 'encoder' && headless !== true;

/** In the order a token meets them. A tied head is not listed: it is the embedding. Matrices are `[input, output]`. */
export function parameterList(config: ModelConfig): readonly ParameterTensor[] {
  const kinds = layerKinds(config);
  const { kind, width: d, vocab } = config;
  const encoder = kinds.map((each) => ({ ...each, layers: (each.layers * config.encoderLayers) / config.layers }));
  const head = hasHead(config) ? linear('head', 'head', d, vocab, config.biases.head) : [];
  return [
    ...repeated(tables(config), 1),
    ...(kind === 'encoder-decoder' ? stackTensors(config, 'encoder', encoder, false) : []),
    ...stackTensors(config, kind === 'encoder' ? 'encoder' : 'decoder', kinds, kind === 'encoder-decoder'),
    ...(config.pooler ? repeated(linear('head', 'pooler', d, d, true), 1) : []),
    ...repeated(
      head.filter(({ name }) => !(config.tied && name === 'head')),
      1,
    ),
  ];
}
