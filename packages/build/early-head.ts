/**
 * What a page's head says early, so that a reader on a slow line waits for few round trips: the styles of a page with exercises
 * stand in the page itself, and the pages that a reader points at are fetched before the click.
 */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Readers arrive here to answer. Whoever reads on to a page of another kind asks for the file then. */
const isArrivedAt = (html: string): boolean => html.includes('data-exercise=');

/**
 * Starlight 0.42 asks by `:has` of the body whether the menu of phones is open. Browsers then look through the whole page at each
 * change of it, a verdict too. What the rule is for, src/shell/theme.css does in the menu itself.
 */
const scrollLock = /body:has\(#starlight__sidebar:popover-open\)\{[^}]*\}/g;

/** Puts a page's style sheets into it, but those for paper. */
export function withStylesInPage(html: string, assets: string): string {
  if (!isArrivedAt(html)) return html;
  return html.replaceAll(/<link rel="stylesheet" href="[^"]*\/_astro\/([^"]*)">/g, (_, name: string) => {
    const styles = readFileSync(join(assets, basename(name)), 'utf8').replaceAll(scrollLock, '');
    return `<style>${styles.trim()}</style>`;
  });
}

/**
 * One text for all pages, hence one hash in the policy. Fetched, not rendered: a page rendered ahead would show the progress of a
 * moment ago. Browsers do nothing of it where the reader saves data (https://developer.chrome.com/docs/web-platform/prerender-pages).
 */
const nextPages = JSON.stringify({
  prefetch: [{ where: { selector_matches: '.pagination-links a, .sidebar-content a' }, eagerness: 'moderate' }],
});

export const withNextPages = (html: string): string =>
  html.replace('</head>', `<script type="speculationrules">${nextPages}</script></head>`);
