import { amount, md, numeric, show } from '@scaling-workbook/exercises';
import { code } from '../code.ts';

const model = (name: string, params: number, devices: number, bytes = 4) => ({
  name,
  params: amount(params, 'param'),
  devices: amount(devices, '1'),
  bytes: amount(bytes, 'B/param'),
});

export default numeric({
  title: 'What a mean of gradients sends',
  given: model('GPT-2 small', 124_439_808, 8),
  ask: ({ name, params, devices, bytes }) =>
    md`A data-parallel step of ${name} (${show(params, { digits: 4 })}) takes the mean of its gradients over ${devices} devices, by a ring. The gradients have ${bytes}. How much does each device send?`,
  label: 'Sent by each device',
  unit: 'MB',
  solve: ({ params, devices, bytes }, f) => f.allReduceBytes({ bytes: f.weightBytes({ params, bytesPerParam: bytes }), devices }),
  byHand: 871.078656,
  steps: [
    md`
The gradients are as many as the parameters.
    `,
    md`
A mean is a sum and a division, and a sum over devices is an all-reduce.
    `,
  ],
  hint: () => md`
Which collective of chapter 2 is a mean over devices?
  `,
  after: ({ devices }, f) =>
    md`In the source it is one word, ${code('pmean')}, or no word at all where the compiler finds that a mean over a sharded batch needs it. The bill is the same. It does not shrink with more devices either: the factor $2(P-1)/P$ is ${show(f.byteRatio({ first: f.allReduceBytes({ bytes: 1, devices }), second: 1 }), { digits: 3 })} for ${devices} and never reaches 2.`,
  fresh: {
    'gpt-2-small-on-64': model('GPT-2 small', 124_439_808, 64),
    'gpt-2-small-bf16': model('GPT-2 small', 124_439_808, 8, 2),
    'gpt-2-xl': model('GPT-2 XL', 1_557_611_200, 8),
    'llama-3-8b': model('Llama 3 8B', 8_030_261_248, 16, 2),
    'llama-3-70b': model('Llama 3 70B', 70_553_706_496, 64, 2),
  },
});
