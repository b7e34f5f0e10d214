/**
 * npm run bench:growth [-- --chapters 12,120,1200] [--no-dev]: what a longer book costs. Makes books of that many chapters in
 * a temporary copy of the project, six exercises a chapter, builds each and asks whether one more chapter costs the same in
 * a long book as in a short one: time, memory, size of the site, weight of a page; then how long the page takes to show a
 * change to one chapter under `npm run dev`. Each chapter is chapter 0 under another name, without its figure.
 * Writes reports/bench-growth.json.
 */
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { under, wire } from '../../packages/build/built-files.ts';
import { environment, fail, root, say } from '../../packages/tools/command.ts';
import { freePort } from '../../packages/tools/serve.ts';
import { median } from './median.ts';

const { values } = parseArgs({
  options: { chapters: { type: 'string', default: '12,120,1200' }, dev: { type: 'boolean', default: true } },
  allowNegative: true,
});
const sizes = values.chapters.split(',').map(Number);
if (!sizes.every((count) => Number.isInteger(count) && count >= 2)) fail(`--chapters wants numbers from 2 on, got ${values.chapters}.`);

const model = '00-roofline';

/** Everything in the project except its chapters, plus the one chapter that the home page and all generated chapters use. */
function copyProject(): string {
  // Beside node_modules: Astro takes a path on another branch of the file system for one within the project.
  mkdirSync(join(root, 'reports'), { recursive: true });
  const folder = mkdtempSync(join(root, 'reports', 'growth-'));
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' }).split(
    '\n',
  );
  for (const file of files) {
    if (file === '' || (/^chapters\/\d/.test(file) && !file.startsWith(`chapters/${model}/`))) continue;
    cpSync(join(root, file), join(folder, file));
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

interface Source {
  readonly id: string;
  readonly text: string;
}
const readAll = (folder: string): readonly Source[] =>
  readdirSync(folder).map((file) => ({ id: file.replace(/\.ts$/, ''), text: readFileSync(join(folder, file), 'utf8') }));

const folderOf = (number: number): string => (number === 0 ? model : `${String(number)}-part-${String(number)}`);

/** Writes the chapters still missing from a workbook of `count`. */
function growTo(folder: string, count: number): void {
  const source = join(folder, 'chapters', model);
  const kinds = { exercises: readAll(join(source, 'exercises')), quizzes: readAll(join(source, 'quizzes')) };
  const ids = Object.values(kinds).flatMap((list) => list.map(({ id }) => id));
  const prose = readFileSync(join(source, 'index.mdx'), 'utf8').replaceAll(/^.*RooflineFigure.*$/gm, '');
  const there = readdirSync(join(folder, 'chapters')).filter((name) => /^\d/.test(name)).length;
  for (let number = there; number < count; number += 1) {
    const rename = (text: string): string =>
      ids
        .reduce((renamed, id) => renamed.replaceAll(`id="${id}"`, `id="${id}-${String(number)}"`), text)
        .replace(/^( *title: '?)(.+?)('?,?)$/m, `$1$2, part ${String(number)}$3`);
    const chapter = join(folder, 'chapters', folderOf(number));
    for (const [kind, list] of Object.entries(kinds)) {
      mkdirSync(join(chapter, kind), { recursive: true });
      for (const { id, text } of list) writeFileSync(join(chapter, kind, `${id}-${String(number)}.ts`), rename(text));
    }
    writeFileSync(join(chapter, 'index.mdx'), rename(prose));
  }
}

/** Builds, and measures the builder's own processor time and peak memory. */
function build(folder: string): { readonly seconds: number; readonly cpuSeconds: number; readonly memory: number } {
  const usage = join(folder, 'usage.json');
  const ask = `import{writeFileSync}from'node:fs';process.on('exit',()=>{if(process.argv[1]?.includes('astro'))writeFileSync(${JSON.stringify(usage)},JSON.stringify(process.resourceUsage()))})`;
  const started = performance.now();
  execFileSync('npx', ['astro', 'build'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: environment({ NODE_OPTIONS: `--max-old-space-size=16384 --import data:text/javascript,${encodeURIComponent(ask)}` }),
  });
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(readFileSync(usage, 'utf8')) as NodeJS.ResourceUsage;
  return { seconds: (performance.now() - started) / 1000, cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, memory: maxRSS * 1024 };
}

/** Compressed bytes of pages that more chapters might make heavier. */
function weigh(folder: string, count: number) {
  const dist = join(folder, 'dist');
  const sent = (path: string): number => wire(path, readFileSync(join(dist, path)));
  const last = `part-${String(count - 1)}`;
  const files = under(dist);
  return {
    pages: files.filter((path) => path.endsWith('.html')).length,
    dist: files.reduce((bytes, path) => bytes + readFileSync(path).length, 0),
    chapter: sent(`${last}/index.html`),
    exercise: sent(`exercises/relu-intensity-${String(count - 1)}/index.html`),
    home: sent('index.html'),
    index: sent('exercises/index.html'),
    progress: sent('progress/index.html'),
    list: sent('exercises.json'),
    worker: sent('sw.js'),
  };
}

/** Polls a page until `is` holds for it; returns the seconds that took. */
async function until(url: string, is: (text: string) => boolean, limit = 300): Promise<number> {
  const started = performance.now();
  for (;;) {
    const text = await fetch(url).then(
      (response) => (response.ok ? response.text() : ''),
      () => '',
    );
    const seconds = (performance.now() - started) / 1000;
    if (is(text)) return seconds;
    if (seconds > limit) throw new Error(`${url} did not show what it should within ${String(limit)} s`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Seconds until a chapter's page shows a change to its prose, and to one of its exercises, under `astro dev`: the median of three. */
async function change(
  folder: string,
  count: number,
): Promise<{ readonly first: number; readonly prose: number; readonly exercise: number }> {
  const port = (await freePort(4500)) ?? fail('There is no free port for the development server.');
  const number = count - 1;
  const chapter = join(folder, 'chapters', folderOf(number));
  const url = `http://localhost:${String(port)}/part-${String(number)}/`;
  const server = spawn('npx', ['astro', 'dev', '--port', String(port)], {
    cwd: folder,
    stdio: 'ignore',
    env: environment(),
    detached: true,
  });
  const edit = async (path: string, from: string | RegExp, to: (mark: string) => string): Promise<number> => {
    const old = readFileSync(path, 'utf8');
    const seconds: number[] = [];
    for (let round = 1; round <= 3; round += 1) {
      const mark = `changed ${String(round)}`;
      writeFileSync(path, old.replace(from, to(mark)));
      seconds.push(await until(url, (html) => html.includes(mark)));
    }
    writeFileSync(path, old);
    await until(url, (html) => !html.includes('changed 3'));
    return median(seconds);
  };
  try {
    const first = await until(url, (html) => html.includes('</html>'));
    const prose = await edit(join(chapter, 'index.mdx'), '## Two clocks', (mark) => `## Two clocks, ${mark}`);
    const exercise = await edit(
      join(chapter, 'exercises', `relu-intensity-${String(number)}.ts`),
      /title: '/,
      (mark) => `title: '${mark}, `,
    );
    return { first, prose, exercise };
  } finally {
    if (server.pid !== undefined) process.kill(-server.pid);
  }
}

const folder = copyProject();
const measure = async (chapters: number) => ({
  chapters,
  ...build(folder),
  ...weigh(folder, chapters),
  dev: values.dev ? await change(folder, chapters) : undefined,
  load: loadavg()[0],
});
const results: Awaited<ReturnType<typeof measure>>[] = [];
try {
  for (const chapters of sizes) {
    say(`A book of ${String(chapters)} chapters`);
    growTo(folder, chapters);
    rmSync(join(folder, 'dist'), { recursive: true, force: true });
    rmSync(join(folder, '.astro'), { recursive: true, force: true });
    const result = await measure(chapters);
    results.push(result);
    console.log(JSON.stringify(result));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

mkdirSync(join(root, 'reports'), { recursive: true });
writeFileSync(join(root, 'reports', 'bench-growth.json'), `${JSON.stringify({ cores: availableParallelism(), results }, null, 2)}\n`);
const kB = (bytes: number): string => (bytes / 1000).toFixed(1);
console.table(
  Object.fromEntries(
    results.map(({ chapters, pages, seconds, cpuSeconds, memory, dist, chapter, exercise, home, index, progress, list, worker, dev }) => [
      `${String(chapters)} chapters`,
      {
        pages,
        'build s': seconds.toFixed(1),
        'CPU s a chapter': (cpuSeconds / chapters).toFixed(2),
        'memory MB': (memory / 1e6).toFixed(0),
        'dist kB a chapter': kB(dist / chapters),
        'chapter kB': kB(chapter),
        'exercise kB': kB(exercise),
        'home kB': kB(home),
        'index kB': kB(index),
        'progress kB': kB(progress),
        'exercises.json kB': kB(list),
        'sw.js kB': kB(worker),
        ...(dev && { 'prose s': dev.prose.toFixed(2), 'exercise s': dev.exercise.toFixed(2) }),
      },
    ]),
  ),
);
