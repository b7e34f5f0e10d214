/** Memory of what the forward pass keeps for the backward pass. */
import { count, formula, nonNegative, optional, positive } from './formula.ts';

const korthikanti =
  'Korthikanti et al. 2022, Reducing Activation Recomputation in Large Transformer Models, arXiv:2205.05198, §4 and Table 2';

const sequences = count('sequence', 'b', 'sequences of one microbatch on one data-parallel rank');
const tokens = count('token', 's', 'tokens of a sequence');
const width = count('1', 'h', 'model width', 'model.width');
const heads = count('1', 'a', 'query heads', 'model.queryHeads');
const ranks = count('GPU', 't', 'tensor-parallel ranks');
const bytesPerElement = optional(positive('B/element', 'e', 'bytes of one element', 'type.activation'), 2);
const layers = count('1', 'L', 'layers', 'model.layers');

export const inputActivationBytes = formula({
  title: 'Activations at the input of a layer',
  about: 'One vector of the width for each token of each sequence: what every layer hands to the next.',
  takes: { sequences, tokens, width, bytesPerElement },
  example: { sequences: 24, tokens: 3072, width: 6144 },
  gives: 'B',
  symbol: String.raw`A_\text{in}`,
  tex: ({ sequences, tokens, width, bytesPerElement }) => String.raw`${sequences} \cdot ${tokens} \cdot ${width} \cdot ${bytesPerElement}`,
  of: ({ sequences, tokens, width, bytesPerElement }) => sequences * tokens * width * bytesPerElement,
  slips: [
    {
      name: 'elements-not-bytes',
      say: 'That counts elements. Multiply by the bytes of one element.',
      of: ({ sequences, tokens, width }) => sequences * tokens * width,
    },
  ],
  source: korthikanti,
});

export const attentionScoreBytes = formula({
  title: 'Attention scores of a layer',
  about: 'A score for each pair of tokens, in each head of each sequence. FlashAttention never stores them.',
  takes: { sequences, heads, tokens, bytesPerElement },
  assumes: ['whole context'],
  example: { sequences: 24, heads: 48, tokens: 3072 },
  gives: 'B',
  symbol: String.raw`A_\text{scores}`,
  tex: ({ sequences, heads, tokens, bytesPerElement }) =>
    String.raw`${sequences} \cdot ${heads} \cdot ${tokens}^2 \cdot ${bytesPerElement}`,
  of: ({ sequences, heads, tokens, bytesPerElement }) => sequences * heads * tokens ** 2 * bytesPerElement,
  slips: [
    {
      name: 'heads-left-out',
      say: 'That is one head. Each head has a score matrix of its own.',
      of: ({ sequences, tokens, bytesPerElement }) => sequences * tokens ** 2 * bytesPerElement,
    },
    {
      name: 'batch-left-out',
      say: 'That is one sequence. Each sequence of the batch has its own scores.',
      of: ({ heads, tokens, bytesPerElement }) => heads * tokens ** 2 * bytesPerElement,
    },
  ],
  source: korthikanti,
});

export const simplifiedLayerActivationBytes = formula({
  title: 'Activations of a layer, simplified',
  about: 'Input and attention scores only. The published formula also counts queries, keys, values, the MLP, softmax and dropout.',
  takes: {
    input: nonNegative('B', String.raw`A_\text{in}`, 'bytes of the input'),
    scores: nonNegative('B', String.raw`A_\text{scores}`, 'bytes of the attention scores'),
  },
  example: { input: 2e9, scores: 2e9 },
  gives: 'B',
  symbol: 'A',
  tex: ({ input, scores }) => String.raw`${input} + ${scores}`,
  of: ({ input, scores }) => input + scores,
  slips: [
    {
      name: 'scores-left-out',
      say: 'That is the input alone. The scores are far larger, unless FlashAttention keeps them from being stored.',
      of: ({ input }) => input,
    },
  ],
  source: korthikanti,
});

export const modelActivationBytes = formula({
  title: 'Activations of all layers',
  about: 'What one layer keeps, for every layer: the backward pass needs them all. Embedding, last norm and head are left out.',
  takes: { layers, layer: nonNegative('B', 'A', 'bytes that one layer keeps for one microbatch') },
  example: { layers: 48, layer: 7e9 },
  gives: 'B',
  symbol: String.raw`A_\text{all}`,
  tex: ({ layers, layer }) => String.raw`${layers} \cdot ${layer}`,
  of: ({ layers, layer }) => layers * layer,
  slips: [
    {
      name: 'one-layer',
      say: 'That is one layer. The activations of all layers wait for the backward pass.',
      of: ({ layer }) => layer,
    },
  ],
  source: korthikanti,
});

