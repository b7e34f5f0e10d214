/**
 * The profile that the chapter reads: one transformer layer, one small microbatch, forward. Illustrative figures, tied to no chip and no
 * shape. Exercises, prose and figures use its numbers.
 */

/** It decides what makes a line shorter. */
export type Kind = 'matmul' | 'attention' | 'elementwise' | 'communication';

export interface ProfileLine {
  readonly id: string;
  readonly name: string;
  /** For a bar too short for its name. */
  readonly short: string;
  readonly kind: Kind;
  readonly milliseconds: number;
}

/** In the order in which the layer needs them. */
export const profileLines = [
  { id: 'norm-1', name: 'Residual + LayerNorm', short: 'Norm', kind: 'elementwise', milliseconds: 0.12 },
  { id: 'qkv', name: 'QKV matmul', short: 'QKV', kind: 'matmul', milliseconds: 0.42 },
  { id: 'attention', name: 'FlashAttention', short: 'Attn', kind: 'attention', milliseconds: 0.38 },
  { id: 'output', name: 'Output projection', short: 'Out', kind: 'matmul', milliseconds: 0.14 },
  { id: 'norm-2', name: 'Residual + LayerNorm', short: 'Norm', kind: 'elementwise', milliseconds: 0.12 },
  { id: 'up-gate', name: 'MLP up + gate', short: 'Up', kind: 'matmul', milliseconds: 0.51 },
  { id: 'silu', name: 'SiLU and product', short: 'SiLU', kind: 'elementwise', milliseconds: 0.08 },
  { id: 'down', name: 'MLP down', short: 'Down', kind: 'matmul', milliseconds: 0.26 },
  { id: 'all-reduce', name: 'NCCL all-reduce', short: 'AR', kind: 'communication', milliseconds: 0.35 },
] as const satisfies readonly ProfileLine[];

export type LineId = (typeof profileLines)[number]['id'];

/** Of the layer, of one line, or of all lines of one kind. */
export function secondsOf(part: LineId | Kind | 'layer'): number {
  const lines = profileLines.filter(({ id, kind }) => part === 'layer' || part === id || part === kind);
  // No floating-point dust is shown or compared.
  return Number((lines.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / 1000).toPrecision(12));
}
