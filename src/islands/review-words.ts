/** A time to come, in words. */
export function inWords(due: string, now: Date): string {
  const days = Math.round((Date.parse(due) - now.getTime()) / 86_400_000);
  if (days < 1) return 'today';
  if (days === 1) return 'tomorrow';
  return days < 60 ? `in ${String(days)} days` : `in ${String(Math.round(days / 30))} months`;
}
