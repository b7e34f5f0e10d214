/** Everything that can be printed or exported. Texts with links are HTML. */
export const title = 'Print & export';
export const description = 'The exercises on paper, in Anki and as data, for use without this site.';
export const paper = 'On paper';
export const paperText = (workbookPage: string, testPage: string, count: number): string =>
  `<a href="${workbookPage}">The printable workbook</a> contains all ${count} exercises with space to write, and the answers and derivations at the back. You can print any selection of exercises as <a href="${testPage}">a test</a>.`;
export const anki = 'In Anki';
export const ankiText = (file: string): string =>
  `<a href="${file}" download="scaling-workbook.txt">anki.txt</a> has one note for each exercise and each of its sets of numbers: the question on the front, the answer and its derivation on the back. In Anki, choose <em>File → Import</em>, then <em>Import</em>; the file names its own deck and fields. Importing a later file updates your notes and keeps your schedule.`;
export const data = 'As data';
export const dataText = (list: string, schema: string, progressPage: string): string =>
  `<a href="${list}">exercises.json</a> lists the exercises without their answers; a <a href="${schema}">JSON Schema</a> describes it. Export your own progress from <a href="${progressPage}">the progress page</a>.`;
export const feeds = 'As feeds';
export const feedsText = (corrections: string, facts: string): string =>
  `Two RSS feeds for a feed reader: <a href="${corrections}">corrections</a> and <a href="${facts}">facts</a>, where each value that changes appears as a new entry.`;
