/** A built page as a tree of HTML: parsed once, changed by each finishing step, and written again. */
import type { Element, Root } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { select } from 'hast-util-select';
import rehypeStringify from 'rehype-stringify';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';

export const parsePage = (html: string): Root => fromHtml(html);

/** Characters that are dangerous only without a policy stay: readable, and fewer bytes. */
const writer = unified()
  .use(rehypeStringify, {
    allowDangerousCharacters: true,
    collapseEmptyAttributes: true,
    characterReferences: { useNamedReferences: true },
  })
  .freeze();

export const writePage = (page: Root): string => writer.stringify(page);

export const headOf = (page: Root): Element => {
  const head = select('head', page);
  if (!head) throw new Error('A page has no head.');
  return head;
};

/** In the order of the page. */
export function elementsOf(page: Root, tagName: string): readonly Element[] {
  const found: Element[] = [];
  visit(page, { type: 'element', tagName }, (element: Element) => {
    found.push(element);
  });
  return found;
}

export const attribute = ({ properties }: Element, name: string): string => {
  const value = properties[name];
  return Array.isArray(value) ? value.join(' ') : typeof value === 'string' ? value : '';
};

export const isSheet = (link: Element): boolean => attribute(link, 'rel') === 'stylesheet';

/** Whether a style sheet is for all media, not only for print or another one. */
export const isSheetForAll = (link: Element): boolean => isSheet(link) && link.properties.media === undefined;
