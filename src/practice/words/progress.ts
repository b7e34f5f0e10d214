/** The progress page: what is solved, export and import. */
import type { ProgressFile } from '@scaling-workbook/exercises/memory/progress';
import { counted } from '#language/counted.ts';

const exercises = (count: number): string => counted(count, { one: 'exercise', other: 'exercises' });
const entries = (count: number): string => counted(count, { one: 'entry', other: 'entries' });

export const title = 'Your progress';
export const description = 'What you have solved. It is stored in this browser only; you can export it to a file and import it again.';
export const intro =
  'Your answers never leave this browser: there is no account, and no server sees them. To move them to another machine, export a file.';
export const needsScript = 'Saving progress needs JavaScript, which is off in this browser.';

/** HTML. */
export const solvedOf = (solved: number, total: number): string => `<strong>${solved}</strong> of ${total} exercises solved`;
export const problemsOf = (solved: number, total: number): string =>
  `And ${solved} of ${total} problems of the companion book, which are counted apart: a chapter is done when its own exercises are solved.`;
export const problemsHere = (solved: number, total: number): string => `Problems of the companion book (${solved} of ${total} solved)`;
export const visitOnly =
  'This browser cannot store anything more (its storage is full or disabled), so new progress lasts for this visit only. Export it before you leave.';
export const exportFile = 'Export to a file';
export const importFile = 'Import a file';
export const erase = 'Erase';
export const undo: Readonly<Record<'erase' | 'replace', string>> = { erase: 'Undo erase', replace: 'Undo replace' };

/** `study` counts the self-assessment of the last chapter. */
const content = (records: number, study: number): string =>
  study === 0 ? exercises(records) : `${exercises(records)} and ${entries(study)} of the self-assessment`;
export const exported = (records: number, study: number): string => `Exported ${content(records, study)}.`;
export const imported = (records: number, study: number): string =>
  `Imported ${content(records, study)}. Where both had a record, the more advanced one was kept.`;
export const replaced = 'Replaced your progress with the file.';
export const erased = 'Erased everything from this browser.';
export const broughtBack = 'Restored.';

/** Why a file was refused. */
export const refusal = ({ why, which }: Extract<ProgressFile, { ok: false }>): string =>
  ({
    'not-json': 'This is not a progress file: it is not valid JSON. The download may have been cut off.',
    'too-large': 'This file is much too large to be a progress file.',
    foreign: 'This file is not a progress file of the Scaling Workbook.',
    newer: 'This file comes from a newer version of the workbook. Reload the page to get that version, then import it again.',
    broken: `This file is damaged${which === undefined ? '' : ` at “${which}”`}.`,
  })[why] + ' Nothing was changed.';

export const changes = 'What the import would change';
export const preview = (file: number, added: number, advanced: number, ahead: number, onlyHere: number): string =>
  `The file contains ${exercises(file)}: ${added} new to this browser, ${advanced} further along than here, ${ahead} behind this browser. ${exercises(onlyHere)} here ${onlyHere === 1 ? 'is' : 'are'} not in the file.`;
export const previewStudy = (file: number, added: number, differ: number, onlyHere: number): string =>
  `From the self-assessment (skills ticked, plan, notes, recall, tests) it contains ${entries(file)}: ${added} new to this browser, ${differ} different.  ${entries(onlyHere)} here ${onlyHere === 1 ? 'is' : 'are'} not in the file.`;
export const merge = 'Merge: keep whichever is further along';
export const replace = 'Replace my progress with the file';
export const changeNothing = 'Cancel';

/** The state of one exercise; the parts are joined by semicolons. */
export const tried = (tries: string): string => `not solved yet, ${tries}`;
export const solved = (how: 'derivation' | 'hint' | 'unaided', tries: string): string =>
  `${{ derivation: 'solved after the derivation', hint: 'solved with the hint', unaided: 'solved unaided' }[how]}, ${tries}`;
export const tries = (count: number): string => counted(count, { one: 'try', other: 'tries' });
export const others = (count: number): string => `${count} with different numbers`;
export const ways = (unaided: number, hinted: number, derived: number, open: number): string =>
  `${unaided} unaided, ${hinted} with the hint, ${derived} after the derivation; ${open} tried but not solved yet.`;

export const storageKept = 'This browser has promised not to delete your progress on its own.';
export const storageDeclined = 'This browser does not promise to keep your progress. Export a file now and then.';
export const storageUnsure = 'This browser may delete your progress when it runs short of space.';
export const askToKeep = 'Ask it not to';
