/** What a transformer is made of: its shape as plain data, and the list of every tensor of parameters it has. */

/** Routed experts in place of the MLP. */
export interface MixtureOfExperts {
  /** Routed experts in a layer. */
  readonly experts: number;
  /** Routed experts that one token passes through. */
  readonly active: number;
  /** Hidden width of one routed expert. */
  readonly hidden: number;
  /** Hidden width of all shared experts together, which every token passes through; 0 where there are none. */
  readonly sharedHidden: number;
  /** Whether a learned gate of width × 1 scales the shared expert. */
  readonly sharedGate: boolean;
  /** Layers that keep an ordinary MLP of `ModelConfig.hidden`. */
  readonly denseLayers: number;
  /** Whether the router has one bias an expert. */
  readonly routerBias: boolean;
}

/** Multi-head latent attention: keys and values are rebuilt from one short latent vector a token. */
export interface LatentAttention {
  /** Width of the latent that queries are rebuilt from; absent where queries are projected directly. */
  readonly queryRank?: number;
  /** Width of the latent that keys and values are rebuilt from, which is what the cache holds. */
  readonly kvRank: number;
  /** Part of a query or key head without positions. */
  readonly nopeDim: number;
  /** Part of a query or key head that is rotated; the key's is shared by all heads and cached. */
  readonly ropeDim: number;
  /** Width of one value head. */
  readonly valueDim: number;
}

/** The shape of a transformer, in the field's usual letters: L layers, width d, h heads, hidden width d_ff, vocabulary V. */
export interface ModelConfig {
  readonly kind: 'decoder' | 'encoder' | 'encoder-decoder';
  /** Layers of the only stack; of the decoder where there are two. */
  readonly layers: number;
  /** Layers of the encoder of an encoder-decoder; 0 otherwise. */
  readonly encoderLayers: number;
  readonly width: number;
  readonly heads: number;
  /** Heads of keys and values: fewer than `heads` in grouped-query attention. */
  readonly kvHeads: number;
  readonly headDim: number;
  /** Hidden width of the MLP; of the dense layers in a mixture of experts. */
  readonly hidden: number;
  /** Three matrices (gate, up, down) instead of two (up, down). */
  readonly gated: boolean;
  readonly vocab: number;
  /** Whether the output head is the token embedding once more. */
  readonly tied: boolean;
  /** Rows of a learned table of positions; 0 for rotary, ALiBi or relative positions. */
  readonly positions: number;
  /** Rows of a learned table of segments (BERT). */
  readonly segments: number;
  /** Buckets of learned relative positions, one number a head, once a stack (T5). */
  readonly relativeBuckets: number;
  /** RMS norms have a weight, layer norms a weight and a bias, and OLMo's first norm has neither. */
  readonly norm: 'rms' | 'layer' | 'none';
  /** Norms over the width in a layer: 2 as a rule, 4 where each sublayer is followed by one too, 1 for a shared one. */
  readonly normsPerLayer: number;
  readonly embeddingNorm: boolean;
  readonly finalNorm: boolean;
  /** Norms of queries and keys: one over each head, or one over all heads together. */
  readonly qkNorm: 'none' | 'head' | 'all';
  readonly biases: { readonly qkv: boolean; readonly out: boolean; readonly mlp: boolean; readonly head: boolean };
  /** One learned attention sink a query head (gpt-oss). */
  readonly sinks: boolean;
  /** A square layer with bias on the first token (BERT). */
  readonly pooler: boolean;
  readonly moe?: MixtureOfExperts;
  readonly latent?: LatentAttention;
  /** Layers that see only the last `size` tokens. */
  readonly window?: { readonly size: number; readonly layers: number };
}

/** What a tensor of parameters serves. */
export type ParameterGroup = 'embedding' | 'attention' | 'mlp' | 'norm' | 'head';

/** A tensor that occurs `count` times in a model. */
export interface ParameterTensor {
  /** Unique within the list, such as `decoder.attention.query`. */
  readonly name: string;
  readonly group: ParameterGroup;
  readonly shape: readonly number[];
  readonly count: number;
  /** How many of the `count` one token passes through: fewer only for routed experts. */
  readonly active: number;
}

interface Part {
  readonly name: string;
  readonly group: ParameterGroup;
  readonly shape: readonly number[];
  /** How often in one layer, and how many of them are used; 1 and all where absent. */
  readonly times?: number;
  readonly active?: number;
}

/** A matrix with rows of input and columns of output, and its bias where it has one. */
const linear = (group: ParameterGroup, name: string, input: number, output: number, bias = false): readonly Part[] => [
  { name, group, shape: [input, output] },
  ...(bias ? [{ name: `${name}.bias`, group, shape: [output] }] : []),
];

const normParts = (norm: ModelConfig['norm'], name: string, width: number): readonly Part[] =>
  norm === 'none'
    ? []
    : [
        { name, group: 'norm', shape: [width] },
        ...(norm === 'layer' ? [{ name: `${name}.bias`, group: 'norm' as const, shape: [width] }] : []),
      ];

const latentAttentionParts = ({ width: d, heads: h }: ModelConfig, mla: LatentAttention, name: string): readonly Part[] => {
  const keyDim = mla.nopeDim + mla.ropeDim;
  const query =
    mla.queryRank === undefined
      ? linear('attention', `${name}.query`, d, h * keyDim)
      : [
          ...linear('attention', `${name}.queryDown`, d, mla.queryRank),
          ...normParts('rms', `${name}.queryNorm`, mla.queryRank),
          ...linear('attention', `${name}.queryUp`, mla.queryRank, h * keyDim),
        ];
  return [
    ...query,
    ...linear('attention', `${name}.keyValueDown`, d, mla.kvRank + mla.ropeDim),
    ...normParts('rms', `${name}.keyValueNorm`, mla.kvRank),
    ...linear('attention', `${name}.keyValueUp`, mla.kvRank, h * (mla.nopeDim + mla.valueDim)),
    ...linear('attention', `${name}.output`, h * mla.valueDim, d),
  ];
};

