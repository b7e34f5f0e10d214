import { describe, expect, it } from 'vitest';
import * as formulas from '../../../packages/formulas/src/formulas.ts';
import type { AnyFormula } from '../../../packages/formulas/src/formula.ts';

type Values = Readonly<Record<string, number>>;

/**
 * Inputs that just fit together with the value they give, worked out on paper, then what must change for them not to fit,
 * and what the refusal says, as a rule the name of the input.
 */
type Row = readonly [name: keyof typeof formulas, fits: Values, value: number, changed: Values, named: string];

const rows: readonly Row[] = [
  // Parts of a whole
  ['share', { part: 4, whole: 4 }, 1, { part: 4.01 }, 'part'],
  ['timeShare', { part: 4, whole: 4 }, 1, { part: 4.01 }, 'part'],
  ['byteShare', { part: 4, whole: 4 }, 1, { part: 4.01 }, 'part'],
  ['parameterShare', { part: 4, whole: 4 }, 1, { part: 4.01 }, 'part'],
  ['activeParameterShare', { active: 4, total: 4 }, 1, { active: 4.01 }, 'active'],
  ['remainingTime', { total: 4, removed: 4 }, 0, { removed: 4.01 }, 'removed'],
  ['removalSpeedup', { total: 4, removed: 3.5 }, 8, { removed: 4 }, 'removed'],
  ['nonEmbeddingParameters', { params: 21, embedding: 10, tables: 2 }, 1, { params: 20 }, 'params'],
  ['cachedTimeToFirstToken', { promptTokens: 10, cachedTokens: 9, rate: 4 }, 0.25, { cachedTokens: 10 }, 'cachedTokens'],
  ['staticBatchingUtilization', { meanTokens: 5, longestTokens: 5 }, 1, { meanTokens: 5.01 }, 'longestTokens'],
  ['continuousBatchingGain', { meanTokens: 5, longestTokens: 5 }, 1, { meanTokens: 5.01 }, 'longestTokens'],
  ['continuousBatchingFloor', { requests: 3, batch: 4, meanTokens: 5, longestTokens: 5 }, 0.5, { meanTokens: 5.01 }, 'longestTokens'],
  [
    'criticalBatchOfMatrix',
    { peak: 16, bandwidth: 8, d: 4, f: 4, bytesPerWeight: 1, bytesPerActivation: 1 },
    2,
    { peak: 32 },
    'd = 4 and f = 4 are too narrow',
  ],
  ['podHosts', { chips: 12, chipsPerHost: 4 }, 3, { chips: 13 }, 'chips'],
  // Experts
  ['activeExpertLayerParameters', { experts: 3, active: 3, expert: 10 }, 30, { active: 4 }, 'active'],
  ['tokensPerExpert', { tokens: 6, active: 3, experts: 3 }, 6, { active: 4 }, 'active'],
  ['expertCapacity', { tokens: 6, active: 3, experts: 3, factor: 2 }, 12, { active: 4 }, 'active'],
  ['mixtureTokenLimit', { peak: 600, bandwidth: 10, experts: 3, active: 3 }, 60, { active: 4 }, 'active'],
  ['expertCrossoverTokens', { peak: 600, bandwidth: 10, experts: 3, active: 3 }, 60, { active: 4 }, 'active'],
  // Meshes
  ['meshCopies', { devices: 12, shards: 12 }, 1, { shards: 5 }, 'shards'],
  ['ringBandwidth', { bandwidth: 10, directions: 2, axes: 3 }, 60, { axes: 4 }, 'axes'],
  ['ringBandwidth', { bandwidth: 10, directions: 2, axes: 3 }, 60, { directions: 3 }, 'directions'],
  ['latencyBoundBytes', { devices: 2, steps: 1, latency: 3, bandwidth: 4 }, 24, { devices: 1 }, 'devices'],
  ['weightStationaryRanks', { width: 8, hidden: 2, devices: 2 }, 2, { width: 9 }, 'width'],
  [
    'weightStationaryTime',
    { rows: 1, width: 4, hidden: 2, devices: 2, widthRanks: 2, bandwidth: 2, bytesPerElement: 2 },
    6,
    { widthRanks: 3 },
    'widthRanks',
  ],
  // No faster than the peak
  ['prefillRate', { peak: 100, flopsPerToken: 10, efficiency: 1 }, 10, { efficiency: 1.01 }, 'efficiency'],
  ['trainingTime', { flops: 100, gpus: 1, peak: 10, mfu: 1 }, 10, { mfu: 1.01 }, 'mfu'],
  ['clusterFlops', { gpus: 2, time: 5, peak: 10, mfu: 1 }, 100, { mfu: 1.01 }, 'mfu'],
  ['examplesToFill', { time: 3, params: 2, tokensPerExample: 5, peak: 20, mfu: 1 }, 1, { mfu: 1.01 }, 'mfu'],
  ['affordableFlops', { budget: 4, pricePerHour: 2, peak: 10, mfu: 1 }, 72_000, { mfu: 1.01 }, 'mfu'],
  ['stepArithmeticTime', { params: 1, tokens: 1, gpus: 1, peak: 10, efficiency: 0.5 }, 1.2, { efficiency: 0 }, 'efficiency'],
  ['checkpointBytes', { tokens: 1, layers: 1, width: 3, ofWidth: 1 }, 6, { ofWidth: 0 }, 'ofWidth'],
  ['gpusForDeadline', { flops: 100, time: 5, peak: 10, mfu: 1 }, 2, { mfu: 1.01 }, 'mfu'],
  ['costPerMillionTokens', { pricePerHour: 36, rate: 10, utilization: 1 }, 1000, { utilization: 1.01 }, 'utilization'],
  ['breakEvenBatch', { targetCost: 1000, pricePerHour: 36, rate: 5, utilization: 1 }, 2, { utilization: 1.01 }, 'utilization'],
  ['replicasNeeded', { demand: 8, rate: 4, utilization: 1 }, 2, { utilization: 1.01 }, 'utilization'],
  ['breakEvenUtilization', { targetCost: 1000, pricePerHour: 36, rate: 10 }, 1, { targetCost: 999 }, 'targetCost'],
  ['servingUtilization', { demand: 20, replicas: 5, rate: 4 }, 1, { demand: 20.1 }, 'demand'],
  ['systolicUtilization', { m: 10, k: 4, n: 5, rows: 4, columns: 5, cycles: 10 }, 1, { cycles: 9 }, 'cycles'],
  ['fractionOfPeak', { rate: 4, peak: 4 }, 1, { rate: 4.01 }, 'rate'],
  ['bandwidthUtilization', { achieved: 4, bandwidth: 4 }, 1, { achieved: 4.01 }, 'achieved'],
  ['achievedMfu', { flops: 72_000, gpuHours: 2, peak: 10 }, 1, { flops: 72_001 }, 'gpuHours'],
  ['modelFlopsUtilization', { rate: 2, params: 5, peak: 60 }, 1, { rate: 2.01 }, 'rate'],
  ['modelFlopsUtilizationWithAttention', { rate: 2, params: 5, layers: 2, context: 3, width: 5, peak: 780 }, 1, { rate: 2.01 }, 'rate'],
  ['hardwareFlopsUtilization', { rate: 2, params: 5, peak: 80 }, 1, { rate: 2.01 }, 'rate'],
  ['hardwareFlopsUtilizationWithAttention', { rate: 2, params: 5, layers: 2, context: 3, width: 5, peak: 1040 }, 1, { rate: 2.01 }, 'rate'],
  ['clusterPower', { gpus: 2, power: 700, pue: 1 }, 1400, { pue: 0.99 }, 'pue'],
  ['trainingEnergy', { gpuHours: 2, power: 10, pue: 1 }, 72_000, { pue: 0.99 }, 'pue'],
  // Even cuts
  ['groupedAttentionParameters', { width: 12, heads: 6, kvHeads: 3, headDim: 2 }, 432, { kvHeads: 4 }, 'kvHeads'],
  ['groupedKvCacheBytes', { layers: 3, heads: 6, kvHeads: 3, headDim: 5, tokens: 7 }, 1260, { kvHeads: 4 }, 'kvHeads'],
  ['layerBiases', { width: 12, heads: 6, kvHeads: 3, headDim: 2, hidden: 20 }, 68, { kvHeads: 4 }, 'kvHeads'],
  ['decodeAttentionIntensity', { heads: 6, kvHeads: 3 }, 2, { kvHeads: 4 }, 'kvHeads'],
  ['pipelineActivationBytes', { layers: 12, stages: 4, layer: 5 }, 60, { stages: 5 }, 'stages'],
  ['interleavedActivationBytes', { layers: 12, stages: 2, chunks: 3, layer: 6 }, 84, { chunks: 4 }, 'stages × chunks'],
  ['headCount', { width: 12, headDim: 4 }, 3, { headDim: 5 }, 'headDim'],
  ['dimensionPerDevice', { size: 12, devices: 4 }, 3, { devices: 5 }, 'devices'],
  ['dataParallelRanks', { gpus: 24, tensor: 3, pipeline: 4, context: 2 }, 1, { gpus: 12 }, 'gpus'],
  ['microbatchesPerReplica', { sequences: 12, replicas: 3, perMicrobatch: 4 }, 1, { sequences: 6 }, 'sequences'],
  ['shardedOperandBytes', { m: 4, k: 6, n: 10, mWays: 2, kWays: 3, nWays: 5 }, 16, { mWays: 3 }, 'mWays'],
  ['shardedOperandBytes', { m: 4, k: 6, n: 10, mWays: 2, kWays: 3, nWays: 5 }, 16, { kWays: 4 }, 'kWays'],
  ['shardedMatmulBytes', { m: 4, k: 6, n: 10, mWays: 2, kWays: 3, nWays: 5 }, 24, { nWays: 4 }, 'nWays'],
  ['collectiveGroups', { devices: 12, members: 3 }, 4, { members: 5 }, 'devices'],
  ['checkpointedBytes', { layers: 12, every: 3, boundary: 5, inside: 7 }, 41, { every: 5 }, 'layers'],
  ['blockMean', { width: 10, row: 2, rows: 3, column: 4, columns: 6 }, 36.5, { column: 5 }, 'column'],
  ['rolledDifference', { width: 10, rows: 8, row: 7, shift: 3 }, -30, { row: 8 }, 'row'],
  // Networks and chips
  ['hiddenRingWidth', { devices: 4, peak: 300, bandwidth: 10, directions: 2 }, 60, { directions: 3 }, 'directions'],
  ['buffersPerBlock', { sharedPerSm: 120, blocks: 3, reservedPerBlock: 40, buffer: 10 }, 0, { blocks: 4 }, 'blocks'],
  ['timeAtShare', { floor: 6, share: 1 }, 6, { share: 1.01 }, 'share'],
  ['requiredFactor', { share: 0.5, speedup: 1.6 }, 4, { speedup: 2 }, 'speedup'],
  ['ringSteps', { devices: 9, directions: 2 }, 4, { directions: 3 }, 'directions'],
  ['ringTime', { bytesSent: 120, bandwidth: 10, directions: 2, axes: 3 }, 2, { axes: 4 }, 'axes'],
  ['ringTime', { bytesSent: 120, bandwidth: 10, directions: 2, axes: 3 }, 2, { directions: 3 }, 'directions'],
  ['occupancy', { blocks: 8, threadsPerBlock: 250, threadsPerSm: 2048 }, 1, { blocks: 9 }, 'threadsPerSm'],
  ['elementwiseBytes', { elements: 10, reads: 0, writes: 1 }, 20, { writes: 0 }, 'writes'],
  ['elementwiseBytes', { elements: 10, reads: 1, writes: 0 }, 20, { reads: 0 }, 'reads'],
  ['spareForKvCache', { gpus: 2, capacity: 10, weightBytes: 20 }, 0, { weightBytes: 20.1 }, 'weightBytes'],
  ['cacheTokensThatFit', { gpus: 2, capacity: 10, weightBytes: 20, kvBytesPerToken: 3 }, 0, { weightBytes: 20.1 }, 'weightBytes'],
  ['stepsUntilEviction', { cacheTokens: 12, sequences: 3, cachedTokens: 4 }, 0, { cacheTokens: 11.9 }, 'cacheTokens'],
  ['batchThatFits', { gpus: 2, capacity: 10, weightBytes: 20, kvBytesPerSequence: 3 }, 0, { weightBytes: 20.1 }, 'weightBytes'],
  // Where two curves no longer cross
  ['crossoverBatchWithActivations', { peak: 600, bandwidth: 10, k: 100, n: 151 }, 22_650, { n: 150 }, 'ridge point of 60'],
  [
    'crossoverBatchWithKv',
    { peak: 100, bandwidth: 10, params: 50, flopsPerToken: 100, kvBytesPerSequence: 9 },
    100,
    { kvBytesPerSequence: 10 },
    'kvBytesPerSequence',
  ],
  [
    'batchWithinStepTime',
    { stepTime: 2, weightBytes: 40, kvBytesPerSequence: 2, bandwidth: 10, flopsPerToken: 1, peak: 100, gpus: 2 },
    0,
    { stepTime: 1.99 },
    'stepTime',
  ],
  [
    'breakEvenBatchWithCaches',
    { targetCost: 1000, pricePerHour: 3.6, utilization: 0.5, weightBytes: 60, kvBytesPerSequence: 8, bandwidth: 10, gpus: 2 },
    30,
    { kvBytesPerSequence: 10 },
    'targetCost',
  ],
  ['flopsForLoss', { loss: 2, irreducible: 1.5, paramScale: 1, tokenScale: 1, alpha: 0.5, beta: 0.5 }, 1536, { loss: 1.5 }, 'loss'],
  ['breakEvenServedTokens', { params: 2, tokens: 15, largerParams: 3, largerTokens: 10 }, 0, { tokens: 14.9 }, 'tokens'],
  ['breakEvenServedTokens', { params: 2, tokens: 15, largerParams: 2.5, largerTokens: 10 }, 30, { largerParams: 2 }, 'largerParams'],
  ['requiredAcceptance', { speedup: 2, drafted: 3, draftCost: 1 / 3 }, 1, { speedup: 2.01 }, 'speedup'],
  ['requiredAcceptance', { speedup: 0.5, drafted: 2, draftCost: 0.5 }, 0, { speedup: 0.49 }, 'speedup'],
  ['simplifiedRequiredAcceptance', { speedup: 2, drafted: 4, draftCost: 0.25 }, 1, { speedup: 2.01 }, 'speedup'],
];

describe('what inputs must hold together', () => {
  it('has rows here for every formula that refuses some combinations', () => {
    const refusing = Object.entries(formulas as Readonly<Record<string, AnyFormula>>).filter(([, { refuse }]) => refuse !== undefined);
    expect([...new Set(rows.map(([name]) => name))].sort()).toEqual(refusing.map(([name]) => name).sort());
  });

  it.each(rows)('%s takes %j, which gives %f, but not also %j: it says %s', (name, fits, value, changed, named) => {
    const formula: AnyFormula = formulas[name];
    expect(formula(fits)).toBeCloseTo(value, 9);
    expect(() => formula({ ...fits, ...changed })).toThrow(RangeError);
    expect(() => formula({ ...fits, ...changed })).toThrow(named);
  });
});
