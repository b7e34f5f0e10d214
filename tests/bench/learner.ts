/**
 * Simulated learners, to measure what a schedule is worth. Memory is modelled in three ways, two of which are independent of FSRS;
 * each skill of each learner draws its own parameters from the seed. The schedule sees outcomes only.
 */
import { randomFrom } from '@scaling-workbook/formulas/random';
import type { Exercise } from '@scaling-workbook/exercises';
import { record, type ExerciseRecord, type RecordEvent } from '@scaling-workbook/exercises/memory/progress';
import {
  nextKey,
  outcomeOf,
  queue,
  rate,
  type Outcome,
  type Practised,
  type SkillState,
  type SkillStates,
} from '@scaling-workbook/exercises/memory/review';
import type { Verdict } from '@scaling-workbook/exercises/answer/verdict';
import { fsrs, Rating } from 'ts-fsrs';
import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { skills as listed } from '../../chapters/skills.ts';
import { root } from '../../packages/tools/command.ts';

const day = 86_400_000;
const start = Date.UTC(2026, 0, 5, 18);

type Random = () => number;
/** A simulated memory of one skill. Time is in days. */
export interface Memory {
  /** The probability that the skill is remembered. */
  readonly recall: (day: number) => number;
  /** The skill is first practised, or practised with this outcome. */
  readonly learn: (day: number, outcome: Outcome) => void;
}
export interface Plan {
  readonly due: (now: Date) => readonly string[];
  readonly rate: (id: string, outcome: Outcome, now: Date) => void;
  readonly states: SkillStates;
}
export type Schedule = (skills: readonly BookSkill[]) => Plan;
export interface BookSkill extends Practised {
  readonly exercises: readonly (Practised['exercises'][number] & { readonly keys: readonly string[] })[];
}

/** Looks up a value that must exist. */
function found<K, V>(map: ReadonlyMap<K, V>, key: K): V {
  const value = map.get(key);
  if (value === undefined) throw new Error(`There is no ${String(key)}`);
  return value;
}

/** The skills as the review page knows them. */
export async function bookSkills(): Promise<readonly BookSkill[]> {
  const paths = globSync('chapters/*/exercises/*.ts', { cwd: root });
  const load = async (path: string): Promise<readonly [string, Exercise]> => {
    const { default: exercise } = (await import(pathToFileURL(join(root, path)).href)) as { readonly default: Exercise };
    return [basename(path, '.ts'), exercise];
  };
  const exercises = new Map(await Promise.all(paths.map(load)));
  const practised = (id: string): BookSkill['exercises'][number] => {
    const { fields, fresh = {} } = found(exercises, id);
    return { id, fields: Object.keys(fields).length, keys: Object.keys(fields), settings: Object.keys(fresh) };
  };
  return listed.map(({ id, group, exercises: names }) => ({ id, group, exercises: names.map(practised) }));
}

const grades = { missed: Rating.Again, hard: Rating.Hard, good: Rating.Good } as const;

/** A normal draw, by Box and Muller. */
const normal = (random: Random): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
const lognormal = (random: Random, median: number, spread: number): number => median * Math.exp(spread * normal(random));
interface Trace {
  readonly at: number;
  before: number;
  readonly decay: number;
}
const clamp = (x: number, low: number, high: number): number => Math.min(high, Math.max(low, x));

