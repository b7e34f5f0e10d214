/**
 * What a language model is made of: its shape as plain data. An ordinary model is its sizes; one whose layers differ
 * lists them in `blocks`. `model-layers.ts` resolves both into kinds of layers, and everything is counted from those.
 */

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
  /** Layers that keep an ordinary MLP of `ModelConfig.hidden`; 0 where `blocks` say which. */
  readonly denseLayers: number;
  /** Whether the router has one bias an expert. */
  readonly routerBias: boolean;
  /** Width that routed experts work in, where tokens are projected down to it and up again (Nemotron 3 Super). */
  readonly latentWidth?: number;
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
  /** DeepSeek sparse attention: small heads choose the `tokens` that a query sees, and cache a key of their own. */
  readonly indexer?: { readonly heads: number; readonly headDim: number; readonly tokens: number };
}

/** The gated delta rule (Qwen3-Next): a matrix of keyDim × valueDim for each value head is all that is remembered. */
export interface GatedDelta {
  readonly kind: 'gated-delta';
  readonly keyHeads: number;
  readonly valueHeads: number;
  readonly keyDim: number;
  readonly valueDim: number;
  /** Tokens that the convolution before it sees. */
  readonly conv: number;
}

/** Mamba-2: each head remembers a matrix of headDim × state. */
export interface Mamba2 {
  readonly kind: 'mamba2';
  readonly heads: number;
  readonly headDim: number;
  /** Groups of heads that share the projections into and out of the state. */
  readonly groups: number;
  readonly state: number;
  readonly conv: number;
  readonly convBias: boolean;
  readonly bias: boolean;
  /** A norm of its own before the output projection. */
  readonly norm: boolean;
}

/** Mamba-1: each of `inner` channels remembers `state` numbers. */
export interface Mamba {
  readonly kind: 'mamba';
  readonly inner: number;
  readonly state: number;
  /** Rank of the projection of the time step. */
  readonly stepRank: number;
  readonly conv: number;
  readonly convBias: boolean;
  readonly bias: boolean;
  /** Norms of the time step and of both projections of the state (Jamba). */
  readonly innerNorms: boolean;
}

/** Linear attention with a fixed decay and an output gate (MiniMax-01): each head remembers headDim × headDim. */
export interface LightningAttention {
  readonly kind: 'lightning';
  readonly heads: number;
  readonly headDim: number;
}

/** A gated convolution over the last few tokens (LFM2). */
export interface ShortConvolution {
  readonly kind: 'short-convolution';
  readonly conv: number;
  readonly bias: boolean;
}

/** What mixes tokens with a memory of fixed size, in place of attention. */
export type Recurrence = GatedDelta | Mamba2 | Mamba | LightningAttention | ShortConvolution;

/** How far a layer of attention sees: the last `tokens`, or back to the start of its chunk of `tokens`. */
export interface Span {
  readonly kind: 'window' | 'chunk';
  readonly tokens: number;
}

/** What a tensor of parameters serves. `mlp` includes shared experts, `experts` are routed ones. */
export type ParameterGroup = 'embedding' | 'attention' | 'recurrence' | 'mlp' | 'router' | 'experts' | 'norm' | 'head';

/** A tensor of parameters, `times` of them (once where absent). */
export interface Tensor {
  readonly name: string;
  readonly group: ParameterGroup;
  readonly shape: readonly number[];
  readonly times?: number;
}

export type Norm = 'rms' | 'layer' | 'layer-no-bias' | 'none';

/** Sizes that a block of layers may have to itself. */
export interface LayerSizes {
  readonly heads: number;
  /** Heads of keys and values: fewer than `heads` in grouped-query attention. */
  readonly kvHeads: number;
  readonly headDim: number;
  /** Hidden width of the MLP; of the dense layers in a mixture of experts. */
  readonly hidden: number;
  /** Norms over the width in a layer: 2 as a rule, 4 where each sublayer is followed by one too, 1 for a shared one. */
  readonly normsPerLayer: number;
}

/** Layers that are alike, and what they do otherwise than the configuration says. They need not be neighbours. */
export interface Block extends Partial<LayerSizes> {
  readonly layers: number;
  /** What mixes tokens; attention where absent. */
  readonly mixer?: Recurrence | 'none';
  /** A recurrence beside attention, both on the same input (Falcon-H1). */
  readonly beside?: Recurrence;
  /** The experts of the configuration where it has some and this is absent, and its MLP otherwise. */
  readonly mlp?: 'dense' | 'none';
  /** How far attention sees; every earlier token where absent. */
  readonly span?: Span;
  /** Attention that reads the keys and values of an earlier layer: it has no projections and no cache for them. */
  readonly sharesCache?: boolean;
  /** Attention that takes its keys as values, too: one projection. */
  readonly keysAreValues?: boolean;
  /** Tensors that each of these layers has besides. */
  readonly also?: readonly Tensor[];
}

/** The shape of a model, in the field's usual letters: L layers, width d, h heads, hidden width d_ff, vocabulary V. */
export interface ModelConfig extends LayerSizes {
  readonly kind: 'decoder' | 'encoder' | 'encoder-decoder';
  /** Layers of the only stack; of the decoder where there are two. */
  readonly layers: number;
  /** Layers of the encoder of an encoder-decoder; 0 otherwise. */
  readonly encoderLayers: number;
  readonly width: number;
  /** Three matrices (gate, up, down) instead of two (up, down). */
  readonly gated: boolean;
  readonly vocab: number;
  /** Whether the output head is the token embedding once more. */
  readonly tied: boolean;
  /** A decoder without an output head, such as `MistralModel`; with one where absent. */
  readonly headless?: boolean;
  /** Rows of a learned table of positions; 0 for rotary, ALiBi or relative positions. */
  readonly positions: number;
  /** Rows of a learned table of segments (BERT). */
  readonly segments: number;
  /** Buckets of learned relative positions, one number a head, once a stack (T5). */
  readonly relativeBuckets: number;
  /** RMS norms have a weight, layer norms a weight and mostly a bias, and OLMo's first norm has neither. */
  readonly norm: Norm;
  readonly embeddingNorm: boolean;
  readonly finalNorm: boolean;
  /** Norms of queries and keys: one over each head, or one over all heads together. */
  readonly qkNorm: 'none' | 'head' | 'all';
  readonly biases: { readonly qkv: boolean; readonly out: boolean; readonly mlp: boolean; readonly head: boolean };
  /** One learned attention sink a query head (gpt-oss). */
  readonly sinks: boolean;
  /** Attention whose output is scaled by a gate as wide as the queries (Qwen3-Next). */
  readonly outputGate?: boolean;
  /** A square layer with bias on the first token (BERT). */
  readonly pooler: boolean;
  readonly moe?: MixtureOfExperts;
  readonly latent?: LatentAttention;
  /** Layers that see only the last `size` tokens, where no other difference between layers needs `blocks`. */
  readonly window?: { readonly size: number; readonly layers: number };
  /** The kinds of layers, where they differ in more than a window or a few dense layers. Their layers add up to `layers`. */
  readonly blocks?: readonly Block[];
  /** Tensors outside the layers besides. */
  readonly also?: readonly Tensor[];
}
