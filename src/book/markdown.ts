/** Markdown with `$…$` to HTML for exercises. Chapters use the same plugins via MDX. */
import type { Element, Root } from 'hast';
import rehypeKatex from 'rehype-katex';
import rehypeStringify from 'rehype-stringify';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { VFile } from 'vfile';
import { rehypeBase } from './rehype-base.ts';
import { rehypeMathml } from './rehype-mathml.ts';

const katexOptions = { output: 'mathml', strict: 'error' } as const;

const processor = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkMath)
  .use(remarkRehype)
  .use(rehypeKatex, katexOptions)
  .use(rehypeMathml)
  .use(rehypeBase, { base: import.meta.env.BASE_URL })
  .use(rehypeStringify)
  .freeze();

/** Throws KaTeX's error for invalid TeX; the plugin would show it to the reader. */
function failOn({ messages: [trouble] }: VFile): void {
  if (trouble) throw (trouble.cause as Error | undefined) ?? trouble;
}

export function toHtml(markdown: string): string {
  const file = processor.processSync(markdown);
  failOn(file);
  return String(file);
}

/** Without its paragraph: short enough for an island's property. */
export function toInlineHtml(markdown: string): string {
  const known = inline.get(markdown);
  if (known !== undefined) return known;
  const html = toHtml(markdown).replace(/^<p>|<\/p>$/g, '');
  inline.set(markdown, html);
  return html;
}
/** A slip has one text in every setting. */
const inline = new Map<string, string>();

const setter = unified().use(rehypeKatex, katexOptions).use(rehypeMathml).use(rehypeStringify).freeze();

/** Without Markdown around it, which would end at a dollar sign. */
function set(tex: string, className: 'math-inline' | 'math-display'): string {
  const file = new VFile();
  const code: Element = {
    type: 'element',
    tagName: 'code',
    properties: { className: [className] },
    children: [{ type: 'text', value: tex }],
  };
  const formula: Root = { type: 'root', children: [code] };
  const tree = setter.runSync(formula, file) as Root;
  failOn(file);
  return setter.stringify(tree);
}

export const toSymbol = (tex: string): string => set(tex, 'math-inline');
export const toMath = (tex: string): string => set(tex, 'math-display');
