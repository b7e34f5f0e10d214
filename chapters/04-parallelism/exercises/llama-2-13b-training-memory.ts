import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { modelById } from '@scaling-workbook/formulas/models';

const shape = (id: string, params: number, tokens: number) => {
  const { name, config } = modelById(id);
  return {
    model: name,
    params: amount(params, 'param'),
    tokens: amount(tokens, 'token'),
    layers: amount(config.layers, '1'),
    width: amount(config.width, '1'),
    hidden: amount(config.hidden, '1'),
  };
};

export default parts({
  title: 'Memory of weights, optimizer and activations',
  book: 'sb-training-2',
  given: {
    ...shape('llama-2-13b', 13e9, 16e6),
    weights: amount(2, 'B/param'),
    moments: amount(8, 'B/param'),
    ofWidth: amount(1, '1'),
    ofHidden: amount(2, '1'),
    bytesPerElement: amount(2, 'B/element'),
  },
  ask: ({ model, params, tokens, layers, width, hidden, weights, moments }) =>
    md`${model} (${params}, ${layers} layers of width ${width}, a gated MLP of ${hidden}) is trained with a batch of ${tokens}, all of it in flight at once. It keeps ${weights} of BF16 weight and ${moments} for the two moments of Adam in FP32, and no gradient. Of the activations it keeps in BF16 what comes out of the three matmuls of each MLP: two tensors of the hidden width and one of the model width. How much is the state, how much are the activations, and how much is it together, all devices counted as one?`,
  fields: {
    state: {
      label: 'Weights and optimizer',
      unit: 'GB',
      byHand: 130,
      solve: ({ params, weights, moments }, f) => f.weightsAndMomentsBytes({ params, weights, moments }),
      steps: [md`Ten bytes for each parameter.`],
    },
    activations: {
      label: 'Activations',
      unit: 'TB',
      byHand: 41.94304,
      solve: ({ tokens, layers, width, ofWidth, hidden, ofHidden, bytesPerElement }, f) =>
        f.checkpointBytes({ tokens, layers, width, ofWidth, hidden, ofHidden, bytesPerElement }),
      steps: [md`For each token and layer, $D + 2F$ numbers of two bytes.`],
      slips: [
        {
          name: 'one-hidden',
          say: 'That counts one tensor of the hidden width. A gated MLP has two matmuls that end there, gate and up.',
          given: () => ({ ofHidden: 1 }),
        },
      ],
    },
    all: {
      label: 'Together',
      unit: 'TB',
      byHand: 42.07304,
      solve: (_, f, earlier) => f.trainingMemoryBytes({ state: earlier('state'), checkpoints: earlier('activations') }),
      steps: [md`State and activations.`],
    },
  },
  hint: () => md`
The state does not depend on the batch, nor the activations on the number of parameters. Count the numbers kept for one token in one layer first.
  `,
  after: ({ params, tokens, layers, width, hidden, ofWidth, ofHidden }, f) => {
    const state = f.weightsAndMomentsBytes({ params });
    const activations = f.checkpointBytes({ tokens, layers, width, ofWidth, hidden, ofHidden });
    const once = f.checkpointBytes({ tokens, layers, width, ofWidth });
    return md`The activations are ${show(f.byteRatio({ first: activations, second: state }), { digits: 2 })} times the state. At large batches memory is a question of what you keep for the backward pass: with one tensor of the model width for each layer it would be ${show(once, { digits: 3 })}. And a batch can be cut into microbatches, at the price of gathering weights for each of them or keeping them.`;
  },
  fresh: {
    'llama-2-13b-4m': shape('llama-2-13b', 13e9, 4e6),
    'llama-2-7b-4m': shape('llama-2-7b', 6.74e9, 4e6),
    'llama-3-8b-4m': shape('llama-3-8b', 8.03e9, 2 ** 22),
    'llama-3-70b-16m': shape('llama-3-70b', 70.55e9, 2 ** 24),
    'llama-3-405b-16m': shape('llama-3.1-405b', 405.8e9, 2 ** 24),
  },
});
