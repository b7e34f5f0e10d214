import { describe, expect, it } from 'vitest';
import { bookSections } from '../../chapters/book/problems.ts';
import { toText } from './author-errors.ts';
import { bookIdsOf, problemNumberOf, shortNumberOf, type BookSection } from './book-section.ts';
import { chapters, entryOf, problemNumbers } from './catalog.ts';
import { problemsOf } from './chapter-files.ts';
import type { Sources } from './sources.ts';

const good = entryOf('relu-intensity').exercise;
const solving = (book: string | readonly string[]) => ({ ...good, book });
const section: BookSection = {
  number: 1,
  slug: 'one',
  title: 'One',
  chapter: 'one',
  problems: [
    { id: 'sb-one-1', title: 'x', kind: 'number' },
    { id: 'sb-one-2', title: 'x', kind: 'number' },
    { id: 'sb-one-3', title: 'x', kind: 'program', notJudged: 'It needs a chip.' },
  ],
};
const other: BookSection = { number: 2, slug: 'two', title: 'Two', problems: [{ id: 'sb-two-p1', title: 'x', kind: 'number' }] };
const index = '---\ntitle: One\npromise: Do it.\ndescription: It.\nbook: { title: x, url: y }\n---\n<Exercise id="own" />';
const problems = (...lines: readonly string[]): string => ['---', 'title: P', 'description: It.', '---', ...lines].join('\n');
const third = '<Solved book="sb-one-3" />';

const said = (page: string, exercises: Readonly<Record<string, string | readonly string[]>>, more: Partial<Sources> = {}) =>
  problemsOf({
    pages: { 'chapters/00-one/index.mdx': index, 'chapters/00-one/problems.mdx': page },
    exercises: Object.fromEntries(
      Object.entries({ own: [], ...exercises }).map(([id, book]) => [`chapters/00-one/exercises/${id}.ts`, solving(book)]),
    ),
    quizzes: {},
    book: [section, other],
    ...more,
  }).map(toText);

describe('the page of problems', () => {
  it('may pose some, link to one solved in the chapter, and leave out those that have no place yet', () => {
    expect(said(problems('<Exercise id="a" />', third), { a: 'sb-one-1' })).toEqual([]);
    expect(
      said(problems('<Exercise id="a" />', '<Solved book="sb-one-2" />', third), { a: ['sb-one-1', 'sb-two-p1'], own: 'sb-one-2' }),
    ).toEqual([]);
  });
  it.each<[string, string, Readonly<Record<string, string | readonly string[]>>, string]>([
    [
      'an id that the companion book does not have',
      problems('<Solved book="sb-one-2" />', third),
      { own: ['sb-one-2', 'question 7'] },
      'chapters/00-one/exercises/own.ts: “question 7” is no problem of the companion book. Hint: chapters/book/problems.ts lists them.',
    ],
    [
      'an id misspelt',
      problems('<Solved book="sb-one-2" />', third),
      { own: ['sb-one-2', 'sb-two-1'] },
      'chapters/00-one/exercises/own.ts: “sb-two-1” is no problem of the companion book. Hint: did you mean sb-two-p1?',
    ],
    [
      'an exercise that names no problem',
      problems('<Exercise id="a" />', third),
      { a: [] },
      'chapters/00-one/problems.mdx:5: <Exercise id="a"/> names no problem of the companion book. Hint: add `book: \'sb-…\'` to the exercise, or place it in index.mdx.',
    ],
    [
      'a link in the place of a problem that nothing solves',
      problems('<Solved book="sb-one-1" />', third),
      {},
      "chapters/00-one/problems.mdx:5: no exercise solves sb-one-1, and chapters/book/problems.ts has no reason why it is not judged. Hint: add `book: 'sb-one-1'` to the exercise that solves it.",
    ],
    [
      'another order than the companion book’s',
      problems('<Exercise id="b" />', '<Exercise id="a" />', third),
      { a: 'sb-one-1', b: 'sb-one-2' },
      'chapters/00-one/problems.mdx:6: <Exercise id="a"/> stands after <Exercise id="b"/>. Hint: keep the order of the companion book.',
    ],
    [
      'a problem of another section',
      problems('<Exercise id="a" />', third),
      { a: 'sb-two-p1' },
      'chapters/00-one/problems.mdx:5: <Exercise id="a"/> solves sb-two-p1, which is not of the section that this chapter accompanies. Hint: place it in the chapter of its section; the first id of `book` counts.',
    ],
    [
      'leaving out what an exercise of the chapter solves',
      problems(third),
      { own: 'sb-one-2' },
      'chapters/00-one/problems.mdx: sb-one-2 is solved by own, and the page does not say so. Hint: write <Solved book="sb-one-2" /> in its place.',
    ],
    [
      'leaving out what is not judged',
      problems('<Exercise id="a" />'),
      { a: 'sb-one-1' },
      'chapters/00-one/problems.mdx: sb-one-3 is not judged, and the page does not say so. Hint: write <Solved book="sb-one-3" /> in its place.',
    ],
    [
      'an exercise that stands in the chapter, too',
      problems('<Solved book="sb-one-1" />', third, '<Exercise id="own" />'),
      { own: 'sb-one-1' },
      'chapters/00-one/problems.mdx:7: <Exercise id="own"/> stands there twice. Hint: link to the first instead, with [its title](#own).',
    ],
    [
      'having no title',
      problems(third).replace('title: P\n', ''),
      {},
      'chapters/00-one/problems.mdx:1: the frontmatter has no title. Hint: add `title:`, such as “Problems of All About Rooflines”.',
    ],
  ])('is refused for %s', (_, page, exercises, expected) => {
    expect(said(page, exercises)).toContain(expected);
  });
});

