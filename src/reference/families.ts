/** The families of formulas: the file a formula is in, with the name that readers see, in chapter order. */
import { families } from './words/families.ts';
import { language } from '#language/language.ts';

export interface Family {
  /** The file name in `packages/formulas/src`, without its extension; also the anchor on the page of all formulas. */
  readonly id: string;
  readonly title: string;
}

const titles: Readonly<Record<string, string>> = families;

const order = Object.keys(titles);

/** The name of a family; derived from the file name if the list above lacks it. */
export const titleOf = (id: string): string => titles[id] ?? id.charAt(0).toUpperCase() + id.slice(1).replaceAll('-', ' ');

export const isNamed = (id: string): boolean => id in titles;

/** Chapter order; families without a name come last, by file name. */
export const compareFamilies = (a: string, b: string): number => {
  const place = (id: string): number => (isNamed(id) ? order.indexOf(id) : order.length);
  return place(a) - place(b) || a.localeCompare(b, language);
};