export const layerActivationBytes = formula({
  title: 'Activations of a layer',
  about:
    'All that one layer with plain attention, a two-matrix MLP of 4h and dropout keeps in 16 bit, masks in one byte. The second term is attention over the context, which FlashAttention or selective recomputation removes.',
  takes: { sequences, tokens, width, heads },
  assumes: ['plain layers'],
  example: { sequences: 24, tokens: 3072, width: 6144, heads: 48 },
  gives: 'B',
  symbol: 'A',
  tex: ({ sequences, tokens, width, heads }) =>
    String.raw`${tokens} \cdot ${sequences} \cdot ${width} \cdot \left(34 + \frac{5 \cdot ${heads} \cdot ${tokens}}{${width}}\right)`,
  of: ({ sequences, tokens, width, heads }) => tokens * sequences * width * (34 + (5 * heads * tokens) / width),
  slips: [
    {
      name: 'attention-left-out',
      say: 'That leaves out the term of attention over the context, $5as/h$, which is the larger one at long context.',
      of: ({ sequences, tokens, width }) => 34 * tokens * sequences * width,
    },
    {
      name: 'batch-left-out',
      say: 'That is one sequence. Multiply by the sequences of the batch.',
      of: ({ tokens, width, heads }) => tokens * width * (34 + (5 * heads * tokens) / width),
    },
  ],
  source: korthikanti,
});

export const tensorParallelActivationBytes = formula({
  title: 'Activations of a layer under tensor parallelism',
  about: 'Attention and MLP are divided between the ranks. Norms, dropout and the inputs of both, 10sbh, stay whole on every rank.',
  takes: { sequences, tokens, width, heads, ranks },
  assumes: ['plain layers'],
  example: { sequences: 24, tokens: 3072, width: 6144, heads: 48, ranks: 24 },
  gives: 'B',
  symbol: String.raw`A_\text{TP}`,
  tex: ({ sequences, tokens, width, heads, ranks }) =>
    String.raw`${tokens} \cdot ${sequences} \cdot ${width} \cdot \left(10 + \frac{24}{${ranks}} + \frac{5 \cdot ${heads} \cdot ${tokens}}{${width} \cdot ${ranks}}\right)`,
  of: ({ sequences, tokens, width, heads, ranks }) =>
    tokens * sequences * width * (10 + 24 / ranks + (5 * heads * tokens) / (width * ranks)),
  slips: [
    {
      name: 'all-divided',
      say: 'That divides everything. Without sequence parallelism norms, dropout and inputs stay whole on every rank.',
      of: ({ sequences, tokens, width, heads, ranks }) => (tokens * sequences * width * (34 + (5 * heads * tokens) / width)) / ranks,
    },
  ],
  source: korthikanti,
});

export const sequenceParallelActivationBytes = formula({
  title: 'Activations of a layer under tensor and sequence parallelism',
  about: 'Norms, dropout and inputs are divided along the sequence, so everything a layer keeps is divided by the ranks.',
  takes: { sequences, tokens, width, heads, ranks },
  assumes: ['plain layers'],
  example: { sequences: 24, tokens: 3072, width: 6144, heads: 48, ranks: 24 },
  gives: 'B',
  symbol: String.raw`A_\text{SP}`,
  tex: ({ sequences, tokens, width, heads, ranks }) =>
    String.raw`\frac{${tokens} \cdot ${sequences} \cdot ${width}}{${ranks}} \cdot \left(34 + \frac{5 \cdot ${heads} \cdot ${tokens}}{${width}}\right)`,
  of: ({ sequences, tokens, width, heads, ranks }) => ((tokens * sequences * width) / ranks) * (34 + (5 * heads * tokens) / width),
  slips: [
    {
      name: 'norms-whole',
      say: 'That leaves norms, dropout and inputs whole on every rank. Sequence parallelism divides them as well.',
      of: ({ sequences, tokens, width, heads, ranks }) =>
        tokens * sequences * width * (10 + 24 / ranks + (5 * heads * tokens) / (width * ranks)),
    },
  ],
  source: korthikanti,
});

