/**
 * What the review schedule is worth: simulated learners (see learner.mjs) practise for a year by the site's schedule and by
 * naive ones. Run by `npm run bench`, or alone: `node packages/tools/bench-review.mjs [learners]`. Seeded: the same figures
 * on every machine.
 */
import { pathToFileURL } from 'node:url';
import { bookSkills, fixed, memories, ours, year } from './learner.mjs';

const doubling = (row) => 2 ** row;
const seven = () => 7;

function average(skills, memory, schedule, learners) {
  const years = Array.from({ length: learners }, (_, i) => year({ skills, memory, schedule, seed: `learner ${i}` }));
  const mean = (key) => years.reduce((sum, one) => sum + one[key], 0) / learners;
  const reviews = mean('reviews');
  return { reviews, minutes: mean('minutes'), recall: mean('recall'), solved: mean('solved') / reviews, later: mean('later') };
}

/** The value between the two at which the schedule takes as many minutes as that, to half a per cent; fewer minutes for higher values. */
function tuned(wanted, [low, high], measure) {
  let middle;
  let found;
  for (let i = 0; i < 12; i += 1) {
    middle = Math.sqrt(low * high);
    found = measure(middle);
    if (Math.abs(found.minutes / wanted - 1) < 0.005) break;
    if (found.minutes > wanted) low = middle;
    else high = middle;
  }
  return { value: middle, ...found };
}

export async function compareSchedules(learners) {
  const skills = await bookSkills();
  return Object.entries(memories).map(([name, memory]) => {
    const measure = (schedule) => average(skills, memory, schedule, learners);
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

const percent = (x) => `${(100 * x).toFixed(1)} %`.padStart(9);

export default async function benchReview({ learners = 10 } = {}) {
  console.log(`Review schedules: ${learners} simulated learners, 37 skills, a year of daily practice.`);
  console.log('“known”: mean chance of recall over all skills met and all days; “solved”: share of reviews solved at once;');
  console.log('“a month later”: mean chance of recall after 30 days without practice at the end of the year.');
  const compared = await compareSchedules(learners);
  for (const { memory, rows } of compared) {
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
  return compared;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await benchReview({ learners: Number(process.argv[2] ?? 10) });
