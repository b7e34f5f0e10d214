/** A run of the lab as the page sees it, beside what was predicted. */
import { allReduceBytes, collectiveTime, latencyTime, ringSteps, ringTime } from '@scaling-workbook/formulas/collectives';
import { trainingFlops } from '@scaling-workbook/formulas/model-flops';
import { trainingTime } from '@scaling-workbook/formulas/training-cost';
import type { Sum } from '../lab/addition.ts';
import type { Link } from '../lab/calibrate.ts';
import type { AccuracyPoint, FromWorker, LossPoint, Standing } from '../lab/messages.ts';
import { parameterCount } from '../lab/parameters.ts';
import { tokensPerStep, type Accuracy, type Settings } from '../lab/trainer.ts';

export interface Answer {
  readonly sum: Sum;
  /** By digit in the order written, the probabilities of the ten digits. */
  readonly digits: readonly (readonly number[])[];
}

export interface Run {
  readonly id: string;
  readonly settings: Settings;
  readonly state: 'starting' | 'training' | 'stopping' | 'paused' | 'done' | 'failed';
  readonly standing: Standing;
  readonly losses: readonly LossPoint[];
  readonly accuracies: readonly AccuracyPoint[];
  /** Of the matmul alone in one worker, measured before the run. */
  readonly rate?: number;
  readonly link?: Link | undefined;
  readonly heldOut?: Accuracy;
  /** Seconds until 99 % of the held-out sums were right. */
  readonly reached?: number | undefined;
  readonly answer?: Answer;
  /** How and when, of a run shown before any other. */
  readonly recorded?: string;
}

export const newRun = (settings: Settings, id: string): Run => ({
  id,
  settings,
  state: 'starting',
  standing: { step: 0, times: { computing: 0, communicating: 0, checking: 0 }, sent: 0 },
  losses: [],
  accuracies: [],
});

export function told(run: Run, message: FromWorker): Run {
  switch (message.kind) {
    case 'ready':
      return { ...run, state: 'training', rate: message.rate, link: message.link };
    case 'progress':
      return {
        ...run,
        standing: message.standing,
        losses: [...run.losses, ...message.losses],
        accuracies: [...run.accuracies, ...message.accuracies],
      };
    case 'stopped': {
      const { standing, heldOut, reached } = message;
      return { ...run, standing, heldOut, reached, state: standing.step < run.settings.steps ? 'paused' : 'done' };
    }
    case 'answer':
      return { ...run, answer: { sum: message.sum, digits: message.digits } };
  }
}

/** Without checks: what 6ND predicts. */
export const secondsOf = ({ standing: { times } }: Run): number => times.computing + times.communicating;
export const parametersOf = ({ settings }: Run): number => parameterCount(settings);
export const plannedFlops = (settings: Settings): number =>
  trainingFlops({ params: parameterCount(settings), tokens: tokensPerStep(settings) * settings.steps });

export interface Speed {
  readonly steps: number;
  readonly tokens: number;
  /** 6N for each token, over the seconds. */
  readonly flops: number;
  /** Of what the matmul alone does on all workers: this machine's MFU. */
  readonly share: number | undefined;
  readonly left: number;
}

/** Undefined before the first step. */
export function speedOf(run: Run): Speed | undefined {
  const { settings, standing, rate } = run;
  const seconds = secondsOf(run);
  if (standing.step === 0 || seconds === 0) return undefined;
  const steps = standing.step / seconds;
  const tokens = steps * tokensPerStep(settings);
  const flops = 6 * parameterCount(settings) * tokens;
  return { steps, tokens, flops, share: rate && flops / (rate * settings.workers), left: (settings.steps - standing.step) / steps };
}

/** By the rule for all steps, at a guess of the MFU. */
export const predictedSeconds = (settings: Settings, rate: number, mfu: number): number =>
  trainingTime({ flops: plannedFlops(settings), gpus: settings.workers, peak: rate, mfu });

/** For all planned steps at the measured speed. */
export function measuredSeconds(run: Run): number | undefined {
  const speed = speedOf(run);
  return speed && run.settings.steps / speed.steps;
}

