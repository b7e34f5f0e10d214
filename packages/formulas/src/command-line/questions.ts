/** Questions about a whole model: `scaling params llama-3-70b`, `scaling fits llama-3-70b h100-sxm --context 32k`. */
import type { Accelerator } from '../hardware.ts';
import type { NamedModel } from '../model-identities.ts';
import { prices } from '../prices.ts';
import {
  cacheOf,
  costOf,
  decodeOf,
  fitOf,
  flopsOf,
  parametersOf,
  prefillOf,
  throughputOf,
  trainingMemoryOf,
  trainingRunOf,
  type Answer,
  type ServingSetting,
} from '../questions/index.ts';
import { readable } from '../readable-units.ts';
import { formatNumber, formatQuantity } from '../units.ts';
import { readValue, Refusal, type Flags } from './arguments.ts';
import { columns, json, quantity, resultIn } from './print.ts';
import { chipOf, modelFromFile, modelOf, typesOf, type Machine } from './subject.ts';

interface Asked {
  readonly model: NamedModel;
  /** Throws if none was named. */
  readonly chip: () => Accelerator;
  readonly chipIfNamed: Accelerator | undefined;
  readonly flags: Flags;
}

export interface Question {
  /** The arguments after the command's name. */
  readonly takes: string;
  readonly about: string;
  readonly examples: readonly string[];
  /** Besides `--as` and `--json`. */
  readonly flags: Readonly<Record<string, string>>;
  readonly answer: (asked: Asked) => Answer;
}

/** Powers of two that people round: `32k` for 32,768. */
function contextOf(flags: Flags, otherwise: number): number {
  const text = flags.peek('context', 'seq') ?? '';
  const context = wholeNumber(flags, 'token', otherwise, 'context', 'seq');
  const binary = (context / 1000) * 1024;
  if (/^[\d.]+ ?k$/i.test(text) && Number.isInteger(Math.log2(binary)))
    flags.assumed.push(
      `A context of ${text} is read as ${formatNumber(context)} tokens; for ${formatNumber(binary)}, write ${text.toUpperCase()}i.`,
    );
  return context;
}
const batchOf = (flags: Flags): number => wholeNumber(flags, 'sequence', 1, 'batch');

function wholeNumber(flags: Flags, unit: string, otherwise: number, ...names: readonly string[]): number {
  const value = flags.number(unit, ...names) ?? otherwise;
  return whole(value, names[0] ?? '', otherwise === 0 ? 0 : 1);
}

function whole(value: number, flag: string, least = 1): number {
  if (Number.isSafeInteger(value) && value >= least) return value;
  const most = value > Number.MAX_SAFE_INTEGER ? ' and less than 2^53' : '';
  throw new Refusal(`--${flag} must be a whole number of at least ${String(least)}${most}, got ${String(value)}`);
}

const positive = (value: number, flag: string): number => {
  if (value > 0 && Number.isFinite(value)) return value;
  throw new Refusal(`--${flag} must be above 0, got ${String(value)}`);
};

const required = (value: number | undefined, flag: string, what: string): number => {
  if (value !== undefined) return value;
  throw new Refusal(`--${flag} is missing: ${what}`);
};

function shareOf(flags: Flags, flag: string): number | undefined {
  const text = flags.take(flag);
  if (text === undefined) return undefined;
  const value = readValue(flag, text, '1');
  if (value > 0 && value <= 1) return value;
  const meant = /^[\d.]+$/.test(text) && value <= 100 ? `. Did you mean ${text}%?` : '';
  throw new Refusal(`--${flag} must be above 0 and at most 100 %, got ${text}${meant}`);
}

const attentionOf = (flags: Flags, { config }: NamedModel): 'causal' | 'full' => {
  const text = flags.take('attention') ?? (config.kind === 'encoder' ? 'full' : 'causal');
  if (text === 'causal' || text === 'full') return text;
  throw new Refusal(`--attention: “${text}” is neither causal nor full`);
};

/** By default as many chips as hold the weights and the cache. */
function servingOf({ model, chip, flags }: Asked): ServingSetting {
  const { types } = typesOf(flags);
  const [context, batch] = [contextOf(flags, 8192), batchOf(flags)];
  const given = flags.has('chips') || flags.has('gpus') ? wholeNumber(flags, 'GPU', 1, 'chips', 'gpus') : undefined;
  const chips = given ?? fitOf(model, { chip: chip(), types, context, batch }).value;
  if (given === undefined) flags.assumed.push('Without --chips: the fewest chips that hold the weights and the cache.');
  return { chip: chip(), chips, types, context, batch };
}

function priceOf(flags: Flags, chip: Accelerator): number {
  const known = prices.filter(({ accelerator }) => accelerator === chip.id);
  const [example] = known.map(({ provider, perHour }) => `${provider} asked ${formatQuantity(perHour.value, '$/h')} on ${perHour.date}`);
  const what = `dollars for an hour of one ${chip.name}${example === undefined ? '' : `. ${example}`}`;
  return positive(required(flags.number('$/h', 'price', 'price-per-hour'), 'price', what), 'price');
}

