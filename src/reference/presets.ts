/** Inputs that an accelerator or a model fills in, by identity. */
import * as words from './words/calculator.ts';
import type { AnyFormula, Inputs } from '@scaling-workbook/formulas/formula';
import { accelerators } from '@scaling-workbook/formulas/hardware';
import { models } from '@scaling-workbook/formulas/models';
import { fromChip, fromModel, unfit } from '@scaling-workbook/formulas/presets';

export interface Preset {
  readonly label: string;
  /** In the order of its values. */
  readonly fills: readonly string[];
  readonly options: readonly (readonly [name: string, ...values: number[]])[];
}

type Known = readonly (readonly [name: string, values: Readonly<Record<string, number>>])[];

function presetOf(label: string, takes: Inputs, known: Known): readonly Preset[] {
  const fills = Object.keys(takes).filter((name) => known.every(([, values]) => name in values));
  if (fills.length === 0 || known.length === 0) return [];
  return [{ label, fills, options: known.map(([name, values]) => [name, ...fills.map((input) => values[input] ?? Number.NaN)]) }];
}

/** With a BF16 peak. What not all of them list, such as a TPU's power, is left to the reader. */
const chips = accelerators.filter(({ peak }) => peak.bf16 !== undefined);

/** The formula holds for them, and they have a number for every model input. */
const fitting = (formula: AnyFormula): Known =>
  models
    .filter((model) => unfit(model, formula) === undefined)
    .map((model) => [model.name, fromModel(model, formula)] as const)
    .filter(([, { lacks }]) => Object.keys(lacks).length === 0)
    .map(([name, { values }]) => [name, values] as const);

export function presetsOf(formula: AnyFormula): readonly Preset[] {
  const takes = formula.takes as Inputs;
  return [
    ...presetOf(
      words.accelerator,
      takes,
      chips.map((chip) => [chip.name, fromChip(chip, formula)] as const),
    ),
    ...presetOf(words.model, takes, fitting(formula)),
  ];
}
