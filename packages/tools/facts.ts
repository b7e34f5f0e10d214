/** npm run facts: prints every fact with its age, oldest first, and marks second-hand ones (`--second-hand`: only those). */
import { everyFact, type FoundFact } from '@scaling-workbook/formulas/fact-list';
import { formatQuantity } from '@scaling-workbook/formulas/units';

/** Since a day, a month or a year. A year counts from its end, so that no fact looks older than it is. */
export function monthsSince(date: string, now: Date): number {
  const [year = NaN, month = 12] = date.split('-').map(Number);
  return Math.max(0, 12 * (now.getFullYear() - year) + now.getMonth() + 1 - month);
}

/** A line for each fact, oldest first, and one that counts them. */
export function report(facts: readonly FoundFact[], now: Date): string {
  const rows = facts
    .map((found) => ({ ...found, months: monthsSince(found.fact.date, now) }))
    .sort((a, b) => b.months - a.months || a.path.localeCompare(b.path));
  const lines = rows.map(({ path, months, fact: { value, unit, date, source, secondHand } }) => {
    const mark = (secondHand === true ? 'second-hand' : '').padEnd(11);
    return `${String(months).padStart(3)} months  ${mark}  ${path}: ${formatQuantity(value, unit)}  (${date}; ${source})`;
  });
  const secondHand = rows.filter(({ fact }) => fact.secondHand).length;
  const oldest = String(rows[0]?.months ?? 0);
  return [...lines, '', `${String(rows.length)} facts, ${String(secondHand)} of them second-hand; the oldest ${oldest} months old`].join(
    '\n',
  );
}

if (import.meta.main) {
  const all = everyFact();
  console.log(report(process.argv.includes('--second-hand') ? all.filter(({ fact }) => fact.secondHand) : all, new Date()));
}
