/**
 * An Astro integration that, after the build, cuts every font down to the characters the site really shows, drops the
 * formats no current browser asks for, and names the files after their new content.
 */
import { createHash } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import postcss from 'postcss';
import subsetFont from 'subset-font';
import { under } from './built-files.ts';

/** What scripts may add to a page later: feedback, numbers, other settings of an exercise. */
const always =
  Array.from({ length: 0x7f - 0x20 }, (_, i) => String.fromCodePoint(0x20 + i)).join('') + ' ×·−–—…‘’“”°µ²³¹⁰⁴⁵⁶⁷⁸⁹⁻≈≤≥→←↑↓√∞✓✗';

const decode = (text: string): string =>
  text
    .replaceAll(/&#x([0-9a-f]+);/gi, (_, hex: string) => String.fromCodePoint(parseInt(hex, 16)))
    .replaceAll(/&#(\d+);/g, (_, digits: string) => String.fromCodePoint(Number(digits)))
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>');

const hashed = (path: string, content: string | Buffer): string =>
  basename(path).replace(/\.[\w-]{8}(\.\w+)$/, `.${createHash('sha256').update(content).digest('base64url').slice(0, 8)}$1`);

/** Calls back with each text within KaTeX's visible markup and the classes round it, from the formula inwards. */
function eachFormulaText(html: string, found: (text: string, classes: string) => void): void {
  const piece = /<span([^>]*)>|<\/span>|<[^>]*>|([^<]+)/g;
  for (const { index } of html.matchAll(/<span class="katex-html"/g)) {
    const open: string[] = [];
    piece.lastIndex = index;
    for (let match = piece.exec(html); match; match = piece.exec(html)) {
      const [tag, attributes, text] = match;
      if (attributes !== undefined) open.push(/class="([^"]*)"/.exec(attributes)?.[1] ?? '');
      else if (tag === '</span>') open.pop();
      else if (text !== undefined) found(decode(text), open.join(' '));
      if (open.length === 0) break;
    }
  }
}

/** By their families, which of KaTeX's fonts show a text within these classes; what is rare may be in any. */
const shows: readonly (readonly [family: RegExp, shown: (classes: string) => boolean])[] = [
  [/^KaTeX_Math-Italic/, (classes) => classes.includes('mathnormal')],
  [/^KaTeX_Size/, (classes) => /delimsizing|delim-size|op-symbol/.test(classes)],
  [/^KaTeX_Main-Regular/, (classes) => !classes.includes('mathnormal')],
  [/^KaTeX_AMS/, (classes) => /amsrm|mathbb|textbb/.test(classes)],
  [/^KaTeX_Caligraphic/, (classes) => classes.includes('mathcal')],
  [/^KaTeX_Fraktur/, (classes) => classes.includes('frak')],
  [/^KaTeX_SansSerif/, (classes) => /(?:math|text)\w*sf/.test(classes)],
  [/^KaTeX_Script/, (classes) => /(?:math|text)scr/.test(classes)],
  [/^KaTeX_Typewriter/, (classes) => /(?:math|text)tt/.test(classes)],
  [/^KaTeX/, () => true],
];

/** The characters of all pages and of the settings that pages load: for a font of formulas those that it shows (maybe none), else all. */
function charactersOf(folder: string): (font: string) => string {
  const all = new Set(always);
  const formulas = shows.map(() => new Set<string>());
  for (const path of [...under(folder, '.html'), ...under(folder, '.json')]) {
    const file = readFileSync(path, 'utf8');
    const text = path.endsWith('.json') ? file.replaceAll('\\"', '"') : file;
    for (const [character] of decode(text).matchAll(/[^\0-\x7f]/gu)) all.add(character);
    eachFormulaText(text, (characters, classes) => {
      shows.forEach(([, shown], i) => {
        if (shown(classes)) for (const character of characters) formulas[i]?.add(character);
      });
    });
  }
  return (font) => [...(formulas[shows.findIndex(([family]) => family.test(font))] ?? all)].join('');
}

/** The style sheet without the fonts that show nothing, and without formats that no current browser asks for. */
function withNeededFonts(css: string, unused: readonly string[]): string {
  const sheet = postcss.parse(css);
  sheet.walkAtRules('font-face', (face) => {
    if (unused.some((name) => face.toString().includes(name))) face.remove();
    else
      face.walkDecls('src', (source) => {
        source.value = postcss.list
          .comma(source.value)
          .filter((file) => !/\.(?:woff|ttf)["']?\)/.test(file))
          .join(',');
      });
  });
  return sheet.toString();
}

export const subsetFonts = (): AstroIntegration => ({
  name: 'subset-fonts',
  hooks: {
    'astro:build:done': async ({ dir, logger }) => {
      const folder = fileURLToPath(dir);
      const charactersIn = charactersOf(folder);
      const renamed = new Map<string, string>();
      const unused: string[] = [];
      const before = { files: 0, bytes: 0 };
      let after = 0;
      for (const path of under(folder, '.woff2')) {
        const original = readFileSync(path);
        before.files += 1;
        before.bytes += original.length;
        const characters = charactersIn(basename(path));
        if (characters === '') {
          unused.push(basename(path));
          rmSync(path);
          continue;
        }
        // Screens that need hints for outlines are gone, and the text's font is set with its kerning alone.
        const subset = await subsetFont(original, characters, {
          targetFormat: 'woff2',
          noHinting: true,
          ...(!basename(path).startsWith('KaTeX') && { variationAxes: { wght: { min: 400, max: 700 } }, keepFeatures: ['kern'] }),
        });
        const name = hashed(path, subset);
        writeFileSync(path, subset);
        renameSync(path, join(path, '..', name));
        renamed.set(basename(path), name);
        after += subset.length;
      }
      for (const path of [...under(folder, '.woff'), ...under(folder, '.ttf')]) rmSync(path);
      for (const path of under(folder, '.css')) {
        const old = readFileSync(path, 'utf8');
        let css = withNeededFonts(old, unused);
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
        `${String(before.files)} fonts cut to ${String(before.files - unused.length)}, from ${String(Math.round(before.bytes / 1000))} to ${String(Math.round(after / 1000))} kB`,
      );
    },
  },
});
