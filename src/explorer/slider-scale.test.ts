import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestStop, readTyped, stopsOf } from './slider-scale.ts';

describe('the stops of a slider', () => {
  it('lie a step apart on a linear scale, the end among them, with no trace of binary fractions', () => {
    expect(stopsOf({ kind: 'linear', min: 0, max: 1, step: 0.1 })).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]);
    expect(stopsOf({ kind: 'linear', min: 32, max: 100, step: 32 })).toEqual([32, 64, 96, 100]);
  });

  it('lie a factor apart on a logarithmic scale', () => {
    expect(stopsOf({ kind: 'log', min: 64, max: 1024, perDoubling: 1 })).toEqual([64, 128, 256, 512, 1024]);
    expect(stopsOf({ kind: 'log', min: 1, max: 1000, perDoubling: 1 }).at(-1)).toBe(1000);
  });

  it('are distinct even if rounded to whole multiples, so that every key press changes the value', () => {
    const batch = stopsOf({ kind: 'log', min: 1, max: 1024, perDoubling: 4, multiple: 1 });
    expect(batch.slice(0, 6)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(new Set(batch).size).toBe(batch.length);
    expect(stopsOf({ kind: 'log', min: 64, max: 512, perDoubling: 2, multiple: 16 })).toEqual([64, 96, 128, 176, 256, 368, 512]);
  });

  it('are the values listed, in order, on a scale of steps', () => {
    expect(stopsOf({ kind: 'steps', values: [8, 1, 4] })).toEqual([1, 4, 8]);
  });

  it('are refused if there are none, or too many', () => {
    expect(() => stopsOf({ kind: 'steps', values: [8] })).toThrow(RangeError);
    expect(() => stopsOf({ kind: 'linear', min: 5, max: 1, step: 1 })).toThrow(RangeError);
    expect(() => stopsOf({ kind: 'linear', min: 0, max: 1e9, step: 1 })).toThrow(RangeError);
    expect(() => stopsOf({ kind: 'log', min: 0, max: 8 })).toThrow(RangeError);
  });

  it('are found by their values, the nearest by ratio on a logarithmic scale', () => {
    const stops = [1, 10, 100];
    expect(nearestStop(stops, 4, 'log')).toBe(1);
    expect(nearestStop(stops, 4, 'linear')).toBe(0);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 2, max: 1000 }), (perDoubling, factor) => {
        const log = stopsOf({ kind: 'log', min: 3, max: 3 * factor, perDoubling });
        expect(log.map((stop) => nearestStop(log, stop, 'log'))).toEqual(log.map((_, i) => i));
      }),
      { seed: 3, numRuns: 50 },
    );
  });
});

describe('a text typed beside a slider', () => {
  const tokens = { unit: 'token', stops: [1, 32768], whole: true };
  const memory = { unit: 'B', stops: [1e9, 288e9] };
  const said = (text: string, as: typeof tokens | typeof memory): string => {
    const reading = readTyped(text, as);
    return reading.ok ? String(reading.value) : reading.say;
  };

  it.each([
    ['4096', 4096],
    ['4,096 tokens', 4096],
    ['1e3', 1000],
    ['2^11', 2048],
  ])('%s is read as that many tokens', (text, value) => {
    expect(readTyped(text, tokens)).toEqual({ ok: true, value });
  });

  it.each([
    ['80 GB', 80e9],
    ['80 GiB', 85899345920],
    ['0.08 TB', 80e9],
  ])('%s is read as that many bytes', (text, value) => {
    expect(readTyped(text, memory)).toEqual({ ok: true, value });
  });

  it('that cannot be used is refused with the reason and the valid range', () => {
    expect(said('', tokens)).toBe('The field is empty. Type a value from 1 token to 32,768 tokens.');
    expect(said('many', tokens)).toMatch(/^This is not a number\. Type a value from 1 token/);
    expect(said('80 GB', tokens)).toMatch(/^80 GB measures something else\./);
    expect(said('0', tokens)).toMatch(/^0 tokens is too small\./);
    expect(said('65536', tokens)).toMatch(/^65,536 tokens is too large\./);
    expect(said('2.5', tokens)).toMatch(/^2\.5 tokens is not a whole number\./);
    expect(said('300 GB', memory)).toBe('300 GB is too large. Type a value from 1 GB to 288 GB.');
  });

  it('has to be on the list if there is one', () => {
    expect(readTyped('8', { unit: '1', stops: [1, 4, 8], only: true })).toEqual({ ok: true, value: 8 });
    expect(readTyped('5', { unit: '1', stops: [1, 4, 8], only: true })).toEqual({ ok: false, say: '5 is not on the list: 1, 4, 8.' });
  });

  it('never throws and never leaves the range', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const reading = readTyped(text, tokens);
        expect(reading.ok ? reading.value >= 1 && reading.value <= 32768 && Number.isInteger(reading.value) : reading.say.length > 0).toBe(
          true,
        );
      }),
      { seed: 4 },
    );
  });
});
