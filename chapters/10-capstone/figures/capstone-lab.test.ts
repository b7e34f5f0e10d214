import { describe, expect, it } from 'vitest';
import * as lab from './lab-run.ts';
import recorded from './recorded-runs.json' with { type: 'json' };
import threeDigits from './three-digits.json' with { type: 'json' };
import { isHeldOut } from '../lab/addition.ts';
import type { Settings } from '../lab/trainer.ts';

const settings: Settings = {
  layers: 2,
  width: 64,
  digits: 2,
  reversed: true,
  learningRate: 0.003,
  batch: 64,
  steps: 800,
  workers: 1,
  seed: 1,
};
const standing = (step: number, computing: number, communicating = 0, sent = 0) => ({
  step,
  sent,
  times: { computing, communicating, checking: 1 },
});
const after = (own: Settings, ...messages: readonly Parameters<typeof lab.told>[1][]): lab.Run =>
  messages.reduce(lab.told, lab.newRun(own, 'run 1'));

describe('a run as the page sees it', () => {
  const ready = { kind: 'ready', rate: 40e9, link: undefined } as const;
  const progress = { kind: 'progress', standing: standing(100, 4), losses: [{ step: 8, seconds: 0.3, loss: 2 }], accuracies: [] } as const;

  it('predicts 6ND over the rate of the matmul and the guess of the MFU', () => {
    // 6 · 100,800 parameters · 800 steps · 64 sums · 8 tokens read, over half of 40 GFLOP/s.
    expect(lab.plannedFlops(settings)).toBe(6 * 100_800 * 800 * 64 * 8);
    expect(lab.predictedSeconds(settings, 40e9, 0.5)).toBeCloseTo(12.386304, 6);
  });
  it('measures its speed without the checks on the way', () => {
    const run = after(settings, ready, progress);
    expect(run.state).toBe('training');
    const speed = lab.speedOf(run);
    expect(speed?.steps).toBe(25);
    expect(speed?.flops).toBe(25 * 6 * 100_800 * 512);
    expect(speed?.share).toBeCloseTo((25 * 6 * 100_800 * 512) / 40e9, 12);
    expect(speed?.left).toBe(28);
    expect(lab.measuredSeconds(run)).toBe(32);
    expect(lab.speedOf(after(settings))).toBeUndefined();
  });
  it('is paused where it was stopped, and done at its last step', () => {
    const heldOut = { digits: [1, 1, 1], exact: 1, sums: 10 };
    const stopped = (step: number) => ({ kind: 'stopped', standing: standing(step, 4), heldOut, reached: undefined }) as const;
    expect(after(settings, ready, stopped(300)).state).toBe('paused');
    expect(after(settings, ready, stopped(800)).state).toBe('done');
  });
  it('sets what two workers sent against the ring and the two constants of a message', () => {
    const two = { ...settings, workers: 2 };
    const run = after(
      two,
      { kind: 'ready', rate: 40e9, link: { latency: 1e-4, bandwidth: 4e8 } },
      { ...progress, standing: standing(100, 2, 1, 40_320_800) },
    );
    const exchange = lab.exchangeOf(run);
    // A ring of two sends the vector once: 4 · 100,802 bytes. Two steps of 0.1 ms, and the bytes at 0.4 GB/s.
    expect(exchange?.bytes).toBe(403_208);
    expect(exchange?.counted).toBe(403_208);
    expect(exchange?.predicted).toBeCloseTo(0.0002 + 403_208 / 4e8, 9);
    expect(exchange?.measured).toBe(0.01);
    expect(exchange?.share).toBeCloseTo(1 / 3, 12);
    expect(lab.exchangeOf(after(settings, ready, progress))).toBeUndefined();
  });
  it('puts the digits of an answer back in order', () => {
    const sure = (digit: number): number[] => Array.from({ length: 10 }, (_, i) => Number(i === digit));
    const answer = { sum: [5, 7] as const, digits: [2, 1, 0].map(sure) };
    expect(lab.numberOf(answer, true)).toBe('12');
    expect(lab.numberOf(answer, false)).toBe('210');
    expect(lab.placesOf(settings)).toEqual(['units', 'tens', 'hundreds']);
    expect(lab.placesOf({ ...settings, reversed: false })).toEqual(['hundreds', 'tens', 'units']);
  });
});

describe('the recorded runs', () => {
  const runs = recorded.runs.map((record) => lab.fromRecord(record, 'recorded', recorded.made));
  it('come back from their file as they went into it', () => {
    expect(runs.map(lab.toRecord)).toEqual(recorded.runs);
  });
  it('were made by the command that the caption names, alone and with two workers, and reached 99 % of the held-out sums', () => {
    expect(recorded.made).toMatch(/^npm run bench:lab -- --record on \d{4}-\d\d-\d\d, in headless Chromium/);
    expect(runs.map((run) => run.settings.workers)).toEqual([1, 2]);
    for (const run of runs) {
      expect(run.heldOut?.exact).toBeGreaterThanOrEqual(0.99);
      expect(run.reached).toBeLessThan(60);
      expect(run.losses.at(-1)?.step).toBe(run.settings.steps);
    }
  });
  it('of three digits differ in the order of the result alone, and learn sooner with the last digit first, as the text says', () => {
    const [lastFirst, asWritten] = threeDigits.runs;
    expect(lastFirst?.settings).toMatchObject({ digits: 3, batch: 128, reversed: true });
    expect(asWritten?.settings).toEqual({ ...lastFirst?.settings, reversed: false });
    expect(lastFirst?.step).toBeGreaterThan(0);
    expect(asWritten?.step).toBeGreaterThan(lastFirst?.step ?? NaN);
  });
  it('answer a sum that was held out', () => {
    for (const { answer, settings: own } of runs) {
      expect(answer && isHeldOut(answer.sum, own.seed)).toBe(true);
      expect(answer && lab.numberOf(answer, own.reversed)).toBe(String((answer?.sum[0] ?? 0) + (answer?.sum[1] ?? 0)));
    }
  });
});
