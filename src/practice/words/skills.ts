/** Skills: which are mastered, which are due, and when. */
export const heading = 'Skills';
export const metSoFar = (met: number, total: number): string => `${met} of ${total} practised so far.`;
/** A link. */
export const someDue = (count: number): string => (count === 1 ? 'One is due for review.' : `${count} are due for review.`);
export const noneDue = 'None is due for review.';
export const inOtherNumbers = (count: number): string =>
  count === 1 ? 'One exercise also solved with different numbers.' : `${count} exercises also solved with different numbers.`;
export const toRedo = (skills: readonly string[]): string => `To redo: ${skills.join('; ')}.`;
export const next = 'Suggested next';
export const metOfGroup = (group: string, met: number, total: number): string => `${group}: ${met} of ${total} practised`;

export const notMet = 'not practised yet';
export const missed = 'missed last time';
export const due = 'due';
export const dueAgain = (when: string): string => `due again ${when}`;

/** A future time, in whole days from now. */
export function inDays(days: number): string {
  if (days < 1) return 'today';
  if (days === 1) return 'tomorrow';
  return days < 60 ? `in ${days} days` : `in ${Math.round(days / 30)} months`;
}
