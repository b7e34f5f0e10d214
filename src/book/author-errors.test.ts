import * as formulas from '@scaling-workbook/formulas/formulas';
import { amount, choice, md, numeric, parts, solve, type Exercise, type Formulas } from '@scaling-workbook/exercises';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuthorError, collision, disagreements, lacksOf, toText, withoutSlips } from './author-errors.ts';
import { entries, inFile, solved } from './catalog.ts';
import { problemsOf } from './chapter-files.ts';
import type { Sources } from './sources.ts';
import { render } from '#exercise/render.ts';

const good = entries.find(({ id }) => id === 'relu-intensity')?.exercise;
if (!good) throw new Error('relu-intensity is missing');
const head = ['---', 'title: One', 'promise: Do it.', 'description: It.', 'book: { title: x, url: y }', '---', ''];
const page = (...lines: readonly string[]): string => [...head, ...lines].join('\n');
const book = (more: Partial<Sources>): Sources => ({
  pages: { 'chapters/00-one/index.mdx': page('<Exercise id="relu" />', '<Quiz id="one-quiz" />') },
  exercises: { 'chapters/00-one/exercises/relu.ts': good },
  quizzes: { 'chapters/00-one/quizzes/one-quiz.ts': good },
  book: [],
  ...more,
});
const said = (more: Partial<Sources>): readonly string[] => problemsOf(book(more)).map(toText);

describe('the files of the chapters', () => {
  it('fit together as they should', () => {
    expect(said({})).toEqual([]);
  });

  it.each<[string, Partial<Sources>, string]>([
    [
      'an id that two files have',
      {
        exercises: { 'chapters/00-one/exercises/relu.ts': good, 'chapters/00-one/exercises/one-quiz.ts': good },
        pages: { 'chapters/00-one/index.mdx': page('<Exercise id="relu" /><Exercise id="one-quiz" />', '<Quiz id="one-quiz" />') },
      },
      'chapters/00-one/quizzes/one-quiz.ts: the id “one-quiz” is taken by chapters/00-one/exercises/one-quiz.ts. Hint: rename the newer file; ids are permanent.',
    ],
    [
      'an id in a page that no file has',
      {
        pages: {
          'chapters/00-one/index.mdx': page('<Exercise id="relu" />', '', '<Exercise id="relu-intensty" />', '<Quiz id="one-quiz" />'),
        },
      },
      'chapters/00-one/index.mdx:10: <Exercise id="relu-intensty"/> has no file exercises/relu-intensty.ts. Hint: there are relu.',
    ],
    [
      'an id misspelt',
      { pages: { 'chapters/00-one/index.mdx': page('<Exercise id="relu" />', '<Quiz id="one-quizz" /><Quiz id="one-quiz" />') } },
      'chapters/00-one/index.mdx:9: <Quiz id="one-quizz"/> has no file quizzes/one-quizz.ts. Hint: did you mean one-quiz?',
    ],
    [
      'an exercise that stands twice',
      { pages: { 'chapters/00-one/index.mdx': page('<Exercise id="relu" />', '<Exercise id="relu" />', '<Quiz id="one-quiz" />') } },
      'chapters/00-one/index.mdx:9: <Exercise id="relu"/> stands there twice. Hint: link to the first instead, with [its title](#relu).',
    ],
    [
      'an exercise that no page shows',
      { pages: { 'chapters/00-one/index.mdx': page('<Quiz id="one-quiz" />') } },
      'chapters/00-one/exercises/relu.ts: there is no <Exercise id="relu" /> in chapters/00-one/index.mdx. Hint: place it where the prose has prepared it.',
    ],
    [
      'a page without a title',
      { pages: { 'chapters/00-one/index.mdx': page('<Exercise id="relu" />', '<Quiz id="one-quiz" />').replace('title: One\n', '') } },
      'chapters/00-one/index.mdx:1: the frontmatter has no title. Hint: add `title:`, the chapter’s name, as the sidebar shows it.',
    ],
    [
      'a page whose tag is not closed',
      { pages: { 'chapters/00-one/index.mdx': page('<Exercise id="relu" />', '', '<Quiz id="one-quiz">') } },
      'chapters/00-one/index.mdx:10: cannot be read: Expected a closing tag for `<Quiz>`. Hint: look for a brace, a tag or a quotation mark that is not closed.',
    ],
    [
      'frontmatter that is no YAML',
      {
        pages: {
          'chapters/00-one/index.mdx': page('<Exercise id="relu" />', '<Quiz id="one-quiz" />').replace('title: One', 'title: "One'),
        },
      },
      'chapters/00-one/index.mdx:5: cannot be read: Missing closing "quote. Hint: look for a brace, a tag or a quotation mark that is not closed.',
    ],
    [
      'a file that exports nothing',
      { exercises: { 'chapters/00-one/exercises/relu.ts': undefined } },
      'chapters/00-one/exercises/relu.ts: exports no exercise. Hint: write `export default numeric({ … })`, or `parts`, or `choice`.',
    ],
    [
      'a name that cannot stand in an address',
      {
        exercises: { 'chapters/00-one/exercises/relu.ts': good, 'chapters/00-one/exercises/My_Relu.ts': good },
        pages: { 'chapters/00-one/index.mdx': page('<Exercise id="relu" /><Exercise id="My_Relu" />', '<Quiz id="one-quiz" />') },
      },
      'chapters/00-one/exercises/My_Relu.ts: “My_Relu” cannot stand in an address. Hint: small letters, digits and single hyphens.',
    ],
    [
      'a folder without a page',
      { exercises: { 'chapters/00-one/exercises/relu.ts': good, 'chapters/01-two/exercises/other.ts': good } },
      'chapters/01-two/exercises/other.ts: its chapter has no page chapters/01-two/index.mdx. Hint: `npm run new:chapter` writes one.',
    ],
  ])('are refused for %s', (_, more, expected) => {
    expect(said(more)).toEqual([expected]);
  });

  it('are refused for everything at once, in a list', () => {
    const problems = problemsOf(book({ pages: { 'chapters/00-one/index.mdx': 'No frontmatter.' } }));
    expect(problems).toHaveLength(6);
    expect(new AuthorError(problems).message.split('\n')).toHaveLength(7);
  });
});

