/**
 * npm run size: what each chapter of the built site weighs on the wire (brotli), each island, and the whole; ends with 1
 * when a budget is broken. `--json` prints the figures instead of the tables.
 */
import { existsSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { assetsOf, chapterSlugs, scriptsOf, under, wire } from './built.mjs';
import { fail, root } from './setup.mjs';

/** In bytes on the wire. Raise one only with the reason in the commit message. */
/** No explorer but a sheet of formulas: it carries eleven of them, from eleven families, to judge what is typed. */
const heavier = { RecallSheet: 35_000 };

export const budgets = {
  /** Of one chapter page. Listings of code bring a script, 3 kB of styles and the fonts of the formulas beside them. */
  html: 39_500,
  script: 8_400,
  style: 18_000,
  font: 39_500,
  /** All that a page asks for before anyone does anything with it, the script of the exercises not counted. */
  before: 103_700,
  /** With the script of the exercises, without explorers. */
  whole: 117_900,
  answering: 18_200,
  /** One explorer beside React and what the exercises bring. */
  explorer: 25_000,
  /** Data that the page hands to one field of an answer box, uncompressed. */
  props: 1_600,
  /** Everything in the built site but the preview pictures, divided by its pages: what each page more costs a reader who takes the book along. */
  sitePerPage: 20_000,
  /** One preview picture (folder og): asked for by those who show a link to a page, never by a reader, and not kept for reading offline. */
  preview: 90_000,
};

const dist = join(root, process.env.SITE_OUT ?? 'dist');
if (!existsSync(join(dist, 'index.html'))) fail('There is no built site to weigh: run `npm run build` first.');
const assets = join(dist, '_astro');
const { closure } = scriptsOf(assets);

const weighed = new Map();
const weigh = (path) => {
  if (!weighed.has(path)) weighed.set(path, wire(path, readFileSync(path)));
  return weighed.get(path);
};
const sum = (names) => [...names].reduce((bytes, name) => bytes + weigh(join(assets, name)), 0);

/** Which fonts a page shows: the text's always, KaTeX's by the classes that ask for them. */
function fontsOf(html, all) {
  const asks = [
    [/Size([1-4])-/, (_, size) => new RegExp(`delimsizing size${size}|(?:${size === '1' ? 'small' : size === '2' ? 'large' : 'none'})-op`)],
    [/Main-Regular/, () => /class="katex"/],
    [/Math-Italic/, () => /mathnormal/],
    [/Main-Bold\./, () => /mathbf|textbf/],
    [/Main-Italic/, () => /mathit|textit/],
    [/AMS/, () => /amsrm|mathbb/],
    [/Caligraphic/, () => /mathcal/],
    [/Typewriter/, () => /mathtt|texttt/],
    [/SansSerif/, () => /mathsf|textsf/],
    [/Script/, () => /mathscr/],
    [/^(?!KaTeX)/, () => /./],
  ];
  return all.filter((name) => asks.some(([pattern, when]) => pattern.test(name) && when(...(pattern.exec(name) ?? [])).test(html)));
}

/** The data of each exercise's or quiz's fields: characters per field. */
const judgedPerField = (html) =>
  [...html.matchAll(/\sdata-judged="([^"]*)"/g)].map(([, data]) => {
    const text = data.replaceAll(/&(?:quot|#34);/g, '"');
    return text.length / Math.max(1, JSON.parse(text.replaceAll('&amp;', '&').replaceAll('&#38;', '&')).length);
  });

const fonts = under(assets, '.woff2').map((path) => basename(path));

function weighPage(slug) {
  const html = readFileSync(join(dist, slug, 'index.html'), 'utf8');
  const { scripts, styles, islands } = assetsOf(html);
  const judges = scripts.filter((name) => name.startsWith('exercise.'));
  const early = closure(scripts.filter((name) => !judges.includes(name)));
  const answering = closure(judges);
  const react = closure(islands.flatMap(({ renderer }) => renderer ?? []));
  const page = {
    page: slug,
    html: weigh(join(dist, slug, 'index.html')),
    script: sum(early),
    style: sum(new Set(styles)),
    font: sum(fontsOf(html, fonts)),
    answering: sum(answering),
    props: Math.round(Math.max(0, ...judgedPerField(html))),
  };
  const before = page.html + page.script + page.style + page.font;
  const explorers = [...new Set(islands.map(({ component }) => component).filter(Boolean))].map((component) => ({
    page: slug,
    island: component.split('.')[0],
    explorer: sum([...closure([component])].filter((name) => ![answering, early, react].some((there) => there.has(name)))),
  }));
  return { ...page, before, whole: before + sum([...answering].filter((name) => !early.has(name))), explorers };
}

const pages = chapterSlugs(dist).map(weighPage);
const explorers = pages.flatMap((page) => page.explorers);
const all = under(dist);
const isPreview = (path) => /^og[\\/]/.test(relative(dist, path));
const previews = all.filter(isPreview).map((path) => ({ path: relative(dist, path), bytes: weigh(path) }));
const files = all
  .filter((path) => !isPreview(path))
  .map((path) => ({ kind: relative(dist, path).startsWith('pagefind') ? 'search' : (/\.(\w+)$/.exec(path)?.[1] ?? 'other'), path }));
const kinds = Object.groupBy(files, ({ kind }) => kind);
const site = Object.entries(kinds)
  .map(([kind, list]) => ({ kind, files: list.length, bytes: list.reduce((bytes, { path }) => bytes + weigh(path), 0) }))
  .sort((a, b) => b.bytes - a.bytes);
const previewBytes = previews.reduce((total, { bytes }) => total + bytes, 0);
const siteBytes = site.reduce((bytes, { bytes: more }) => bytes + more, 0);

const broken = [
  ...pages.flatMap((page) =>
    ['html', 'script', 'style', 'font', 'before', 'whole', 'answering', 'props']
      .filter((key) => page[key] > budgets[key])
      .map((key) => `${page.page}: ${key} is ${page[key]} B, the budget is ${budgets[key]} B`),
  ),
  ...explorers
    .filter(({ island, explorer }) => explorer > (heavier[island] ?? budgets.explorer))
    .map(({ page, island, explorer }) => `${page}: ${island} is ${explorer} B, the budget of an explorer is ${budgets.explorer} B`),
  ...previews
    .filter(({ bytes }) => bytes > budgets.preview)
    .map(({ path, bytes }) => `${path} is ${bytes} B, the budget is ${budgets.preview} B`),
  ...(siteBytes > budgets.sitePerPage * kinds.html.length ? [`the site is ${siteBytes} B for ${kinds.html.length} pages`] : []),
];

const kB = (bytes) => (bytes / 1000).toFixed(1).padStart(9);
const table = (head, rows) => {
  console.log(
    `\n${head[0].padEnd(26)}${head
      .slice(1)
      .map((name) => name.padStart(10))
      .join('')}`,
  );
  for (const [name, ...cells] of rows) console.log(`${name.padEnd(26)}${cells.map((cell) => ` ${cell}`).join('')}`);
};
if (process.argv.includes('--json')) console.log(JSON.stringify({ pages, site, siteBytes, previewBytes, budgets, broken }, null, 2));
else {
  console.log('Compressed (brotli), in kB. “before”: HTML, script, style and fonts; “whole”: with the script of the exercises.');
  const row = ({ page, html, script, style, font, before, answering, whole, props }) => [
    page,
    ...[html, script, style, font, before, answering, whole].map(kB),
    String(props).padStart(9),
  ];
  table(
    ['chapter', 'HTML', 'script', 'style', 'fonts', 'before', 'answering', 'whole', 'props (B)'],
    [...pages.map(row), row({ page: '(budget)', ...budgets })],
  );
  table(['explorer', 'kB'], [...explorers.map(({ page, island, explorer }) => [`${page}/${island}`.padEnd(40), kB(explorer)])]);
  table(
    ['whole site', 'files', 'kB'],
    [
      ...site.map(({ kind, files: count, bytes }) => [kind, String(count).padStart(9), kB(bytes)]),
      ['all', String(files.length).padStart(9), kB(siteBytes)],
      ['(previews, beside it)', String(previews.length).padStart(9), kB(previewBytes)],
    ],
  );
}
if (broken.length > 0) fail(`Over budget:\n  ${broken.join('\n  ')}`);
