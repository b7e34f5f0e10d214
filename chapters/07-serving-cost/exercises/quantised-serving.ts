import { amount, md, parts, show, type Formulas, type Givens, type Plain } from '@scaling-workbook/exercises';
import * as formulas from '@scaling-workbook/formulas/formulas';
import { a100, b200, h100, h100Pcie, type Accelerator } from '@scaling-workbook/formulas/hardware';

const on = ({ name: chip, peak: { bf16 }, hbmBandwidth, hbmSize }: Accelerator, perHour: number, context: number, utilization: number) => {
  if (!bf16) throw new RangeError(`${chip} has no BF16 peak`);
  return {
    chip,
    peak: bf16,
    bandwidth: hbmBandwidth,
    capacity: hbmSize,
    pricePerGpu: amount(perHour, '$/h'),
    context: amount(context, 'token'),
    utilization: amount(utilization, '1'),
  };
};

const given = {
  params: amount(70.6e9, 'param'),
  layers: amount(80, '1'),
  kvHeads: amount(8, '1'),
  headDim: amount(128, '1'),
  bits: amount(4, 'bit/param'),
  chip: 'NVIDIA H100 SXM',
  peak: amount(989.4e12, 'FLOP/s'),
  bandwidth: amount(3.35e12, 'B/s'),
  capacity: amount(80e9, 'B'),
  pricePerGpu: amount(2, '$/h'),
  context: amount(4096, 'token'),
  utilization: amount(0.7, '1'),
} as const satisfies Givens;
type Numbers = Plain<typeof given>;

const numbersOf = (g: typeof given): Numbers =>
  Object.fromEntries(Object.entries(g).map(([key, one]) => [key, typeof one === 'string' ? one : one.value])) as unknown as Numbers;
/** A million tokens on as few chips as hold the weights, at the batch that fits beside them. */
function costOf(g: Numbers, f: Formulas, weightBytes: number, batch: number): number {
  const { params, layers, kvHeads, headDim, context, capacity, bandwidth, peak, pricePerGpu, utilization } = g;
  const gpus = f.acceleratorsNeeded({ bytes: weightBytes, capacity });
  const kvBytes = f.kvCacheBytes({ layers, kvHeads, headDim, tokens: context, sequences: batch });
  const flopsPerToken = f.forwardFlopsPerToken({ params });
  const stepTime = f.decodeStepTime({ weightBytes, bandwidth, batch, flopsPerToken, peak, kvBytes, gpus });
  const pricePerHour = f.hourlyPrice({ gpus, pricePerGpu });
  return f.costPerMillionTokens({ pricePerHour, rate: f.decodeThroughput({ batch, stepTime }), utilization });
}
function fitsIn({ layers, kvHeads, headDim, context, capacity }: Numbers, f: Formulas, weightBytes: number): number {
  const gpus = f.acceleratorsNeeded({ bytes: weightBytes, capacity });
  const kvBytesPerSequence = f.kvCacheBytes({ layers, kvHeads, headDim, tokens: context });
  return f.batchThatFits({ gpus, capacity, weightBytes, kvBytesPerSequence });
}

