/** Decode of one model on so many chips, for any batch. */
import { acceleratorsNeeded, batchThatFits } from '@scaling-workbook/formulas/batch-limits';
import { decodeStepTime } from '@scaling-workbook/formulas/decode-step';
import {
  decodeComputeTime,
  decodeMemoryTime,
  decodeThroughput,
  decodeThroughputCeiling,
  prefillRate,
} from '@scaling-workbook/formulas/inference';
import { kvCacheBytes, kvCacheBytesPerToken } from '@scaling-workbook/formulas/kv-cache';

/** What the picture needs of an accelerator. */
export interface Chip {
  readonly id: string;
  readonly name: string;
  readonly vendor: string;
  /** Dense BF16 rate in FLOP/s. */
  readonly peak: number;
  /** Of the HBM, in B/s. */
  readonly bandwidth: number;
  /** Bytes of HBM. */
  readonly capacity: number;
}

/** Dense, with a cache of the whole context in all layers. */
export interface Served {
  readonly id: string;
  readonly name: string;
  /** Of one token. */
  readonly flopsPerToken: number;
  /** In each format. */
  readonly weightBytes: Readonly<Record<WeightFormat, number>>;
  readonly layers: number;
  readonly kvHeads: number;
  readonly headDim: number;
}

export const formats = ['bf16', 'int8', 'int4'] as const;
export type WeightFormat = (typeof formats)[number];
export const formatNames = { bf16: 'BF16', int8: 'INT8', int4: 'INT4' } as const satisfies Record<WeightFormat, string>;

/** Sequences decoded together. */
export const largest = 2048;
/** Whole batches, about evenly spread on the logarithmic axis. */
export const batches: readonly number[] = [...new Set(Array.from({ length: 101 }, (_, i) => Math.round(largest ** (i / 100))))];
/** With the batches where a curve ends or is marked. */
export const batchesWith = (...others: readonly number[]): readonly number[] =>
  [...new Set([...batches, ...others])].filter((batch) => batch >= 1 && batch <= largest).sort((a, b) => a - b);

export interface Deployment {
  readonly model: Served;
  readonly chip: Omit<Chip, 'vendor'>;
  readonly gpus: number;
  readonly weights: WeightFormat;
  /** Of each sequence in its cache. */
  readonly context: number;
}

/** Whatever the batch. */
export interface Limits {
  readonly weightBytes: number;
  /** Of one sequence. */
  readonly kvBytes: number;
  readonly kvBytesPerToken: number;
  /** By the weights, at least. */
  readonly needed: number;
  /** Whose cache fits beside the weights; undefined where the weights do not fit. */
  readonly fits: number | undefined;
  /** A second, by the compute roof. */
  readonly computeRoof: number;
  /** A second; no batch exceeds it, since every sequence reads its own cache. */
  readonly kvCeiling: number;
}

export function limitsOf({ model, chip, gpus, weights, context }: Deployment): Limits {
  const { flopsPerToken, layers, kvHeads, headDim } = model;
  const { peak, bandwidth, capacity } = chip;
  const bytes = model.weightBytes[weights];
  const kvBytes = kvCacheBytes({ layers, kvHeads, headDim, tokens: context });
  const needed = acceleratorsNeeded({ bytes, capacity });
  return {
    weightBytes: bytes,
    kvBytes,
    kvBytesPerToken: kvCacheBytesPerToken({ layers, kvHeads, headDim }),
    needed,
    fits: needed > gpus ? undefined : batchThatFits({ gpus, capacity, weightBytes: bytes, kvBytesPerSequence: kvBytes }),
    computeRoof: prefillRate({ peak, gpus, flopsPerToken }),
    kvCeiling: decodeThroughputCeiling({ kvBytesPerSequence: kvBytes, bandwidth, gpus }),
  };
}

export interface Step {
  readonly batch: number;
  /** Of all sequences. */
  readonly kvBytes: number;
  /** Seconds. */
  readonly time: number;
  /** The matmuls; attention waits for memory at any batch. */
  readonly binds: 'memory' | 'compute';
  /** A second, for each sequence. */
  readonly each: number;
  /** A second, for all. */
  readonly total: number;
}

/** `withCache: false` leaves the KV reads out, as the plain formula does. */
export function stepAt(deployment: Deployment, batch: number, withCache = true): Step {
  const { model, chip, gpus, weights, context } = deployment;
  const { peak, bandwidth } = chip;
  const { flopsPerToken, layers, kvHeads, headDim } = model;
  const kvBytes = withCache ? kvCacheBytes({ layers, kvHeads, headDim, tokens: context, sequences: batch }) : 0;
  const weightBytes = model.weightBytes[weights];
  const time = decodeStepTime({ weightBytes, bandwidth, batch, flopsPerToken, peak, kvBytes, gpus });
  const reading = decodeMemoryTime({ weightBytes, bandwidth, gpus });
  const computing = decodeComputeTime({ batch, flopsPerToken, peak, gpus });
  return {
    batch,
    kvBytes,
    time,
    binds: reading >= computing ? 'memory' : 'compute',
    each: decodeThroughput({ batch: 1, stepTime: time }),
    total: decodeThroughput({ batch, stepTime: time }),
  };
}
