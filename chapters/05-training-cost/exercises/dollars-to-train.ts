import { amount, md, numeric, show } from '@scaling-workbook/exercises';

const day = 86_400;
const bill = (chip: string, gpus: number, days: number, price: number, like: string) => ({
  chip,
  gpus: amount(gpus, 'GPU'),
  time: amount(days * day, 's'),
  pricePerHour: amount(price, '$/h'),
  like,
});

export default numeric({
  title: 'What the bill says',
  original: '5.2',
  given: bill('H100', 2048, 91, 2, 'the run of the first exercise, rounded up to whole days'),
  ask: ({ chip, gpus, time, pricePerHour, like }) =>
    md`You rent ${show(gpus, { as: '1' })} ${chip}s for ${show(time, { as: 'day' })} (${like}) at ${pricePerHour} for each of them. What does the run cost?`,
  label: 'Rental cost',
  unit: '$',
  solve: ({ gpus, time, pricePerHour }, f) => f.trainingDollars({ gpuHours: f.gpuHours({ gpus, time }), pricePerHour }),
  byHand: 8_945_664,
  steps: [md`You pay for GPU-hours: every chip, every hour, around the clock.`, md`Each of those hours has a price.`],
  hint: () => md`Go by way of GPU-hours. How many hours do you pay for in a day?`,
  after: ({ gpus, time, pricePerHour }, f) => {
    const gpuHours = f.gpuHours({ gpus, time });
    const cost = f.trainingDollars({ gpuHours, pricePerHour });
    const times = (factor: number) => show(amount(cost.value * factor, '$'), { digits: 3 });
    return md`You pay for ${show(gpuHours, { digits: 3 })}. This is the price of one run that works the first time. Runs that diverge, sweeps of learning rates, small models trained only to predict the large one, and GPUs that wait while you think all come on top: with two or three times the compute of the final run the project costs ${times(2)} to ${times(3)}. DeepSeek said so in plain words when it [quoted its own bill](https://arxiv.org/abs/2412.19437): the figure left out all earlier research and ablations.`;
  },
  erratum: 'E28',
  fresh: {
    'deepseek-v3': bill('H800', 2048, 54.2, 2, 'about what pre-training DeepSeek-V3 took'),
    'llama-65b': bill('A100', 2048, 21, 1.79, 'about what LLaMA 65B took'),
    'mpt-7b': bill('A100', 440, 9.5, 2, 'what MPT 7B took'),
    'smollm3-3b': bill('H100', 384, 24, 2.69, 'what SmolLM3 took'),
    'bloom-176b': bill('A100', 384, 117, 1.79, 'about what BLOOM took'),
    'tinyllama-1-1b': bill('A100', 16, 90, 1.99, 'what TinyLlama planned for'),
  },
});
