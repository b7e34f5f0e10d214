/** Counting the parameters of a transformer, matrix by matrix. */
import { count, countOrZero, formula, nonNegative, optional, positive } from './formula.ts';

const vaswani = 'Vaswani et al. 2017, Attention Is All You Need, arXiv:1706.03762';
const gqa = 'Ainslie et al. 2023, GQA: Training Generalized Multi-Query Transformer Models, arXiv:2305.13245';
const glu = 'Shazeer 2020, GLU Variants Improve Transformer, arXiv:2002.05202';
const rms = 'Zhang, Sennrich 2019, Root Mean Square Layer Normalization, arXiv:1910.07467';
const layerNorm = 'Ba, Kiros, Hinton 2016, Layer Normalization, arXiv:1607.06450';
const tying = 'Press, Wolf 2017, Using the Output Embedding to Improve Language Models, arXiv:1608.05859';
const gpt2 = 'Radford et al. 2019, Language Models are Unsupervised Multitask Learners, §2.3';
const llama = 'Touvron et al. 2023, LLaMA, arXiv:2302.13971, §2';

const width = count('1', 'd', 'model width', 'model.width');
const heads = count('1', 'h', 'query heads', 'model.queryHeads');
const kvHeads = count('1', String.raw`h_\text{kv}`, 'key and value heads', 'model.kvHeads');
const headDim = count('1', String.raw`d_\text{head}`, 'width of one head', 'model.headWidth');
const plainHidden = count('1', String.raw`d_\text{ff}`, 'hidden width of the MLP', 'model.plainHidden');
const gatedHidden = count('1', String.raw`d_\text{ff}`, 'hidden width of the MLP', 'model.gatedHidden');
const vocab = count('token', 'V', 'tokens in the vocabulary', 'model.vocabulary');
const layers = count('1', 'L', 'layers', 'model.layers');

const unevenGroups = ({ heads, kvHeads }: { readonly heads: number; readonly kvHeads: number }): string | undefined =>
  heads % kvHeads === 0
    ? undefined
    : `heads must be a multiple of kvHeads, so that each serves as many queries, got ${heads} and ${kvHeads}`;

/** Without biases. */
export const attentionParameters = formula({
  title: 'Attention parameters',
  about: 'The four matrices of multi-head attention: queries, keys, values and the output. Where the heads share the width that is 4d².',
  takes: { width, heads, headDim },
  assumes: ['multi-head', 'usual attention'],
  example: { width: 6144, heads: 48, headDim: 128 },
  gives: 'param',
  symbol: String.raw`N_\text{attn}`,
  tex: ({ width, heads, headDim }) => String.raw`4 \cdot ${width} \cdot ${heads} \cdot ${headDim}`,
  of: ({ width, heads, headDim }) => 4 * width * heads * headDim,
  slips: [
    {
      name: 'output-projection-left-out',
      say: 'Queries, keys and values are three matrices; the heads are joined again by a fourth, the output projection.',
      of: ({ width, heads, headDim }) => 3 * width * heads * headDim,
    },
    {
      name: 'one-head',
      say: 'That is one head. The matrices hold all $h$ heads side by side.',
      of: ({ width, headDim }) => 4 * width * headDim,
    },
  ],
  source: vaswani,
});

/** Without biases. */
export const groupedAttentionParameters = formula({
  title: 'Grouped-query attention parameters',
  about:
    'Queries and the output have all heads, keys and values only the fewer key-value heads, which groups of queries share. With one key-value head it is multi-query attention.',
  takes: { width, heads, kvHeads, headDim },
  assumes: ['usual attention'],
  example: { width: 6144, heads: 48, kvHeads: 8, headDim: 128 },
  gives: 'param',
  symbol: String.raw`N_\text{attn}`,
  tex: ({ width, heads, kvHeads, headDim }) => String.raw`2 \cdot ${width} \cdot ${headDim} \cdot (${heads} + ${kvHeads})`,
  of: ({ width, heads, kvHeads, headDim }) => 2 * width * headDim * (heads + kvHeads),
  refuse: unevenGroups,
  slips: [
    {
      name: 'full-width-keys-and-values',
      say: 'That gives keys and values as many heads as queries. In grouped-query attention their matrices are only $d \\times h_\\text{kv} d_\\text{head}$.',
      of: ({ width, heads, headDim }) => 4 * width * headDim * heads,
    },
    {
      name: 'output-projection-left-out',
      say: 'The output projection is missing: it is as large as that of the queries.',
      of: ({ width, heads, kvHeads, headDim }) => width * headDim * (heads + 2 * kvHeads),
    },
  ],
  source: gqa,
});

