import { amount, md, parts, show, type Amount } from '@scaling-workbook/exercises';
import { a100, b200, h100, type Accelerator } from '@scaling-workbook/formulas/hardware';

interface Load {
  readonly efficiency: number;
  readonly sequences: number;
  readonly context: number;
  readonly utilization: number;
}
const served = ({ name, peak: { bf16 }, hbmBandwidth }: Accelerator, gpus: number, perHour: number, load: Load) => {
  if (!bf16) throw new RangeError(`${name} has no BF16 peak`);
  return {
    chip: name,
    gpus: amount(gpus, 'GPU'),
    peak: bf16,
    bandwidth: hbmBandwidth,
    pricePerGpu: amount(perHour, '$/h'),
    efficiency: amount(load.efficiency, '1'),
    sequences: amount(load.sequences, 'sequence'),
    context: amount(load.context, 'token'),
    utilization: amount(load.utilization, '1'),
  };
};

/** What a million tokens cost, where the sentence says already that it is a million. */
const dollars = ({ value }: Amount) => show(amount(value, '$'), { digits: 3 });

export default parts({
  title: 'Input or output',
  original: '7.4',
  given: {
    params: amount(70.6e9, 'param'),
    layers: amount(80, '1'),
    kvHeads: amount(8, '1'),
    headDim: amount(128, '1'),
    chip: 'NVIDIA H100 SXM',
    gpus: amount(2, 'GPU'),
    peak: amount(989.4e12, 'FLOP/s'),
    bandwidth: amount(3.35e12, 'B/s'),
    pricePerGpu: amount(2, '$/h'),
    efficiency: amount(0.5, '1'),
    sequences: amount(48, 'sequence'),
    context: amount(1024, 'token'),
    utilization: amount(0.7, '1'),
  },
  ask: ({ params, chip, gpus, peak, bandwidth, pricePerGpu, efficiency, sequences, context, utilization }) =>
    md`Llama 3 70B (${params}, 80 layers, 8 key and value heads of width 128; weights and caches in BF16) runs on ${show(gpus, { as: 'chip' })} (${chip}: ${peak}, ${bandwidth}), rented at ${pricePerGpu} each and busy ${show(utilization, { as: '%' })} of the time. When they work through prompts they reach ${show(efficiency, { as: '%' })} of the peak, and attention over the prompt may be left out. When they decode, they decode ${sequences} of ${context} at full bandwidth. How many prompt tokens a second do they take in, and what does a million of them cost? How long is a decode step, and what does a million output tokens cost?`,
  fields: {
    rate: {
      label: 'Prefill rate',
      unit: 'token/s',
      byHand: 7007.08,
      solve: ({ params, gpus, peak, efficiency }, f) =>
        f.prefillRate({ peak, gpus, efficiency, flopsPerToken: f.forwardFlopsPerToken({ params }) }),
      steps: [md`Two FLOPs for each parameter and token.`, md`What the chips reach of their peak, over that.`],
    },
    input: {
      label: 'A million input tokens',
      unit: '$/Mtoken',
      byHand: 0.226528,
      solve: ({ gpus, pricePerGpu, utilization }, f, earlier) =>
        f.costPerMillionTokens({ pricePerHour: f.hourlyPrice({ gpus, pricePerGpu }), rate: earlier('rate'), utilization }),
      steps: [md`All chips are paid.`, md`The price of the hour over the prompt tokens it takes in.`],
    },
    step: {
      label: 'One decode step',
      unit: 'ms',
      byHand: 23.4785,
      solve: ({ params, layers, kvHeads, headDim, gpus, peak, bandwidth, sequences, context }, f) =>
        f.decodeStepTime({
          weightBytes: f.weightBytes({ params }),
          bandwidth,
          batch: sequences,
          flopsPerToken: f.forwardFlopsPerToken({ params }),
          peak,
          kvBytes: f.kvCacheBytes({ layers, kvHeads, headDim, tokens: context, sequences }),
          gpus,
        }),
      steps: [
        md`The weights.`,
        md`The arithmetic of a token.`,
        md`The caches.`,
        md`The caches, then the longer of weights and arithmetic.`,
      ],
    },
    output: {
      label: 'A million output tokens',
      unit: '$/Mtoken',
      byHand: 0.776406,
      solve: ({ gpus, pricePerGpu, sequences, utilization }, f, earlier) =>
        f.costPerMillionTokens({
          pricePerHour: f.hourlyPrice({ gpus, pricePerGpu }),
          rate: f.decodeThroughput({ batch: sequences, stepTime: earlier('step') }),
          utilization,
        }),
      steps: [md`The same rent.`, md`A token for each sequence and step.`, md`The price of the same hour over the tokens it makes.`],
    },
  },
  hint: () => md`
It is one and the same hour, spread over different numbers of tokens. In prefill the rate is arithmetic over $2P$; in decode it is the batch over a step, and a step reads weights and caches.
  `,
  after: (g, f) => {
    const { params, layers, kvHeads, headDim, gpus, peak, bandwidth, efficiency, sequences, context, utilization } = g;
    const pricePerHour = f.hourlyPrice({ gpus, pricePerGpu: g.pricePerGpu });
    const flopsPerToken = f.forwardFlopsPerToken({ params });
    const kvBytes = f.kvCacheBytes({ layers, kvHeads, headDim, tokens: context, sequences });
    const weightBytes = f.weightBytes({ params });
    const stepTime = f.decodeStepTime({ weightBytes, bandwidth, batch: sequences, flopsPerToken, peak, kvBytes, gpus });
    const inputCost = f.costPerMillionTokens({ pricePerHour, rate: f.prefillRate({ peak, gpus, efficiency, flopsPerToken }), utilization });
    const outputCost = f.costPerMillionTokens({ pricePerHour, rate: f.decodeThroughput({ batch: sequences, stepTime }), utilization });
    const cached = f.cachedInputCost({ inputCost, cachedShare: 0.8, discount: 0.9 });
    return md`Output costs ${show(f.priceRatio({ first: outputCost, second: inputCost }), { digits: 2 })} times as much as input here, because decode makes fewer tokens in an hour than prefill takes in. That factor is not a constant of nature: it falls as the batch grows. A prompt whose beginning was seen before need not be worked through again. If four fifths of all input is found in the cache and a token found there costs a tenth, input falls from ${dollars(inputCost)} to ${dollars(cached)}. In a long conversation or an agent’s loop, where each request repeats all before it, that decides the bill.`;
  },
  erratum: 'E39',
  fresh: {
    'h100-two-cards': served(h100, 2, 2, { efficiency: 0.4, sequences: 24, context: 2048, utilization: 0.7 }),
    'a100-four': served(a100, 4, 1.79, { efficiency: 0.5, sequences: 48, context: 4096, utilization: 0.6 }),
    'h100-eight': served(h100, 8, 3.99, { efficiency: 0.5, sequences: 64, context: 4096, utilization: 0.5 }),
    'b200-eight': served(b200, 8, 6.69, { efficiency: 0.4, sequences: 128, context: 8192, utilization: 0.65 }),
    'a100-eight-idle': served(a100, 8, 1.79, { efficiency: 0.5, sequences: 32, context: 4096, utilization: 0.25 }),
  },
});
