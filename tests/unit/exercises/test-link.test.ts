import {
  drawIds,
  fromLinkText,
  readPlan,
  readResult,
  settingOf,
  toLinkText,
  verify,
  writePlan,
  type Askable,
  type TestPlan,
  type TestResult,
} from '@scaling-workbook/exercises/memory/test-link';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const known: readonly Askable[] = [
  { id: 'h100-ridge-point', settings: ['a100', 'h200', 'b200'] },
  { id: 'relu-intensity', settings: [], formerly: ['relu-ai'] },
  { id: 'mfu', settings: ['llama-2-7b'] },
];
const plan: TestPlan = { ids: ['mfu', 'relu-intensity'], seed: 'k7', hints: false, minutes: 20 };
const queryOf = (text: string): Record<string, string> => Object.fromEntries(new URLSearchParams(text));

describe('the link of a test', () => {
  it('comes back as it was made', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(['h100-ridge-point', 'relu-intensity', 'mfu'], { minLength: 1 }),
        fc.stringMatching(/^[a-z0-9]{1,32}$/),
        fc.boolean(),
        fc.option(fc.integer({ min: 1, max: 600 }), { nil: undefined }),
        fc.constantFrom(undefined, 7 as const),
        (ids, seed, hints, minutes, day) => {
          const made: TestPlan = { ids, seed, hints, ...(minutes !== undefined && { minutes }), ...(day !== undefined && { day }) };
          expect(readPlan(queryOf(writePlan(made)), known)).toEqual({ ok: true, plan: made, missing: [] });
        },
      ),
      { seed: 6 },
    );
  });
  it('follows a renamed exercise and names one that is gone', () => {
    expect(readPlan({ ids: 'relu-ai,retired-one,<b>', seed: 'k7' }, known)).toEqual({
      ok: true,
      plan: { ids: ['relu-intensity'], seed: 'k7', hints: false },
      missing: ['retired-one', '?'],
    });
  });
  it.each([
    ['no exercise', {}, 'nothing-chosen'],
    ['commas alone', { ids: ',,', seed: 'a' }, 'nothing-chosen'],
    ['a retired exercise alone', { ids: 'gone', seed: 'a' }, 'none-left'],
    ['no seed', { ids: 'mfu' }, 'bad-seed'],
    ['a seed with a space', { ids: 'mfu', seed: 'a b' }, 'bad-seed'],
    ['no time at all', { ids: 'mfu', seed: 'a', minutes: '0' }, 'bad-minutes'],
    ['all time there is', { ids: 'mfu', seed: 'a', minutes: '1e9' }, 'bad-minutes'],
    ['61 exercises', { ids: 'mfu,'.repeat(61), seed: 'a' }, 'too-many'],
    ['two million characters', { ids: 'x,'.repeat(1_000_000), seed: 'a' }, 'too-many'],
  ])('with %s is refused', (_, query, why) => {
    expect(readPlan(query, known)).toEqual({ ok: false, why });
  });
});

describe('the seed', () => {
  const [ridge] = known as [Askable];
  it('asks everyone the same, and other seeds other numbers', () => {
    const seeds = Array.from({ length: 400 }, (_, i) => `s${String(i)}`);
    const counts = new Map<string, number>();
    for (const seed of seeds) {
      const setting = settingOf(seed, ridge) ?? '';
      expect(settingOf(seed, ridge) ?? '').toBe(setting);
      counts.set(setting, (counts.get(setting) ?? 0) + 1);
    }
    // Four settings, 100 expected of each; 60 to 140 is more than four standard deviations.
    expect([...counts.keys()].sort()).toEqual(['', 'a100', 'b200', 'h200']);
    for (const count of counts.values()) expect(Math.abs(count - 100)).toBeLessThan(40);
  });
  it('changes a test only where a setting added later wins', () => {
    const more: Askable = { ...ridge, settings: [...ridge.settings, 'tpu-v5e'] };
    for (let i = 0; i < 200; i += 1) {
      const after = settingOf(`s${String(i)}`, more);
      if (after !== 'tpu-v5e') expect(after).toBe(settingOf(`s${String(i)}`, ridge));
    }
  });
  it('draws so many ids, each once', () => {
    const ids = Array.from({ length: 50 }, (_, i) => `id-${String(i)}`);
    const drawn = drawIds('day7', ids, 10);
    expect(new Set(drawn).size).toBe(10);
    expect(drawIds('day7', ids, 10)).toEqual(drawn);
    expect(drawIds('day8', ids, 10)).not.toEqual(drawn);
  });
});

