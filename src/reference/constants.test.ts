import { describe, expect, it } from 'vitest';
import { constants } from './constants.ts';

const of = (id: string) => constants.find((constant) => constant.id === id);

describe('the constants that differ from the companion book’s', () => {
  it('are ours as published: 400 GB/s over four links both ways, 1,200 over six; 2 + 2 + 4 + 4 + 4 bytes for each parameter', () => {
    expect(of('links')?.ours).toBe('50 GB/s (v5e), 100 GB/s (v5p)');
    expect(of('training-state')?.ours).toBe('16 B/param');
    expect(of('h100-peak')?.ours).toBe('989.4 TFLOP/s');
    expect([of('v5e-memory')?.ours, of('v5p-memory')?.ours]).toEqual(['16 GiB', '95 GiB']);
  });
  it('differ', () => {
    expect(constants.filter(({ theirs, ours }) => theirs === ours)).toEqual([]);
    expect(new Set(constants.map(({ id }) => id)).size).toBe(constants.length);
  });
});
