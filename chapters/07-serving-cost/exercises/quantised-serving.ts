import { amount, md, numeric, show } from '@scaling-workbook/exercises';
import { h100 } from '@scaling-workbook/formulas/hardware';

const served = (chip: string, bits: string, perHour: number, rate: number, utilization: number) => ({
  chip,
  bits,
  pricePerHour: amount(perHour, '$/h'),
  rate: amount(rate, 'token/s'),
  utilization: amount(utilization, '1'),
});

export default numeric({
  title: 'The same model in four bits',
  original: '7.5',
  given: served('NVIDIA H100 SXM', 'INT4', 2, 6000, 0.7),
  ask: ({ chip, bits, pricePerHour, rate, utilization }) =>
    md`With its weights in ${bits}, Llama 3 70B fits into one ${chip}, which rents at ${pricePerHour}. It makes ${rate} while busy, and is busy ${show(utilization, { as: '%' })} of the time. What does a million tokens cost?`,
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
  after: (_, f) => {
    const params = 70.6e9;
    const shape = { layers: 80, kvHeads: 8, headDim: 128, tokens: 8192 };
    const before = f.weightBytes({ params });
    const after = f.quantizedBytes({ params, bits: 4 });
    const kvBytesPerSequence = f.kvCacheBytes(shape);
    const room = (gpus: number, weightBytes: typeof before) =>
      f.batchThatFits({ gpus, capacity: h100.hbmSize, weightBytes, kvBytesPerSequence });
    const two = room(2, before);
    const gain = f.quantizedDecodeSpeedup({
      bytesBefore: before,
      bytesAfter: after,
      kvBytes: f.kvCacheBytes({ ...shape, sequences: two }),
    });
    const turn = f.crossoverBatch({ peak: 990e12, bandwidth: h100.hbmBandwidth, bytesPerParam: f.quantizedBytesPerParam({ bits: 4 }) });
    return md`The weights shrink from ${show(before, { digits: 4 })} to ${show(after, { digits: 3 })}, a quarter. So one H100 does, and beside the weights it has room for ${room(1, after)} of ${amount(8192, 'token')}, where two had room for ${two}. The fourfold speed is that of the weights alone: the caches are still read in BF16, and with ${two} of them the gain is ${show(gain, { digits: 3 })}. Nor is dequantisation free. Every weight is turned back into BF16 before it is multiplied, and since it now passes four times as fast, an H100 runs out of arithmetic at a batch of ${show(turn, { digits: 2 })} already.`;
  },
  erratum: {
    id: 'E40',
    say: (_, f) => {
      const params = 70.6e9;
      const [before, after] = [f.weightBytes({ params }), f.quantizedBytes({ params, bits: 4 })];
      const rate = f.batchedDecodeRate({ rate: f.decodeRate({ params, bandwidth: 3.35e12, gpus: 2 }), batch: 64 });
      const roof = f.costPerMillionTokens({ pricePerHour: 4, rate, utilization: 0.7 });
      return md`The earlier workbook said that INT4 halves the weights; it quarters them (${show(before, { digits: 4 })} to ${show(after, { digits: 3 })}). It then found tokens eight times cheaper than in BF16, four from the bytes and two from the hardware. For a dollar of bandwidth only the four are real: its BF16 server paid for two cards and used the bandwidth of one. With both, at its batch of 64, BF16 costs ${show(roof, { digits: 3 })}. It also left out dequantisation and the caches.`;
    },
  },
  fresh: {
    'h100-runpod': served('NVIDIA H100 SXM', 'INT4', 3.99, 6000, 0.7),
    'h100-pcie-runpod': served('NVIDIA H100 PCIe', 'INT4', 2.89, 3600, 0.7),
    'a100-80gb-runpod': served('NVIDIA A100 80GB SXM', 'INT4', 1.79, 2600, 0.6),
    'b200-lambda-int8': served('NVIDIA B200', 'INT8', 6.69, 7000, 0.65),
    'h100-idle': served('NVIDIA H100 SXM', 'INT4', 2.69, 6000, 0.2),
    'a100-80gb-lambda': served('NVIDIA A100 80GB SXM', 'INT4', 2.79, 2600, 0.5),
  },
});
