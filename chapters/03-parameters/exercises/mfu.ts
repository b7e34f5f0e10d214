import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { a100, h100, tpuV4 } from '@scaling-workbook/formulas/hardware';
import { modelById } from '@scaling-workbook/formulas/models';

/** A run with a published rate for each chip. */
const run = (model: string, params: number, rate: number, chip: string, peak = h100.peak.bf16.value) => ({
  model,
  params: amount(params, 'param'),
  rate: amount(rate, 'token/s'),
  chip,
  peak: amount(peak, 'FLOP/s'),
});

export default parts({
  title: 'How busy is this run?',
  original: '3.6',
  given: {
    model: 'Llama 3 70B',
    params: amount(70.6e9, 'param'),
    rate: amount(900, 'token/s'),
    chip: 'H100 SXM',
    peak: h100.peak.bf16,
  },
  ask: ({ model, params, rate, chip, peak }) =>
    md`A training run of ${model} (${params}) reports ${rate} on each ${chip}, whose dense BF16 peak is ${peak}. What is its MFU, and what is the most that one chip could ever report for this model?`,
  fields: {
    mfu: {
      label: 'MFU',
      unit: '%',
      byHand: 38.532444,
      solve: ({ rate, params, peak }, f) => f.modelFlopsUtilization({ rate, params, peak }),
      steps: [
        md`
What the model needs, $6N$ for each token, over what the chip could do in the same second.
        `,
      ],
    },
    ceiling: {
      label: 'Ceiling',
      unit: 'token/s',
      byHand: 2335.6941,
      solve: ({ params, peak }, f) => f.trainingRateCeiling({ params, peak }),
      steps: [
        md`
Every FLOP of the peak spent on the model: an MFU of exactly 1.
        `,
      ],
    },
  },
  hint: () => md`
One training token costs $6N$ FLOPs. Multiply by the tokens of a second and you have FLOP/s, which you can compare with the peak. For the ceiling, ask for the rate at which the two are equal.
  `,
  after: ({ rate, params, peak, chip }, f) => {
    const mfu = f.modelFlopsUtilization({ rate, params, peak });
    const hardware = f.hardwareFlopsUtilization({ rate, params, peak });
    return md`${show(mfu, { as: '%', digits: 3 })} of what this ${chip} could do goes into the model. If the run recomputes activations, the chip is busier than that, up to ${show(hardware, { as: '%', digits: 3 })} with a whole second forward pass; that figure is called HFU, hardware FLOPs utilization, and it counts the extra work. Meta reports an MFU of [38 to 43 %](https://arxiv.org/abs/2407.21783) for Llama 3 405B. The ceiling, ${show(f.trainingRateCeiling({ params, peak }), { digits: 4 })}, is worth working out before you believe any throughput in BF16: a higher figure has been miscounted.`;
  },
  erratum: 'E21',
  fresh: {
    // arXiv:2302.13971, §2.4
    'llama-65b-a100': run('LLaMA 65B', modelById('llama-65b').parameters.value, 380, 'A100 80GB', a100.peak.bf16.value),
    // arXiv:2204.02311, §4.1: 238.3 thousand tokens a second on 6144 chips
    'palm-540b-tpu-v4': run('PaLM 540B', 540.35e9, 238_300 / 6144, 'TPU v4', tpuV4.peak.bf16.value),
    // github.com/jzhang38/TinyLlama
    'tinyllama-a100': run('TinyLlama 1.1B', modelById('tinyllama-1.1b').parameters.value, 24_000, 'A100 40GB', a100.peak.bf16.value),
    // github.com/mosaicml/llm-foundry, scripts/train/benchmarking
    'mpt-70b-h100': run('MPT 70B', 64_862_437_376, 1039, 'H100 SXM'),
    'mpt-30b-h100': run('MPT 30B', 29_975_214_080, 2308, 'H100 SXM'),
    'mpt-7b-h100': run('MPT 7B', 6_658_859_008, 10_643, 'H100 SXM'),
  },
});