const types = {
  weights: 'type that weights are stored in, such as int4',
  arithmetic: 'type that is multiplied in, such as bf16',
  cache: 'type of the cache, such as fp8',
  dtype: 'all three at once; bf16 by default',
};
const sequence = { context: 'tokens of each sequence (default 8192)', batch: 'sequences (default 1)' };
const chips = { chips: 'chips that share the model; as many as hold it by default' };
const attention = {
  context: 'tokens of a sequence, to add attention over it',
  attention: 'causal (what the mask leaves) or full (every pair of tokens)',
};

export const questions: Readonly<Record<string, Question>> = {
  params: {
    takes: '<model>',
    about: 'parameters, in total and by part, and those that one token uses',
    examples: ['scaling params llama-3-70b', 'scaling params ./config.json'],
    flags: {},
    answer: ({ model }) => parametersOf(model),
  },
  flops: {
    takes: '<model>',
    about: 'FLOPs of one token, with attention by kind of layer',
    examples: ['scaling flops qwen3-32b --context 8192', 'scaling flops deepseek-v3 --context 4096 --training'],
    flags: { ...attention, training: 'forward and backward instead of forward' },
    answer: ({ model, flags }) =>
      flopsOf(model, {
        context: contextOf(flags, 0),
        attention: attentionOf(flags, model),
        pass: flags.take('training') === undefined ? 'forward' : 'training',
      }),
  },
  cache: {
    takes: '<model>',
    about: 'the cache that decoding keeps, by kind of layer',
    examples: ['scaling cache gemma-2-27b --context 32k', 'scaling cache llama-3-70b --context 8192 --batch 32 --cache fp8'],
    flags: { ...sequence, cache: types.cache, dtype: types.dtype },
    answer: ({ model, flags }) =>
      cacheOf(model, { context: contextOf(flags, 8192), batch: batchOf(flags), type: typesOf(flags).types.cache }),
  },
  fits: {
    takes: '<model> <chip>',
    about: 'how many chips hold the weights and the cache',
    examples: ['scaling fits llama-3-70b h100-sxm --context 32k --batch 16', 'scaling fits llama-3-70b h100-sxm --chips 2 --weights int4'],
    flags: { ...sequence, chips: 'number of chips, to ask whether it fits on them', ...types },
    answer: ({ model, chip, flags }) =>
      fitOf(model, {
        chip: chip(),
        types: typesOf(flags).types,
        context: contextOf(flags, 8192),
        batch: batchOf(flags),
        ...((flags.has('chips') || flags.has('gpus')) && { chips: wholeNumber(flags, 'GPU', 1, 'chips', 'gpus') }),
      }),
  },
  prefill: {
    takes: '<model> <chip>',
    about: 'time to process a prompt',
    examples: ['scaling prefill llama-3-70b h100-sxm --context 8192 --chips 8 --efficiency 50%'],
    flags: { ...sequence, ...chips, efficiency: 'share of the peak that is reached', ...types },
    answer: (asked) => {
      const efficiency = shareOf(asked.flags, 'efficiency');
      return prefillOf(asked.model, servingOf(asked), efficiency);
    },
  },
  decode: {
    takes: '<model> <chip>',
    about: 'time of one decode step: expected, and a lower bound',
    examples: [
      'scaling decode llama-3-70b h100-sxm --chips 4 --batch 32 --context 8192',
      'scaling decode llama-3-70b h100-sxm --weights int4 --as ms',
    ],
    flags: { ...sequence, ...chips, ...types },
    answer: (asked) => decodeOf(asked.model, servingOf(asked)),
  },
  throughput: {
    takes: '<model> <chip>',
    about: 'tokens per second of a batch that decodes',
    examples: ['scaling throughput llama-3-8b h100-sxm --batch 64'],
    flags: { ...sequence, ...chips, ...types },
    answer: (asked) => throughputOf(asked.model, servingOf(asked)),
  },
  cost: {
    takes: '<model> <chip>',
    about: 'dollars for a million tokens decoded',
    examples: ["scaling cost llama-3-8b h100-sxm --batch 64 --price '$2/h'"],
    flags: {
      ...sequence,
      ...chips,
      price: 'dollars for an hour of one chip',
      utilization: 'share of the time that the chips are busy',
      ...types,
    },
    answer: (asked) =>
      costOf(asked.model, {
        ...servingOf(asked),
        price: priceOf(asked.flags, asked.chip()),
        utilization: shareOf(asked.flags, 'utilization') ?? 1,
      }),
  },
  train: {
    takes: '<model> <chip>',
    about: 'time, accelerator-hours and rent of a training run',
    examples: ['scaling train llama-3-70b h100-sxm --tokens 15T --chips 16384 --mfu 40% --as days'],
    flags: {
      tokens: 'training tokens',
      chips: 'chips that train',
      mfu: 'model FLOPs utilization, such as 40%',
      ...attention,
      price: 'dollars for an hour of one chip',
      arithmetic: types.arithmetic,
      dtype: types.dtype,
    },
    answer: ({ model, chip, flags }) => {
      const price = flags.has('price') || flags.has('price-per-hour') ? priceOf(flags, chip()) : undefined;
      return trainingRunOf(model, {
        chip: chip(),
        tokens: positive(required(flags.number('token', 'tokens'), 'tokens', 'training tokens, such as 15T'), 'tokens'),
        chips: whole(required(flags.number('GPU', 'chips', 'gpus'), 'chips', 'chips that train'), 'chips'),
        mfu: required(shareOf(flags, 'mfu'), 'mfu', 'the share of the peak that the run reaches, such as 40%'),
        context: contextOf(flags, 0),
        attention: attentionOf(flags, model),
        arithmetic: typesOf(flags).types.arithmetic,
        ...(price !== undefined && { price }),
      });
    },
  },
  'training-memory': {
    takes: '<model> [chip]',
    about: 'weights, gradients and optimizer state of training',
    examples: ['scaling training-memory llama-3-8b h100-sxm --chips 64'],
    flags: { chips: 'accelerators that the state is divided between' },
    answer: ({ model, chipIfNamed, flags }) => {
      const ranks = flags.number('GPU', 'chips', 'gpus');
      return trainingMemoryOf(model, {
        ...(chipIfNamed && { chip: chipIfNamed }),
        ...(ranks !== undefined && { chips: whole(ranks, 'chips') }),
      });
    },
  },
  config: {
    takes: '<path>',
    about: 'the parameters of the model that a config.json describes; its path also stands for a model elsewhere',
    examples: ['scaling config ./config.json', 'scaling fits ./config.json h100-sxm'],
    flags: {},
    answer: ({ model }) => parametersOf(model),
  },
};

