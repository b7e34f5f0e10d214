/**
 * The profile that the whole chapter reads: one forward pass of one layer of Llama 3 70B, over 4,096 tokens, on one of eight
 * tensor-parallel H100s. Each line follows from its shape and from the share of its roof that it reaches, so that a reader can
 * check it. Exercises, prose and figures take their numbers from here.
 */
import { attentionLayerFlops } from '@scaling-workbook/formulas/attention-work';
import { allReduceBytes } from '@scaling-workbook/formulas/collectives';
import { elementwiseBytes } from '@scaling-workbook/formulas/elementwise';
import { h100 } from '@scaling-workbook/formulas/hardware';
import { matmulFlops } from '@scaling-workbook/formulas/matmul';
import { computeTime, memoryTime } from '@scaling-workbook/formulas/roofline';
import { transferTime } from '@scaling-workbook/formulas/tensors';
import { timeAtShare } from '@scaling-workbook/formulas/trace-reading';

/** What it takes to make a line shorter depends on what kind of work it is. */
export type Kind = 'matmul' | 'attention' | 'elementwise' | 'communication';

/** The layer and the group of GPUs. Heads, columns and hidden columns are those of one GPU. */
export const layer = { tokens: 4096, width: 8192, heads: 8, keyHeads: 1, headWidth: 128, hidden: 3584, devices: 8 } as const;

/** The share of its roof that each kind of kernel reaches. */
export const reached: Readonly<Record<Kind, number>> = { matmul: 0.8, attention: 0.5, elementwise: 0.85, communication: 0.82 };

export interface ProfileLine {
  readonly id: string;
  readonly name: string;
  /** For a bar too short for its name. */
  readonly short: string;
  readonly kind: Kind;
  /** What one GPU does, as a trace would show it. */
  readonly shape: string;
  /** Seconds at the roof. */
  readonly floor: number;
}

const { tokens, width, heads, keyHeads, headWidth, hidden, devices } = layer;
const math = (flops: number): number => computeTime({ flops, peak: h100.peak.bf16.value });
const traffic = (elements: number, reads: number, writes: number): number =>
  memoryTime({ bytes: elementwiseBytes({ elements, reads, writes }), bandwidth: h100.hbmBandwidth.value });

const matmul = <const Id extends LineId>(id: Id, name: string, short: string, k: number, n: number) =>
  ({
    id,
    name,
    short,
    kind: 'matmul',
    shape: `[${String(tokens)}, ${String(k)}] · [${String(k)}, ${String(n)}]`,
    floor: math(matmulFlops({ m: tokens, k, n })),
  }) as const;
const norm = <const Id extends LineId>(id: Id) =>
  ({
    id,
    name: 'Residual + RMSNorm',
    short: 'Norm',
    kind: 'elementwise',
    shape: `[${String(tokens)}, ${String(width)}], reads 2, writes 2`,
    floor: traffic(tokens * width, 2, 2),
  }) as const;
const allReduce = <const Id extends LineId>(id: Id) =>
  ({
    id,
    name: 'All-reduce',
    short: 'AR',
    kind: 'communication',
    shape: `[${String(tokens)}, ${String(width)}] over ${String(devices)} GPUs`,
    floor: transferTime({ bytes: allReduceBytes({ bytes: 2 * tokens * width, devices }), bandwidth: h100.link.value }),
  }) as const;

export type LineId = 'norm-1' | 'qkv' | 'attention' | 'output' | 'all-reduce-1' | 'norm-2' | 'up-gate' | 'silu' | 'down' | 'all-reduce-2';

/** In the order in which the layer needs them. */
export const profileLines: readonly (ProfileLine & { readonly id: LineId })[] = [
  norm('norm-1'),
  matmul('qkv', 'QKV matmul', 'QKV', width, (heads + 2 * keyHeads) * headWidth),
  {
    id: 'attention',
    name: 'FlashAttention',
    short: 'Attn',
    kind: 'attention',
    shape: `${String(heads)} heads of ${String(headWidth)}, ${String(tokens)} × ${String(tokens)}, causal`,
    // The causal mask leaves half of the scores.
    floor: math(attentionLayerFlops({ sequences: 1, queries: tokens, keys: tokens, heads, headWidth }) / 2),
  },
  matmul('output', 'Output projection', 'Out', heads * headWidth, width),
  allReduce('all-reduce-1'),
  norm('norm-2'),
  matmul('up-gate', 'MLP up + gate', 'Up', width, 2 * hidden),
  {
    id: 'silu',
    name: 'SiLU and product',
    short: 'SiLU',
    kind: 'elementwise',
    shape: `[${String(tokens)}, ${String(hidden)}], reads 2, writes 1`,
    floor: traffic(tokens * hidden, 2, 1),
  },
  matmul('down', 'MLP down', 'Down', hidden, width),
  allReduce('all-reduce-2'),
];

/** Whole microseconds, as the trace viewer of this profile shows them. */
const microseconds = ({ floor, kind }: ProfileLine): number => Math.round(timeAtShare({ floor, share: reached[kind] }) * 1e6);

/** Seconds of the whole layer, of one line, or of all lines of one kind. */
export function secondsOf(part: LineId | Kind | 'layer'): number {
  const lines = profileLines.filter(({ id, kind }) => part === 'layer' || part === id || part === kind);
  return lines.reduce((sum, line) => sum + microseconds(line), 0) / 1e6;
}

/** Seconds at the roof, in whole microseconds, as texts give them. */
export const roundedFloorOf = (id: LineId): number =>
  Math.round((profileLines.find((line) => line.id === id)?.floor ?? Number.NaN) * 1e6) / 1e6;
