/** All errata of the earlier workbook, in the order of its chapters. */
import { chapters0To2 } from './chapters-0-2.ts';
import { chapters3To5 } from './chapters-3-5.ts';
import { chapters6To8 } from './chapters-6-8.ts';
import { chapters9To11 } from './chapters-9-11.ts';
import type { Erratum } from '#book/erratum.ts';
import { references } from './references.ts';

export const errata: readonly Erratum[] = [...chapters0To2, ...chapters3To5, ...chapters6To8, ...chapters9To11];
export { references };
