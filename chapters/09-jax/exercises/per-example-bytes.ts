import { amount, md, numeric, show } from '@scaling-workbook/exercises';

const run = (name: string, params: number, batch: number) => ({
  name,
  params: amount(params, 'param'),
  batch: amount(batch, 'example'),
});

export default numeric({
  title: 'A gradient for each example',
  given: run('GPT-2 small', 124_439_808, 256),
  ask: ({ name, params, batch }) =>
    md`You want to clip the gradient of each example by itself, as differentially private training does, and map the gradient of ${name} (${show(params, { digits: 4 })}) over a batch of ${batch}. How large is the result in float32?`,
  label: 'Gradients',
  unit: 'GB',
  solve: ({ params, batch }, f) => f.tensorBytes({ elements: f.perExampleGradientElements({ params, batch }), bytesPerElement: 4 }),
  byHand: 127.426363,
  steps: [
    md`
One gradient of the size of the model for each example.
    `,
    md`
Four bytes each.
    `,
  ],
  hint: () => md`
What shape does each leaf of the result have?
  `,
  after: ({ params, batch }, f) =>
    md`The gradient of the mean is ${show(f.tensorBytes({ elements: f.perExampleGradientElements({ params, batch: 1 }), bytesPerElement: 4 }), { digits: 3 })}, and the FLOPs of both are nearly the same. The cost of the gradients of ${show(batch)} is memory. Sometimes the compiler can fuse a reduction into their making and never stores them. Do not count on it: map over small chunks of the batch and add up as you go.`,
  fresh: {
    'small-batch': run('GPT-2 small', 124_439_808, 32),
    'gpt-2-xl': run('GPT-2 XL', 1_557_611_200, 16),
    'llama-3-8b': run('Llama 3 8B', 8_030_261_248, 8),
    'addition-model': run('a ten-million-parameter decoder', 10_000_000, 512),
    'large-batch': run('GPT-2 small', 124_439_808, 1024),
  },
});
