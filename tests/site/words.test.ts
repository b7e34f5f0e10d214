/** Sentences that templates garble, in every text of the built site: run `npm run build` first. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const dist = fileURLToPath(new URL(`../../${process.env.SITE_OUT ?? 'dist'}`, import.meta.url));

/** Text as it is read: blocks, formulas and code end a sentence, inline elements do not. */
const readAloud = (html: string): string =>
  html
    .replaceAll(/<(script|style|svg|math|code|pre)\b.*?<\/\1>/gs, ' ¶ ')
    .replaceAll(/<\/?(?:a|em|strong|b|i|span|abbr)\b[^>]*>/g, '')
    .replaceAll(/<[^>]+>/g, ' ¶ ')
    .replaceAll(/\s+/g, ' ');
const texts = readdirSync(dist, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.html') || /^exercises\/[^/]*\.json$/.test(path) || path === 'anki.txt')
  .map((path) => {
    const text = readFileSync(join(dist, path), 'utf8');
    return { path, text: readAloud(path.endsWith('.html') ? text : text.replaceAll(String.raw`\n`, ' ').replaceAll(String.raw`\"`, '"')) };
  });

const found = (pattern: RegExp, among = texts): readonly string[] => [
  ...new Set(
    among.flatMap(({ path, text }) =>
      [...text.matchAll(pattern)].map((match) => `${path}: …${text.slice(Math.max(0, match.index - 30), match.index + 50)}…`),
    ),
  ),
];

const counted =
  'tokens|sequences|examples|param(?:eter)?s|layers|heads|experts|devices|chips|GPUs|TPUs|cores|blocks|warps|threads|steps|elements|batches|requests|ranks|bytes|bits|digits|samples|slots|rounds|pairs|words|positions|gradients|activations|weights|vectors|scores|sums|problems|matrices|numbers';
const amount = String.raw`\b\d[\d,.]* (?:(?:thousand|million|billion|trillion) )?(?:${counted})`;

it('no amount is followed by another noun: “12 tokens positions”', () => {
  expect(found(new RegExp(`${amount} (?:[a-z]+ed )?(?:${counted})\\b`, 'g'))).toEqual([]);
});

it('no word stands twice: “the the”', () => {
  expect(found(/(?<![\w’'-])([A-Za-z]{2,}) \1(?![\w’'-])/g)).toEqual([]);
});

it('no label names its unit twice: “Training tokens in tokens”', () => {
  expect(found(/\b([a-z]{3,}s) in \1\b/gi)).toEqual([]);
});

it('no name of a product takes “any” or “a the”', () => {
  expect(found(/\bany (?:NVIDIA|AMD|AWS|Intel|Google)\b|\b(?:a|an) the\b/g)).toEqual([]);
});

/** Translated idioms and riddles that editing removed, each for a kind; see also CONTRIBUTING.md. */
const phrases = new RegExp(
  [
    'can be had with',
    'as one could wish',
    'without anybody',
    'does with less',
    'built alike',
    'carry in the head',
    'is any further',
    'as dear as',
    'with the least talk',
    'worth their money',
    'draw the batch',
    'too (?:gloomy|cheerful)',
    'have come by',
    'fell from the sky',
    'Drawn by lot',
    'is told until',
    'the further of both',
    'less far than',
    'other than here',
    'that would know them',
    'is asked in',
    'Mend that',
    'Right is',
    'Another one, with',
    'but for 1024',
    'no unit known',
    'Something wrong here',
    'Take it along',
    'What could come next',
    'ends badly',
    'leads on to',
  ].join('|'),
  'g',
);

it('phrases that editing removed stay out of the site', () => {
  expect(found(phrases)).toEqual([]);
});

it('and out of documents and comments', () => {
  const files = execFileSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts', '*.tsx', '*.astro', '*.mjs', '*.md'],
    {
      encoding: 'utf8',
    },
  )
    .trim()
    .split('\n')
    .filter((path) => existsSync(path) && !path.startsWith('chapters/') && path !== 'tests/site/words.test.ts');
  const comments = files.map((path) => {
    const source = readFileSync(path, 'utf8');
    return {
      path,
      text: path.endsWith('.md')
        ? source
        : [...source.matchAll(/(?<=^[ \t]*)(?:\/\*.*?\*\/|\/\/[^\n]*)/gms)].map(([comment]) => comment).join('\n'),
    };
  });
  expect(found(phrases, comments)).toEqual([]);
});
