/** A chapter's page as written: frontmatter, and where its exercises and quizzes are. */
import remarkMath from 'remark-math';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import { parse } from 'yaml';

export interface Placed {
  /** `Solved` says which exercise elsewhere solves a companion book's problem. */
  readonly kind: 'Exercise' | 'Quiz' | 'Solved';
  /** For `Solved` the id of the problem. */
  readonly id: string;
  /** From 1. */
  readonly line: number;
}

export interface PageSource {
  readonly frontmatter: Readonly<Record<string, unknown>>;
  readonly placed: readonly Placed[];
}

const mdx = unified().use(remarkParse).use(remarkMath).use(remarkMdx).freeze();
const fence = /^---\n(.*?)\n---$/ms;

/** Throws for invalid MDX or YAML. */
export function readPage(source: string): PageSource {
  const [head = '', yaml = ''] = source.startsWith('---\n') ? (fence.exec(source) ?? []) : [];
  const placed: Placed[] = [];
  // Blank lines for the frontmatter keep line numbers right.
  visit(mdx.parse(head.replaceAll(/.+/g, '') + source.slice(head.length)), (node) => {
    if (node.type !== 'mdxJsxFlowElement' && node.type !== 'mdxJsxTextElement') return;
    if (node.name !== 'Exercise' && node.name !== 'Quiz' && node.name !== 'Solved') return;
    const name = node.name === 'Solved' ? 'book' : 'id';
    const id = node.attributes.find((attribute) => attribute.type === 'mdxJsxAttribute' && attribute.name === name)?.value;
    placed.push({ kind: node.name, id: typeof id === 'string' ? id : '', line: node.position?.start.line ?? 1 });
  });
  const frontmatter: unknown = parse(yaml);
  return { frontmatter: typeof frontmatter === 'object' && frontmatter !== null ? { ...frontmatter } : {}, placed };
}
