/** Figures recomputed from the earlier workbook with pencil, Python and its sources, typed as printed there. */
import * as formulas from '@scaling-workbook/formulas/formulas';
import { toShown, type ShownFormulas } from '@scaling-workbook/exercises';
import { describe, expect, it } from 'vitest';
import { errata, references } from './content.ts';
import { entries, quizzes } from './catalog.ts';
import { sections } from './errata.ts';
import { render } from '#exercise/render.ts';

const f = toShown(formulas);
/** Formulas that no longer compute: a figure that is still printed was typed. */
const blank = Object.fromEntries(
  Object.entries(formulas as Record<string, { readonly gives: string }>).map(([name, { gives }]) => [
    name,
    () => ({ value: 1, unit: gives }),
  ]),
) as unknown as ShownFormulas;

const textOf = (id: string, of: ShownFormulas): string => {
  const erratum = errata.find((other) => other.id === id);
  if (!erratum) throw new Error(`no erratum ${id}`);
  return `${erratum.right(of)} ${erratum.why(of)}`.replaceAll('\\', '');
};

const expected: Readonly<Record<string, readonly string[]>> = {
  E02: ['0.25 FLOP/B', '0.125 FLOP/B', '20 FLOP/B'],
  E03: ['916.26 TFLOP/s', '0.176 ms'],
  E04: ['8,912,896', '113.778', '60.2353', '62.0606', '1,024'],
  E05: ['886', '295.3'],
  E06: ['49.25 TFLOP/s', '1.503 GHz', '144.179 TFLOP/s'],
  E07: ['72 TFLOP/s'],
  E09: ['0.16388 ms'],
  E11: ['8.59 billion', '16.06 GB'],
  E13: ['33.5544 MB', '67.1089 MB', '536.871 MB'],
  E14: ['234.881 MB', '224 MiB', '134.218 MB', '128 MiB', '1.75'],
  // 134.218 MB through 2·7/8 links of 450 GB/s against 137.439 GFLOP at 989.4 TFLOP/s.
  E15: ['0.138911 ms', '0.521958 ms', '0.497778 ms', '3.75749', '137.439 GFLOP', '0.0174 ms'],
  E16: ['469.762 MB', '939.524 MB', '26,112.5', '4.49219 GB', '1.87905 GB', '7.51619 GB'],
  E17: ['124,439,808'],
  E18: ['10.7374 GFLOP', '7.6 %', '15.2 %', '139.006 GFLOP'],
  E19: ['6.354 × 10²⁴'],
  E20: ['85.8993 GB', '687.195 GB', '2.68435 GB', '61 %'],
  E21: ['137.004 %', '2,335.69 tokens/s', '38.5324 %'],
  E23: ['939.524 MB', '1,879.05 MB', '448 MiB', '2.08783 ms'],
  E24: ['58. ', 'exactly 5 %', '4.91803 %'],
  E25: ['DP 64', 'DP 128', 'DP 8', '32 groups of 64'],
  E26: ['8.85837 GB', '8.25 GiB', '708.67 GB', '97 %', '26.0382 GB'],
  E27: ['130.208 days', '27.9 %', '651 tokens/s', '67.2 %'],
  E28: ['$17.9 million', '$26.8 million', '$12.8 million'],
  E29: ['7.227 × 10²³', '72 times'],
  // 8.48528e-4
  E30: ['0.000848528'],
  E31: ['5.88 × 10²⁵', '9.25 times', '230 billion', '256 billion', '176 billion'],
  E32: ['11.8626 tokens/s', '23.7 tokens/s'],
  E33: ['141.2 GB', '7,007.08 tokens/s', '7,067.14 tokens/s'],
  E34: ['42.1493 ms', '85.8993 GB', '25.6416 ms', '67.8 ms', '472 tokens/s'],
  E35: ['295.3', '318.3'],
  E37: ['47.4504 tokens/s', 'batch of 67.', '2.68435 GB', '357.019 GB', '18.8 GB', 'room for 7'],
  E38: ['0.709011', '1.58891'],
  E39: ['$0.198413'],
  E40: ['141.2 GB', '35.3 GB', 'gains 4×', '$0.522684', '95.7143 tokens/s'],
  E41: ['14.7 %', '1.39181', '3.3 PFLOP/s', '15.1 PFLOP/s'],
  E42: ['62.2323 ms', '7.77904 ms', '15.0913 PFLOP/s', '3,000', '4,300'],
  E43: ['15.534 %'],
  E44: ['microbatch 0 %'],
  E47: ['12.5'],
  E52: ['12 without'],
  E54: ['372.678', '10,616,832', '1.062', '9,750,528'],
  E55: ['810,000', '1,000,000', '998,001', '18.2'],
  E56: ['12,720,000 GFLOP', '12,720 TFLOP'],
  E57: ['100 million tokens', '6 × 10²⁰', '0.1 tokens', '70.7 million', '1.41 billion'],
  E59: ['of 64 tokens', '67.1 MB'],
};

describe('the errata', () => {
  it('are the sixty-one from E01 to E61, each once', () => {
    expect(errata.map(({ id }) => id).toSorted()).toEqual(Array.from({ length: 61 }, (_, i) => `E${String(i + 1).padStart(2, '0')}`));
    expect(new Set(errata.map(({ title }) => title)).size).toBe(61);
  });

  it.each(Object.entries(expected))('%s prints the figures of the recomputation', (id, figures) => {
    for (const figure of figures) expect(textOf(id, f)).toContain(figure);
  });

  it.each(Object.entries(expected))('%s computes them: without working formulas none is left', (id, figures) => {
    const text = textOf(id, blank);
    expect(figures.filter((figure) => text.includes(figure))).toEqual([]);
  });

  it('have no computed figure that nobody has checked', () => {
    const computing = errata.filter(({ id }) => textOf(id, f) !== textOf(id, blank)).map(({ id }) => id);
    expect(computing.toSorted()).toEqual(Object.keys(expected).toSorted());
  });

  it('count the parameters of the addition model as running it did', () => {
    expect(textOf('E53', f)).toContain('10,662,157');
  });

  it('say E15 corrects itself', () => {
    expect(textOf('E15', f)).toContain('first corrected to 3.75975');
  });

  it('cite every reference that is listed', () => {
    expect(new Set(errata.flatMap(({ sources = [] }) => sources))).toEqual(new Set(Object.keys(references)));
  });
});

describe('the exercises', () => {
  const telling = [...entries, ...quizzes].filter(({ exercise }) => exercise.erratum !== undefined);
  const corrections = sections.flatMap((section) => section.corrections);

  it('answer errata that the page holds, and are linked from there', () => {
    for (const { id, exercise } of telling) {
      const links = corrections.find((correction) => correction.id === exercise.erratum)?.links ?? [];
      expect(
        links.some(({ url }) => url.includes(id)),
        `${id} from ${exercise.erratum ?? ''}`,
      ).toBe(true);
    }
  });

  it.each(telling)('$id does not mention the earlier workbook', (entry) => {
    const { statement, hint, remark } = render(entry);
    expect(`${statement} ${hint} ${remark}`).not.toMatch(/earlier workbook|errat/iu);
  });

  it('are linked from errata of the numbers they had', () => {
    // E03 was about 0.3 and 3.6, whose exercise mentions E21; E01 about the front page.
    const linked = (id: string) => corrections.find((correction) => correction.id === id)?.links.map(({ text }) => text);
    expect(linked('E14')).toEqual(['Exercise 2.3, What a ring all-reduce sends']);
    expect(linked('E03')?.length).toBe(2);
    expect(linked('E01')).toEqual([]);
  });
});
