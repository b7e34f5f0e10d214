/**
 * A language model's shape as plain data. An ordinary model is its sizes; one whose layers differ lists them in `blocks`. `model-layers.ts`
 * resolves both into kinds of layers, from which everything is counted.
 */

/** Routed experts in place of the MLP. */
export interface MixtureOfExperts {
  readonly experts: number;
  /** That one token passes through. */
  readonly active: number;
  /** Of one routed expert. */
  readonly hidden: number;
  /** Of all shared experts together, which every token passes through. */
  readonly sharedHidden: number;
  /** A learned gate of width × 1 on the shared expert. */
  readonly sharedGate: boolean;
  /** With an ordinary MLP of `ModelConfig.hidden`; 0 where `blocks` say which. */
  readonly denseLayers: number;
  /** One an expert. */
  readonly routerBias: boolean;
  /** Width that routed experts work in, between a down and an up projection (Nemotron 3 Super). */
  readonly latentWidth?: number;
}

/** Keys and values are rebuilt from one short latent vector a token. */
export interface LatentAttention {
  /** Of the latent for queries; absent where they are projected directly. */
  readonly queryRank?: number;
  /** Of the latent for keys and values, which the cache holds. */
  readonly kvRank: number;
  /** Part of a query or key head without positions. */
  readonly nopeDim: number;
  /** Rotated part; the key's is shared by all heads and cached. */
  readonly ropeDim: number;
  readonly valueDim: number;
  /** DeepSeek sparse attention: small heads choose the `tokens` a query sees, and cache keys of their own. */
  readonly indexer?: { readonly heads: number; readonly headDim: number; readonly tokens: number };
}

/** Gated delta rule (Qwen3-Next): each value head remembers a matrix of keyDim × valueDim. */
export interface GatedDelta {
  readonly kind: 'gated-delta';
  readonly keyHeads: number;
  readonly valueHeads: number;
  readonly keyDim: number;
  readonly valueDim: number;
  /** Tokens that its convolution sees. */
  readonly conv: number;
}

/** Each head remembers a matrix of headDim × state. */
export interface Mamba2 {
  readonly kind: 'mamba2';
  readonly heads: number;
  readonly headDim: number;
  /** Of heads that share the projections into and out of the state. */
  readonly groups: number;
  readonly state: number;
  readonly conv: number;
  readonly convBias: boolean;
  readonly bias: boolean;
  /** A norm of its own before the output projection. */
  readonly norm: boolean;
}

/** Each of `inner` channels remembers `state` numbers. */
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

/** Fixed decay and an output gate (MiniMax-01): each head remembers headDim × headDim. */
export interface LightningAttention {
  readonly kind: 'lightning';
  readonly heads: number;
  readonly headDim: number;
}

/** Over the last few tokens (LFM2). */
export interface ShortConvolution {
  readonly kind: 'short-convolution';
  readonly conv: number;
  readonly bias: boolean;
}

/** Mixes tokens with a memory of fixed size, in place of attention. */
export type Recurrence = GatedDelta | Mamba2 | Mamba | LightningAttention | ShortConvolution;

/** The last `tokens`, or back to the start of a chunk of `tokens`. */
export interface Span {
  readonly kind: 'window' | 'chunk';
  readonly tokens: number;
}

/** What a tensor serves. `mlp` includes shared experts. */
export type ParameterGroup = 'embedding' | 'attention' | 'recurrence' | 'mlp' | 'router' | 'experts' | 'norm' | 'head';

/** `times` of them, once by default. */
export interface Tensor {
  readonly name: string;
  readonly group: ParameterGroup;
  readonly shape: readonly number[];
  readonly times?: number;
}

export type Norm = 'rms' | 'layer' | 'layer-no-bias' | 'none';

/** What a block may override. */
export interface LayerSizes {
  readonly heads: number;
  /** Fewer than `heads` in grouped-query attention. */
  readonly kvHeads: number;
  readonly headDim: number;
  /** Of the MLP; of the dense layers in a mixture. */
  readonly hidden: number;
  /** 2 as a rule, 4 with one after each sublayer too, 1 if shared. */
  readonly normsPerLayer: number;
}

/** Layers that are alike, and how they differ from the configuration. They need not be neighbours. */
export interface Block extends Partial<LayerSizes> {
  readonly layers: number;
  /** Attention by default. */
  readonly mixer?: Recurrence | 'none';
  /** Beside attention, on the same input (Falcon-H1). */
  readonly beside?: Recurrence;
  /** By default the configuration's experts, or else its MLP. */
  readonly mlp?: 'dense' | 'none';
  /** By default every earlier token. */
  readonly span?: Span;
  /** Reads the keys and values of an earlier layer: no projections or cache for them. */
  readonly sharesCache?: boolean;
  /** Keys serve as values: one projection. */
  readonly keysAreValues?: boolean;
  readonly also?: readonly Tensor[];
}

/** In the usual letters: L layers, width d, h heads, hidden width d_ff, vocabulary V. */
export interface ModelConfig extends LayerSizes {
  readonly kind: 'decoder' | 'encoder' | 'encoder-decoder';
  /** Of the only stack, or of the decoder. */
  readonly layers: number;
  /** 0 without an encoder-decoder. */
  readonly encoderLayers: number;
  readonly width: number;
  /** Gate, up and down instead of up and down. */
  readonly gated: boolean;
  readonly vocab: number;
  /** The output head is the token embedding. */
  readonly tied: boolean;
  /** No output head, as in `MistralModel`. */
  readonly headless?: boolean;
  /** Of a learned table; 0 for rotary, ALiBi or relative positions. */
  readonly positions: number;
  /** Of a learned table of segments (BERT). */
  readonly segments: number;
  /** Of learned relative positions, one number a head, once a stack (T5). */
  readonly relativeBuckets: number;
  /** RMS norms have a weight, layer norms mostly also a bias, OLMo's first norm neither. */
  readonly norm: Norm;
  readonly embeddingNorm: boolean;
  readonly finalNorm: boolean;
  /** Over each head, or over all heads together. */
  readonly qkNorm: 'none' | 'head' | 'all';
  readonly biases: { readonly qkv: boolean; readonly out: boolean; readonly mlp: boolean; readonly head: boolean };
  /** One learned sink a query head (gpt-oss). */
  readonly sinks: boolean;
  /** Attention's output is scaled by a gate as wide as the queries (Qwen3-Next). */
  readonly outputGate?: boolean;
  /** A square layer with bias on the first token (BERT). */
  readonly pooler: boolean;
  readonly moe?: MixtureOfExperts;
  readonly latent?: LatentAttention;
  /** Where no other difference between layers needs `blocks`. */
  readonly window?: { readonly size: number; readonly layers: number };
  /** Where layers differ in more than a window or a few dense ones. Their layers add up to `layers`. */
  readonly blocks?: readonly Block[];
  /** Tensors outside the layers. */
  readonly also?: readonly Tensor[];
}
