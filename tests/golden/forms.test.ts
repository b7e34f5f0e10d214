/** Forms that people type, each with the unit asked for, how it is read and its verdict. `npm run golden` rewrites forms.txt. */
import { check } from '@scaling-workbook/exercises/answer/check';
import { readQuantity } from '@scaling-workbook/formulas/quantity';
import type { NumberCheck } from '@scaling-workbook/exercises/author/spec';
import { expect, it } from 'vitest';
import { compare } from './compare.ts';
import { typedForms, type Form, type Forms } from './typed-forms.ts';

/** Makes a form printable: invisible characters become their code points. */
const visible = (text: string): string =>
  text.replace(/[^\P{C}\u{1f000}-\u{1ffff}]|(?! )\s|\p{DI}/gu, (sign) => `{${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`);

const parts = (form: Form): readonly [typed: string, means: number | string | undefined] =>
  typeof form === 'string' ? [form, undefined] : form;

/** How the reader reads a form, in the terms of the table. */
function meaning(typed: string, unit: string): number | string {
  const reading = readQuantity(typed, { unit });
  if (!reading.ok) return reading.why;
  return reading.unit === 'other' ? 'unit' : Number(reading.value.toPrecision(12));
}

const cases = typedForms.flatMap((group) => group.forms.map((form) => ({ group, form })));

it('are read as a careful human takes them', () => {
  const wrong = cases.flatMap(({ group: { kind, unit, right }, form }) => {
    const [typed, means = right] = parts(form);
    const expected = typeof means === 'number' ? Number(means.toPrecision(12)) : means;
    const got = meaning(typed, unit);
    return got === expected ? [] : [`${kind}: ${visible(typed)} in ${unit} means ${String(expected)}, read as ${String(got)}`];
  });
  expect(wrong).toEqual([]);
});

it('are at least 400, none twice', () => {
  expect(new Set(cases.map(({ group, form }) => `${group.unit} ${parts(form)[0]}`)).size).toBe(cases.length);
  expect(cases.length).toBeGreaterThanOrEqual(400);
});

const line = ({ kind, unit, right }: Forms, form: Form): string => {
  const [typed] = parts(form);
  const spec: NumberCheck = { kind: 'number', key: 'answer', label: '', unit, value: right, tolerance: 0.01, slips: [], chains: [] };
  const reading = readQuantity(typed, spec);
  const { verdict } = check(spec, reading);
  const read = reading.ok ? `${reading.echo}${reading.alternative === undefined ? '' : ' (or otherwise)'}` : `asked back: ${reading.why}`;
  return `${kind}, in ${unit} | ${visible(typed)} | ${read} | ${verdict}`;
};

it('have the readings and verdicts that were reviewed', () => {
  compare(
    'forms.txt',
    cases.map(({ group, form }) => line(group, form)),
  );
});
