import { describe, expect, it } from 'vitest';
import type { Retired } from './content.ts';
import { entryOf } from './catalog.ts';
import { formerOf } from './former.ts';

const relu = entryOf('relu-intensity');
const renamed = { ...relu, exercise: { ...relu.exercise, formerly: ['relu-alone', 'relu-ai'] } };
const gone: Retired = { id: 'once-asked', title: 'A question once asked', on: '2026-11-27', why: 'Its chip is no longer sold.' };

describe('the ids that exercises had before', () => {
  it('redirect to the present ones, and the retired ones are listed', () => {
    expect(formerOf([renamed], [{ ...gone, instead: 'relu-intensity' }])).toEqual({
      renamed: [
        { from: 'relu-alone', to: 'relu-intensity' },
        { from: 'relu-ai', to: 'relu-intensity' },
      ],
      retired: [{ ...gone, instead: 'relu-intensity' }],
      settings: [],
    });
  });
  it.each([
    ['a retired id given to a newer exercise', { id: 'relu-intensity' }, '“relu-intensity” is taken'],
    ['a retired id that is a former one too', { id: 'relu-ai' }, '“relu-ai” is taken'],
    ['an id that no address can carry', { id: 'A B' }, '“A B” cannot stand in an address'],
    ['a day that is none', { on: '27 November' }, 'which is no day'],
    ['a day that no calendar has', { on: '2026-13-01' }, 'which is no day'],
    ['a successor that is not in the book', { instead: 'never-was' }, '“never-was”, which is not in the book'],
  ])('are refused with %s', (_, change, words) => {
    expect(() => formerOf([renamed], [{ ...gone, ...change }])).toThrow(words);
  });
  it('of settings redirect to the present ones', () => {
    const [setting = ''] = Object.keys(relu.exercise.fresh ?? {});
    const withNames = (formerSettings: Readonly<Record<string, string>>) => [{ ...relu, exercise: { ...relu.exercise, formerSettings } }];
    expect(formerOf(withNames({ before: setting }), []).settings).toEqual([
      { from: 'relu-intensity@before', to: `relu-intensity@${setting}` },
    ]);
    expect(() => formerOf(withNames({ before: 'nowhere' }), [])).toThrow('leads “before” to “nowhere”, which is none of its settings');
    expect(() => formerOf(withNames({ [setting]: setting }), [])).toThrow(`has a setting “${setting}” still`);
    expect(() => formerOf(withNames({ 'A B': setting }), [])).toThrow('“A B” cannot stand in an address');
  });
  it('are refused all at once, each with its reason', () => {
    expect(() => formerOf([renamed], [gone, gone, { ...gone, id: 'x', instead: 'y' }])).toThrow(/“once-asked” is taken[^]*“y”, which/);
  });
});
