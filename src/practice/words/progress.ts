/** The progress page: what is solved, and how it leaves and comes back as a file. */
import type { ProgressFile } from '@scaling-workbook/exercises/memory/progress';
import { counted } from '#language/counted.ts';

const exercises = (count: number): string => counted(count, { one: 'exercise', other: 'exercises' });
const entries = (count: number): string => counted(count, { one: 'entry', other: 'entries' });

export const title = 'Your progress';
export const description = 'What you have solved, kept in this browser alone; export and import it as a file.';
export const intro =
  'Your answers never leave this browser. There is no account and no server that would know them. Take them to another machine as a file.';
export const needsScript = 'Progress is kept by JavaScript, which is off in this browser.';

/** HTML. */
export const solvedOf = (solved: number, total: number): string => `<strong>${solved}</strong> of ${total} exercises solved`;
export const problemsOf = (solved: number, total: number): string =>
  `And ${solved} of ${total} problems of the companion book, which are counted apart: a chapter is done when its own exercises are solved.`;
export const problemsHere = (solved: number, total: number): string => `Problems of the companion book (${solved} of ${total} solved)`;
export const visitOnly =
  'This browser refuses to store anything more (its storage is full or switched off), so new progress lasts for this visit only. Export it before you leave.';
export const exportFile = 'Export to a file';
export const importFile = 'Import a file';
export const erase = 'Erase';
export const undo: Readonly<Record<'erase' | 'replace', string>> = { erase: 'Undo erase', replace: 'Undo replace' };

/** How much is in a file; `study` counts what the self-assessment of the last chapter keeps. */
const content = (records: number, study: number): string =>
  study === 0 ? exercises(records) : `${exercises(records)} and ${entries(study)} of the self-assessment`;
export const exported = (records: number, study: number): string => `Exported ${content(records, study)}.`;
export const imported = (records: number, study: number): string =>
  `Imported ${content(records, study)}. Where both sides knew one, the more advanced record was kept.`;
export const replaced = 'What was here is replaced by the file.';
export const erased = 'Everything is erased from this browser.';
export const broughtBack = 'Brought back.';

/** Why a file was refused. */
export const refusal = ({ why, which }: Extract<ProgressFile, { ok: false }>): string =>
  ({
    'not-json': 'This file is not a progress file: it cannot be read as JSON. Perhaps it was cut off while downloading.',
    'too-large': 'This file is far larger than any progress file.',
    foreign: 'This file is not a progress file of the Scaling Workbook.',
    newer: 'This file was written by a newer version of the workbook. Reload the page to get that version, then import it again.',
    broken: `This file is damaged${which === undefined ? '' : ` at “${which}”`}.`,
  })[why] + ' Nothing was changed.';

export const changes = 'What the file would change';
export const preview = (file: number, added: number, advanced: number, ahead: number, onlyHere: number): string =>
  `The file holds ${exercises(file)}: ${added} not known here, ${advanced} further along than here, ${ahead} less far than here. ${exercises(onlyHere)} here ${onlyHere === 1 ? 'is' : 'are'} not in the file.`;
export const previewStudy = (file: number, added: number, differ: number, onlyHere: number): string =>
  `Of the self-assessment (skills ticked, plan, notes, recall, tests) it holds ${entries(file)}: ${added} not known here, ${differ} other than here. ${entries(onlyHere)} here ${onlyHere === 1 ? 'is' : 'are'} not in the file.`;
export const merge = 'Merge: keep the further of both';
export const replace = 'Replace what is here';
export const changeNothing = 'Change nothing';

/** How one exercise stands: the parts are joined by semicolons. */
export const tried = (tries: string): string => `not solved yet, ${tries}`;
export const solved = (how: 'derivation' | 'hint' | 'unaided', tries: string): string =>
  `${{ derivation: 'solved after the derivation', hint: 'solved with the hint', unaided: 'solved unaided' }[how]}, ${tries}`;
export const tries = (count: number): string => counted(count, { one: 'try', other: 'tries' });
export const others = (count: number): string => `${count} in other numbers`;
export const ways = (unaided: number, hinted: number, derived: number, open: number): string =>
  `${unaided} unaided, ${hinted} with the hint, ${derived} after the derivation; ${open} tried and still open.`;

export const storageKept = 'This browser has promised not to clear your progress by itself.';
export const storageDeclined = 'This browser does not promise to keep it. Export a file now and then.';
export const storageUnsure = 'This browser may clear your progress when it runs short of space.';
export const askToKeep = 'Ask it to keep it';
