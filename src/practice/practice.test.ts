import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { groups, skills } from '../../chapters/skills.ts';
import { ankiFile } from '#export/anki.ts';
import { entries, quizzes, solved } from '#book/catalog.ts';
import { nextSkills } from './SkillOverview.tsx';
import { practisedSkills } from './practice.ts';
import { issueUrl, reportText, type Reported } from '#exercise/report-text.ts';
import { rate } from '@scaling-workbook/exercises/memory/review';
import { problems } from '../../tests/unit/json-schema.ts';

describe('the skills', () => {
  it('all belong to a group, and each group has at least four', () => {
    expect(groups).toHaveLength(8);
    for (const group of groups) expect(skills.filter((skill) => skill.group === group).length, group).toBeGreaterThanOrEqual(4);
    expect(skills.filter(({ group }) => !groups.includes(group))).toEqual([]);
  });
  it('cover every exercise of the book', () => {
    const proved = new Set(skills.flatMap(({ exercises }) => exercises));
    expect(entries.map(({ id }) => id).filter((id) => !proved.has(id))).toEqual([]);
  });
  it('cover every quiz', () => {
    const proved = new Set(skills.flatMap((skill) => skill.quizzes ?? []));
    expect(quizzes.map(({ id }) => id).filter((id) => !proved.has(id))).toEqual([]);
  });
  it('build on earlier skills', () => {
    for (const [i, { id, after = [] }] of skills.entries()) {
      const before = skills.slice(0, i).map((skill) => skill.id);
      expect({ id, missing: after.filter((other) => !before.includes(other)) }).toEqual({ id, missing: [] });
    }
  });
  it('suggested next are those whose prerequisites are met', () => {
    const state = rate(undefined, 'matmul-intensity', 'good', new Date(0));
    const before = nextSkills(practisedSkills, {}).map(({ id }) => id);
    expect(before).toContain('chip-ridge-point');
    expect(before).not.toContain('kernel-least-time');
    const after = nextSkills(practisedSkills, { 'matmul-arithmetic-intensity': state, 'chip-ridge-point': state }).map(({ id }) => id);
    expect(after).toContain('kernel-least-time');
    expect(after).not.toContain('chip-ridge-point');
  });
});

/** Parses the format as Anki documents it: header lines, tab-separated fields, doubled quotes inside quoted ones. */
function readDeck(text: string): { readonly head: readonly string[]; readonly notes: readonly (readonly string[])[] } {
  const lines = text.trimEnd().split('\n');
  const notes = lines
    .filter((line) => !line.startsWith('#'))
    .map((line) =>
      line.split('\t').map((column) => /^"((?:[^"]|"")*)"$/.exec(column)?.[1]?.replaceAll('""', '"') ?? `unreadable: ${column}`),
    );
  return { head: lines.filter((line) => line.startsWith('#')), notes };
}

describe('the deck for Anki', () => {
  const { head, notes } = readDeck(ankiFile(entries));
  it('declares its format before the first note', () => {
    expect(head).toEqual(expect.arrayContaining(['#separator:Tab', '#html:true', '#guid column:1', '#tags column:4']));
  });
  it('has one note of four columns for each exercise and each of its settings, each with an identity of its own', () => {
    expect(notes).toHaveLength(entries.reduce((sum, { exercise }) => sum + 1 + Object.keys(exercise.fresh ?? {}).length, 0));
    expect(notes.filter((note) => note.length !== 4 || note.some((column) => column === '' || column.startsWith('unreadable')))).toEqual(
      [],
    );
    expect(new Set(notes.map(([id]) => id)).size).toBe(notes.length);
    expect(notes.map(([id]) => id)).toContain('scaling-workbook:h100-ridge-point');
  });
  it('writes formulas for MathJax, with balanced delimiters, and no braces that Anki would take for its own', () => {
    for (const [id, ...columns] of notes) {
      const text = columns.join(' ');
      const count = (part: string): number => text.split(part).length - 1;
      expect({ id, open: count('\\(') }).toEqual({ id, open: count('\\)') });
      expect({ id, braces: /\{\{|\}\}/.test(text), raw: /math-inline|\$\$/.test(text) }).toEqual({ id, braces: false, raw: false });
    }
  });
  it('shows the answer on the back and not on the front', () => {
    const note = notes.find(([id]) => id === 'scaling-workbook:h100-ridge-point');
    expect(note?.[2]).toContain('295.343');
    expect(note?.[1]).not.toContain('295.343');
  });
});

describe('the schema of /exercises.json', () => {
  const schema = JSON.parse(readFileSync('public/exercises.schema.json', 'utf8')) as Record<string, unknown>;
  const list = {
    version: 1,
    exercises: entries.map((entry) => ({
      id: entry.id,
      number: entry.number,
      set: entry.set,
      chapter: entry.chapter,
      kind: entry.exercise.kind,
      title: entry.exercise.title,
      url: `/exercises/${entry.id}/`,
      fields: solved(entry).map((field) => ({
        key: field.key,
        label: field.label,
        ...('unit' in field && { unit: field.unit }),
        ...(field.kind === 'symbolic' && { letters: field.letters }),
      })),
    })),
  };
  it('holds for the list', () => {
    expect(problems(schema, list)).toEqual([]);
  });
  it('refuses an answer in it, a missing id and another version', () => {
    const [first] = list.exercises;
    expect(problems(schema, { version: 1, exercises: [{ ...first, answer: 1 }] })).toEqual(['/exercises/0: unknown answer']);
    expect(problems(schema, { version: 1, exercises: [{ ...first, id: 'A B' }] })).toHaveLength(1);
    expect(problems(schema, { version: 2, exercises: [] })).toEqual(['/version: not 1']);
  });
});

describe('a report', () => {
  const reported: Reported = {
    id: 'h100-ridge-point',
    setting: 'a100',
    facts: '0123abcd',
    url: 'https://example.org/exercises/h100-ridge-point/?h100-ridge-point=a100',
    record: { v: 1, tries: 1, fields: { answer: 'slip' }, typed: { answer: '0.0034 & more' }, last: '2026-11-23T12:00:00.000Z' },
  };
  it('says exercise, numbers, fact tables, what was typed and the verdict', () => {
    const text = reportText(reported);
    for (const part of ['h100-ridge-point', 'a100', '0123abcd', '“0.0034 & more” (slip)']) expect(text).toContain(part);
  });
  it('opens an issue with that text, whatever was typed', () => {
    const url = new URL(issueUrl('https://example.org/owner/book/', reported));
    expect(url.pathname).toBe('/owner/book/issues/new');
    expect(url.searchParams.get('body')).toBe(reportText(reported));
  });
});
