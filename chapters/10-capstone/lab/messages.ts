import type { Sum } from './addition.ts';
import type { Link } from './calibrate.ts';
import type { Accuracy, Settings } from './trainer.ts';

export type ToWorker =
  | {
      readonly kind: 'start';
      readonly settings: Settings;
      readonly rank: number;
      readonly ring: readonly [next: MessagePort, previous: MessagePort] | undefined;
    }
  | { readonly kind: 'stop' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'ask'; readonly sum: Sum };

/** Without pauses. */
export interface Times {
  readonly computing: number;
  /** For the all-reduce, the slower worker included. */
  readonly communicating: number;
  readonly checking: number;
}

export interface LossPoint {
  readonly step: number;
  readonly seconds: number;
  /** Over the steps since the point before. */
  readonly loss: number;
}

export interface AccuracyPoint {
  readonly step: number;
  readonly seconds: number;
  readonly digits: readonly number[];
  readonly exact: number;
}

/** From the start of the run. */
export interface Standing {
  readonly step: number;
  readonly times: Times;
  /** By a worker, for all-reduces of gradients. */
  readonly sent: number;
}

export type FromWorker =
  | { readonly kind: 'ready'; readonly rate: number; readonly link: Link | undefined }
  | {
      readonly kind: 'progress';
      readonly standing: Standing;
      readonly losses: readonly LossPoint[];
      readonly accuracies: readonly AccuracyPoint[];
    }
  /** By the reader, or at the last step; with the accuracy over all held-out sums. */
  | { readonly kind: 'stopped'; readonly standing: Standing; readonly heldOut: Accuracy; readonly reached: number | undefined }
  | { readonly kind: 'answer'; readonly sum: Sum; readonly digits: readonly (readonly number[])[] };
