/** Tests: making one, taking it, judging a result that was handed in. */
import { maxExercises, maxMinutes, type PlanReading, type ResultReading } from '@scaling-workbook/exercises/memory/test-link';
import { counted } from '#language/counted.ts';

const exercises = (count: number): string => (count === 1 ? 'One exercise' : counted(count, { other: 'exercises' }));

export const title = 'Test';
export const description = 'Make a test of any exercises and pass it on as a link; everyone who opens it is asked the same numbers.';
export const intro =
  'A test is a link: whoever opens it is asked the same exercises in the same numbers. Nothing is told until it is handed in, and what is handed in can be judged again by anyone who has it.';
export const needsScript = 'A test needs JavaScript, which is off in this browser. The printable workbook does without it.';

/** What a test asks for, in a sentence. */
export const summary = (count: number, hints: boolean, minutes: number | undefined): string => {
  const time =
    minutes === undefined ? 'no time limit' : minutes === 1 ? 'one minute' : counted(minutes, { one: 'minute', other: 'minutes' });
  return `${exercises(count)}, ${hints ? 'hints allowed' : 'no hints'}, ${time}.`;
};

export const choice = 'Exercises';
/** Stand before and after the field for a number. */
export const drawBefore = 'Draw';
export const drawAfter = 'at random';
export const draw = 'Draw';
export const chosenOf = (chapter: string, chosen: number, all: number): string => `${chapter} (${chosen} of ${all})`;
export const allOfChapter = 'all of this chapter';
export const conditions = 'Conditions';
export const hintsAllowed = 'hints may be opened';
export const timeLimit = 'Time limit in minutes (empty: none)';
export const seed = 'Seed: the same seed asks the same numbers';
export const nothingChosen = 'Nothing is chosen yet.';
export const tooMany = `${maxExercises} exercises at most.`;
export const open = 'Open the test';
export const link = 'Its link, to pass on';
export const openResult = 'Open a result that was handed in as a file';

/** Why a link was refused. */
export const planRefusal: Readonly<Record<Extract<PlanReading, { ok: false }>['why'], string>> = {
  'nothing-chosen': 'The link names no exercise.',
  'too-many': `The link names more than ${maxExercises} exercises.`,
  'none-left': 'None of the exercises that the link names is in the book (any more).',
  'bad-seed': 'The seed of the link is damaged: letters and digits are expected, 32 at most.',
  'bad-minutes': `The time limit of the link cannot be read: whole minutes from 1 to ${maxMinutes} are expected.`,
};
/** Why a result was refused. */
export const resultRefusal: Readonly<Record<Extract<ResultReading, { ok: false }>['why'], string>> = {
  'not-a-result': 'This is not the result of a test of the Scaling Workbook; perhaps it was cut off.',
  newer: 'This result was written by a newer version of the workbook. Reload the page, then open it again.',
  broken: 'This result is damaged: something in it is missing or of the wrong kind.',
  'too-large': 'This is far larger than any result.',
};
export const makeNew = 'Make a new test';

export const loading = 'Loading …';
export const notLoaded = 'The exercises could not be loaded. Check the connection, then reload the page.';
export const missing = (ids: readonly string[]): string =>
  `${ids.length === 1 ? 'One exercise of this test is' : `${ids.length} exercises of this test are`} not in the book (any more): ${ids.join(', ')}. The rest stands.`;
export const start = 'Start the test';
export const print = 'Print it';
export const makeAnother = 'Make another test';
export const handIn = 'Hand in';
export const left = (clock: string): string => `${clock} left`;

/** HTML. */
export const tally = (right: number, asked: number, minutes: number): string =>
  `<strong>${right}</strong> of ${asked} right, in ${minutes} min`;
export const fitsTogether =
  'Judged again from the answers: the marks, the numbers asked and the time fit together. (Who typed them, nobody can tell.)';
const list = (titles: readonly string[]): string => titles.map((one) => `“${one}”`).join(', ');
export const wrongMarks = (titles: readonly string[]): string => `The marks for ${list(titles)} are not what these answers earn.`;
export const otherSettings = (titles: readonly string[]): string =>
  `${list(titles)}: answered in other numbers than the seed of this test gives today.`;
export const hintsOpened = (titles: readonly string[]): string => `Hints were opened, although the test allows none: ${list(titles)}.`;
export const late = 'Handed in after the time was up.';
/** Of a test of the study plan. HTML. */
export const inThePlan = (planPage: string): string =>
  `This was the test of day 7, and its result stands in <a href="${planPage}">your study plan</a>.`;
export const firstCounts = (planPage: string): string =>
  `You had handed in this test before; the first time counts, and stands in <a href="${planPage}">your study plan</a>.`;
export const visitOnly = 'This browser refuses to store anything, so the result will not reach your study plan. Save it as a file.';
export const copyResult = 'Copy the result as a link';
export const copied = 'Copied.';
export const copyRefused = 'Not allowed to copy here. It is the address of this page.';
export const save = 'Save it as a file';
export const theTest = 'The test itself';
export const right = '✓ right';
export const notRight = '✗ not right';
export const noAnswer = 'no answer.';
export const quoted = (text: string): string => `“${text}”`;

/** On paper. */
export const sheetHead = (asked: string, seed: string): string => `${asked} Seed ${seed}.`;
export const sheetName = 'Name: ________________________________ Date: ________________';
export const answers = 'Answers';
