import { amount, md, parts, show, type Formulas, type Plain } from '@scaling-workbook/exercises';
import { contextOf, llama405B, llama70B, ours, stored, v5e, v6e } from '../tpu-service.ts';

const sliceOf = (chips: number) => ({ gpus: amount(chips, 'GPU'), ranks: amount(chips, '1') });
const limitOf = (milliseconds: number) => ({ limit: amount(milliseconds / 1000, 's') });
const given = {
  ...llama405B,
  ...stored('int8'),
  ...contextOf(8192),
  ...v5e,
  ...limitOf(15),
  ...sliceOf(64),
  links: amount(2, '1'),
  one: amount(1, 'token'),
};
type Numbers = Plain<typeof given>;

const weightsOf = ({ params, bytesPerParam }: Pick<Numbers, 'params' | 'bytesPerParam'>, f: Formulas) =>
  f.weightBytes({ params, bytesPerParam });
const cacheOf = (g: Pick<Numbers, 'layers' | 'kvHeads' | 'headDim' | 'bytesPerElement' | 'context'>, sequences: number, f: Formulas) =>
  f.kvCacheBytes({
    layers: g.layers,
    kvHeads: g.kvHeads,
    headDim: g.headDim,
    bytesPerElement: g.bytesPerElement,
    tokens: g.context,
    sequences,
  });
/** What a chip sends for one sequence in a step: two all-reduces in every layer. */
const sentFor = ({ one, width, layers, ranks }: Pick<Numbers, 'one' | 'width' | 'layers' | 'ranks'>, f: Formulas) =>
  f.tensorParallelStepBytes({ tokens: one, width, layers, tensor: ranks, allReduces: 2 });

