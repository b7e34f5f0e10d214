/** The review schedule in this browser: one state per skill. */
import {
  catchUp,
  mergeStates,
  rate,
  readSkillState,
  type Outcome,
  type Practised,
  type SkillState,
  type SkillStates,
} from '@scaling-workbook/exercises/memory/review';
import { persistentRecords } from '#progress/persistent-records.ts';
import { $progress } from '#progress/progress.ts';

export const $reviews = persistentRecords('scaling-workbook:review:', readSkillState);

/** Including what was solved in the chapters since. */
export const statesNow = (skills: readonly Practised[], now: Date): SkillStates => {
  const stored = $reviews.get();
  const progress = $progress.get();
  return Object.fromEntries(
    skills.flatMap((skill) => {
      const state = catchUp(skill, stored[skill.id], progress, now);
      return state ? [[skill.id, state]] : [];
    }),
  );
};

/** A state this page cannot read is left alone. */
export function recordReview(skill: Practised, key: string, outcome: Outcome, now: Date): SkillState {
  const latest = $reviews.latest(skill.id);
  const before = latest && 'raw' in latest ? undefined : latest;
  // The attempt is in the progress already and must count once.
  const others = Object.fromEntries(Object.entries($progress.get()).filter(([id]) => id !== key));
  const after = rate(catchUp(skill, before, others, now), key, outcome, now);
  $reviews.set(skill.id, after);
  return after;
}

export function mergeReviews(theirs: SkillStates): void {
  $reviews.write(mergeStates($reviews.get(), theirs));
}
