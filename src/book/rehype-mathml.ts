/**
 * Reduces KaTeX's output to bare MathML Core: no wrappers, no TeX, no default attributes, which halves a page's elements. A display formula
 * gets a block that scrolls if it is too wide.
 */
import type { Element, ElementContent, Nodes, Root } from 'hast';

const isElement = (node: Nodes): node is Element => node.type === 'element';
const isNamed = (node: Nodes | undefined, name: string): node is Element => node !== undefined && isElement(node) && node.tagName === name;
const hasClass = (node: Nodes, name: string): node is Element =>
  isElement(node) && Array.isArray(node.properties.className) && node.properties.className.includes(name);

/** Elements that lay out their children as one row anyway. */
const rows = new Set(['math', 'mtd', 'msqrt']);
/** An operator alone in a row keeps it, for its spacing. */
const simple = new Set(['mi', 'mn', 'mtext', 'mfrac', 'msub', 'msup', 'msubsup', 'msqrt']);

function lean(node: ElementContent): ElementContent {
  if (node.type !== 'element') return node;
  const { tagName, properties } = node;
  let children = node.children.map(lean);
  const [only] = children;
  if (tagName === 'semantics') return only ?? node;
  if (tagName === 'mtable') properties.displaystyle = 'true';
  if (tagName === 'mrow' && children.length === 1 && isElement(only as Nodes) && simple.has((only as Element).tagName))
    return only as Element;
  if (tagName === 'mtd' && isNamed(only, 'mstyle') && only.properties.displaystyle === 'true') children = only.children;
  const [row] = children;
  if (rows.has(tagName) && children.length === 1 && isNamed(row, 'mrow')) children = row.children;
  return { ...node, children };
}

function toFormula(wrapper: Element): Element | undefined {
  const math = wrapper.children.find((child) => isNamed(child, 'math'));
  if (!math) return undefined;
  delete math.properties.xmlns;
  const formula = lean(math) as Element;
  if (formula.properties.display !== 'block') return formula;
  return { type: 'element', tagName: 'span', properties: { className: ['formula-line'] }, children: [formula] };
}

/** After rehype-katex with MathML output only. */
export const rehypeMathml =
  () =>
  (tree: Root): void => {
    const visit = (node: Nodes): void => {
      if (!('children' in node)) return;
      node.children.forEach((child, i) => {
        const formula = hasClass(child, 'katex') ? toFormula(child) : undefined;
        if (formula) node.children[i] = formula;
        else visit(child);
      });
    };
    visit(tree);
  };
