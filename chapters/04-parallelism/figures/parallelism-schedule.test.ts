/** The schedule that is played out, against the formulas and by itself. */
import { interleavedPipelineBubble, microbatchesInFlight, pipelineBubble } from '@scaling-workbook/formulas/parallelism';
import { describe, expect, it } from 'vitest';
import { fittingMicrobatches, play, scheduleIds, type Pipeline } from './schedule.ts';

const all: readonly Pipeline[] = scheduleIds.flatMap((schedule) =>
  [1, 2, 3, 4, 5, 8].flatMap((stages) =>
    [1, 2, 4, 7, 20].flatMap((microbatches) =>
      (schedule === 'interleaved' ? [1, 2, 3, 4] : [1]).map((chunks) => ({ schedule, stages, microbatches, chunks })),
    ),
  ),
);

describe('a pipeline that is played out', () => {
  it('idles exactly as long as the formulas say', () => {
    for (const pipeline of all) {
      const { stages, chunks } = pipeline;
      const microbatches = fittingMicrobatches(pipeline);
      const bubble =
        pipeline.schedule === 'interleaved'
          ? interleavedPipelineBubble({ stages, microbatches, chunks })
          : pipelineBubble({ stages, microbatches });
      expect(play(pipeline).idle, JSON.stringify(pipeline)).toBeCloseTo(bubble, 10);
    }
  });

  it('gives every stage the same work, and never two passes at once', () => {
    for (const pipeline of all) {
      const { cells, length } = play(pipeline);
      for (let stage = 0; stage < pipeline.stages; stage++) {
        const own = cells.filter((cell) => cell.stage === stage).sort((a, b) => a.start - b.start);
        for (const [i, cell] of own.entries()) expect(cell.start).toBeGreaterThanOrEqual((own[i - 1]?.end ?? 0) - 1e-9);
        expect(own.reduce((sum, { start, end }) => sum + end - start, 0)).toBeCloseTo(3 * fittingMicrobatches(pipeline), 9);
        expect(own.at(-1)?.end).toBeLessThanOrEqual(length);
      }
    }
  });

  it('sends each microbatch up through all layers and then down again', () => {
    for (const pipeline of all) {
      const { cells } = play(pipeline);
      for (let microbatch = 0; microbatch < fittingMicrobatches(pipeline); microbatch++) {
        const way = cells.filter((cell) => cell.microbatch === microbatch).sort((a, b) => a.start - b.start);
        const depth = way.map(({ chunk, stage }) => chunk * pipeline.stages + stage);
        const layers = way.length / 2;
        expect(depth).toEqual([...Array(layers).keys(), ...[...Array(layers).keys()].reverse()]);
        expect(way.map(({ kind }) => kind)).toEqual([...Array<string>(layers).fill('forward'), ...Array<string>(layers).fill('backward')]);
      }
    }
  });

  it('keeps all microbatches under GPipe, and as many as there are stages under 1F1B', () => {
    for (const pipeline of all) {
      const { held } = play(pipeline);
      const { stages, microbatches } = pipeline;
      if (pipeline.schedule === 'gpipe') expect(new Set(held)).toEqual(new Set([microbatches]));
      if (pipeline.schedule === '1f1b') expect(held[0]).toBe(microbatchesInFlight({ stages, microbatches }));
    }
  });

  it('keeps somewhat more when interleaved: 1 + (p−1)/(pv) times as much on the first stage', () => {
    // Korthikanti et al. 2022, arXiv:2205.05198, on the memory of the first stage
    for (const [stages, chunks] of [
      [4, 2],
      [8, 4],
    ] as const) {
      const held = play({ schedule: 'interleaved', stages, microbatches: 4 * stages, chunks }).held[0];
      expect(held).toBeCloseTo(stages * (1 + (stages - 1) / (stages * chunks)), 12);
    }
  });

  it('is refused for no stages or half a microbatch', () => {
    expect(() => play({ schedule: '1f1b', stages: 0, microbatches: 4, chunks: 1 })).toThrow(/stages/);
    expect(() => play({ schedule: '1f1b', stages: 2, microbatches: 0.5, chunks: 1 })).toThrow(/microbatches/);
  });
});
