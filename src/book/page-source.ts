/** A chapter's page as its author wrote it: what its frontmatter says, and where its exercises and quizzes stand. */
import remarkMath from 'remark-math';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import { parse } from 'yaml';

export interface Placed {
  /** `Solved` says in the place of a problem of the companion book which exercise elsewhere solves it. */
  readonly kind: 'Exercise' | 'Quiz' | 'Solved';
  /** Of an exercise or a quiz its id, of `Solved` the id of the problem. */
  readonly id: string;
  /** Counted from 1. */
  readonly line: number;
}

export interface PageSource {
  readonly frontmatter: Readonly<Record<string, unknown>>;
  readonly placed: readonly Placed[];
}

const mdx = unified().use(remarkParse).use(remarkMath).use(remarkMdx).freeze();
const fence = /^---\n(.*?)\n---$/ms;

/** Reads a page. Throws where it is no MDX or its frontmatter no YAML. */
export function readPage(source: string): PageSource {
  const [head = '', yaml = ''] = source.startsWith('---\n') ? (fence.exec(source) ?? []) : [];
  const placed: Placed[] = [];
  // Blank lines in the place of the frontmatter leave the numbers of the lines as they are.
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
