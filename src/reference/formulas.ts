/** All formulas by family, with addresses and uses, for the build. */
import { language } from '#language/language.ts';
import { derivation } from '@scaling-workbook/exercises';
import { kebab } from '@scaling-workbook/formulas/names';
import type { AnyFormula, Input, Inputs } from '@scaling-workbook/formulas/formula';
import * as table from '@scaling-workbook/formulas/formulas';
import { entries, quizzes, type Entry } from '#book/catalog.ts';
import { compareFamilies, titleOf, type Family } from './families.ts';

export interface Listed {
  /** `ridgePoint`. */
  readonly name: string;
  /** `ridge-point`, also on the command line. Permanent. */
  readonly slug: string;
  readonly family: string;
  readonly formula: AnyFormula;
}

export interface ListedFamily extends Family {
  readonly formulas: readonly Listed[];
}

const modules = import.meta.glob<Readonly<Record<string, unknown>>>('../../packages/formulas/src/*.ts', { eager: true });
const gathers = /\/(?:formulas|index|command-line)\.ts$/;

const isFormula = (name: string, thing: unknown): thing is AnyFormula => typeof thing === 'function' && 'takes' in thing && name in table;

export const listed: readonly Listed[] = Object.entries(modules)
  .filter(([path]) => !gathers.test(path))
  .flatMap(([path, exported]) =>
    Object.entries(exported).flatMap(([name, formula]): readonly Listed[] =>
      isFormula(name, formula) ? [{ name, slug: kebab(name), family: path.replace(/^.*\/|\.ts$/g, ''), formula }] : [],
    ),
  )
  .sort((a, b) => compareFamilies(a.family, b.family) || a.formula.title.localeCompare(b.formula.title, language));

export const families: readonly ListedFamily[] = [...new Set(listed.map(({ family }) => family))].map((id) => ({
  id,
  title: titleOf(id),
  formulas: listed.filter(({ family }) => family === id),
}));

/** Throws if there is none. */
export function listedOf(name: string): Listed {
  const found = listed.find((one) => one.name === name);
  if (!found) throw new Error(`There is no formula “${name}” in packages/formulas.`);
  return found;
}

export const inputsOf = (formula: AnyFormula): readonly (readonly [string, Input])[] => Object.entries(formula.takes as Inputs);

/** `I^* = \frac{P}{W}`. */
export const generalTex = (formula: AnyFormula): string =>
  `${formula.symbol ?? String.raw`\text{${formula.title}}`} = ${formula.tex(Object.fromEntries(inputsOf(formula).map(([name, { symbol }]) => [name, symbol])))}`;

let uses: ReadonlyMap<string, readonly Entry[]> | undefined;

/** In chapter order. */
export function usesOf(name: string): readonly Entry[] {
  uses ??= traceUses();
  return uses.get(name) ?? [];
}

function traceUses(): ReadonlyMap<string, readonly Entry[]> {
  const found = new Map<string, Entry[]>();
  for (const entry of [...entries, ...quizzes]) {
    for (const name of new Set(derivation(entry.exercise, table).map(({ formula }) => formula))) {
      found.set(name, [...(found.get(name) ?? []), entry]);
    }
  }
  return found;
}
