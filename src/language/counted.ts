/** A number with its noun in the form that the language asks for: `1 exercise`, `1,200 exercises`. */
import { language } from './language.ts';

/** The forms that the language tells apart, such as `one`, `few` and `many`; `other` stands in for one left out. */
export type Forms = { readonly other: string } & { readonly [Form in Intl.LDMLPluralRule]?: string };

const rules = new Intl.PluralRules(language);
const numbers = new Intl.NumberFormat(language);

export const counted = (count: number, forms: Forms): string => `${numbers.format(count)} ${forms[rules.select(count)] ?? forms.other}`;
