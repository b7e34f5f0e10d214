/** What is said at addresses where no exercise stands (any more). */
export const retiredWords = {
  description: (title: string): string =>
    `The exercise “${title}” is no longer in the Scaling Workbook. This page says why, and what to do instead.`,
  /** `day` is written out: 27 November 2026. */
  since: (day: string): string => `This exercise was retired on ${day}.`,
  instead: 'In its place there is',
  noInstead: 'Nothing stands in its place; see',
  all: 'all exercises',
  kept: 'If you have solved it, your record of it stays where it is and leaves with your progress file.',
} as const;

export const movedWords = {
  description: (title: string): string => `The exercise “${title}” of the Scaling Workbook stands at another address now.`,
  now: 'This exercise stands at another address now:',
} as const;

export const movedFormulaWords = {
  description: (title: string): string => `The formula “${title}” of the Scaling Workbook stands at another address now.`,
  now: 'This formula stands at another address now:',
} as const;

export const missingWords = {
  title: 'There is no such page (404)',
  description: 'There is no page of the Scaling Workbook at this address.',
  say: 'There is no page at this address. Perhaps it is misspelt, or the link was cut off.',
  exercise: (id: string): string =>
    `There is no exercise “${id}”, and there never was: renamed and retired ones keep their address. Perhaps the link was cut off.`,
  look: 'What you may be looking for:',
  start: 'The start page',
  exercises: 'All exercises',
  formulas: 'All formulas',
} as const;
