/**
 * An Astro integration that finishes the pages after the build: the Content-Security-Policy goes into each as a meta tag
 * (with the hashes of exactly the scripts that stand in it), `_headers` is written for the hosts that read such a file, and
 * the script of the exercises is asked for at the top, with what it imports, so that it arrives without a chain of round
 * trips, and the script of every page at the end. Scripts that only import a file that others import as well give way to that
 * file, asked for once. Marks for the search's index go. Astro's own policy is not used: it does not know the inline scripts
 * that the docs shell writes into the page (https://github.com/withastro/astro/issues/16678). Once it does, policy.ts can go.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { scriptsOf, under, type Scripts } from './built-files.ts';
import { withNextPages, withStylesInPage } from './early-head.ts';
import { hashesOf, policy } from './policy.ts';

const year = 31_536_000;

/**
 * Headers for Netlify, Cloudflare Pages and others that read `_headers`. Framing is allowed: exercises may be embedded. The
 * policy is not among them: every page carries its own, and a worker obeys the header of its script, under which the one that
 * runs what a reader wrote could evaluate nothing.
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

/** What the pages tell the search's index; a browser has no use for it. */
const withoutMarks = (html: string): string => html.replaceAll(/ data-pagefind-[\w-]+(?:="[^"]*")?/g, '');

const charset = /<meta charset="utf-8"\s*\/?>/i;

/**
 * The policy must come before the first script, and the character set within the first 1,024 bytes. Before the policy the style
 * sheets are asked for: browsers look ahead for files only up to a policy.
 */
function withPolicy(html: string): string {
  const sheets = [...html.matchAll(/<link rel="stylesheet" href="([^"]*)">/g)].map(
    ([, url = '']) => `<link rel="preload" as="style" href="${url}">`,
  );
  const top = `<meta charset="utf-8">${sheets.join('')}<meta http-equiv="content-security-policy" content="${policy(hashesOf(html, 'script'), hashesOf(html, 'style'))}">`;
  return html.replace(charset, '').replace('<head>', `<head>${top}`);
}

const onlyImports = /^import"\.\/([\w.@-]+\.js)";?\s*$/;

/** A script that only imports another (see the groups in astro.config.ts) gives way to that one, which is asked for once. */
function withScriptsOnce(html: string, codeOf: Scripts['codeOf']): string {
  const asked = new Set<string>();
  return html.replaceAll(/<script type="module" src="([^"]*\/_astro\/)([^"/]+\.js)"><\/script>/g, (_, folder: string, name: string) => {
    const real = onlyImports.exec(codeOf(name))?.[1] ?? name;
    if (asked.has(real)) return '';
    asked.add(real);
    return `<script type="module" src="${folder}${real}"></script>`;
  });
}

const exercises = /<script type="module" src="([^"]*\/_astro\/(exercise\.[^"]+\.js))"><\/script>/;

/**
 * The script of the exercises is asked for at the top of the page, before its styles, with what it imports. It runs as soon as it
 * is here, after the first scripts of the page, and does not wait for the end: an answer may be typed by then.
 */
function withExercisesFirst(html: string, closure: Scripts['closure'], base: string): string {
  const [tag, url, name] = exercises.exec(html) ?? [];
  if (tag === undefined || url === undefined || name === undefined) return html;
  const links = [...closure([name])].map((file) => `<link rel="modulepreload" href="${base}_astro/${file}">`);
  return html
    .replace(tag, '')
    .replace('<head>', `<head>${links.join('')}`)
    .replace('</head>', `<script type="module" async src="${url}"></script></head>`);
}

const ofEveryPage = /<script type="module" src="[^"]*\/_astro\/page\.[^"]+\.js"><\/script>/;

/** What every page does comes after what is read and answered. */
function withShellLast(html: string): string {
  const [tag] = ofEveryPage.exec(html) ?? [];
  return tag === undefined ? html : html.replace(tag, '').replace('</body>', `${tag}</body>`);
}

/** What the search engine's builder writes for interfaces that this site does not use. */
const unused = ['component-ui.css', 'component-ui.js', 'modular-ui.css', 'modular-ui.js', 'ui.css', 'ui.js', 'highlight.js'];

export const finishPages = ({ base = '/' } = {}): AstroIntegration => ({
  name: 'finish-pages',
  hooks: {
    'astro:build:done': ({ dir, logger }) => {
      const folder = fileURLToPath(dir);
      const prefix = base.replace(/\/?$/, '/');
      const { closure, codeOf } = scriptsOf(join(folder, '_astro'));
      const hashes = new Set<string>();
      const pages = under(folder, '.html');
      for (const path of pages) {
        const once = withScriptsOnce(withoutMarks(readFileSync(path, 'utf8')), codeOf);
        const inOrder = withShellLast(withExercisesFirst(once, closure, prefix));
        const html = withNextPages(withStylesInPage(inOrder, join(folder, '_astro')));
        for (const hash of hashesOf(html, 'script')) hashes.add(hash);
        writeFileSync(path, withPolicy(html));
      }
      for (const path of under(join(folder, '_astro'), '.js')) if (onlyImports.test(codeOf(basename(path)))) rmSync(path);
      writeFileSync(join(folder, '_headers'), headers(prefix));
      for (const name of unused) {
        const path = join(folder, 'pagefind', `pagefind-${name}`);
        if (existsSync(path)) rmSync(path);
      }
      logger.info(`${String(pages.length)} pages finished; ${String(hashes.size)} inline scripts known by hash`);
    },
  },
});