/** Each creates a memory of one skill, with randomly drawn parameters. */
export const memories = {
  /**
   * Half-life model: the probability halves every so many days; a success lengthens the half-life more the closer the skill was to
   * being forgotten.
   */
  exponential: (random: Random): Memory => {
    let halfLife = lognormal(random, 5, 0.5);
    const gain = lognormal(random, 8, 0.4);
    const first = halfLife;
    let last = NaN;
    const recall = (t: number): number => 2 ** (-(t - last) / halfLife);
    return {
      recall,
      learn(t, outcome) {
        if (!Number.isNaN(last))
          halfLife = outcome !== 'missed' ? Math.min(halfLife * (1 + gain * (1 - recall(t))), 1500) : Math.max(first, halfLife * 0.3);
        last = t;
      },
    };
  },
  /**
   * Power law of many traces, each fading at a rate set by how much was active when it was laid down: Pavlik and Anderson 2005,
   * doi:10.1207/s15516709cog0000_14, with their c, τ and s; a session lays down a few traces, and time between sessions counts 0.025.
   */
  'power law (ACT-R)': (random: Random): Memory => {
    const [c, threshold, noise] = [0.217, -0.704, 0.255] as const;
    const a = clamp(0.177 + 0.03 * normal(random), 0.1, 0.26);
    const effort = 2 + Math.floor(random() * 3);
    const traces: Trace[] = [];
    const secondsSince = (t: number, trace: Trace): number => Math.max(1, (t - trace.at) * 86_400 * 0.025 + trace.before);
    const strength = (t: number): number => traces.reduce((sum, trace) => sum + secondsSince(t, trace) ** -trace.decay, 0);
    return {
      recall: (t) => 1 / (1 + Math.exp((threshold - Math.log(strength(t))) / noise)),
      learn(t, outcome) {
        // Minutes apart within the session; a miss is studied for longer.
        for (let i = 0; i < effort + (outcome === 'missed' ? 1 : 0); i += 1) {
          for (const trace of traces) if (trace.at === t) trace.before += 60;
          traces.push({ at: t, before: 1, decay: c * strength(t) + a });
        }
      },
    };
  },
  /** The memory that FSRS itself assumes, but with a difficulty per skill that the schedule is not told. */
  'FSRS’ own': (random: Random): Memory => {
    const model = fsrs({ enable_short_term: false });
    const first = lognormal(random, 1, 0.6);
    let state: { readonly stability: number; readonly difficulty: number } | undefined;
    let last = 0;
    const recall = (t: number): number => (state ? model.forgetting_curve(t - last, state.stability) : 0);
    return {
      recall,
      learn(t, outcome) {
        if (state === undefined) {
          const met = model.next_state(null, 0, Rating.Good);
          state = { stability: met.stability * first, difficulty: clamp(met.difficulty + 1.5 * normal(random), 1, 10) };
        } else state = model.next_state(state, t - last, grades[outcome]);
        last = t;
      },
    };
  },
} satisfies Readonly<Record<string, (random: Random) => Memory>>;

/** What the site does: FSRS with a target retention of 90 %, per skill. */
export const ours: Schedule = (skills) => {
  const states: Record<string, SkillState> = {};
  const byId = new Map(skills.map((skill) => [skill.id, skill]));
  return {
    states,
    due: (now) => queue(skills, states, now).map(({ skill }) => skill),
    rate: (id, outcome, now) => {
      states[id] = rate(states[id], nextKey(found(byId, id), states[id], {}) ?? '', outcome, now);
    },
  };
};

/** Fixed intervals: `pause(successes in a row)` in days; a miss starts over and is redone the same day, as with ours. */
export const fixed =
  (pause: (row: number) => number): Schedule =>
  () => {
    const known = new Map<string, { readonly row: number; readonly at: number; readonly redo: boolean }>();
    return {
      states: {},
      due: (now) => {
        const waiting = [...known].filter(([, { at, redo }]) => redo || at <= now.getTime());
        return waiting.sort((a, b) => Number(a[1].redo) - Number(b[1].redo) || a[1].at - b[1].at).map(([id]) => id);
      },
      rate: (id, outcome, now) => {
        const before = known.get(id);
        const solved = outcome !== 'missed';
        if (before?.redo) known.set(id, { ...before, redo: !solved });
        else {
          const row = solved ? (before?.row ?? -1) + 1 : 0;
          // Four hours early, so that a session slightly earlier than the last does not wait another whole day.
          known.set(id, { row, at: now.getTime() + (pause(row) - 1 / 6) * day, redo: !solved });
        }
      },
    };
  };

/** Minutes per attempt: solved; missed, with the derivation read; redone after a miss. */
const minutes = { solved: 4, missed: 7, redo: 3 };

interface Practice {
  readonly skills: readonly BookSkill[];
  readonly memory: (random: Random) => Memory;
  readonly schedule: Schedule;
  readonly seed: string;
  readonly watch?: (id: string, outcome: Outcome, now: Date, plan: Plan) => void;
}
export interface Year {
  readonly reviews: number;
  readonly solved: number;
  readonly minutes: number;
  /** Mean probability of recall of the practised skills, over the year, and thirty days after it. */
  readonly recall: number;
  readonly later: number;
}

/**
 * A year of daily practice: a new skill every third day in chapter order, and every evening whatever the schedule asks for. `watch` is
 * called with each attempt.
 */
