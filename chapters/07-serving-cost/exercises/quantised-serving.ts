import { amount, md, numeric, show } from '@scaling-workbook/exercises';
import { a100, b200, h100, h100Pcie, type Accelerator } from '@scaling-workbook/formulas/hardware';

const on = ({ name: chip, peak: { bf16 }, hbmBandwidth, hbmSize }: Accelerator, perHour: number, rate: number, utilization: number) => {
  if (!bf16) throw new RangeError(`${chip} has no BF16 peak`);
  return {
    chip,
    peak: bf16,
    bandwidth: hbmBandwidth,
    capacity: hbmSize,
    pricePerHour: amount(perHour, '$/h'),
    rate: amount(rate, 'token/s'),
    utilization: amount(utilization, '1'),
  };
};

export default numeric({
  title: 'The same model in four bits',
  original: '7.5',
  given: {
    params: amount(70.6e9, 'param'),
    bits: amount(4, 'bit/param'),
    chip: 'NVIDIA H100 SXM',
    peak: amount(989.4e12, 'FLOP/s'),
    bandwidth: amount(3.35e12, 'B/s'),
    capacity: amount(80e9, 'B'),
    pricePerHour: amount(2, '$/h'),
    rate: amount(6000, 'token/s'),
    utilization: amount(0.7, '1'),
  },
  ask: ({ chip, pricePerHour, rate, utilization }) =>
    md`With its weights in INT4, Llama 3 70B fits into one ${chip}, which rents at ${pricePerHour}. It makes ${rate} while busy, and is busy ${show(utilization, { as: '%' })} of the time. What does a million tokens cost?`,
  label: 'Cost of a million tokens',
  unit: '$/Mtoken',
  solve: ({ pricePerHour, rate, utilization }, f) => f.costPerMillionTokens({ pricePerHour, rate, utilization }),
  byHand: 0.132275132,
  slips: [
    {
      name: 'two-chips-or-half-the-bytes',
      say: 'That is twice as much. Either two chips are still paid, though the model now fits into one, or the rate was halved as if INT4 only halved the bytes: it quarters them.',
      given: ({ pricePerHour }) => ({ pricePerHour: 2 * pricePerHour }),
    },
  ],
  steps: [
    md`
One chip’s hour over the tokens that it yields.
    `,
  ],
  hint: () => md`
Only one chip is rented now. Otherwise the division is the one you know.
  `,
  after: ({ chip, params, bits, peak, bandwidth, capacity }, f) => {
    const shape = { layers: 80, kvHeads: 8, headDim: 128, tokens: 8192 };
    const before = f.weightBytes({ params });
    const after = f.quantizedBytes({ params, bits });
    const kvBytesPerSequence = f.kvCacheBytes(shape);
    const room = (gpus: number, weightBytes: typeof before) => f.batchThatFits({ gpus, capacity, weightBytes, kvBytesPerSequence });
    const two = room(2, before);
    const gain = f.quantizedDecodeSpeedup({
      bytesBefore: before,
      bytesAfter: after,
      kvBytes: f.kvCacheBytes({ ...shape, sequences: two }),
    });
    const turn = f.crossoverBatch({ peak, bandwidth, bytesPerParam: f.quantizedBytesPerParam({ bits }) });
    return md`The weights shrink from ${show(before, { digits: 4 })} to ${show(after, { digits: 3 })}, a quarter. Beside them one chip has room for ${room(1, after)} of ${amount(8192, 'token')}; two chips with BF16 weights had room for ${show(two, { as: '1' })}. The fourfold speed is that of the weights alone: the caches are still read in BF16, and with ${show(two, { as: '1' })} of them in the batch decode becomes ${show(gain, { digits: 3 })} times as fast. Nor is dequantisation free. Every weight is turned back into BF16 before it is multiplied, and since it now passes four times as fast, the ${chip} runs out of arithmetic at a batch of ${show(turn, { digits: 2, as: '1' })} already.`;
  },
  erratum: 'E40',
  fresh: {
    'h100-runpod': on(h100, 3.99, 6000, 0.7),
    'h100-pcie-runpod': on(h100Pcie, 2.89, 3600, 0.7),
    'a100-80gb-runpod': on(a100, 1.79, 2600, 0.6),
    'b200-lambda': on(b200, 6.69, 14_000, 0.65),
    'h100-idle': on(h100, 2.69, 6000, 0.2),
    'a100-80gb-lambda': on(a100, 2.79, 2600, 0.5),
  },
});
