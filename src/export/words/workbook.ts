/** The printable workbook. */
export const title = 'The printable workbook';
export const description = 'Every exercise of the Scaling Workbook on paper, with room to write; the answers are at the back.';
export const intro =
  'Print this page: every exercise gets room to write, and the answers with their derivations come on the last pages. They are at the end of this page, too.';
export const inUnit = (label: string, unit: string): string => `${label} in ${unit}:`;
export const toAnswer = 'Answer at the back';
export const answers = 'Answers';
