/** The policy of every built page, compared with what an HTML parser finds in the page: run `npm run build` first. */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Element } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { visit } from 'unist-util-visit';
import { expect, it } from 'vitest';

const dist = fileURLToPath(new URL(`../../${process.env.SITE_OUT ?? 'dist'}`, import.meta.url));
const pages = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.html'));

const isPolicy = ({ tagName, properties: { httpEquiv } }: Element): boolean =>
  tagName === 'meta' && String(httpEquiv).toLowerCase() === 'content-security-policy';
/** Handlers and addresses that contain code, which none of our policies allows. */
const holdsCode = ({ properties }: Element): boolean =>
  Object.entries(properties).some(([name, value]) => /^on[A-Z]/.test(name) || /^\s*javascript:/i.test(String(value)));

function elementsOf(html: string): readonly Element[] {
  const elements: Element[] = [];
  visit(fromHtml(html), 'element', (element) => {
    elements.push(element);
  });
  return elements;
}
const textOf = ({ children }: Element): string => children.map((child) => (child.type === 'text' ? child.value : '')).join('');
const hashOf = (element: Element): string => `'sha256-${createHash('sha256').update(textOf(element)).digest('base64')}'`;

it.each(pages)(
  '%s: the policy knows the page’s own inline scripts and styles by hash and allows no others, no evaluation, no other host',
  (page) => {
    const html = readFileSync(join(dist, page), 'utf8');
    const elements = elementsOf(html);
    const [policy, ...more] = elements.filter(isPolicy);
    expect(more).toEqual([]);
    const content = String(policy?.properties.content);
    const inline = elements.filter(({ tagName, properties: { src } }) => tagName === 'script' && src === undefined);
    const scripts = content.split('; ').find((directive) => directive.startsWith('script-src ')) ?? '';
    expect(scripts.split(' ').sort()).toEqual(["'self'", "'wasm-unsafe-eval'", 'script-src', ...new Set(inline.map(hashOf))].sort());
    const styles = content.split('; ').find((directive) => directive.startsWith('style-src-elem ')) ?? '';
    const inPage = elements.filter(({ tagName }) => tagName === 'style');
    expect(styles.split(' ').sort()).toEqual(["'self'", 'style-src-elem', ...new Set(inPage.map(hashOf))].sort());
    expect(content).toMatch(/^default-src 'none';/);
    expect(content).not.toMatch(/https?:|\*|'unsafe-eval'/);
    // A policy applies to what comes after it, and browsers look for the character set in the first 1,024 bytes.
    expect(elements.findIndex(isPolicy)).toBeLessThan(elements.findIndex(({ tagName }) => tagName === 'script'));
    expect(html.indexOf('charset="utf-8"')).toBeLessThan(1024);
    expect(elements.filter(holdsCode).map(({ tagName, properties }) => ({ tagName, properties }))).toEqual([]);
  },
);
