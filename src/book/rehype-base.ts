/** Links within the book are written from the root (`/tpus/#mxu-peak`); this puts the path in front that the site is served under. */
import type { Nodes, Root } from 'hast';

export const rehypeBase =
  ({ base }: { readonly base: string }) =>
  (tree: Root): void => {
    const prefix = base.replace(/\/$/, '');
    const visit = (node: Nodes): void => {
      if (node.type === 'element' && node.tagName === 'a') {
        const { href } = node.properties;
        if (typeof href === 'string' && /^\/(?!\/)/.test(href)) node.properties.href = prefix + href;
      }
      if ('children' in node) for (const child of node.children) visit(child);
    };
    visit(tree);
  };