export const selectiveRecomputationBytes = formula({
  title: 'Activations of a layer with selective recomputation and sequence parallelism',
  about:
    'Scores, softmax and their dropout are computed again in the backward pass, which costs few FLOPs and removes the term in s². FlashAttention does the same. Sequence parallelism goes with the tensor parallelism here; without it norms, dropout and inputs stay whole on every rank.',
  takes: { sequences, tokens, width, ranks: optional(count('GPU', 't', 'ranks of tensor and sequence parallelism together'), 1) },
  assumes: ['plain layers'],
  example: { sequences: 24, tokens: 3072, width: 6144 },
  gives: 'B',
  symbol: String.raw`A_\text{sel}`,
  tex: ({ sequences, tokens, width, ranks }) => String.raw`\frac{34 \cdot ${tokens} \cdot ${sequences} \cdot ${width}}{${ranks}}`,
  of: ({ sequences, tokens, width, ranks }) => (34 * tokens * sequences * width) / ranks,
  slips: [
    {
      name: 'full-recomputation',
      say: 'That keeps the input alone, which is full recomputation. Selective recomputation drops only what attention keeps over the context.',
      of: ({ sequences, tokens, width, ranks }) => (2 * tokens * sequences * width) / ranks,
    },
  ],
  source: korthikanti,
});

export const tensorParallelSelectiveBytes = formula({
  title: 'Activations of a layer with selective recomputation under tensor parallelism alone',
  about:
    'Attention over the context is computed again in the backward pass. Norms, dropout and inputs, 10sbh, stay whole on every rank, so more ranks help less and less.',
  takes: { sequences, tokens, width, ranks },
  assumes: ['plain layers'],
  example: { sequences: 24, tokens: 3072, width: 6144, ranks: 24 },
  gives: 'B',
  symbol: String.raw`A_\text{sel}`,
  tex: ({ sequences, tokens, width, ranks }) =>
    String.raw`${tokens} \cdot ${sequences} \cdot ${width} \cdot \left(10 + \frac{24}{${ranks}}\right)`,
  of: ({ sequences, tokens, width, ranks }) => tokens * sequences * width * (10 + 24 / ranks),
  slips: [
    {
      name: 'all-divided',
      say: 'That divides everything, which takes sequence parallelism. Without it norms, dropout and inputs stay whole on every rank.',
      of: ({ sequences, tokens, width, ranks }) => (34 * tokens * sequences * width) / ranks,
    },
  ],
  source: korthikanti,
});

export const fullRecomputationBytes = formula({
  title: 'Activations of a layer with full recomputation',
  about: 'Only the input of the layer is kept; its forward pass is run again in the backward pass, which adds a third to the FLOPs.',
  takes: { sequences, tokens, width },
  example: { sequences: 24, tokens: 3072, width: 6144 },
  gives: 'B',
  symbol: String.raw`A_\text{full}`,
  tex: ({ sequences, tokens, width }) => String.raw`2 \cdot ${tokens} \cdot ${sequences} \cdot ${width}`,
  of: ({ sequences, tokens, width }) => 2 * tokens * sequences * width,
  slips: [
    {
      name: 'selective-recomputation',
      say: 'That drops only what attention keeps over the context. Full recomputation keeps the input alone.',
      of: ({ sequences, tokens, width }) => 34 * tokens * sequences * width,
    },
  ],
  source: korthikanti,
});

export const attentionActivationTerm = formula({
  title: 'Attention term of the activations',
  about: 'How much attention over the context adds to the 34 in the formula of a layer. It grows with the context.',
  takes: { heads, tokens, width },
  assumes: ['plain layers'],
  example: { heads: 48, tokens: 3072, width: 6144 },
  gives: '1',
  tex: ({ heads, tokens, width }) => String.raw`\frac{5 \cdot ${heads} \cdot ${tokens}}{${width}}`,
  of: ({ heads, tokens, width }) => (5 * heads * tokens) / width,
  slips: [
    {
      name: 'heads-left-out',
      say: 'That is one head. Each head keeps scores of its own.',
      of: ({ tokens, width }) => (5 * tokens) / width,
    },
  ],
  source: korthikanti,
});
