import { describe, expect, it } from 'vitest';
import * as formulas from '../../../packages/formulas/src/formulas.ts';
import type { AnyFormula } from '../../../packages/formulas/src/formula.ts';

type Row = readonly [name: keyof typeof formulas, args: Readonly<Record<string, number>>, slips: Readonly<Record<string, number>>];

/** Small inputs, and the wrong value of each slip worked out on paper. */
const rows: readonly Row[] = [
  ['arithmeticIntensity', { flops: 12, bytes: 4 }, { inverted: 1 / 3 }],
  ['ridgePoint', { peak: 3000, bandwidth: 10 }, { inverted: 1 / 300, 'doubled-peak': 600, 'tera-over-giga': 0.3 }],
  ['attainableFlopRate', { intensity: 2, peak: 100, bandwidth: 10 }, { 'higher-roof': 100 }],
  ['ridgeMargin', { intensity: 2, ridge: 8 }, { inverted: 4 }],
  ['computeTime', { flops: 100, peak: 10 }, { 'sparse-peak': 5 }],
  ['memoryTime', { bytes: 100, bandwidth: 10 }, {}],
  ['rooflineTime', { computeTime: 3, memoryTime: 5 }, { 'shorter-of-the-two': 3, added: 8 }],
  ['flopRate', { flops: 10, time: 4 }, { multiplied: 40 }],
  ['fractionOfPeak', { rate: 3, peak: 4 }, { 'sparse-peak': 0.375 }],
  ['matmulFlops', { m: 2, k: 3, n: 5 }, { 'one-flop-per-multiply-add': 30 }],
  ['matmulBytes', { m: 2, k: 3, n: 5 }, { 'output-left-out': 42, 'elements-not-bytes': 31 }],
  ['batchedMatmulFlops', { batch: 7, m: 2, k: 3, n: 5 }, { 'one-flop-per-multiply-add': 210, 'batch-left-out': 60 }],
  ['matvecFlops', { k: 3, n: 5 }, { 'one-flop-per-multiply-add': 15 }],
  ['matvecBytes', { k: 3, n: 5 }, { 'matrix-left-out': 16, 'elements-not-bytes': 23 }],
  ['squareMatmulIntensity', { n: 30 }, { 'output-left-out': 15 }],
  ['computeBoundSquareSize', { ridge: 300 }, { 'ridge-itself': 300 }],
  ['smallBatchIntensity', { batch: 8 }, { 'element-size-forgotten': 16, 'one-flop-per-multiply-add': 4 }],
  ['attentionScoresFlops', { queries: 4, keys: 5, headWidth: 3 }, { 'one-flop-per-multiply-add': 60 }],
  ['attentionScoresBytes', { queries: 4, keys: 5, headWidth: 3 }, { 'scores-left-out': 54, 'elements-not-bytes': 47 }],
  ['attentionHeadFlops', { queries: 4, keys: 5, headWidth: 3 }, { 'scores-only': 120 }],
  ['unfusedAttentionBytes', { queries: 4, keys: 5, headWidth: 3 }, { 'values-and-output-left-out': 214, 'scores-once': 148 }],
  ['fusedAttentionBytes', { queries: 4, keys: 5, headWidth: 3 }, { 'scores-kept': 148 }],
  ['elementwiseFlops', { elements: 10, flopsPerElement: 3 }, {}],
  ['elementwiseBytes', { elements: 10, bytesPerElement: 4 }, { 'write-left-out': 40, 'elements-not-bytes': 20, 'counted-twice': 160 }],
  ['fusionBytesSaved', { elements: 10, bytesPerElement: 4, tensors: 3 }, { 'write-only': 120 }],
  ['matrixElements', { rows: 2, columns: 3 }, {}],
  ['tensorElements', { first: 2, second: 3, third: 5, fourth: 7 }, { 'first-left-out': 105 }],
  ['tensorBytes', { elements: 10, bytesPerElement: 4 }, { 'elements-not-bytes': 10, bits: 320 }],
  ['parametersThatFit', { memory: 16e9 }, { 'weights-twice-as-wide': 4e9, 'bits-for-bytes': 1e9, multiplied: 32e9 }],
  ['transferTime', { bytes: 100, bandwidth: 10 }, { 'both-ways': 5, 'bits-for-bytes': 80 }],
  ['ratio', { first: 3, second: 4 }, { inverted: 4 / 3 }],
  ['timeRatio', { first: 3, second: 4 }, { inverted: 4 / 3 }],
  ['byteRatio', { first: 3, second: 4 }, { inverted: 4 / 3 }],
  ['priceRatio', { first: 3, second: 4 }, { inverted: 4 / 3 }],
  ['share', { part: 3, whole: 4 }, { 'part-over-rest': 3 }],
  ['timeShare', { part: 3, whole: 4 }, { 'part-over-rest': 3 }],
  ['byteShare', { part: 3, whole: 4 }, { 'part-over-rest': 3 }],
  ['parameterShare', { part: 3, whole: 4 }, { 'part-over-rest': 3 }],
  ['systolicArrayPeak', { rows: 4, columns: 5, clock: 10 }, { 'one-flop-per-multiply-add': 200, 'one-row': 100 }],
  ['chipPeak', { arrays: 4, arrayPeak: 50 }, { 'one-array': 50 }],
  ['impliedClock', { peak: 800, arrays: 2, rows: 4, columns: 5 }, { 'one-flop-per-multiply-add': 20 }],
  ['paddingUtilization', { k: 6, n: 5, rows: 4, columns: 4 }, { 'contraction-only': 0.75 }],
  ['fillDrainCycles', { rows: 4, columns: 5 }, { cells: 20 }],
  ['systolicPassCycles', { m: 10, rows: 4, columns: 5, loadCycles: 4 }, { 'fill-and-drain-left-out': 14 }],
  ['passUtilization', { m: 3, rows: 4, columns: 4 }, { 'idle-share': 2 / 3 }],
  ['systolicMatmulCycles', { m: 10, k: 8, n: 5, rows: 4, columns: 5 }, { 'one-tile': 17 }],
  ['cycleTime', { cycles: 20, clock: 4 }, { multiplied: 80 }],
  ['allGatherBytes', { bytes: 100, devices: 4 }, { 'own-share-counted': 100 }],
  ['reduceScatterBytes', { bytes: 100, devices: 4 }, { 'own-share-counted': 100 }],
  ['allReduceBytes', { bytes: 100, devices: 4 }, { 'one-phase': 75, 'own-share-counted': 200, 'tensor-once': 100 }],
  ['inSwitchAllReduceBytes', { bytes: 100 }, { 'up-and-down-added': 200 }],
  ['allToAllBytes', { bytes: 160, devices: 4 }, { 'as-all-gather': 120 }],
  ['ringAllToAllBytes', { bytes: 160, devices: 8 }, { 'hops-forgotten': 17.5 }],
  ['oneWayRingAllToAllBytes', { bytes: 160, devices: 8 }, { 'hops-forgotten': 17.5 }],
  ['ringTime', { bytesSent: 100, bandwidth: 10, directions: 2, axes: 2 }, { 'bits-for-bytes': 20 }],
  ['ringSteps', { devices: 8 }, { 'one-step-per-device': 8 }],
  ['latencyTime', { steps: 7, latency: 2 }, { 'one-step': 2 }],
  ['collectiveTime', { latencyTime: 3, transferTime: 4 }, { 'latency-left-out': 4 }],
  ['allReduceBusBandwidth', { algorithmBandwidth: 100, devices: 4 }, { 'factor-of-all-gather': 75 }],
  ['allGatherBusBandwidth', { algorithmBandwidth: 100, devices: 4 }, { 'factor-of-all-reduce': 150 }],
  ['shardBytes', { bytes: 100, devices: 4 }, { replicated: 100 }],
  ['flopsPerDevice', { flops: 160, devices: 4 }, { 'divided-twice': 10 }],
  ['shardedOperandBytes', { m: 4, k: 4, n: 8, nWays: 4 }, { 'weight-replicated': 96 }],
  ['shardedMatmulBytes', { m: 4, k: 4, n: 8, nWays: 4 }, { 'output-left-out': 48 }],
  ['fsdpGatherBytes', { params: 100, devices: 4 }, { 'own-share-counted': 200, 'one-share': 50 }],
  ['tensorParallelBytes', { tokens: 10, width: 5, devices: 4 }, { 'one-phase': 150, 'own-share-counted': 400, 'one-all-reduce': 150 }],
  ['tensorParallelBreakEvenTokens', { params: 400, width: 10 }, { 'one-phase': 20 }],
  ['warpsPerBlock', { threadsPerBlock: 100 }, {}],
  ['blocksByThreads', { threadsPerBlock: 128, threadsPerSm: 2048 }, {}],
  ['blocksBySharedMemory', { sharedPerBlock: 48, sharedPerSm: 228 }, { 'rounded-up': 5 }],
  ['blocksByRegisters', { registersPerThread: 37, threadsPerBlock: 128 }, { 'no-granules': 13 }],
  ['residentBlocks', { byThreads: 16, bySharedMemory: 4 }, { 'threads-only': 16 }],
  ['occupancy', { blocks: 4, threadsPerBlock: 128, threadsPerSm: 2048 }, { 'blocks-over-warps': 0.0625 }],
  ['totalTime', { first: 1, second: 2 }, {}],
  ['remainingTime', { total: 10, removed: 2 }, { 'the-part': 2 }],
  ['removalSpeedup', { total: 10, removed: 2 }, { 'share-added': 1.2, inverted: 0.8, 'divided-by-removed': 5 }],
  ['amdahlSpeedup', { share: 0.5, factor: 4 }, { 'weighted-mean': 2.5 }],
  ['amdahlLimit', { share: 0.8 }, { 'over-the-share': 1.25 }],
  ['hiddenShare', { communication: 4, compute: 5 }, { inverted: 0.8, 'not-capped': 1.25 }],
  ['exposedTime', { communication: 4, compute: 3 }, { 'not-hidden': 4 }],
  ['overlappedTime', { communication: 4, compute: 3 }, { 'one-after-the-other': 7 }],
];

describe.each(rows)('%s', (name, args, slips) => {
  const formula: AnyFormula = formulas[name];
  const values = formula.values(args) as Readonly<Record<string, number>>;

  it('leads by each of its slips to the value worked out on paper, which is not the right one', () => {
    const found = Object.fromEntries(formula.slips.map((slip) => [slip.name, slip.of(values)]));
    expect(Object.keys(found)).toEqual(Object.keys(slips));
    for (const [slip, value] of Object.entries(slips)) {
      expect(found[slip], slip).toBeCloseTo(value, 9);
      expect(Math.abs(value / formula(args) - 1), slip).toBeGreaterThan(0.01);
    }
  });

  it('writes every input into its TeX, in balanced braces', () => {
    const marked = Object.fromEntries(Object.keys(formula.takes as object).map((input, i) => [input, `@${String(i)}@`]));
    const tex = formula.tex(marked);
    for (const mark of Object.values(marked)) expect(tex).toContain(mark);
    expect(tex.split('{').length).toBe(tex.split('}').length);
  });
});
