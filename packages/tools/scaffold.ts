/**
 * npm run new:exercise -- <chapter> <id>          a working exercise in a chapter, its line in the page, and a skill it proves
 * npm run new:chapter -- <number> <slug> "<Title>"   a chapter with a page, an exercise and a quiz
 * What it writes passes every test; the author then replaces it piece by piece.
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, rmdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fail, root, run, say } from './command.ts';

const chaptersFolder = process.env.CHAPTERS ?? join(root, 'chapters');
const [what, ...words] = process.argv.slice(2);
const isName = (name: string): boolean => /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(name);

/** With a number and a page. */
const folders = (): readonly string[] =>
  readdirSync(chaptersFolder).filter((name) => /^\d+-/.test(name) && existsSync(join(chaptersFolder, name, 'index.mdx')));
const takenBy = (id: string): string | undefined =>
  folders()
    .flatMap((folder) => ['exercises', 'quizzes'].map((kind) => join(folder, kind, `${id}.ts`)))
    .find((path) => existsSync(join(chaptersFolder, path)));

/** Before this command; undefined if it did not exist. */
const before = new Map<string, string | undefined>();

function remember(path: string): void {
  if (!before.has(path)) before.set(path, existsSync(path) ? readFileSync(path, 'utf8') : undefined);
}

