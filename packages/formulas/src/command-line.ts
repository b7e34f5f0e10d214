/**
 * The command line without a machine around it: arguments go in, texts and an exit status come out.
 *
 *     scaling kv-cache --model llama-3-70b --batch 32 --seq 8192
 */
import type { AnyFormula, Input, Inputs } from './formula.ts';
import * as table from './formulas.ts';
import { accelerators } from './hardware.ts';
import { models } from './models.ts';
import { plainEquation, plainSymbol } from './plain-form.ts';
import { fromChip, fromModel, unfit } from './presets.ts';
import { readQuantity } from './quantity.ts';
import { formatQuantity } from './units.ts';

export interface Outcome {
  readonly status: 0 | 2;
  readonly out: string;
  readonly err: string;
}

/** What the reader of the command line got wrong; the message is all that is shown. */
class Refusal extends Error {}

const formulas: Readonly<Record<string, AnyFormula>> = table;
const inputsOf = (formula: AnyFormula): Readonly<Record<string, Input>> => formula.takes as Inputs;
/** A formula's name as it is typed and addressed: `kvCacheBytes` is `kv-cache-bytes`, `zero1StateBytes` is `zero1-state-bytes`. */
export const kebab = (name: string): string => name.replaceAll(/(?<=[a-z0-9])[A-Z]/g, (capital) => `-${capital}`).toLowerCase();

const usage = `Usage:
  scaling <formula> [--input value …] [--model id] [--chip id] [--dtype type] [--json]
  scaling list [word]     the formulas, or those about a word
  scaling show <formula>  what it takes and gives, and where it comes from
  scaling models          ids for --model
  scaling chips           ids for --chip

Values carry a unit where you like: --bandwidth "3.35 TB/s", --params 70.6B, --mfu 40%.
`;

/** `kv-cache` is `kvCacheBytes`: what a formula counts may be left out of its name. */
function find(word: string): readonly [string, AnyFormula] {
  const wanted = kebab(word);
  for (const ending of ['', '-bytes', '-flops', '-parameters', '-time', '-rate']) {
    const found = Object.entries(formulas).find(([name]) => kebab(name) === wanted + ending);
    if (found) return found;
  }
  const near = Object.keys(formulas)
    .map(kebab)
    .filter((name) => name.includes(wanted) || wanted.split('-').every((part) => name.includes(part)));
  throw new Refusal(
    `There is no formula “${word}”.${near.length > 0 ? ` Did you mean ${near.slice(0, 5).join(', ')}?` : ' scaling list shows them all.'}`,
  );
}

/** `80 GB`, `70.6B`, `40%`, `1e24` or `2048 * 91 days` in the unit of the input, read as an answer in the book is. */
function readValue(name: string, text: string, { unit }: Input): number {
  const reading = readQuantity(text, { unit });
  if (reading.ok && reading.unit !== 'other') return reading.value;
  const foreign = reading.ok || reading.why === 'unknown-unit' || reading.why === 'dimension';
  throw new Refusal(`--${kebab(name)}: “${text}” is ${foreign ? `not in ${unit}` : 'no number'}`);
}

const bytesOf: ReadonlyMap<string, number> = new Map(
  Object.entries({ fp32: 4, tf32: 4, bf16: 2, fp16: 2, fp8: 1, int8: 1, fp4: 0.5, int4: 0.5 }),
);

function pick<T extends { readonly id: string }>(flag: string, id: string, among: readonly T[]): T {
  const found = among.find((one) => one.id === id);
  if (found) return found;
  const near = among.filter((one) => one.id.includes(id)).map((one) => one.id);
  throw new Refusal(
    `--${flag}: there is no “${id}”.${near.length > 0 ? ` Did you mean ${near.slice(0, 6).join(', ')}?` : ` scaling ${flag}s lists them.`}`,
  );
}

/** Words people use for an input, where the formula has another name for it. */
const aliases: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    batch: ['sequences'],
    seq: ['tokens', 'context', 'promptTokens'],
    context: ['tokens'],
    chips: ['gpus', 'devices'],
    gpus: ['devices', 'ranks'],
  }),
);

interface Parsed {
  readonly words: readonly string[];
  readonly flags: ReadonlyMap<string, string>;
}

function parse(args: readonly string[]): Parsed {
  const words: string[] = [];
  const flags = new Map<string, string>();
  const waiting = [...args];
  for (let arg = waiting.shift(); arg !== undefined; arg = waiting.shift()) {
    if (!arg.startsWith('--')) {
      words.push(arg);
      continue;
    }
    const [name = '', ...rest] = arg.slice(2).split('=');
    if (name === 'json' || name === 'help') flags.set(name, 'yes');
    else {
      const value = rest.length > 0 ? rest.join('=') : waiting.shift();
      if (value === undefined) throw new Refusal(`--${name} needs a value`);
      flags.set(name, value);
    }
  }
  return { words, flags };
}

