import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flagField, initialValues, numberField, oneOfField, readSharedState, someOfField, writeSharedState } from './shared-state.ts';

const schema = {
  side: numberField(4096, { min: 64, max: 32768, whole: true }),
  share: numberField(0.5, { min: 0, max: 1 }),
  chip: oneOfField('h100', ['h100', 'a100', 'tpu-v5e']),
  with: someOfField<string>(['a100'], ['h100', 'a100', 'tpu-v5e'], 2),
  log: flagField(false),
};
const read = (search: string) => readSharedState(schema, 'plot', search);
const initial = { side: 4096, share: 0.5, chip: 'h100', with: ['a100'], log: false };

describe('the state of an explorer in the address', () => {
  it('is the initial one if the address says nothing', () => {
    expect(read('')).toEqual(initial);
    expect(initialValues(schema)).toEqual(initial);
  });

  it('is read from keys that carry the id of the explorer', () => {
    expect(read('?plot.side=128&plot.share=0.25&plot.chip=a100&plot.with=tpu-v5e_h100&plot.log=1')).toEqual({
      side: 128,
      share: 0.25,
      chip: 'a100',
      with: ['tpu-v5e', 'h100'],
      log: true,
    });
    expect(read('?other.side=128&side=128')).toEqual(initial);
  });

  it('can say that none of a list is picked', () => {
    expect(read('?plot.with=').with).toEqual([]);
  });

  it.each([
    'side=63',
    'side=32769',
    'side=4096.5',
    'side=1e99',
    'side=NaN',
    'side=Infinity',
    'side=0x80',
    'side=%2B128',
    'side=128px',
    'side=',
    'side=99999999999999999999999999',
    'share=-0.1',
    'share=.5.5',
    'chip=%3Cscript%3E',
    'chip=constructor',
    'chip=H100',
    'with=a100_a100',
    'with=a100_nonsense',
    'with=h100_a100_tpu-v5e',
    'with=_',
    'log=true',
  ])('takes no value that it does not offer: %s', (tampered) => {
    expect(read(`?plot.${tampered}`)).toEqual(initial);
  });

  it('reads any query string without throwing, and never leaves the valid values', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('side', 'share', 'chip', 'with', 'log'), (text, key) => {
        const { side, share, chip, with: picked } = read(`?plot.${key}=${encodeURIComponent(text)}&${text}`);
        expect(Number.isInteger(side) && side >= 64 && side <= 32768 && share >= 0 && share <= 1).toBe(true);
        expect(['h100', 'a100', 'tpu-v5e']).toContain(chip);
        expect(picked.length).toBeLessThanOrEqual(2);
      }),
      { seed: 1 },
    );
  });

  it('comes back from a link exactly as it went in', () => {
    fc.assert(
      fc.property(
        fc.record({
          side: fc.integer({ min: 64, max: 32768 }),
          share: fc.double({ min: 0, max: 1, noNaN: true }).map((x) => Number(x.toFixed(6))),
          chip: fc.constantFrom('h100' as const, 'a100' as const, 'tpu-v5e' as const),
          with: fc.uniqueArray(fc.constantFrom('h100', 'a100', 'tpu-v5e'), { maxLength: 2 }),
          log: fc.boolean(),
        }),
        (values) => {
          expect(read(writeSharedState(schema, 'plot', values, '?x=1'))).toEqual(values);
        },
      ),
      { seed: 2 },
    );
  });

  it('writes initial values too, so that a link outlives them, and leaves the rest of the address alone', () => {
    const search = writeSharedState(schema, 'plot', initialValues(schema), '?q=a+b&other.side=7&plot.side=70');
    expect(search).toBe('?q=a+b&other.side=7&plot.side=4096&plot.share=0.5&plot.chip=h100&plot.with=a100&plot.log=0');
  });
});