describe('the table of the companion book', () => {
  const all = bookSections.flatMap((one) => one.problems.map((problem) => ({ ...problem, section: one })));
  it('has its 99 problems, each once, under the section that its id names', () => {
    expect(all).toHaveLength(99);
    expect(new Set(all.map(({ id }) => id)).size).toBe(99);
    for (const { id, section } of all) expect(id.replace(/^sb-(.*?)-(?:[pt]?\d+|\d+-\d+)$/, '$1')).toBe(section.slug);
  });
  it('counts them as the companion book does: without gaps from 1', () => {
    for (const { problems: own } of bookSections)
      for (const [, same] of Map.groupBy(
        own.map(({ id }) => problemNumberOf(id)),
        (found) => (found.of === 'quiz' ? `quiz ${String(found.quiz)}` : found.of),
      ))
        expect(same.map(({ number }) => number)).toEqual(same.map((_, i) => i + 1));
  });
  it('names only chapters that there are', () => {
    const slugs = chapters.map(({ slug }) => slug);
    expect(bookSections.flatMap(({ chapter = 'roofline' }) => chapter).filter((chapter) => !slugs.includes(chapter))).toEqual([]);
  });
});

describe('the number of a problem', () => {
  it('is short in lists', () => {
    expect(['sb-roofline-3', 'sb-sharding-p1', 'sb-applied-training-t12', 'sb-jax-stuff-4', 'sb-gpus-2-3'].map(shortNumberOf)).toEqual([
      'P3',
      'Q1',
      'T12',
      'P4',
      'Q2.3',
    ]);
    expect(() => problemNumberOf('roofline-3')).toThrow('“roofline-3” is no id of a problem, such as sb-roofline-1');
  });
  it('takes a letter where several exercises solve one', () => {
    expect(problemNumbers(['sb-tpus-5', 'sb-tpus-6', 'sb-tpus-6', 'sb-tpus-p1'])).toEqual(['P5', 'P6a', 'P6b', 'Q1']);
  });
  it('is read from one id or from several', () => {
    expect([bookIdsOf({}), bookIdsOf({ book: 'sb-tpus-1' }), bookIdsOf({ book: ['sb-tpus-1', 'sb-tpus-2'] })]).toEqual([
      [],
      ['sb-tpus-1'],
      ['sb-tpus-1', 'sb-tpus-2'],
    ]);
  });
});
