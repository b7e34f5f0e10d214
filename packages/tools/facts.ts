/** npm run facts: prints every fact with its age, oldest first, and marks second-hand ones (`--second-hand`: only those). */
import type { Fact } from '@scaling-workbook/formulas/facts';
import { accelerators } from '@scaling-workbook/formulas/hardware';
import { models } from '@scaling-workbook/formulas/models';
import { prices } from '@scaling-workbook/formulas/prices';
import { smLimits } from '@scaling-workbook/formulas/sm-limits';
import { trainingRuns } from '@scaling-workbook/formulas/training-runs';
import { formatQuantity } from '@scaling-workbook/formulas/units';

interface Found {
  /** The keys that lead to the fact. */
  readonly path: string;
  readonly fact: Fact;
}

const isFact = (x: object): x is Fact => 'value' in x && 'source' in x && 'date' in x;

export function factsIn(record: unknown, path: string): readonly Found[] {
  if (typeof record !== 'object' || record === null) return [];
  if (isFact(record)) return [{ path, fact: record }];
  return Object.entries(record).flatMap(([key, value]) => factsIn(value, `${path} ${key}`));
}

/** Since a day, a month or a year. A year counts from its end, so that no fact looks older than it is. */
export function monthsSince(date: string, now: Date): number {
  const [year = NaN, month = 12] = date.split('-').map(Number);
  return Math.max(0, 12 * (now.getFullYear() - year) + now.getMonth() + 1 - month);
}

const everyFact = (): readonly Found[] => [
  ...accelerators.flatMap((chip) => factsIn(chip, chip.id)),
  ...models.flatMap((model) => factsIn(model, model.id)),
  ...prices.flatMap((price) => factsIn(price, `${price.accelerator} at ${price.provider}, ${price.offer},`)),
  ...trainingRuns.flatMap((run) => factsIn(run, `training of ${run.name}`)),
  ...factsIn(smLimits, 'compute capability'),
];

export function report(facts: readonly Found[], now: Date): string {
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