export default parts({
  title: 'LLaMA 3-405B within 15 ms a token',
  book: 'sb-applied-inference-3',
  given,
  ask: ({ model, params, layers, width, kvHeads, headDim, type, context, chip, peak, bandwidth, link, limit, gpus }) =>
    md`
${model} (${params}, ${layers} layers of width ${width}, ${kvHeads} key and value heads of width ${headDim}) is to be served on ${chip}: ${peak} in BF16, memory at ${bandwidth}, links of ${link} one way. Weights and caches are in ${type}, arithmetic and activations in BF16, every sequence has ${context} in its cache, and no step may take longer than ${show(limit, { as: 'ms' })}.

(a) How many chips does it take to read the weights that fast?

(b) On a slice of ${show(gpus, { as: 'chip' })} with tensor parallelism over all of them: what is the shortest step, with hardly anything cached? How many sequences may decode together within the limit, links left out, and how many tokens a second is that, in steps as long as the limit?

(c) Now the links. In each layer attention and the MLP end in an all-reduce of one vector of width ${width} for each sequence, in BF16. A chip at the corner of the slice has two links. How many sequences do the links allow within the limit, if their traffic hides behind everything else, and how many tokens a second would that be?
`,
  fields: {
    chips: {
      label: '(a) Chips',
      unit: '1',
      byHand: 33,
      tolerance: 0,
      solve: (g, f) => f.chipsForReadTime({ bytes: weightsOf(g, f), time: g.limit, bandwidth: g.bandwidth }),
      steps: [md`The weights.`, md`Over what one chip reads in that time, rounded up.`],
    },
    least: {
      label: '(b) Shortest step',
      unit: 'ms',
      byHand: 7.7324695,
      solve: (g, f) => f.decodeMemoryTime({ weightBytes: weightsOf(g, f), bandwidth: g.bandwidth, gpus: g.gpus }),
      steps: [md`The weights.`, md`Read by all chips together.`],
      slips: [
        {
          name: 'one-chip',
          say: 'That is one chip reading all of it. Each reads its own part.',
          solve: (g, f) => f.decodeMemoryTime({ weightBytes: weightsOf(g, f), bandwidth: g.bandwidth }),
        },
      ],
    },
    batch: {
      label: 'Sequences within the limit',
      unit: 'sequence',
      byHand: 143,
      tolerance: 0,
      solve: (g, f) =>
        f.batchWithinStepTime({
          stepTime: g.limit,
          weightBytes: weightsOf(g, f),
          kvBytesPerSequence: cacheOf(g, 1, f),
          bandwidth: g.bandwidth,
          flopsPerToken: f.forwardFlopsPerToken({ params: g.params }),
          peak: g.peak,
          gpus: g.gpus,
        }),
      steps: [
        md`The weights.`,
        md`The cache of one sequence.`,
        md`The arithmetic of one token.`,
        md`Caches, and the longer of weights and arithmetic, within the limit. Rounded down.`,
      ],
    },
    rate: {
      label: 'Tokens a second, in steps as long as the limit',
      unit: 'token/s',
      byHand: 9533.3333,
      solve: ({ limit }, f, earlier) => f.decodeThroughput({ batch: earlier('batch'), stepTime: limit }),
      steps: [md`One token for each sequence in every step.`],
    },
    linked: {
      label: '(c) Sequences that the links allow',
      unit: 'sequence',
      byHand: 83,
      tolerance: 0,
      solve: (g, f) =>
        f.batchWithinLinkTime({
          stepTime: g.limit,
          bandwidth: f.ringBandwidth({ bandwidth: g.link, axes: g.links }),
          bytesPerSequence: sentFor(g, f),
        }),
      steps: [md`Two links at a corner.`, md`Two all-reduces in every layer, for one sequence.`, md`So many fit within the limit.`],
      slips: [
        {
          name: 'one-link',
          say: 'That uses one link. A chip at the corner has one on each axis.',
          solve: (g, f) => f.batchWithinLinkTime({ stepTime: g.limit, bandwidth: g.link, bytesPerSequence: sentFor(g, f) }),
        },
      ],
    },
    linkedRate: {
      label: 'Tokens a second that the links allow',
      unit: 'token/s',
      byHand: 5533.3333,
      tolerance: 0.01,
      solve: ({ limit }, f, earlier) => f.decodeThroughput({ batch: earlier('linked'), stepTime: limit }),
      steps: [md`That many in every step of the full length.`],
    },
  },
  hint: () => md`
For (b) the step is caches over memory rate plus the longer of weights and arithmetic; set it to the limit, once in each regime. For (c) an all-reduce sends its tensor nearly twice; count it for one sequence and see how often it fits.
  `,
  after: (g, f) => {
    const weightBytes = f.weightBytes({ params: g.params, bytesPerParam: g.bytesPerParam });
    const kvBytesPerSequence = f.kvCacheBytes({
      layers: g.layers,
      kvHeads: g.kvHeads,
      headDim: g.headDim,
      bytesPerElement: g.bytesPerElement,
      tokens: g.context,
    });
    const room = f.batchThatFits({
      gpus: g.gpus,
      capacity: g.memory,
      weightBytes,
      kvBytesPerSequence,
    });
    const batch = f.batchWithinStepTime({
      stepTime: g.limit,
      weightBytes,
      kvBytesPerSequence,
      bandwidth: g.bandwidth,
      flopsPerToken: f.forwardFlopsPerToken({ params: g.params }),
      peak: g.peak,
      gpus: g.gpus,
    });
    const linked = f.batchWithinLinkTime({
      stepTime: g.limit,
      bandwidth: f.ringBandwidth({ bandwidth: g.link, axes: g.links }),
      bytesPerSequence: f.tensorParallelStepBytes({ tokens: g.one, width: g.width, layers: g.layers, tensor: g.ranks, allReduces: 2 }),
    });
    const binding =
      linked.value < batch.value
        ? 'So the links set the highest throughput within the limit, and the formula of the step leaves them out.'
        : 'So here memory and arithmetic set the highest throughput, and the links have time to spare.';
    return md`The companion book prints no answer and leaves context and links open. Memory is no obstacle: ${room} fit. ${binding} More chips shorten the shortest step, but the links of each chip stay as they are; closed rings on both axes would double what they carry. And each layer waits for its collectives: two all-reduces over many hops of about a microsecond each take a good part of a step of this length, so a firm limit calls for a margin.`;
  },
  fresh: {
    ours: { ...ours },
    '20-ms': limitOf(20),
    '2k': contextOf(2048),
    'llama-3-70b-16-chips': { ...llama70B, ...sliceOf(16) },
    'v6e-32-chips': { ...v6e, ...sliceOf(32) },
  },
});
