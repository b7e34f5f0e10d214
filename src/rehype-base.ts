/** Links within the book are written from the root (`/tpus/#mxu-peak`); this puts the path in front that the site is served under. */
interface Node {
  readonly tagName?: string;
  readonly properties?: Record<string, unknown>;
  readonly children?: readonly Node[];
}

export const rehypeBase =
  ({ base }: { readonly base: string }) =>
  (tree: Node): void => {
    const prefix = base.replace(/\/$/, '');
    const visit = (node: Node): void => {
      const href = node.properties?.href;
      if (node.tagName === 'a' && node.properties && typeof href === 'string' && /^\/(?!\/)/.test(href))
        node.properties.href = prefix + href;
      for (const child of node.children ?? []) visit(child);
    };
    visit(tree);
  };
