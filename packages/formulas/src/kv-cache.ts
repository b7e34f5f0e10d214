/** Memory of the keys and values that decoding keeps. */
import { count, formula, optional, positive } from './formula.ts';

const pope = 'Pope et al. 2022, Efficiently Scaling Transformer Inference, arXiv:2211.05102, §2';
const gqa = 'Ainslie et al. 2023, GQA: Training Generalized Multi-Query Transformer Models, arXiv:2305.13245';
const deepseek = 'DeepSeek-AI 2024, DeepSeek-V2, arXiv:2405.04434, §2.1 and Table 1';
const mistral = 'Jiang et al. 2023, Mistral 7B, arXiv:2310.06825, §2';

const layers = count('1', 'L', 'layers', 'model.layers');
const windowLayers = count('1', 'L', 'layers with a window', 'model.windowLayers');
const heads = count('1', 'h', 'query heads', 'model.queryHeads');
const kvHeads = count('1', String.raw`h_\text{kv}`, 'key and value heads', 'model.kvHeads');
const headDim = count('1', String.raw`d_\text{head}`, 'width of one head', 'model.headWidth');
const tokens = count('token', 'T', 'tokens of each sequence');
const sequences = optional(count('sequence', 'B', 'sequences'), 1);
const bytesPerElement = optional(positive('B/element', 'b', 'bytes of one element', 'type.cache'), 2);

const oneOfTwo = 'That holds keys or values. Both are kept, hence the factor 2.';

export const kvCacheBytesPerToken = formula({
  title: 'KV cache per token',
  about: 'A key and a value in every layer for every key-value head.',
  takes: { layers, kvHeads, headDim, bytesPerElement },
  assumes: ['cache', 'whole context'],
  example: { layers: 48, kvHeads: 8, headDim: 128 },
  gives: 'B/token',
  symbol: 'q',
  tex: ({ layers, kvHeads, headDim, bytesPerElement }) =>
    String.raw`2 \cdot ${layers} \cdot ${kvHeads} \cdot ${headDim} \cdot ${bytesPerElement}`,
  of: ({ layers, kvHeads, headDim, bytesPerElement }) => 2 * layers * kvHeads * headDim * bytesPerElement,
  slips: [
    {
      name: 'keys-or-values',
      say: oneOfTwo,
      of: ({ layers, kvHeads, headDim, bytesPerElement }) => layers * kvHeads * headDim * bytesPerElement,
    },
    {
      name: 'one-layer',
      say: 'That is one layer. Every layer keeps its own keys and values.',
      of: ({ kvHeads, headDim, bytesPerElement }) => 2 * kvHeads * headDim * bytesPerElement,
    },
  ],
  source: pope,
});

export const kvCacheBytes = formula({
  title: 'KV cache',
  about: 'A key and a value in every layer, for every key-value head, every token and every sequence.',
  takes: { layers, kvHeads, headDim, tokens, sequences, bytesPerElement },
  assumes: ['cache', 'whole context'],
  example: { layers: 48, kvHeads: 8, headDim: 128, tokens: 3072 },
  gives: 'B',
  symbol: String.raw`Q_\text{KV}`,
  tex: ({ layers, kvHeads, headDim, tokens, sequences, bytesPerElement }) =>
    String.raw`2 \cdot ${layers} \cdot ${kvHeads} \cdot ${headDim} \cdot ${tokens} \cdot ${sequences} \cdot ${bytesPerElement}`,
  of: ({ layers, kvHeads, headDim, tokens, sequences, bytesPerElement }) =>
    2 * layers * kvHeads * headDim * tokens * sequences * bytesPerElement,
  slips: [
    {
      name: 'keys-or-values',
      say: oneOfTwo,
      of: ({ layers, kvHeads, headDim, tokens, sequences, bytesPerElement }) =>
        layers * kvHeads * headDim * tokens * sequences * bytesPerElement,
    },
    {
      name: 'slipped-decimal',
      say: 'That is ten times too little: the decimal point slipped when the bytes were turned into gigabytes.',
      of: ({ layers, kvHeads, headDim, tokens, sequences, bytesPerElement }) =>
        (2 * layers * kvHeads * headDim * tokens * sequences * bytesPerElement) / 10,
    },
  ],
  source: pope,
});

