/**
 * What the review schedule is worth: simulated learners (see learner.ts) practise for a year by the site's schedule and by
 * naive ones. Run by `npm run bench`, or alone: `node tests/bench/review.ts [learners]`. Seeded: the same figures
 * on every machine.
 */
import { pathToFileURL } from 'node:url';
import { bookSkills, fixed, memories, ours, year, type BookSkill, type Memory, type Schedule, type Year } from './learner.ts';

const doubling = (row: number): number => 2 ** row;
const seven = (): number => 7;

interface Averages {
  readonly reviews: number;
  readonly minutes: number;
  readonly recall: number;
  readonly solved: number;
  readonly later: number;
}

function average(skills: readonly BookSkill[], memory: (random: () => number) => Memory, schedule: Schedule, learners: number): Averages {
  const years = Array.from({ length: learners }, (_, i) => year({ skills, memory, schedule, seed: `learner ${String(i)}` }));
  const mean = (key: keyof Year): number => years.reduce((sum, one) => sum + one[key], 0) / learners;
  const reviews = mean('reviews');
  return { reviews, minutes: mean('minutes'), recall: mean('recall'), solved: mean('solved') / reviews, later: mean('later') };
}

/** The value between the two at which the schedule takes that many minutes, within half a per cent; higher values take fewer minutes. */
function tuned(
  wanted: number,
  [low, high]: readonly [number, number],
  measure: (value: number) => Averages,
): Averages & { readonly value: number } {
  for (let tries = 1; ; tries += 1) {
    const middle = Math.sqrt(low * high);
    const found = measure(middle);
    if (tries === 12 || Math.abs(found.minutes / wanted - 1) < 0.005) return { value: middle, ...found };
    if (found.minutes > wanted) low = middle;
    else high = middle;
  }
}

interface Comparison {
  readonly memory: string;
  readonly rows: readonly (readonly [schedule: string, averages: Averages])[];
}

async function compareSchedules(learners: number): Promise<readonly Comparison[]> {
  const skills = await bookSkills();
  return Object.entries(memories).map(([name, memory]) => {
    const measure = (schedule: Schedule): Averages => average(skills, memory, schedule, learners);
    const own = measure(ours);
    const growing = tuned(own.minutes, [1.02, 8], (factor) => measure(fixed((row) => factor ** row)));
    const steady = tuned(own.minutes, [1, 120], (days) => measure(fixed(() => days)));
    return {
      memory: name,
      rows: [
        ['the site’s, 90 % wanted', own],
        ['1, 2, 4, 8 … days', measure(fixed(doubling))],
        ['every 7 days', measure(fixed(seven))],
        [`every ${steady.value.toFixed(1)} days (same minutes)`, steady],
        [`× ${growing.value.toFixed(2)} each time (same minutes)`, growing],
      ],
    };
  });
}

const percent = (x: number): string => `${(100 * x).toFixed(1)} %`.padStart(9);

export default async function benchReview({ learners = 10 } = {}): Promise<void> {
  console.log(`Review schedules: ${String(learners)} simulated learners, all skills, a year of daily practice.`);
  console.log('“known”: mean chance of recall over all skills met and all days; “solved”: share of reviews solved at once;');
  console.log('“a month later”: mean chance of recall after 30 days without practice at the end of the year.');
  for (const { memory, rows } of await compareSchedules(learners)) {
    console.log(
      `\nmemory: ${memory}`.padEnd(40) +
        ['reviews', 'minutes', 'known', 'solved', 'a month later'].map((head) => head.padStart(14)).join(''),
    );
    for (const [name, { reviews, minutes, recall, solved, later }] of rows)
      console.log(
        `  ${name}`.padEnd(39) +
          [reviews.toFixed(0).padStart(9), minutes.toFixed(0).padStart(9), percent(recall), percent(solved), percent(later)]
            .map((cell) => cell.padStart(14))
            .join(''),
      );
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await benchReview({ learners: Number(process.argv[2] ?? 10) });
