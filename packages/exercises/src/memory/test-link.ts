/**
 * A test as a link: exercises, and a seed that determines their numbers, the same for everyone. The result contains the answers as typed,
 * so that anyone with the link can check them; that shows that answers, numbers and marks agree, not who typed them.
 */
import { spread } from './review.ts';
import { isObject, isTime, readJson } from './untrusted.ts';

export interface TestPlan {
  readonly ids: readonly string[];
  readonly seed: string;
  /** Derivations are shown after handing in. */
  readonly hints: boolean;
  /** Minutes, if limited. */
  readonly minutes?: number;
  /** Of the study plan, where the result goes. */
  readonly day?: 7;
}

/** Its fresh settings and former ids. */
export interface Askable {
  readonly id: string;
  readonly settings: readonly string[];
  readonly formerly?: readonly string[];
}

export type PlanReading =
  | { readonly ok: true; readonly plan: TestPlan; readonly missing: readonly string[] }
  | { readonly ok: false; readonly why: 'nothing-chosen' | 'too-many' | 'none-left' | 'bad-seed' | 'bad-minutes' };

export const maxExercises = 60;
export const maxMinutes = 600;
const seedPattern = /^[a-z0-9]{1,32}$/i;
const idPattern = /^[a-z0-9][a-z0-9-]{0,79}$/;

/** Without the question mark. */
export function writePlan({ ids, seed, hints, minutes, day }: TestPlan): string {
  const rest = `&seed=${seed}&hints=${hints ? 1 : 0}${minutes === undefined ? '' : `&minutes=${minutes}`}${day === undefined ? '' : `&day=${day}`}`;
  return `ids=${ids.join(',')}${rest}`;
}

/** Resolves a former id, reports an unknown one. Never throws. */
export function readPlan(query: Readonly<Record<string, string | undefined>>, known: readonly Askable[]): PlanReading {
  const wanted = (query.ids ?? '')
    .slice(0, 10_000)
    .split(',')
    .filter((id) => id !== '');
  if (wanted.length === 0) return { ok: false, why: 'nothing-chosen' };
  if (wanted.length > maxExercises) return { ok: false, why: 'too-many' };
  const seed = query.seed ?? '';
  if (!seedPattern.test(seed)) return { ok: false, why: 'bad-seed' };
  const minutes = query.minutes === undefined || query.minutes === '' ? undefined : Number(query.minutes);
  if (minutes !== undefined && !(Number.isSafeInteger(minutes) && minutes >= 1 && minutes <= maxMinutes))
    return { ok: false, why: 'bad-minutes' };
  const found = wanted.map((id) => known.find((other) => other.id === id || other.formerly?.includes(id))?.id);
  const ids = [...new Set(found.filter((id) => id !== undefined))];
  const missing = wanted.filter((_, i) => found[i] === undefined).map((id) => (idPattern.test(id) ? id : '?'));
  if (ids.length === 0) return { ok: false, why: 'none-left' };
  const more = { ...(minutes !== undefined && { minutes }), ...(query.day === '7' && { day: 7 as const }) };
  return { ok: true, plan: { ids, seed, hints: query.hints === '1', ...more }, missing };
}

/**
 * Undefined for the original numbers. Each setting draws a number and the highest wins, so that a new setting changes few existing tests.
 */
export function settingOf(seed: string, { id, settings }: Askable): string | undefined {
  const draw = (setting: string): number => spread(`${seed}/${id}/${setting}`);
  const all = ['', ...settings];
  const best = all.reduce((winner, setting) => (draw(setting) > draw(winner) ? setting : winner));
  return best === '' ? undefined : best;
}

export const drawIds = (seed: string, ids: readonly string[], count: number): readonly string[] =>
  [...ids].sort((a, b) => spread(`${seed}:${a}`) - spread(`${seed}:${b}`)).slice(0, count);

export interface TestResult {
  readonly format: 'scaling-workbook-test';
  readonly version: 1;
  readonly plan: TestPlan;
  readonly started: string;
  readonly finished: string;
  /** By exercise: setting (empty for the original numbers), text of each field, and whether it was marked right. */
  readonly answers: Readonly<Record<string, TestAnswer>>;
}
export interface TestAnswer {
  readonly setting: string;
  readonly typed: Readonly<Record<string, string>>;
  readonly right: boolean;
  readonly hint?: true;
}

export type ResultReading =
  | { readonly ok: true; readonly result: TestResult }
  | { readonly ok: false; readonly why: 'not-a-result' | 'newer' | 'broken' | 'too-large' };

const maxResult = 200_000;
const maxTyped = 200;
const fieldPattern = /^[a-zA-Z][a-zA-Z0-9]{0,39}$/;

function readPlanObject(x: unknown): TestPlan | undefined {
  if (!isObject(x) || !Array.isArray(x.ids) || x.ids.length === 0 || x.ids.length > maxExercises) return undefined;
  const ids = x.ids.filter((id): id is string => typeof id === 'string' && idPattern.test(id));
  const { seed, hints, minutes } = x;
  if (ids.length !== x.ids.length || typeof seed !== 'string' || !seedPattern.test(seed) || typeof hints !== 'boolean') return undefined;
  const plan = { ids, seed, hints, ...(x.day === 7 && { day: 7 as const }) };
  if (minutes === undefined) return plan;
  return typeof minutes === 'number' && Number.isSafeInteger(minutes) && minutes >= 1 && minutes <= maxMinutes
    ? { ...plan, minutes }
    : undefined;
}

