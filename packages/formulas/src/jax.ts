/** A JAX program in numbers: traces, shards, blocks of a kernel's grid. */
import { count, countOrZero, formula, openFraction, optional, positive } from './formula.ts';

const jitDocs = 'JAX documentation 2026, Just-in-time compilation, https://docs.jax.dev/en/latest/jit-compilation.html';
const pallasDocs = 'JAX documentation 2026, Grids and BlockSpecs, https://docs.jax.dev/en/latest/pallas/grid_blockspec.html';
const shardDocs = 'JAX documentation 2026, Manual parallelism with shard_map, https://docs.jax.dev/en/latest/notebooks/shard_map.html';

const examples = count('example', 'n', 'examples in the data set');
const batch = count('example', 'B', 'examples in a full batch');
const length = count('element', 'n', 'elements of the vector');
const block = count('element', 'b', 'elements of one block');

export const stepCalls = formula({
  title: 'Calls of the step',
  about: 'Each epoch takes as many batches as it needs for all examples; the last one may be smaller.',
  takes: { examples, batch, epochs: optional(count('1', 'E', 'epochs'), 1) },
  example: { examples: 4e6, batch: 48 },
  gives: '1',
  tex: ({ examples, batch, epochs }) => String.raw`${epochs} \cdot \lceil ${examples} / ${batch} \rceil`,
  of: ({ examples, batch, epochs }) => epochs * Math.ceil(examples / batch),
  slips: [
    {
      name: 'rest-dropped',
      say: 'That drops the examples left over for the last, smaller batch of each epoch. They make one more call.',
      of: ({ examples, batch, epochs }) => epochs * Math.floor(examples / batch),
    },
    {
      name: 'one-epoch',
      say: 'That is one epoch. Multiply by the number of epochs.',
      of: ({ examples, batch }) => Math.ceil(examples / batch),
    },
  ],
  source: 'Goodfellow, Bengio, Courville 2016, Deep Learning, §8.1.3, https://www.deeplearningbook.org/contents/optimization.html',
});

export const batchShapes = formula({
  title: 'Shapes of the batches',
  about: 'Full batches have one shape, and what is left over another. A jitted step is traced once for each shape it meets.',
  takes: { examples, batch },
  example: { examples: 48_000, batch: 48 },
  gives: '1',
  tex: ({ examples, batch }) =>
    String.raw`\min(1, \lfloor ${examples} / ${batch} \rfloor) + \lceil ${examples} / ${batch} \rceil - \lfloor ${examples} / ${batch} \rfloor`,
  of: ({ examples, batch }) => Math.min(1, Math.floor(examples / batch)) + Math.ceil(examples / batch) - Math.floor(examples / batch),
  slips: [
    {
      name: 'every-call',
      say: 'A print inside a jitted function runs when the function is traced, not when it is called. Later calls of the same shapes run the compiled program.',
      of: ({ examples, batch }) => Math.ceil(examples / batch),
    },
  ],
  source: jitDocs,
});

export const paddedLengths = formula({
  title: 'Lengths after padding',
  about: 'Each length is padded up to the next multiple. What is left is one shape, and so one compilation, for each multiple.',
  takes: { longest: count('token', 'L', 'longest length'), multiple: count('token', 'm', 'multiple that lengths are padded to') },
  example: { longest: 4096, multiple: 64 },
  gives: '1',
  tex: ({ longest, multiple }) => String.raw`\lceil ${longest} / ${multiple} \rceil`,
  of: ({ longest, multiple }) => Math.ceil(longest / multiple),
  slips: [
    {
      name: 'every-length',
      say: 'That compiles for each length by itself. Padding leaves only the multiples.',
      of: ({ longest }) => longest,
    },
    {
      name: 'multiple-itself',
      say: 'That is the step between two lengths. Count how many such steps reach the longest.',
      of: ({ multiple }) => multiple,
    },
  ],
  source: jitDocs,
});

export const reusedKeySlope = formula({
  title: 'Slope fitted with a reused key',
  about: 'The same key gives the same draw, so the noise is the input again and adds its scale to the slope.',
  takes: { slope: positive('1', 'w', 'true slope'), noise: positive('1', '\\sigma', 'scale of the noise') },
  example: { slope: 3, noise: 3 },
  gives: '1',
  symbol: "w'",
  tex: ({ slope, noise }) => String.raw`${slope} + ${noise}`,
  of: ({ slope, noise }) => slope + noise,
  slips: [
    {
      name: 'independent-noise',
      say: 'That is the slope for noise that has nothing to do with the input. The same key draws the same numbers again.',
      of: ({ slope }) => slope,
    },
    {
      name: 'subtracted',
      say: 'The noise is the input itself, with the same sign: it adds to the slope.',
      of: ({ slope, noise }) => Math.abs(slope - noise),
    },
  ],
  source: 'JAX documentation 2026, jax.random, https://docs.jax.dev/en/latest/jax.random.html',
});