const base = {
  title: 'x',
  given: { flops: amount(8, 'FLOP'), bytes: amount(2, 'B') },
  ask: () => md`x`,
  hint: () => md`x`,
  after: () => md`x`,
  unit: 'FLOP/B',
  byHand: 4,
} as const;

const intensity = (g: { readonly flops: number; readonly bytes: number }, f: Formulas): number => f.arithmeticIntensity(g);

describe('the file of an exercise', () => {
  let folder = '';
  beforeAll(() => {
    mkdirSync('reports', { recursive: true });
    folder = mkdtempSync(join('reports', 'author-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  /** With this text as the exercise's file. */
  const saidOf = (exercise: Exercise, source: string, setting?: string): string => {
    const path = join(folder, 'x.ts');
    writeFileSync(path, source);
    const entry = { id: 'x', exercise, chapter: 'x', set: 'chapter' as const, number: '0.1', path };
    try {
      solved(entry, setting);
      render(entry, setting);
      return '';
    } catch (error) {
      expect(error).toBeInstanceOf(AuthorError);
      return error instanceof Error ? error.message.replace(path, 'x.ts') : '';
    }
  };

  it.each<[string, Exercise, string, string | undefined, string]>([
    [
      'a given misspelt in a text',
      numeric({
        ...base,
        ask: (g) => md`It does ${(g as unknown as Record<string, never>)['flop'] as never} in all.`,
        solve: (g, f) => f.arithmeticIntensity(g),
      }),
      'export default numeric({\n  ask: (g) => md`It does ${g.flop} in all.`,\n});',
      undefined,
      'x.ts:2: A text prints undefined before “in all.”. Only amounts and texts can be printed: is a given misspelt? Hint: print what stands under `given`, spelt as there, or a `show(…)` of it.',
    ],
    [
      'a unit that the book does not know',
      numeric({ ...base, unit: 'furlong', solve: (g, f) => f.arithmeticIntensity(g) }),
      "export default numeric({\n  title: 'x',\n  unit: 'furlong',\n});",
      undefined,
      'x.ts:3: unit must be one this workbook knows, got furlong. Hint: packages/formulas/src/unit-reading.ts lists the units.',
    ],
    [
      'a unit of another kind than the result',
      numeric({ ...base, unit: 's', solve: (g, f) => f.arithmeticIntensity(g) }),
      "export default numeric({\n  unit: 's',\n});",
      undefined,
      'x.ts:2: cannot convert FLOP/B to s: they measure different things. Hint: ask for a unit of what the last formula gives.',
    ],
    [
      'arithmetic of its own',
      numeric({ ...base, solve: (g, f) => 3 * f.arithmeticIntensity(g) }),
      'export default numeric({\n\n  solve: (g, f) => 3 * f.arithmeticIntensity(g),\n});',
      undefined,
      'x.ts:3: “answer”: solve returns 12, which neither a formula nor a given is; compose formulas only, with no loose arithmetic. Hint: missing a formula? Add it to packages/formulas.',
    ],
    [
      'a field asked for before it is there',
      parts({
        ...base,
        fields: {
          a: { label: 'a', unit: 'FLOP/B', byHand: 4, solve: (g, f, earlier) => f.arithmeticIntensity({ ...g, flops: earlier('b') }) },
        },
      }),
      "export default parts({\n  solve: (g, f, earlier) => f.x(earlier('b')),\n});",
      undefined,
      'x.ts:2: “a” asks for “b”, which is no number field before it. Hint: name a field that stands above, by its key.',
    ],
    [
      'a formula that is not there',
      numeric({
        ...base,
        solve: (g, f) =>
          (f as unknown as Record<string, (x: unknown) => number>)['ridgePiont']?.call(undefined, g) ??
          (f as never as { ridgePiont: (x: unknown) => number }).ridgePiont(g),
      }),
      'export default numeric({\n  solve: (g, f) => f.ridgePiont(g),\n});',
      undefined,
      'x.ts:2: f.ridgePiont is not a function. Hint: is the formula misspelt? packages/formulas/src/formulas.ts lists them.',
    ],
    [
      'an input misspelt',
      numeric({ ...base, solve: ({ flops, bytes }, f) => f.arithmeticIntensity({ flops, byte: bytes } as never) }),
      "export default numeric({\n  given: { byte: amount(2, 'B') },\n  solve: ({ flops, bytes }, f) =>\n    f.arithmeticIntensity({ flops, byte: bytes }),\n});",
      undefined,
      'x.ts:4: Arithmetic intensity: takes no input byte; it takes flops, bytes. Hint: spell the input as the formula does.',
    ],
    [
      'an input that a misspelt given leaves undefined',
      numeric({
        ...base,
        solve: (g, f) => f.arithmeticIntensity({ flops: g.flops, bytes: (g as unknown as Record<string, never>)['byts'] as never }),
      }),
      'export default numeric({\n\n  solve: (g, f) => f.arithmeticIntensity({ flops: g.flops, bytes: g.byts }),\n});',
      undefined,
      'x.ts:3: Arithmetic intensity: bytes must be a finite number above 0 (bytes it moves, in B), got undefined. Hint: give the formula this input, too.',
    ],
    [
      'a formula in a text that cannot be set',
      numeric({ ...base, hint: () => md`Take $I^a^b$ first.`, solve: (g, f) => f.arithmeticIntensity(g) }),
      'export default numeric({\n  ask: () => md`x`,\n  hint: () => md`Take $I^a^b$ first.`,\n});',
      undefined,
      'x.ts:3: KaTeX parse error: Double superscript at position 4: I^a^b. Hint: https://katex.org/docs/supported lists what a formula may hold.',
    ],
    [
      'a setting outside what a formula takes',
      numeric({ ...base, solve: (g, f) => f.arithmeticIntensity(g), fresh: { none: { bytes: amount(-1, 'B') } } }),
      'export default numeric({\n  solve: (g, f) => f.arithmeticIntensity(g),\n  fresh: {\n    none: { bytes: amount(-1) },\n  },\n});',
      'none',
      'x.ts:4: in the setting “none”: Arithmetic intensity: bytes must be',
    ],
  ])('that has %s', (_, exercise, source, setting, expected) => {
    expect(saidOf(exercise, source, setting)).toContain(expected);
  });

  it('that has no error says nothing', () => {
    expect(saidOf(numeric({ ...base, solve: (g, f) => f.arithmeticIntensity(g) }), 'export default numeric({});')).toBe('');
  });

  it('keeps the first place when several layers rethrow an error', () => {
    const entry = { id: 'x', exercise: good, chapter: 'x', set: 'chapter' as const, number: '', path: 'outer.ts' };
    expect(() => inFile(entry, undefined, () => inFile({ ...entry, path: 'inner.ts' }, undefined, () => md`${1 as never}`))).toThrow(
      /^inner\.ts/,
    );
  });

  it('that lacks settings, or the calculation on paper, is reported with what and where', () => {
    const source = "export default numeric({\n  byHand: Number('x'),\n  fresh: {},\n});";
    expect(
      lacksOf(numeric({ ...base, byHand: Number('x'), solve: (g, f) => f.arithmeticIntensity(g) }), { file: 'x.ts', source }).map(toText),
    ).toEqual([
      'x.ts:3: a number needs at least 5 fresh settings, and has 0. Hint: add real ones (other chips, models, shapes) under `fresh`, each with a permanent name.',
      'x.ts:2: byHand is no number. Hint: type the answer that you worked out on paper.',
    ]);
    expect(lacksOf(choice({ ...base, options: () => [] }), { file: 'x.ts', source: '' })).toEqual([]);
  });

  it('that disagrees with the calculation on paper is reported with the field, both values and how close they must be', () => {
    const file = 'x.ts';
    const one = numeric({ ...base, byHand: 4.0003, solve: (g, f) => f.arithmeticIntensity(g) });
    expect(disagreements(one, solve(one, formulas), { file, source: 'numeric({\n  byHand: 4.0003,\n})' }).map(toText)).toEqual([
      'x.ts:2: the field “answer” has byHand 4.0003, and its formulas give 4 FLOP/B; they must agree to four significant digits. Hint: byHand is in FLOP/B, like the answer. Find out which of the two is wrong before you change one.',
    ]);
    const field = { label: 'x', unit: 'FLOP/B', byHand: 4, solve: intensity };
    const two = parts({ ...base, fields: { first: field, second: { ...field, byHand: 4.0001, tolerance: 0 } } });
    const source = 'parts({ fields: {\n  first: {\n    byHand: 4 },\n  second: {\n    byHand: 4.0001 },\n} })';
    expect(disagreements(two, solve(two, formulas), { file, source }).map(toText)).toEqual([
      expect.stringMatching(/^x\.ts:5: .* exactly\./),
    ]);
    expect(disagreements({ ...one, fields: { answer: field as never } }, solve(one, formulas), { file, source })).toEqual([]);
  });

  it('that recognises no slip at a number is reported with the field', () => {
    const exercise = parts({
      ...base,
      fields: {
        moved: { label: 'x', unit: 'B', byHand: 2, solve: ({ bytes }) => bytes },
        answer: { label: 'x', unit: 'FLOP/B', byHand: 4, solve: intensity },
      },
    });
    const source = 'parts({ fields: {\n  moved: {\n    solve: x },\n  answer: { solve: y },\n} })';
    expect(withoutSlips(solve(exercise, formulas), { file: 'x.ts', source }).map(toText)).toEqual([
      'x.ts:3: the field “moved” recognises no slip. Hint: use a formula that has slips, or name one under `slips` with a wrong given or a wrong chain.',
    ]);
  });

  it('whose slip collides is reported with the slip', () => {
    const source = "export default numeric({\n  slips: [\n    { name: 'twice', say: '…' },\n  ],\n});";
    expect(toText(collision('twice', { file: 'x.ts', source, setting: 'a100' }))).toBe(
      'x.ts:3: in the setting “a100”: the slip “twice” lies on the answer or on another slip. Hint: leave it out here, or choose givens that tell the two apart.',
    );
  });
});