/** Without biases. */
export const mlpParameters = formula({
  title: 'MLP parameters',
  about: 'Up to the hidden width and down again, as in GPT. The usual hidden width is 4d.',
  takes: { width, hidden: plainHidden },
  example: { width: 6144, hidden: 16_384 },
  gives: 'param',
  symbol: String.raw`N_\text{mlp}`,
  tex: ({ width, hidden }) => String.raw`2 \cdot ${width} \cdot ${hidden}`,
  of: ({ width, hidden }) => 2 * width * hidden,
  slips: [
    {
      name: 'one-matrix',
      say: 'That is one matrix. The MLP goes up to the hidden width and down again.',
      of: ({ width, hidden }) => width * hidden,
    },
    {
      name: 'gated',
      say: 'Three matrices make a gated MLP such as SwiGLU. This one has two.',
      of: ({ width, hidden }) => 3 * width * hidden,
    },
  ],
  source: vaswani,
});

/** Without biases. */
export const gatedMlpParameters = formula({
  title: 'Gated MLP parameters',
  about: 'Gate, up and down: the three matrices of SwiGLU and its relatives. The same formula counts one expert of a mixture.',
  takes: { width, hidden: gatedHidden },
  example: { width: 6144, hidden: 16_384 },
  gives: 'param',
  symbol: String.raw`N_\text{mlp}`,
  tex: ({ width, hidden }) => String.raw`3 \cdot ${width} \cdot ${hidden}`,
  of: ({ width, hidden }) => 3 * width * hidden,
  slips: [
    {
      name: 'two-matrices',
      say: 'Two matrices make a plain MLP. SwiGLU has a third, the gate.',
      of: ({ width, hidden }) => 2 * width * hidden,
    },
  ],
  source: glu,
});

export const layerBiases = formula({
  title: 'Biases of a layer',
  about:
    'One number for each output of the six linear layers of a layer: queries, keys, values, output, up and down. Llama and its relatives have none.',
  takes: { width, heads, kvHeads, headDim, hidden: plainHidden },
  assumes: ['biases'],
  example: { width: 6144, heads: 48, kvHeads: 8, headDim: 128, hidden: 16_384 },
  gives: 'param',
  symbol: 'N_b',
  tex: ({ width, heads, kvHeads, headDim, hidden }) =>
    String.raw`(${heads} + 2 \cdot ${kvHeads}) \cdot ${headDim} + 2 \cdot ${width} + ${hidden}`,
  of: ({ width, heads, kvHeads, headDim, hidden }) => (heads + 2 * kvHeads) * headDim + 2 * width + hidden,
  refuse: unevenGroups,
  slips: [
    {
      name: 'left-out',
      say: 'The biases of the linear layers are missing. Each output of a linear layer has one in this model.',
      of: () => 0,
    },
    {
      name: 'attention-only',
      say: 'Those are the biases of attention. The two layers of the MLP have them as well.',
      of: ({ width, heads, kvHeads, headDim }) => (heads + 2 * kvHeads) * headDim + width,
    },
  ],
  source: gpt2,
});

export const rmsNormParameters = formula({
  title: 'RMSNorm parameters',
  about: 'A weight for each element of the width; no mean is subtracted and there is no bias.',
  takes: { width },
  assumes: ['rms norm'],
  example: { width: 6144 },
  gives: 'param',
  symbol: String.raw`N_\text{norm}`,
  tex: ({ width }) => width,
  of: ({ width }) => width,
  slips: [
    {
      name: 'with-bias',
      say: 'A bias belongs to LayerNorm. RMSNorm has the weight only.',
      of: ({ width }) => 2 * width,
    },
  ],
  source: rms,
});

export const layerNormParameters = formula({
  title: 'LayerNorm parameters',
  about: 'A weight and a bias for each element of the width.',
  takes: { width },
  assumes: ['layer norm'],
  example: { width: 6144 },
  gives: 'param',
  symbol: String.raw`N_\text{norm}`,
  tex: ({ width }) => String.raw`2 \cdot ${width}`,
  of: ({ width }) => 2 * width,
  slips: [
    {
      name: 'bias-left-out',
      say: 'LayerNorm has a bias beside its weight: two numbers for each element.',
      of: ({ width }) => width,
    },
  ],
  source: layerNorm,
});

