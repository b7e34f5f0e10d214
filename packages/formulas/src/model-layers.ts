/** A model's layers by kind, resolved from a configuration and its blocks. */
import { checked } from './model-check.ts';
import type { Block, LatentAttention, MixtureOfExperts, ModelConfig, Recurrence, Span, Tensor } from './model.ts';

export interface OrdinaryAttention {
  readonly kind: 'attention';
  readonly heads: number;
  readonly kvHeads: number;
  readonly headDim: number;
  /** By default every earlier token is seen. */
  readonly span?: Span;
  readonly sharesCache: boolean;
  readonly keysAreValues: boolean;
}

export interface LatentHeads extends LatentAttention {
  readonly kind: 'latent';
  readonly heads: number;
}

export type Mixer = OrdinaryAttention | LatentHeads | Recurrence;

export type Mlp = { readonly kind: 'dense'; readonly hidden: number } | ({ readonly kind: 'experts' } & MixtureOfExperts);

/** Layers that are alike. */
export interface LayerKind {
  readonly layers: number;
  /** None in a pure MLP block, two where a recurrence works beside attention. */
  readonly mixers: readonly Mixer[];
  /** Absent in a pure mixer block. */
  readonly mlp?: Mlp;
  readonly norms: number;
  readonly also: readonly Tensor[];
}

const attentionOf = (config: ModelConfig, block: Block): OrdinaryAttention | LatentHeads => {
  const heads = block.heads ?? config.heads;
  if (config.latent !== undefined) return { kind: 'latent', heads, ...config.latent };
  return {
    kind: 'attention',
    heads,
    kvHeads: block.kvHeads ?? config.kvHeads,
    headDim: block.headDim ?? config.headDim,
    ...(block.span === undefined ? {} : { span: block.span }),
    sharesCache: block.sharesCache ?? false,
    keysAreValues: block.keysAreValues ?? false,
  };
};

const mixersOf = (config: ModelConfig, block: Block): readonly Mixer[] => {
  if (block.mixer === 'none') return [];
  const first = block.mixer ?? attentionOf(config, block);
  return block.beside === undefined ? [first] : [first, block.beside];
};

const mlpOf = (config: ModelConfig, block: Block): { readonly mlp?: Mlp } => {
  if (block.mlp === 'none') return {};
  if (block.mlp === 'dense' || config.moe === undefined) return { mlp: { kind: 'dense', hidden: block.hidden ?? config.hidden } };
  return { mlp: { kind: 'experts', ...config.moe } };
};

/** What `window` and `moe.denseLayers` stand for: windows first, dense layers last, which changes no sum. */
const blocksOf = ({ blocks, layers, window, moe }: ModelConfig): readonly Block[] => {
  if (blocks !== undefined) return blocks;
  const windowed = window?.layers ?? 0;
  const sparse = layers - (moe?.denseLayers ?? 0);
  const span: Span = { kind: 'window', tokens: window?.size ?? 0 };
  const [near, far] = [Math.min(windowed, sparse), Math.max(windowed, sparse)];
  const between: Partial<Block> = windowed > sparse ? { span, mlp: 'dense' } : {};
  return [
    { layers: near, span },
    { ...between, layers: far - near },
    { layers: layers - far, ...(moe === undefined ? {} : { mlp: 'dense' as const }) },
  ].filter((block) => block.layers > 0);
};

/** Of the only stack or of both. Throws a `RangeError` naming the field where the configuration is incomplete or contradicts itself. */
export function layerKinds(config: ModelConfig): readonly LayerKind[] {
  checked(config);
  return blocksOf(config).map((block) => ({
    layers: block.layers,
    mixers: mixersOf(config, block),
    ...mlpOf(config, block),
    norms: block.normsPerLayer ?? config.normsPerLayer,
    also: block.also ?? [],
  }));
}
