/** The corrections as HTML, with the exercises each concerns. */
import * as words from './words/errata.ts';
import * as formulas from '@scaling-workbook/formulas/formulas';
import { toShown } from '@scaling-workbook/exercises';
import { errata, references } from './content.ts';
import type { Erratum, Reference } from './erratum.ts';
import { chapters, entries, quizzes, type Chapter, type Entry } from './catalog.ts';
import { toExercise, toPlace } from './links.ts';
import { toHtml } from './markdown.ts';

export interface Correction extends Pick<Erratum, 'id' | 'title' | 'where' | 'severity'> {
  readonly word: string;
  readonly said: string;
  readonly right: string;
  readonly why: string;
  readonly sources: readonly Reference[];
  readonly links: readonly { readonly text: string; readonly url: string }[];
}

export interface Section {
  /** For its heading, such as `chapter-2`. */
  readonly slug: string;
  readonly heading: string;
  /** Absent for the front page, and where this workbook has no such chapter. */
  readonly chapter?: Chapter;
  readonly corrections: readonly Correction[];
}

const shown = toShown(formulas);

const linkOf = (entry: Entry): Correction['links'][number] =>
  entry.number === ''
    ? { text: entry.exercise.title, url: toPlace(entry) }
    : { text: words.exercise(entry.number, entry.exercise.title), url: toExercise(entry.id) };

/** Exercises that mention the erratum or replaced one that it concerns. */
function concerned({ id, originals = [] }: Erratum): readonly Entry[] {
  const telling = [...entries, ...quizzes].filter(({ exercise }) => exercise.erratum === id);
  const mentioned = new Set(telling.map(({ exercise }) => exercise.original));
  const others = entries.filter(
    ({ exercise: { original } }) => original !== undefined && originals.includes(original) && !mentioned.has(original),
  );
  return [...telling, ...others];
}

function referenceOf(id: string): Reference {
  const reference = references[id];
  if (!reference) throw new Error(`There is no reference “${id}” in chapters/errata/references.ts`);
  return reference;
}

const toCorrection = (erratum: Erratum): Correction => ({
  id: erratum.id,
  title: erratum.title,
  where: erratum.where,
  severity: erratum.severity,
  word: words.severities[erratum.severity].word,
  said: toHtml(erratum.said),
  right: toHtml(erratum.right(shown)),
  why: toHtml(erratum.why(shown)),
  sources: (erratum.sources ?? []).map(referenceOf),
  links: concerned(erratum).map(linkOf),
});

/** In the earlier workbook's order. */
export const sections: readonly Section[] = [...new Set(errata.map(({ chapter }) => chapter))].map((number) => {
  const chapter = chapters.find((other) => other.number === number);
  return {
    slug: number === undefined ? 'front-page' : `chapter-${String(number)}`,
    heading: number === undefined ? words.frontPage : chapter ? `${String(number)} ${chapter.title}` : words.chapter(number),
    ...(chapter && { chapter }),
    corrections: errata.filter((erratum) => erratum.chapter === number).map(toCorrection),
  };
});
