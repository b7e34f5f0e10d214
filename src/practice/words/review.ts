/** The review: one due skill after the other. */
export const title = 'Review';
export const description = 'Every skill comes back when you are about to forget it, each time in other numbers.';
export const intro =
  'What you solved in the chapters comes back here when you are about to forget it: the skill, not the text, so each time with other numbers. What you miss comes again the same day. The schedule is kept in this browser alone.';
export const needsScript = 'The schedule is kept by JavaScript, which is off in this browser.';

/** HTML. Nothing is said of what is none. */
export const tally = (due: number, redo: number, done: number): string =>
  [`<strong>${due}</strong> due`, ...(redo > 0 ? [`${redo} to redo`] : []), ...(done > 0 ? [`${done} done`] : [])].join(', ');
export const start = 'Start';
export const empty =
  'Nothing is here yet. Solve an exercise in any chapter, and the skill behind it will come back in time, in other numbers.';
export const nothingDue = (when: string, skill: string): string => `Nothing is due. Next, ${when}: ${skill}.`;
export const practiseNow = 'Practise it now';

export const why = { due: 'due', redo: 'once more', early: 'ahead of time' } as const;
export const loading = 'Loading …';
export const notLoaded = 'This exercise could not be loaded. Check the connection, then reload the page.';
export const outcome = {
  good: 'Solved unaided.',
  hard: 'Solved, with some help.',
  missed: 'Not yet. It comes again today, in other numbers.',
} as const;
export const dueAgain = (when: string): string => `This skill is due again ${when}.`;
export const next = 'Next';
export const giveUp = 'Give up on this one';
export const ownPage = 'Its own page';
