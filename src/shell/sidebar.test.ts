import { describe, expect, it } from 'vitest';
import { nearby, withProblems } from './sidebar.ts';

type Entries = Parameters<typeof nearby>[0];
const book = (count: number, current?: number): Entries =>
  Array.from({ length: count }, (_, i) => ({
    type: 'link' as const,
    label: String(i),
    href: `/c${String(i)}/`,
    isCurrent: i === current,
    badge: undefined,
    attrs: {},
  }));
const labels = (entries: Entries): readonly string[] => entries.map(({ label }) => label);

describe('the chapters in the sidebar', () => {
  it('are all there in a book of up to 30', () => {
    expect(nearby(book(30, 3))).toEqual(book(30, 3));
  });
  it('are the present one and its neighbours in a longer book, after a link to all, the same number on every page', () => {
    expect(labels(nearby(book(1200, 600)))).toEqual(['All chapters', ...Array.from({ length: 13 }, (_, i) => String(594 + i))]);
    expect(labels(nearby(book(1200, 0)))).toEqual(['All chapters', ...Array.from({ length: 13 }, (_, i) => String(i))]);
    expect(labels(nearby(book(1200, 1199)))).toEqual(['All chapters', ...Array.from({ length: 13 }, (_, i) => String(1187 + i))]);
    expect(labels(nearby(book(31)))).toHaveLength(14);
  });
  it('are those around the chapter whose problems are read', () => {
    expect(labels(nearby(book(1200), '/c600/'))).toEqual(labels(nearby(book(1200, 600))));
  });
  it('have the problems of the present one below it, and of no other', () => {
    const chapter = { slug: 'c1', number: 1, title: 'x', promise: 'x', exercises: [], problems: [], hasProblems: true };
    const entries = withProblems(book(3), chapter, true);
    expect(labels(entries)).toEqual(['0', '1', 'Problems', '2']);
    expect(entries[2]).toMatchObject({ href: '/c1/problems/', isCurrent: true });
  });
});
