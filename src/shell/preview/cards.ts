/** What preview images show: heading and empty fields, never an answer. */
import * as words from '../words/preview.ts';
import { title as siteName } from '../words/site.ts';
import { unitLabel } from '@scaling-workbook/formulas/units';
import { chapterOf, chapters, entries, solved, type Chapter, type Entry } from '#book/catalog.ts';

export { siteName };

/** `unit` follows the box. */
export interface CardField {
  readonly label: string;
  readonly unit: string;
}

export interface Card {
  /** Below `/og/`, without extension. */
  readonly name: string;
  readonly eyebrow: string;
  readonly title: string;
  readonly say?: string;
  readonly fields: readonly CardField[];
}

/** More do not fit under a title of three lines. */
const most = 2;

const fieldsOf = (entry: Entry): readonly CardField[] => {
  const all = solved(entry).map((field) =>
    field.kind === 'plan' || field.kind === 'design'
      ? { label: field.label, unit: '' }
      : field.kind === 'choice'
        ? { label: field.label, unit: words.pick(field.options.length) }
        : { label: field.label, unit: field.unit === '1' ? '' : unitLabel(field.unit) },
  );
  return all.slice(0, most);
};

export const bookCard: Card = { name: 'book', eyebrow: words.companion, title: words.title, say: words.promise, fields: [] };

export const chapterCard = ({ slug, number, title, promise }: Chapter): Card => ({
  name: slug,
  eyebrow: words.chapter(number),
  title,
  say: promise,
  fields: [],
});

export const exerciseCard = (entry: Entry): Card => ({
  name: `exercises/${entry.id}`,
  eyebrow: words.exercise(entry.number, chapterOf(entry.chapter)?.title ?? entry.chapter),
  title: entry.exercise.title,
  fields: fieldsOf(entry),
});

/** With its alternative text. `path` is within the site: `/roofline/`. */
export function pictureOf(path: string): { readonly name: string; readonly alt: string } {
  const exercise = entries.find(({ id }) => path === `/exercises/${id}/`);
  const chapter = chapters.find(({ slug }) => path === `/${slug}/`);
  const card = exercise ? exerciseCard(exercise) : chapter ? chapterCard(chapter) : bookCard;
  return { name: card.name, alt: words.alt(siteName, card.eyebrow, card.title) };
}