export default parts({
  title: 'The same model in four bits',
  original: '7.5',
  given,
  ask: ({ params, bits, chip, peak, bandwidth, capacity, pricePerGpu, context, utilization }) =>
    md`Llama 3 70B (${params}, 80 layers, 8 key and value heads of width 128) is stored in ${show(bits, { as: 'bit' })}s a weight, scales left out, and computes in BF16. So it fits into one ${chip} (${peak}, ${bandwidth}, ${capacity}), which rents at ${pricePerGpu} and is busy ${show(utilization, { as: '%' })} of the time. The caches stay in BF16, with ${context} in each. How many readers fit? With so many of them, how long is a step, and what does a million tokens cost, if turning the weights into BF16 costs no time?`,
  fields: {
    fits: {
      label: 'Readers that fit',
      unit: 'sequence',
      byHand: 33,
      tolerance: 0,
      solve: (g, f) => fitsIn(g, f, f.quantizedBytes({ params: g.params, bits: g.bits })),
      steps: [
        md`Four bits are half a byte.`,
        md`One chip.`,
        md`The cache of one reader.`,
        md`What the weights leave free, over that; round down.`,
      ],
    },
    step: {
      label: 'One step',
      unit: 'ms',
      byHand: 23.7587,
      solve: ({ params, bits, layers, kvHeads, headDim, context, bandwidth, peak }, f, earlier) =>
        f.decodeStepTime({
          weightBytes: f.quantizedBytes({ params, bits }),
          bandwidth,
          batch: earlier('fits'),
          flopsPerToken: f.forwardFlopsPerToken({ params }),
          peak,
          kvBytes: f.kvCacheBytes({ layers, kvHeads, headDim, tokens: context, sequences: earlier('fits') }),
        }),
      steps: [
        md`The weights again.`,
        md`Two FLOPs for each parameter, as before: the arithmetic is in BF16.`,
        md`The caches of all readers.`,
        md`The caches are read, and then the matmuls take the longer of reading their weights and computing.`,
      ],
    },
    cost: {
      label: 'A million tokens',
      unit: '$/Mtoken',
      byHand: 0.571399,
      solve: ({ pricePerGpu, utilization }, f, earlier) =>
        f.costPerMillionTokens({
          pricePerHour: pricePerGpu,
          rate: f.decodeThroughput({ batch: earlier('fits'), stepTime: earlier('step') }),
          utilization,
        }),
      steps: [md`A token for each reader and step.`, md`One chip’s hour over what it yields.`],
      slips: [
        {
          name: 'two-chips',
          say: 'That pays for two chips. In four bits the model fits into one.',
          given: ({ pricePerGpu }) => ({ pricePerGpu: 2 * pricePerGpu }),
        },
      ],
    },
    why: {
      label:
        'Compare BF16 weights, on as few of these chips as hold them, at the batch that fits there. What makes their tokens more expensive?',
      options: (g, f) => {
        const numbers = numbersOf(g);
        const wide = formulas.weightBytes({ params: numbers.params });
        const narrow = formulas.quantizedBytes({ params: numbers.params, bits: numbers.bits });
        const gpus = f.acceleratorsNeeded({ bytes: wide, capacity: g.capacity });
        const readers = fitsIn(numbers, formulas, wide);
        const dear = costOf(numbers, formulas, wide, readers);
        const times = f.priceRatio({ first: dear, second: costOf(numbers, formulas, narrow, fitsIn(numbers, formulas, narrow)) });
        const made = md`${show(gpus, { as: 'chip' })} with room for ${show(amount(readers, 'sequence'))}: ${show(amount(dear, '$'), { digits: 3 })}, ${show(times, { digits: 2 })} times as much`;
        return [
          {
            text: md`For a dollar of rent the weights are read a quarter as often, and fewer readers find room to share each read.`,
            right: true,
            say: md`${made}. The caches themselves cost as much as before.`,
          },
          {
            text: md`A quarter of the bytes on half the chips: eight times as many tokens for a dollar.`,
            right: false,
            say: md`Half the chips would be half the rent and half the bandwidth, which cancel. ${made}.`,
          },
          {
            text: md`Four-bit arithmetic is four times as fast.`,
            right: false,
            say: md`The arithmetic is in BF16 in both cases, and decode does not wait for it. ${made}.`,
          },
          {
            text: md`All bytes of a step shrink to a quarter, so exactly four times.`,
            right: false,
            say: md`Only the weights shrink. The caches are read as before, and how many fit changes too. ${made}.`,
          },
        ];
      },
    },
  },
  hint: () => md`
Three steps: what the weights leave free over the cache of one reader; the caches over the bandwidth and, on top, the longer of weights and arithmetic; the rent over the tokens of a busy hour.
  `,
  after: (g, f) => {
    const { params, bits, peak, bandwidth, chip } = g;
    const before = f.weightBytes({ params });
    const after = f.quantizedBytes({ params, bits });
    const turn = f.crossoverBatch({ peak, bandwidth, bytesPerParam: f.quantizedBytesPerParam({ bits }) });
    return md`The weights shrink from ${show(before, { digits: 4 })} to ${show(after, { digits: 3 })}, a quarter. At the same batch a dollar would buy at most four times as many tokens, fewer with every cache that is read; the rest of the gain comes from the room, which lets more readers share a read. It is not the eight that “a quarter of the bytes on half of the hardware” suggests: half of the chips bring half of the bandwidth. And dequantisation is not free. Every weight is turned back into BF16 before it is multiplied, and the matmuls of the ${chip} turn compute-bound at a batch of ${show(turn, { digits: 2, as: '1' })} already.`;
  },
  erratum: 'E40',
  fresh: {
    'h100-runpod': on(h100, 3.99, 8192, 0.7),
    'h100-pcie-runpod': on(h100Pcie, 2.89, 4096, 0.7),
    'a100-80gb-runpod': on(a100, 1.79, 4096, 0.6),
    'b200-lambda': on(b200, 6.69, 8192, 0.65),
    'h100-idle': on(h100, 2.69, 2048, 0.2),
    'a100-80gb-lambda': on(a100, 2.79, 2048, 0.5),
  },
});
