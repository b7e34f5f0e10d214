/** What the serving explorer draws: decode of one model on so many chips, for any batch. */
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

/** What the picture needs of an accelerator; the browser gets no more of the fact table. */
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

/** A dense model whose layers all keep keys and values for the whole context. */
export interface Served {
  readonly id: string;
  readonly name: string;
  /** Forward FLOPs of one token. */
  readonly flopsPerToken: number;
  /** Bytes of the weights in each format. */
  readonly weightBytes: Readonly<Record<WeightFormat, number>>;
  readonly layers: number;
  readonly kvHeads: number;
  readonly headDim: number;
}

export type WeightFormat = 'bf16' | 'int8' | 'int4';
export const formatNames = { bf16: 'BF16', int8: 'INT8', int4: 'INT4' } as const satisfies Record<WeightFormat, string>;

/** Sequences decoded together, at most. */
export const largest = 2048;
/** Where the curves are computed: whole batches, about evenly spread on the logarithmic axis. */
export const batches: readonly number[] = [...new Set(Array.from({ length: 101 }, (_, i) => Math.round(largest ** (i / 100))))];
/** With the batch that just fits and the one chosen, so that the curve is solid up to the one and runs through the other. */
export const batchesWith = (...others: readonly number[]): readonly number[] =>
  [...new Set([...batches, ...others])].filter((batch) => batch >= 1 && batch <= largest).sort((a, b) => a - b);

export interface Deployment {
  readonly model: Served;
  readonly chip: Chip;
  readonly gpus: number;
  readonly weights: WeightFormat;
  /** Tokens that each sequence has in its cache. */
  readonly context: number;
}

/** All that does not depend on the batch. */
export interface Limits {
  readonly weightBytes: number;
  /** KV cache of one sequence. */
  readonly kvBytes: number;
  readonly kvBytesPerToken: number;
  /** Chips that the weights need at least. */
  readonly needed: number;
  /** Sequences whose cache fits beside the weights; undefined where the weights themselves do not fit. */
  readonly fits: number | undefined;
  /** Tokens a second that the compute roof allows. */
  readonly computeRoof: number;
  /** Tokens a second that no batch exceeds, since every sequence reads its own cache. */
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
  /** KV cache of all sequences. */
  readonly kvBytes: number;
  /** Seconds. */
  readonly time: number;
  /** What the matmuls wait for; attention waits for memory at any batch. */
  readonly binds: 'memory' | 'compute';
  /** Tokens a second that each sequence gets. */
  readonly each: number;
  /** Tokens a second of all sequences. */
  readonly total: number;
}

/** One decode step of a batch. `withCache: false` leaves the KV reads out, as the plain formula does. */
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
