import { amount, md, numeric, show } from '@scaling-workbook/exercises';

const lengths = (shortest: number, mean: number, longest: number) => ({
  shortestTokens: amount(shortest, 'token'),
  meanTokens: amount(mean, 'token'),
  longestTokens: amount(longest, 'token'),
});

export default numeric({
  title: 'Waiting for the longest answer',
  original: '6.5',
  given: lengths(50, 200, 500),
  ask: ({ shortestTokens, meanTokens, longestTokens }) =>
    md`A server decodes in static batches: a batch starts together, and its slots are free again when its last answer is done. The answers are between ${shortestTokens} and ${longestTokens} long, ${meanTokens} on average, and every batch contains one of the longest. What fraction of slot-steps produces a token?`,
  label: 'Utilisation',
  unit: '%',
  solve: ({ meanTokens, longestTokens }, f) => f.staticBatchingUtilization({ meanTokens, longestTokens }),
  byHand: 40,
  slips: [
    {
      name: 'shortest-over-longest',
      say: 'That is the worst slot, the one with the shortest answer. Average over all slots.',
      solve: ({ shortestTokens, longestTokens }) => shortestTokens / longestTokens,
    },
    {
      name: 'range',
      say: 'That measures from the shortest answer. A slot works from its first token on: do not subtract it.',
      solve: ({ shortestTokens, meanTokens, longestTokens }) => (meanTokens - shortestTokens) / (longestTokens - shortestTokens),
    },
  ],
  steps: [
    md`
Every slot is held for as many steps as the longest answer has tokens. On average it works for as many as the mean.
    `,
  ],
  hint: () => md`
Draw three slots as bars of different length, and a box round them that is as wide as the longest. How much of the box is ink?
  `,
  after: ({ meanTokens, longestTokens }, f) => {
    const utilization = f.continuousBatchingFloor({ requests: 256, batch: 8, meanTokens, longestTokens });
    // A bound from below is rounded down.
    const floor = amount(Math.floor(utilization.value * 100) / 100, '1');
    return md`*Continuous batching* gives a slot to the next request the step after it falls free. With requests always waiting that is worth up to ${show(f.continuousBatchingGain({ meanTokens, longestTokens }), { digits: 3 })} times the throughput. Only the end is wasted, when nobody waits any more: 256 such requests through 8 slots use at least ${show(floor, { as: '%' })} of the slot-steps, in whatever order they come.`;
  },
  fresh: {
    'labels-5-8-12': lengths(5, 8, 12),
    'summaries-80-160-256': lengths(80, 160, 256),
    'chat-10-250-1000': lengths(10, 250, 1000),
    'code-30-400-2048': lengths(30, 400, 2048),
    'reasoning-300-2500-16000': lengths(300, 2500, 16_000),
  },
});
