/** Single formulas: found by name or topic, shown, evaluated. */
import type { AnyFormula, Input, Inputs } from '../formula.ts';
import * as table from '../formulas.ts';
import type { Lack } from '../model-identities.ts';
import { kebab } from '../names.ts';
import { plainEquation, plainSymbol } from '../plain-form.ts';
import { fromChip, fromModel, fromTypes, unfit } from '../presets.ts';
import { formatQuantity } from '../units.ts';
import { readValue, Refusal, type Flags } from './arguments.ts';
import { didYouMean } from './nearest.ts';
import { columns, json, quantity, resultIn } from './print.ts';
import { chipOf, modelOf, typeFlags, typesOf, type Machine } from './subject.ts';

const formulas: Readonly<Record<string, AnyFormula>> = table;
const inputsOf = (formula: AnyFormula): Readonly<Record<string, Input>> => formula.takes as Inputs;

const inUnit = (unit: string): string => (unit === '1' ? '' : `, in ${unit}`);

const takesFrom = (formula: AnyFormula, table: 'model' | 'chip'): boolean =>
  Object.values(inputsOf(formula)).some(({ identity }) => identity?.startsWith(`${table}.`));

export const formulaNames: readonly string[] = Object.keys(formulas).map(kebab);

/** `kv-cache` finds `kvCacheBytes`: the final unit may be left out. */
function find(word: string, others: readonly string[] = []): readonly [string, AnyFormula] {
  const wanted = kebab(word);
  for (const ending of ['', '-bytes', '-flops', '-parameters', '-time', '-rate']) {
    const found = Object.entries(formulas).find(([name, { formerly = [] }]) =>
      [name, ...formerly].some((one) => kebab(one) === wanted + ending),
    );
    if (found) return found;
  }
  const kind = others.length > 0 ? 'command or formula' : 'formula';
  throw new Refusal(`There is no ${kind} “${word}”.${didYouMean(word, [...others, ...formulaNames], 'scaling list shows them all.')}`);
}

/** For inputs that the formula names differently. */
const aliases: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    batch: ['sequences'],
    seq: ['tokens', 'context', 'promptTokens'],
    context: ['tokens'],
    chips: ['gpus', 'devices'],
    gpus: ['devices', 'ranks'],
  }),
);

const reasonAndQuestion = ({ why, ask }: Lack): string => `${why}. Ask instead: ${ask}`;

/** From the types, the model, the chip and the flags; later ones override earlier ones. */
function gather(formula: AnyFormula, flags: Flags, machine: Machine): Record<string, number> {
  const takes = inputsOf(formula);
  const inputFlags = Object.keys(takes).map(kebab);
  const { types, given } = typesOf(flags, inputFlags);
  const [modelName, chipName] = [flags.take('model'), flags.take('chip')];
  if (chipName !== undefined && !takesFrom(formula, 'chip')) throw new Refusal(`--chip: ${formula.title} takes nothing from a chip`);
  const model = modelName === undefined ? undefined : modelOf(modelName, machine);
  const misfit = model && unfit(model, formula);
  if (misfit) throw new Refusal(`--model: ${reasonAndQuestion(misfit)}`);
  if (model && !takesFrom(formula, 'model')) throw new Refusal(`--model: ${formula.title} takes nothing from a model`);
  const { values: said, lacks } = model ? fromModel(model, formula, types) : { values: {}, lacks: {} };
  const values: Record<string, number> = {
    ...(given && fromTypes(formula, types)),
    ...said,
    ...(chipName !== undefined && fromChip(chipOf(chipName), formula, types)),
  };
  for (const [flag, text] of flags.left) {
    const words = [flag, ...(aliases.get(flag) ?? [])].map(kebab);
    const name = words.flatMap((word) => Object.keys(takes).filter((input) => kebab(input) === word))[0];
    const input = name === undefined ? undefined : takes[name];
    if (name === undefined || input === undefined) continue;
    flags.take(flag);
    values[name] = readValue(name, text, input.unit);
  }
  flags.refuseLeft(formula.title, [...inputFlags, 'model', 'chip', ...typeFlags, 'as', 'json']);
  refuseMissing(formula, values, lacks);
  return values;
}

