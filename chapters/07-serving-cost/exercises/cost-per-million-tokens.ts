import { amount, md, parts, show, type Amount } from '@scaling-workbook/exercises';
import { a100, b200, h100, h100Pcie, type Accelerator } from '@scaling-workbook/formulas/hardware';

const rented = (
  { name, peak: { bf16 }, hbmBandwidth }: Accelerator,
  gpus: number,
  perHour: number,
  offer: string,
  { sequences, context, utilization }: { sequences: number; context: number; utilization: number },
) => {
  if (!bf16) throw new RangeError(`${name} has no BF16 peak`);
  return {
    chip: name,
    gpus: amount(gpus, 'GPU'),
    peak: bf16,
    bandwidth: hbmBandwidth,
    pricePerGpu: amount(perHour, '$/h'),
    offer,
    sequences: amount(sequences, 'sequence'),
    context: amount(context, 'token'),
    utilization: amount(utilization, '1'),
  };
};

/** What a million tokens cost, where the sentence says already that it is a million. */
const dollars = ({ value }: Amount) => show(amount(value, '$'), { digits: 3 });

export default parts({
  title: 'A million tokens from two GPUs',
  original: '7.1',
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
    offer: 'a round figure',
    sequences: amount(48, 'sequence'),
    context: amount(1024, 'token'),
    utilization: amount(0.7, '1'),
  },
  ask: ({ params, layers, kvHeads, headDim, chip, gpus, peak, bandwidth, pricePerGpu, offer, sequences, context, utilization }) =>
    md`Llama 3 70B (${params} in BF16, ${layers} layers, ${kvHeads} key and value heads of width ${headDim}) decodes ${sequences} of ${context} on ${show(gpus, { as: 'chip' })} (${chip}: ${peak}, ${bandwidth}). They rent at ${pricePerGpu} each, ${offer}, and are busy ${show(utilization, { as: '%' })} of the time. At full bandwidth, with weights and BF16 caches read in every step, how long does a step take, and what does a million tokens cost?`,
  fields: {
    step: {
      label: 'One step',
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
        md`Two bytes for each parameter.`,
        md`Two FLOPs for each parameter.`,
        md`The caches of all sequences.`,
        md`The caches are read, and then the weights: reading them takes longer than the arithmetic at this batch.`,
      ],
    },
    cost: {
      label: 'Cost of a million tokens',
      unit: '$/Mtoken',
      byHand: 0.776406,
      solve: ({ gpus, pricePerGpu, sequences, utilization }, f, earlier) =>
        f.costPerMillionTokens({
          pricePerHour: f.hourlyPrice({ gpus, pricePerGpu }),
          rate: f.decodeThroughput({ batch: sequences, stepTime: earlier('step') }),
          utilization,
        }),
      steps: [
        md`The model runs on all of the chips, so all of them are paid.`,
        md`Every sequence gets a token in a step.`,
        md`An hour has 3600 seconds, of which only the busy ones make tokens. The price of the hour is spread over those.`,
      ],
    },
  },
  hint: () => md`
One step first: what is read, over the bandwidth of all chips. Then the tokens of a step over its time. Then the price of an hour over the tokens that the hour really yields; only the busy seconds count.
  `,
  after: ({ params, layers, kvHeads, headDim, gpus, peak, bandwidth, pricePerGpu, sequences, context, utilization }, f) => {
    const pricePerHour = f.hourlyPrice({ gpus, pricePerGpu });
    const weightBytes = f.weightBytes({ params });
    const flopsPerToken = f.forwardFlopsPerToken({ params });
    const kvBytes = f.kvCacheBytes({ layers, kvHeads, headDim, tokens: context, sequences });
    const stepTime = f.decodeStepTime({ weightBytes, bandwidth, batch: sequences, flopsPerToken, peak, kvBytes, gpus });
    const rate = f.decodeThroughput({ batch: sequences, stepTime });
    const at = (share: number) => f.costPerMillionTokens({ pricePerHour, rate, utilization: share });
    const cost = f.costPerMillionTokens({ pricePerHour, rate, utilization });
    return md`A machine that is never idle would bring it down to ${dollars(at(1))}. One that waits for its users and works a tenth of the time makes the same tokens at ${dollars(at(0.1))}. No better kernel makes up for a factor of ${show(f.priceRatio({ first: at(0.1), second: cost }), { digits: 2 })}. So providers pay for work that can wait: OpenAI’s [batch interface](https://platform.openai.com/docs/guides/batch), for one, gives half off to requests that may take a day.`;
  },
  erratum: 'E36',
  fresh: {
    'h100-runpod': rented(h100, 2, 3.99, 'as RunPod’s Secure Cloud listed it on 2026-11-09', {
      sequences: 24,
      context: 2048,
      utilization: 0.7,
    }),
    'h100-aws-8': rented(h100, 8, 6.88, 'as AWS listed a p5.48xlarge on 2026-11-09', { sequences: 64, context: 4096, utilization: 0.5 }),
    'a100-runpod-4': rented(a100, 4, 1.79, 'as RunPod’s Secure Cloud listed it on 2026-11-09', {
      sequences: 48,
      context: 4096,
      utilization: 0.6,
    }),
    'a100-lambda-8': rented(a100, 8, 2.79, 'as Lambda listed it on 2026-09-20', { sequences: 128, context: 2048, utilization: 0.45 }),
    'b200-lambda-8': rented(b200, 8, 6.69, 'as Lambda listed it on 2026-09-20', { sequences: 128, context: 8192, utilization: 0.65 }),
    'h100-pcie-runpod-2': rented(h100Pcie, 2, 2.89, 'as RunPod’s Secure Cloud listed it on 2026-11-09', {
      sequences: 32,
      context: 1024,
      utilization: 0.3,
    }),
  },
});
