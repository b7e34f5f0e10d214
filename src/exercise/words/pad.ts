/** The sentences of the working pad around its lines. */
export const padWords = {
  label: 'Your working, one step a line',
  /** Two lines of no exercise: what is typed, and how a name is used. HTML. */
  help: 'For example <code>pages = 300 * 2 kB</code> and in the next line <code>pages / 4 MB/s</code>. Units are checked, and a line that is a step of the derivation is ticked. The pad is kept with your progress.',
  noSteps:
    'The derivation could not be loaded, so lines are worked out but not compared. Check the connection, then close and open the pad.',
  tooMany: (lines: number): string => `Only the first ${String(lines)} lines are read.`,
  line: (at: number): string => `Line ${String(at + 1)}`,
  use: (amount: string, label: string): string => `Use ${amount} as my answer for “${label}”`,
};
