/**
 * Formulas as bare MathML Core, as KaTeX writes them: without its wrappers, the TeX beside them and what browsers hold for
 * granted, which halves a page's elements. One on a line of its own stands in a block that scrolls where it is wider than the page.
 */
import type { Element, ElementContent, Nodes, Root } from 'hast';

const isElement = (node: Nodes): node is Element => node.type === 'element';
const isNamed = (node: Nodes | undefined, name: string): node is Element => node !== undefined && isElement(node) && node.tagName === name;
const hasClass = (node: Nodes, name: string): node is Element =>
  isElement(node) && Array.isArray(node.properties.className) && node.properties.className.includes(name);

/** These take their children as one row, so that a row in them is one too many. */
const rows = new Set(['math', 'mtd', 'msqrt']);
/** An operator alone in a row keeps it: without, it would be spaced as what it stands beside demands. */
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

/** Comes after rehype-katex, which must be asked for MathML alone. */
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