const setting = settingOf('k7', known[2] as Askable) ?? '';
const result: TestResult = {
  format: 'scaling-workbook-test',
  version: 1,
  plan,
  started: '2026-11-23T10:00:00.000Z',
  finished: '2026-11-23T10:15:00.000Z',
  answers: {
    mfu: { setting, typed: { mfu: '38.5 %', most: '≈ 2 300' }, right: true },
    'relu-intensity': { setting: '', typed: { answer: '8' }, right: false },
  },
};
const judge = (id: string): boolean => id === 'mfu';

describe('a result', () => {
  it('comes back from its link and its file as it was', () => {
    const text = JSON.stringify(result);
    expect(fromLinkText(toLinkText(text))).toBe(text);
    expect(readResult(text)).toEqual({ ok: true, result });
  });
  it('is written in the alphabet of links as everyone writes it', () => {
    for (const text of ['', 'f', 'fo', 'foo', 'foob', 'µs ≈ 1 🙂', '%41&=']) {
      expect(toLinkText(text)).toBe(Buffer.from(text, 'utf8').toString('base64url'));
    }
  });
  it('survives any text typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => fromLinkText(toLinkText(text)) === text.toWellFormed()),
      { seed: 6 },
    );
  });
  it.each(['A', '====', '_____', '4pyT4', '\u0000'])('a damaged link %j is no text', (link) => {
    expect(fromLinkText(link)).toBeUndefined();
  });
  it.each([
    ['half of it', JSON.stringify(result).slice(0, 100), 'not-a-result'],
    ['something else', '{"cards":[]}', 'not-a-result'],
    ['a newer one', JSON.stringify({ ...result, version: 2 }), 'newer'],
    ['no plan', JSON.stringify({ ...result, plan: undefined }), 'broken'],
    ['an answer to what was not asked', JSON.stringify({ ...result, answers: { other: result.answers.mfu } }), 'broken'],
    ['a mark of another kind', JSON.stringify({ ...result, answers: { mfu: { ...result.answers.mfu, right: 'yes' } } }), 'broken'],
    ['a million characters', 'x'.repeat(1_000_000), 'too-large'],
  ])('%s is refused with a reason', (_, text, why) => {
    expect(readResult(text)).toEqual({ ok: false, why });
  });
  it('handed in years ago stays readable: the frozen fixture of version 1', () => {
    const text = readFileSync(new URL('fixtures/test-result-1.json', import.meta.url), 'utf8');
    expect(readResult(text)).toEqual({ ok: true, result: JSON.parse(text) as unknown });
    expect(verify(JSON.parse(text) as TestResult, known, judge)).toMatchObject({ right: 1, asked: 2, marks: [] });
  });
  it('that fits is confirmed', () => {
    expect(verify(result, known, judge)).toEqual({ right: 1, asked: 2, marks: [], settings: [], late: false, hints: [] });
  });
  it('that claims more than its answers earn is found out', () => {
    const answers = {
      ...result.answers,
      'relu-intensity': { setting: 'easier', typed: { answer: '8' }, right: true, hint: true as const },
    };
    expect(verify({ ...result, answers, finished: '2026-11-23T10:20:31.000Z' }, known, judge)).toEqual({
      right: 1,
      asked: 2,
      marks: ['relu-intensity'],
      settings: ['relu-intensity'],
      late: true,
      hints: ['relu-intensity'],
    });
  });
  it('that leaves an exercise out counts it as not solved', () => {
    expect(verify({ ...result, answers: {} }, known, () => true)).toMatchObject({ right: 0, asked: 2 });
  });
});
