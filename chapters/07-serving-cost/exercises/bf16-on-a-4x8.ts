import { amount, md, parts, show, type Formulas, type Plain } from '@scaling-workbook/exercises';
import { batchOf, llama405B, llama70B, llama8B, ours, v5e, v6e } from '../tpu-service.ts';

const sliceOf = (chips: number) => ({ gpus: amount(chips, 'GPU'), chips: amount(chips, '1') });
const rowsOf = (batch: number) => ({ ...batchOf(batch), rows: amount(batch, '1') });
const given = { ...llama70B, ...v5e, ...rowsOf(64), ...sliceOf(32), links: amount(2, '1') };
type Numbers = Plain<typeof given>;

/** The links of a chip at the corner of a slice, one on each axis, both together. */
const cornerOf = ({ link, links }: Pick<Numbers, 'link' | 'links'>, f: Formulas) => f.ringBandwidth({ bandwidth: link, axes: links });

export default parts({
  title: 'How to shard on a 4×8',
  book: 'sb-applied-inference-t9',
  given,
  ask: ({ model, width, hidden, batch, chip, gpus, peak, bandwidth, link }) =>
    md`
${model} in BF16 (width $D$ = ${width}, MLP of $F$ = ${hidden}) decodes ${batch} on ${show(gpus, { as: 'chip' })} (${chip}, ${peak}, memory at ${bandwidth}, links of ${link} one way). Its matrices are split over all chips along $F$, and activations are gathered before one matmul and scattered after the next.

(a) Up to how many chips could the links keep up with the arithmetic of two matrices, whatever the batch, if both axes of the slice were closed rings?

(b) At this batch decode waits for its memory and not for its arithmetic. Up to how many chips do the links keep up with reading, again for two matrices? This slice has no rings: count the two links of a chip at its corner, one on each axis.

(c) How long does one matmul $[B, D] \cdot [D, F]$ take by its links, over which $[B, D]$ is gathered, by its memory and by its arithmetic?
`,
  fields: {
    busy: {
      label: '(a) Ranks, against arithmetic',
      unit: '1',
      byHand: 26.197766,
      solve: ({ hidden, peak, link }, f) =>
        f.tensorParallelLimit({ hidden, peak, bandwidth: f.ringBandwidth({ bandwidth: link, directions: 2, axes: 2 }) }),
      steps: [md`Both links on each of two axes.`, md`Two matrices compute, and their activations are gathered and scattered.`],
    },
    reading: {
      label: '(b) Ranks, against reading',
      unit: '1',
      byHand: 49.170732,
      printed: [
        {
          value: 56,
          say: 'The companion book takes 8 for the ratio of the bandwidths. 820 GB/s over 90 GB/s is 9.1, and then it is 49.',
          right: true,
        },
      ],
      solve: ({ hidden, batch, bandwidth, ...g }, f) => f.decodeTensorLimit({ hidden, batch, link: cornerOf(g, f), bandwidth }),
      steps: [
        md`Two links at a corner.`,
        md`$F W_\text{link}/(B W)$: the batch is in it, since activations grow with it and weights do not.`,
      ],
    },
    links: {
      label: '(c) Time of the links',
      unit: 'µs',
      byHand: 11.650844,
      printed: [
        { value: 11, say: 'The companion book cuts the rest off: $2 \\cdot 64 \\cdot 8192$ bytes over 90 GB/s are 11.7 µs.', right: true },
      ],
      solve: ({ rows, width, ...g }, f) =>
        f.axisGatherTime({ bytes: f.tensorBytes({ elements: f.matrixElements({ rows, columns: width }) }), bandwidth: cornerOf(g, f) }),
      steps: [md`The elements of $[B, D]$.`, md`Two bytes each.`, md`Two links at a corner.`, md`All of it has to come in.`],
      slips: [
        {
          name: 'one-link',
          say: 'That uses one link. A chip at the corner has one on each axis.',
          solve: ({ rows, width, link }, f) =>
            f.axisGatherTime({ bytes: f.tensorBytes({ elements: f.matrixElements({ rows, columns: width }) }), bandwidth: link }),
        },
      ],
    },
    memory: {
      label: 'Time of the memory',
      unit: 'µs',
      byHand: 17.902517,
      solve: ({ width, hidden, chips, bandwidth }, f) =>
        f.memoryTime({
          bytes: f.shardBytes({ bytes: f.tensorBytes({ elements: f.matrixElements({ rows: width, columns: hidden }) }), devices: chips }),
          bandwidth,
        }),
      steps: [md`The elements of $[D, F]$.`, md`Two bytes each.`, md`Each chip holds its part.`, md`And reads it.`],
      slips: [
        {
          name: 'whole-matrix',
          say: 'That reads the whole matrix on one chip. Each chip reads its own part.',
          solve: ({ width, hidden, bandwidth }, f) =>
            f.memoryTime({ bytes: f.tensorBytes({ elements: f.matrixElements({ rows: width, columns: hidden }) }), bandwidth }),
        },
      ],
    },
    math: {
      label: 'Time of the arithmetic',
      unit: 'µs',
      byHand: 4.7691578,
      printed: [{ value: 4, say: 'The companion book cuts the rest off: it is 4.8 µs.' }],
      solve: ({ rows, width, hidden, chips, peak }, f) =>
        f.computeTime({ flops: f.matmulFlops({ m: rows, k: width, n: hidden }), peak: f.podPeak({ chips, peak }) }),
      steps: [md`$2BDF$.`, md`All chips together.`, md`Work over rate.`],
      slips: [
        {
          name: 'one-chip',
          say: 'That is one chip doing all of it. Each does its part.',
          solve: ({ rows, width, hidden, peak }, f) => f.computeTime({ flops: f.matmulFlops({ m: rows, k: width, n: hidden }), peak }),
        },
      ],
    },
    scheme: {
      label: 'Sharding for decode here',
      options: ({ gpus }) => [
        {
          text: md`tensor parallelism over all ${show(gpus, { as: 'chip' })}`,
          right: true,
          say: md`
Reading takes longest of the three. The links hide behind it, if barely, and every chip that is added reads a part of the weights.
          `,
        },
        {
          text: md`tensor parallelism over half of them, and two copies of the model`,
          right: false,
          say: md`
It would be the choice for a compute-bound batch. Here each chip would hold and read twice the weights in every step, with less room for caches.
          `,
        },
        {
          text: md`weights spread over all chips and gathered for each layer, as FSDP does`,
          right: false,
          say: md`
It would send the weights over links that are many times slower than the memory. In decode the activations are the small thing: move those.
          `,
        },
      ],
    },
  },
  hint: () => md`
(a) is $2F/\alpha$ with $\alpha = C/W$ of one axis. For (b) set the link’s $2BD/W_\text{link}$ equal to the memory’s $2DF/(YW)$ and solve for $Y$.
  `,
  after: ({ gpus, hidden, link, peak }, f) => {
    const lines = f.tensorParallelLimit({ hidden, peak, bandwidth: f.ringBandwidth({ bandwidth: link, axes: 2 }) });
    return md`At a large batch ${show(gpus, { as: 'chip' })} would wait for their links: without rings, as on a real slice of this size, (a) is ${show(lines, { digits: 2 })}. The companion book concludes that a 4×8 cannot be compute-bound with tensor parallelism alone, and that it may well decode a small batch. None of this counts the hops of a collective, about a microsecond each, and a matmul as short as these has little room to hide them.`;
  },
  fresh: {
    ours: { ...ours },
    '32-sequences': rowsOf(32),
    'llama-3-8b-4-chips': { ...llama8B, ...sliceOf(4) },
    'llama-3-405b-64-chips': { ...llama405B, ...sliceOf(64) },
    'v6e-16-chips': { ...v6e, ...sliceOf(16) },
  },
});
