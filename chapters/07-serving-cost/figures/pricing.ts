/** Dollars for a million output tokens of one server, for any batch. */
import { batchWithinStepTime } from '@scaling-workbook/formulas/decode-limits';
import { decodeMemoryTime, interTokenLatency } from '@scaling-workbook/formulas/inference';
import { costPerMillionTokens, hourlyPrice } from '@scaling-workbook/formulas/serving';
import * as serving from '../../06-inference/figures/serving.ts';

/** What the picture needs of an accelerator and its rent. */
export interface Chip extends Omit<serving.Chip, 'vendor'> {
  /** Dollars, at first. */
  readonly perHour: number;
}

export interface Server extends serving.Deployment {
  readonly chip: Chip;
  /** Dollars an hour for one chip. */
  readonly pricePerGpu: number;
  /** Share of the time it is busy. */
  readonly utilization: number;
}

/** For a million tokens. */
const costAt = ({ gpus, pricePerGpu, utilization }: Server, rate: number): number =>
  costPerMillionTokens({ pricePerHour: hourlyPrice({ gpus, pricePerGpu }), rate, utilization });

export interface Price extends Omit<serving.Step, 'kvBytes' | 'time'> {
  /** Dollars for a million tokens. */
  readonly cost: number;
}

export function priceAt(server: Server, batch: number): Price {
  const { each, total, binds } = serving.stepAt(server, batch);
  return { batch, each, total, binds, cost: costAt(server, total) };
}

export interface Limits extends Pick<serving.Limits, 'weightBytes' | 'kvBytes' | 'needed' | 'fits'> {
  /** Dollars for a million tokens; no batch goes below it, since every sequence reads its own cache. */
  readonly floor: number;
}

export function limitsOf(server: Server): Limits {
  const { kvCeiling, weightBytes, kvBytes, needed, fits } = serving.limitsOf(server);
  return { weightBytes, kvBytes, needed, fits, floor: costAt(server, kvCeiling) };
}

/** For no more than the target, caches read as well; undefined where none up to the largest does. */
export function leastBatch(server: Server, target: number): number | undefined {
  if (priceAt(server, serving.largest).cost > target) return undefined;
  let [dear, cheap] = [0, serving.largest];
  // The cost never rises with the batch, so it can be halved down to.
  while (cheap - dear > 1) {
    const middle = Math.floor((dear + cheap) / 2);
    if (priceAt(server, middle).cost > target) dear = middle;
    else cheap = middle;
  }
  return cheap;
}

/** The cheapest batch that fits and gives each reader at least so many tokens a second; undefined where not even one reader gets them. */
export function cheapestAt(server: Server, speed: number): Price | undefined {
  const { model, chip, gpus } = server;
  const { peak, bandwidth } = chip;
  const { fits = 0, kvBytes: kvBytesPerSequence, weightBytes } = limitsOf(server);
  const stepTime = interTokenLatency({ rate: speed });
  if (stepTime < decodeMemoryTime({ weightBytes, bandwidth, gpus })) return undefined;
  const { flopsPerToken } = model;
  const allowed = batchWithinStepTime({ stepTime, weightBytes, kvBytesPerSequence, bandwidth, flopsPerToken, peak, gpus });
  const batch = Math.min(allowed, fits, serving.largest);
  return batch < 1 ? undefined : priceAt(server, batch);
}
