import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { ours, v5e } from '../chips.ts';
import { invented, sliceOf } from '../invented-model.ts';

const batchOf = (sequences: number) => ({ batch: amount(sequences, 'sequence') });
const ranks = [4, 8, 16, 32];

export default parts({
  title: 'How to shard for prefill and for decode',
  book: 'sb-inference-4',
  given: {
    params: amount(18.4e9, 'param'),
    layers: invented.layers,
    hidden: invented.hidden,
    kvHeads: invented.kvHeads,
    headDim: invented.headDim,
    bytesPerParam: amount(1, 'B/param'),
    bytesPerElement: amount(1, 'B/element'),
    ...batchOf(32),
    context: amount(8192, 'token'),
    ...v5e,
    int8: amount(3.94e14, 'FLOP/s'),
    ...sliceOf(16),
  },
  ask: ({ params, layers, hidden, kvHeads, headDim, batch, context, chip, int8, bandwidth, link, gpus }) =>
    md`
The model of the first problem (${params}, ${layers} layers, an MLP of ${hidden}, ${kvHeads} key and value heads of width ${headDim}) is served on ${show(gpus, { as: 'chip' })} (${chip}). Weights, activations, caches and arithmetic are int8: ${int8}, memory at ${bandwidth}, links of ${link} one way.

(a) In prefill the MLP is compute-bound. Up to how many ways can tensor parallelism split it before its links take longer? Count two matrices, and both axes of the slice as closed rings, as the companion book does. How many ways would you choose?

(b) In decode, with ${batch} and two links for each chip, up to how many ways can the same two matrices be split before the links take longer than reading them? How do you lay out the cache, $[2, B, S, K, H]$, so that no chip holds or reads more than its part? How much of it does each chip hold, with ${context} cached for every sequence? And how long does a step take?
`,
  fields: {
    prefill: {
      label: '(a) Ranks in prefill, at most',
      unit: '1',
      byHand: 14.970152,
      solve: ({ hidden, int8, link, bytesPerElement }, f) =>
        f.tensorParallelLimit({
          hidden,
          peak: int8,
          bandwidth: f.ringBandwidth({ bandwidth: link, directions: 2, axes: 2 }),
          bytesPerElement,
        }),
      steps: [md`Both links on each of two axes.`, md`Two matrices of arithmetic against a gather and a scatter of one-byte activations.`],
      slips: [
        {
          name: 'one-axis',
          say: 'That lets one axis carry the traffic. Both axes of the slice do.',
          solve: ({ hidden, int8, link, bytesPerElement }, f) =>
            f.tensorParallelLimit({ hidden, peak: int8, bandwidth: f.ringBandwidth({ bandwidth: link, directions: 2 }), bytesPerElement }),
        },
      ],
    },
    chosen: {
      label: 'Ranks that you choose, the rest of the chips taking parts of the prompt',
      options: ({ hidden, int8, link, bytesPerElement, chips }, f) => {
        const limit = f.tensorParallelLimit({
          hidden,
          peak: int8,
          bandwidth: f.ringBandwidth({ bandwidth: link, directions: 2, axes: 2 }),
          bytesPerElement,
        });
        const offered = ranks.filter((count) => count <= chips.value);
        const best = Math.max(...offered.filter((count) => count <= limit.value));
        return offered.map((count) => ({
          text: md`${String(count)}`,
          right: count === best,
          say:
            count === best
              ? md`The largest power of two below ${show(limit, { digits: 3 })}. Chips beyond that share the tokens of the prompt, whose exchange in attention is small.`
              : count > best
                ? md`${String(count)} is above ${show(limit, { digits: 3 })}: the links take longer than the arithmetic. It works, and chips wait.`
                : md`With ${String(count)} it stays compute-bound, but more chips have to share the tokens of a prompt, and each holds more of the weights. The limit of ${show(limit, { digits: 3 })} allows more.`,
        }));
      },
    },
    decode: {
      label: '(b) Ranks in decode, at most',
      unit: '1',
      byHand: 56.195122,
      solve: ({ hidden, batch, link, bandwidth, bytesPerParam, bytesPerElement }, f) =>
        f.decodeTensorLimit({
          hidden,
          batch,
          link: f.ringBandwidth({ bandwidth: link, directions: 2 }),
          bandwidth,
          bytesPerParam,
          bytesPerElement,
        }),
      steps: [md`Two links.`, md`$F W_\text{link}/(B W)$, since weights and activations have a byte each.`],
    },
    layout: {
      label: 'Layout of the cache',
      options: ({ kvHeads, chips }, f) => {
        const rest = show(f.ratio({ first: chips, second: kvHeads }), { digits: 3 });
        return [
          {
            text: md`heads over ${kvHeads} chips, batch over ${rest}`,
            right: true,
            say: md`$[2, B_Z, S, K_Y, H]$: every chip holds some heads of some sequences, and nothing is stored twice. Queries have to change their layout for it, and results change back: two all-to-alls of small activations in every layer.`,
          },
          {
            text: md`heads over all ${chips} chips`,
            right: false,
            say: md`There are only ${kvHeads} key and value heads. Beyond that something else has to be cut.`,
          },
          {
            text: md`heads over ${kvHeads} chips, and ${rest} copies of it`,
            right: false,
            say: md`Every chip would then hold and read ${rest} times as much cache, and the cache is most of what decode reads.`,
          },
          {
            text: md`heads over ${kvHeads} chips, the width of each head over ${rest}`,
            right: false,
            say: md`
Every score is a sum over the width of a head. Cut there, it is a partial sum, and one number for each cached token of each head has to be added up over the links.
            `,
          },
        ];
      },
    },
    held: {
      label: 'Cache on each chip',
      unit: 'GB',
      byHand: 4.2949673,
      gigabytes: 'decimal',
      solve: ({ layers, kvHeads, headDim, context, batch, bytesPerElement, chips }, f) =>
        f.shardBytes({
          bytes: f.kvCacheBytes({ layers, kvHeads, headDim, tokens: context, sequences: batch, bytesPerElement }),
          devices: chips,
        }),
      steps: [md`The caches of the batch.`, md`Spread over all chips.`],
    },
    step: {
      label: 'Decode step',
      unit: 'ms',
      byHand: 6.640204,
      solve: ({ params, bytesPerParam, layers, kvHeads, headDim, context, batch, bytesPerElement, int8, bandwidth, gpus }, f) =>
        f.decodeStepTime({
          weightBytes: f.weightBytes({ params, bytesPerParam }),
          bandwidth,
          batch,
          flopsPerToken: f.forwardFlopsPerToken({ params }),
          peak: int8,
          kvBytes: f.kvCacheBytes({ layers, kvHeads, headDim, tokens: context, sequences: batch, bytesPerElement }),
          gpus,
        }),
      steps: [
        md`The weights.`,
        md`The arithmetic of one token.`,
        md`The caches.`,
        md`Attention reads the caches; the matmuls take the longer of weights and arithmetic.`,
      ],
    },
  },
  hint: () => md`
In prefill, links stand against arithmetic, in decode against memory. Along which sides can the cache be cut without leaving partial sums?
  `,
  after: ({ hidden, int8, link, bytesPerElement }, f) => {
    const gated = f.tensorParallelLimit({
      hidden,
      peak: int8,
      bandwidth: f.ringBandwidth({ bandwidth: link, directions: 2, axes: 2 }),
      matrices: 3,
      bytesPerElement,
    });
    return md`The companion book prints no answer. The MLP of this model has a gate, so three matrices compute for the same two exchanges, and (a) becomes ${show(gated, { digits: 3 })}. Against that, a slice of this size has no rings, which halves it. Such limits are good to a factor of two: they tell you where to start measuring.`;
  },
  fresh: {
    ours: { bandwidth: ours.bandwidth, link: ours.link },
    '64-sequences': batchOf(64),
    '32-chips': sliceOf(32),
    'hidden-28672': { hidden: amount(28_672, '1') },
    '2k': { context: amount(2048, 'token') },
  },
});
