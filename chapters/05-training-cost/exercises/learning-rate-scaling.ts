import { amount, md, numeric, show } from '@scaling-workbook/exercises';

const change = (learningRate: number, batch: number, newBatch: number) => ({
  learningRate: amount(learningRate, '1'),
  batch: amount(batch, 'sequence'),
  newBatch: amount(newBatch, 'sequence'),
});

export default numeric({
  title: 'A learning rate for a larger batch',
  original: '5.5',
  given: change(3e-4, 256, 2048),
  ask: ({ learningRate, batch, newBatch }) =>
    md`With Adam, a learning rate of ${learningRate} was found to work at a batch of ${batch}. You move to a batch of ${newBatch}. Which learning rate does the square-root rule give?`,
  label: 'New learning rate',
  unit: '1',
  solve: ({ learningRate, batch, newBatch }, f) => f.squareRootLearningRate({ learningRate, batch, newBatch }),
  byHand: 8.48528e-4,
  steps: [md`The noise of the gradient falls with the square root of the batch, and the rate may rise by the same factor.`],
  hint: () => md`How many times as large is the batch? The rate is multiplied by the root of that.`,
  after: ({ learningRate, batch, newBatch }, f) =>
    md`The linear rule would give ${show(f.linearLearningRate({ learningRate, batch, newBatch }), { digits: 3 })}. That one belongs to SGD ([Goyal et al. 2017](https://arxiv.org/abs/1706.02677)), whose step is proportional to the gradient. Adam divides each step by the size of the gradients it has seen, noise included, and so the root was suggested for it and then [derived](https://arxiv.org/abs/2205.10287). Either is a place to start a sweep from. Beyond the critical batch, where noise is no longer what limits a step, neither holds.`,
  erratum: 'E30',
  fresh: {
    'bert-256-to-8192': change(1e-4, 256, 8192),
    'llama-2-1024-to-256': change(3e-4, 1024, 256),
    'pythia-1024-to-4096': change(6e-4, 1024, 4096),
    'gpt-2-512-to-2048': change(6e-4, 512, 2048),
    'one-node-64-to-1024': change(2e-4, 64, 1024),
    'finetuning-32-to-128': change(2e-5, 32, 128),
  },
});
