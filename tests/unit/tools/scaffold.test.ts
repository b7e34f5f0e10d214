/** What `npm run new:exercise` and `npm run new:chapter` write works at once; wrong arguments are refused with a reason. */
import * as formulas from '@scaling-workbook/formulas/formulas';
import { solve, type Exercise } from '@scaling-workbook/exercises';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
let chapters = '';
const scaffold = (...words: readonly string[]): { readonly ok: boolean; readonly said: string } => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'packages/tools/scaffold.ts'), ...words], {
    env: { ...process.env, CHAPTERS: chapters },
    encoding: 'utf8',
  });
  return { ok: status === 0, said: `${stdout}${stderr}` };
};
const text = (...path: readonly string[]): string => readFileSync(join(chapters, ...path), 'utf8');

beforeAll(() => {
  mkdirSync(join(root, 'reports'), { recursive: true });
  // Below the project's root, so that the new files find the packages.
  chapters = mkdtempSync(join(root, 'reports', 'scaffold-'));
  mkdirSync(join(chapters, '00-first', 'exercises'), { recursive: true });
  writeFileSync(join(chapters, '00-first', 'exercises', 'there.ts'), '');
  mkdirSync(join(chapters, 'errata'));
  writeFileSync(
    join(chapters, 'skills.ts'),
    "skill(a, 'one', 'say', ['there'], { quizzes: ['q'] }),\nskill(a, 'two', 'say, more', ['other'], { quizzes: ['r'], after: ['one'] }),\n",
  );
  writeFileSync(
    join(chapters, '00-first', 'index.mdx'),
    'Prose.\n\n<Exercise id="there" />\n\nMore prose.\n\n<Lesson>\nOne thing.\n</Lesson>\n',
  );
});
afterAll(() => {
  rmSync(chapters, { recursive: true });
});

describe('a new exercise', () => {
  it('stands after the last one of the chapter', () => {
    expect(scaffold('exercise', 'first', 'my-intensity')).toMatchObject({ ok: true });
    expect(text('00-first', 'index.mdx')).toBe(
      'Prose.\n\n<Exercise id="there" />\n\n<Exercise id="my-intensity" />\n\nMore prose.\n\n<Lesson>\nOne thing.\n</Lesson>\n',
    );
  });

  it('proves the skill that the chapter’s other exercises prove', () => {
    expect(text('skills.ts').split('\n')[0]).toBe("skill(a, 'one', 'say', ['there', 'my-intensity'], { quizzes: ['q'] }),");
  });

  it('can be solved, in every setting with another answer, and agrees with the calculation on paper', async () => {
    const { default: exercise } = (await import(join(chapters, '00-first', 'exercises', 'my-intensity.ts'))) as { default: Exercise };
    const settings = [undefined, ...Object.keys(exercise.fresh ?? {})];
    const answers = settings.map((setting) =>
      solve(exercise, formulas, setting).map((field) => (field.kind === 'number' ? field.value : NaN)),
    );
    // 4e12 FLOP over 2.5e10 B, by hand.
    expect(answers[0]).toEqual([160]);
    expect(new Set(answers.flat()).size).toBe(6);
  });

  it.each([
    ['an id that is taken', ['exercise', 'first', 'there'], 'is taken by chapters/00-first/exercises/there.ts'],
    ['an id that is no file name', ['exercise', 'first', '../Evil'], 'is no id'],
    ['a chapter that is not there', ['exercise', 'nowhere', 'fine'], 'There are: 00-first'],
    ['a folder that is no chapter', ['exercise', 'errata', 'fine'], 'There is no chapter “errata”. There are: 00-first'],
    ['nothing', [], 'Use: npm run new:exercise -- <chapter> <id>'],
    ['no chapter and no id', ['exercise'], 'Use: npm run new:exercise -- <chapter> <id>'],
  ] as const)('is refused for %s, with a reason', (_, words, reason) => {
    const { ok, said } = scaffold(...words);
    expect(ok).toBe(false);
    expect(said).toContain(reason);
  });
});

describe('a new chapter', () => {
  it('has a page, an exercise and a quiz that belong together', () => {
    expect(scaffold('chapter', '7', 'my-topic', 'My topic')).toMatchObject({ ok: true });
    const page = text('07-my-topic', 'index.mdx');
    expect(page).toContain('title: My topic\n');
    expect(page).toContain('<Exercise id="my-topic-intensity" />');
    expect(page).toContain('<Quiz id="my-topic-quiz" />');
    expect(text('07-my-topic', 'exercises', 'my-topic-intensity.ts')).toContain("title: 'My topic intensity'");
    expect(text('07-my-topic', 'quizzes', 'my-topic-quiz.ts')).toContain('right: true');
    expect(text('skills.ts').split('\n')[1]).toBe(
      "skill(a, 'two', 'say, more', ['other', 'my-topic-intensity'], { quizzes: ['r', 'my-topic-quiz'], after: ['one'] }),",
    );
  });

  it.each([
    ['a number that is taken', ['chapter', '0', 'other', 'Other'], 'has this number or this address already'],
    ['an address that is taken', ['chapter', '9', 'first', 'Other'], 'has this number or this address already'],
    ['no title', ['chapter', '9', 'other'], 'The title is missing'],
    ['no words', ['chapter'], 'npm run new:chapter -- <number> <slug> "<Title>"'],
    ['no number', ['chapter', 'nine', 'other', 'Other'], 'is no chapter number'],
  ] as const)('is refused for %s, with a reason', (_, words, reason) => {
    const { ok, said } = scaffold(...words);
    expect(ok).toBe(false);
    expect(said).toContain(reason);
  });
});

describe('what fails half-way', () => {
  const filesOf = (): readonly string[] =>
    readdirSync(chapters, { recursive: true, encoding: 'utf8' })
      .filter((path) => statSync(join(chapters, path)).isFile())
      .sort()
      .map((path) => `${path}: ${text(path)}`);

  it.each([
    ['exercise', 'first', 'half-way'],
    ['chapter', '8', 'half', 'Half'],
  ])('leaves nothing behind: %s', (...words) => {
    // A folder in place of the file: writing it fails after the exercise and the page have been written.
    const skills = text('skills.ts');
    rmSync(join(chapters, 'skills.ts'));
    mkdirSync(join(chapters, 'skills.ts'));
    const before = filesOf();
    const { ok, said } = scaffold(...words);
    expect(ok).toBe(false);
    expect(said).toContain('Nothing was written: EISDIR');
    expect(filesOf()).toEqual(before);
    expect(existsSync(join(chapters, '08-half'))).toBe(false);
    rmSync(join(chapters, 'skills.ts'), { recursive: true });
    writeFileSync(join(chapters, 'skills.ts'), skills);
  });
});