function readAnswer(x: unknown): TestAnswer | undefined {
  if (!isObject(x) || !isObject(x.typed)) return undefined;
  const { setting, right } = x;
  const typed = Object.entries(x.typed);
  if (typeof setting !== 'string' || !(setting === '' || idPattern.test(setting)) || typeof right !== 'boolean') return undefined;
  const texts = typed.filter(
    (pair): pair is [string, string] => fieldPattern.test(pair[0]) && typeof pair[1] === 'string' && pair[1].length <= maxTyped,
  );
  if (texts.length !== typed.length || texts.length > 40) return undefined;
  return { setting, typed: Object.fromEntries(texts), right, ...(x.hint === true && { hint: true as const }) };
}

/** Never throws. */
export function readResult(text: string): ResultReading {
  if (text.length > maxResult) return { ok: false, why: 'too-large' };
  const x = readJson(text);
  if (!isObject(x) || x.format !== 'scaling-workbook-test') return { ok: false, why: 'not-a-result' };
  if (typeof x.version === 'number' && x.version > 1) return { ok: false, why: 'newer' };
  const plan = readPlanObject(x.plan);
  if (x.version !== 1 || !plan || !isTime(x.started) || !isTime(x.finished) || !isObject(x.answers)) return { ok: false, why: 'broken' };
  const answers: Record<string, TestAnswer> = {};
  for (const [id, value] of Object.entries(x.answers)) {
    const answer = plan.ids.includes(id) ? readAnswer(value) : undefined;
    if (!answer) return { ok: false, why: 'broken' };
    answers[id] = answer;
  }
  return { ok: true, result: { format: 'scaling-workbook-test', version: 1, plan, started: x.started, finished: x.finished, answers } };
}

/** As a URL fragment: URL-safe Base64 of UTF-8. */
export function toLinkText(text: string): string {
  const alphabet = base64;
  const bytes = utf8(text);
  let out = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b, c] = bytes.slice(i, i + 3);
    const bits = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    const chars = b === undefined ? 2 : c === undefined ? 3 : 4;
    for (let j = 0; j < chars; j += 1) out += alphabet.charAt((bits >> (18 - 6 * j)) & 63);
  }
  return out;
}

/** Undefined if it is damaged. */
export function fromLinkText(link: string): string | undefined {
  if (link.length > maxResult * 2 || !/^[A-Za-z0-9_-]*$/.test(link)) return undefined;
  let escaped = '';
  for (let i = 0; i < link.length; i += 4) {
    const group = Array.from(link.slice(i, i + 4), (char) => base64.indexOf(char));
    if (group.length === 1) return undefined;
    const bits = group.reduce((sum, six, j) => sum | (six << (18 - 6 * j)), 0);
    for (let j = 0; j < group.length - 1; j += 1) escaped += `%${((bits >> (16 - 8 * j)) & 255).toString(16).padStart(2, '0')}`;
  }
  try {
    return decodeURIComponent(escaped);
  } catch {
    return undefined;
  }
}

const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
// TextEncoder needs DOM types, which the package compiles without; the language can encode UTF-8 in an address.
const utf8 = (text: string): readonly number[] =>
  [...encodeURIComponent(text.toWellFormed()).matchAll(/%([0-9A-F]{2})|[^%]/g)].map(([char, hex]) =>
    hex === undefined ? (char.codePointAt(0) ?? 0) : Number.parseInt(hex, 16),
  );

export interface Verification {
  readonly right: number;
  readonly asked: number;
  /** Where the stated mark is not what the answers earn. */
  readonly marks: readonly string[];
  /** Where the numbers are not those of the seed. */
  readonly settings: readonly string[];
  /** After time was up and half a minute for handing in. */
  readonly late: boolean;
  /** Where the hint was opened although the test allows none. */
  readonly hints: readonly string[];
}

/** `judge` says whether the typed texts solve the exercise in that setting. */
export function verify(
  { plan, started, finished, answers }: TestResult,
  known: readonly Askable[],
  judge: (id: string, setting: string | undefined, typed: Readonly<Record<string, string>>) => boolean,
): Verification {
  const asked = plan.ids.map((id) => {
    const exercise = known.find((other) => other.id === id || other.formerly?.includes(id));
    const setting = exercise && settingOf(plan.seed, exercise);
    const answer = Object.hasOwn(answers, id) ? answers[id] : undefined;
    const right = exercise !== undefined && answer !== undefined && judge(exercise.id, setting, answer.typed);
    return { id, answer, right, moved: answer !== undefined && answer.setting !== (setting ?? '') };
  });
  const idsWhere = (test: (item: (typeof asked)[number]) => boolean): readonly string[] => asked.filter(test).map(({ id }) => id);
  return {
    right: asked.filter(({ right }) => right).length,
    asked: asked.length,
    marks: idsWhere(({ answer, right }) => answer !== undefined && answer.right !== right),
    settings: idsWhere(({ moved }) => moved),
    late: plan.minutes !== undefined && Date.parse(finished) - Date.parse(started) > plan.minutes * 60_000 + 30_000,
    hints: plan.hints ? [] : idsWhere(({ answer }) => answer?.hint === true),
  };
}
