import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { a100, h100, h200, tpuV5p } from '@scaling-workbook/formulas/hardware';
import { modelById } from '@scaling-workbook/formulas/models';

const batches = [32, 64, 128, 256, 512, 1024] as const;

const setting = (id: string, { name, peak, hbmBandwidth }: typeof h100 | typeof h200 | typeof a100 | typeof tpuV5p, limit: number) => {
  const { name: model, parameters } = modelById(id);
  return { model, params: parameters, chip: name, peak: peak.bf16, bandwidth: hbmBandwidth, limit: amount(limit, 's') };
};

export default parts({
  title: 'A batch under two limits',
  given: { ...setting('llama-3-8b', h100, 8e-3), bytesPerParam: amount(2, 'B/param'), share: amount(0.6, '1') },
  ask: ({ model, params, chip, peak, bandwidth, limit, share }) =>
    md`One ${chip} (${peak}, ${bandwidth}) decodes with ${model}, whose weights are ${params} in BF16. A step makes one token for every sequence of the batch: it reads all weights once and does two FLOPs for each parameter and sequence. Leave attention and its cache out, and let reading and arithmetic overlap. People wait for its answers, so a step may take ${show(limit, { as: 'ms' })} at most. And the chip is expensive, so it is to reach at least ${show(share, { as: '%' })} of its peak. How long does a step take at the very least, and from which batch on is it compute-bound? Then choose a batch.`,
  fields: {
    read: {
      label: 'Least time of a step',
      unit: 'ms',
      byHand: 4.7942,
      solve: ({ params, bytesPerParam, bandwidth }, f) => f.memoryTime({ bytes: f.weightBytes({ params, bytesPerParam }), bandwidth }),
      steps: [md`Two bytes for each parameter.`, md`However small the batch, all of them are read.`],
    },
    critical: {
      label: 'Critical batch',
      unit: 'token',
      byHand: 295.343,
      solve: ({ peak, bandwidth }, f) => f.criticalBatch({ peak, bandwidth }),
      steps: [md`In BF16 it is the ridge point.`],
    },
    batch: {
      label: 'A batch that meets both limits',
      options: ({ params, bytesPerParam, peak, bandwidth, limit, share }, f) =>
        batches.map((batch) => {
          const flops = f.forwardFlops({ params, tokens: batch });
          const time = f.rooflineTime({
            computeTime: f.computeTime({ flops, peak }),
            memoryTime: f.memoryTime({ bytes: f.weightBytes({ params, bytesPerParam }), bandwidth }),
          });
          const reached = f.fractionOfPeak({ rate: f.flopRate({ flops, time }), peak });
          const shown = md`A step takes ${show(time, { as: 'ms', digits: 2 })} and reaches ${show(reached, { as: '%', digits: 2 })} of the peak`;
          const slow = time.value > limit.value;
          const idle = reached.value < share.value;
          return {
            text: md`${show(amount(batch, '1'))}`,
            right: !slow && !idle,
            say: slow
              ? md`${shown}: too long. Above the critical batch every further sequence lengthens the step.`
              : idle
                ? md`${shown}: too little. Below the critical batch more sequences cost no time.`
                : md`${shown}.`,
          };
        }),
    },
  },
  hint: () =>
    md`Below the critical batch a step takes the same time whatever the batch, and reaches a share of the peak that grows with it. Above, it is the other way round.`,
  after: ({ params, bytesPerParam, bandwidth, limit, share }, f) => {
    const read = f.memoryTime({ bytes: f.weightBytes({ params, bytesPerParam }), bandwidth });
    return md`The two limits leave a window around the critical batch, from ${show(share, { as: '%' })} of it up to ${show(f.timeRatio({ first: limit, second: read }), { digits: 2 })} times it, which is how many times the least time fits into ${show(limit, { as: 'ms' })}. A faster memory moves the lower end down and a faster chip moves both up. If the window is empty, fewer bytes for each weight open it. Chapter 6 puts the cache back in, which takes its own time to read.`;
  },
  fresh: {
    '8b-h200': setting('llama-3-8b', h200, 4e-3),
    '8b-a100': setting('llama-3-8b', a100, 12e-3),
    '13b-h100': setting('llama-2-13b', h100, 12e-3),
    '8b-v5p': setting('llama-3-8b', tpuV5p, 8e-3),
    '32b-h100': setting('qwen2.5-32b', h100, 30e-3),
  },
});
