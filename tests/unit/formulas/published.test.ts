/** The formulas as data: complete descriptions, test vectors, the published shape. */
import type { Inputs } from '@scaling-workbook/formulas/formula';
import * as table from '@scaling-workbook/formulas/formulas';
import { formulasJson, vectorsJson } from '@scaling-workbook/formulas/published';
import { vectorsOf, type Vector } from '@scaling-workbook/formulas/vectors';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { problems } from '../json-schema.ts';

const schemaOf = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(`public/${name}.schema.json`, 'utf8')) as Record<string, unknown>;
const { formulas } = JSON.parse(formulasJson()) as { formulas: { name: string; plain: string }[] };
const { vectors } = JSON.parse(vectorsJson()) as { vectors: Record<string, Vector[]> };
const names = Object.keys(table).sort();

describe('formulas.json and vectors.json', () => {
  it.each([
    ['formulas', formulasJson()],
    ['vectors', vectorsJson()],
  ])('%s.json has the shape of its schema, with every formula', (name, text) => {
    expect(problems(schemaOf(name), JSON.parse(text))).toEqual([]);
    expect(name === 'formulas' ? formulas.map((formula) => formula.name) : Object.keys(vectors)).toEqual(names);
  });

  it('are the same at every build', () => {
    expect(vectorsJson()).toBe(vectorsJson());
    expect(formulasJson()).toBe(formulasJson());
  });

  it('a schema refuses what its file does not promise', () => {
    expect(problems(schemaOf('formulas'), { version: 1, formulas: [{ ...formulas[0], colour: 'red' }] })).toEqual([
      '/formulas/0: unknown colour',
    ]);
    expect(problems(schemaOf('vectors'), { version: 1, tolerance: 1e-9, vectors: { mfu: [] } })).toEqual(['/vectors/mfu: too short']);
    const wrong = Array.from({ length: 10 }, () => ({ given: { peak: 'high' }, expect: 1 }));
    expect(problems(schemaOf('vectors'), { version: 1, tolerance: 1e-9, vectors: { mfu: wrong } }).join()).toContain('not of type number');
  });

  it('name only inputs, functions and bound names in the plain forms', () => {
    const known = /^(?:ceil|floor|round|sqrt|log|log2|min|max|sum|argmax|root|where|and|for|to|[A-Zix])$/;
    for (const [name, formula] of Object.entries(table)) {
      const plain = formulas.find((one) => one.name === name)?.plain ?? '';
      const words = plain.match(/[A-Za-z]\w*/g) ?? [];
      expect(
        words.filter((word) => !Object.hasOwn(formula.takes, word) && !known.test(word)),
        plain,
      ).toEqual([]);
    }
  });
});

describe.each(names)('the vectors of %s', (name) => {
  const formula = (table as Readonly<Record<string, (given: never) => number>>)[name];
  const own = vectors[name] ?? [];

  it('are ten with a value at least, and refusals of each input', () => {
    const { takes } = (table as unknown as Readonly<Record<string, { takes: Inputs }>>)[name] ?? { takes: {} };
    expect(own.filter(({ expect }) => expect !== 'error').length).toBeGreaterThanOrEqual(10);
    const refused = own.flatMap((vector) => (vector.expect === 'error' ? [vector.because] : []));
    expect(Object.keys(takes).filter((input) => !refused.some((because) => because.startsWith(`${input} must be`)))).toEqual([]);
  });

  it('read back from the file to what the formula gives and refuses', () => {
    for (const { given, expect: expected } of own) {
      if (expected === 'error') expect(() => formula?.(given as never), JSON.stringify(given)).toThrow(RangeError);
      else expect(formula?.(given as never), JSON.stringify(given)).toBe(expected);
    }
  });
});

it('a formula that refuses all draws around its example has no vectors', () => {
  const refuses = (): number => {
    throw new RangeError('never');
  };
  expect(() => vectorsOf('narrow', Object.assign(refuses, table.ridgePoint) as never)).toThrow('narrow: only 0 draws');
});