function refuseMissing(formula: AnyFormula, values: Readonly<Record<string, number>>, lacks: Readonly<Record<string, Lack>>): void {
  const missing = Object.entries(inputsOf(formula)).filter(
    ([name, input]) => values[name] === undefined && (input.default === undefined || lacks[name] !== undefined),
  );
  if (missing.length === 0) return;
  const needs = missing.map(([name, { unit, means }]) => `--${kebab(name)} (${means}${inUnit(unit)})`).join(', ');
  const [lack] = missing.flatMap(([name]) => lacks[name] ?? []);
  throw new Refusal(`${formula.title} needs ${needs}${lack === undefined ? '' : `. ${reasonAndQuestion(lack)}`}`);
}

const symbolOf = (formula: AnyFormula): string => formula.symbol ?? String.raw`\text{${formula.title}}`;
const general = (formula: AnyFormula): string =>
  formula.tex(Object.fromEntries(Object.entries(inputsOf(formula)).map(([name, { symbol }]) => [name, symbol])));

export function calculate([word = '', ...tooMuch]: readonly string[], flags: Flags, machine: Machine, commands: readonly string[]): string {
  const [name, formula] = find(word, commands);
  if (tooMuch.length > 0) throw new Refusal(`One formula at a time: unexpected “${tooMuch.join(' ')}”. A value with a space needs quotes.`);
  const [as, asJson] = [flags.take('as'), flags.take('json') !== undefined];
  const given = gather(formula, flags, machine);
  const result = formula(given as never);
  const values = formula.values(given as never) as Readonly<Record<string, number>>;
  const { gives: unit, title, source } = formula;
  if (asJson)
    return json({
      formula: name,
      title,
      ...resultIn(result, unit, as),
      inputs: values,
      tex: `${symbolOf(formula)} = ${general(formula)}`,
      source,
    });
  const rows = Object.entries(inputsOf(formula)).map(([input, { symbol, means, unit: inUnit }]) => [
    plainSymbol(symbol),
    ` = ${formatQuantity(values[input] as number, inUnit)}`,
    `   ${means}`,
  ]);
  return [`${title}: ${quantity(result, unit, as)}`, '', `  ${plainEquation(formula)}`, ...columns(rows), '', `Source: ${source}`, ''].join(
    '\n',
  );
}

/** `others` are names that might have been meant, too. */
export function show(word: string, asJson = false, others: readonly string[] = []): string {
  const [name, formula] = find(word, others);
  if (asJson) {
    const { title, about, gives: unit, source } = formula;
    return json({
      formula: name,
      title,
      about,
      unit,
      inputs: inputsOf(formula),
      tex: `${symbolOf(formula)} = ${general(formula)}`,
      source,
    });
  }
  const inputs = Object.entries(inputsOf(formula)).map(([input, { unit, means, default: otherwise, identity }]) => {
    const filled = identity === undefined || identity.startsWith('type.') ? '' : `, filled by --${identity.split('.')[0] ?? ''}`;
    return `  --${kebab(input)}  ${means}${inUnit(unit)}${otherwise === undefined ? '' : ` (${String(otherwise)} by default)`}${filled}`;
  });
  return [
    `${kebab(name)}: ${formula.title}${inUnit(formula.gives)}`,
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

/** Where no title and no symbol says it. */
const abbreviations: ReadonlyMap<string, string> = new Map(
  Object.entries({
    gqa: 'grouped',
    mla: 'latent',
    swa: 'sliding window',
    moe: 'expert',
    tp: 'tensor parallel',
    pp: 'pipeline',
    dp: 'data parallel',
    ep: 'expert parallel',
    tpot: 'decode step',
  }),
);

const initials = (title: string): string => (title.match(/\b[a-z]/gi) ?? []).join('');

/** In its name, title, description or symbol, or the initials of its title. */
function isAbout([name, formula]: readonly [string, AnyFormula], word: string): boolean {
  const { title, about } = formula;
  const text = `${kebab(name)} ${title} ${about} ${plainSymbol(symbolOf(formula))}`.toLowerCase();
  const meant = abbreviations.get(word);
  return text.includes(word) || initials(title).toLowerCase() === word || (meant !== undefined && text.includes(meant));
}

export function list(word: string, asJson = false): string {
  const found = Object.entries(formulas).filter((entry) => isAbout(entry, word.toLowerCase()));
  if (found.length === 0)
    throw new Refusal(`No formula is about “${word}”.${didYouMean(word, formulaNames, 'scaling list shows them all.')}`);
  if (asJson) return json(found.map(([name, { title, gives: unit }]) => ({ formula: name, title, unit })));
  return found.map(([name, { title, gives }]) => `${kebab(name).padEnd(44)} ${title}${inUnit(gives)}\n`).join('');
}
