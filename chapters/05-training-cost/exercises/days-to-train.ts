import { amount, md, numeric, show } from '@scaling-workbook/exercises';
import { h100 } from '@scaling-workbook/formulas/hardware';

const card = (folder: string): string => `https://github.com/meta-llama/llama-models/blob/main/models/${folder}/MODEL_CARD.md`;
const run = (model: string, source: string, params: number, tokens: number, gpus: number, hours: number) => ({
  model,
  source,
  params: amount(params, 'param'),
  tokens: amount(tokens, 'token'),
  gpus: amount(gpus, 'GPU'),
  hours: amount(hours, 'GPU*h'),
});
const onA100 = { chip: 'A100', peak: amount(312e12, 'FLOP/s') };
const day = 86_400;

export default numeric({
  title: 'How many days is that?',
  original: '5.1',
  given: {
    ...run('Llama 3 70B', card('llama3'), 70.6e9, 15e12, 2048, 6.4e6),
    chip: 'H100',
    peak: h100.peak.bf16,
    mfu: amount(0.4, '1'),
  },
  ask: ({ model, params, tokens, gpus, chip, peak, mfu }) =>
    md`A model with the ${params} of ${model} is to be trained on ${tokens}. You hold ${show(gpus, { as: '1' })} ${chip}s with a dense BF16 peak of ${peak} each, and expect an MFU of ${show(mfu, { as: '%' })}. How many days will the run take?`,
  label: 'Training time',
  unit: 'day',
  solve: ({ params, tokens, gpus, peak, mfu }, f) => f.trainingTime({ flops: f.trainingFlops({ params, tokens }), gpus, peak, mfu }),
  byHand: 90.7343,
  steps: [
    md`Each parameter takes part in six FLOPs for each token: two forward, four backward.`,
    md`The cluster gets its useful work done at the peak of all its chips, times the MFU. A day has ${show(amount(day, 's'), { as: 's' })}.`,
  ],
  slips: [
    {
      name: 'hours',
      say: 'That is the time in hours. Divide by 24.',
      solve: ({ params, tokens, gpus, peak, mfu }, f) =>
        24 * f.trainingTime({ flops: f.trainingFlops({ params, tokens }), gpus, peak, mfu }),
    },
  ],
  hint: () => md`First the work, $6ND$. Then the rate at which the whole cluster really does it. Convert seconds to days last.`,
  after: ({ model, source, params, tokens, gpus, chip, peak, mfu, hours }, f) => {
    const flops = f.trainingFlops({ params, tokens });
    const time = f.elapsedTime({ gpuHours: hours, gpus });
    const slower = time.value > f.trainingTime({ flops, gpus, peak, mfu }).value;
    return md`The makers of ${model} [report](${source}) ${hours} on ${chip}s. On ${show(gpus, { as: '1' })} of them that is ${show(time, { as: 'day', digits: 4 })}, ${slower ? 'longer' : 'shorter'} than you planned: ${show(f.tokenRatePerGpu({ tokens, gpuHours: hours }), { digits: 3 })} on each, an MFU of ${show(f.achievedMfu({ flops, gpuHours: hours, peak }), { as: '%', digits: 3 })} over all the hours reported. Reported hours may hold restarts, evaluations and idle nodes, so this figure is usually below what a training log shows on a good day. Plan with the reported hours, tune with the log.`;
  },
  erratum: 'E27',
  fresh: {
    'llama-3-8b': run('Llama 3 8B', card('llama3'), 8.03e9, 15e12, 1024, 1.3e6),
    'llama-3-1-405b': run('Llama 3.1 405B', card('llama3_1'), 405e9, 15.6e12, 16_384, 30.84e6),
    'llama-65b': {
      ...run('LLaMA 65B', 'https://arxiv.org/abs/2302.13971', 65.2e9, 1.4e12, 2048, 1_022_362),
      ...onA100,
      mfu: amount(0.5, '1'),
    },
    'llama-2-70b': { ...run('Llama 2 70B', card('llama2'), 69e9, 2e12, 2048, 1_720_320), ...onA100, mfu: amount(0.45, '1') },
    'bloom-176b': {
      ...run('BLOOM 176B', 'https://arxiv.org/abs/2211.02001', 176e9, 366e9, 384, 1.08e6),
      ...onA100,
      mfu: amount(0.35, '1'),
    },
    'smollm3-3b': { ...run('SmolLM3 3B', 'https://huggingface.co/blog/smollm3', 3.08e9, 11.2e12, 384, 221_184), mfu: amount(0.35, '1') },
  },
});