function write(path: string, text: string): void {
  remember(path);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** Restores every file, and leaves no empty folder behind. */
function undo(): void {
  for (const [path, text] of before) {
    if (text !== undefined) writeFileSync(path, text);
    else {
      rmSync(path, { force: true });
      for (let folder = dirname(path); folder !== chaptersFolder && readdirSync(folder).length === 0; folder = dirname(folder))
        rmdirSync(folder);
    }
  }
}

/** One division, whose answers differ in every setting and whose slip is recognised. */
const exercise = (title: string): string => `import { amount, md, numeric, show } from '@scaling-workbook/exercises';

export default numeric({
  title: '${title}',
  given: { flops: amount(4e12, 'FLOP'), bytes: amount(2.5e10, 'B') },
  ask: ({ flops, bytes }) => md\`A kernel does \${flops} and moves \${bytes}. What is its arithmetic intensity?\`,
  label: 'Arithmetic intensity',
  unit: 'FLOP/B',
  solve: ({ flops, bytes }, f) => f.arithmeticIntensity({ flops, bytes }),
  byHand: 160,
  hint: () => md\`The unit of the answer says which is divided by which.\`,
  after: ({ flops, bytes }, f) => md\`Each byte is worth \${show(f.arithmeticIntensity({ flops, bytes }), { digits: 3 })} of work.\`,
  fresh: {
    small: { flops: amount(1e12, 'FLOP'), bytes: amount(2e10, 'B') },
    vector: { flops: amount(3e9, 'FLOP'), bytes: amount(1.2e10, 'B') },
    square: { flops: amount(7e12, 'FLOP'), bytes: amount(1e10, 'B') },
    tall: { flops: amount(9e11, 'FLOP'), bytes: amount(3.6e10, 'B') },
    wide: { flops: amount(6e13, 'FLOP'), bytes: amount(5e10, 'B') },
  },
});
`;

const quiz = (): string => `import { choice, md } from '@scaling-workbook/exercises';

export default choice({
  title: 'What the chapter was about',
  given: {},
  ask: () => md\`Which sentence holds?\`,
  label: 'Pick the sentence that holds',
  options: () => [
    { text: md\`An intensity compares work with traffic.\`, right: true, say: md\`It is FLOPs for each byte moved.\` },
    { text: md\`An intensity is a rate.\`, right: false, say: md\`A rate has seconds in it. An intensity has bytes instead.\` },
  ],
  hint: () => md\`Look at the unit.\`,
  after: () => md\`FLOP/B: how much work each byte brings.\`,
});
`;

const page = (title: string, id: string, quizId: string): string => `---
title: ${title}
promise: Say here in one sentence what the reader can do after this chapter.
description: Say here in one sentence what this chapter is about, for search engines and links.
book: { title: How to Scale Your Model, url: https://jax-ml.github.io/scaling-book/ }
---

import Exercise from '#exercise/Exercise.astro';
import Lesson from '#book/Lesson.astro';
import Quiz from '#exercise/Quiz.astro';

Start with a situation and the number that surprises.

## The first idea

What the exercise needs is prepared here.

<Exercise id="${id}" />

<Lesson>
The one thing to take away.
</Lesson>

<Quiz id="${quizId}" />
`;

const sentence = (id: string): string => id.replaceAll('-', ' ').replace(/^./, (letter) => letter.toUpperCase());

function writeExercise(folder: string, id: string): void {
  write(join(chaptersFolder, folder, 'exercises', `${id}.ts`), exercise(sentence(id)));
}

/** After the page's last exercise, or before whatever ends it. */
function place(folder: string, id: string): void {
  const path = join(chaptersFolder, folder, 'index.mdx');
  const text = readFileSync(path, 'utf8');
  const line = `<Exercise id="${id}" />`;
  const last = [...text.matchAll(/<Exercise\s[^>]*\/>\n/g)].at(-1);
  const at = last ? last.index + last[0].length : text.search(/\n<(?:Lesson|Quiz)\b|$(?![\s\S])/);
  write(path, `${text.slice(0, at)}\n${line}\n${text.slice(at)}`);
}

/** Every exercise and quiz proves a skill: that of another exercise of the chapter, or the last. The author moves it. */
function proveSkill(kind: 'exercise' | 'quiz', id: string, neighbours: readonly string[]): readonly string[] {
  const path = join(chaptersFolder, 'skills.ts');
  if (!existsSync(path)) return [];
  const text = readFileSync(path, 'utf8');
  const lists = [...text.matchAll(kind === 'quiz' ? /quizzes: \[[^\]]*\]/g : /(?<=,\s*)\['[^\]]*\]/g)];
  const list = lists.find(([words]) => neighbours.some((other) => words.includes(`'${other}'`))) ?? lists.at(-1);
  if (!list) return [];
  const end = list.index + list[0].length - 1;
  write(path, `${text.slice(0, end)}, '${id}'${text.slice(end)}`);
  return ['chapters/skills.ts'];
}

const exercisesOf = (folder: string): readonly string[] => {
  const path = join(chaptersFolder, folder, 'exercises');
  return existsSync(path) ? readdirSync(path).map((name) => name.replace(/\.ts$/, '')) : [];
};

function newExercise(chapter = '', id = ''): readonly string[] {
  const folder = folders().find((name) => name === chapter || name.replace(/^\d+-/, '') === chapter);
  if (folder === undefined) return fail(`There is no chapter “${chapter}”. There are: ${folders().join(', ')}.`);
  if (!isName(id)) fail(`“${id}” is no id: small letters, digits and single hyphens, such as h100-ridge-point.`);
  const taken = takenBy(id);
  if (taken !== undefined) fail(`The id “${id}” is taken by chapters/${taken}. Ids are permanent: choose another.`);
  const neighbours = exercisesOf(folder);
  writeExercise(folder, id);
  place(folder, id);
  return [`chapters/${folder}/exercises/${id}.ts`, `chapters/${folder}/index.mdx`, ...proveSkill('exercise', id, neighbours)];
}

function newChapter(number = '', slug = '', title = ''): readonly string[] {
  if (!/^\d{1,4}$/.test(number)) fail(`“${number}” is no chapter number. Use: npm run new:chapter -- 12 my-topic "My topic"`);
  if (!isName(slug)) fail(`“${slug}” is no address: small letters, digits and single hyphens, such as training-cost.`);
  if (title === '' || /["\n:#]/.test(title)) fail('The title is missing, or has a quotation mark, colon or # in it.');
  const padded = number.padStart(2, '0');
  const taken = folders().find((name) => Number(name.split('-')[0]) === Number(number) || name.replace(/^\d+-/, '') === slug);
  if (taken !== undefined) fail(`chapters/${taken} has this number or this address already.`);
  const [id, quizId] = [`${slug}-intensity`, `${slug}-quiz`];
  for (const name of [id, quizId]) {
    const owner = takenBy(name);
    if (owner !== undefined) fail(`The id “${name}” is taken by chapters/${owner}.`);
  }
  const folder = `${padded}-${slug}`;
  writeExercise(folder, id);
  write(join(chaptersFolder, folder, 'quizzes', `${quizId}.ts`), quiz());
  write(join(chaptersFolder, folder, 'index.mdx'), page(title, id, quizId));
  proveSkill('exercise', id, []);
  const skills = proveSkill('quiz', quizId, []);
  return [`chapters/${folder}/index.mdx`, `chapters/${folder}/exercises/${id}.ts`, `chapters/${folder}/quizzes/${quizId}.ts`, ...skills];
}

const usage = `Use: npm run new:exercise -- <chapter> <id>
     npm run new:chapter -- <number> <slug> "<Title>"`;

/** A copy of the chapters, as in tests, has neither format nor recorded answers. */
function settle(written: readonly string[]): void {
  if (process.env.CHAPTERS !== undefined) return;
  for (const list of ['answers.txt', 'ids.txt']) remember(join(root, 'tests', 'golden', list));
  run('npx', ['prettier', '--write', '--log-level', 'warn', ...written.filter((path) => path.endsWith('.ts'))]);
  if (run('npm', ['run', '--silent', 'golden']) !== 0) throw new Error('the reviewed lists could not be written; npm run golden says why.');
}

if ((what !== 'exercise' && what !== 'chapter') || words.length === 0) fail(usage);
try {
  const written = what === 'exercise' ? newExercise(...words) : newChapter(...words);
  settle(written);
  say(`Written: ${written.join(', ')}`);
} catch (error) {
  undo();
  fail(`Nothing was written: ${error instanceof Error ? error.message : String(error)}`);
}
say('It works as it stands: see it with npm run dev, then make it yours. npm run golden records the new answers again.');
