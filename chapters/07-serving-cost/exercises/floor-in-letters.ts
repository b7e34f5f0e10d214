import { letter, md, parts } from '@scaling-workbook/exercises';

export default parts({
  title: 'The floor of the price, in letters',
  given: {
    p: letter('$/h', { from: 1, to: 100 }),
    W: letter('B/s', { from: 1e12, to: 1e14 }),
    Q: letter('B', { from: 1e10, to: 1e12 }),
    q: letter('B', { from: 1e8, to: 1e10 }),
  },
  ask: () =>
    md`Some chips rent for $p$ dollars an hour together, never idle, and read $W$ bytes a second together. They decode a model with $Q$ bytes of weights for readers with $q$ bytes of cache each, and the step is nothing but these reads. Below which price of a million tokens can they not get, however many readers there are? At which batch do they cost twice that? And how long does a step take then?`,
  fields: {
    floor: {
      label: 'Price that no batch gets below',
      unit: '$/Mtoken',
      byHand: '10^6 p q / (3600 W)',
      solve: ({ p, W, q }, f) =>
        f.costPerMillionTokens({
          pricePerHour: p,
          rate: f.decodeThroughputCeiling({ kvBytesPerSequence: q, bandwidth: W }),
          utilization: 1,
        }),
    },
    batch: {
      label: 'Batch at twice that price',
      unit: 'sequence',
      byHand: 'Q/q',
      solve: ({ Q, q }, f) => f.halfCeilingBatch({ weightBytes: Q, kvBytesPerSequence: q }),
    },
    step: {
      label: 'Step at that batch',
      unit: 's',
      byHand: '2 Q / W',
      solve: ({ Q, W }, f) => f.decodeMemoryTime({ weightBytes: Q, bandwidth: W, kvBytes: Q }),
      slips: [
        {
          name: 'weights-only',
          say: 'That reads the weights only. At this batch the caches are as many bytes again.',
          solve: ({ Q, W }) => Q / W,
        },
      ],
    },
    slower: {
      label: 'Nobody may wait longer than that for a token. How far could a larger batch still lower the price, if it were allowed?',
      options: () => [
        {
          text: md`To half of it at the very most.`,
          right: true,
          say: md`It costs twice the floor, and the floor is only approached. So a step of twice the weights’ read already gets half of all that batching can ever save.`,
        },
        {
          text: md`Without limit: every further reader shares the weights.`,
          right: false,
          say: md`Each shares the weights and brings a cache. The weights’ part of the price goes to zero; the cache’s part is the floor.`,
        },
        {
          text: md`Not at all: the machine is at its ceiling.`,
          right: false,
          say: md`It is at half of its ceiling: half of the step goes into the weights, which further readers would share.`,
        },
      ],
    },
  },
  hint: () => md`
A step of $B$ readers reads $Q + Bq$ bytes and makes $B$ tokens. Divide: each token costs the time of $Q/B + q$ bytes. What is left of that when $B$ grows, and where is it twice as much?
  `,
  after: () =>
    md`Slower than that is hardly worth selling: beyond $2Q/W$ each further doubling of the step saves less than the one before. The weights and the bandwidth set the speed at which a model is cheap; how many readers that takes is decided by the cache.`,
});
