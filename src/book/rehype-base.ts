/** Links within the book are written from the root (`/tpus/#mxu-peak`); this puts the path in front that the site is served under. */
import type { Root } from 'hast';
import { visit } from 'unist-util-visit';

export const rehypeBase =
  ({ base }: { readonly base: string }) =>
  (tree: Root): void => {
    const prefix = base.replace(/\/$/, '');
    visit(tree, { tagName: 'a' }, (link) => {
      const { href } = link.properties;
      if (typeof href === 'string' && /^\/(?!\/)/.test(href)) link.properties.href = prefix + href;
    });
  };