export const layerParameters = formula({
  title: 'Parameters of a layer',
  about: 'Attention, MLP and as a rule two norms, one before each of them. Biases are 0 in Llama and its relatives.',
  takes: {
    attention: positive('param', String.raw`N_\text{attn}`, 'parameters of attention'),
    mlp: positive('param', String.raw`N_\text{mlp}`, 'parameters of the MLP, or of all experts and their router'),
    norm: nonNegative('param', String.raw`N_\text{norm}`, 'parameters of one norm'),
    norms: optional(countOrZero('1', 'n', 'norms in a layer'), 2),
    biases: optional(nonNegative('param', 'N_b', 'biases of the linear layers'), 0),
  },
  example: { attention: 9e7, mlp: 3e8, norm: 6144 },
  gives: 'param',
  symbol: String.raw`N_\text{layer}`,
  tex: ({ attention, mlp, norm, norms, biases }) => String.raw`${attention} + ${mlp} + ${norms} \cdot ${norm} + ${biases}`,
  of: ({ attention, mlp, norm, norms, biases }) => attention + mlp + norms * norm + biases,
  slips: [
    {
      name: 'attention-left-out',
      say: 'That is the layer without its attention, whose four matrices belong to it too.',
      of: ({ mlp, norm, norms, biases }) => mlp + norms * norm + biases,
    },
    {
      name: 'mlp-left-out',
      say: 'That is the layer without its MLP, where most of its parameters sit.',
      of: ({ attention, norm, norms, biases }) => attention + norms * norm + biases,
    },
  ],
  source: llama,
});

export const embeddingParameters = formula({
  title: 'Embedding parameters',
  about: 'A row of the width for each token of the vocabulary. An untied head has as many again.',
  takes: { vocab, width },
  example: { vocab: 1e5, width: 6144 },
  gives: 'param',
  symbol: String.raw`N_\text{emb}`,
  tex: ({ vocab, width }) => String.raw`${vocab} \cdot ${width}`,
  of: ({ vocab, width }) => vocab * width,
  source: gpt2,
});

export const vocabularyParameters = formula({
  title: 'Vocabulary parameters',
  about:
    'The embedding and, where it is not tied to it, the output head: a row of the width for each token of the vocabulary, in each table.',
  takes: {
    vocab,
    width,
    tables: optional(count('1', 'k', 'tables: 1 with a tied head, 2 with a head of its own', 'model.vocabularyTables'), 2),
  },
  example: { vocab: 1e5, width: 6144 },
  gives: 'param',
  tex: ({ vocab, width, tables }) => String.raw`${tables} \cdot ${vocab} \cdot ${width}`,
  of: ({ vocab, width, tables }) => tables * vocab * width,
  slips: [
    {
      name: 'embedding-only',
      say: 'That is the embedding alone. The output head is a second table of the same size.',
      of: ({ vocab, width }) => vocab * width,
    },
  ],
  source: llama,
});

export const allLayersParameters = formula({
  title: 'Parameters of all layers',
  about: 'What one part of a layer has, such as its attention or its MLP, times the layers.',
  takes: { layers, part: positive('param', String.raw`N_\text{part}`, 'parameters of that part in one layer') },
  example: { layers: 48, part: 3e8 },
  gives: 'param',
  tex: ({ layers, part }) => String.raw`${layers} \cdot ${part}`,
  of: ({ layers, part }) => layers * part,
  slips: [
    {
      name: 'one-layer',
      say: 'That is one layer. Multiply by the layers.',
      of: ({ part }) => part,
    },
  ],
  source: llama,
});

export const positionParameters = formula({
  title: 'Position parameters',
  about: 'A row of the width for each position, where positions are learned. Rotary positions and ALiBi have none.',
  takes: { positions: count('token', 'T', 'positions in the table', 'model.positions'), width },
  example: { positions: 4096, width: 6144 },
  gives: 'param',
  symbol: String.raw`N_\text{pos}`,
  tex: ({ positions, width }) => String.raw`${positions} \cdot ${width}`,
  of: ({ positions, width }) => positions * width,
  slips: [
    {
      name: 'left-out',
      say: 'The table of learned positions is missing: this model does not rotate its positions, it looks them up.',
      of: () => 0,
    },
  ],
  source: gpt2,
});

