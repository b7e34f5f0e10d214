/** Pages at addresses that have moved, were retired or never existed. */
export const retiredWords = {
  description: (title: string): string =>
    `The exercise “${title}” is no longer in the Scaling Workbook. This page says why, and what to do instead.`,
  /** `day` is written out: 27 November 2026. */
  since: (day: string): string => `This exercise was retired on ${day}.`,
  instead: 'Try this exercise instead:',
  noInstead: 'It has no replacement; see',
  all: 'all exercises',
  kept: 'If you solved it, your record of it is kept and is included in your progress file.',
} as const;

export const movedWords = {
  description: (title: string): string => `The page “${title}” of the Scaling Workbook has a new address.`,
  now: 'This page has moved to',
} as const;

export const missingWords = {
  title: 'Page not found (404)',
  description: 'The Scaling Workbook has no page at this address.',
  say: 'There is no page at this address. It may be misspelt, or the link was cut off.',
  exercise: (id: string): string =>
    `There is no exercise “${id}” and never was: renamed and retired exercises keep their addresses. The link may have been cut off.`,
  look: 'What you may be looking for:',
  start: 'The home page',
  exercises: 'All exercises',
  formulas: 'All formulas',
} as const;
