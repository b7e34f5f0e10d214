import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { asked, untilFriday } from '../cluster.ts';

const day = 86_400;

export default parts({
  title: 'The bill, and what may go wrong',
  given: {
    gpus: asked.gpus,
    time: untilFriday,
    pricePerHour: amount(2, '$/h'),
    interruptions: amount(419, '1'),
    reportedGpus: amount(16_384, 'GPU'),
    reportedTime: amount(54 * day, 's'),
    spare: amount(8 * 3600, 's'),
  },
  ask: ({ gpus, time, pricePerHour, interruptions, reportedGpus, reportedTime }) =>
    md`${gpus} for ${show(time, { as: 'h' })}, at ${pricePerHour} for each. How many GPU-hours is that, and how many dollars? Llama 3 405B met [${interruptions} unexpected interruptions](https://arxiv.org/abs/2407.21783) in ${show(reportedTime, { as: 'day' })} on ${reportedGpus}. If your GPUs fail as often as those, how many do you have to expect?`,
  fields: {
    hours: {
      label: 'GPU-hours',
      unit: 'GPU*h',
      byHand: 6656,
      solve: ({ gpus, time }, f) => f.gpuHours({ gpus, time }),
      steps: [md`Every GPU for every hour.`],
    },
    dollars: {
      label: 'Bill',
      unit: '$',
      byHand: 13_312,
      solve: ({ pricePerHour }, f, earlier) => f.trainingDollars({ gpuHours: earlier('hours'), pricePerHour }),
      steps: [md`At the price of one.`],
    },
    failures: {
      label: 'Interruptions to expect',
      unit: '1',
      byHand: 0.131342,
      solve: ({ interruptions, reportedGpus, reportedTime, gpus, time }, f) =>
        f.expectedInterruptions({ interruptions, reportedGpus, reportedTime, gpus, time }),
      steps: [md`In proportion to GPUs and time.`],
    },
    plan: {
      label: 'What do you plan for?',
      options: ({ gpus, time, reportedGpus, reportedTime, interruptions }, f) => {
        const expected = show(f.expectedInterruptions({ interruptions, reportedGpus, reportedTime, gpus, time }), { digits: 2 });
        return [
          {
            text: md`One failure at most: write a checkpoint every hour or two, and keep a few hours in hand before the deadline.`,
            right: true,
            say: md`With ${expected} expected, one is possible and two are unlikely. What an hourly checkpoint can lose is an hour. Most first runs lose more time to mistakes of their own, so test a short run with a restart on Monday morning.`,
          },
          {
            text: md`No failure: with so few GPUs none is to be expected, so write a checkpoint at the end.`,
            right: false,
            say: md`${expected} expected is not none. It is a chance of about that size to lose everything.`,
          },
          {
            text: md`A failure every few hours, as on the large cluster: write a checkpoint every few minutes.`,
            right: false,
            say: md`The large cluster has more than a hundred times as many GPUs. With ${expected} expected in all, checkpoints every few minutes would cost more than they save.`,
          },
        ];
      },
    },
  },
  hint: () => md`
Failures go with GPU-hours: what share of the reported GPU-hours is yours?
  `,
  after: ({ gpus, spare, pricePerHour }, f) => {
    const idle = f.trainingDollars({ gpuHours: f.gpuHours({ gpus, time: spare }), pricePerHour });
    return md`Rented GPUs cost the same idle or busy. The ${show(spare, { as: 'h' })} of a first working day spent on finding out why the loss is NaN are ${show(idle, { digits: 2 })}, more than any failure of the hardware is likely to cost you.`;
  },
  fresh: {
    'six-dollars': { pricePerHour: amount(6, '$/h') },
    'two-weeks': { time: amount(14 * day, 's') },
    '128-gpus': { gpus: amount(128, 'GPU') },
    '128-gpus-for-a-week': { gpus: amount(128, 'GPU'), time: amount(7 * day, 's') },
    '16-gpus-for-a-month': { gpus: amount(16, 'GPU'), time: amount(30 * day, 's') },
  },
});
