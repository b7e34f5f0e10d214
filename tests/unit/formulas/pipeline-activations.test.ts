import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { microbatchesInFlight } from '../../../packages/formulas/src/parallelism.ts';
import * as formulas from '../../../packages/formulas/src/pipeline-activations.ts';
import { describeThemselves } from './self-description.ts';

describe('formulas of activations in a pipeline', () => {
  describeThemselves(formulas, {
    pipelineActivationBytes: { layers: 96, stages: 8, layer: 2e8 },
    interleavedActivationBytes: { layers: 96, stages: 8, chunks: 3, layer: 2e8 },
  });
});

/** Most chunks that the first stage has in flight: forward passes before its first backward, as Megatron-LM schedules them. */
function chunksInFlight(stages: number, chunks: number): number {
  const warmUp = 2 * (stages - 1) + (chunks - 1) * stages;
  return warmUp + 1;
}

describe('the first stage of a pipeline', () => {
  it('keeps the layers of one stage for each microbatch in flight', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 16 }), fc.integer({ min: 1, max: 12 }), (stages, perStage) => {
        const inFlight = microbatchesInFlight({ stages, microbatches: 4 * stages });
        const bytes = formulas.pipelineActivationBytes({ layers: stages * perStage, stages, layer: 7 });
        expect(bytes).toBe(inFlight * perStage * 7);
      }),
    );
  });

  it('keeps with interleaving what the schedule has in flight, chunk by chunk', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 16 }),
        fc.integer({ min: 2, max: 8 }),
        fc.integer({ min: 1, max: 4 }),
        (stages, chunks, perChunk) => {
          const layers = stages * chunks * perChunk;
          const bytes = formulas.interleavedActivationBytes({ layers, stages, chunks, layer: 10 });
          expect(bytes / (chunksInFlight(stages, chunks) * perChunk * 10)).toBeCloseTo(1, 12);
        },
      ),
    );
  });

  it('keeps 29 % more with three chunks on eight stages (7/24), for the 530B model of the paper (35 stages, 3 chunks) 32 %', () => {
    const more = (layers: number, stages: number, chunks: number) =>
      formulas.interleavedActivationBytes({ layers, stages, chunks, layer: 1 }) /
        formulas.pipelineActivationBytes({ layers, stages, layer: 1 }) -
      1;
    expect(more(96, 8, 3)).toBeCloseTo(7 / 24, 12);
    expect(more(105, 35, 3)).toBeCloseTo(0.324, 3);
  });

  it('needs layers that divide into its stages and chunks', () => {
    expect(() => formulas.pipelineActivationBytes({ layers: 10, stages: 4, layer: 1 })).toThrow(
      /layers must be a multiple of stages = 4, got 10/,
    );
    expect(() => formulas.interleavedActivationBytes({ layers: 12, stages: 4, chunks: 2, layer: 1 })).toThrow(
      /layers must be a multiple of stages × chunks = 8, got 12/,
    );
  });
});
