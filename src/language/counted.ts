/** With the noun in the language's plural form: `1 exercise`, `1,200 exercises`. */
import { language } from './language.ts';

/** Such as `one`, `few` and `many`; `other` replaces a missing one. */
export type Forms = { readonly other: string } & { readonly [Form in Intl.LDMLPluralRule]?: string };

const rules = new Intl.PluralRules(language);
const numbers = new Intl.NumberFormat(language);

export const counted = (count: number, forms: Forms): string => `${numbers.format(count)} ${forms[rules.select(count)] ?? forms.other}`;
