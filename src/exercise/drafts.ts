/** Unchecked texts of all fields when the page is left: kept for this tab, so that a reload loses none. */
import { isObject, readJson } from '@scaling-workbook/exercises/memory/untrusted';
import { textOf } from './field-text.ts';
import { recordIdOf } from './record-id.ts';

const key = 'scaling-workbook:drafts';
/** More than anyone types into one field. */
const longest = 2000;

type Drafts = Readonly<Record<string, string>>;

const nameOf = (record: string, field: string): string => `${record}/${field}`;

/** Skips what is not a draft. Never throws. */
export function readDrafts(text: string): Drafts {
  const stored = readJson(text);
  if (!isObject(stored)) return {};
  return Object.fromEntries(
    Object.entries(stored).filter((entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1].length <= longest),
  );
}

function read(): Drafts {
  try {
    return readDrafts(sessionStorage.getItem(key) ?? '');
  } catch {
    return {};
  }
}

export function draftOf(record: string, field: string): string | undefined {
  const drafts = read();
  const name = nameOf(record, field);
  return Object.hasOwn(drafts, name) ? drafts[name] : undefined;
}

/** A field whose script never loaded keeps its older draft unless typed in. */
export function keepDrafts(): void {
  addEventListener('pagehide', () => {
    const drafts = new Map(Object.entries(read()));
    for (const subject of document.querySelectorAll<HTMLElement>('[data-exercise], [data-quiz]')) {
      for (const form of subject.querySelectorAll<HTMLFormElement>('form.field')) {
        const text = textOf(form);
        const name = nameOf(recordIdOf(subject), form.dataset.field ?? '');
        if (text !== '') drafts.set(name, text);
        else if ('live' in form.dataset) drafts.delete(name);
      }
    }
    try {
      sessionStorage.setItem(key, JSON.stringify(Object.fromEntries(drafts)));
    } catch {
      // Without storage no drafts; the progress page says so for checked answers.
    }
  });
}
