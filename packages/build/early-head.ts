/**
 * Saves round trips on slow connections: pages with exercises have their styles inline, and links the reader points at are prefetched
 * before the click.
 */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Readers arrive on these pages to answer. A reader who goes on to another kind of page loads the style sheet there. */
const isArrivedAt = (html: string): boolean => html.includes('data-exercise=');

/** Inlines a page's style sheets, except those for print. */
export function withStylesInPage(html: string, assets: string): string {
  if (!isArrivedAt(html)) return html;
  return html.replaceAll(/<link rel="stylesheet" href="[^"]*\/_astro\/([^"]*)">/g, (_, name: string) => {
    return `<style>${readFileSync(join(assets, basename(name)), 'utf8').trim()}</style>`;
  });
}

/**
 * One text for all pages, hence one hash in the policy. Prefetched, not prerendered: a prerendered page would show outdated progress.
 * Browsers ignore it if the reader saves data (https://developer.chrome.com/docs/web-platform/prerender-pages).
 */
const nextPages = JSON.stringify({
  prefetch: [{ where: { selector_matches: '.pagination-links a, .sidebar-content a' }, eagerness: 'moderate' }],
});

export const withNextPages = (html: string): string =>
  html.replace('</head>', `<script type="speculationrules">${nextPages}</script></head>`);
