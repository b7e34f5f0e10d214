/** npm run facts [-- --second-hand]: prints every fact with its age, oldest first, and marks what is second-hand; or those alone. */
import { accelerators } from '@scaling-workbook/formulas/hardware';
import { models } from '@scaling-workbook/formulas/models';
import { prices } from '@scaling-workbook/formulas/prices';
import { smLimits } from '@scaling-workbook/formulas/sm-limits';
import { trainingRuns } from '@scaling-workbook/formulas/training-runs';
import { formatQuantity } from '@scaling-workbook/formulas/units';

interface Fact {
  readonly value: number;
  readonly unit: string;
  readonly source: string;
  readonly date: string;
  readonly secondHand?: true;
}
interface NamedFact extends Fact {
  readonly path: string;
}

const isFact = (x: unknown): x is Fact => typeof x === 'object' && x !== null && 'value' in x && 'source' in x && 'date' in x;

/** Every fact inside a record, with the path that leads to it. */
function factsIn(record: unknown, path: string): readonly NamedFact[] {
  if (isFact(record)) return [{ path, ...record }];
  if (typeof record !== 'object' || record === null) return [];
  return Object.entries(record).flatMap(([key, value]) => factsIn(value, `${path} ${key}`));
}

const named = <T>(records: readonly T[], nameOf: (record: T) => string): readonly NamedFact[] =>
  records.flatMap((record) => factsIn(record, nameOf(record)));
const facts = [
  ...named(accelerators, ({ id }) => id),
  ...named(models, ({ id }) => id),
  ...named(prices, ({ accelerator, provider, offer }) => `${accelerator} at ${provider}, ${offer},`),
  ...named(trainingRuns, ({ name }) => `training of ${name}`),
  ...factsIn(smLimits, 'compute capability'),
];

/** Months since a date that may be a day, a month or a year. A year counts from its end, so that no fact looks older than it is. */
function monthsSince(date: string, now: Date): number {
  const [year = NaN, month = 12] = date.split('-').map(Number);
  return Math.max(0, 12 * (now.getFullYear() - year) + now.getMonth() + 1 - month);
}

const now = new Date();
const onlySecondHand = process.argv.includes('--second-hand');
const rows = facts
  .filter(({ secondHand }) => secondHand === true || !onlySecondHand)
  .map((fact) => ({ ...fact, months: monthsSince(fact.date, now) }))
  .sort((a, b) => b.months - a.months || a.path.localeCompare(b.path));
for (const { path, value, unit, date, months, secondHand, source } of rows) {
  const age = `${String(months).padStart(3)} months`;
  console.log(
    `${age}  ${secondHand === true ? 'second-hand' : '           '}  ${path}: ${formatQuantity(value, unit)}  (${date}; ${source})`,
  );
}
const retold = rows.filter(({ secondHand }) => secondHand === true).length;
console.log(`\n${String(rows.length)} facts, ${String(retold)} of them second-hand; the oldest ${String(rows[0]?.months ?? 0)} months old`);
