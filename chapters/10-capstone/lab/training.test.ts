import { allReduceBytes } from '@scaling-workbook/formulas/formulas';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trainingSum, type Sum } from './addition.ts';
import { kernelRate, measureLink, median } from './calibrate.ts';
import type { FromWorker } from './messages.ts';
import { randomFrom } from './random.ts';
import { createRing, type Port, type Ring } from './ring.ts';
import { createSession } from './session.ts';
import { createTrainer, tokensPerStep, type Settings } from './trainer.ts';

const tiny: Settings = { layers: 1, width: 32, digits: 1, reversed: false, learningRate: 0.01, batch: 32, steps: 150, workers: 1, seed: 1 };

/** Ports that hand over without a thread between them. */
function wire(): readonly [Port, Port] {
  const [a, b]: [Port, Port] = [
    { postMessage: () => undefined, onmessage: null },
    { postMessage: () => undefined, onmessage: null },
  ];
  a.postMessage = (data) => {
    queueMicrotask(() => b.onmessage?.({ data } as MessageEvent<Float32Array>));
  };
  return [a, b];
}

function ringOf(size: number): readonly Ring[] {
  const wires = Array.from({ length: size }, wire);
  return wires.map(([next], rank) =>
    createRing(rank, size, { next, previous: (wires[(rank + size - 1) % size] ?? wires[0])?.[1] ?? next }),
  );
}

describe('training', () => {
  it('learns sums of single digits by heart, and counts one as right where it writes every digit right by itself', () => {
    const trainer = createTrainer({ ...tiny, steps: 200 });
    const before = trainer.gradientStep();
    let loss = before;
    for (let step = 0; step < 200; step += 1) {
      loss = trainer.gradientStep();
      trainer.update(step);
    }
    expect(loss).toBeLessThan(before / 10);
    const written = (sum: Sum): number => {
      const digits = trainer.answer(sum).map((shares) => shares.indexOf(Math.max(...shares)));
      return Number(digits.join(''));
    };
    const random = randomFrom(8);
    const seen = Array.from({ length: 20 }, () => trainingSum(tiny, random, tiny.seed));
    expect(seen.filter((sum) => written(sum) === sum[0] + sum[1]).length).toBeGreaterThan(17);
    const { digits, exact, sums } = trainer.evaluate();
    expect(sums).toBe(trainer.heldOut.length);
    expect(exact).toBe(trainer.heldOut.filter((sum) => written(sum) === sum[0] + sum[1]).length / sums);
    expect(Math.min(...digits)).toBeGreaterThanOrEqual(exact);
  });

  it('goes the same way for the same seed, to the last bit, and another for another', () => {
    const losses = (seed: number): readonly number[] => {
      const trainer = createTrainer({ ...tiny, seed });
      return Array.from({ length: 10 }, (_, step) => {
        const loss = trainer.gradientStep();
        trainer.update(step);
        return loss;
      });
    };
    expect(losses(4)).toEqual(losses(4));
    expect(losses(4)).not.toEqual(losses(5));
  });

  it('counts the tokens that it reads of each sum', () => {
    expect(tokensPerStep(tiny)).toBe(32 * 5);
  });
});

describe('the ring', () => {
  it('sums over all workers, whatever the length', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 5, max: 40 }), async (size, length) => {
        const rings = ringOf(size);
        const vectors = rings.map((_, rank) => Float32Array.from({ length }, (_, i) => (rank + 1) * 100 + i));
        await Promise.all(rings.map((ring, rank) => ring.allReduce(vectors[rank] ?? new Float32Array())));
        const sum = Array.from({ length }, (_, i) => (100 * size * (size + 1)) / 2 + size * i);
        for (const vector of vectors) expect([...vector]).toEqual(sum);
      }),
      { numRuns: 30, seed: 2 },
    );
  });

  it('sends what the formula of chapter 2 says, to the byte where the pieces are equal', async () => {
    for (const size of [1, 2, 4]) {
      const rings = ringOf(size);
      await Promise.all(rings.map((ring) => ring.allReduce(new Float32Array(1000))));
      for (const ring of rings) expect(ring.sent()).toBe(allReduceBytes({ bytes: 4000, devices: size }));
    }
  });
});

const runAll = async (settings: Settings, stopAfter = Infinity): Promise<readonly FromWorker[]> => {
  const said: FromWorker[] = [];
  const rings = settings.workers === 1 ? [createRing(0, 1)] : ringOf(settings.workers);
  let time = 0;
  let reports = 0;
  const sessions = rings.map((ring, rank) =>
    createSession(settings, {
      ring,
      rank,
      now: () => (time += 7),
      breathe: () => Promise.resolve(),
      say: (message) => {
        said.push(message);
        if (message.kind === 'progress' && (reports += 1) === stopAfter) sessions[0]?.stop();
        if (message.kind === 'stopped' && message.standing.step < settings.steps) {
          sessions[0]?.ask([1, 2]);
          // Later than the other workers have stopped, too.
          setTimeout(() => {
            for (const session of sessions) session.resume();
          }, 20);
        }
      },
    }),
  );
  await Promise.all(sessions.map((session) => session.run()));
  return said;
};

describe('a session', () => {
  const settings = { ...tiny, steps: 60 };
  const stops = (said: readonly FromWorker[]) => said.filter((message) => message.kind === 'stopped');

  it('says what the machine can do, how it goes, and where it ended', async () => {
    const said = await runAll(settings);
    expect(said[0]?.kind).toBe('ready');
    const losses = said.flatMap((message) => (message.kind === 'progress' ? message.losses : []));
    expect(losses.at(-1)?.step).toBe(60);
    expect(losses.every(({ seconds }, i) => i === 0 || seconds >= (losses[i - 1]?.seconds ?? NaN))).toBe(true);
    expect(stops(said)).toHaveLength(1);
    expect(stops(said)[0]?.standing).toMatchObject({ step: 60, sent: 0 });
  });

  it.each([1, 2])('stops when told, answers meanwhile, and goes on to the same end (%i workers)', async (workers) => {
    const straight = await runAll({ ...settings, workers });
    const interrupted = await runAll({ ...settings, workers }, 2);
    expect(stops(interrupted)).toHaveLength(2);
    expect(interrupted.some((message) => message.kind === 'answer')).toBe(true);
    expect(stops(interrupted).at(-1)?.heldOut).toEqual(stops(straight).at(-1)?.heldOut);
  });

  it('sends the gradient and two numbers round the ring at each step', async () => {
    const end = stops(await runAll({ ...settings, workers: 2 }))[0];
    const length = createTrainer(settings).transformer.gradient.length + 2;
    expect(end?.standing.sent).toBe(60 * allReduceBytes({ bytes: 4 * length, devices: 2 }));
  });
});

describe('the calibration', () => {
  it('finds a rate above zero, and a message that takes time', async () => {
    expect(kernelRate(32, () => performance.now(), 10)).toBeGreaterThan(1e6);
    const links = await Promise.all(ringOf(2).map((ring) => measureLink(ring, () => performance.now())));
    for (const { latency, bandwidth } of links) {
      expect(latency).toBeGreaterThan(0);
      expect(bandwidth).toBeGreaterThan(0);
    }
  });
  it('takes the middle one of its readings', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(() => median([])).toThrow(/values must not be empty/);
  });
});
