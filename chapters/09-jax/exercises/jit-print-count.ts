import { amount, md, parts } from '@scaling-workbook/exercises';
import { block, code } from '../code.ts';

const data = (name: string, examples: number, batch: number, epochs: number) => ({
  name,
  examples: amount(examples, 'example'),
  batch: amount(batch, 'example'),
  epochs: amount(epochs, '1'),
});

export default parts({
  title: 'How often a print runs',
  given: data('MNIST', 60_000, 128, 10),
  ask: ({ name, examples, batch, epochs }) =>
    md`A training step is jitted, and someone has left a print in it:
${block('@jax.jit', 'def step(params, x, y):', "    print('tracing step')", '    …')}
It is called for ${epochs} epochs over the ${examples} of ${name}, in batches of ${batch}; the last batch of each epoch takes what is left. How often is the step called, and how often does the line appear?`,
  fields: {
    calls: {
      label: 'Calls',
      unit: '1',
      tolerance: 0,
      byHand: 4690,
      solve: ({ examples, batch, epochs }, f) => f.stepCalls({ examples, batch, epochs }),
      steps: [
        md`
The batches of one epoch, rounded up, times the epochs.
        `,
      ],
    },
    prints: {
      label: 'Lines printed',
      unit: '1',
      tolerance: 0,
      byHand: 2,
      solve: ({ examples, batch }, f) => f.batchShapes({ examples, batch }),
      steps: [
        md`
Once for full batches, and once more if a smaller one is left over. Epochs do not matter: the compiled programs are kept.
        `,
      ],
      slips: [
        {
          name: 'each-call-of-all-epochs',
          say: 'That is each call. The body of a jitted function runs as Python only while it is traced.',
          solve: ({ examples, batch, epochs }, f) => f.stepCalls({ examples, batch, epochs }),
        },
      ],
    },
  },
  hint: () => md`
When does the Python inside a jitted function run, and which of its calls differ in shape?
  `,
  after: ({ examples, batch }, f) => {
    const shapes = f.batchShapes({ examples, batch });
    const rest =
      shapes.value > 1
        ? md`The second line comes from the last batch of the first epoch, and with it a second compilation: for a large model, minutes in the middle of a run. That is why data loaders drop the rest or pad it.`
        : md`The batches divide the data evenly here, so one program serves every call.`;
    return md`A jitted function is Python only while it is traced. ${rest} A print that is meant to run each time is ${code('jax.debug.print')}.`;
  },
  erratum: 'E46',
  fresh: {
    'cifar-10': data('CIFAR-10', 50_000, 100, 20),
    'fashion-mnist': data('Fashion-MNIST', 60_000, 256, 5),
    imagenet: data('ImageNet-1k', 1_281_167, 1024, 90),
    'california-housing': data('California housing', 20_640, 240, 3),
  },
});
