/** Which inputs of a formula an accelerator or a model fills in: those of the same name, unit and meaning. */
import * as words from './words/calculator.ts';
import type { AnyFormula, Inputs } from '@scaling-workbook/formulas/formula';
import { accelerators } from '@scaling-workbook/formulas/hardware';
import { models } from '@scaling-workbook/formulas/models';
import { fromChip, fromModel, unfit } from '@scaling-workbook/formulas/presets';

export interface Preset {
  readonly label: string;
  /** The inputs that an option fills, in the order of its values. */
  readonly fills: readonly string[];
  readonly options: readonly (readonly [name: string, ...values: number[]])[];
}

type Known = readonly (readonly [name: string, values: Readonly<Record<string, number>>])[];

function presetOf(label: string, takes: Inputs, known: Known): readonly Preset[] {
  const fills = Object.keys(takes).filter((name) => known.every(([, values]) => name in values));
  if (fills.length === 0 || known.length === 0) return [];
  return [{ label, fills, options: known.map(([name, values]) => [name, ...fills.map((input) => values[input] ?? Number.NaN)]) }];
}

/** Chips with a BF16 peak; what not all of them list, such as the power of a TPU, is filled by none. */
const chips = accelerators.filter(({ peak }) => peak.bf16 !== undefined);

/** Decoders whose every layer is alike; in a mixture or with latent attention the same words mean other numbers. */
const decoders = models.filter(({ config }) => config.kind === 'decoder' && config.moe === undefined && config.latent === undefined);

export function presetsOf(formula: AnyFormula): readonly Preset[] {
  const takes = formula.takes as Inputs;
  const fitting = decoders.filter((model) => unfit(model, takes) === undefined);
  return [
    ...presetOf(
      words.accelerator,
      takes,
      chips.map((chip) => [chip.name, fromChip(chip, 'bf16', takes)] as const),
    ),
    ...presetOf(
      words.model,
      takes,
      fitting.map((model) => [model.name, fromModel(model, takes)] as const),
    ),
  ];
}
