import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allGatherBytes, allReduceBytes, reduceScatterBytes } from '../../../packages/formulas/src/collectives.ts';
import * as formulas from '../../../packages/formulas/src/parallelism.ts';
import { describeThemselves } from './self-description.ts';

describe('the formulas of layouts', () => {
  const pipeline = { stages: 4, microbatches: 20 };
  const step = { params: 70e9, devices: 64 };
  describeThemselves(formulas, {
    pipelineBubble: pipeline,
    interleavedPipelineBubble: { ...pipeline, chunks: 2 },
    pipelineBubbleOverhead: pipeline,
    fewestMicrobatches: { stages: 4, bubble: 0.05 },
    microbatchesInFlight: pipeline,
    dataParallelBytes: step,
    zero3Bytes: step,
    blockAllReduceBytes: { allReduce: 940e6 },
    stageBoundaryBytes: { sequences: 1, tokens: 8192, width: 8192 },
    dataParallelRanks: { gpus: 2048, tensor: 8, pipeline: 4 },
    tokensPerReplica: { tokens: 2 ** 22, replicas: 64 },
    microbatchesPerReplica: { sequences: 512, replicas: 64, perMicrobatch: 2 },
  });
});

type Order = 'gpipe' | '1f1b';

/** What stage `stage` does, in order: forward 'f' or backward 'b' of a microbatch. */
const workOf = (order: Order, stage: number, p: number, m: number): readonly (readonly ['f' | 'b', number])[] => {
  const ahead = order === 'gpipe' ? m : Math.min(m, p - stage);
  const work: (readonly ['f' | 'b', number])[] = Array.from({ length: ahead }, (_, i) => ['f', i] as const);
  for (let i = 0; i < m; i++) {
    work.push(['b', i]);
    if (ahead + i < m) work.push(['f', ahead + i]);
  }
  return work;
};

/** Runs a schedule slot by slot, forward one slot and backward two, and returns the idle share and the most forward passes held by stage 0. */
const simulate = (order: Order, p: number, m: number): { readonly idle: number; readonly held: number } => {
  const done = new Map<string, number>();
  const queues = Array.from({ length: p }, (_, stage) => [...workOf(order, stage, p, m)]);
  const free = Array.from({ length: p }, () => 0);
  let held = 0;
  let most = 0;
  while (queues.some((queue) => queue.length > 0)) {
    for (const [stage, queue] of queues.entries()) {
      const next = queue[0];
      if (next === undefined) continue;
      const [kind, i] = next;
      const before = kind === 'f' ? `f${i}@${stage - 1}` : stage === p - 1 ? `f${i}@${stage}` : `b${i}@${stage + 1}`;
      const ready = kind === 'f' && stage === 0 ? 0 : done.get(before);
      if (ready === undefined) continue;
      const end = Math.max(free[stage] ?? 0, ready) + (kind === 'f' ? 1 : 2);
      free[stage] = end;
      done.set(`${kind}${i}@${stage}`, end);
      queue.shift();
      if (stage === 0) most = Math.max(most, (held += kind === 'f' ? 1 : -1));
    }
  }
  const end = Math.max(...free);
  return { idle: 1 - (3 * m) / end, held: most };
};

describe('the pipeline bubble', () => {
  test.each(['gpipe', '1f1b'] as const)('is the idle share of a simulated %s schedule', (order) => {
    for (const stages of [1, 2, 3, 4, 8]) {
      for (const microbatches of [1, 2, 4, 7, 20]) {
        expect(formulas.pipelineBubble({ stages, microbatches })).toBeCloseTo(simulate(order, stages, microbatches).idle, 12);
      }
    }
  });

  test('leaves as many microbatches in flight on the first stage as a simulated 1F1B holds; GPipe holds all', () => {
    for (const stages of [1, 2, 4, 8]) {
      for (const microbatches of [1, 3, 8, 20]) {
        expect(formulas.microbatchesInFlight({ stages, microbatches })).toBe(simulate('1f1b', stages, microbatches).held);
        expect(simulate('gpipe', stages, microbatches).held).toBe(microbatches);
      }
    }
  });

  test('and the overhead tell the same story: share = overhead / (1 + overhead), with chunks or without', () => {
    for (const chunks of [1, 2, 5]) {
      const of = { stages: 8, microbatches: 12, chunks };
      const overhead = formulas.pipelineBubbleOverhead(of);
      expect(formulas.interleavedPipelineBubble(of)).toBeCloseTo(overhead / (1 + overhead), 12);
    }
    expect(formulas.interleavedPipelineBubble({ stages: 8, microbatches: 12, chunks: 1 })).toBe(
      formulas.pipelineBubble({ stages: 8, microbatches: 12 }),
    );
  });

  test('falls strictly below 5 % with 58 microbatches in 4 stages, not with the 57 once printed, where it is exactly 5 %', () => {
    expect(formulas.fewestMicrobatches({ stages: 4, bubble: 0.05 })).toBe(58);
    // Exactly 234,567,882 at the limit; the division comes out below it.
    expect(formulas.fewestMicrobatches({ stages: 12_345_679, bubble: 0.05 })).toBe(234_567_883);
    expect(formulas.pipelineBubble({ stages: 4, microbatches: 57 })).toBe(0.05);
    expect(formulas.pipelineBubble({ stages: 4, microbatches: 58 })).toBeCloseTo(0.0491803, 7);
  });

  test('needs as many microbatches as a search in whole numbers finds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 64 }), fc.integer({ min: 1, max: 999 }), (stages, thousandths) => {
        let m = 1;
        while ((stages - 1) * 1000 >= thousandths * (m + stages - 1)) m++;
        expect(formulas.fewestMicrobatches({ stages, bubble: thousandths / 1000 })).toBe(m);
      }),
      { seed: 9, numRuns: 300 },
    );
  });

  test('cannot be limited to nothing or to everything', () => {
    for (const bubble of [0, 1, -0.1, Number.NaN]) expect(() => formulas.fewestMicrobatches({ stages: 4, bubble })).toThrow(/bubble/);
    expect(() => formulas.pipelineBubble({ stages: 0, microbatches: 1 })).toThrow(/stages must be a whole number/);
  });
});