const attentionParts = (config: ModelConfig, name: string): readonly Part[] => {
  if (config.latent !== undefined) return latentAttentionParts(config, config.latent, name);
  const { width: d, heads, kvHeads, headDim, biases, qkNorm } = config;
  const query = heads * headDim;
  const keyValue = kvHeads * headDim;
  const normOf = (all: number) => (qkNorm === 'all' ? all : headDim);
  return [
    ...linear('attention', `${name}.query`, d, query, biases.qkv),
    ...linear('attention', `${name}.key`, d, keyValue, biases.qkv),
    ...linear('attention', `${name}.value`, d, keyValue, biases.qkv),
    ...linear('attention', `${name}.output`, query, d, biases.out),
    ...(qkNorm === 'none'
      ? []
      : [...normParts('rms', `${name}.queryNorm`, normOf(query)), ...normParts('rms', `${name}.keyNorm`, normOf(keyValue))]),
    ...(config.sinks ? [{ name: `${name}.sinks`, group: 'attention' as const, shape: [heads] }] : []),
  ];
};

const mlpParts = (name: string, d: number, hidden: number, gated: boolean, bias: boolean): readonly Part[] => [
  ...(gated ? linear('mlp', `${name}.gate`, d, hidden, bias) : []),
  ...linear('mlp', `${name}.up`, d, hidden, bias),
  ...linear('mlp', `${name}.down`, hidden, d, bias),
];

const expertParts = ({ width: d, gated, biases }: ModelConfig, moe: MixtureOfExperts, name: string): readonly Part[] => [
  ...linear('mlp', `${name}.router`, d, moe.experts, moe.routerBias),
  ...mlpParts(`${name}.expert`, d, moe.hidden, gated, biases.mlp).map((part) => ({ ...part, times: moe.experts, active: moe.active })),
  ...(moe.sharedHidden > 0 ? mlpParts(`${name}.shared`, d, moe.sharedHidden, gated, biases.mlp) : []),
  ...(moe.sharedGate ? linear('mlp', `${name}.sharedGate`, d, 1) : []),
];

const repeated = (parts: readonly Part[], layers: number): readonly ParameterTensor[] =>
  layers === 0
    ? []
    : parts.map(({ name, group, shape, times = 1, active = times }) => ({
        name,
        group,
        shape,
        count: times * layers,
        active: active * layers,
      }));

/** One stack of layers with its final norm and its relative positions. */
const stackTensors = (config: ModelConfig, name: string, layers: number, crossAttention: boolean): readonly ParameterTensor[] => {
  const { width: d, moe } = config;
  const sublayerNorms = config.normsPerLayer + (crossAttention ? 1 : 0);
  const norms = Array.from({ length: sublayerNorms }, (_, i) => normParts(config.norm, `${name}.norm${i + 1}`, d)).flat();
  const always = [
    ...attentionParts(config, `${name}.attention`),
    ...(crossAttention ? attentionParts(config, `${name}.crossAttention`) : []),
    ...norms,
  ];
  const dense = mlpParts(`${name}.mlp`, d, config.hidden, config.gated, config.biases.mlp);
  const denseLayers = moe === undefined ? layers : moe.denseLayers;
  const buckets = config.relativeBuckets;
  return [
    ...repeated(always, layers),
    ...repeated(dense, denseLayers),
    ...(moe === undefined ? [] : repeated(expertParts(config, moe, `${name}.moe`), layers - denseLayers)),
    ...(buckets > 0 ? repeated([{ name: `${name}.relativePositions`, group: 'embedding', shape: [buckets, config.heads] }], 1) : []),
    ...(config.finalNorm ? repeated(normParts(config.norm, `${name}.finalNorm`, d), 1) : []),
  ];
};

const tables = ({ vocab, width: d, positions, segments, embeddingNorm, norm }: ModelConfig): readonly Part[] => [
  { name: 'embedding', group: 'embedding', shape: [vocab, d] },
  ...(positions > 0 ? [{ name: 'positions', group: 'embedding' as const, shape: [positions, d] }] : []),
  ...(segments > 0 ? [{ name: 'segments', group: 'embedding' as const, shape: [segments, d] }] : []),
  ...(embeddingNorm ? normParts(norm, 'embeddingNorm', d) : []),
];

/**
 * Every tensor of parameters with its name, shape and how often it occurs, in the order a token meets them.
 * A tied head is not listed: it is the embedding. Matrices are `[input, output]`.
 */
export function parameterList(config: ModelConfig): readonly ParameterTensor[] {
  const { kind, width: d, vocab } = config;
  const head = kind === 'encoder' ? [] : linear('head', 'head', d, vocab, config.biases.head);
  return [
    ...repeated(tables(config), 1),
    ...(kind === 'encoder-decoder' ? stackTensors(config, 'encoder', config.encoderLayers, false) : []),
    ...stackTensors(config, kind === 'encoder' ? 'encoder' : 'decoder', config.layers, kind === 'encoder-decoder'),
    ...(config.pooler ? repeated(linear('head', 'pooler', d, d, true), 1) : []),
    ...repeated(
      head.filter(({ name }) => !(config.tied && name === 'head')),
      1,
    ),
  ];
}
