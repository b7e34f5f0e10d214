/** The chapter's operations, and where each is under a chip's roof. */
import {
  attentionHeadFlops,
  attentionScoreTraffic,
  attentionScoresFlops,
  fusedAttentionBytes,
  unfusedAttentionBytes,
} from '@scaling-workbook/formulas/attention-kernel';
import { elementwiseBytes, elementwiseFlops } from '@scaling-workbook/formulas/elementwise';
import type { Accelerator } from '@scaling-workbook/formulas/hardware';
import { matmulBytes, matmulFlops } from '@scaling-workbook/formulas/matmul';
import {
  arithmeticIntensity,
  attainableFlopRate,
  computeTime,
  memoryTime,
  ridgeMargin,
  ridgePoint,
  rooflineTime,
} from '@scaling-workbook/formulas/roofline';

/** What the picture needs of an accelerator. */
export interface Chip {
  readonly id: string;
  readonly name: string;
  readonly vendor: string;
  /** Dense BF16 rate in FLOP/s. */
  readonly peak: number;
  /** FP32 rate of the vector units in FLOP/s, where published. */
  readonly vectorPeak?: number;
  /** Of the HBM, in B/s. */
  readonly bandwidth: number;
  readonly sources: readonly string[];
}

/** Without the vendor in front. */
export const shortName = ({ name, vendor }: Pick<Accelerator, 'name' | 'vendor'>): string =>
  name.startsWith(`${vendor} `) ? name.slice(vendor.length + 1) : name;

/** Those with a published BF16 rate. */
export const toChips = (accelerators: readonly Accelerator[]): readonly Chip[] =>
  accelerators.flatMap(({ id, name, vendor, peak: { bf16, fp32 }, hbmBandwidth }) => {
    if (!bf16) return [];
    const sources = new Set([bf16, hbmBandwidth, ...(fp32 ? [fp32] : [])].map(({ source, date }) => `${source} (${date})`));
    return [
      {
        id,
        name: shortName({ name, vendor }),
        vendor,
        peak: bf16.value,
        bandwidth: hbmBandwidth.value,
        sources: [...sources],
        ...(fp32 && { vectorPeak: fp32.value }),
      },
    ];
  });

export const operationIds = ['matmul', 'decode', 'relu', 'scores', 'unfused', 'fused'] as const;
export type OperationId = (typeof operationIds)[number];

export interface Settings {
  /** Of each of the three matrices. */
  readonly side: number;
  /** Tokens that attend to one another. */
  readonly sequence: number;
  readonly headWidth: number;
  /** Tokens decoded side by side. */
  readonly batch: number;
}

/** As the chapter's exercises have it. */
export const fixed = { decodeSide: 8192, reluElements: 10e6, reluBytesPerElement: 4 } as const;

export interface Operation {
  readonly id: OperationId;
  readonly name: string;
  readonly flops: number;
  readonly bytes: number;
  readonly intensity: number;
  /** Runs on the vector units: no matrix is multiplied. */
  readonly vector: boolean;
}

/** All in BF16 but the ReLU, which is in FP32 as in its exercise. */
export function operationsAt({ side, sequence, headWidth, batch }: Settings): readonly Operation[] {
  const square = { m: side, k: side, n: side };
  const step = { m: batch, k: fixed.decodeSide, n: fixed.decodeSide };
  const head = { queries: sequence, keys: sequence, headWidth };
  const elements = fixed.reluElements;
  const of = (id: OperationId, name: string, flops: number, bytes: number, vector = false): Operation => ({
    id,
    name,
    flops,
    bytes,
    intensity: arithmeticIntensity({ flops, bytes }),
    vector,
  });
  return [
    of('matmul', 'Square matmul', matmulFlops(square), matmulBytes(square)),
    of('decode', 'Decode step', matmulFlops(step), matmulBytes(step)),
    of('relu', 'ReLU', elementwiseFlops({ elements }), elementwiseBytes({ elements, bytesPerElement: fixed.reluBytesPerElement }), true),
    of('scores', 'Attention scores', attentionScoresFlops(head), attentionScoreTraffic(head)),
    of('unfused', 'Unfused attention', attentionHeadFlops(head), unfusedAttentionBytes(head)),
    of('fused', 'Fused attention', attentionHeadFlops(head), fusedAttentionBytes(head)),
  ];
}

export interface Standing {
  /** In FLOP/s. */
  readonly peak: number;
  readonly ridge: number;
  /** FLOP/s. */
  readonly attainable: number;
  readonly binds: 'memory' | 'compute';
  /** Seconds. */
  readonly time: number;
}

/** Without a published vector rate the matrix rate bounds it, which is no lower. */
export function standingOf(
  { flops, bytes, intensity, vector }: Operation,
  { peak: matrix, vectorPeak = matrix, bandwidth }: Chip,
): Standing {
  const peak = vector ? vectorPeak : matrix;
  const ridge = ridgePoint({ peak, bandwidth });
  return {
    peak,
    ridge,
    attainable: attainableFlopRate({ intensity, peak, bandwidth }),
    binds: ridgeMargin({ intensity, ridge }) < 1 ? 'memory' : 'compute',
    time: rooflineTime({ computeTime: computeTime({ flops, peak }), memoryTime: memoryTime({ bytes, bandwidth }) }),
  };
}
