import { amount, md, parts, show, type Formulas, type Givens, type Plain } from '@scaling-workbook/exercises';
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
    md`Llama 3 70B (${params}, 80 layers, 8 key and value heads of width 128) is stored in ${show(bits, { as: 'bit' })}s a weight, scales left out, and computes in BF16. So it fits into one ${chip} (${peak}, ${bandwidth}, ${capacity}), which rents at ${pricePerGpu} and is busy ${show(utilization, { as: '%' })} of the time. The caches stay in BF16, with ${context} in each. How many readers fit? What does a million tokens cost with so many of them, if turning the weights into BF16 costs no time? And how many times as much does it cost with BF16 weights, on as few of these chips as hold them, at the batch that fits there?`,
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
    cost: {
      label: 'A million tokens in four bits',
      unit: '$/Mtoken',
      byHand: 0.57136,
      solve: (g, f, earlier) => costOf(g, f, f.quantizedBytes({ params: g.params, bits: g.bits }), earlier('fits')),
      steps: [
        md`The weights again.`,
        md`One chip.`,
        md`The caches of all readers.`,
        md`Arithmetic is as before: it is done in BF16.`,
        md`One step.`,
        md`The rent of one chip.`,
        md`A token for each reader and step.`,
        md`The price of the hour over what it yields.`,
      ],
      slips: [
        {
          name: 'two-chips',
          say: 'That pays for two chips. In four bits the model fits into one.',
          solve: (g, f) => {
            const narrow = f.quantizedBytes({ params: g.params, bits: g.bits });
            return 2 * costOf(g, f, narrow, fitsIn(g, f, narrow));
          },
        },
      ],
    },
    times: {
      label: 'Times as much in BF16',
      unit: '1',
      byHand: 4.7385,
      solve: (g, f, earlier) => {
        const wide = f.weightBytes({ params: g.params });
        return f.priceRatio({ first: costOf(g, f, wide, fitsIn(g, f, wide)), second: earlier('cost') });
      },
      steps: [
        md`Two bytes for each parameter.`,
        md`So many chips hold them.`,
        md`The cache of one reader.`,
        md`So many readers fit.`,
        md`The chips, once more.`,
        md`All caches.`,
        md`Arithmetic.`,
        md`One step.`,
        md`All chips are paid.`,
        md`A token for each reader and step.`,
        md`The price.`,
        md`The one over the other.`,
      ],
    },
  },
  hint: () => md`
Three steps, twice: what the weights leave free over the cache of one reader; weights and caches over the bandwidth; the rent over the tokens of an hour. With BF16 weights all chips are paid, and all of them read.
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
