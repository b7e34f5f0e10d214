/**
 * What the search's index reads of a formula: one within a sentence, but not one on a line of its own, which would fill an
 * excerpt. Once the index is made, the marks for it go, these and the pages' own.
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
        writeFileSync(path, html.replaceAll(/<span class="formula-line"/g, '$& data-pagefind-ignore'));
      }
    },
  },
});

export const withoutMarks = (html: string): string => html.replaceAll(/ data-pagefind-[\w-]+(?:="[^"]*")?/g, '');
