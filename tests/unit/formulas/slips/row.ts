import type * as formulas from '../../../../packages/formulas/src/formulas.ts';

/** A formula, inputs small enough for paper, and where each of its slips leads, read from the sentence that the slip says. */
export type Row = readonly [name: keyof typeof formulas, args: Readonly<Record<string, number>>, slips: Readonly<Record<string, number>>];
