/**
 * An Astro integration that, after the build, cuts every font down to the characters the site really shows, drops the
 * formats no current browser asks for, and names the files after their new content.
 */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import subsetFont from 'subset-font';

/** What scripts may add to a page later: feedback, numbers, other settings of an exercise. */
const always =
  Array.from({ length: 0x7f - 0x20 }, (_, i) => String.fromCodePoint(0x20 + i)).join('') + ' ×·−–—…‘’“”°µ²³¹⁰⁴⁵⁶⁷⁸⁹⁻≈≤≥→←↑↓√∞✓✗';

const decode = (text) =>
  text
    .replaceAll(/&#x([0-9a-f]+);/gi, (_, hex) => String.fromCodePoint(parseInt(hex, 16)))
    .replaceAll(/&#(\d+);/g, (_, digits) => String.fromCodePoint(Number(digits)))
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>');

const under = (folder, ending) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(ending))
    .map((path) => join(folder, path));

const hashed = (path, content) =>
  basename(path).replace(/\.[\w-]{8}(\.\w+)$/, `.${createHash('sha256').update(content).digest('base64url').slice(0, 8)}$1`);

/** Characters of all pages and of the settings that pages load, all of them, those in formulas, and the letters that stand for variables. */
function charactersOf(folder) {
  const all = new Set(always);
  const math = new Set('0123456789,.');
  const italic = new Set();
  for (const path of [...under(folder, '.html'), ...under(folder, '.json')]) {
    const text = readFileSync(path, 'utf8');
    for (const character of decode(text)) all.add(character);
    for (const [, formula] of text.matchAll(/class=\\?"katex-html\\?"[^>]*>(.*?)(?=<\/p>|<\/li>|<\/div>|$)/gs))
      for (const character of decode(formula.replaceAll(/<[^>]*>/g, ''))) math.add(character);
    for (const [, letters] of text.matchAll(/class=\\?"[^">]*mathnormal[^>]*>([^<]*)</g))
      for (const character of decode(letters)) italic.add(character);
  }
  return { all: [...all].join(''), math: [...math].join(''), italic: [...italic].join('') };
}

export const subsetFonts = () => ({
  name: 'subset-fonts',
  hooks: {
    'astro:build:done': async ({ dir, logger }) => {
      const folder = fileURLToPath(dir);
      const { all, math, italic } = charactersOf(folder);
      const renamed = new Map();
      const before = { files: 0, bytes: 0 };
      let after = 0;
      for (const path of under(folder, '.woff2')) {
        const original = readFileSync(path);
        const isMath = basename(path).startsWith('KaTeX');
        const text = !isMath ? all : basename(path).startsWith('KaTeX_Math-') ? italic : math;
        const subset = await subsetFont(original, text, {
          targetFormat: 'woff2',
          ...(!isMath && { variationAxes: { wght: { min: 400, max: 700 } } }),
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
      logger.info(`${before.files} fonts cut from ${Math.round(before.bytes / 1000)} to ${Math.round(after / 1000)} kB`);
    },
  },
});
