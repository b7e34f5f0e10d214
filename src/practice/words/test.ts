/** Tests: making one, taking it, checking a result that was handed in. */
import { maxExercises, maxMinutes, type PlanReading, type ResultReading } from '@scaling-workbook/exercises/memory/test-link';
import { counted } from '#language/counted.ts';

const exercises = (count: number): string => (count === 1 ? 'One exercise' : counted(count, { other: 'exercises' }));

export const title = 'Test';
export const description = 'Make a test from any exercises and share it as a link; everyone who opens it gets the same numbers.';
export const intro =
  'A test is a link: everyone who opens it gets the same exercises with the same numbers. There is no feedback until you hand it in, and anyone who has the result can check it again.';
export const needsScript = 'Tests need JavaScript, which is off in this browser. The printable workbook works without it.';

/** What a test asks for, in a sentence. */
export const summary = (count: number, hints: boolean, minutes: number | undefined): string => {
  const time =
    minutes === undefined ? 'no time limit' : minutes === 1 ? 'one minute' : counted(minutes, { one: 'minute', other: 'minutes' });
  return `${exercises(count)}, ${hints ? 'hints allowed' : 'no hints'}, ${time}.`;
};

export const choice = 'Exercises';
/** Before and after the number field. */
export const drawBefore = 'Draw';
export const drawAfter = 'at random';
export const draw = 'Draw';
export const chosenOf = (chapter: string, chosen: number, all: number): string => `${chapter} (${chosen} of ${all})`;
export const allOfChapter = 'all of this chapter';
export const conditions = 'Conditions';
export const hintsAllowed = 'Allow hints';
export const timeLimit = 'Time limit in minutes (leave empty for none)';
export const seed = 'Seed (the same seed gives the same numbers)';
export const nothingChosen = 'You have not chosen any exercises yet.';
export const tooMany = `${maxExercises} exercises at most.`;
export const open = 'Open the test';
export const link = 'Link to share';
export const openResult = 'Open a result from a file';

/** Why a link was refused. */
export const planRefusal: Readonly<Record<Extract<PlanReading, { ok: false }>['why'], string>> = {
  'nothing-chosen': 'The link names no exercise.',
  'too-many': `The link names more than ${maxExercises} exercises.`,
  'none-left': 'None of the exercises in the link are in the workbook (any more).',
  'bad-seed': 'The seed in the link is damaged: it must be up to 32 letters and digits.',
  'bad-minutes': `The time limit in the link is damaged: it must be a whole number of minutes from 1 to ${maxMinutes}.`,
};
/** Why a result was refused. */
export const resultRefusal: Readonly<Record<Extract<ResultReading, { ok: false }>['why'], string>> = {
  'not-a-result': 'This is not a test result of the Scaling Workbook; it may have been cut off.',
  newer: 'This result comes from a newer version of the workbook. Reload the page, then open it again.',
  broken: 'This result is damaged: something in it is missing or of the wrong kind.',
  'too-large': 'This is much too large to be a test result.',
};
export const makeNew = 'Make a new test';

export const loading = 'Loading …';
export const notLoaded = 'The exercises could not be loaded. Check your connection, then reload the page.';
export const missing = (ids: readonly string[]): string =>
  `${ids.length === 1 ? 'One exercise of this test is' : `${ids.length} exercises of this test are`} not in the workbook (any more): ${ids.join(', ')}. The others are unaffected.`;
export const start = 'Start the test';
export const print = 'Print it';
export const makeAnother = 'Make another test';
export const handIn = 'Hand in';
export const left = (clock: string): string => `${clock} left`;

/** HTML. */
export const tally = (right: number, asked: number, minutes: number): string =>
  `<strong>${right}</strong> of ${asked} right, in ${minutes} min`;
export const fitsTogether =
  'Checked again from the answers: the marks, the numbers and the time are consistent. (Nobody can tell who typed them.)';
const list = (titles: readonly string[]): string => titles.map((one) => `“${one}”`).join(', ');
export const wrongMarks = (titles: readonly string[]): string => `The marks for ${list(titles)} do not match the answers.`;
export const otherSettings = (titles: readonly string[]): string =>
  `${list(titles)}: answered with different numbers from those that this test’s seed gives today.`;
export const hintsOpened = (titles: readonly string[]): string => `Hints were opened, although the test allows none: ${list(titles)}.`;
export const late = 'Handed in after time was up.';
/** Of a test of the study plan. HTML. */
export const inThePlan = (planPage: string): string =>
  `This was the test for day 7; its result is in <a href="${planPage}">your study plan</a>.`;
export const firstCounts = (planPage: string): string =>
  `You have handed in this test before. The first result counts and is in <a href="${planPage}">your study plan</a>.`;
export const visitOnly = 'This browser cannot store anything, so the result will not appear in your study plan. Save it as a file.';
export const copyResult = 'Copy the result as a link';
export const copied = 'Copied.';
export const copyRefused = 'Copying is not allowed here. Copy the address of this page instead.';
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
