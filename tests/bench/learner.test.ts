import { readRecord } from '@scaling-workbook/exercises/memory/progress';
import { keysOf, readSkillState } from '@scaling-workbook/exercises/memory/review';
import { describe, expect, it } from 'vitest';
import { bookSkills, fixed, memories, ours, storedAfterYear, year, type Memory } from './learner.ts';
import { practisedSkills } from '#practice/practice.ts';

const skills = await bookSkills();
const perfect = (): Memory => ({ recall: () => 1, learn: () => undefined });
/** The day on which a skill is first practised: one every third day. */
const metOn = skills.map((_, i) => 3 * i);
const reviewsAfter = (days: readonly number[]): number =>
  metOn.reduce((sum, met) => sum + days.filter((after) => met + after < 365).length, 0);

describe('the simulated year', () => {
  it('practises the skills of the book, in every setting', () => {
    const practised = (all: typeof skills | typeof practisedSkills) => all.map((skill) => [skill.id, keysOf(skill).toSorted()]);
    expect(practised(skills)).toEqual(practised(practisedSkills));
  });
  it('asks a learner who forgets nothing every seventh day, or after 1, 2, 4, 8 … days, as the interval says', () => {
    const sevens = Array.from({ length: 52 }, (_, i) => 7 * (i + 1));
    expect(year({ skills, memory: perfect, schedule: fixed(() => 7), seed: 'a' })).toMatchObject({
      reviews: reviewsAfter(sevens),
      solved: reviewsAfter(sevens),
      recall: 1,
    });
    expect(year({ skills, memory: perfect, schedule: fixed((row) => 2 ** row), seed: 'a' }).reviews).toBe(
      reviewsAfter([1, 3, 7, 15, 31, 63, 127, 255]),
    );
  });
  it('is the same again for the same seed, and another for another', () => {
    const run = (seed: string) => year({ skills, memory: memories.exponential, schedule: ours, seed });
    expect(run('a')).toEqual(run('a'));
    expect(run('a')).not.toEqual(run('b'));
  });
  it('solves eight of ten reviews if memory is as the schedule assumes, with far fewer reviews than every seventh day', () => {
    const memory = memories['FSRS’ own'];
    const own = year({ skills, memory, schedule: ours, seed: 'a' });
    expect(own.solved / own.reviews).toBeGreaterThan(0.8);
    expect(own.recall).toBeGreaterThan(0.9);
    expect(own.reviews * 3).toBeLessThan(year({ skills, memory, schedule: fixed(() => 7), seed: 'a' }).reviews);
  });
  it('leaves records that the site reads', () => {
    const { texts } = storedAfterYear(skills, 'a');
    for (const [key, text] of texts)
      expect((key.includes(':review:') ? readSkillState : readRecord)(JSON.parse(text)), key).toEqual(JSON.parse(text));
    expect(texts.filter(([key]) => key.includes(':review:'))).toHaveLength(skills.length);
  });
});