const verdict = (answer: Answer): string => (answer.fits === undefined ? '' : answer.fits ? 'It fits. ' : 'It does not fit. ');

function printed(answer: Answer, assumed: readonly string[], as: string | undefined): string {
  const { title, value, unit, given, steps, also, leavesOut, sources } = answer;
  return [
    `${verdict(answer)}${title}: ${quantity(value, unit, as)}`,
    ...(given.length > 0 ? [`  ${given.join(', ')}`] : []),
    ...assumed.map((sentence) => `  ${sentence}`),
    '',
    ...columns(steps.map((step) => [step.title, '   ', `${step.sum} = ${readable(step.value, step.unit)}`])),
    ...(also.length > 0 ? ['', ...columns(also.map((one) => [one.title, '   ', readable(one.value, one.unit)]))] : []),
    '',
    'Leaves out:',
    ...leavesOut.map((sentence) => `  ${sentence}`),
    '',
    ...sources.map((source) => `Source: ${source}`),
    '',
  ].join('\n');
}

/** Model and chip come as words or by flag. */
export function answerQuestion(name: string, question: Question, words: readonly string[], flags: Flags, machine: Machine): string {
  const [modelWord, chipWord, ...tooMuch] = [...words];
  const modelName = flags.take('model') ?? modelWord;
  const chipName = flags.take('chip') ?? (modelWord !== modelName && chipWord === undefined ? modelWord : chipWord);
  if (modelName === undefined) throw new Refusal(`${name} needs ${question.takes}: ${question.examples[0] ?? ''}`);
  if (tooMuch.length > 0)
    throw new Refusal(`unexpected “${tooMuch.join(' ')}”: scaling ${name} ${question.takes}. A value with a space needs quotes.`);
  if (chipName !== undefined && !question.takes.includes('chip'))
    throw new Refusal(`unexpected “${chipName}”: scaling ${name} ${question.takes} takes no chip.`);
  const [as, asJson] = [flags.take('as'), flags.take('json') !== undefined];
  const named = chipName === undefined ? undefined : chipOf(chipName);
  const chip = (): Accelerator => {
    if (named) return named;
    throw new Refusal(`${name} needs a chip: ${question.examples[0] ?? ''}`);
  };
  const model = name === 'config' ? modelFromFile(modelName, machine) : modelOf(modelName, machine);
  const { unread = [] } = model;
  const answered = question.answer({ model, chip, chipIfNamed: named, flags });
  const unknown = unread.length === 0 ? [] : [`These unknown fields of the file could change the count: ${unread.join(', ')}.`];
  const answer = { ...answered, leavesOut: [...unknown, ...answered.leavesOut] };
  flags.refuseLeft(`scaling ${name}`, [...Object.keys(question.flags), 'as', 'json']);
  const { assumed } = flags;
  return asJson
    ? json({ question: name, model: model.id, ...answer, assumed, ...resultIn(answer.value, answer.unit, as) })
    : printed(answer, assumed, as);
}
