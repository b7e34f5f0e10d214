/** The families of formulas: the file a formula lives in, by the name that readers see, in the order of the book. */
import { families } from './words/families.ts';
import { language } from '#language/language.ts';

export interface Family {
  /** The file in `packages/formulas/src`, without its ending; also the anchor on the page of all formulas. */
  readonly id: string;
  readonly title: string;
}

const titles: Readonly<Record<string, string>> = families;

const order = Object.keys(titles);

/** The name of a family; made from the file's name where the list above has none yet. */
export const titleOf = (id: string): string => titles[id] ?? id.charAt(0).toUpperCase() + id.slice(1).replaceAll('-', ' ');

/** Whether the list above names it. */
export const isNamed = (id: string): boolean => id in titles;

/** Order of the book; families without a name come last, by their file. */
export const compareFamilies = (a: string, b: string): number => {
  const place = (id: string): number => (isNamed(id) ? order.indexOf(id) : order.length);
  return place(a) - place(b) || a.localeCompare(b, language);
};
