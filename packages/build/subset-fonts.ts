/** Subsets every font to the characters that the site shows, drops outdated formats, and names the files after their content. */
import { createHash } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import type { Nodes } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import subsetFont from 'subset-font';
import { visit } from 'unist-util-visit';
import { visitParents } from 'unist-util-visit-parents';
import { under } from './built-files.ts';
import { parsePage } from './page.ts';

/** What scripts may add later: feedback, numbers, other settings. */
const always =
  Array.from({ length: 0x7f - 0x20 }, (_, i) => String.fromCodePoint(0x20 + i)).join('') + ' ×·−–—…‘’“”°µ²³¹⁰⁴⁵⁶⁷⁸⁹⁻≈≤≥→←↑↓√∞✓✗';

const hashed = (path: string, content: string | Buffer): string =>
  basename(path).replace(/\.[\w-]{8}(\.\w+)$/, `.${createHash('sha256').update(content).digest('base64url').slice(0, 8)}$1`);

/** Where mathematical italics start: Latin letters, then Greek ones (Unicode, block 1D400). */
const italics: readonly (readonly [first: string, last: string, to: number])[] = [
  ['A', 'Z', 0x1d434],
  ['a', 'z', 0x1d44e],
  ['Α', 'Ω', 0x1d6e2],
  ['α', 'ω', 0x1d6fc],
];
/** The exceptions. */
const odd: Readonly<Record<string, string>> = { h: 'ℎ', '∂': '𝜕', ϵ: '𝜖', ϑ: '𝜗', ϰ: '𝜘', ϕ: '𝜙', ϱ: '𝜚', ϖ: '𝜛' };

/** Browsers show a single-letter identifier in italics. */
function italic(character: string): string {
  const place = (of: string): number => of.codePointAt(0) ?? 0;
  const range = italics.find(([first, last]) => first <= character && character <= last);
  return odd[character] ?? (range ? String.fromCodePoint(range[2] + place(character) - place(range[0])) : '');
}

/** Set in the font of the text (src/shell/formulas.css). */
const inTextFont = new Set(['mn', 'mtext']);

/** In the font of formulas a one-letter identifier is in italics only, unless it says otherwise. */
function addFormulas(tree: Nodes, formulas: Set<string>): void {
  visitParents(tree, 'text', ({ value }, ancestors) => {
    const elements = ancestors.filter((node) => node.type === 'element');
    if (!elements.some(({ tagName }) => tagName === 'math') || elements.some(({ tagName }) => inTextFont.has(tagName))) return;
    const parent = elements.at(-1);
    const isLetter = parent?.tagName === 'mi' && !('mathvariant' in parent.properties) && /^.$/u.test(value);
    for (const character of isLetter ? italic(value) || value : value) formulas.add(character);
  });
}

export function textsOf(data: unknown): readonly string[] {
  if (typeof data === 'string') return [data];
  return typeof data === 'object' && data !== null ? Object.values(data).flatMap(textsOf) : [];
}

/** Of all pages and the settings they load, and of their formulas, with the letters in italics. */
function charactersOf(folder: string): (font: string) => string {
  const all = new Set<string>(always);
  const formulas = new Set<string>();
  const addText = (text: string): void => {
    for (const [character] of text.matchAll(/[^\0-\x7f]/gu)) all.add(character);
  };
  const addData = (json: string): void => {
    for (const text of textsOf(JSON.parse(json))) {
      addText(text);
      if (text.includes('<math')) addFormulas(fromHtml(text, { fragment: true }), formulas);
    }
  };
  for (const path of under(folder, '.html')) {
    const page = parsePage(readFileSync(path, 'utf8'));
    visit(page, (node) => {
      if (node.type === 'text') addText(node.value);
      if (node.type !== 'element') return;
      for (const value of Object.values(node.properties).map(String)) {
        addText(value);
        // What a script will show is in attributes.
        if (value.includes('<math')) addData(value);
      }
    });
    addFormulas(page, formulas);
  }
  for (const path of under(folder, '.json')) addData(readFileSync(path, 'utf8'));
  return (font) => [...(font.startsWith('stix') ? formulas : all)].join('');
}

export const subsetFonts = (): AstroIntegration => ({
  name: 'subset-fonts',
  hooks: {
    'astro:build:done': async ({ dir, logger }) => {
      const folder = fileURLToPath(dir);
      const charactersIn = charactersOf(folder);
      const renamed = new Map<string, string>();
      const before = { files: 0, bytes: 0 };
      let after = 0;
      for (const path of under(folder, '.woff2')) {
        const original = readFileSync(path);
        // No screen needs outline hints, and the text font uses kerning only.
        const subset = await subsetFont(original, charactersIn(basename(path)), {
          targetFormat: 'woff2',
          noHinting: true,
          ...(basename(path).startsWith('source-serif') && { variationAxes: { wght: { min: 400, max: 700 } }, keepFeatures: ['kern'] }),
        });
        const name = hashed(path, subset);
        writeFileSync(path, subset);
        renameSync(path, join(path, '..', name));
        renamed.set(basename(path), name);
        before.files += 1;
        before.bytes += original.length;
        after += subset.length;
      }
      for (const path of [...under(folder, '.woff'), ...under(folder, '.ttf')]) rmSync(path);
      for (const path of under(folder, '.css')) {
        const old = readFileSync(path, 'utf8');
        let css = old.replaceAll(/,\s*url\([^)]*\.(?:woff|ttf)\)\s*format\(["']?(?:woff|truetype)["']?\)/g, '');
        for (const [from, to] of renamed) css = css.replaceAll(from, to);
        if (css === old) continue;
        const name = hashed(path, css);
        writeFileSync(path, css);
        renameSync(path, join(path, '..', name));
        renamed.set(basename(path), name);
      }
      for (const path of [...under(folder, '.html'), ...under(folder, '.js')]) {
        const old = readFileSync(path, 'utf8');
        let text = old;
        for (const [from, to] of renamed) text = text.replaceAll(from, to);
        if (text !== old) writeFileSync(path, text);
      }
      logger.info(
        `${String(before.files)} fonts cut from ${String(Math.round(before.bytes / 1000))} to ${String(Math.round(after / 1000))} kB`,
      );
    },
  },
});