/** Takes the query heads to show that they do not enter. */
export const groupedKvCacheBytes = formula({
  title: 'KV cache with grouped queries',
  about: 'Only the key-value heads are kept. Queries share them in groups, so their number does not matter.',
  takes: { layers, heads, kvHeads, headDim, tokens, sequences, bytesPerElement },
  assumes: ['cache', 'whole context'],
  example: { layers: 48, heads: 48, kvHeads: 8, headDim: 128, tokens: 3072 },
  gives: 'B',
  symbol: String.raw`Q_\text{KV}`,
  tex: ({ layers, heads, kvHeads, headDim, tokens, sequences, bytesPerElement }) =>
    String.raw`2 \cdot ${layers} \cdot \underset{\text{not } ${heads}}{${kvHeads}} \cdot ${headDim} \cdot ${tokens} \cdot ${sequences} \cdot ${bytesPerElement}`,
  of: ({ layers, kvHeads, headDim, tokens, sequences, bytesPerElement }) =>
    2 * layers * kvHeads * headDim * tokens * sequences * bytesPerElement,
  refuse: ({ heads, kvHeads }) => (heads % kvHeads === 0 ? undefined : `heads must be a multiple of kvHeads, got ${heads} and ${kvHeads}`),
  slips: [
    {
      name: 'query-heads',
      say: 'That keeps keys and values for every query head. With grouped queries only the key-value heads are kept.',
      of: ({ layers, heads, headDim, tokens, sequences, bytesPerElement }) =>
        2 * layers * heads * headDim * tokens * sequences * bytesPerElement,
    },
    {
      name: 'keys-or-values',
      say: `${oneOfTwo} (Or it takes one byte an element; BF16 has two.)`,
      of: ({ layers, kvHeads, headDim, tokens, sequences, bytesPerElement }) =>
        layers * kvHeads * headDim * tokens * sequences * bytesPerElement,
    },
    {
      name: 'slipped-decimal',
      say: 'That is ten times too little: the decimal point slipped when the bytes were turned into gigabytes.',
      of: ({ layers, kvHeads, headDim, tokens, sequences, bytesPerElement }) =>
        (2 * layers * kvHeads * headDim * tokens * sequences * bytesPerElement) / 10,
    },
  ],
  source: gqa,
});

const latent = count('1', 'r', 'width of the latent that keys and values are rebuilt from', 'model.latentWidth');
const rotary = count('1', 'd_R', 'width of the rotary key that all heads share', 'model.rotaryKeyWidth');

export const latentCacheBytes = formula({
  title: 'Cache of latent attention',
  about: 'One latent vector and one short rotary key in every layer, from which all keys and values are rebuilt: no factor 2 and no heads.',
  takes: { layers, latent, rotary, tokens, sequences, bytesPerElement },
  assumes: ['cache'],
  example: { layers: 48, latent: 512, rotary: 64, tokens: 3072 },
  gives: 'B',
  symbol: String.raw`Q_\text{MLA}`,
  tex: ({ layers, latent, rotary, tokens, sequences, bytesPerElement }) =>
    String.raw`${layers} \cdot (${latent} + ${rotary}) \cdot ${tokens} \cdot ${sequences} \cdot ${bytesPerElement}`,
  of: ({ layers, latent, rotary, tokens, sequences, bytesPerElement }) => layers * (latent + rotary) * tokens * sequences * bytesPerElement,
  slips: [
    {
      name: 'keys-and-values',
      say: 'Keys and values come out of the same latent, so it is kept once: no factor 2.',
      of: ({ layers, latent, rotary, tokens, sequences, bytesPerElement }) =>
        2 * layers * (latent + rotary) * tokens * sequences * bytesPerElement,
    },
    {
      name: 'rotary-key-left-out',
      say: 'The rotary part of the key cannot be rebuilt from the latent and is kept beside it.',
      of: ({ layers, latent, tokens, sequences, bytesPerElement }) => layers * latent * tokens * sequences * bytesPerElement,
    },
  ],
  source: deepseek,
});

export const slidingWindowCacheBytes = formula({
  title: 'KV cache behind a sliding window',
  about:
    'Layers with a window drop tokens that have left it, so their cache stops growing at the window size. Add the layers without one separately.',
  takes: {
    layers: windowLayers,
    kvHeads,
    headDim,
    tokens,
    window: count('token', 'w', 'tokens that a layer can see', 'model.window'),
    sequences,
    bytesPerElement,
  },
  assumes: ['cache'],
  example: { layers: 48, kvHeads: 8, headDim: 128, tokens: 3072, window: 2048 },
  gives: 'B',
  symbol: String.raw`Q_\text{SWA}`,
  tex: ({ layers, kvHeads, headDim, tokens, window, sequences, bytesPerElement }) =>
    String.raw`2 \cdot ${layers} \cdot ${kvHeads} \cdot ${headDim} \cdot \min(${tokens}, ${window}) \cdot ${sequences} \cdot ${bytesPerElement}`,
  of: ({ layers, kvHeads, headDim, tokens, window, sequences, bytesPerElement }) =>
    2 * layers * kvHeads * headDim * Math.min(tokens, window) * sequences * bytesPerElement,
  slips: [
    {
      name: 'whole-context',
      say: 'That keeps every token. A layer with a window keeps only the last $w$.',
      of: ({ layers, kvHeads, headDim, tokens, sequences, bytesPerElement }) =>
        2 * layers * kvHeads * headDim * tokens * sequences * bytesPerElement,
    },
    {
      name: 'keys-or-values',
      say: oneOfTwo,
      of: ({ layers, kvHeads, headDim, tokens, window, sequences, bytesPerElement }) =>
        layers * kvHeads * headDim * Math.min(tokens, window) * sequences * bytesPerElement,
    },
  ],
  source: mistral,
});
