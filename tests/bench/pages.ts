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
import { chapterSlugs } from '../../packages/build/built-files.ts';
import { launchOptions } from '../../packages/tools/chromium.ts';
import { root } from '../../packages/tools/command.ts';
import { serveCompressed } from '../../packages/tools/serve-compressed.ts';
import { median } from './median.ts';
import { compare, makeControls } from './pages-control.ts';
import { answer, answerLate, network, read, slowdown, type Reading } from './pages-visit.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    chapters: { type: 'boolean', default: false },
    dist: { type: 'string', default: process.env.SITE_OUT ?? 'dist' },
  },
});
const rounds = Number(values.rounds);
const dist = resolve(root, values.dist);

const plain = (html: string): string =>
  html
    .replaceAll(/<script\b.*?<\/script>|<link rel="modulepreload"[^>]*>|<meta http-equiv="content-security-policy"[^>]*>/gs, '')
    .replaceAll(/<(\/?)astro-island\b[^>]*>/g, '<$1div>')
    .replace('</head>', `<script>(${String(compare)})()</script></head>`);

type Figures<T> = { readonly [K in keyof T]: number | undefined };
/** The median of each figure over the visits that have it. */
const medians = <T extends Figures<T>>(list: readonly T[]): T =>
  Object.fromEntries(
    Object.keys(list[0] ?? {}).map((key) => {
      const measured = list.map((visit): number | undefined => visit[key as keyof T]).filter((figure) => figure !== undefined);
      return [key, measured.length > 0 ? median(measured) : undefined];
    }),
  ) as unknown as T;

const slugs = chapterSlugs(dist);
const htmlOf = (path: string): string => readFileSync(join(dist, path, 'index.html'), 'utf8');
const fieldsOf = (slug: string): number => htmlOf(slug).match(/<form[^>]*data-field=/g)?.length ?? 0;
const [longest = ''] = slugs.toSorted((a, b) => fieldsOf(b) - fieldsOf(a));

const folder = await makeControls();
const [book, hand, astro] = await Promise.all([
  serveCompressed(dist, plain),
  serveCompressed(join(folder, 'hand')),
  serveCompressed(join(folder, 'astro')),
]);
const ours = ['/', '/roofline/', '/exercises/h100-ridge-point/'];
interface Measured {
  readonly name: string;
  readonly url: string;
  /** Also goes to the next page. */
  readonly onward: boolean;
  /** Answers once the field is active. */
  readonly patient?: boolean;
}
const pages: readonly Measured[] = [
  ...ours.flatMap((path) => [
    { name: path, url: book.site + path, onward: true },
    { name: `${path} (twin)`, url: `${book.site}${path}?plain`, onward: false },
  ]),
  { name: 'by hand', url: `${hand.site}/`, onward: true },
  { name: 'Astro + React', url: `${astro.site}/`, onward: true, patient: true },
];

const browser = await chromium.launch(await launchOptions());
type Visit = Reading & Awaited<ReturnType<typeof answer>>;
const taken = new Map(pages.map(({ name }): [string, Visit[]] => [name, []]));
const late: Awaited<ReturnType<typeof answerLate>>[] = [];
const chapters = new Map((values.chapters ? slugs : []).map((slug): [string, Reading[]] => [slug, []]));
for (let round = 0; round < rounds; round += 1) {
  for (const { name, url, onward, patient } of pages)
    taken.get(name)?.push({ ...(await read(browser, url, onward)), ...(await answer(browser, url, patient)) });
  late.push(await answerLate(browser, `${book.site}/${longest}/`));
  for (const [slug, list] of chapters) list.push(await read(browser, `${book.site}/${slug}/`, false));
}
await browser.close();
for (const { stop } of [book, hand, astro]) stop();
rmSync(folder, { recursive: true, force: true });

const results = new Map([...taken].map(([name, list]) => [name, medians(list)]));
const lately = medians(late);
const chapterResults = new Map([...chapters].map(([slug, list]) => [slug, medians(list)]));

const fixed = (value: number | undefined, digits = 0): string => (value === undefined ? '–' : value.toFixed(digits));
const row = ({ answer, click, lcp, tbt, cls, bytes, whole, elements, requests, next }: Visit) => ({
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

/** The targets, and how far this run is from them. */
type Target = readonly [what: string, measured: number, most: number, digits: number];
function targets(): readonly Target[] {
  const of = (name: string): Visit => {
    const result = results.get(name);
    if (!result) throw new Error(`${name} was not measured`);
    return result;
  };
  const chapter = of('/roofline/');
  const control = of('Astro + React');
  const most = Math.max(...ours.map((path) => of(path).tbt), ...[...chapterResults.values()].map(({ tbt }) => tbt));
  return [
    ...ours.flatMap((path): readonly Target[] => [
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
    ['/roofline/ next page ÷ Astro + React', (chapter.next ?? NaN) / (control.next ?? NaN), 1.1, 2],
  ];
}

const machine = { cores: availableParallelism(), load: loadavg() };
mkdirSync(join(root, 'reports'), { recursive: true });
const report = {
  ...{ rounds, slowdown, network, machine },
  results: Object.fromEntries(results),
  late: { chapter: longest, ...lately },
  chapters: Object.fromEntries(chapterResults),
};
writeFileSync(join(root, 'reports', 'bench-pages.json'), `${JSON.stringify(report, null, 2)}\n`);
console.log(
  `${String(rounds)} rounds, CPU ÷ ${String(slowdown)}, 1.6 Mbit/s, 150 ms; load of this machine ${machine.load.map((n) => n.toFixed(1)).join(' ')}`,
);
console.table(Object.fromEntries([...results].map(([name, result]) => [name, row(result)])));
if (values.chapters)
  console.table(
    Object.fromEntries(
      [...chapterResults].map(([slug, { lcp, tbt, cls, bytes, elements, requests }]) => [
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
