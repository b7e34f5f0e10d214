/** What can be taken out of the site. Texts with links are HTML. */
export const title = 'Take it along';
export const description = 'The exercises on paper, in Anki and as data, to use without this site.';
export const paper = 'On paper';
export const paperText = (workbookPage: string, testPage: string, count: number): string =>
  `<a href="${workbookPage}">The printable workbook</a> holds all ${count} exercises with room to write, and the answers with their derivations at the back. Any choice of exercises can be printed as <a href="${testPage}">a test</a>.`;
export const anki = 'In Anki';
export const ankiText = (file: string): string =>
  `<a href="${file}" download="scaling-workbook.txt">anki.txt</a> has one note for each exercise and each of its fresh settings: the question in front, the answer and its derivation on the back. In Anki: <em>File → Import</em>, then <em>Import</em>; the file names its own deck and fields. Notes keep their identity, so importing a later file renews them and your schedule stays.`;
export const data = 'As data';
export const dataText = (list: string, schema: string, progressPage: string): string =>
  `<a href="${list}">exercises.json</a> lists the exercises without their answers; its shape is promised by a <a href="${schema}">JSON Schema</a>. Your own progress leaves as a file from <a href="${progressPage}">the progress page</a>.`;
