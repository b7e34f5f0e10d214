/** No exercise states what its own givens rule out: a rate above a peak, a share above one, a batch that the memory does not hold. */
import { describe, expect, it } from 'vitest';
import { forwardFlopsPerToken } from '@scaling-workbook/formulas/model-flops';
import { accelerators } from '@scaling-workbook/formulas/hardware';
import { kvCacheBytes } from '@scaling-workbook/formulas/kv-cache';
import { weightBytes } from '@scaling-workbook/formulas/memory';
import type { Givens } from '@scaling-workbook/exercises';
import { entries } from '#book/catalog.ts';

/** What a reader is told in one setting: numbers and names by key. */
type Told = Readonly<Record<string, number | string>>;

const toldIn = (given: Givens): Told =>
  Object.fromEntries(
    Object.entries(given).flatMap(([key, one]): readonly (readonly [string, number | string])[] => {
      if (typeof one === 'string') return [[key, one]];
      return typeof one.value === 'number' ? [[key, one.value]] : [];
    }),
  );
const unitsIn = (given: Givens): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(given).flatMap(([key, one]) => (typeof one === 'object' ? [[key, one.unit] as const] : [])));

const settings = entries.flatMap(({ id, exercise }) =>
  [['', {}] as const, ...Object.entries(exercise.fresh ?? {}).map(([name, changed]) => [`@${name}`, changed] as const)].map(
    ([name, changed]) => ({ name: `${id}${name}`, given: { ...exercise.given, ...changed } as Givens }),
  ),
);

const number = (told: Told, key: string): number | undefined => {
  const value = told[key];
  return typeof value === 'number' ? value : undefined;
};

/** Token rates above what the arithmetic units can do: two FLOPs for each parameter, forward alone. */
function ratesAboveThePeak(given: Givens): readonly string[] {
  const told = toldIn(given);
  const [params, peak] = [number(told, 'params'), number(told, 'peak')];
  if (params === undefined || peak === undefined) return [];
  const roof = ((number(told, 'gpus') ?? 1) * peak) / forwardFlopsPerToken({ params });
  return Object.entries(unitsIn(given)).flatMap(([key, unit]) => {
    const value = number(told, key) ?? 0;
    return unit === 'token/s' && value > roof * (1 + 1e-9) ? [`${key} = ${String(value)} is above ${String(roof)} tokens/s`] : [];
  });
}

/** Shares of a peak or of the time above all of it. */
const sharesAboveOne = (given: Givens): readonly string[] =>
  ['mfu', 'efficiency', 'utilization', 'acceptance'].flatMap((key) => {
    const value = number(toldIn(given), key) ?? 0;
    return value > 1 ? [`${key} = ${String(value)} is above 1`] : [];
  });

const keysOfBatch = ['params', 'layers', 'kvHeads', 'headDim', 'context', 'sequences', 'gpus'] as const;
const capacityOf = (told: Told): number | undefined =>
  number(told, 'capacity') ?? accelerators.find(({ name }) => name === told.chip)?.hbmSize.value;

/** A batch whose weights and caches are more than the chips hold. */
function batchAboveTheMemory(given: Givens): readonly string[] {
  const told = toldIn(given);
  const capacity = capacityOf(told);
  if (capacity === undefined || keysOfBatch.some((key) => number(told, key) === undefined)) return [];
  const of = (key: string): number => number(told, key) ?? Number.NaN;
  const bytes =
    weightBytes({ params: of('params'), bytesPerParam: number(told, 'bytesPerParam') ?? 2 }) +
    kvCacheBytes({
      layers: of('layers'),
      kvHeads: of('kvHeads'),
      headDim: of('headDim'),
      tokens: of('context'),
      sequences: of('sequences'),
      bytesPerElement: number(told, 'bytesPerElement') ?? 2,
    });
  const room = of('gpus') * capacity;
  return bytes > room ? [`${String(bytes)} B of weights and caches are more than ${String(room)} B`] : [];
}

const faultsOf = (given: Givens): readonly string[] => [
  ...ratesAboveThePeak(given),
  ...sharesAboveOne(given),
  ...batchAboveTheMemory(given),
];

describe('what the exercises state', () => {
  it('lies below every roof, in every setting', () => {
    expect(settings.flatMap(({ name, given }) => faultsOf(given).map((fault) => `${name}: ${fault}`))).toEqual([]);
  });

  it('is held against each kind of roof in several exercises', () => {
    const told = settings.map(({ given }) => ({ given, numbers: toldIn(given) }));
    const rated = told.filter(({ given, numbers }) => numbers.params && numbers.peak && Object.values(unitsIn(given)).includes('token/s'));
    const held = told.filter(({ numbers }) => capacityOf(numbers) !== undefined && keysOfBatch.every((key) => key in numbers));
    expect(rated.length).toBeGreaterThanOrEqual(12);
    expect(held.length).toBeGreaterThanOrEqual(18);
  });

  it('would be caught if it did not: a 70B at 2,600 tokens a second on one A100, whose arithmetic allows 2,210', () => {
    const amount = <const U extends string>(value: number, unit: U) => ({ value, unit });
    const a100 = { params: amount(70.6e9, 'param'), peak: amount(312e12, 'FLOP/s') };
    expect(faultsOf({ ...a100, rate: amount(2600, 'token/s') })).toHaveLength(1);
    expect(faultsOf({ ...a100, rate: amount(2200, 'token/s') })).toEqual([]);
    expect(faultsOf({ utilization: amount(1.2, '1') })).toHaveLength(1);
    const shape = { layers: amount(80, '1'), kvHeads: amount(8, '1'), headDim: amount(128, '1'), context: amount(8192, 'token') };
    const pair = { ...a100, ...shape, gpus: amount(2, 'GPU'), capacity: amount(80e9, 'B') };
    expect(faultsOf({ ...pair, sequences: amount(8, 'sequence') })).toHaveLength(1);
    expect(faultsOf({ ...pair, sequences: amount(7, 'sequence') })).toEqual([]);
  });
});
