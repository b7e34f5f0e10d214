/** A run in a worker: trains, reports, stops and goes on. It is handed its surroundings. */
import type { Sum } from './addition.ts';
import { kernelRate, measureLink, type Clock } from './calibrate.ts';
import type { AccuracyPoint, FromWorker, LossPoint, Standing } from './messages.ts';
import type { Ring } from './ring.ts';
import { createTrainer, type Settings } from './trainer.ts';

export interface Surroundings {
  readonly say: (message: FromWorker) => void;
  readonly now: Clock;
  /** Lets messages in. */
  readonly breathe: () => Promise<void>;
  readonly ring: Ring;
  readonly rank: number;
}

export interface Session {
  /** Ends with the last planned step. */
  readonly run: () => Promise<void>;
  readonly stop: () => void;
  readonly resume: () => void;
  readonly ask: (sum: Sum) => void;
}

const breatheEvery = 30;
const reportEvery = 400;
const curvePoints = 100;
const checks = 40;
/** On the way; the end is judged by all held-out sums. */
const sumsOfCheck = 256;
export const goal = 0.99;

export function createSession(settings: Settings, { say, now, breathe, ring, rank }: Surroundings): Session {
  const trainer = createTrainer(settings, rank);
  const { gradient } = trainer.transformer;
  /** Gradient, loss, and whether anyone wants to stop: summed over the workers, so that all do the same. */
  const message = new Float32Array(gradient.length + 2);
  const [lossAt, stopAt] = [gradient.length, gradient.length + 1] as const;
  const spent = { computing: 0, communicating: 0, checking: 0 };
  let step = 0;
  let sentBefore = 0;
  let stopWanted = false;
  let goOn: (() => void) | undefined;
  let losses: LossPoint[] = [];
  let accuracies: AccuracyPoint[] = [];
  let reached: number | undefined;
  let bucket = { sum: 0, steps: 0 };
  const every = (parts: number): number => Math.max(1, Math.round(settings.steps / parts));
  const seconds = (): number => spent.computing + spent.communicating + spent.checking;
  const standing = (): Standing => ({ step, times: { ...spent }, sent: ring.sent() - sentBefore });
  const timed = async <T>(of: keyof typeof spent, work: () => T | Promise<T>): Promise<T> => {
    const start = now();
    const result = await work();
    spent[of] += (now() - start) / 1000;
    return result;
  };

  const share = async (loss: number): Promise<boolean> => {
    message.set(gradient);
    message[lossAt] = loss;
    message[stopAt] = Number(stopWanted);
    await timed('communicating', () => ring.allReduce(message));
    for (let i = 0; i < gradient.length; i += 1) gradient[i] = (message[i] as number) / ring.size;
    return message[stopAt] > 0;
  };

  /** Whether anyone wants to stop after it. */
  const advance = async (): Promise<boolean> => {
    let loss = await timed('computing', trainer.gradientStep);
    let stop = stopWanted;
    if (ring.size > 1) {
      stop = await share(loss);
      loss = (message[lossAt] as number) / ring.size;
    }
    await timed('computing', () => {
      trainer.update(step);
    });
    step += 1;
    bucket = { sum: bucket.sum + loss, steps: bucket.steps + 1 };
    return stop;
  };

  const note = async (): Promise<void> => {
    const [curve, check] = [every(curvePoints), every(checks)];
    if (step % curve === 0 || step === settings.steps) {
      losses.push({ step, seconds: seconds(), loss: bucket.sum / bucket.steps });
      bucket = { sum: 0, steps: 0 };
    }
    if (rank !== 0 || step % check !== 0) return;
    const found = await timed('checking', () => trainer.evaluate(sumsOfCheck));
    accuracies.push({ step, seconds: seconds(), digits: found.digits, exact: found.exact });
    if (reached !== undefined || found.exact < goal) return;
    const all = await timed('checking', () => trainer.evaluate());
    if (all.exact >= goal) reached = seconds();
  };

  const report = (): void => {
    if (rank === 0) say({ kind: 'progress', standing: standing(), losses, accuracies });
    [losses, accuracies] = [[], []];
  };

  const halt = async (): Promise<void> => {
    report();
    if (rank === 0) say({ kind: 'stopped', standing: standing(), heldOut: trainer.evaluate(), reached });
    stopWanted = false;
    if (step >= settings.steps) return;
    await new Promise<void>((resolve) => {
      goOn = resolve;
    });
  };

  const run = async (): Promise<void> => {
    const rate = kernelRate(settings.width, now);
    const link = ring.size > 1 ? await measureLink(ring, now) : undefined;
    sentBefore = ring.sent();
    if (rank === 0) say({ kind: 'ready', rate, link });
    let [breathed, reported] = [now(), now()];
    while (step < settings.steps) {
      const stop = await advance();
      await note();
      if (now() - reported > reportEvery) {
        report();
        reported = now();
      }
      if (stop || step === settings.steps) await halt();
      if (now() - breathed > breatheEvery) {
        await breathe();
        breathed = now();
      }
    }
  };

  return {
    run,
    stop: () => {
      stopWanted = true;
    },
    resume: () => {
      goOn?.();
    },
    ask: (sum) => {
      say({ kind: 'answer', sum, digits: trainer.answer(sum) });
    },
  };
}
