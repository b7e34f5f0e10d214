import { amount, md, parts, show, type Markdown } from '@scaling-workbook/exercises';
import { a100, h100, l4, t4 } from '@scaling-workbook/formulas/hardware';

const batches = [64, 256, 1024, 4096, 16_384];

export default parts({
  title: 'How many sums in a step?',
  given: {
    params: amount(10.6e6, 'param'),
    tokens: amount(200e6, 'token'),
    tokensPerExample: amount(11, 'token'),
    chip: 'L4',
    peak: l4.peak.bf16,
    mfu: amount(0.3, '1'),
    kernels: amount(400, 'kernel'),
    launch: amount(5e-6, 's'),
    busy: amount(10e-3, 's'),
    steps: amount(10_000, 'step'),
  },
  ask: ({ params, tokens, tokensPerExample, chip, peak, mfu, kernels, launch, busy, steps }) =>
    md`Training ${params} on ${tokens}, ${show(tokensPerExample, { as: '1' })} of them for each sum, on an ${chip} (${peak}, of which you expect ${show(mfu, { as: '%' })}). Suppose that a step launches ${kernels} at ${launch} each. How long do the launches take? To be safe from them you want at least ${busy} of arithmetic in a step: how many sums are that? And you want at least ${show(steps, { as: '1' })} steps, so that the learning rate can rise and fall: how many sums may a step have at most? Then choose the smallest batch that is fit for both.`,
  fields: {
    launches: {
      label: 'Launches of a step',
      unit: 'ms',
      byHand: 2,
      solve: ({ kernels, launch }, f) => f.launchTime({ kernels, launch }),
      steps: [md`As if nothing hid them.`],
    },
    fewest: {
      label: 'Fewest sums',
      unit: 'sequence',
      byHand: 518.868,
      solve: ({ busy, params, tokensPerExample, peak, mfu }, f) => f.examplesToFill({ time: busy, params, tokensPerExample, peak, mfu }),
      steps: [md`FLOPs in that time, over the FLOPs of one sum.`],
    },
    most: {
      label: 'Most sums',
      unit: 'sequence',
      byHand: 1818,
      solve: ({ tokens, tokensPerExample, steps }, f) =>
        f.largestBatch({ examples: f.trainingExamples({ tokens, tokensPerExample }), steps }),
      steps: [md`The sums of the whole run.`, md`Shared out over the steps.`],
    },
    batch: {
      label: 'The smallest batch that is fit for both',
      options: ({ params, tokens, tokensPerExample, peak, mfu, busy, steps }, f) => {
        const fewest = f.examplesToFill({ time: busy, params, tokensPerExample, peak, mfu });
        const examples = f.trainingExamples({ tokens, tokensPerExample });
        const most = f.largestBatch({ examples, steps });
        const smallest = batches.find((batch) => batch >= fewest.value && batch <= most.value);
        return batches.map((batch) => {
          const made = show(f.runSteps({ examples, batch }));
          const flops = f.trainingFlops({ params, tokens: f.batchOfDevices({ perDevice: tokensPerExample, devices: batch }) });
          const arithmetic = show(f.trainingTime({ flops, gpus: 1, peak, mfu }), { as: 'ms', digits: 2 });
          const why = (): Markdown => {
            if (batch < fewest.value)
              return md`A step would compute for ${arithmetic} only, and the launches could take as long or longer.`;
            if (batch > most.value) return md`That leaves ${made}. Each is accurate, but there are too few of them.`;
            if (batch === smallest) return md`It computes for ${arithmetic} in a step and takes ${made}.`;
            return md`It leaves ${made}, so it is fit for both, but a smaller batch is, too.`;
          };
          return { text: md`${show(amount(batch, '1'))}`, right: batch === smallest, say: why() };
        });
      },
    },
  },
  hint: () => md`
A sum is $6NT$ FLOPs, with $T$ for the tokens read of it. The rate is the peak times the MFU. The sums of the whole run are its tokens over $T$.
  `,
  after: ({ params, tokensPerExample, peak, mfu }, f) => {
    const sums = (batch: number) => f.batchOfDevices({ perDevice: tokensPerExample, devices: batch });
    const time = (batch: number) => f.trainingTime({ flops: f.trainingFlops({ params, tokens: sums(batch) }), gpus: 1, peak, mfu });
    return md`At the batch of 64 that the program has by default, a step is ${show(time(64), { as: 'ms', digits: 2 })} of arithmetic: the launches would be most of it, and the MFU would be a fraction of what you expected. That is how small models on large chips lose their MFU. XLA fuses many operations into one kernel and can record a whole step as one graph, which makes launches cheaper; counting them tells you whether you have to care. The upper bound is softer. How many steps a model needs is found by training it.`;
  },
  fresh: {
    'a100-at-a-fifth': { chip: 'A100', peak: a100.peak.bf16, mfu: amount(0.2, '1') },
    'h100-in-3000-steps': { chip: 'H100', peak: h100.peak.bf16, mfu: amount(0.15, '1'), steps: amount(3000, 'step') },
    't4-in-fp16': { chip: 'T4', peak: t4.peak.fp16, mfu: amount(0.2, '1') },
    'eighty-five-million': { params: amount(85e6, 'param'), tokens: amount(1.7e9, 'token') },
    'five-digits': { tokensPerExample: amount(17, 'token'), kernels: amount(300, 'kernel') },
  },
});
