/**
 * What the search's index reads of a formula. It stands in a page three times (MathML, its TeX, what is drawn), and the index
 * would take all three into its excerpts: before it is made, it is told to read a formula within a sentence once and one on a
 * line of its own not at all. Once it is made, the marks for it go, these and the pages' own.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { under } from './built-files.ts';

/** An Astro integration that stands before the shell, which makes the index. */
export const markFormulas = (): AstroIntegration => ({
  name: 'mark-formulas',
  hooks: {
    'astro:build:done': ({ dir }) => {
      for (const path of under(fileURLToPath(dir), '.html')) {
        const html = readFileSync(path, 'utf8');
        writeFileSync(path, html.replaceAll(/<(?:span class="katex-(?:display|html)"|annotation(?= ))/g, '$& data-pagefind-ignore'));
      }
    },
  },
});

export const withoutMarks = (html: string): string => html.replaceAll(/ data-pagefind-[\w-]+(?:="[^"]*")?/g, '');
