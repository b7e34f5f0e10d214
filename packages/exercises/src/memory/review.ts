/**
 * When a skill comes back, and in which setting.
 *
 * The *skill* is scheduled, never a text: what returns is another setting of one of its exercises. The interval comes from FSRS (`ts-fsrs`)
 * with a target retention of 90 %, without its minute-long steps: what was missed goes onto a redo list of the same day.
 *
 * One record per skill, `SkillState`, so that two tabs never overwrite each other's. `v` is raised only if an old record could be misread.
 * Times are instants in UTC; intervals are multiples of 24 hours. `settle` corrects for a clock that was ahead. `readSkillState` is total.
 * `catchUp` folds in what was solved in the chapters (records of `progress.ts`), which needs no storage of its own.
 */
import { fsrs, Rating, State, type Card, type Grade } from 'ts-fsrs';
import type { ExerciseRecord, Progress } from './progress.ts';
import { mergeRecords } from './records.ts';
import { isObject, isRecordId, isTime, readJson, readRecords } from './untrusted.ts';

/** A skill and where it can be practised. Settings are the names of fresh settings. */
export interface Practised {
  readonly id: string;
  readonly group: string;
  readonly exercises: readonly { readonly id: string; readonly fields: number; readonly settings: readonly string[] }[];
}

export interface SkillState {
  readonly v: 1;
  /** ISO 8601 in UTC. */
  readonly due: string;
  /** When it was last rated, ISO 8601 in UTC. */
  readonly last: string;
  /** FSRS: days until the probability of recall falls to 90 %. */
  readonly stability: number;
  /** FSRS: 1 (easy) to 10. */
  readonly difficulty: number;
  readonly reviews: number;
  readonly lapses: number;
  /** Record ids, `<id>` or `<id>@<setting>`, latest last; the last twelve. */
  readonly recent: readonly string[];
  /** Missed and not yet redone. */
  readonly redo?: true;
}

export type SkillStates = Readonly<Record<string, SkillState>>;
export type Outcome = 'missed' | 'hard' | 'good';

const maxRecent = 12;
const day = 86_400_000;
/** Another success within this time says nothing about memory. */
const tooSoon = day / 2;

const scheduler = fsrs({ request_retention: 0.9, maximum_interval: 365, enable_fuzz: false, enable_short_term: false });
const grades: Readonly<Record<Outcome, Grade>> = { missed: Rating.Again, hard: Rating.Hard, good: Rating.Good };

/**
 * The derivation opened, unsolved or three wrong answers: a miss. The hint or one or two wrong answers: hard. `fields` is the smallest
 * number of answers needed.
 */
export function outcomeOf(attempt: ExerciseRecord | undefined, fields: number): Outcome {
  if (attempt?.solved === undefined || attempt.derivation) return 'missed';
  const wrong = attempt.tries - fields;
  if (wrong >= 3) return 'missed';
  return attempt.hint || wrong > 0 ? 'hard' : 'good';
}

const iso = (time: number): string => new Date(time).toISOString();
const time = (text: string): number => Date.parse(text);

/** No time but `due` in the future: corrects for a clock that was ahead. */
export function settle(state: SkillState, now: Date): SkillState {
  const ahead = time(state.last) - now.getTime();
  return ahead <= 0 ? state : { ...state, last: now.toISOString(), due: iso(time(state.due) - ahead) };
}

const toCard = (state: SkillState | undefined, now: Date): Card => ({
  due: state ? new Date(state.due) : now,
  stability: state?.stability ?? 0,
  difficulty: state?.difficulty ?? 0,
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the type asks for it until version 6 of the library drops it
  elapsed_days: 0,
  scheduled_days: 0,
  learning_steps: 0,
  reps: state?.reviews ?? 0,
  lapses: state?.lapses ?? 0,
  state: state ? State.Review : State.New,
  ...(state && { last_review: new Date(state.last) }),
});

const remember = (recent: readonly string[], key: string): readonly string[] =>
  [...recent.filter((other) => other !== key), key].slice(-maxRecent);

/** Success soon after the last rating clears the redo mark and leaves the schedule. */
export function rate(before: SkillState | undefined, key: string, outcome: Outcome, now: Date): SkillState {
  const state = before && settle(before, now);
  const recent = remember(state?.recent ?? [], key);
  if (state && now.getTime() - time(state.last) < tooSoon && (outcome !== 'missed' || state.redo)) {
    const { redo, ...rest } = state;
    return { ...rest, recent, ...(redo && outcome === 'missed' && { redo }) };
  }
  const { card } = scheduler.next(toCard(state, now), now, grades[outcome]);
  return {
    v: 1,
    due: card.due.toISOString(),
    last: now.toISOString(),
    stability: Number(card.stability.toFixed(4)),
    difficulty: Number(card.difficulty.toFixed(4)),
    reviews: card.reps,
    lapses: card.lapses,
    recent,
    ...(outcome === 'missed' && { redo: true as const }),
  };
}

/** 0 to 1, by the forgetting curve of FSRS. */
export const retrievability = (state: SkillState, now: Date): number => {
  const settled = settle(state, now);
  return scheduler.forgetting_curve((now.getTime() - time(settled.last)) / day, settled.stability);
};

/** Each exercise with its original numbers, then its fresh settings. */
export const keysOf = (skill: Practised): readonly string[] =>
  skill.exercises.flatMap(({ id, settings }) => [id, ...settings.map((setting) => `${id}@${setting}`)]);