describe('traffic of a step', () => {
  const of = { params: 70e9, devices: 64 };
  const bytes = 140e9;

  test('of data parallelism is one all-reduce of the gradients', () => {
    expect(formulas.dataParallelBytes(of)).toBeCloseTo(allReduceBytes({ bytes, devices: 64 }), -3);
  });

  test('of ZeRO-3 is two all-gathers and a reduce-scatter, 1.5 times as much', () => {
    const collectives = 2 * allGatherBytes({ bytes, devices: 64 }) + reduceScatterBytes({ bytes, devices: 64 });
    expect(formulas.zero3Bytes(of)).toBeCloseTo(collectives, -3);
    expect(formulas.zero3Bytes(of) / formulas.dataParallelBytes(of)).toBeCloseTo(1.5, 12);
  });

  test('is nothing for one device', () => {
    expect(formulas.dataParallelBytes({ params: 1e9, devices: 1 })).toBe(0);
    expect(formulas.zero3Bytes({ params: 1e9, devices: 1 })).toBe(0);
  });

  test('of a tensor-parallel block is 939.5 MB for each of its two all-reduces, 1879 MB together', () => {
    const allReduce = allReduceBytes({ bytes: formulas.stageBoundaryBytes({ sequences: 4, tokens: 8192, width: 8192 }), devices: 8 });
    expect(allReduce / 1e6).toBeCloseTo(939.524, 3);
    expect(formulas.blockAllReduceBytes({ allReduce }) / 1e6).toBeCloseTo(1879.05, 2);
    expect(formulas.blockAllReduceBytes({ allReduce, allReduces: 4 })).toBe(4 * allReduce);
  });
});

describe('a layout', () => {
  // Llama Team 2024, arXiv:2407.21783, Table 4
  test.each([
    [8192, 8, 1, 16, 64],
    [16_384, 8, 1, 16, 128],
    [16_384, 8, 16, 16, 8],
  ])('of %d GPUs with TP %d, CP %d and PP %d has %d data-parallel ranks', (gpus, tensor, context, pipeline, ranks) => {
    expect(formulas.dataParallelRanks({ gpus, tensor, context, pipeline })).toBe(ranks);
  });

  test('must come out even', () => {
    expect(() => formulas.dataParallelRanks({ gpus: 2048, tensor: 8, pipeline: 3 })).toThrow(
      /gpus must be a multiple .* got 2048 and 8 · 3 · 1/,
    );
  });
});

describe('the batch of a step', () => {
  // Llama Team 2024, arXiv:2407.21783, Table 4: sequences a replica, and 16M tokens a step in every row
  test.each([
    [64, 32, 8192],
    [128, 16, 8192],
  ])('of 16M tokens is dealt to %d replicas as %d sequences of %d tokens each', (replicas, sequences, length) => {
    expect(formulas.tokensPerReplica({ tokens: 2 ** 24, replicas })).toBe(sequences * length);
    expect(formulas.microbatchesPerReplica({ sequences: 2 ** 24 / length, replicas })).toBe(sequences);
  });

  test('is a whole number of microbatches for every replica, or refused', () => {
    expect(formulas.microbatchesPerReplica({ sequences: 512, replicas: 64, perMicrobatch: 4 })).toBe(2);
    expect(() => formulas.microbatchesPerReplica({ sequences: 512, replicas: 2048 })).toThrow(/multiple of replicas/);
    expect(() => formulas.microbatchesPerReplica({ sequences: 512, replicas: 64, perMicrobatch: 3 })).toThrow(RangeError);
  });
});
