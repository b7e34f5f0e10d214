/** Prefixes internal links (`/tpus/#mxu-peak`) with the path that the site is served under. */
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
