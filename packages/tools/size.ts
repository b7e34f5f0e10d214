/**
 * npm run size: compressed sizes (brotli) of the pages of the built site, each island and the whole; exits with 1 over a budget. Budgets
 * hold for kinds of pages. `--json` prints the figures.
 */
import { readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import type { Root } from 'hast';
import { select, selectAll } from 'hast-util-select';
import { CONTINUE, SKIP, visit } from 'unist-util-visit';
import { assetsOf, chapterSlugs, scriptsOf, under, wire } from '../build/built-files.ts';
import { attribute, parsePage } from '../build/page.ts';
import { builtSite, fail } from './command.ts';

/** RecallSheet carries eleven formulas and the judge. TrainingLab shows the lab and its runs. */
const heavier: Readonly<Record<string, number>> = { RecallSheet: 41_700, TrainingLab: 26_000 };

/** Compressed bytes. Raise one only with the reason in the commit message. */
const budgets = {
  script: 9_200,
  style: 12_800,
  font: 36_000,
  answering: 22_100,
  /** A page's data for one field, uncompressed. */
  props: 1_600,
  /** That a page loads with its exercises, without explorers. */
  requests: 11,
  /** Besides React and the script of the exercises. */
  explorer: 25_000,
  /** Everything except the preview images, divided by the pages: what one more page costs a reader who saves the whole workbook. */
  sitePerPage: 20_000,
  /** Folder og: loaded by sites that show a link, never by a reader. */
  preview: 90_000,
};

/** For pages of a kind, over or in place of the budgets above. */
interface Most {
  readonly html: number;
  /** What a page asks for before anyone does anything, without the script of the exercises. */
  readonly before: number;
  /** With the script of the exercises, without explorers. */
  readonly whole: number;
  /** HTML and elements beside the shell's, per word of the page: a page may grow by what it says, and heavier markup is noticed early. */
  readonly perWord?: number;
  readonly elementsPerWord?: number;
  readonly style?: number;
}
const kinds = {
  /** Prose, formulas and exercises; its styles are in it. */
  chapter: { html: 55_500, perWord: 5.8, elementsPerWord: 0.7, before: 100_000, whole: 118_000 },
  /** A chapter that shows programs, each word of them an element, with their own script and styles. */
  programs: { html: 61_000, perWord: 4.4, elementsPerWord: 0.75, before: 107_000, whole: 125_000 },
  /** Below a chapter, such as its problems: up to fourteen exercises in a row. */
  'of a chapter': { html: 46_000, perWord: 5.2, elementsPerWord: 1.2, before: 92_000, whole: 109_500 },
  /** One exercise. */
  exercise: { html: 22_000, before: 66_500, whole: 84_500 },
  formula: { html: 12_500, before: 71_000, whole: 71_000, style: 14_600 },
  /** All exercises, for paper. */
  workbook: { html: 95_000, before: 151_500, whole: 151_500 },
  /** Desks, tables, lists of notation. */
  other: { html: 32_000, before: 88_500, whole: 88_500, style: 14_600 },
} satisfies Readonly<Record<string, Most>>;
type Kind = keyof typeof kinds;
const mostOf = (kind: Kind): typeof budgets & Most => ({ ...budgets, ...kinds[kind] });

/** What every page has beside its subject. */
const shell = { html: 4_700, words: 110, elements: 222 };

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

/** The text's always, that of formulas where it has some. */
const fontsOf = (html: Root, all: readonly string[]): readonly string[] =>
  all.filter((name) => !name.startsWith('stix') || select('math', html) !== undefined);

/** Characters per field. */
const judgedPerField = (html: Root): readonly number[] =>
  selectAll('[data-judged]', html).map((element) => {
    const text = attribute(element, 'dataJudged');
    return text.length / Math.max(1, (JSON.parse(text) as readonly unknown[]).length);
  });

const fonts = under(assets, '.woff2').map((path) => basename(path));

const slugs = chapterSlugs(dist);

function kindOf(page: string, html: Root): Kind {
  const [first = '', second] = page.split('/');
  if (slugs.includes(first)) {
    if (second !== undefined) return 'of a chapter';
    return selectAll('.ec-line', html).length > 20 ? 'programs' : 'chapter';
  }
  if (second === undefined) return first === 'workbook' ? first : 'other';
  return first === 'exercises' && select('[data-judged]', html) ? 'exercise' : first === 'formulas' ? 'formula' : 'other';
}

/** A formula counts as one. */
function wordsIn(html: Root): number {
  let words = 0;
  visit(html, (node) => {
    if (node.type === 'text') words += node.value.match(/\S+/g)?.length ?? 0;
    if (node.type !== 'element') return CONTINUE;
    if (node.tagName === 'math') words += 1;
    return ['math', 'script', 'style'].includes(node.tagName) ? SKIP : CONTINUE;
  });
  return words;
}

const weighedStyles = new Map<string, number>();
function stylesIn(html: Root): number {
  const styles = selectAll('style', html)
    .flatMap(({ children }) => children.map((child) => (child.type === 'text' ? child.value : '')))
    .join('');
  const bytes = weighedStyles.get(styles) ?? (styles === '' ? 0 : wire('.css', Buffer.from(styles)));
  weighedStyles.set(styles, bytes);
  return bytes;
}

function weighPage(page: string) {
  const path = join(dist, page, 'index.html');
  const html = parsePage(readFileSync(path, 'utf8'));
  const { scripts, styles, islands } = assetsOf(html);
  const judges = scripts.filter((name) => name.startsWith('exercise.'));
  const early = closure(scripts.filter((name) => !judges.includes(name)));
  const answering = closure(judges);
  const react = closure(islands.flatMap(({ renderer = [] }) => renderer));
  const shown = fontsOf(html, fonts);
  const elements = selectAll('*', html).length;
  const own = Math.max(1, wordsIn(html) - shell.words);
  const weight = {
    ...{ page, kind: kindOf(page, html) },
    html: weigh(path),
    perWord: (weigh(path) - stylesIn(html) - shell.html) / own,
    script: sum(early),
    style: sum(new Set(styles)),
    font: sum(shown),
    answering: sum(answering),
    props: Math.round(Math.max(0, ...judgedPerField(html))),
    ...{ elements, elementsPerWord: (elements - shell.elements) / own },
    requests: 1 + new Set([...early, ...answering]).size + new Set(styles).size + shown.length,
  };
  const before = weight.html + weight.script + weight.style + weight.font;
  const explorers = [...new Set(islands.flatMap(({ component = [] }) => component))].map((component) => ({
    page,
    island: component.split('.')[0] ?? '',
    explorer: sum([...closure([component])].filter((name) => ![answering, early, react].some((there) => there.has(name)))),
  }));
  return { ...weight, before, whole: before + sum([...answering].filter((name) => !early.has(name))), explorers };
}

/** All pages except those that only redirect. */
const pages = under(dist, 'index.html')
  .filter((path) => !/<meta http-equiv="refresh"/.test(readFileSync(path, 'utf8')))
  .map((path) =>
    weighPage(
      relative(dist, path)
        .replaceAll('\\', '/')
        .replace(/\/?index\.html$/, ''),
    ),
  );
const explorers = pages.filter(({ kind }) => kind === 'chapter' || kind === 'programs').flatMap((page) => page.explorers);
const all = under(dist);
const isPreview = (path: string): boolean => /^og[\\/]/.test(relative(dist, path));
const previews = all.filter(isPreview).map((path) => ({ path: relative(dist, path), bytes: weigh(path) }));
const files = all
  .filter((path) => !isPreview(path))
  .map((path) => ({ kind: relative(dist, path).startsWith('pagefind') ? 'search' : (/\.(\w+)$/.exec(path)?.[1] ?? 'other'), path }));
const pageCount = files.filter(({ kind }) => kind === 'html').length;
const site = Object.entries(Object.groupBy(files, ({ kind }) => kind))
  .map(([kind, list = []]) => ({ kind, files: list.length, bytes: list.reduce((bytes, { path }) => bytes + weigh(path), 0) }))
  .sort((a, b) => b.bytes - a.bytes);
const previewBytes = previews.reduce((total, { bytes }) => total + bytes, 0);
const siteBytes = site.reduce((bytes, { bytes: more }) => bytes + more, 0);

const broken = [
  ...pages.flatMap((page) =>
    (['html', 'perWord', 'elementsPerWord', 'script', 'style', 'font', 'before', 'whole', 'answering', 'props', 'requests'] as const)
      .map((key) => ({ key, most: mostOf(page.kind)[key] ?? Infinity }))
      .filter(({ key, most }) => page[key] > most)
      .map(({ key, most }) => `${page.page} (${page.kind}): ${key} is ${String(page[key])}, the budget is ${String(most)}`),
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
  const columns = ['html', 'script', 'style', 'font', 'before', 'answering', 'whole'] as const;
  const counts = ['perWord', 'elements', 'elementsPerWord', 'props', 'requests'] as const;
  type Figures = Readonly<Partial<Record<(typeof columns | typeof counts)[number], number>>>;
  const count = (n: number | undefined): string => (n === undefined ? '–' : Number.isInteger(n) ? String(n) : n.toFixed(2)).padStart(9);
  const row = (name: string, figures: Figures): Row => [
    name,
    ...columns.map((key) => (figures[key] === undefined ? '–'.padStart(9) : kB(figures[key]))),
    ...counts.map((key) => count(figures[key])),
  ];
  for (const [kind, list = []] of Object.entries(Object.groupBy(pages, ({ kind }) => kind))) {
    // Of many short pages the heaviest.
    const shown = list.toSorted((a, b) => b.whole - a.whole).slice(0, list.length > 20 ? 3 : list.length);
    table(
      [
        `${kind} (${String(list.length)})`,
        'HTML',
        'script',
        'style',
        'fonts',
        'before',
        'answering',
        'whole',
        'B/word',
        'elements',
        'per word',
        'props (B)',
        'requests',
      ],
      [...shown.map((page) => row(page.page, page)), row('(budget)', mostOf(kind as Kind))],
    );
  }
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
if (broken.length > 0) fail(`Over budget (${String(broken.length)}):\n  ${broken.slice(0, 40).join('\n  ')}`);
