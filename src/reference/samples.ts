/**
 * Ordinary values for a worked example of each formula: a round chip, a round model, a round run.
 *
 * They are no exercise's givens, so that an example gives no answer away.
 */
import type { AnyFormula, Domain, Input, Inputs } from '@scaling-workbook/formulas/formula';

export type Values = Readonly<Record<string, number>>;

/** By the input's name, or by its name and unit where the name alone leaves a doubt. */
const ordinary: Values = {
  // A chip, with links an order of magnitude slower than its memory
  peak: 1e15,
  bandwidth: 4e12,
  algorithmBandwidth: 2e11,
  capacity: 96e9,
  memory: 96e9,
  power: 800,
  clock: 1.5e9,
  arrays: 4,
  arrayPeak: 5e13,
  vectorPeak: 5e13,
  rate: 50,
  'rate FLOP/s': 6e14,
  latency: 2e-6,
  ridge: 250,
  intensity: 100,
  threadsPerBlock: 256,
  threadsPerSm: 2048,
  registersPerThread: 64,
  sharedPerBlock: 49_152,
  sharedPerSm: 233_472,
  blocks: 6,
  byThreads: 8,
  bySharedMemory: 4,
  byRegisters: 4,
  // A model
  layers: 48,
  width: 6144,
  hidden: 16_384,
  heads: 48,
  kvHeads: 8,
  headDim: 128,
  headWidth: 128,
  vocab: 100_000,
  positions: 4096,
  'positions param': 0,
  params: 20e9,
  embedding: 6e8,
  layer: 4e8,
  'layer B': 7e9,
  attention: 9e7,
  'attention FLOP/token': 4e9,
  forward: 4e10,
  mlp: 3e8,
  norm: 6144,
  finalNorm: 6144,
  experts: 64,
  active: 6,
  'active param': 5e9,
  expert: 2e7,
  moeLayers: 40,
  moeLayer: 1.2e9,
  denseLayers: 2,
  denseLayer: 4e8,
  latent: 512,
  rotary: 64,
  // Shapes
  m: 4096,
  k: 6144,
  n: 16_384,
  rows: 256,
  columns: 128,
  elements: 5e7,
  queries: 3072,
  keys: 3072,
  first: 4096,
  second: 6144,
  'first B': 3e9,
  'second B': 4e8,
  'first s': 0.03,
  'second s': 0.012,
  'first token/s': 900,
  'second token/s': 2400,
  'first FLOP/s': 6e14,
  'second FLOP/s': 1e15,
  // A run
  batch: 48,
  'batch 1': 12,
  sequences: 24,
  tokens: 1e12,
  context: 6144,
  tokensPerExample: 40,
  examples: 4e6,
  distinct: 250_000,
  flops: 5e14,
  flopsPerToken: 4e10,
  gpus: 48,
  gpuHours: 200_000,
  devices: 12,
  ranks: 24,
  replicas: 6,
  stages: 6,
  microbatches: 24,
  chunks: 3,
  time: 0.004,
  compute: 0.006,
  communication: 0.009,
  computeTime: 0.003,
  memoryTime: 0.005,
  latencyTime: 4e-5,
  transferTime: 0.0011,
  steps: 22,
  bytes: 6e9,
  bytesSent: 6e9,
  mfu: 0.42,
  pue: 1.15,
  learningRate: 2e-4,
  newBatch: 768,
  loss: 2.4,
  largerParams: 60e9,
  largerTokens: 1e12,
  servedTokens: 5e12,
  bubble: 0.06,
  total: 0.12,
  'total param': 60e9,
  removed: 0.021,
  share: 0.35,
  factor: 3,
  part: 3,
  whole: 12,
  'part B': 3e9,
  'whole B': 12e9,
  'part s': 0.03,
  'whole s': 0.12,
  'part param': 3e9,
  'whole param': 12e9,
  cycles: 900_000,
  // Serving
  promptTokens: 3000,
  cachedTokens: 1800,
  outputTokens: 350,
  chunkTokens: 768,
  window: 2048,
  requests: 96,
  meanTokens: 300,
  longestTokens: 1500,
  stepTime: 0.018,
  timeToFirstToken: 0.21,
  interTokenLatency: 0.018,
  weightBytes: 40e9,
  kvBytes: 9e9,
  kvBytesPerSequence: 6e8,
  kvBytesPerToken: 200_000,
  utilization: 0.55,
  demand: 18_000,
  pricePerHour: 24,
  pricePerGpu: 3,
  targetCost: 1.5,
  inputCost: 0.4,
  outputCost: 2.4,
  cachedShare: 0.6,
  discount: 0.75,
  acceptance: 0.72,
  drafted: 5,
  draftCost: 0.06,
  draftOperations: 0.07,
  speedup: 2.1,
  bits: 4,
  groupSize: 96,
  scaleBits: 16,
  dequantization: 0.002,
  bytesBefore: 40e9,
  bytesAfter: 11e9,
  efficiency: 0.6,
  digits: 6,
  numbers: 120,
  value: 1387,
  multiple: 64,
};

