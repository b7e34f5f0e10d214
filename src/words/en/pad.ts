/** The sentences of the working pad around its lines; what it says to a line is in packages/exercises/src/pad-feedback.ts. */
export const padWords = {
  label: 'Your working, one step a line',
  /** Two lines of no exercise: what is typed, and how a name is used. */
  example: ['pages = 300 * 2 kB', 'pages / 4 MB/s'],
  help: [
    'For example ',
    ' and in the next line ',
    '. Units are checked, and a line that is a step of the derivation is ticked. The pad is kept with your progress.',
  ],
  noSteps:
    'The derivation could not be loaded, so lines are worked out but not compared. Check the connection, then close and open the pad.',
  tooMany: (lines: number): string => `Only the first ${String(lines)} lines are read.`,
  line: (at: number): string => `Line ${String(at + 1)}`,
  use: (amount: string, label: string): string => `Use ${amount} as my answer for “${label}”`,
};
