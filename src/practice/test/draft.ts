/** Answers while a test runs, so that a reload loses nothing. For this tab only. */
import { writePlan, type TestPlan } from '@scaling-workbook/exercises/memory/test-link';
import { isObject, isTime, readJson } from '@scaling-workbook/exercises/memory/untrusted';

export interface TestDraft {
  readonly started: string;
  /** By exercise, then by field: the text typed. */
  readonly typed: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly hints: readonly string[];
}

const isText = (x: unknown): x is string => typeof x === 'string';
const isTexts = (x: unknown): x is Readonly<Record<string, string>> => isObject(x) && Object.values(x).every(isText);

/** Undefined for anything else. Never throws. */
export function readTestDraft(text: string): TestDraft | undefined {
  const stored = readJson(text);
  if (!isObject(stored)) return undefined;
  const { started, typed, hints } = stored;
  if (!isTime(started) || !isObject(typed) || !Array.isArray(hints)) return undefined;
  const texts = Object.entries(typed).filter((entry): entry is [string, Readonly<Record<string, string>>] => isTexts(entry[1]));
  return { started, typed: Object.fromEntries(texts), hints: hints.filter(isText) };
}

const keyOf = (plan: TestPlan): string => `scaling-workbook:test:${writePlan(plan)}`;

export function draftOf(plan: TestPlan): TestDraft | undefined {
  try {
    return readTestDraft(sessionStorage.getItem(keyOf(plan)) ?? '');
  } catch {
    return undefined;
  }
}

export function keepDraft(plan: TestPlan, draft: TestDraft | undefined): void {
  try {
    if (draft) sessionStorage.setItem(keyOf(plan), JSON.stringify(draft));
    else sessionStorage.removeItem(keyOf(plan));
  } catch {
    // Without storage a reload starts over.
  }
}
