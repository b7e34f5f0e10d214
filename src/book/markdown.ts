/** Markdown with `$…$` to HTML, for the texts that exercises hold. Chapters go through the same plugins by way of MDX. */
import katex from 'katex';
import rehypeKatex from 'rehype-katex';
import rehypeStringify from 'rehype-stringify';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { rehypeBase } from './rehype-base.ts';

const processor = (output: 'htmlAndMathml' | 'mathml') =>
  unified()
    .use(remarkParse)
    .use(remarkGfm)
    .use(remarkMath)
    .use(remarkRehype)
    .use(rehypeKatex, { output, strict: 'error' })
    .use(rehypeBase, { base: import.meta.env.BASE_URL })
    .use(rehypeStringify)
    .freeze();
const full = processor('htmlAndMathml');
const small = processor('mathml');

/** Throws KaTeX's error where a formula cannot be set; the plugin alone would show it to the reader. */
function convert(by: typeof full, markdown: string): string {
  const file = by.processSync(markdown);
  const [trouble] = file.messages;
  if (trouble) throw (trouble.cause as Error | undefined) ?? trouble;
  return String(file);
}

export const toHtml = (markdown: string): string => convert(full, markdown);

/** Of a formula's MathML what is shown. */
const bare = (html: string): string =>
  html
    .replaceAll(/<annotation[^>]*>.*?<\/annotation>/gs, '')
    .replaceAll(/<span class="katex">|(?<=<\/math>)<\/span>/g, '')
    .replaceAll(' xmlns="http://www.w3.org/1998/Math/MathML"', '');

/** One sentence without its paragraph, its formulas as bare MathML: short enough to travel as an island's property. */
export function toInlineHtml(markdown: string): string {
  const known = inline.get(markdown);
  if (known !== undefined) return known;
  const html = bare(convert(small, markdown).replace(/^<p>|<\/p>$/g, ''));
  inline.set(markdown, html);
  return html;
}
/** A slip says the same in every setting of its exercise. */
const inline = new Map<string, string>();

/** A symbol as bare MathML. It may hold a dollar sign, at which Markdown would end the formula. */
export const toSymbol = (tex: string): string => bare(katex.renderToString(tex, { output: 'mathml', strict: 'error', throwOnError: true }));

/** A display formula. */
export const toMath = (tex: string): string => katex.renderToString(tex, { displayMode: true, strict: 'error', throwOnError: true });
