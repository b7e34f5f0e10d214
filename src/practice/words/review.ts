/** The review of due skills. */
export const title = 'Review';
export const description = 'Every skill comes back when you are about to forget it, each time with different numbers.';
export const intro =
  'The skills behind the exercises you have solved come back here when you are about to forget them, each time with different numbers. What you miss comes back the same day. The schedule stays in this browser.';
export const needsScript = 'The review needs JavaScript, which is off in this browser.';

/** HTML. Zero counts are left out, except of what is due. */
export const tally = (due: number, redo: number, done: number): string =>
  [`<strong>${due}</strong> due`, ...(redo > 0 ? [`${redo} to redo`] : []), ...(done > 0 ? [`${done} done`] : [])].join(', ');
export const start = 'Start';
export const empty =
  'Nothing here yet. Solve an exercise in any chapter, and the skill behind it will come back in time, with different numbers.';
export const nothingDue = (when: string, skill: string): string => `Nothing is due. Next up ${when}: ${skill}.`;
export const practiseNow = 'Practise it now';

export const why = { due: 'due', redo: 'again', early: 'ahead of schedule' } as const;
export const loading = 'Loading …';
export const notLoaded = 'This exercise could not be loaded. Check your connection, then reload the page.';
export const outcome = {
  good: 'Solved unaided.',
  hard: 'Solved, with some help.',
  missed: 'Not yet. It comes back today with different numbers.',
} as const;
export const dueAgain = (when: string): string => `This skill is due again ${when}.`;
export const next = 'Next';
export const giveUp = 'Give up on this one';
export const ownPage = 'Open its page';
