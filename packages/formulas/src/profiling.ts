/** Reading a profile: what removing, speeding up, fusing or overlapping a part of it is worth. */
import { formula, fraction, nonNegative, openFraction, optional, positive } from './formula.ts';

const amdahl = 'Amdahl 1967, Validity of the single processor approach, doi:10.1145/1465482.1465560';
const logGp = 'Alexandrov et al. 1997, LogGP, doi:10.1006/jpdc.1997.1346';
const time = (symbol: string, means: string) => nonNegative('s', symbol, means);
const more = (symbol: string) => optional(time(symbol, 'a further time'), 0);
const total = positive('s', 'T', 'time of the whole');
const removed = time('T_r', 'time that is removed');
const communication = positive('s', 'T_{\\text{comm}}', 'time of the communication');
const compute = time('T_{\\text{comp}}', 'independent compute it can hide behind');

export const totalTime = formula({
  title: 'Total time',
  about: 'The total time of several consecutive steps. Times left out count as 0.',
  takes: {
    first: time('T_1', 'the first time'),
    second: time('T_2', 'the second time'),
    third: more('T_3'),
    fourth: more('T_4'),
    fifth: more('T_5'),
    sixth: more('T_6'),
  },
  example: { first: 0.03, second: 0.012 },
  gives: 's',
  symbol: 'T',
  tex: ({ first, second, third, fourth, fifth, sixth }) => `${first} + ${second} + ${third} + ${fourth} + ${fifth} + ${sixth}`,
  of: ({ first, second, third, fourth, fifth, sixth }) => first + second + third + fourth + fifth + sixth,
  source: amdahl,
});

export const remainingTime = formula({
  title: 'Remaining time',
  about: 'The time that remains when part of the work no longer has to be done.',
  takes: { total, removed },
  example: { total: 0.12, removed: 0.021 },
  gives: 's',
  tex: ({ total, removed }) => String.raw`${total} - ${removed}`,
  of: ({ total, removed }) => total - removed,
  refuse: ({ total, removed }) =>
    removed > total ? `removed must not exceed total, got ${String(removed)} of ${String(total)}` : undefined,
  slips: [
    {
      name: 'the-part',
      say: 'That is the part removed. The question asks for what remains.',
      of: ({ removed }) => removed,
    },
  ],
  source: amdahl,
});

export const removalSpeedup = formula({
  title: 'Speed-up from removing a part',
  about: 'How many times as fast the whole is without a part of it. It is always more than one plus the share removed.',
  takes: { total, removed },
  example: { total: 0.12, removed: 0.021 },
  gives: '1',
  symbol: 'S',
  tex: ({ total, removed }) => String.raw`\frac{${total}}{${total} - ${removed}}`,
  of: ({ total, removed }) => total / (total - removed),
  refuse: ({ total, removed }) =>
    removed >= total ? `removed must be below total, got ${String(removed)} of ${String(total)}` : undefined,
  slips: [
    {
      name: 'share-added',
      say: 'That adds the share removed to one. The time gets shorter, so divide the old time by the new one.',
      of: ({ total, removed }) => 1 + removed / total,
    },
    {
      name: 'inverted',
      say: 'That is the new time over the old one. A speed-up is the old time over the new one.',
      of: ({ total, removed }) => (total - removed) / total,
    },
    {
      name: 'divided-by-removed',
      say: 'That divides by the time removed. Divide by the time that remains.',
      of: ({ total, removed }) => total / removed,
    },
  ],
  source: amdahl,
});

export const amdahlSpeedup = formula({
  title: "Amdahl's law",
  about: 'How much faster the whole gets when only a share of its time is sped up.',
  takes: { share: fraction('1', 'f', 'share of the time that gets faster'), factor: positive('1', 's', 'how many times as fast it gets') },
  example: { share: 0.35, factor: 3 },
  gives: '1',
  symbol: 'S',
  tex: ({ share, factor }) => String.raw`\frac{1}{(1 - ${share}) + ${share} / ${factor}}`,
  of: ({ share, factor }) => 1 / (1 - share + share / factor),
  slips: [
    {
      name: 'weighted-mean',
      say: 'That averages the speeds. Times add up, not speeds: the unchanged fraction keeps its time.',
      of: ({ share, factor }) => 1 - share + share * factor,
    },
  ],
  source: amdahl,
});

export const amdahlLimit = formula({
  title: "Limit of Amdahl's law",
  about: 'The speed-up if a share of the time took no time at all. Nothing done to that fraction alone can gain more.',
  takes: { share: openFraction('1', 'f', 'share of the time that gets faster') },
  example: { share: 0.35 },
  gives: '1',
  symbol: 'S_\\infty',
  tex: ({ share }) => String.raw`\frac{1}{1 - ${share}}`,
  of: ({ share }) => 1 / (1 - share),
  slips: [
    {
      name: 'over-the-share',
      say: 'That divides by the share removed. What remains is one minus the share: divide by that.',
      of: ({ share }) => 1 / share,
    },
  ],
  source: amdahl,
});

export const hiddenShare = formula({
  title: 'Share of communication hidden',
  about: 'How much of a communication runs behind compute that does not wait for it. Compute that needs the result hides nothing.',
  takes: { communication, compute },
  example: { communication: 0.009, compute: 0.006 },
  gives: '1',
  tex: ({ communication, compute }) => String.raw`\min\left(1,\ \frac{${compute}}{${communication}}\right)`,
  of: ({ communication, compute }) => Math.min(1, compute / communication),
  slips: [
    {
      name: 'inverted',
      say: 'The ratio is upside down: divide the compute by the communication it hides, and stop at 100 %.',
      of: ({ communication, compute }) => communication / compute,
    },
    {
      name: 'not-capped',
      say: 'No more than all of it can be hidden: the share stops at 100 %.',
      of: ({ communication, compute }) => compute / communication,
    },
  ],
  source: logGp,
});

export const exposedTime = formula({
  title: 'Exposed communication',
  about: 'What remains of a communication after all independent compute has run beside it.',
  takes: { communication, compute },
  example: { communication: 0.009, compute: 0.006 },
  gives: 's',
  tex: ({ communication, compute }) => String.raw`\max\left(0,\ ${communication} - ${compute}\right)`,
  of: ({ communication, compute }) => Math.max(0, communication - compute),
  slips: [
    {
      name: 'not-hidden',
      say: 'That is the whole communication. What runs beside independent compute costs no time of its own.',
      of: ({ communication }) => communication,
    },
  ],
  source: logGp,
});

export const overlappedTime = formula({
  title: 'Overlapped time',
  about: 'What compute and communication that do not wait for each other take together.',
  takes: { communication, compute },
  example: { communication: 0.009, compute: 0.006 },
  gives: 's',
  tex: ({ communication, compute }) => String.raw`\max\left(${compute},\ ${communication}\right)`,
  of: ({ communication, compute }) => Math.max(compute, communication),
  slips: [
    {
      name: 'one-after-the-other',
      say: 'That adds both times, as if one waited for the other. Side by side, the longer one decides.',
      of: ({ communication, compute }) => compute + communication,
    },
  ],
  source: logGp,
});
