/** Who imports whom, in the whole tree, compared with the picture in docs/architecture.md. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

type Graph = ReadonlyMap<string, ReadonlySet<string>>;

const { imports: aliases } = JSON.parse(readFileSync('package.json', 'utf8')) as { imports: Record<string, string> };
const files = new Set(
  execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .filter((path) => /\.(ts|tsx|mjs|astro|mdx)$/.test(path) && existsSync(path)),
);

/** The project file that an import names; undefined for a library or a style sheet. */
function fileOf(importer: string, specifier: string): string | undefined {
  const [bare = ''] = specifier.split('?');
  const [first = '', ...rest] = bare.split('/');
  const [, packageName, module = 'index'] = /^@scaling-workbook\/(\w+)(?:\/(.*))?$/.exec(bare) ?? [];
  const path = bare.startsWith('.')
    ? join(dirname(importer), bare)
    : packageName !== undefined
      ? `packages/${packageName}/src/${module}.ts`
      : aliases[`${first}/*`]?.replace('*', rest.join('/')).replace('./', '');
  return path !== undefined && files.has(path) ? path : undefined;
}

const importsOf = (path: string): ReadonlySet<string> =>
  new Set(ts.preProcessFile(readFileSync(path, 'utf8'), true, true).importedFiles.flatMap(({ fileName }) => fileOf(path, fileName) ?? []));
const imports: Graph = new Map([...files].map((path) => [path, importsOf(path)]));

/** A cycle through the start, if there is one. */
function circleFrom(start: string, graph: Graph): readonly string[] | undefined {
  const seen = new Set<string>();
  const walk = (path: readonly string[]): readonly string[] | undefined => {
    for (const next of graph.get(path.at(-1) ?? start) ?? []) {
      if (next === start) return [...path, next];
      if (seen.has(next)) continue;
      seen.add(next);
      const circle = walk([...path, next]);
      if (circle) return circle;
    }
    return undefined;
  };
  return walk([start]);
}

/** The part of the tree a file belongs to: a folder of `src`, one of the two packages, or the chapters. Tests and tools belong to none. */
const roomOf = (path: string): string | undefined =>
  /\.test\.tsx?$/.test(path) ? undefined : /^(?:src\/(?=\w+\/)|packages\/(?=formulas|exercises)|(?=chapters\/))(\w+)\//.exec(path)?.[1];

function realArrows(): ReadonlySet<string> {
  const arrows = new Set<string>();
  for (const [from, targets] of imports) {
    const room = roomOf(from);
    for (const to of targets) {
      const other = roomOf(to);
      if (room !== undefined && other !== undefined && room !== other) arrows.add(`${room} --> ${other}`);
    }
  }
  return arrows;
}

function drawnArrows(): ReadonlyMap<string, ReadonlySet<string>> {
  const [, picture = ''] = /```mermaid\n([^]*?)```/.exec(readFileSync('docs/architecture.md', 'utf8')) ?? [];
  const drawn = new Map<string, Set<string>>();
  for (const [, from = '', to = ''] of picture.matchAll(/^ *(\w+) --> (.+)$/gm)) {
    drawn.set(from, new Set([...(drawn.get(from) ?? []), ...to.split('&').map((room) => room.trim())]));
  }
  return drawn;
}

const reaches = (from: string, to: string, drawn: Graph, seen = new Set<string>()): boolean =>
  [...(drawn.get(from) ?? [])].some((next) => next === to || (!seen.has(next) && reaches(next, to, drawn, seen.add(next))));

describe('imports', () => {
  it('go round in no circle, not even for types', () => {
    expect([...files].flatMap((path) => circleFrom(path, imports)?.join(' → ') ?? [])).toEqual([]);
  });

  const drawn = drawnArrows();
  const real = [...realArrows()];
  it('follow the arrows of docs/architecture.md', () => {
    const astray = real.filter((arrow) => {
      const [from = '', to = ''] = arrow.split(' --> ');
      return !reaches(from, to, drawn);
    });
    expect(astray.sort()).toEqual([]);
  });
  it('use every arrow of docs/architecture.md', () => {
    const idle = [...drawn]
      .flatMap(([from, targets]) => [...targets].map((to) => `${from} --> ${to}`))
      .filter((arrow) => !real.includes(arrow));
    expect(idle).toEqual([]);
  });
  it('lead from room to room in one direction', () => {
    expect([...drawn.keys()].flatMap((room) => circleFrom(room, drawn)?.join(' → ') ?? [])).toEqual([]);
  });
});
