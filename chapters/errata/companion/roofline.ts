/** Printed figures of the companion book's section on rooflines. */
import { md, show, type ShownFormulas } from '@scaling-workbook/exercises';
import type { BookCorrection } from '#book/book-correction.ts';

const chip = { peak: 1.97e14, bandwidth: 8.2e11, bytesPerWeight: 1 };
const corner = (f: ShownFormulas, side: number) => f.criticalBatchOfMatrix({ ...chip, d: side, f: side, bytesPerActivation: 2 });
const times = (f: ShownFormulas, first: { readonly value: number }, second: { readonly value: number }) =>
  show(f.ratio({ first: first.value, second: second.value }), { digits: 3 });

export const corrections: readonly BookCorrection[] = [
  {
    id: 'B-roofline-3',
    title: 'What a narrow matrix costs',
    at: 'sb-roofline-3',
    fault: 'reading',
    printed: md`Widths of 1,024 nearly double the critical batch.`,
    ours: (f) =>
      md`${show(corner(f, 1024), { digits: 3 })} instead of ${show(corner(f, 4096), { digits: 3 })} at widths of 4,096: a factor of ${times(f, corner(f, 1024), corner(f, 4096))}.`,
    why: (f) =>
      md`The comparison is with the ideal ${show(f.criticalBatch(chip), { digits: 3 })}, which counts the weights alone: a factor of ${times(f, corner(f, 1024), f.criticalBatch(chip))}.`,
    byHand: ['226 tokens', '136 tokens', '1.66', '120 tokens', '1.88'],
  },
];
