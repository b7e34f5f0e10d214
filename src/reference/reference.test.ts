import { unitWords } from './words/units.ts';
import { readQuantity } from '@scaling-workbook/formulas/quantity';
import type { AnyFormula, Input, Inputs } from '@scaling-workbook/formulas/formula';
import * as table from '@scaling-workbook/formulas/formulas';
import katex from 'katex';
import { describe, expect, it } from 'vitest';
import { entries, solved } from '#book/catalog.ts';
import { resultOf, typed } from './amounts.ts';
import { compareFamilies, isNamed, titleOf } from './families.ts';
import { families, generalTex, listed, listedOf, usesOf } from './formulas.ts';
import { presetsOf } from './presets.ts';
import { sheet } from './sheet.ts';
import { toLinks } from './sources.ts';

const inputs = (formula: AnyFormula): readonly (readonly [string, Input])[] => Object.entries(formula.takes as Inputs);

describe('the list of formulas', () => {
  it('holds every formula of the table once, under an address of its own', () => {
    expect(listed.map(({ name }) => name).sort()).toEqual(Object.keys(table).sort());
    const slugs = listed.map(({ slug }) => slug);
    expect(new Set(slugs).size).toBe(slugs.length);
    for (const slug of slugs) expect(slug).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
  });

  it('keeps digits with the word they belong to', () => {
    expect(['kvCacheBytes', 'zero1StateBytes', 'ridgePoint'].map((name) => listedOf(name).slug)).toEqual([
      'kv-cache-bytes',
      'zero1-state-bytes',
      'ridge-point',
    ]);
  });

  it('groups them by the file they live in, each family with a name for readers', () => {
    // A new file of formulas needs its line in src/reference/families.ts.
    expect(families.filter(({ id }) => !isNamed(id)).map(({ id }) => id)).toEqual([]);
    const titles = families.map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
    expect(families.find(({ id }) => id === 'roofline')?.formulas.map(({ name }) => name)).toContain('ridgePoint');
  });

  it('puts families in the order of the book, and one without a name last under the words of its file', () => {
    expect(['serving', 'brand-new', 'roofline', 'collectives'].sort(compareFamilies)).toEqual([
      'roofline',
      'collectives',
      'serving',
      'brand-new',
    ]);
    expect(titleOf('brand-new')).toBe('Brand new');
  });

  it('finds the exercises of the book that use a formula, and refuses a name that is none', () => {
    expect(usesOf('ridgePoint').map(({ id }) => id)).toContain('h100-ridge-point');
    expect(usesOf('kaplanCriticalBatch').map(({ id }) => id)).not.toContain('h100-ridge-point');
    expect(() => listedOf('ridgepoint')).toThrow('ridgepoint');
  });
});

describe.each(listed)('$name', ({ formula }) => {
  const example: Readonly<Record<string, number>> = formula.values(formula.example);

  it('starts its calculator with texts that read back to exactly the example', () => {
    for (const [input, { unit }] of inputs(formula)) {
      const reading = readQuantity(typed(example[input] ?? Number.NaN, unit), { unit });
      expect(reading, input).toMatchObject({ ok: true, value: example[input] });
    }
  });

  it('can be set in TeX', () => {
    expect(() => katex.renderToString(generalTex(formula), { displayMode: true, strict: 'error' })).not.toThrow();
  });

  it('is filled by presets with texts that read back to exactly their values', () => {
    for (const { fills, options } of presetsOf(formula)) {
      for (const [option, ...values] of options) {
        expect(values.length).toBe(fills.length);
        for (const [i, input] of fills.entries()) {
          const unit = inputs(formula).find(([key]) => key === input)?.[1].unit ?? '';
          const reading = readQuantity(typed(values[i] ?? Number.NaN, unit), { unit });
          expect(reading, `${option}: ${input}`).toMatchObject({ ok: true, value: values[i] });
        }
      }
    }
  });
});

