import { amount, md, numeric, show } from '@scaling-workbook/exercises';
import { h100 } from '@scaling-workbook/formulas/hardware';
import { modelById } from '@scaling-workbook/formulas/models';

const run = (id: string, gpus: number) => {
  const { name, parameters } = modelById(id);
  return { model: name, params: parameters, gpus: amount(gpus, 'GPU') };
};

export default numeric({
  title: 'What each GPU keeps under FSDP',
  original: '4.1',
  given: {
    model: 'A 70B model',
    params: amount(70e9, 'param'),
    gpus: amount(64, 'GPU'),
    weights: amount(2, 'B/param'),
    gradients: amount(2, 'B/param'),
    optimizer: amount(12, 'B/param'),
  },
  ask: ({ model, params, gpus, weights, gradients, optimizer }) =>
    md`${model} (${params}) is trained with Adam in mixed precision: ${weights} for the weights, ${gradients} for the gradients, ${optimizer} for the optimizer. FSDP shards all of it over ${gpus}. How much training state does each GPU keep?`,
  label: 'State on each GPU',
  unit: 'GB',
  solve: ({ params, gpus, weights, gradients, optimizer }, f) => f.zero3StateBytes({ params, ranks: gpus, weights, gradients, optimizer }),
  byHand: 17.5,
  steps: [
    md`
Every byte of the state is stored on exactly one GPU, so the whole is divided by the number of ranks.
    `,
  ],
  hint: () => md`
Add up the bytes of one parameter first. Then ask how many GPUs share it.
  `,
  after: ({ params, gpus, weights, gradients, optimizer }, f) => {
    const whole = f.dataParallelStateBytes({ params, weights, gradients, optimizer });
    const own = f.zero3StateBytes({ params, ranks: gpus, weights, gradients, optimizer });
    const left = own.value < h100.hbmSize.value;
    const room = left
      ? md`An H100 has ${h100.hbmSize}, so the state takes ${show(f.byteShare({ part: own, whole: h100.hbmSize }), { as: '%', digits: 2 })} of it.`
      : md`An H100 has only ${h100.hbmSize}.`;
    return md`Unsharded it would be ${show(whole, { digits: 4 })} on every GPU. ${room} That is the state alone: activations come on top, and FSDP does not divide those. They follow the sequences that this GPU works on, however many others there are.`;
  },
  erratum: 'E22',
  fresh: {
    'llama-3-8b-on-16': run('llama-3-8b', 16),
    'llama-3-70b-on-256': run('llama-3-70b', 256),
    'llama-3-405b-on-1024': run('llama-3.1-405b', 1024),
    'gpt-3-on-512': run('gpt3-175b', 512),
    'qwen-3-32b-on-128': run('qwen3-32b', 128),
    'mistral-7b-on-32': run('mistral-7b-v0.3', 32),
  },
});
