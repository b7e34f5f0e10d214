import { count, formula, optional, positive } from '@scaling-workbook/formulas/formula';
import { describe, expect, it } from 'vitest';

const area = formula({
  title: 'Area',
  about: 'Of a rectangle.',
  takes: { width: positive('1', 'w', 'width'), height: optional(count('1', 'h', 'height'), 3) },
  example: { width: 5 },
  gives: '1',
  tex: ({ width, height }) => `${width} ${height}`,
  of: ({ width, height }) => width * height,
  refuse: ({ width, height }) => (width < height ? `width must be at least height, got ${String(width)} and ${String(height)}` : undefined),
  source: 'Euclid',
});

describe('a formula', () => {
  it('is a plain function that carries its description', () => {
    expect(area({ width: 5, height: 2 })).toBe(10);
    expect(area.title).toBe('Area');
    expect(area.takes.width.unit).toBe('1');
  });
  it('takes defaults for what is left out, and has no slips where none are named', () => {
    expect(area({ width: 5 })).toBe(15);
    expect(area.values({ width: 5 })).toEqual({ width: 5, height: 3 });
    expect(area.slips).toEqual([]);
  });
  it('says which input is wrong, what it must be and what it got', () => {
    expect(() => area({ width: -1 })).toThrow('Area: width must be a finite number above 0 (width, in 1), got -1');
    expect(() => area({ width: 5, height: 1.5 })).toThrow('height must be a whole number of at least 1 (height, in 1), got 1.5');
    expect(() => area({ width: 'wide' as unknown as number })).toThrow('got string');
  });
  it('says what does not fit together', () => {
    expect(() => area({ width: 2 })).toThrow('Area: width must be at least height, got 2 and 3');
  });
  it('refuses an input it does not take, and says which it takes', () => {
    expect(() => area({ width: 5, depth: 1 } as { width: number })).toThrow('takes no input depth; it takes width, height');
  });
  it('names a misspelt input rather than the one that is missing for it', () => {
    expect(() => area({ widht: 5 } as never)).toThrow('takes no input widht; it takes width, height');
  });
});
