import { amount, choice, md, show } from '@scaling-workbook/exercises';

export default choice({
  title: 'Two gauges, both low',
  given: { memory: amount(0.4, '1'), compute: amount(0.05, '1') },
  ask: ({ memory, compute }) =>
    md`A profiler reports for one kernel: ${show(memory, { as: '%' })} of the memory bandwidth, ${show(compute, { as: '%' })} of the compute peak. What does it say?`,
  label: 'Pick the sentence that holds',
  options: ({ memory, compute }, f) => {
    const room = show(f.ratio({ first: 1, second: memory }), { digits: 2 });
    return [
      {
        text: md`
It is compute-bound: compute is the gauge that is short.
        `,
        right: false,
        say: md`The gauge shows what is used, and the limit is what is used up. At ${show(compute, { as: '%' })} the compute units are nearly idle: they wait. *Between roof and measurement* reads both gauges together.`,
      },
      {
        text: md`
It is memory-bound, and there is nothing left to gain.
        `,
        right: false,
        say: md`Memory is the nearer roof, but ${show(memory, { as: '%' })} is far from it: the same bytes could be moved up to ${room} times as fast. *Between roof and measurement* says what to look at then.`,
      },
      {
        text: md`
Neither roof is reached. Look for what keeps the memory from being busy: too few warps, too few blocks, scattered accesses, one step waiting for another.
        `,
        right: true,
        say: md`The memory side is nearer, with ${room} times to go, and the kernel waits on latency rather than on bandwidth. Its occupancy, its grid and its access pattern are the places to look.`,
      },
      {
        text: md`
It is healthy: together the machine is busy for almost half of the time.
        `,
        right: false,
        say: md`
The two percentages measure different roofs, and they run at the same time. Adding them means nothing; the larger one says how close the kernel is to any roof.
        `,
      },
    ];
  },
  hint: () => md`
Ask how far the kernel is from each of its roofs.
  `,
  after: ({ memory }, f) =>
    md`A kernel near a roof shows one gauge near its end. If none is, no roof explains the time, and more bandwidth or more FLOP/s would change nothing. At ${show(memory, { as: '%' })} there is up to ${show(f.ratio({ first: 1, second: memory }), { digits: 2 })} times to gain by giving the memory more to do at once.`,
});
