/**
 * Draws a card as a 1200 × 630 image. Letters are outlines of the site's font, shaped by HarfBuzz, so that it looks the same on every build
 * machine and lines break where they are too long.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as harfbuzz from 'harfbuzzjs';
import sharp from 'sharp';
import subsetFont from 'subset-font';
import { siteName, type Card, type CardField } from './cards.ts';

export const width = 1200;
export const height = 630;
const margin = 72;

/** The light theme of src/shell/theme.css. */
const paper = '#fdfcf8';
const inkStrong = '#14171c';
const inkSoft = '#535a66';
const line = '#8a8775';
const blue = '#1f4b99';
const red = '#b0321a';

export interface Face {
  /** In pixels. */
  readonly measure: (text: string, size: number) => number;
  /** From that point of its baseline. */
  readonly draw: (text: string, size: number, x: number, y: number, colour: string) => string;
  readonly lacks: (text: string) => readonly string[];
}

const unitsPerEm = 1000;

/** Reads HarfBuzz's glyphs once and each outline once. */
function faceOf(font: harfbuzz.Font): Face {
  const outlines = new Map<number, string>();
  const outline = (glyph: number): string => {
    const known = outlines.get(glyph) ?? font.glyphToPath(glyph);
    outlines.set(glyph, known);
    return known;
  };
  const shape = (text: string): readonly { readonly glyph: number; readonly at: number; readonly advance: number }[] => {
    const buffer = new harfbuzz.Buffer();
    buffer.addText(text);
    buffer.guessSegmentProperties();
    harfbuzz.shape(font, buffer);
    const positions = buffer.getGlyphPositions();
    return buffer
      .getGlyphInfos()
      .map(({ codepoint, cluster }, i) => ({ glyph: codepoint, at: cluster, advance: positions[i]?.xAdvance ?? 0 }));
  };
  return {
    measure: (text, size) => (shape(text).reduce((sum, { advance }) => sum + advance, 0) * size) / unitsPerEm,
    draw(text, size, x, y, colour) {
      let pen = 0;
      const glyphs = shape(text).map(({ glyph, advance }) => {
        const path = outline(glyph);
        const drawn = path === '' ? '' : `<path transform="translate(${pen} 0)" d="${path}"/>`;
        pen += advance;
        return drawn;
      });
      const scale = size / unitsPerEm;
      return `<g fill="${colour}" transform="translate(${x} ${y}) scale(${scale} ${-scale})">${glyphs.join('')}</g>`;
    },
    lacks: (text) =>
      shape(text)
        .filter(({ glyph }) => glyph === 0)
        .map(({ at }) => text.slice(at, at + 1)),
  };
}

export interface Faces {
  readonly regular: Face;
  readonly bold: Face;
}

/** A dependency, so it is in the project's node_modules. */
export async function loadFaces(): Promise<Faces> {
  const require = createRequire(join(process.cwd(), 'package.json'));
  const file = require.resolve('@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2');
  const all = Array.from({ length: 0x2200 - 0x20 }, (_, i) => String.fromCodePoint(0x20 + i)).join('');
  const unpacked = await subsetFont(readFileSync(file), all, { targetFormat: 'sfnt' });
  const face = new harfbuzz.Face(new harfbuzz.Blob(unpacked));
  const of = (weight: 400 | 600): Face => {
    const font = new harfbuzz.Font(face);
    font.setVariations([new harfbuzz.Variation('wght', weight)]);
    return faceOf(font);
  };
  return { regular: of(400), bold: of(600) };
}

/** A word that is wider gets its own line. */
export function wrap(text: string, widest: number, measure: (text: string) => number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && measure(longer) <= widest) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** The largest at which the text fits into so many lines and no word is too wide; else the smallest. */
export function fit(
  text: string,
  sizes: readonly number[],
  most: number,
  widest: number,
  face: Face,
): { readonly size: number; readonly lines: readonly string[] } {
  const tries = sizes.map((size) => ({ size, lines: wrap(text, widest, (part) => face.measure(part, size)) }));
  const good = tries.find(({ size, lines }) => lines.length <= most && lines.every((part) => face.measure(part, size) <= widest));
  const last = tries.at(-1);
  if (!last) throw new RangeError('fit: no size is given');
  return good ?? last;
}

