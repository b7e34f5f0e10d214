/** The review schedule in this browser: one stored state per skill. */
import { persistentMap } from '@nanostores/persistent';
import {
  catchUp,
  mergeStates,
  rate,
  readSkillState,
  type Outcome,
  type Practised,
  type SkillState,
  type SkillStates,
} from '@scaling-workbook/exercises/review';
import { codecOf, readable, type Stored } from './codec.ts';
import { $progress } from './progress.ts';
import { engine } from './storage.ts';

const prefix = 'scaling-workbook:review:';

const codec = codecOf(readSkillState);
const $stored = persistentMap<Record<string, Stored<SkillState>>>(prefix, {}, codec);

export const $reviews = {
  get: (): SkillStates => readable($stored.get()),
  subscribe: (listener: (states: SkillStates) => void): (() => void) =>
    $stored.subscribe((stored) => {
      listener(readable(stored));
    }),
};

/** The states of all skills met so far, with what was solved in the chapters since. */
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

/** Writes how a skill went, now. A state this page cannot read is left alone. */
export function rated(skill: Practised, key: string, outcome: Outcome, now: Date): SkillState {
  // A tab that slept missed what the others wrote: look again before writing.
  const text = engine[prefix + skill.id];
  const latest = text === undefined ? $stored.get()[skill.id] : codec.decode(text);
  const before = latest && 'raw' in latest ? undefined : latest;
  // The attempt itself is in the progress already; it is to count once.
  const others = Object.fromEntries(Object.entries($progress.get()).filter(([id]) => id !== key));
  const after = rate(catchUp(skill, before, others, now), key, outcome, now);
  if (!(latest && 'raw' in latest)) $stored.setKey(skill.id, after);
  return after;
}

export function mergeReviews(theirs: SkillStates): void {
  for (const [id, state] of Object.entries(mergeStates($reviews.get(), theirs))) $stored.setKey(id, state);
}

export function replaceReviews(all: SkillStates): void {
  $stored.set({ ...all });
}
