/** One training run on one cluster, from model and tokens to days and dollars. */
import type { Accelerator } from '@scaling-workbook/formulas/hardware';
import { trainingFlops, trainingRate } from '@scaling-workbook/formulas/model-flops';
import { clusterPower, gpuHours, trainingDollars, trainingEnergy, trainingTime } from '@scaling-workbook/formulas/training-cost';
import type { TrainingRun } from '@scaling-workbook/formulas/training-runs';

/** What the planner needs of an accelerator. */
export interface Chip {
  readonly id: string;
  readonly name: string;
  readonly vendor: string;
  /** Dense BF16 rate in FLOP/s. */
  readonly peak: number;
  /** Thermal design power in W, where published. */
  readonly power?: number;
}

/** Those with a published BF16 rate. */
export const toChips = (accelerators: readonly Accelerator[]): readonly Chip[] =>
  accelerators.flatMap(({ id, name, vendor, peak: { bf16 }, tdp }) =>
    bf16
      ? [
          {
            id,
            name: name.startsWith(`${vendor} `) ? name.slice(vendor.length + 1) : name,
            vendor,
            peak: bf16.value,
            ...(tdp && { power: tdp.value }),
          },
        ]
      : [],
  );

export interface Run {
  readonly id: string;
  readonly name: string;
  /** Active parameters. */
  readonly params: number;
  readonly tokens: number;
  readonly source: string;
}

export const toRuns = (runs: readonly TrainingRun[]): readonly Run[] =>
  runs.map(({ id, name, params, tokens }) => ({
    id,
    name,
    params: params.value,
    tokens: tokens.value,
    source: `${tokens.source} (${tokens.date})`,
  }));

export interface Settings {
  readonly params: number;
  readonly tokens: number;
  readonly gpus: number;
  /** From 0 to 1. */
  readonly mfu: number;
  /** $/h for one accelerator. */
  readonly price: number;
  readonly pue: number;
}

export interface Plan {
  readonly flops: number;
  /** Seconds. */
  readonly time: number;
  readonly gpuHours: number;
  readonly dollars: number;
  /** A second, on one accelerator. */
  readonly rate: number;
  /** At the design power, where published. */
  readonly power?: number;
  readonly energy?: number;
}

export function planOf({ params, tokens, gpus, mfu, price, pue }: Settings, { peak, power }: Chip): Plan {
  const flops = trainingFlops({ params, tokens });
  const time = trainingTime({ flops, gpus, peak, mfu });
  const hours = gpuHours({ gpus, time });
  return {
    flops,
    time,
    gpuHours: hours,
    dollars: trainingDollars({ gpuHours: hours, pricePerHour: price }),
    rate: trainingRate({ params, peak, mfu }),
    ...(power !== undefined && { power: clusterPower({ gpus, power, pue }), energy: trainingEnergy({ gpuHours: hours, power, pue }) }),
  };
}

/** On other cluster sizes, as points of a line. */
export const daysByGpus = (settings: Settings, chip: Chip, gpus: readonly number[]): readonly (readonly [number, number])[] =>
  gpus.map((count) => [count, planOf({ ...settings, gpus: count }, chip).time / secondsPerDay]);

export const secondsPerDay = 86_400;

/** By 6ND. */
export const runFlops = ({ params, tokens }: Run): number => trainingFlops({ params, tokens });