/** The logo's roof, large and faint, and the logo. */
const decoration = `<path d="M730 680 1000 350H1260" fill="none" stroke="#f0ede3" stroke-width="22" stroke-linecap="round" stroke-linejoin="round"/>
<circle cx="1000" cy="350" r="26" fill="#f7e8e3"/>
<g transform="translate(${margin - 6} 48) scale(2.1)"><path d="M3 22 13 9H23" fill="none" stroke="${blue}" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round"/><circle cx="13" cy="9" r="3" fill="${red}"/></g>`;

const rowHeight = 84;
const box = { width: 300, height: 60 } as const;

/** A label that is too long in the smallest size is cut off after a word. */
function rows(fields: readonly CardField[], top: number, face: Face): string {
  const widest = 540;
  const size = Math.min(...fields.map(({ label }) => fit(label, [32, 29, 26], 1, widest, face).size));
  const shown = fields.map(({ label, unit }) => {
    const [first = '', ...rest] = wrap(label, widest, (part) => face.measure(part, size));
    return { label: rest.length > 0 ? `${first} …` : first, unit };
  });
  const left = margin + 30 + Math.max(...shown.map(({ label }) => face.measure(label, size)));
  return shown
    .map(({ label, unit }, i) => {
      const y = top + i * rowHeight;
      return [
        face.draw(label, size, margin, y + 41, inkStrong),
        `<rect x="${left}" y="${y}" width="${box.width}" height="${box.height}" rx="6" fill="#ffffff" stroke="${line}" stroke-width="2"/>`,
        `<path d="M${left + 20} ${y + 14}v32" stroke="${blue}" stroke-width="3"/>`,
        face.draw(unit, 32, left + box.width + 22, y + 41, inkSoft),
      ].join('');
    })
    .join('');
}

export function toSvg({ eyebrow, title, say, fields }: Card, { regular, bold }: Faces): string {
  const inner = width - 2 * margin;
  const heading = fit(title, [76, 68, 60], fields.length > 1 ? 2 : 3, inner, bold);
  const body = fit(say ?? '', [36, 33, 30], 4, inner, regular);
  let y = 186;
  const drawn = [
    bold.draw(siteName, 34, margin + 62, 91, inkStrong),
    regular.draw(eyebrow, 34, margin, y, blue),
    ...heading.lines.map((text, i) => bold.draw(text, heading.size, margin, (y += heading.size * (i === 0 ? 1.24 : 1.14)), inkStrong)),
    ...body.lines.map((text, i) => regular.draw(text, body.size, margin, (y += body.size * (i === 0 ? 1.9 : 1.36)), inkSoft)),
    fields.length === 0 ? '' : rows(fields, height - 58 - rowHeight * fields.length, regular),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="${width}" height="${height}" fill="${paper}"/>${decoration}${drawn.join('')}</svg>`;
}

let faces: Promise<Faces> | undefined;
const drawnBefore = join(process.cwd(), '.astro/cache/previews');

/** Reuses one drawn by an earlier build. */
export async function toPng(card: Card): Promise<Buffer<ArrayBuffer>> {
  faces ??= loadFaces();
  const svg = toSvg(card, await faces);
  const cached = join(drawnBefore, `${createHash('sha256').update(svg).digest('hex').slice(0, 32)}.png`);
  if (existsSync(cached)) return readFileSync(cached);
  const png = await sharp(Buffer.from(svg)).removeAlpha().png().toBuffer();
  mkdirSync(drawnBefore, { recursive: true });
  writeFileSync(cached, png);
  return Buffer.from(png);
}
