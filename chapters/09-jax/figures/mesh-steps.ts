/** One training step on eight devices, in two schemes: what each holds and has sent. */
import { allReduceBytes, reduceScatterBytes } from '@scaling-workbook/formulas/collectives';
import { weightBytes } from '@scaling-workbook/formulas/memory';
import { fsdpGatherBytes, shardBytes } from '@scaling-workbook/formulas/sharding';

export const devices = 8;
/** Weights of the listing `fsdp.py`, in float32. */
export const params = 2 * 512 * 2048;
const bytesPerParam = 4;
const whole = weightBytes({ params, bytesPerParam });
const share = shardBytes({ bytes: whole, devices });
const gather = fsdpGatherBytes({ params, bytesPerParam, devices, gathers: 1 });

/** All of a tensor, its own eighth, or nothing. */
export type Held = 'all' | 'own' | 'none';

export interface Step {
  readonly name: string;
  readonly says: string;
  readonly weights: Held;
  /** Of the own rows only. */
  readonly gradients: Held;
  readonly gradientsAre: 'local' | 'mean';
  /** By each device in this step. */
  readonly sends: number;
}

const none = { gradients: 'none', gradientsAre: 'local', sends: 0 } as const;

export const schemes = {
  'data-parallel': [
    { name: 'At rest', says: 'Every device holds all weights and an eighth of the rows.', weights: 'all', ...none },
    {
      name: 'Local gradients',
      says: 'Each differentiates the mean loss of its own rows. The eight gradients differ.',
      weights: 'all',
      gradients: 'all',
      gradientsAre: 'local',
      sends: 0,
    },
    {
      name: 'Mean',
      says: 'An all-reduce makes them one: the gradient of the whole batch, on every device.',
      weights: 'all',
      gradients: 'all',
      gradientsAre: 'mean',
      sends: allReduceBytes({ bytes: whole, devices }),
    },
    { name: 'Update', says: 'All take the same step, so the eight copies of the weights stay alike.', weights: 'all', ...none },
  ],
  fsdp: [
    { name: 'At rest', says: 'Every device holds an eighth of the weights and an eighth of the rows.', weights: 'own', ...none },
    {
      name: 'Gather, forward',
      says: 'The weights are gathered for the forward pass, used, and dropped again.',
      weights: 'all',
      ...none,
      sends: gather,
    },
    { name: 'Between', says: 'Only the own share stays. The activations wait for the way back.', weights: 'own', ...none },
    {
      name: 'Gather, backward',
      says: 'Gathered once more. Each device has the gradient of its own rows, for all weights.',
      weights: 'all',
      gradients: 'all',
      gradientsAre: 'local',
      sends: gather,
    },
    {
      name: 'Reduce-scatter',
      says: 'The gradients are added, and each device keeps the mean for its own share.',
      weights: 'own',
      gradients: 'own',
      gradientsAre: 'mean',
      sends: reduceScatterBytes({ bytes: whole, devices }),
    },
    { name: 'Update', says: 'Each steps its own share. Nothing has to be copied back.', weights: 'own', ...none },
  ],
} as const satisfies Readonly<Record<string, readonly Step[]>>;

export type Scheme = keyof typeof schemes;

const bytesOf = (held: Held): number => ({ all: whole, own: share, none: 0 })[held];

/** Weights and gradients on one device. */
export const heldBytes = ({ weights, gradients }: Step): number => bytesOf(weights) + bytesOf(gradients);

/** By one device after these steps. */
export const sentBytes = (steps: readonly Step[]): number => steps.reduce((sum, { sends }) => sum + sends, 0);
