import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import type { Root } from 'hast';
import { attribute, elementsOf, isSheet } from './page.ts';

export const under = (folder: string, ending = ''): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(entry.parentPath, entry.name));

/** As a static host sends it; fonts and images as they are. */
export const wire = (path: string, content: Buffer): number =>
  /\.(?:woff2|png|pagefind|pf_\w+)$/.test(path)
    ? content.length
    : brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length } }).length;

const importsOf = (code: string): readonly string[] =>
  [...code.matchAll(/(?:^|[;}\n])\s*(?:import|export)(?:[^"'`;()]*?from)?\s*["']\.\/([\w.@-]+\.js)["']/g)].map(([, name = '']) => name);

export interface Scripts {
  readonly codeOf: (name: string) => string;
  /** All that must load before these can run, themselves included. */
  readonly closure: (names: Iterable<string>, seen?: Set<string>) => Set<string>;
}

/** Read on demand. */
export function scriptsOf(folder: string): Scripts {
  const codes = new Map<string, string>();
  const codeOf = (name: string): string => {
    const code = codes.get(name) ?? readFileSync(join(folder, name), 'utf8');
    codes.set(name, code);
    return code;
  };
  const closure = (names: Iterable<string>, seen = new Set<string>()): Set<string> => {
    for (const name of names) {
      if (seen.has(name)) continue;
      seen.add(name);
      closure(importsOf(codeOf(name)), seen);
    }
    return seen;
  };
  return { codeOf, closure };
}

export interface Assets {
  readonly scripts: readonly string[];
  readonly styles: readonly string[];
  readonly islands: readonly { readonly component: string | undefined; readonly renderer: string | undefined; readonly props: string }[];
}

/** Its file name in the build; undefined for any other address. */
const built = (url: string): string | undefined => (url.includes('/_astro/') ? basename(url) : undefined);

export const assetsOf = (page: Root): Assets => ({
  scripts: elementsOf(page, 'script').flatMap((script) => built(attribute(script, 'src')) ?? []),
  styles: elementsOf(page, 'link')
    .filter(isSheet)
    .flatMap((link) => built(attribute(link, 'href')) ?? []),
  islands: elementsOf(page, 'astro-island').map((island) => ({
    component: built(attribute(island, 'componentUrl')),
    renderer: built(attribute(island, 'rendererUrl')),
    props: attribute(island, 'props'),
  })),
});

export const chapterSlugs = (folder: string): readonly string[] =>
  readdirSync(new URL('../../chapters', import.meta.url), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /^\d/.test(entry.name))
    .map((entry) => entry.name.replace(/^\d+-/, ''))
    .filter((slug) => existsSync(join(folder, slug, 'index.html')));
