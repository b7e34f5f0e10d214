/** The home page. Texts with markup are HTML. */
import { counted } from '#language/counted.ts';

export const title = 'Scaling Workbook';
export const description =
  'Learn to reason about the scale of machine learning models by solving every exercise in the browser, with instant, exact feedback.';
export const question = 'Will it fit? How long will it take? What will it cost?';
export const lede =
  'Three questions every machine learning engineer faces before renting the first GPU. This workbook teaches you to answer them with pencil and paper: rooflines, sharding, parameters, FLOPs, memory, dollars. You solve the exercises right on the page, and it tells you not only <em>that</em> you slipped but <em>where</em>.';
export const startWith = (chapter: number): string => `Start with chapter ${chapter}`;
export const seeAll = (exercises: number): string => `See all ${exercises} exercises`;

export const tryOne = 'Try one';
export const tryText =
  'Type a number, with or without a unit, or the expression itself: <code>990 TFLOP/s / 3.35 TB/s</code> will do. Then try it upside down and see what happens.';
export const chapters = 'Chapters';
export const count = (exercises: number, problems: number): string =>
  [
    counted(exercises, { one: 'exercise', other: 'exercises' }),
    ...(problems > 0 ? [counted(problems, { one: 'problem', other: 'problems' })] : []),
  ].join(', ');

export const howItWorks = 'How it works';
export const ways = (progressPage: string): readonly (readonly [title: string, text: string])[] => [
  [
    'It reads what you would write anyway',
    '<code>85.9 GB</code>, <code>80 GiB</code>, <code>1.37e11</code>, <code>139 µs</code>, <code>140 GB / 3.35 TB/s</code>. An answer it cannot read does not count as a try. Under each exercise, a working pad checks your steps the same way, line by line.',
  ],
  [
    'It names the slip',
    'A multiply-add counted once, bits mistaken for bytes, a fraction upside down: the classic slips are computed for each exercise, so yours is recognised.',
  ],
  ['Every number is computed', 'Question, answer, derivation and feedback come from the same tested formula, with units and a source.'],
  [
    'It stays with you',
    `No account, no tracking, nothing sent anywhere. Progress stays in your browser, and you can <a href="${progressPage}">export it to a file</a>.`,
  ],
];
export const companion = (accessibilityPage: string): string =>
  `A companion to <a href="https://jax-ml.github.io/scaling-book/">How to Scale Your Model</a>, the public book by engineers at Google DeepMind. The workbook is independent of it, free, and open source under the MIT licence. <a href="${accessibilityPage}">How we test its accessibility</a>.`;
