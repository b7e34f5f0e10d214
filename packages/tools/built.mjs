/** Looking at the built site as files. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { root } from './setup.mjs';

/** Paths of all files below a folder whose names end so. */
export const under = (folder, ending = '') =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(entry.parentPath, entry.name));

/** Bytes on the wire: text as a static host compresses it, fonts and pictures as they are. */
export const wire = (path, content) =>
  /\.(?:woff2|png|pagefind|pf_\w+)$/.test(path)
    ? content.length
    : brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length } }).length;

/** Names of the scripts that a script imports at once (not those it may import later). */
const importsOf = (code) =>
  [...code.matchAll(/(?:^|[;}\n])\s*(?:import|export)(?:[^"'`;()]*?from)?\s*["']\.\/([\w.@-]+\.js)["']/g)].map(([, name]) => name);

/** The scripts of a folder, and for each all that must arrive before it can run, itself included. */
export function scriptsOf(folder) {
  const codes = new Map();
  const codeOf = (name) => {
    if (!codes.has(name)) codes.set(name, readFileSync(join(folder, name), 'utf8'));
    return codes.get(name);
  };
  const closure = (names, seen = new Set()) => {
    for (const name of names) {
      if (seen.has(name)) continue;
      seen.add(name);
      closure(importsOf(codeOf(name)), seen);
    }
    return seen;
  };
  return { codeOf, closure };
}

const names = (html, pattern) => [...html.matchAll(pattern)].map(([, url]) => url.split('/').at(-1));

/** File names of what a page's HTML asks for. */
export const assetsOf = (html) => ({
  scripts: names(html, /<script[^>]*\ssrc="([^"]*\/_astro\/[^"]+\.js)"/g),
  styles: names(html, /<link[^>]*rel="stylesheet"[^>]*href="([^"]*\/_astro\/[^"]+\.css)"/g),
  islands: [...html.matchAll(/<astro-island[^>]*>/g)].map(([tag]) => ({
    component: names(tag, /component-url="([^"]+)"/g)[0],
    renderer: names(tag, /renderer-url="([^"]+)"/g)[0],
    props: /\sprops="([^"]*)"/.exec(tag)?.[1] ?? '',
  })),
});

/** The addresses of the chapters that a folder holds built. */
export const chapterSlugs = (folder) =>
  readdirSync(join(root, 'chapters'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /^\d/.test(entry.name))
    .map((entry) => entry.name.replace(/^\d+-/, ''))
    .filter((slug) => existsSync(join(folder, slug, 'index.html')));
