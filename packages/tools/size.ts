/**
 * npm run size: the compressed size (brotli) of each chapter of the built site, each island and the whole; exits with 1 if a budget is
 * exceeded. `--json` prints the figures instead of the tables.
 */
import { readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import type { Root } from 'hast';
import { select, selectAll } from 'hast-util-select';
import { assetsOf, chapterSlugs, scriptsOf, under, wire } from '../build/built-files.ts';
import { attribute, parsePage } from '../build/page.ts';
import { builtSite, fail } from './command.ts';

/** RecallSheet is no explorer but a sheet of formulas: it carries eleven of them and the judge. TrainingLab shows the lab and its runs. */
const heavier: Readonly<Record<string, number>> = { RecallSheet: 41_700, TrainingLab: 26_000 };

/** Chapters that show whole programs, with an element for each word, and a script and styles for that. */
const withListings: Readonly<Record<string, Partial<typeof budgets>>> = {
  jax: { html: 49_500, before: 94_500, whole: 110_500, elements: 6500 },
  capstone: { html: 49_500, before: 94_500, whole: 110_500, elements: 4950 },
};

/** In compressed bytes. Raise one only with the reason in the commit message. */
const budgets = {
  /** One chapter page with its inline styles (a page without exercises loads them as a file). */
  html: 38_500,
  script: 9_200,
  style: 12_500,
  font: 35_600,
  /** All that a page loads before any interaction, except the script of the exercises. */
  before: 82_500,
  /** With the script of the exercises, without explorers. */
  whole: 100_000,
  answering: 22_100,
  /** Elements of a chapter, closed derivations and all. */
  elements: 2850,
  /** Files that a chapter loads with its exercises, without explorers. */
  requests: 12,
  /** One explorer, besides React and the script of the exercises. */
  explorer: 25_000,
  /** The page's data for one field of an answer box, uncompressed. */
  props: 1_600,
  /**
   * Everything in the built site except the preview images, divided by its pages: what each additional page costs a reader who saves
   * the whole workbook.
   */
  sitePerPage: 20_000,
  /** One preview image (folder og): loaded by sites that show a link to a page, never by a reader, and not saved for offline use. */
  preview: 90_000,
};

const dist = builtSite();
const assets = join(dist, '_astro');
const { closure } = scriptsOf(assets);

const weighed = new Map<string, number>();
const weigh = (path: string): number => {
  const bytes = weighed.get(path) ?? wire(path, readFileSync(path));
  weighed.set(path, bytes);
  return bytes;
};
const sum = (names: Iterable<string>): number => [...names].reduce((bytes, name) => bytes + weigh(join(assets, name)), 0);

/** Which fonts a page shows: the text's always, that of formulas where it has some. */
const fontsOf = (html: Root, all: readonly string[]): readonly string[] =>
  all.filter((name) => !name.startsWith('stix') || select('math', html) !== undefined);

/** The data of each exercise's or quiz's fields: characters per field. */
const judgedPerField = (html: Root): readonly number[] =>
  selectAll('[data-judged]', html).map((element) => {
    const text = attribute(element, 'dataJudged');
    return text.length / Math.max(1, (JSON.parse(text) as readonly unknown[]).length);
  });

const fonts = under(assets, '.woff2').map((path) => basename(path));

function weighPage(slug: string) {
  const html = parsePage(readFileSync(join(dist, slug, 'index.html'), 'utf8'));
  const { scripts, styles, islands } = assetsOf(html);
  const judges = scripts.filter((name) => name.startsWith('exercise.'));
  const early = closure(scripts.filter((name) => !judges.includes(name)));
  const answering = closure(judges);
  const react = closure(islands.flatMap(({ renderer = [] }) => renderer));
  const page = {
    page: slug,
    html: weigh(join(dist, slug, 'index.html')),
    script: sum(early),
    style: sum(new Set(styles)),
    font: sum(fontsOf(html, fonts)),
    answering: sum(answering),
    props: Math.round(Math.max(0, ...judgedPerField(html))),
    elements: selectAll('*', html).length,
    requests: 1 + new Set([...early, ...answering]).size + new Set(styles).size + fontsOf(html, fonts).length,
  };
  const before = page.html + page.script + page.style + page.font;
  const explorers = [...new Set(islands.flatMap(({ component = [] }) => component))].map((component) => ({
    page: slug,
    island: component.split('.')[0] ?? '',
    explorer: sum([...closure([component])].filter((name) => ![answering, early, react].some((there) => there.has(name)))),
  }));
  return { ...page, before, whole: before + sum([...answering].filter((name) => !early.has(name))), explorers };
}

const pages = chapterSlugs(dist).map(weighPage);
const explorers = pages.flatMap((page) => page.explorers);
const all = under(dist);
const isPreview = (path: string): boolean => /^og[\\/]/.test(relative(dist, path));
const previews = all.filter(isPreview).map((path) => ({ path: relative(dist, path), bytes: weigh(path) }));
const files = all
  .filter((path) => !isPreview(path))
  .map((path) => ({ kind: relative(dist, path).startsWith('pagefind') ? 'search' : (/\.(\w+)$/.exec(path)?.[1] ?? 'other'), path }));
const pageCount = files.filter(({ kind }) => kind === 'html').length;
const kinds = Object.groupBy(files, ({ kind }) => kind);
const site = Object.entries(kinds)
  .map(([kind, list = []]) => ({ kind, files: list.length, bytes: list.reduce((bytes, { path }) => bytes + weigh(path), 0) }))
  .sort((a, b) => b.bytes - a.bytes);
const previewBytes = previews.reduce((total, { bytes }) => total + bytes, 0);
const siteBytes = site.reduce((bytes, { bytes: more }) => bytes + more, 0);

const broken = [
  ...pages.flatMap((page) =>
    (['html', 'script', 'style', 'font', 'before', 'whole', 'answering', 'props', 'elements', 'requests'] as const)
      .map((key) => ({ key, most: withListings[page.page]?.[key] ?? budgets[key] }))
      .filter(({ key, most }) => page[key] > most)
      .map(({ key, most }) => `${page.page}: ${key} is ${String(page[key])}, the budget is ${String(most)}`),
  ),
  ...explorers
    .filter(({ island, explorer }) => explorer > (heavier[island] ?? budgets.explorer))
    .map(
      ({ page, island, explorer }) =>
        `${page}: ${island} is ${String(explorer)} B, the budget of an explorer is ${String(budgets.explorer)} B`,
    ),
  ...previews
    .filter(({ bytes }) => bytes > budgets.preview)
    .map(({ path, bytes }) => `${path} is ${String(bytes)} B, the budget is ${String(budgets.preview)} B`),
  ...(siteBytes > budgets.sitePerPage * pageCount ? [`the site is ${String(siteBytes)} B for ${String(pageCount)} pages`] : []),
];

const kB = (bytes: number): string => (bytes / 1000).toFixed(1).padStart(9);
type Row = readonly [string, ...string[]];
const table = ([first, ...others]: Row, rows: readonly Row[]): void => {
  console.log(`\n${first.padEnd(26)}${others.map((name) => name.padStart(10)).join('')}`);
  for (const [name, ...cells] of rows) console.log(`${name.padEnd(26)}${cells.map((cell) => ` ${cell}`).join('')}`);
};
if (process.argv.includes('--json')) console.log(JSON.stringify({ pages, site, siteBytes, previewBytes, budgets, broken }, null, 2));
else {
  console.log('Compressed (brotli), in kB. “before”: HTML, script, style and fonts; “whole”: with the script of the exercises.');
  const row = ({
    page,
    html,
    script,
    style,
    font,
    before,
    answering,
    whole,
    props,
    elements,
    requests,
  }: Omit<(typeof pages)[number], 'explorers'>): Row => [
    page,
    ...[html, script, style, font, before, answering, whole].map(kB),
    ...[props, elements, requests].map((count) => String(count).padStart(9)),
  ];
  table(
    ['chapter', 'HTML', 'script', 'style', 'fonts', 'before', 'answering', 'whole', 'props (B)', 'elements', 'requests'],
    [...pages.map(row), row({ page: '(budget)', ...budgets })],
  );
  table(
    ['explorer', 'kB'],
    explorers.map(({ page, island, explorer }): Row => [`${page}/${island}`.padEnd(40), kB(explorer)]),
  );
  table(
    ['whole site', 'files', 'kB'],
    [
      ...site.map(({ kind, files: count, bytes }): Row => [kind, String(count).padStart(9), kB(bytes)]),
      ['all', String(files.length).padStart(9), kB(siteBytes)],
      ['(previews, beside it)', String(previews.length).padStart(9), kB(previewBytes)],
    ],
  );
}
if (broken.length > 0) fail(`Over budget:\n  ${broken.join('\n  ')}`);
