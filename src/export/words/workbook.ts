/** The printable workbook. */
export const title = 'The printable workbook';
export const description = 'Every exercise of the Scaling Workbook on paper, with space to write; the answers are at the back.';
export const intro =
  'Print this page: every exercise comes with space to write, and the answers and derivations are on the last pages. On screen, they are at the end of this page.';
export const toAnswer = 'Answer at the back';
export const answers = 'Answers';
