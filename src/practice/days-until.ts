/** Whole days until a future time. */
export const daysUntil = (due: string, now: Date): number => Math.round((Date.parse(due) - now.getTime()) / 86_400_000);
