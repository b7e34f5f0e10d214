/** The text of the working pad around its lines. */
export const padWords = {
  label: 'Your working, one step per line',
  /** The example belongs to no exercise. HTML. */
  help: 'For example <code>pages = 300 * 2 kB</code> and on the next line <code>pages / 4 MB/s</code>. Units are checked, and a line that matches a step of the derivation is ticked. The pad is saved with your progress.',
  noSteps:
    'The derivation could not be loaded, so lines are calculated but not compared. Check your connection, then close and reopen the pad.',
  tooMany: (lines: number): string => `Only the first ${String(lines)} lines are read.`,
  line: (at: number): string => `Line ${String(at + 1)}`,
  use: (amount: string, label: string): string => `Use ${amount} as my answer for “${label}”`,
};
