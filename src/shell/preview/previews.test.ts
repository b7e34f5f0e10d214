import { formatQuantity } from '@scaling-workbook/formulas/units';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { chapters, entries, solved } from '#book/catalog.ts';
import { bookCard, chapterCard, exerciseCard, pictureOf, type Card } from './cards.ts';
import { fit, height, loadFaces, toSvg, width, wrap } from './draw.ts';

const cards: readonly Card[] = [bookCard, ...chapters.map(chapterCard), ...entries.map(exerciseCard)];
const textsOf = ({ eyebrow, title, say = '', fields }: Card): readonly string[] => [
  eyebrow,
  title,
  say,
  ...fields.flatMap(({ label, unit }) => [label, unit]),
];
const faces = await loadFaces();

describe('the picture beside a link', () => {
  it('gives no answer away, in the image or in its text', () => {
    for (const entry of entries) {
      const words = [...textsOf(exerciseCard(entry)), pictureOf(`/exercises/${entry.id}/`).alt].join('\n');
      for (const field of solved(entry)) {
        // A text or number of a character or two may stand there by chance.
        if (field.kind === 'choice') {
          for (const { text } of field.options) if (text.length >= 3) expect(words, entry.id).not.toContain(text);
        } else if (field.kind === 'number') {
          const answer = formatQuantity(field.value, field.unit, { digits: 3 });
          if (answer.replaceAll(/\D/g, '').length >= 3) expect(words, entry.id).not.toContain(answer);
        }
      }
    }
  });
  it('is specific to each chapter and exercise, and the general one for other pages', () => {
    expect(pictureOf('/exercises/relu-intensity/').name).toBe('exercises/relu-intensity');
    expect(pictureOf('/roofline/').name).toBe('roofline');
    for (const path of ['/', '/formulas/ridge-point/', '/exercises/', '/exercises/never-was/']) expect(pictureOf(path).name).toBe('book');
    expect(new Set(cards.map(({ name }) => name)).size).toBe(cards.length);
  });
  it('uses no character that its font lacks', () => {
    for (const card of cards) for (const text of textsOf(card)) expect(faces.regular.lacks(text), `${card.name}: ${text}`).toEqual([]);
    expect(faces.regular.lacks('∑')).toEqual(['∑']);
  });
  // About eighty images take longer than a test may by default on a busy machine.
  it('keeps text away from its edges', { timeout: 180_000 }, async () => {
    for (const card of cards) {
      const { data, info } = await sharp(Buffer.from(toSvg(card, faces)))
        .greyscale()
        .raw()
        .toBuffer({ resolveWithObject: true });
      expect([info.width, info.height, info.channels]).toEqual([width, height, 1]);
      // Darker than the faint roof in the background, and within 36 pixels of an edge.
      const dark = (grey: number): boolean => grey < 200;
      const rows = Array.from({ length: height }, (_, y) => data.subarray(y * width, (y + 1) * width));
      const astray = rows.findIndex((row, y) =>
        (y < 36 || y >= height - 36 ? row : Buffer.concat([row.subarray(0, 36), row.subarray(-36)])).some(dark),
      );
      expect(astray, card.name).toBe(-1);
    }
  });
});

describe('a line of writing', () => {
  const perLetter = (text: string): number => text.length;
  it('breaks between words, where the next one no longer fits', () => {
    expect(wrap('how big how fast', 7, perLetter)).toEqual(['how big', 'how', 'fast']);
    expect(wrap('  two   words ', 99, perLetter)).toEqual(['two words']);
    expect(wrap('', 9, perLetter)).toEqual([]);
  });
  it('never breaks a word', () => {
    expect(wrap('a memory-bound one', 5, perLetter)).toEqual(['a', 'memory-bound', 'one']);
  });
  it('is set in the largest size that fits, or else in the smallest', () => {
    const face = { ...faces.regular, measure: (text: string, size: number) => text.length * size };
    expect(fit('how big', [10, 5], 1, 70, face)).toEqual({ size: 10, lines: ['how big'] });
    expect(fit('how big', [10, 5], 1, 69, face)).toEqual({ size: 5, lines: ['how big'] });
    expect(fit('how big', [10, 5], 1, 9, face).size).toBe(5);
  });
  it('is as wide as kerning leaves it', () => {
    // Source Serif Regular kerns “To”: it is narrower than the letters apart.
    const apart = faces.regular.measure('T', 100) + faces.regular.measure('o', 100);
    expect(faces.regular.measure('To', 100)).toBeLessThan(apart);
    expect(faces.bold.measure('To', 100)).toBeGreaterThan(faces.regular.measure('To', 100));
  });
});
