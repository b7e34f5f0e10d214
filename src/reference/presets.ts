/** Which inputs of a formula an accelerator or a model fills in: those of the same name, unit and meaning. */
import { fromChip, fromModel } from '@scaling-workbook/formulas/command-line';
import type { AnyFormula, Input } from '@scaling-workbook/formulas/formula';
import { accelerators } from '@scaling-workbook/formulas/hardware';
import { models } from '@scaling-workbook/formulas/models';
import { inputsOf } from './formulas.ts';

export interface Preset {
  readonly label: string;
  /** The inputs that an option fills, in the order of its values. */
  readonly fills: readonly string[];
  readonly options: readonly (readonly [name: string, ...values: number[]])[];
}

type Known = Readonly<Record<string, number>>;

/** The rate of a link, the parameters of one layer, what is left of a memory: not what the fact tables list by that name. */
const meansElse = (name: string, { means }: Input): boolean =>
  (name === 'bandwidth' && !means.startsWith('memory bandwidth')) || /all accelerators|of the layer|without|to spend|is left/.test(means);

function presetOf(label: string, formula: AnyFormula, known: readonly (readonly [string, Known])[]): readonly Preset[] {
  const fills = inputsOf(formula)
    .filter(([name, input]) => known.every(([, values]) => name in values) && !meansElse(name, input))
    .map(([name]) => name);
  if (fills.length === 0) return [];
  return [{ label, fills, options: known.map(([name, values]) => [name, ...fills.map((input) => values[input] ?? Number.NaN)]) }];
}

/** Chips with a BF16 peak; what not all of them list, such as the power of a TPU, is filled by none. */
const chips = accelerators.filter(({ peak }) => peak.bf16 !== undefined).map((chip) => [chip.name, fromChip(chip, 'bf16')] as const);

/** Decoders whose every layer is alike; in a mixture or with latent attention the same words mean other numbers. */
const decoders = models
  .filter(({ config }) => config.kind === 'decoder' && config.moe === undefined && config.latent === undefined)
  .map((model) => [model.name, fromModel(model)] as const);

export const presetsOf = (formula: AnyFormula): readonly Preset[] => [
  ...presetOf('Accelerator (BF16)', formula, chips),
  ...presetOf('Model', formula, decoders),
];
