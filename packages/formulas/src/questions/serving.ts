/** Prefill, decode and what they cost: a model on some chips, serving a batch. */
import { decodeStepBound, decodeStepTime } from '../decode-step.ts';
import type { Accelerator } from '../hardware.ts';
import { decodeMemoryTime, decodeThroughput, prefillRate, timeToFirstToken } from '../inference.ts';
import { matmulParameterCount } from '../model-counts.ts';
import type { NamedModel } from '../model-identities.ts';
import type { NumberTypes } from '../number-types.ts';
import { hasHead } from '../model-tensors.ts';
import { peakFactOf, Unanswerable } from '../presets.ts';
import { costPerMillionTokens, hourlyPrice } from '../serving.ts';
import { formatQuantity } from '../units.ts';
import { texAmount, Working, type Answer } from './answer.ts';
import { cacheNotes, cacheReadPerSequence, needsCache, stateWrittenPerSequence } from './cache.ts';
import { lackOfMemory } from './fits.ts';
import { forwardFlopsOf, poolerNote } from './flops.ts';
import { weightsNote, weightsRead } from './weights.ts';

export interface ServingSetting {
  readonly chip: Accelerator;
  readonly chips: number;
  readonly types: NumberTypes;
  /** Of the prompt, or before the token that is decoded. */
  readonly context: number;
  readonly batch: number;
}

const settingOf = ({ chip, chips, types, context, batch }: ServingSetting): readonly string[] => [
  `${formatQuantity(chips, '1')} × ${chip.name}`,
  `${formatQuantity(context, 'token')} of context`,
  formatQuantity(batch, 'sequence'),
  `weights in ${types.weights.toUpperCase()}, arithmetic in ${types.arithmetic.toUpperCase()}, cache in ${types.cache.toUpperCase()}`,
];

const oneStack = ({ id, name, config }: NamedModel): void => {
  if (config.kind === 'encoder-decoder')
    throw new Unanswerable({ why: `${name} has two stacks, and a token passes through one of them`, ask: `scaling cache ${id}` });
};

const links = 'Traffic between the chips, the time to start kernels, sampling and queueing are not counted.';

export function prefillOf(model: NamedModel, setting: ServingSetting, efficiency = 1): Answer {
  oneStack(model);
  const { chip, chips: gpus, types, context, batch } = setting;
  const working = new Working();
  const attention = model.config.kind === 'encoder' ? 'full' : 'causal';
  const flopsPerToken = forwardFlopsOf(model, { context, attention, pass: 'forward' }, working);
  const peak = peakFactOf(chip, types.arithmetic);
  working.cite(peak.source, chip.hbmBandwidth.source);
  const rate = working.use(prefillRate, { peak: peak.value, flopsPerToken, gpus, efficiency });
  const arithmetic = working.use(timeToFirstToken, { promptTokens: context * batch, rate }, 'Time of the arithmetic');
  const read = weightsRead(model, context * batch, types.weights, working);
  const reading = working.use(
    decodeMemoryTime,
    { weightBytes: read, bandwidth: chip.hbmBandwidth.value, gpus },
    'Time to read the weights once',
  );
  const value = working.add({
    title: 'The longer of the two',
    tex: String.raw`\max(${texAmount(arithmetic)}, ${texAmount(reading)})`,
    value: Math.max(arithmetic, reading),
    unit: 's',
  });
  const { notes, ...memory } = lackOfMemory(model, setting);
  return {
    ...memory,
    title: `Prefill of ${model.name}`,
    value,
    unit: 's',
    given: [...settingOf(setting), `${formatQuantity(efficiency, '1', { as: '%' })} of the peak`],
    steps: working.steps,
    also: [{ title: 'Prompt tokens per second', value: (context * batch) / value, unit: 'token/s' }],
    leavesOut: [
      ...notes,
      ...(efficiency === 1 ? ['At the full peak: real servers reach about half of it. Use --efficiency for that.'] : []),
      ...(hasHead(model.config) ? ['The head is counted for every prompt token, although an engine needs only the last one.'] : []),
      ...poolerNote(model),
      ...weightsNote(model),
      links,
    ],
    sources: working.sources,
  };
}

