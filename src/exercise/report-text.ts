/** A report: what was asked, typed and replied. */
import * as words from './words/report.ts';
import type { ExerciseRecord } from '@scaling-workbook/exercises/memory/progress';

export interface Reported {
  readonly id: string;
  readonly setting: string | undefined;
  readonly facts: string;
  readonly url: string;
  readonly record: ExerciseRecord | undefined;
}

const typedOf = (record: ExerciseRecord | undefined): string =>
  Object.entries(record?.typed ?? {})
    .map(([key, text]) => words.answer(key, text.replaceAll('`', "'"), record?.fields[key]))
    .join('; ');

const reportTitle = ({ id }: Reported): string => words.title(id);

export function reportText(reported: Reported): string {
  const { id, setting, facts, url, record } = reported;
  return [
    words.whatIsWrong,
    '',
    words.sayHere,
    '',
    words.exercise(id),
    words.numbers(setting),
    words.facts(facts),
    words.page(url),
    words.typed(typedOf(record)),
  ].join('\n');
}

/** Opens a new issue with that text. */
export function issueUrl(repository: string, reported: Reported): string {
  const url = new URL(`${repository.replace(/\/$/, '')}/issues/new`);
  url.searchParams.set('title', reportTitle(reported));
  url.searchParams.set('body', reportText(reported));
  return url.href;
}