export const leastSquaresSlope = formula({
  title: 'Slope after some steps',
  about:
    'The gradient of the mean squared error is twice the remaining distance, if the inputs have mean 0 and variance 1. Each step covers the same fraction of it.',
  takes: {
    slope: positive('1', 'w', 'slope of the data'),
    learningRate: openFraction('1', '\\eta', 'learning rate'),
    steps: count('1', 'k', 'steps from zero'),
  },
  example: { slope: 3, learningRate: 2e-4, steps: 22 },
  gives: '1',
  symbol: 'w_k',
  tex: ({ slope, learningRate, steps }) => String.raw`${slope} \cdot (1 - (1 - 2 \cdot ${learningRate})^{${steps}})`,
  of: ({ slope, learningRate, steps }) => slope * (1 - (1 - 2 * learningRate) ** steps),
  slips: [
    {
      name: 'factor-two-lost',
      say: 'The derivative of a square brings a factor of 2: each step covers $2\\eta$ of what is left.',
      of: ({ slope, learningRate, steps }) => slope * (1 - (1 - learningRate) ** steps),
    },
    {
      name: 'steps-of-one-size',
      say: 'That takes every step as long as the first. The gradient shrinks with the distance that is left.',
      of: ({ slope, learningRate, steps }) => slope * 2 * learningRate * steps,
    },
    {
      name: 'what-is-left',
      say: 'That is the distance that remains. Subtract it from the slope.',
      of: ({ slope, learningRate, steps }) => slope * (1 - 2 * learningRate) ** steps,
    },
  ],
  source: 'Boyd, Vandenberghe 2004, Convex Optimization, §9.3, https://web.stanford.edu/~boyd/cvxbook/',
});

export const dimensionPerDevice = formula({
  title: 'Dimension on one device',
  about: 'A dimension sharded over a mesh axis is cut into equal parts; JAX refuses one that does not divide evenly.',
  takes: { size: count('1', 'n', 'size of the whole dimension'), devices: count('1', 'P', 'devices along the mesh axis') },
  example: { size: 12, devices: 12 },
  gives: '1',
  tex: ({ size, devices }) => String.raw`\frac{${size}}{${devices}}`,
  of: ({ size, devices }) => size / devices,
  refuse: ({ size, devices }) => (size % devices === 0 ? undefined : `size must be a multiple of devices, got ${size} over ${devices}`),
  slips: [
    {
      name: 'whole-dimension',
      say: 'That is the whole dimension. It is sharded over this mesh axis, so each device holds its part only.',
      of: ({ size }) => size,
    },
    {
      name: 'multiplied',
      say: 'Sharding divides a dimension among the devices.',
      of: ({ size, devices }) => size * devices,
    },
  ],
  source:
    'JAX documentation 2026, Distributed arrays and automatic parallelization, https://docs.jax.dev/en/latest/notebooks/Distributed_arrays_and_automatic_parallelization.html',
});

export const summedLearningRate = formula({
  title: 'Learning rate in effect with summed gradients',
  about: 'A sum over devices is the mean times their number, and plain gradient descent cannot tell that from a larger rate.',
  takes: { learningRate: positive('1', '\\eta', 'learning rate written in the program'), devices: count('1', 'P', 'devices') },
  example: { learningRate: 2e-4, devices: 12 },
  gives: '1',
  symbol: "\\eta'",
  tex: ({ learningRate, devices }) => String.raw`${devices} \cdot ${learningRate}`,
  of: ({ learningRate, devices }) => learningRate * devices,
  slips: [
    {
      name: 'mean-trusted',
      say: 'That relies on the mean. But the gradient had already been summed, so it is the same on every device, and the mean of equal values changes nothing.',
      of: ({ learningRate }) => learningRate,
    },
    {
      name: 'divided',
      say: 'A sum is larger than a mean, not smaller.',
      of: ({ learningRate, devices }) => learningRate / devices,
    },
  ],
  source: shardDocs,
});

