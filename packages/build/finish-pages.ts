/**
 * Finishes the pages after the build: adds each page's Content-Security-Policy with the hashes of exactly its inline scripts, writes
 * `_headers`, requests the script of the exercises first and that of every page last, replaces scripts that only import another, and
 * removes the marks for the search index. Astro's own policy does not cover the inline scripts of the docs shell
 * (https://github.com/withastro/astro/issues/16678); once it does, policy.ts can go.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import type { Element, ElementContent, Root } from 'hast';
import { select } from 'hast-util-select';
import { h } from 'hastscript';
import { CONTINUE, EXIT, visit } from 'unist-util-visit';
import { scriptsOf, under, type Scripts } from './built-files.ts';
import { putStylesInPage, sayNextPages } from './early-head.ts';
import { attribute, elementsOf, headOf, isSheetForAll, parsePage, writePage } from './page.ts';
import { hashesOf, policy } from './policy.ts';

const year = 31_536_000;

/**
 * For Netlify, Cloudflare Pages and other hosts that read `_headers`. Framing is allowed, since exercises may be embedded. The policy is
 * not here: every page has its own, and the worker that runs readers' code could evaluate nothing under it.
 */
const headers = (base: string): string => `# Written by the build (packages/build/finish-pages.ts).
${base}*
  X-Content-Type-Options: nosniff
  Referrer-Policy: strict-origin-when-cross-origin
  Permissions-Policy: camera=(), microphone=(), geolocation=(), payment=(), usb=()
${base}_astro/*
  Cache-Control: public, max-age=${String(year)}, immutable
${base}sw.js
  Cache-Control: no-cache
`;

/** Browsers have no use for them. */
function dropMarks(page: Root): void {
  visit(page, 'element', (element) => {
    for (const name of Object.keys(element.properties))
      if (name.startsWith('dataPagefind')) Reflect.deleteProperty(element.properties, name);
  });
}

/**
 * The policy must precede the first script, and the character set be within the first 1,024 bytes. Style sheets come earlier, because
 * browsers preload files only up to a policy.
 */
function addPolicy(page: Root): void {
  const head = headOf(page);
  const isCharset = (node: ElementContent): boolean => node.type === 'element' && node.properties.charSet !== undefined;
  const sheets = elementsOf(page, 'link').filter(isSheetForAll);
  const content = policy(hashesOf(page, 'script'), hashesOf(page, 'style'));
  head.children = [
    h('meta', { charSet: 'utf-8' }),
    ...sheets.map((link) => h('link', { rel: 'preload', as: 'style', href: attribute(link, 'href') })),
    h('meta', { httpEquiv: 'content-security-policy', content }),
    ...head.children.filter((node) => !isCharset(node)),
  ];
}

const onlyImports = /^import"\.\/([\w.@-]+\.js)";?\s*$/;

/** The file name of a script of the build that is loaded as a module. */
function moduleName(script: Element): string | undefined {
  const src = attribute(script, 'src');
  return attribute(script, 'type') === 'module' && src.includes('/_astro/') ? basename(src) : undefined;
}

/** A script that only imports another (see the groups in astro.config.ts) gives way to that one. */
function askOnce(page: Root, codeOf: Scripts['codeOf']): void {
  const asked = new Set<string>();
  visit(page, { type: 'element', tagName: 'script' }, (script: Element, index, parent) => {
    const name = moduleName(script);
    if (name === undefined || !parent || index === undefined) return CONTINUE;
    const real = onlyImports.exec(codeOf(name))?.[1] ?? name;
    if (asked.has(real)) {
      parent.children.splice(index, 1);
      return index;
    }
    asked.add(real);
    script.properties.src = attribute(script, 'src').replace(name, real);
    return CONTINUE;
  });
}

function takeScript(page: Root, beginning: string): Element | undefined {
  const script = elementsOf(page, 'script').find((one) => moduleName(one)?.startsWith(beginning));
  if (script)
    visit(page, script, (_, index, parent) => {
      if (index !== undefined) parent?.children.splice(index, 1);
      return EXIT;
    });
  return script;
}

/**
 * At the top of the page, before its styles, with its imports. It runs as soon as it arrives instead of at the end: an answer may be typed
 * by then.
 */
function askForExercisesFirst(page: Root, closure: Scripts['closure'], base: string): void {
  const script = takeScript(page, 'exercise.');
  if (script === undefined) return;
  const imports = [...closure([basename(attribute(script, 'src'))])];
  const head = headOf(page);
  head.children.unshift(...imports.map((name) => h('link', { rel: 'modulepreload', href: `${base}_astro/${name}` })));
  head.children.push(h('script', { type: 'module', async: true, src: attribute(script, 'src') }));
}

/** What every page does comes after what is read and answered. */
function askForShellLast(page: Root): void {
  const script = takeScript(page, 'page.');
  if (script) select('body', page)?.children.push(script);
}

/** For interfaces of the search that this site does not use. */
const unused = ['component-ui.css', 'component-ui.js', 'modular-ui.css', 'modular-ui.js', 'ui.css', 'ui.js', 'highlight.js'];

export const finishPages = ({ base = '/' } = {}): AstroIntegration => ({
  name: 'finish-pages',
  hooks: {
    'astro:build:done': ({ dir, logger }) => {
      const folder = fileURLToPath(dir);
      const { closure, codeOf } = scriptsOf(join(folder, '_astro'));
      const hashes = new Set<string>();
      const pages = under(folder, '.html');
      for (const path of pages) {
        const page = parsePage(readFileSync(path, 'utf8'));
        dropMarks(page);
        askOnce(page, codeOf);
        askForExercisesFirst(page, closure, base);
        askForShellLast(page);
        putStylesInPage(page, join(folder, '_astro'));
        sayNextPages(page);
        for (const hash of hashesOf(page, 'script')) hashes.add(hash);
        addPolicy(page);
        writeFileSync(path, writePage(page));
      }
      for (const path of under(join(folder, '_astro'), '.js')) if (onlyImports.test(codeOf(basename(path)))) rmSync(path);
      writeFileSync(join(folder, '_headers'), headers(base));
      for (const name of unused) {
        const path = join(folder, 'pagefind', `pagefind-${name}`);
        if (existsSync(path)) rmSync(path);
      }
      logger.info(`${String(pages.length)} pages finished; ${String(hashes.size)} inline scripts known by hash`);
    },
  },
});
