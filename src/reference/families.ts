/** The files of formulas, with names for readers, in chapter order. */
import { families } from './words/families.ts';
import { language } from '#language/language.ts';

export interface Family {
  /** Its file in `packages/formulas/src`; also the anchor on the page of all formulas. */
  readonly id: string;
  readonly title: string;
}

const titles: Readonly<Record<string, string>> = families;

const order = Object.keys(titles);

/** From the file name if the list above lacks it. */
export const titleOf = (id: string): string => titles[id] ?? id.charAt(0).toUpperCase() + id.slice(1).replaceAll('-', ' ');

export const isNamed = (id: string): boolean => id in titles;

/** Unnamed families last, by file name. */
export const compareFamilies = (a: string, b: string): number => {
  const place = (id: string): number => (isNamed(id) ? order.indexOf(id) : order.length);
  return place(a) - place(b) || a.localeCompare(b, language);
};
