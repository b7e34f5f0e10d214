/** Dollars for a million output tokens of one server, for any batch. */
import { acceleratorsNeeded, batchThatFits } from '@scaling-workbook/formulas/batch-limits';
import { decodeStepTime } from '@scaling-workbook/formulas/decode-step';
import { decodeComputeTime, decodeMemoryTime, decodeThroughput, decodeThroughputCeiling } from '@scaling-workbook/formulas/inference';
import { kvCacheBytes } from '@scaling-workbook/formulas/kv-cache';
import { costPerMillionTokens, hourlyPrice } from '@scaling-workbook/formulas/serving';

/** What the picture needs of an accelerator and its rent. */
export interface Chip {
  readonly id: string;
  readonly name: string;
  /** Dense BF16 rate in FLOP/s. */
  readonly peak: number;
  /** Of the HBM, in B/s. */
  readonly bandwidth: number;
  /** Bytes of HBM. */
  readonly capacity: number;
  /** Dollars, at first. */
  readonly perHour: number;
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
const spread: readonly number[] = [...new Set(Array.from({ length: 81 }, (_, i) => Math.round(largest ** (i / 80))))];
/** With the batches where a curve ends or is marked. */
export const batchesWith = (...others: readonly number[]): readonly number[] =>
  [...new Set([...spread, ...others])].filter((batch) => batch >= 1 && batch <= largest).sort((a, b) => a - b);

export interface Server {
  readonly model: Served;
  readonly chip: Chip;
  readonly gpus: number;
  readonly weights: WeightFormat;
  /** Of each sequence in its cache. */
  readonly context: number;
  /** Dollars an hour for one chip. */
  readonly pricePerGpu: number;
  /** Share of the time it is busy. */
  readonly utilization: number;
}

const cacheOf = ({ model: { layers, kvHeads, headDim }, context }: Server, sequences: number): number =>
  kvCacheBytes({ layers, kvHeads, headDim, tokens: context, sequences });

/** For a million tokens. */
const costAt = ({ gpus, pricePerGpu, utilization }: Server, rate: number): number =>
  costPerMillionTokens({ pricePerHour: hourlyPrice({ gpus, pricePerGpu }), rate, utilization });

export interface Price {
  readonly batch: number;
  /** Dollars for a million tokens. */
  readonly cost: number;
  /** Tokens a second, for each sequence and for all. */
  readonly each: number;
  readonly total: number;
  /** The matmuls; attention waits for memory at any batch. */
  readonly binds: 'memory' | 'compute';
}

export function priceAt(server: Server, batch: number): Price {
  const { model, chip, gpus, weights } = server;
  const { peak, bandwidth } = chip;
  const { flopsPerToken } = model;
  const weightBytes = model.weightBytes[weights];
  const kvBytes = cacheOf(server, batch);
  const stepTime = decodeStepTime({ weightBytes, bandwidth, batch, flopsPerToken, peak, kvBytes, gpus });
  const total = decodeThroughput({ batch, stepTime });
  const reading = decodeMemoryTime({ weightBytes, bandwidth, gpus });
  return {
    batch,
    total,
    each: decodeThroughput({ batch: 1, stepTime }),
    cost: costAt(server, total),
    binds: reading >= decodeComputeTime({ batch, flopsPerToken, peak, gpus }) ? 'memory' : 'compute',
  };
}

/** Whatever the batch. */
export interface Limits {
  readonly weightBytes: number;
  /** Of one sequence. */
  readonly kvBytes: number;
  /** By the weights, at least. */
  readonly needed: number;
  /** Whose cache fits beside the weights; undefined where the weights do not fit. */
  readonly fits: number | undefined;
  /** Dollars for a million tokens; no batch goes below it, since every sequence reads its own cache. */
  readonly floor: number;
}

export function limitsOf(server: Server): Limits {
  const { model, chip, gpus, weights } = server;
  const { bandwidth, capacity } = chip;
  const weightBytes = model.weightBytes[weights];
  const kvBytes = cacheOf(server, 1);
  const needed = acceleratorsNeeded({ bytes: weightBytes, capacity });
  return {
    weightBytes,
    kvBytes,
    needed,
    fits: needed > gpus ? undefined : batchThatFits({ gpus, capacity, weightBytes, kvBytesPerSequence: kvBytes }),
    floor: costAt(server, decodeThroughputCeiling({ kvBytesPerSequence: kvBytes, bandwidth, gpus })),
  };
}

/** For no more than the target, caches read as well; undefined where none up to the largest does. */
export function leastBatch(server: Server, target: number): number | undefined {
  if (priceAt(server, largest).cost > target) return undefined;
  let [dear, cheap] = [0, largest];
  // The cost never rises with the batch, so it can be halved down to.
  while (cheap - dear > 1) {
    const middle = Math.floor((dear + cheap) / 2);
    if (priceAt(server, middle).cost > target) dear = middle;
    else cheap = middle;
  }
  return cheap;
}