it('no worked example gives away the answer of an exercise that ends with the same formula', () => {
  const giveaways = entries.flatMap((entry) =>
    solved(entry).flatMap((field) => {
      const last = field.kind === 'number' ? field.steps.at(-1) : undefined;
      if (last === undefined) return [];
      const { formula } = listedOf(last.formula);
      const { value } = last;
      return value !== undefined && Math.abs(formula(formula.example) - value) <= 1e-3 * Math.abs(value)
        ? [`${entry.id}: ${last.formula}`]
        : [];
    }),
  );
  expect(giveaways).toEqual([]);
});

describe('presets', () => {
  it('fill what the fact tables list, and not a link or a layer of the same name', () => {
    expect(presetsOf(listedOf('ridgePoint').formula).map(({ label, fills }) => [label, fills])).toEqual([
      ['Accelerator (BF16)', ['peak', 'bandwidth']],
    ]);
    expect(presetsOf(listedOf('ringTime').formula)).toEqual([]);
    expect(presetsOf(listedOf('fsdpGatherBytes').formula)).toEqual([]);
    const [llama] = presetsOf(listedOf('kvCacheBytes').formula).flatMap(({ options }) =>
      options.filter(([name]) => name === 'Llama 3 70B'),
    );
    // Layers, KV heads and head width as printed in Table 3 of the Llama 3 paper.
    expect(llama).toEqual(['Llama 3 70B', 80, 8, 128]);
  });
});

describe('amounts', () => {
  it('are as short as reading back exactly allows', () => {
    expect(typed(4e12, 'B/s')).toBe('4 TB/s');
    expect(typed(0.42, '1')).toBe('0.42');
    expect(typed(70_553_706_496, 'param')).toBe('70.553706496 billion parameters');
  });

  it('are also shown in full if the text shortens them', () => {
    expect(resultOf(85_899_345_920, 'B')).toEqual({ text: '85.8993 GB', exact: '85,899,345,920 B' });
    expect(resultOf(4_800_000, '$')).toEqual({ text: '$4.8 million', exact: '$4,800,000' });
    expect(resultOf(250, 'FLOP/B')).toEqual({ text: '250 FLOP/B' });
    expect(resultOf(0.0015, 's')).toEqual({ text: '1.5 ms' });
  });

  it('name what they count in the plural', () => {
    expect(['1', 'param', '$', 'token', 'microbatch', 'GPU', 'B/s', 's', 'FLOP'].map(unitWords)).toEqual([
      '',
      'parameters',
      'dollars',
      'tokens',
      'microbatches',
      'GPUs',
      'B/s',
      's',
      'FLOP',
    ]);
  });
});

describe('sources', () => {
  it('link a DOI, an arXiv number and an address, without the sentence around them', () => {
    expect(toLinks('Williams 2009, doi:10.1145/1498765.1498785, applied to decode')).toBe(
      'Williams 2009, <a href="https://doi.org/10.1145/1498765.1498785">doi:10.1145/1498765.1498785</a>, applied to decode',
    );
    expect(toLinks('Hockney 1994, doi:10.1016/S0167-8191(06)80021-9')).toContain('href="https://doi.org/10.1016/S0167-8191(06)80021-9"');
    expect(toLinks('Leviathan et al. 2023 (arXiv:2211.17192) made')).toContain(
      '(<a href="https://arxiv.org/abs/2211.17192">arXiv:2211.17192</a>) made',
    );
    expect(toLinks('Book, https://jax-ml.github.io/scaling-book/tpus/')).toContain('href="https://jax-ml.github.io/scaling-book/tpus/"');
    expect(toLinks('Read https://example.org/a; then, https://example.org/b.')).toBe(
      'Read <a href="https://example.org/a">https://example.org/a</a>; then, <a href="https://example.org/b">https://example.org/b</a>.',
    );
  });

  it('escape what would be markup', () => {
    expect(toLinks('A & B <c> "d"')).toBe('A &amp; B &lt;c&gt; &quot;d&quot;');
  });
});

it('the cheat sheet has about twenty-five formulas, none twice, all of the table', () => {
  const names = sheet.flatMap(({ formulas }) => formulas);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThanOrEqual(22);
  expect(names.length).toBeLessThanOrEqual(30);
  for (const name of names) expect(listedOf(name).name).toBe(name);
});
