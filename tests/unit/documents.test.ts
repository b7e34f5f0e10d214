/** A document that names a missing path or script misleads its reader. */
import { existsSync, readFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const documents = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], { encoding: 'utf8' })
  .trim()
  .split('\n')
  .filter((path) => existsSync(path));
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };

describe.each(documents)('%s', (document) => {
  const text = readFileSync(document, 'utf8');

  it('links only to files that are there', () => {
    const links = [...text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, link = '']) => link).filter((link) => !/^[a-z]+:/.test(link));
    expect(links.filter((link) => !existsSync(join(dirname(document), link)))).toEqual([]);
  });

  it('names only paths that are there', () => {
    const named = [...text.matchAll(/`((?:chapters|packages|src|tests|public)\/[\w./-]+)`/g)].map(([, path = '']) => path);
    expect(named.filter((path) => !existsSync(path))).toEqual([]);
  });

  it('names only scripts that are there', () => {
    const named = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, script = '']) => script);
    expect(named.filter((script) => scripts[script] === undefined)).toEqual([]);
  });
});

it('no document or configuration names a path of one machine', () => {
  const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .filter((path) => existsSync(path) && /\.(md|mdx|ts|tsx|mjs|json|astro|css|sh)$|^\.ci/.test(path) && path !== 'package-lock.json');
  const machine = new RegExp(['/(work|farm|home)', '/root'].map((start) => `(^|[\\s"'\`(])${start}/`).join('|'), 'm');
  expect(tracked.filter((path) => machine.test(readFileSync(path, 'utf8')))).toEqual([]);
});

describe('the lock file', () => {
  const lock = readFileSync('package-lock.json', 'utf8');

  it('carries no address of a registry', () => {
    expect(lock).not.toMatch(/"resolved": "https?:/);
  });

  it('names the optional packages of every platform, without which npm ci refuses it', () => {
    const { packages } = JSON.parse(lock) as { packages: Record<string, { optionalDependencies?: Record<string, string> }> };
    /** Resolves a package as Node does: beside the importer, then in each folder above. */
    const isLocked = (from: string, name: string): boolean => {
      const path = from === '' ? `node_modules/${name}` : `${from}/node_modules/${name}`;
      return (
        packages[path] !== undefined || (from !== '' && isLocked(from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/'))), name))
      );
    };
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => !isLocked(path, name))
        .map((name) => `${path} needs ${name}`),
    );
    expect(missing).toEqual([]);
  });
});
