/** Saves round trips: pages with exercises have their styles inline, and links the reader points at are prefetched before the click. */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Element, Root } from 'hast';
import { select } from 'hast-util-select';
import { h } from 'hastscript';
import { SKIP, visit } from 'unist-util-visit';
import { attribute, headOf, isSheetForAll } from './page.ts';

/** Readers arrive here to answer. Whoever reads on to another kind of page asks for the file then. */
const isArrivedAt = (page: Root): boolean => select('[data-exercise]', page) !== undefined;

/**
 * Starlight 0.42 asks by `:has` of the body whether the phone's menu is open, so browsers search the whole page at each change, a verdict
 * too. src/shell/theme.css does the same in the menu itself.
 */
const scrollLock = /body:has\(#starlight__sidebar:popover-open\)\{[^}]*\}/g;

/** All but those for paper. */
export function putStylesInPage(page: Root, assets: string): void {
  if (!isArrivedAt(page)) return;
  visit(page, { type: 'element', tagName: 'link' }, (link: Element, index, parent) => {
    if (!parent || index === undefined || !isSheetForAll(link)) return;
    const styles = readFileSync(join(assets, basename(attribute(link, 'href'))), 'utf8').replaceAll(scrollLock, '');
    parent.children[index] = h('style', styles.trim());
    return SKIP;
  });
}

/**
 * One text for all pages, hence one hash in the policy. Not prerendered: such a page would show outdated progress. Ignored if the reader
 * saves data (https://developer.chrome.com/docs/web-platform/prerender-pages).
 */
const nextPages = JSON.stringify({
  prefetch: [{ where: { selector_matches: '.pagination-links a, .sidebar-content a' }, eagerness: 'moderate' }],
});

export function sayNextPages(page: Root): void {
  headOf(page).children.push(h('script', { type: 'speculationrules' }, nextPages));
}