export function year({ skills, memory, schedule, seed, watch }: Practice): Year {
  const plan = schedule(skills);
  const minds = new Map(skills.map(({ id }) => [id, memory(randomFrom(`${seed}/${id}`))]));
  const luck = new Map(skills.map(({ id }) => [id, randomFrom(`${seed}/${id}/luck`)]));
  const evening = randomFrom(`${seed}/evening`);
  const met: string[] = [];
  const seen = { solved: 0, reviews: 0, minutes: 0 };
  const recalls: number[] = [];
  for (let d = 0; d < 365; d += 1) {
    const hour = start + d * day + (evening() - 0.5) * day * 0.15;
    const t = (hour - start) / day;
    for (const id of met) recalls.push(found(minds, id).recall(t));
    const attempt = (id: string, first: boolean, again: boolean): void => {
      const draw = found(luck, id);
      const mind = found(minds, id);
      const chance = first || again ? 0.95 : mind.recall(t);
      const solved = first || draw() < chance;
      // The closer to forgetting, the more often a hint is needed: one time in five when nine of ten still know.
      const help = draw() < Math.min(0.5, 2 * (1 - chance));
      const outcome = !solved ? 'missed' : help ? 'hard' : 'good';
      const now = new Date(hour + (seen.minutes % 60) * 60_000);
      watch?.(id, outcome, now, plan);
      plan.rate(id, outcome, now);
      if (!again) mind.learn(t, outcome);
      if (first) return;
      seen.minutes += again ? minutes.redo : solved ? minutes.solved : minutes.missed;
      if (again) return;
      seen.reviews += 1;
      if (solved) seen.solved += 1;
    };
    const done = new Set<string>();
    for (let rounds = 0; rounds < 200; rounds += 1) {
      const [id] = plan.due(new Date(hour + day / 48));
      if (id === undefined) break;
      attempt(id, false, done.has(id));
      done.add(id);
    }
    const next = d % 3 === 0 ? skills[d / 3] : undefined;
    if (next) {
      attempt(next.id, true, false);
      met.push(next.id);
    }
  }
  const mean = (list: readonly number[]): number => list.reduce((sum, x) => sum + x, 0) / list.length;
  return { ...seen, recall: mean(recalls), later: mean(met.map((id) => found(minds, id).recall(365 + 30))) };
}

/** What a browser has stored after such a year: the records of progress and review, under the site's keys. */
export function storedAfterYear(
  skills: readonly BookSkill[],
  seed: string,
): { readonly summary: Year; readonly texts: readonly (readonly [key: string, text: string])[] } {
  const progress: Record<string, ExerciseRecord> = {};
  const byId = new Map(skills.map((skill) => [skill.id, skill]));
  let states: SkillStates = {};
  const watch = (id: string, outcome: Outcome, now: Date, plan: Plan): void => {
    states = plan.states;
    const skill = found(byId, id);
    const key = nextKey(skill, plan.states[id], {}) ?? '';
    const { keys = [], fields = 0 } = skill.exercises.find((exercise) => exercise.id === key.split('@')[0]) ?? {};
    const answer = (verdict: Verdict, solved: boolean): RecordEvent => ({
      kind: 'checked',
      verdicts: Object.fromEntries(keys.map((name) => [name, verdict])),
      typed: Object.fromEntries(keys.map((name) => [name, '1.234e5 FLOP/B'])),
      solved,
    });
    let before = progress[key];
    if (outcome === 'hard') before = record(before, { kind: 'opened', what: 'hint' }, now);
    if (outcome === 'missed') before = record(record(before, answer('slip', false), now), { kind: 'opened', what: 'derivation' }, now);
    progress[key] = record(before, answer('correct', true), now);
    // The site must rate the attempt as intended here, or the records would not resemble a reader's.
    if (outcomeOf(record(undefined, answer('correct', true), now), fields) !== 'good')
      throw new Error(`${key}: an answer right at once is no success`);
  };
  const summary = year({ skills, memory: memories.exponential, schedule: ours, seed, watch });
  const texts = [
    ...Object.entries(progress).map(([key, value]) => [`scaling-workbook:progress:${key}`, JSON.stringify(value)] as const),
    ...Object.entries(states).map(([id, value]) => [`scaling-workbook:review:${id}`, JSON.stringify(value)] as const),
  ];
  return { summary, texts };
}