const layer = positive('param', String.raw`N_\text{layer}`, 'parameters of one layer', 'model.layerParameters');
const embedding = positive('param', String.raw`N_\text{emb}`, 'parameters of the token embedding', 'model.embeddingParameters');
const finalNorm = nonNegative('param', String.raw`N_\text{norm}`, 'parameters of the final norm', 'model.finalNormParameters');
const positions = optional(
  nonNegative('param', String.raw`N_\text{pos}`, 'parameters of a learned table of positions', 'model.positionParameters'),
  0,
);

export const tiedModelParameters = formula({
  title: 'Parameters with a tied head',
  about: 'All layers, the embedding once because the output head is the same matrix, positions where they are learned, and the final norm.',
  takes: { layers, layer, embedding, positions, finalNorm },
  assumes: ['tied head', 'usual tables'],
  example: { layers: 48, layer: 4e8, embedding: 6e8, finalNorm: 6144 },
  gives: 'param',
  symbol: 'N',
  tex: ({ layers, layer, embedding, positions, finalNorm }) =>
    String.raw`${layers} \cdot ${layer} + ${embedding} + ${positions} + ${finalNorm}`,
  of: ({ layers, layer, embedding, positions, finalNorm }) => layers * layer + embedding + positions + finalNorm,
  slips: [
    {
      name: 'head-counted-again',
      say: 'That adds an output head of its own. Here the head is tied: it is the embedding matrix, already counted.',
      of: ({ layers, layer, embedding, positions, finalNorm }) => layers * layer + 2 * embedding + positions + finalNorm,
    },
    {
      name: 'embedding-left-out',
      say: 'The embedding is missing. It is part of the count, tied or not.',
      of: ({ layers, layer, positions, finalNorm }) => layers * layer + positions + finalNorm,
    },
  ],
  source: tying,
});

export const untiedModelParameters = formula({
  title: 'Parameters with an untied head',
  about: 'All layers, the embedding and an output head as large as it, positions where they are learned, and the final norm.',
  takes: { layers, layer, embedding, positions, finalNorm },
  assumes: ['untied head', 'usual tables'],
  example: { layers: 48, layer: 4e8, embedding: 6e8, finalNorm: 6144 },
  gives: 'param',
  symbol: 'N',
  tex: ({ layers, layer, embedding, positions, finalNorm }) =>
    String.raw`${layers} \cdot ${layer} + 2 \cdot ${embedding} + ${positions} + ${finalNorm}`,
  of: ({ layers, layer, embedding, positions, finalNorm }) => layers * layer + 2 * embedding + positions + finalNorm,
  slips: [
    {
      name: 'head-left-out',
      say: 'The output head is missing. It is not tied to the embedding here, so it counts as another $Vd$.',
      of: ({ layers, layer, embedding, positions, finalNorm }) => layers * layer + embedding + positions + finalNorm,
    },
    {
      name: 'embedding-and-head-left-out',
      say: 'Embedding and head are missing, one $Vd$ each.',
      of: ({ layers, layer, positions, finalNorm }) => layers * layer + positions + finalNorm,
    },
  ],
  source: llama,
});

export const nonEmbeddingParameters = formula({
  title: 'Parameters without the embedding',
  about: 'What scaling laws often call N: the embedding, and a head of its own, grow with the vocabulary and are left out.',
  takes: {
    params: positive('param', 'N', 'all parameters', 'model.parameters'),
    embedding,
    tables: optional(count('1', 'k', 'tables of that size: 1 with a tied head, 2 with a head of its own', 'model.vocabularyTables'), 1),
  },
  example: { params: 20e9, embedding: 6e8 },
  gives: 'param',
  symbol: String.raw`N_{\neg\text{emb}}`,
  tex: ({ params, embedding, tables }) => String.raw`${params} - ${tables} \cdot ${embedding}`,
  of: ({ params, embedding, tables }) => params - tables * embedding,
  refuse: ({ params, embedding, tables }) =>
    tables * embedding < params ? undefined : `params must be more than the tables alone, got ${params} with ${tables} of ${embedding}`,
  slips: [
    {
      name: 'not-taken-away',
      say: 'That is the count with the embedding still in it.',
      of: ({ params }) => params,
    },
  ],
  source: 'Kaplan et al. 2020, Scaling Laws for Neural Language Models, arXiv:2001.08361, §2.1',
});
