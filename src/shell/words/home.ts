/** The home page. Texts with markup are HTML. */
import { counted } from '#language/counted.ts';

export const title = 'Scaling Workbook';
export const description =
  'Learn to reason about the scale of machine learning models by solving every exercise in the browser, with instant, exact feedback.';
export const question = 'Will it fit? How long will it take? What will it cost?';
export const lede =
  'Three questions every machine learning engineer meets before the first GPU is rented. This workbook teaches you to answer them with a pencil: rooflines, sharding, parameters, FLOPs, memory, dollars. You solve the exercises right on the page, and it tells you not only <em>that</em> you slipped but <em>where</em>.';
export const startWith = (chapter: number): string => `Start with chapter ${chapter}`;
export const seeAll = (exercises: number): string => `See all ${exercises} exercises`;

export const tryOne = 'Try one';
export const tryText =
  'Type a number, with or without a unit, or the sum itself: <code>990 TFLOP/s / 3.35 TB/s</code> will do. Then try it upside down, and see what it says.';
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
    '<code>85.9 GB</code>, <code>80 GiB</code>, <code>1.37e11</code>, <code>139 µs</code>, <code>140 GB / 3.35 TB/s</code>. An answer it cannot read costs no try. Under each exercise a working pad does the same for your steps, line by line.',
  ],
  [
    'It names the slip',
    'A multiply-add counted once, bits taken for bytes, a fraction upside down: the classic slips are computed for each exercise, and yours is recognised.',
  ],
  [
    'Every number is computed',
    'Question, answer, derivation and feedback come from one tested formula with units and a source. No number on these pages was typed twice.',
  ],
  [
    'It stays with you',
    `No account, no tracking, nothing sent anywhere. Progress lives in your browser, and <a href="${progressPage}">a file takes it along</a>.`,
  ],
];
export const companion = (accessibilityPage: string): string =>
  `A companion to <a href="https://jax-ml.github.io/scaling-book/">How to Scale Your Model</a>, the public book by engineers at Google DeepMind. The workbook is independent of it, free, and open source under the MIT licence. <a href="${accessibilityPage}">How it was made and tested for everyone</a>.`;