function stepTimes(model: NamedModel, { chip, chips: gpus, types, context, batch }: ServingSetting, working: Working) {
  needsCache(model);
  oneStack(model);
  const weightBytes = weightsRead(model, batch, types.weights, working);
  const written = stateWrittenPerSequence(model, types.cache);
  const perSequence = cacheReadPerSequence(model, context, types.cache) + written;
  const kvBytes = working.add({
    title: written > 0 ? 'Cache that a step reads, and states that it writes back' : 'Cache that a step reads',
    tex: String.raw`${texAmount(batch)} \cdot ${texAmount(perSequence, 'B')}`,
    value: batch * perSequence,
    unit: 'B',
  });
  const matrices = matmulParameterCount(model.config);
  const flopsPerToken = working.add({
    title: 'Matrices that a token is multiplied with',
    tex: String.raw`2 \cdot ${texAmount(matrices)}`,
    value: 2 * matrices,
    unit: 'FLOP/token',
  });
  const bandwidth = chip.hbmBandwidth.value;
  const peak = peakFactOf(chip, types.arithmetic);
  const given = { weightBytes, bandwidth, batch, flopsPerToken, peak: peak.value, kvBytes, gpus };
  working.cite(chip.hbmBandwidth.source, peak.source);
  return { step: working.use(decodeStepTime, given), bound: working.use(decodeStepBound, given) };
}

const decodeNotes = (model: NamedModel): readonly string[] => [
  'The arithmetic of attention is not counted. It takes less time than reading the cache, unless many query heads share one key head or a latent.',
  ...cacheNotes(model),
  ...weightsNote(model),
  links,
];

/** The book's form, and the bound that lets all reading hide behind arithmetic. */
export function decodeOf(model: NamedModel, setting: ServingSetting): Answer {
  const working = new Working();
  const { step, bound } = stepTimes(model, setting, working);
  const rate = working.use(decodeThroughput, { batch: setting.batch, stepTime: step });
  const { notes, ...memory } = lackOfMemory(model, setting);
  return {
    ...memory,
    title: `Decode step of ${model.name}`,
    value: step,
    unit: 's',
    given: settingOf(setting),
    steps: working.steps,
    also: [
      { title: 'Lower bound: all reading overlaps with all arithmetic', value: bound, unit: 's' },
      { title: 'Throughput of the batch', value: rate, unit: 'token/s' },
      { title: 'Rate of one sequence', value: rate / setting.batch, unit: 'token/s' },
    ],
    leavesOut: [...notes, ...decodeNotes(model)],
    sources: working.sources,
  };
}

export function throughputOf(model: NamedModel, setting: ServingSetting): Answer {
  const { value: step, also, ...rest } = decodeOf(model, setting);
  const [bound, rate, each] = also;
  const value = rate?.value ?? 0;
  return {
    ...rest,
    title: `Decode throughput of ${model.name}`,
    value,
    unit: 'token/s',
    also: [
      ...(each === undefined ? [] : [each]),
      { title: 'Decode step', value: step, unit: 's' },
      ...(bound === undefined
        ? []
        : [{ title: 'Upper bound on the throughput of this batch', value: setting.batch / bound.value, unit: 'token/s' }]),
    ],
  };
}

/** Per million tokens, at a price for one chip and hour and a share of the time it is busy. */
export function costOf(model: NamedModel, setting: ServingSetting & { readonly price: number; readonly utilization?: number }): Answer {
  const { chips, batch, price, utilization = 1 } = setting;
  const working = new Working();
  const { step } = stepTimes(model, setting, working);
  const rate = working.use(decodeThroughput, { batch, stepTime: step });
  const pricePerHour = working.use(hourlyPrice, { gpus: chips, pricePerGpu: price });
  const { notes, ...memory } = lackOfMemory(model, setting);
  return {
    ...memory,
    title: `Cost of decoding with ${model.name}`,
    value: working.use(costPerMillionTokens, { pricePerHour, rate, utilization }),
    unit: '$/Mtoken',
    given: [
      ...settingOf(setting),
      `${formatQuantity(price, '$/h')} for each chip`,
      `busy ${formatQuantity(utilization, '1', { as: '%' })} of the time`,
    ],
    steps: working.steps,
    also: [
      { title: 'Throughput of the batch', value: rate, unit: 'token/s' },
      { title: 'Rent of all chips', value: pricePerHour, unit: '$/h' },
    ],
    leavesOut: [...notes, 'Prefill of the prompts is not counted, although it needs the chips too.', ...decodeNotes(model)],
    sources: working.sources,
  };
}
