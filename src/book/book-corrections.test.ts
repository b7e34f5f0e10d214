import * as formulas from '@scaling-workbook/formulas/formulas';
import { toShown, type ShownFormulas } from '@scaling-workbook/exercises';
import { describe, expect, it } from 'vitest';
import { bookCorrections } from './content.ts';
import { shownCorrections } from './book-corrections.ts';

const f = toShown(formulas);
/** Formulas that no longer compute: a figure that is still printed was typed. */
const blank = Object.fromEntries(
  Object.entries(formulas as Record<string, { readonly gives: string }>).map(([name, { gives }]) => [
    name,
    () => ({ value: 1, unit: gives }),
  ]),
) as unknown as ShownFormulas;

describe('the corrections to the companion book', () => {
  it('have ids of their own, which name the place', () => {
    expect(new Set(bookCorrections.map(({ id }) => id)).size).toBe(bookCorrections.length);
    for (const { id, at, where } of bookCorrections) {
      expect(id).toMatch(new RegExp(`^B-${at.replace(/^sb-/, '')}${at.startsWith('sb-') ? '[a-z]?' : '-[a-z0-9-]+'}$`));
      expect(at.startsWith('sb-') || where !== undefined, `${id}: a figure outside the problems says where it stands`).toBe(true);
    }
    expect(shownCorrections).toHaveLength(bookCorrections.length);
  });
  it.each(bookCorrections)('$id prints what was worked out on paper, and computes it', ({ ours, why, byHand }) => {
    const textOf = (of: ShownFormulas): string => `${ours(of)} ${why(of)}`.replaceAll('\\', '');
    expect(byHand.length).toBeGreaterThan(0);
    for (const figure of byHand) {
      expect(textOf(f)).toContain(figure);
      expect(textOf(blank)).not.toContain(figure);
    }
  });
});
