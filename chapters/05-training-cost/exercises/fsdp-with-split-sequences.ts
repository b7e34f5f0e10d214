import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { over, ours, podChips, v5p } from '../tpu-run.ts';

const run = (tokens: number, chips: number) => ({ tokens: amount(tokens, 'token'), chips: amount(chips, '1') });

export default parts({
  title: 'FSDP with sequences split',
  book: 'sb-applied-training-t8',
  given: { ...run(2 ** 22, podChips), chip: v5p.chip, peak: v5p.peak, link: v5p.link, axes: amount(3, '1') },
  ask: ({ tokens, chips, chip, peak, link, axes }) =>
    md`Now sequences may be split as well, so that FSDP spreads ${show(amount(tokens.value, '1'))} tokens over all ${chips} ${chip} chips. A chip does ${peak}; its links carry ${link} one way, two on each of the ${axes} axes that FSDP uses, all rings closed. How many tokens does each chip get, and how many would it need to hide the traffic?`,
  fields: {
    own: {
      label: 'Tokens on each chip',
      unit: 'token',
      byHand: 468.114,
      solve: ({ tokens, chips }, f) => f.tokensPerDevice({ tokens, devices: chips }),
      steps: [md`Dealt out evenly.`],
    },
    needed: {
      label: 'Tokens needed',
      unit: 'token',
      byHand: 850,
      solve: ({ peak, link, axes }, f) => f.dataParallelTokenLimit({ peak, bandwidth: over(link, axes, f) }),
      steps: [md`Both links of every axis.`, md`The ridge point of the links.`],
      slips: [
        {
          name: 'one-axis',
          say: 'That is one axis of the torus. FSDP may be laid over all of them.',
          solve: ({ peak, link }, f) => f.dataParallelTokenLimit({ peak, bandwidth: over(link, 1, f) }),
        },
      ],
    },
    bound: {
      label: 'So a step is',
      options: ({ tokens, chips, peak, link, axes }, f) => {
        const own = f.tokensPerDevice({ tokens, devices: chips });
        const needed = f.dataParallelTokenLimit({ peak, bandwidth: f.ringBandwidth({ bandwidth: link, directions: 2, axes }) });
        const both = md`${show(own, { digits: 3 })} a chip against ${show(needed, { digits: 3 })}.`;
        return [
          { text: md`bound by the links`, right: own.value < needed.value, say: both },
          { text: md`bound by the arithmetic`, right: own.value >= needed.value, say: md`It has ${both}` },
        ];
      },
    },
  },
  hint: () => md`
$B/N$ against $C/(M W)$, where $W$ counts both links of one axis.
  `,
  after: ({ tokens, chips, peak, link, axes }, f) => {
    const own = f.tokensPerDevice({ tokens, devices: chips });
    const needed = f.dataParallelTokenLimit({ peak, bandwidth: f.ringBandwidth({ bandwidth: link, directions: 2, axes }) });
    const most = show(f.devicesForBatch({ tokens, limit: needed }));
    if (own.value >= needed.value)
      return md`So FSDP alone is compute-bound here, and would be on up to ${most} chips. With more of them, mix in tensor parallelism to move less.`;
    return md`At full peak the arithmetic would hide ${show(amount(own.value / needed.value, '1'), { as: '%', digits: 2 })} of the traffic. Fewer chips would be compute-bound with FSDP alone: up to ${most} of them. To use all, move less: mix in tensor parallelism.`;
  },
  fresh: {
    'google-s-links': { link: ours.link },
    '16m-tokens': run(2 ** 24, podChips),
    '4096-chips': run(2 ** 22, 4096),
    'two-axes': { axes: amount(2, '1') },
    'v4-4096': { ...run(2 ** 22, 4096), chip: 'TPU v4', peak: amount(2.75e14, 'FLOP/s'), link: amount(45e9, 'B/s') },
  },
});