export const gridSize = formula({
  title: 'Grid of a blocked kernel',
  about: 'One program for each block, the last of which may be only partly filled.',
  takes: { length, block },
  example: { length: 12, block: 12 },
  gives: '1',
  tex: ({ length, block }) => String.raw`\lceil ${length} / ${block} \rceil`,
  of: ({ length, block }) => Math.ceil(length / block),
  slips: [
    {
      name: 'rounded-down',
      say: 'That leaves out the last, partly filled block, and its elements would never be written. Round up.',
      of: ({ length, block }) => Math.floor(length / block),
    },
    {
      name: 'elements-of-a-block',
      say: 'That is the size of a block. The grid says how many of them there are.',
      of: ({ block }) => block,
    },
  ],
  source: pallasDocs,
});

export const elementsNotCovered = formula({
  title: 'Elements never written',
  about: 'What lies beyond the last block of the grid is never touched, and the output holds whatever was there.',
  takes: { length, block, grid: countOrZero('1', 'g', 'blocks of the grid') },
  example: { length: 12, block: 12, grid: 3 },
  gives: 'element',
  tex: ({ length, block, grid }) => String.raw`\max(0,\ ${length} - ${grid} \cdot ${block})`,
  of: ({ length, block, grid }) => Math.max(0, length - grid * block),
  slips: [
    {
      name: 'what-is-covered',
      say: 'That is what the grid does write. The question asks for the rest.',
      of: ({ block, grid }) => grid * block,
    },
  ],
  source: pallasDocs,
});

export const perExampleGradientElements = formula({
  title: 'Elements of per-example gradients',
  about: 'One gradient, as large as the parameters, for each example of the batch.',
  takes: { params: count('param', 'N', 'parameters', 'model.parameters'), batch },
  example: { params: 20e9, batch: 48 },
  gives: 'element',
  tex: ({ params, batch }) => String.raw`${batch} \cdot ${params}`,
  of: ({ params, batch }) => batch * params,
  slips: [
    {
      name: 'one-gradient',
      say: 'That is one gradient, of the mean loss. Here each example keeps its own.',
      of: ({ params }) => params,
    },
  ],
  source: 'Goodfellow 2015, Efficient Per-Example Gradient Computations, arXiv:1510.01799',
});

/** Time to compile every shape before the first request: $n t$. */
export const warmUpTime = formula({
  title: 'Time to warm up',
  about: 'One compilation for each shape, one after the other.',
  takes: { programs: count('1', 'n', 'programs to compile'), compile: positive('s', 't', 'time to compile one') },
  example: { programs: 12, compile: 7 },
  gives: 's',
  tex: ({ programs, compile }) => String.raw`${programs} \cdot ${compile}`,
  of: ({ programs, compile }) => programs * compile,
  slips: [{ name: 'one-program', say: 'That is one program. Each shape needs one of its own.', of: ({ compile }) => compile }],
  source: jitDocs,
});

/** Memory of a training step's state while it runs: $N (c\,b_s + b_g)$. */
export const stepMemory = formula({
  title: 'State during a step',
  about:
    'A step reads the old state and writes the new one. If the old one is donated, the new one takes its place; otherwise both exist at the end of the step.',
  takes: {
    params: count('param', 'N', 'parameters', 'model.parameters'),
    stateBytes: positive('B/param', 'b_s', 'bytes of weights and optimizer state for each parameter'),
    gradientBytes: positive('B/param', 'b_g', 'bytes of the gradient for each parameter'),
    copies: optional(count('1', 'c', 'copies of the state: 1 if it is donated, otherwise 2'), 1),
  },
  example: { params: 3e9, stateBytes: 10, gradientBytes: 2, copies: 2 },
  gives: 'B',
  tex: ({ params, stateBytes, gradientBytes, copies }) => String.raw`${params} \cdot (${copies} \cdot ${stateBytes} + ${gradientBytes})`,
  of: ({ params, stateBytes, gradientBytes, copies }) => params * (copies * stateBytes + gradientBytes),
  slips: [
    {
      name: 'gradient-left-out',
      say: 'That leaves out the gradient, which exists beside the state during the step.',
      of: ({ params, stateBytes, copies }) => params * copies * stateBytes,
    },
    {
      name: 'other-copies',
      say: 'Count the copies again: one if the old state is donated, and old and new if it is not.',
      of: ({ params, stateBytes, gradientBytes, copies }) => params * ((3 - copies) * stateBytes + gradientBytes),
    },
  ],
  source: 'JAX documentation 2026, Buffer donation, https://docs.jax.dev/en/latest/buffer_donation.html',
});
