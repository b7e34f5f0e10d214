import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { a100, b200, h100, type Accelerator } from '@scaling-workbook/formulas/hardware';
import { modelById } from '@scaling-workbook/formulas/models';

const model = (id: string) => {
  const { name, parameters, config } = modelById(id);
  return {
    model: name,
    params: parameters,
    layers: amount(config.layers, '1'),
    kvHeads: amount(config.kvHeads, '1'),
    headDim: amount(config.headDim, '1'),
  };
};
const node = ({ name, peak: { bf16 }, hbmBandwidth }: Accelerator, gpus: number) => {
  if (!bf16) throw new RangeError(`${name} has no BF16 peak`);
  return { chip: name, gpus: amount(gpus, 'GPU'), peak: bf16, bandwidth: hbmBandwidth };
};
/** Prompt and answer of a request, and how many decode together with both in their caches. */
const traffic = (prompt: number, answer: number, sequences: number) => ({
  prompt: amount(prompt, 'token'),
  answer: amount(answer, 'token'),
  context: amount(prompt + answer, 'token'),
  sequences: amount(sequences, 'sequence'),
});

export default parts({
  title: 'Machines for both phases',
  given: {
    ...model('llama-3-70b'),
    params: amount(70.6e9, 'param'),
    ...node(h100, 8),
    ...traffic(8192, 512, 160),
    efficiency: amount(0.4, '1'),
  },
  ask: ({ model, params, layers, kvHeads, headDim, chip, gpus, peak, bandwidth, prompt, answer, sequences, context, efficiency }) =>
    md`${model} (${params} in BF16, ${layers} layers, ${kvHeads} key and value heads of width ${headDim}) is served by machines of ${show(gpus, { as: 'chip' })} each (${chip}: ${peak}, ${bandwidth}), some for prefill and some for decode. Requests have prompts of ${prompt} and answers of ${answer}. Prefill reaches ${show(efficiency, { as: '%' })} of the peak; leave attention over the prompt out. A decode machine works on ${sequences} at a time at full bandwidth, each with ${context} in its BF16 cache. How long does a prefill machine take for a prompt? How long is a decode step? And how many prefill machines does each decode machine need?`,
  fields: {
    prefill: {
      label: 'A prompt',
      unit: 's',
      byHand: 0.365345,
      solve: ({ params, gpus, peak, efficiency, prompt }, f) =>
        f.timeToFirstToken({
          promptTokens: prompt,
          rate: f.prefillRate({ peak, gpus, efficiency, flopsPerToken: f.forwardFlopsPerToken({ params }) }),
        }),
      steps: [
        md`Two FLOPs for each parameter and token.`,
        md`What the machine reaches of its peak, over that.`,
        md`The prompt over the rate.`,
      ],
    },
    step: {
      label: 'A decode step',
      unit: 'ms',
      byHand: 22.2963,
      solve: ({ params, layers, kvHeads, headDim, context, sequences, bandwidth, peak, gpus }, f) =>
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
        md`All caches.`,
        md`The caches, then the longer of weights and arithmetic.`,
      ],
    },
    machines: {
      label: 'Prefill machines for each decode machine',
      unit: '1',
      byHand: 5.1206,
      tolerance: 0.01,
      solve: ({ sequences, answer }, f, earlier) =>
        f.prefillMachinesPerDecode({
          batch: sequences,
          prefillTime: earlier('prefill'),
          stepTime: earlier('step'),
          outputTokens: answer,
        }),
      steps: [md`A decode machine ends so many sequences in the time of one prompt, and each of them is replaced by a new prompt.`],
    },
    cached: {
      label:
        'Now three quarters of every prompt are found in a cache, and answers become twice as long. If a step takes as long as before, what happens to that number?',
      options: ({ params, gpus, peak, efficiency, prompt, answer, sequences, layers, kvHeads, headDim, context, bandwidth }, f) => {
        const flopsPerToken = f.forwardFlopsPerToken({ params });
        const prefillTime = f.timeToFirstToken({
          promptTokens: prompt.value / 4,
          rate: f.prefillRate({ peak, gpus, efficiency, flopsPerToken }),
        });
        const kvBytes = f.kvCacheBytes({ layers, kvHeads, headDim, tokens: context, sequences });
        const weightBytes = f.weightBytes({ params });
        const stepTime = f.decodeStepTime({ weightBytes, bandwidth, batch: sequences, flopsPerToken, peak, kvBytes, gpus });
        const machines = f.prefillMachinesPerDecode({ batch: sequences, prefillTime, stepTime, outputTokens: 2 * answer.value });
        const now = show(machines, { digits: 2 });
        return [
          {
            text: md`It falls to an eighth.`,
            right: true,
            say: md`A quarter of the prefill for each request, and half as many requests in a second: ${now}.`,
          },
          {
            text: md`It falls to a quarter.`,
            right: false,
            say: md`That is the cache alone. Longer answers also mean that slots fall free half as often: ${now}.`,
          },
          {
            text: md`It falls to a half.`,
            right: false,
            say: md`That would be so if longer answers doubled the need for prompts. They halve it: ${now}.`,
          },
          {
            text: md`It stays about as it is: the two cancel.`,
            right: false,
            say: md`Both work in the same direction, less prefill and more decode: ${now}.`,
          },
        ];
      },
    },
  },
  hint: () => md`
A prefill machine delivers one prompt in each prefill time. A decode machine ends $B$ sequences in as many steps as an answer has tokens. In balance it ends as many as the prefill machines deliver.
  `,
  after: ({ params, layers, kvHeads, headDim, context, sequences, gpus, peak, bandwidth, answer }, f) => {
    const flopsPerToken = f.forwardFlopsPerToken({ params });
    const kvBytes = f.kvCacheBytes({ layers, kvHeads, headDim, tokens: context, sequences });
    const stepTime = f.decodeStepTime({
      weightBytes: f.weightBytes({ params }),
      bandwidth,
      batch: sequences,
      flopsPerToken,
      peak,
      kvBytes,
      gpus,
    });
    const rate = f.requestRatePerChip({ batch: sequences, stepTime, outputTokens: answer, gpus });
    return md`A decode machine ends ${show(rate, { digits: 2 })} on each of its chips; what a request costs is the chips of both kinds. The proportion is a property of the traffic and not of the model alone, and it changes with the hour of the day, so engines let machines change sides. Where prompts and answers vary, it holds for their means.`;
  },
  fresh: {
    'short-prompts': traffic(1024, 512, 256),
    'long-answers': traffic(1024, 4096, 256),
    'llama-3-8b-one-h100': { ...model('llama-3-8b'), ...node(h100, 1), ...traffic(8192, 512, 48) },
    'b200-eight': { ...node(b200, 8), ...traffic(8192, 1024, 256) },
    'a100-eight': { ...node(a100, 8), ...traffic(4096, 512, 192), efficiency: amount(0.5, '1') },
  },
});