const run = { flops: 1.2e23 };
const month = 30 * 86_400;
const links = { bandwidth: 4e11 };
const cached = { kvBytes: 9e9 };
const batchTokens = { tokens: 12_288 };

/** Where a formula means something else by a name, or a default would hide what an input does. */
const own: Readonly<Record<string, Values>> = {
  achievedMfu: run,
  affordableTokens: run,
  computeOptimalParams: run,
  computeOptimalTokens: run,
  isoFlopLoss: run,
  isoFlopParams: run,
  isoFlopTokens: run,
  kaplanOptimalParams: run,
  trainingTime: { ...run, gpus: 1024 },
  gpusForDeadline: { ...run, time: month },
  gpuHours: { time: month },
  elapsedTime: { gpus: 1024 },
  trainingDollars: { pricePerHour: 3 },
  trainingExamples: { tokens: 2e7 },
  breakEvenServedTokens: { tokens: 4e12, largerTokens: 1.2e12 },
  arithmeticIntensity: { flops: 8e11, bytes: 4e9 },
  flopRate: { flops: 2e12 },
  acceleratorsNeeded: { bytes: 400e9 },
  batchThatFits: { gpus: 2, kvBytesPerSequence: 7e8 },
  batchShapes: { examples: 48_000 },
  spareForKvCache: { gpus: 2 },
  crossoverBatchWithKv: { kvBytesPerSequence: 2e7 },
  decodeMemoryTime: cached,
  decodeStepTime: cached,
  exposedDequantizationStepTime: cached,
  mixedStepTime: cached,
  quantizedDecodeSpeedup: cached,
  dataParallelRanks: { tensor: 4, pipeline: 3 },
  dataParallelTokenLimit: links,
  expertParallelHiddenLimit: links,
  mixedTokenLimit: links,
  mixtureTokenLimit: links,
  tensorParallelLimit: links,
  mixedFsdpRanks: { tokens: 3e6 },
  tokensPerReplica: { tokens: 3e6 },
  expertCapacity: batchTokens,
  tokensPerExpert: batchTokens,
  hiddenActivationBytes: batchTokens,
  mlpInputBytes: batchTokens,
  tensorParallelBytes: batchTokens,
  mixtureModelParameters: { denseLayers: 2, denseLayer: 4e8, rest: 1.2e9 },
  ringTime: { bandwidth: 1e11, directions: 2 },
  transferTime: { bandwidth: 5e10 },
  shardedMatmulBytes: { mWays: 4, kWays: 2, nWays: 4 },
  shardedOperandBytes: { mWays: 4, kWays: 2, nWays: 4 },
  paddingUtilization: { k: 6000, n: 16_300 },
  systolicUtilization: { cycles: 14e6 },
  residentBlocks: { bySharedMemory: 3, byRegisters: 4 },
  squareMatmulIntensity: { n: 3072 },
  costPerMillionTokens: { rate: 9000 },
  breakEvenUtilization: { rate: 9000 },
  replicasNeeded: { rate: 4000 },
  servingUtilization: { rate: 4000 },
  timeToFirstToken: { rate: 15_000 },
  cachedTimeToFirstToken: { rate: 15_000 },
  modelFlopsUtilization: { rate: 3500 },
  hardwareFlopsUtilization: { rate: 3500 },
  modelFlopsUtilizationWithAttention: { rate: 3200 },
  hardwareFlopsUtilizationWithAttention: { rate: 2400 },
  gpuHoursForTokens: { rate: 3500 },
  multiprocessorPeak: { sms: 120, flopsPerCycle: 4096 },
  busBandwidth: { busWidth: 6144, clock: 2.4e9 },
  achievedBandwidth: { time: 0.002 },
  bandwidthUtilization: { achieved: 3.4e12 },
  podPeak: { chips: 512 },
  adapterParameters: { rows: 6144, columns: 6144, rank: 16, matrices: 96 },
  partlyTrainedStateBytes: { frozen: 20e9, trained: 4e7 },
  stepsUntilEviction: { cacheTokens: 700_000, sequences: 150, cachedTokens: 3000 },
  cacheConcurrency: { cacheTokens: 700_000, requestTokens: 4000 },
  cacheTokensThatFit: { gpus: 2 },
  serverRequestRate: { prefillRate: 24_000, decodeRate: 3000 },
  requestsInFlight: { requestRate: 6, requestTime: 9 },
  acceptanceFromShare: { acceptedShare: 0.55 },
  sizeExponent: { alpha: 0.34, beta: 0.3 },
  dataExponent: { alpha: 0.34, beta: 0.3 },
  decodeStepBound: cached,
};

