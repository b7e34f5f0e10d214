/** Fills the inputs of a formula from the tables of models and chips, by identity. */
import type { AnyFormula, Inputs } from './formula.ts';
import type { Fact } from './facts.ts';
import { usableMemory, type Accelerator, type Peaks } from './hardware.ts';
import type { ChipIdentity, Identity, ModelIdentity, TypeIdentity } from './identity.ts';
import { breaks, modelIdentities, type Lack, type NamedModel } from './model-identities.ts';
import { bytesOfType, inBf16, type NumberTypes } from './number-types.ts';
import { smLimits } from './sm-limits.ts';

type Values = Readonly<Record<string, number>>;

const isOf = <I extends Identity>(identity: Identity, table: Readonly<Record<I, unknown>>): identity is I => Object.hasOwn(table, identity);

const identitiesOf = ({ takes }: AnyFormula): readonly (readonly [input: string, identity: Identity])[] =>
  Object.entries(takes as Inputs).flatMap(([name, { identity }]) => (identity === undefined ? [] : [[name, identity] as const]));

/** Why it does not hold, with the question to ask instead, or undefined. */
export const unfit = (model: NamedModel, { assumes = [] }: AnyFormula): Lack | undefined => breaks(model, assumes);

export interface FromModel {
  readonly values: Values;
  /** Inputs that are the model's to give, but for which it has no number. */
  readonly lacks: Readonly<Record<string, Lack>>;
}

export function fromModel(model: NamedModel, formula: AnyFormula, types: NumberTypes = inBf16): FromModel {
  const said = identitiesOf(formula).flatMap(([name, identity]) =>
    isOf<ModelIdentity>(identity, modelIdentities) ? [[name, modelIdentities[identity](model, types)] as const] : [],
  );
  return {
    values: Object.fromEntries(said.filter((entry): entry is readonly [string, number] => typeof entry[1] === 'number')),
    lacks: Object.fromEntries(said.filter((entry): entry is readonly [string, Lack] => typeof entry[1] !== 'number')),
  };
}

/** Says why a formula does not apply to a model, and what can be asked instead. */
export class Unanswerable extends RangeError {
  constructor({ why, ask }: Lack) {
    super(`${why}. Ask instead: ${ask}`);
  }
}

/** With the inputs that the model does not give. Throws `Unanswerable` where the formula does not hold. */
export function ofModel<const F extends AnyFormula>(
  formula: F,
  model: NamedModel,
  more: Partial<Record<keyof F['takes'], number>> = {},
  types: NumberTypes = inBf16,
): number {
  const { values, lacks } = fromModel(model, formula, types);
  const [lack] = [
    unfit(model, formula),
    ...Object.entries(lacks).map(([name, why]) => (Object.hasOwn(more, name) ? undefined : why)),
  ].filter((one) => one !== undefined);
  if (lack) throw new Unanswerable(lack);
  return formula({ ...fromTypes(formula, types), ...values, ...more } as never);
}

const multiprocessor = ({ computeCapability }: Accelerator) =>
  Object.entries(smLimits).find(([capability]) => capability === computeCapability)?.[1];

const chipIdentities: Readonly<Record<Exclude<ChipIdentity, 'chip.peak'>, (chip: Accelerator) => number | undefined>> = {
  'chip.memoryBandwidth': ({ hbmBandwidth }) => hbmBandwidth.value,
  'chip.memory': (chip) => usableMemory(chip).value,
  'chip.power': ({ tdp }) => tdp?.value,
  'chip.systolicArrays': ({ mxus }) => mxus?.value,
  'chip.systolicSide': ({ mxuSide }) => mxuSide?.value,
  'chip.threadsPerMultiprocessor': (chip) => multiprocessor(chip)?.threads.value,
  'chip.blocksPerMultiprocessor': (chip) => multiprocessor(chip)?.blocks.value,
  'chip.registersPerMultiprocessor': (chip) => multiprocessor(chip)?.registers.value,
  'chip.sharedMemoryPerMultiprocessor': (chip) => multiprocessor(chip)?.sharedMemory.value,
  'chip.sharedMemoryGranule': (chip) => multiprocessor(chip)?.sharedGranule.value,
  'chip.sharedMemoryReservedPerBlock': (chip) => multiprocessor(chip) && (multiprocessor(chip)?.reservedPerBlock?.value ?? 0),
};

/** Throws `RangeError` where the table has none. */
export function peakFactOf({ name, peak }: Accelerator, type: string): Fact<'FLOP/s'> {
  const rate = (peak as Readonly<Record<string, Peaks[keyof Peaks]>>)[type];
  if (rate !== undefined) return rate;
  const known = Object.keys(peak);
  throw new RangeError(
    `the fact table has no ${type} peak for ${name}, only ${known.join(', ')}. Numbers stored in ${type} may be multiplied in another type: --arithmetic ${known[0] ?? ''}`,
  );
}

export const peakOf = (chip: Accelerator, type: string): number => peakFactOf(chip, type).value;

/** Throws `RangeError` where the chip has no peak in that type. */
export function fromChip(chip: Accelerator, formula: AnyFormula, { arithmetic }: NumberTypes = inBf16): Values {
  return Object.fromEntries(
    identitiesOf(formula).flatMap(([name, identity]) => {
      if (identity === 'chip.peak') return [[name, peakOf(chip, arithmetic)]];
      const value = isOf<keyof typeof chipIdentities>(identity, chipIdentities) ? chipIdentities[identity](chip) : undefined;
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

const typeIdentities: Readonly<Record<TypeIdentity, keyof NumberTypes>> = {
  'type.weight': 'weights',
  'type.activation': 'arithmetic',
  'type.cache': 'cache',
};

export const fromTypes = (formula: AnyFormula, types: NumberTypes): Values =>
  Object.fromEntries(
    identitiesOf(formula).flatMap(([name, identity]) =>
      isOf<TypeIdentity>(identity, typeIdentities) ? [[name, bytesOfType[types[typeIdentities[identity]]]]] : [],
    ),
  );