export interface Exchange {
  /** By each worker in a step: counted, and by the formula. */
  readonly counted: number;
  readonly bytes: number;
  /** Of a step, in the all-reduce: measured, and by the α–β model with the constants measured before. */
  readonly measured: number;
  readonly predicted: number;
  readonly computing: number;
  /** Of the run's time. */
  readonly share: number;
}

/** Undefined for one worker, or before the first step. */
export function exchangeOf({ settings, standing, link }: Run): Exchange | undefined {
  const { step, times, sent } = standing;
  const devices = settings.workers;
  if (devices === 1 || step === 0 || !link) return undefined;
  // Gradient, loss and the wish to stop travel together.
  const bytes = allReduceBytes({ bytes: 4 * (parameterCount(settings) + 2), devices });
  const predicted = collectiveTime({
    latencyTime: latencyTime({ steps: 2 * ringSteps({ devices }), latency: link.latency }),
    transferTime: ringTime({ bytesSent: bytes, bandwidth: link.bandwidth }),
  });
  return {
    counted: sent / step,
    bytes,
    measured: times.communicating / step,
    predicted,
    computing: times.computing / step,
    share: times.communicating / (times.computing + times.communicating),
  };
}

const round = (value: number, digits = 4): number => Number(value.toPrecision(digits));

/** For a file: rounded, points as rows. */
export function toRecord({ settings, standing, losses, accuracies, rate, link, heldOut, reached, answer }: Run) {
  const { step, times, sent } = standing;
  return {
    settings,
    standing: {
      step,
      times: { computing: round(times.computing), communicating: round(times.communicating), checking: round(times.checking) },
      sent,
    },
    losses: losses.map(({ step: at, seconds, loss }) => [at, round(seconds), round(loss)]),
    accuracies: accuracies.map(({ step: at, seconds, exact, digits }) => [
      at,
      round(seconds),
      round(exact),
      ...digits.map((share) => round(share)),
    ]),
    rate: rate === undefined ? null : round(rate),
    link: link ? { latency: round(link.latency), bandwidth: round(link.bandwidth) } : null,
    heldOut: heldOut ? { ...heldOut, exact: round(heldOut.exact), digits: heldOut.digits.map((share) => round(share)) } : null,
    reached: reached === undefined ? null : round(reached),
    answer: answer ? { sum: answer.sum, digits: answer.digits.map((shares) => shares.map((share) => round(share, 2))) } : null,
  };
}

type Kept = ReturnType<typeof toRecord>;
export interface RunRecord extends Omit<Kept, 'answer'> {
  readonly answer: { readonly sum: readonly number[]; readonly digits: readonly (readonly number[])[] } | null;
}

export function fromRecord(record: RunRecord, id: string, recorded: string): Run {
  const { settings, standing, losses, accuracies, rate, link, heldOut, reached, answer } = record;
  return {
    ...{ id, settings, standing, recorded, state: 'done' },
    losses: losses.map(([step = NaN, seconds = NaN, loss = NaN]) => ({ step, seconds, loss })),
    accuracies: accuracies.map(([step = NaN, seconds = NaN, exact = NaN, ...digits]) => ({ step, seconds, exact, digits })),
    ...(rate !== null && { rate }),
    ...(link !== null && { link }),
    ...(heldOut !== null && { heldOut }),
    ...(reached !== null && { reached }),
    ...(answer !== null && { answer: { sum: [answer.sum[0] ?? NaN, answer.sum[1] ?? NaN], digits: answer.digits } }),
  };
}

const places = ['units', 'tens', 'hundreds', 'thousands', 'ten thousands'] as const;

/** In the order written. */
export function placesOf({ digits, reversed }: Settings): readonly string[] {
  const names = places.slice(0, digits + 1);
  return reversed ? names : names.toReversed();
}

/** With its digits put back in order. */
export function numberOf({ digits }: Answer, reversed: boolean): string {
  const written = digits.map((shares) => shares.indexOf(Math.max(...shares)));
  return (reversed ? written.toReversed() : written).join('').replace(/^0+(?=\d)/, '');
}

export const describe = ({ layers, width, digits, reversed, learningRate, batch, workers }: Settings): string =>
  `${layers} × ${width}, ${digits}-digit, ${reversed ? 'reversed' : 'as written'}, rate ${learningRate}, batch ${batch}${workers > 1 ? `, ${workers} workers` : ''}`;
