/**
 * Astro integrations round the search's index. A formula stands in a page three times (MathML, its TeX, what is drawn), and
 * the index would take all three into its excerpts: before it is made, it is told to read a formula within a sentence once and
 * one on a line of its own not at all. Afterwards the marks for it go, its own and those of the pages.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { under } from './built.mjs';

const rewrite = (name, change) => ({
  name,
  hooks: {
    'astro:build:done': ({ dir }) => {
      for (const path of under(fileURLToPath(dir), '.html')) writeFileSync(path, change(readFileSync(path, 'utf8')));
    },
  },
});

/** Stands before the shell, which makes the index. */
export const markFormulas = () =>
  rewrite('mark-formulas', (html) =>
    html.replaceAll(/<(?:span class="katex-(?:display|html)"|annotation )/g, (tag) => tag.replace(' ', ' data-pagefind-ignore ')),
  );

export const dropMarks = () => rewrite('drop-marks', (html) => html.replaceAll(/ data-pagefind-[\w-]+(?:="[^"]*")?/g, ''));
