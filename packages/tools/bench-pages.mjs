/**
 * npm run bench:pages [-- --rounds 7] [--chapters] [--dist folder]: how the built site behaves for a reader with a slow phone and
 * a slow network (CPU slowed four times, 1.6 Mbit/s, 150 ms), in one run beside what it could be: each page's plain twin (the same
 * HTML, styles and fonts with no script but a few lines that compare what is typed with a number), a short page written by hand
 * and the same one by Astro with React. Medians over rounds in which all take turns; a round takes about a minute. `--chapters`
 * also reads every chapter once a round. Writes reports/bench-pages.json.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { compare, makeControls } from './bench-pages-control.mjs';
import { answer, answerLate, network, read, slowdown } from './bench-pages-visit.mjs';
import { chapterSlugs } from './built.mjs';
import { launchOptions } from './chromium.mjs';
import { serveCompressed } from './serve-compressed.mjs';
import { root } from './setup.mjs';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    chapters: { type: 'boolean', default: false },
    dist: { type: 'string', default: process.env.SITE_OUT ?? 'dist' },
  },
});
const rounds = Number(values.rounds);
const dist = resolve(root, values.dist);

const plain = (html) =>
  html
    .replaceAll(/<script\b.*?<\/script>|<link rel="modulepreload"[^>]*>|<meta http-equiv="content-security-policy"[^>]*>/gs, '')
    .replaceAll(/<(\/?)astro-island\b[^>]*>/g, '<$1div>')
    .replace('</head>', `<script>(${compare})()</script></head>`);

const median = (numbers) => numbers.filter((n) => n !== undefined).sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const medians = (list) => Object.fromEntries(Object.keys(list[0]).map((key) => [key, median(list.map((one) => one[key]))]));

const slugs = chapterSlugs(dist);
const htmlOf = (path) => readFileSync(join(dist, path, 'index.html'), 'utf8');
const fieldsOf = (slug) => htmlOf(slug).match(/<form[^>]*data-field=/g)?.length ?? 0;
const longest = [...slugs].sort((a, b) => fieldsOf(b) - fieldsOf(a))[0];

const folder = await makeControls();
const [book, hand, astro] = await Promise.all([
  serveCompressed(dist, plain),
  serveCompressed(join(folder, 'hand')),
  serveCompressed(join(folder, 'astro')),
]);
const ours = ['/', '/roofline/', '/exercises/h100-ridge-point/'];
const pages = [
  ...ours.flatMap((path) => [
    { name: path, url: book.site + path, onward: true },
    { name: `${path} (twin)`, url: `${book.site}${path}?plain`, onward: false },
  ]),
  { name: 'by hand', url: `${hand.site}/`, onward: true },
  { name: 'Astro + React', url: `${astro.site}/`, onward: true, patient: true },
];

const browser = await chromium.launch(await launchOptions());
const taken = Object.fromEntries(pages.map(({ name }) => [name, []]));
const late = [];
const chapters = Object.fromEntries((values.chapters ? slugs : []).map((slug) => [slug, []]));
for (let round = 0; round < rounds; round += 1) {
  for (const { name, url, onward, patient } of pages)
    taken[name].push({ ...(await read(browser, url, onward)), ...(await answer(browser, url, patient)) });
  late.push(await answerLate(browser, `${book.site}/${longest}/`));
  for (const [slug, list] of Object.entries(chapters)) list.push(await read(browser, `${book.site}/${slug}/`, false));
}
await browser.close();
for (const { stop } of [book, hand, astro]) stop();
rmSync(folder, { recursive: true, force: true });

const results = Object.fromEntries(Object.entries(taken).map(([name, list]) => [name, medians(list)]));
const lately = medians(late);
const chapterResults = Object.fromEntries(Object.entries(chapters).map(([slug, list]) => [slug, medians(list)]));

const fixed = (value, digits = 0) => (value === undefined ? '–' : value.toFixed(digits));
const row = ({ answer, click, lcp, tbt, cls, bytes, whole, elements, requests, next }) => ({
  'first answer ms': fixed(answer),
  'click ms': fixed(click),
  'LCP ms': fixed(lcp),
  'TBT ms': fixed(tbt),
  CLS: fixed(cls, 3),
  'kB before': fixed(bytes / 1000, 1),
  'kB whole': fixed(whole / 1000, 1),
  elements: fixed(elements),
  requests: fixed(requests),
  'next page ms': fixed(next),
});

/** What is aimed at, and how far this run is from it. */
function targets() {
  const of = (name) => results[name];
  const chapter = of('/roofline/');
  const control = of('Astro + React');
  const most = Math.max(...ours.map((path) => of(path).tbt), ...Object.values(chapterResults).map(({ tbt }) => tbt));
  return [
    ...ours.flatMap((path) => [
      [`${path} first answer ÷ twin`, of(path).answer / of(`${path} (twin)`).answer, 1.25, 2],
      [`${path} first answer ÷ by hand`, of(path).answer / of('by hand').answer, 1.5, 2],
      [`${path} first answer ÷ Astro + React`, of(path).answer / control.answer, 1, 2],
      [`${path} LCP ÷ twin`, of(path).lcp / of(`${path} (twin)`).lcp, 1.15, 2],
      [`${path} click to painted verdict, ms`, of(path).click, 50, 0],
    ]),
    [`/${longest}/ the same on its last field, after twenty answers, ms`, lately.late, 50, 0],
    [`/${longest}/ a derivation opened, ms`, lately.opening, 50, 0],
    ['TBT, the most of any page, ms', most, 50, 0],
    ['CLS, the most of any page', Math.max(...ours.map((path) => of(path).cls)), 0, 3],
    ['/roofline/ before interaction, kB', chapter.bytes / 1000, 75, 1],
    ['/roofline/ whole, kB', chapter.whole / 1000, 110, 1],
    ['/roofline/ next page ÷ Astro + React', chapter.next / control.next, 1.1, 2],
  ];
}

const machine = { cores: availableParallelism(), load: loadavg() };
mkdirSync(join(root, 'reports'), { recursive: true });
const report = { rounds, slowdown, network, machine, results, late: { chapter: longest, ...lately }, chapters: chapterResults };
writeFileSync(join(root, 'reports', 'bench-pages.json'), `${JSON.stringify(report, null, 2)}\n`);
console.log(
  `${rounds} rounds, CPU ÷ ${slowdown}, 1.6 Mbit/s, 150 ms; load of this machine ${machine.load.map((n) => n.toFixed(1)).join(' ')}`,
);
console.table(Object.fromEntries(Object.entries(results).map(([name, result]) => [name, row(result)])));
if (values.chapters)
  console.table(
    Object.fromEntries(
      Object.entries(chapterResults).map(([slug, { lcp, tbt, cls, bytes, elements, requests }]) => [
        slug,
        { 'LCP ms': fixed(lcp), 'TBT ms': fixed(tbt), CLS: fixed(cls, 3), 'kB before': fixed(bytes / 1000, 1), elements, requests },
      ]),
    ),
  );
console.table(
  Object.fromEntries(
    targets().map(([name, value, target, digits]) => [
      name,
      { measured: fixed(value, digits), 'at most': String(target), met: Number(fixed(value, digits)) <= target },
    ]),
  ),
);