/** The inputs of a formula, gathered from the flags, the model and the chip, in this order. */
function gather(formula: AnyFormula, flags: ReadonlyMap<string, string>): Record<string, number> {
  const takes = inputsOf(formula);
  const dtype = flags.get('dtype') ?? 'bf16';
  const bytes = bytesOf.get(dtype);
  if (bytes === undefined) throw new Refusal(`--dtype: “${dtype}” is none of ${[...bytesOf.keys()].join(', ')}`);
  const modelId = flags.get('model');
  const chipId = flags.get('chip');
  const model = modelId === undefined ? undefined : pick('model', modelId, models);
  const why = model && unfit(model, takes);
  if (why !== undefined) throw new Refusal(`--model: ${why}`);
  const known: Readonly<Record<string, number>> = {
    ...(flags.has('dtype') && { bytesPerElement: bytes, bytesPerParam: bytes }),
    ...(model && fromModel(model, takes)),
    ...(chipId !== undefined && fromChip(pick('chip', chipId, accelerators), dtype, takes)),
  };
  const values: Record<string, number> = Object.fromEntries(Object.entries(known).filter(([name]) => Object.hasOwn(takes, name)));
  for (const [flag, text] of flags) {
    if (['json', 'model', 'chip', 'dtype'].includes(flag)) continue;
    const [found] = [flag, ...(aliases.get(flag) ?? [])].flatMap((word) =>
      Object.entries(takes).filter(([name]) => kebab(name) === kebab(word)),
    );
    if (found === undefined)
      throw new Refusal(
        `--${flag}: ${formula.title} takes ${Object.keys(takes)
          .map((input) => `--${kebab(input)}`)
          .join(', ')}`,
      );
    const [name, input] = found;
    values[name] = readValue(name, text, input);
  }
  const missing = Object.entries(takes).filter(([name, input]) => values[name] === undefined && input.default === undefined);
  if (missing.length > 0)
    throw new Refusal(
      `${formula.title} needs ${missing.map(([name, { unit, means }]) => `--${kebab(name)} (${means}, in ${unit})`).join(', ')}`,
    );
  return values;
}

const symbolOf = (formula: AnyFormula): string => formula.symbol ?? String.raw`\text{${formula.title}}`;
const general = (formula: AnyFormula): string =>
  formula.tex(Object.fromEntries(Object.entries(inputsOf(formula)).map(([name, { symbol }]) => [name, symbol])));

function calculate(word: string, flags: ReadonlyMap<string, string>): string {
  const [name, formula] = find(word);
  const given = gather(formula, flags);
  const result = formula(given as never);
  const values = formula.values(given as never) as Readonly<Record<string, number>>;
  const { gives: unit, title, source } = formula;
  if (flags.has('json'))
    return `${JSON.stringify({ formula: name, title, value: result, unit, inputs: values, tex: `${symbolOf(formula)} = ${general(formula)}`, source }, null, 2)}\n`;
  const rows = Object.entries(inputsOf(formula)).map(
    ([input, { symbol, means, unit: inUnit }]) => [plainSymbol(symbol), formatQuantity(values[input] as number, inUnit), means] as const,
  );
  const width = (column: 0 | 1): number => Math.max(...rows.map((row) => row[column].length));
  return [
    `${title}: ${formatQuantity(result, unit)}`,
    '',
    `  ${plainEquation(formula)}`,
    ...rows.map(([symbol, value, means]) => `  ${symbol.padEnd(width(0))} = ${value.padEnd(width(1))}   ${means}`),
    '',
    `Source: ${source}`,
    '',
  ].join('\n');
}

function show(word: string): string {
  const [name, formula] = find(word);
  const inputs = Object.entries(inputsOf(formula)).map(
    ([input, { unit, means, default: otherwise }]) =>
      `  --${kebab(input)}  ${means}, in ${unit}${otherwise === undefined ? '' : ` (${String(otherwise)} where left out)`}`,
  );
  return [
    `${kebab(name)}: ${formula.title}, in ${formula.gives}`,
    formula.about,
    '',
    `  ${plainEquation(formula)}`,
    '',
    ...inputs,
    '',
    `Source: ${formula.source}`,
    '',
  ].join('\n');
}

const list = (word = ''): string =>
  Object.entries(formulas)
    .filter(([name, { title, about }]) => `${kebab(name)} ${title} ${about}`.toLowerCase().includes(word.toLowerCase()))
    .map(([name, { title, gives }]) => `${kebab(name).padEnd(44)} ${title}, in ${gives}\n`)
    .join('');

/** Runs the command line on its arguments. What is wrong with them comes out in `err` with status 2; only a mistake of ours throws. */
export function runCommandLine(args: readonly string[]): Outcome {
  try {
    const { words, flags } = parse(args);
    const [first, second] = words;
    const out = (): string => {
      if (first === undefined || flags.has('help') || first === 'help') return usage;
      if (first === 'list') return list(second);
      if (first === 'show' && second !== undefined) return show(second);
      if (first === 'show') throw new Refusal('show needs the name of a formula: scaling list shows them all.');
      if (first === 'models') return models.map(({ id, name }) => `${id.padEnd(28)} ${name}\n`).join('');
      if (first === 'chips') return accelerators.map(({ id, name }) => `${id.padEnd(20)} ${name}\n`).join('');
      if (words.length > 1)
        throw new Refusal(`One formula at a time: “${words.slice(1).join(' ')}” is too much. A value with a space needs quotes.`);
      return calculate(first, flags);
    };
    return { status: 0, out: out(), err: '' };
  } catch (error) {
    if (error instanceof Refusal || error instanceof RangeError) return { status: 2, out: '', err: `${error.message}\n` };
    throw error;
  }
}
