/** Memory of a whole training run over all devices together: state as the companion book counts it, and checkpoints. */
import { count, countOrZero, formula, nonNegative, optional, positive } from './formula.ts';

const book = 'Austin et al. 2025, How to Scale Your Model, Parts 5 and 6, https://jax-ml.github.io/scaling-book/applied-training/';

/** BF16 weights, FP32 moments. */
export const weightsAndMomentsBytes = formula({
  title: 'Weights and optimizer moments',
  about:
    'The smallest state that Adam gets by with: no FP32 copy of the weights, and no gradient stored beyond the layer at work. Mixed precision as most GPU frameworks run it holds 16 bytes a parameter instead.',
  takes: {
    params: positive('param', 'N', 'parameters', 'model.parameters'),
    weights: optional(positive('B/param', 'b_w', 'bytes of a weight'), 2),
    moments: optional(positive('B/param', 'b_m', 'bytes of both moments of Adam'), 8),
  },
  example: { params: 20e9 },
  gives: 'B',
  tex: ({ params, weights, moments }) => String.raw`${params} \cdot (${weights} + ${moments})`,
  of: ({ params, weights, moments }) => params * (weights + moments),
  slips: [
    {
      name: 'weights-only',
      say: 'Those are the weights alone. Adam keeps two moments of each, which take more room than the weight.',
      of: ({ params, weights }) => params * weights,
    },
    {
      name: 'moments-only',
      say: 'Those are the moments alone. The weights come on top.',
      of: ({ params, moments }) => params * moments,
    },
    {
      name: 'one-moment',
      say: 'Adam keeps two moments, the mean of the gradients and of their squares.',
      of: ({ params, weights, moments }) => params * (weights + moments / 2),
    },
  ],
  source: book,
});

export const checkpointBytes = formula({
  title: 'Checkpointed activations',
  about:
    'In each layer and for each token so many tensors of the model width and so many of the hidden width are kept; the rest is computed again. All devices together, for the whole batch at once.',
  takes: {
    tokens: positive('token', 'B', 'tokens that are in flight at once: the batch, unless it is cut into microbatches'),
    layers: count('1', 'L', 'layers', 'model.layers'),
    width: count('1', 'D', 'model width', 'model.width'),
    ofWidth: countOrZero('1', 'n_D', 'tensors of the model width kept in a layer'),
    hidden: optional(count('1', 'F', 'hidden width of the MLP', 'model.hidden'), 1),
    ofHidden: optional(countOrZero('1', 'n_F', 'tensors of the hidden width kept in a layer'), 0),
    bytesPerElement: optional(positive('B/element', 'b', 'bytes of one element', 'type.activation'), 2),
  },
  example: { tokens: 3e6, layers: 48, width: 6144, ofWidth: 2, hidden: 16_384, ofHidden: 1 },
  gives: 'B',
  tex: ({ tokens, layers, width, ofWidth, hidden, ofHidden, bytesPerElement }) =>
    String.raw`${bytesPerElement} \cdot ${layers} \cdot ${tokens} \cdot (${ofWidth} \cdot ${width} + ${ofHidden} \cdot ${hidden})`,
  of: ({ tokens, layers, width, ofWidth, hidden, ofHidden, bytesPerElement }) =>
    bytesPerElement * layers * tokens * (ofWidth * width + ofHidden * hidden),
  refuse: ({ ofWidth, ofHidden }) => (ofWidth + ofHidden > 0 ? undefined : 'ofWidth and ofHidden are both 0: nothing would be kept'),
  slips: [
    {
      name: 'one-layer',
      say: 'That is one layer. Every layer keeps its own until the backward pass reaches it.',
      of: ({ tokens, width, ofWidth, hidden, ofHidden, bytesPerElement }) =>
        bytesPerElement * tokens * (ofWidth * width + ofHidden * hidden),
    },
    {
      name: 'elements-not-bytes',
      say: 'That counts elements. Multiply by the bytes of one element.',
      of: ({ tokens, layers, width, ofWidth, hidden, ofHidden }) => layers * tokens * (ofWidth * width + ofHidden * hidden),
    },
  ],
  source: book,
});

export const trainingMemoryBytes = formula({
  title: 'Memory of a training step',
  about: 'State and checkpoints of all devices together. Buffers, gathered layers and fragmentation come on top.',
  takes: {
    state: nonNegative('B', String.raw`M_\text{state}`, 'bytes of weights and optimizer'),
    checkpoints: nonNegative('B', String.raw`M_\text{ckpt}`, 'bytes of the activations that are kept'),
  },
  example: { state: 2e11, checkpoints: 5e12 },
  gives: 'B',
  tex: ({ state, checkpoints }) => String.raw`${state} + ${checkpoints}`,
  of: ({ state, checkpoints }) => state + checkpoints,
  slips: [
    {
      name: 'state-only',
      say: 'That is the state alone. At a batch of this size the checkpoints are most of the memory.',
      of: ({ state }) => state,
    },
  ],
  source: book,
});