const byUnit: Values = {
  B: 2e9,
  s: 0.01,
  FLOP: 1e15,
  'FLOP/s': 1e15,
  'B/s': 1e12,
  param: 2e10,
  token: 4096,
  GPU: 16,
  '$/h': 3,
  W: 800,
  Hz: 1.5e9,
};
const byDomain: Readonly<Record<Domain, number>> = {
  positive: 3,
  nonNegative: 3,
  count: 12,
  countOrZero: 3,
  fraction: 0.4,
  openFraction: 0.4,
};

/** Above this a count of tokens is a whole training run; a formula that counts tokens one by one means a sequence or a batch. */
const sequenceTokens = 3072;

function guess(name: string, { unit, domain, default: otherwise }: Input): number {
  if (otherwise !== undefined) return otherwise;
  if (name === 'tokens' && domain !== 'positive') return sequenceTokens;
  return ordinary[`${name} ${unit}`] ?? ordinary[name] ?? byUnit[unit] ?? byDomain[domain];
}

const inputsOf = (formula: AnyFormula): Readonly<Record<string, Input>> => formula.takes as Inputs;

const accepts = (formula: AnyFormula, values: Values): boolean => {
  try {
    return Number.isFinite(formula(values as never));
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
};

/** Draws from the same row of numbers at every build, for formulas that take only some values together. */
function drawn(formula: AnyFormula): Values | undefined {
  let seed = 1;
  const random = (): number => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 2 ** 32;
  };
  const draw: Readonly<Record<Domain, () => number>> = {
    positive: () => Number((10 ** (random() * 4 - 1)).toPrecision(2)),
    nonNegative: () => Number((10 ** (random() * 4 - 1)).toPrecision(2)),
    count: () => 1 + Math.floor(random() * 64),
    countOrZero: () => Math.floor(random() * 8),
    fraction: () => Math.floor(random() * 101) / 100,
    openFraction: () => (1 + Math.floor(random() * 99)) / 100,
  };
  for (let tries = 0; tries < 20_000; tries += 1) {
    const values = Object.fromEntries(Object.entries(inputsOf(formula)).map(([key, { domain }]) => [key, draw[domain]()]));
    if (accepts(formula, values)) return values;
  }
  return undefined;
}

/** Values in the domain of the formula, the same at every build. Throws where none are found. */
export function sampleOf(name: string, formula: AnyFormula): Values {
  const values: Values = {
    ...Object.fromEntries(Object.entries(inputsOf(formula)).map(([key, input]) => [key, guess(key, input)])),
    ...own[name],
  };
  const sample = accepts(formula, values) ? values : drawn(formula);
  if (sample) return sample;
  throw new Error(`${name} refuses its sample values ${JSON.stringify(values)}. Hint: give it better ones in src/reference/samples.ts.`);
}