/** With what was solved in the chapters since; undefined for a skill never practised. */
export function catchUp(skill: Practised, state: SkillState | undefined, progress: Progress, now: Date): SkillState | undefined {
  const since = state ? time(settle(state, now).last) : Number.NEGATIVE_INFINITY;
  const solved = skill.exercises
    .flatMap(({ id, fields, settings }) =>
      [id, ...settings.map((setting) => `${id}@${setting}`)].flatMap((key) => {
        const record = progress[key];
        if (record?.solved === undefined) return [];
        const at = time(record.solved);
        // By a clock that was ahead: counts as now, once.
        if (at > now.getTime() && state?.recent.includes(key)) return [];
        return [{ key, record, fields, at: Math.min(at, now.getTime()) }];
      }),
    )
    .filter(({ at }) => at > since)
    .sort((a, b) => a.at - b.at);
  return solved.reduce((before, { key, record, fields, at }) => rate(before, key, outcomeOf(record, fields), new Date(at)), state);
}

export interface Due {
  readonly skill: string;
  readonly group: string;
  readonly why: 'due' | 'redo';
  /** From 0 to 1. */
  readonly recall: number;
}

/** From the front, but never one group twice in a row if another is left. */
function interleave(list: readonly Due[]): readonly Due[] {
  const left = [...list];
  const out: Due[] = [];
  while (left.length > 0) {
    const before = out.at(-1)?.group;
    const counts = new Map<string, number>();
    for (const { group } of left) counts.set(group, (counts.get(group) ?? 0) + 1);
    // A group with more than half of what is left must go now, or it would end up in a row.
    const crowded = [...counts].find(([group, n]) => group !== before && n * 2 > left.length)?.[0];
    const at = left.findIndex(({ group }) => (crowded === undefined ? group !== before : group === crowded));
    out.push(...left.splice(Math.max(at, 0), 1));
  }
  return out;
}

/** Due skills, most forgotten first and groups interleaved; then what was missed and not redone. */
export function queue(skills: readonly Practised[], states: SkillStates, now: Date): readonly Due[] {
  const all = skills.flatMap((skill): readonly Due[] => {
    const stored = states[skill.id];
    if (!stored || skill.exercises.length === 0) return [];
    const state = settle(stored, now);
    const due = { skill: skill.id, group: skill.group, recall: retrievability(state, now) };
    if (time(state.due) <= now.getTime()) return [{ ...due, why: 'due' }];
    return state.redo ? [{ ...due, why: 'redo' }] : [];
  });
  const of = (why: Due['why']): readonly Due[] => all.filter((item) => item.why === why).sort((a, b) => a.recall - b.recall);
  return [...interleave(of('due')), ...interleave(of('redo'))];
}

/** FNV-1a, 32 bits. */
export function spread(text: string): number {
  let hash = 0x811c9dc5;
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  // The last characters would only reach the low bits.
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** One not seen yet, else the one seen longest ago. Deterministic for a state. */
export function nextKey(skill: Practised, state: SkillState | undefined, progress: Progress): string | undefined {
  const recent = state?.recent ?? [];
  const age = (key: string): number => recent.indexOf(key);
  const fresh = keysOf(skill).filter((key) => age(key) < 0);
  const unsolved = fresh.filter((key) => progress[key] === undefined);
  const among = unsolved.length > 0 ? unsolved : fresh;
  const seed = String(state?.reviews ?? 0);
  const byChance = (a: string, b: string): number => spread(seed + a) - spread(seed + b);
  return [...among].sort(byChance)[0] ?? [...keysOf(skill)].sort((a, b) => age(a) - age(b))[0];
}

const isCount = (x: unknown): x is number => typeof x === 'number' && Number.isSafeInteger(x) && x >= 0;
const within = (x: unknown, low: number, high: number): x is number => typeof x === 'number' && x >= low && x <= high;

/** Undefined for anything else. Never throws. */
export function readSkillState(x: unknown): SkillState | undefined {
  if (!isObject(x) || x.v !== 1) return undefined;
  const { due, last, stability, difficulty, reviews, lapses, recent } = x;
  if (!isTime(due) || !isTime(last) || !within(stability, 0.001, 36_500) || !within(difficulty, 1, 10)) return undefined;
  if (!isCount(reviews) || !isCount(lapses) || !Array.isArray(recent) || recent.length > maxRecent) return undefined;
  const keys = recent.filter((key): key is string => typeof key === 'string' && isRecordId(key));
  if (keys.length !== recent.length) return undefined;
  return { v: 1, due, last, stability, difficulty, reviews, lapses, recent: keys, ...(x.redo === true && { redo: true as const }) };
}

/** The state with more reviews, or the later one if level. */
export const mergeStates = (ours: SkillStates, theirs: SkillStates): SkillStates =>
  mergeRecords(ours, theirs, (a, b) => (b.reviews > a.reviews || (b.reviews === a.reviews && time(b.last) > time(a.last)) ? b : a));

/** Empty if the file has none, undefined if it is damaged. Never throws. */
export function readReviewsOfFile(text: string): SkillStates | undefined {
  const file = readJson(text);
  if (!isObject(file)) return undefined;
  return readRecords(file.reviews, isRecordId, readSkillState);
}
