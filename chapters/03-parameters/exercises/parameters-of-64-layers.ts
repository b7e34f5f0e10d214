import { amount, md, parts } from '@scaling-workbook/exercises';

export default parts({
  title: 'Parameters, the share of attention, cache per token',
  book: 'sb-transformers-1',
  given: {
    width: amount(4096, '1'),
    hidden: amount(16_384, '1'),
    vocab: amount(32_000, 'token'),
    layers: amount(64, '1'),
    heads: amount(32, '1'),
    headDim: amount(128, '1'),
    cacheBytes: amount(1, 'B/element'),
    none: amount(0, 'param'),
  },
  ask: ({ width, hidden, vocab, layers, heads, headDim }) =>
    md`A decoder has ${layers} layers of width $D$ = ${width}, a gated MLP of $F$ = ${hidden}, multi-head attention with ${heads} heads of ${headDim}, two norms with one weight for each element of the width in every layer, a vocabulary of ${vocab}, and an output head that is not tied to the embedding; a last norm is not counted. How many parameters does it have? What share of a layer’s matrices (norms left out) is attention? How many bytes does one token take in an int8 KV cache?`,
  fields: {
    size: {
      label: 'Parameters',
      unit: 'Gparam',
      byHand: 17.442537,
      solve: ({ width, hidden, vocab, layers, heads, headDim, none }, f) =>
        f.untiedModelParameters({
          layers,
          layer: f.layerParameters({
            attention: f.attentionParameters({ width, heads, headDim }),
            mlp: f.gatedMlpParameters({ width, hidden }),
            norm: f.rmsNormParameters({ width }),
          }),
          embedding: f.embeddingParameters({ vocab, width }),
          finalNorm: none,
        }),
      printed: [
        {
          value: 16,
          say: 'That is the layers alone, $64 \\cdot 16 D^2$, in units of $2^{30}$. In units of $10^9$ they are 17.2, and with both tables 17.4.',
        },
      ],
      slips: [
        {
          name: 'tables-left-out',
          say: 'Embedding and head are missing: two tables of vocabulary × width.',
          solve: ({ width, hidden, layers, heads, headDim, vocab, none }, f) =>
            f.untiedModelParameters({
              layers,
              layer: f.layerParameters({
                attention: f.attentionParameters({ width, heads, headDim }),
                mlp: f.gatedMlpParameters({ width, hidden }),
                norm: f.rmsNormParameters({ width }),
              }),
              embedding: 0 * f.embeddingParameters({ vocab, width }),
              finalNorm: none,
            }),
        },
      ],
    },
    share: {
      label: 'Share of attention',
      unit: '%',
      byHand: 25,
      solve: ({ width, hidden, heads, headDim, none }, f) =>
        f.parameterShare({
          part: f.attentionParameters({ width, heads, headDim }),
          whole: f.layerParameters({
            attention: f.attentionParameters({ width, heads, headDim }),
            mlp: f.gatedMlpParameters({ width, hidden }),
            norm: none,
          }),
        }),
    },
    cache: {
      label: 'Cache of one token',
      unit: 'kB/token',
      byHand: 524.288,
      solve: ({ layers, heads, headDim, cacheBytes }, f) =>
        f.kvCacheBytesPerToken({ layers, kvHeads: heads, headDim, bytesPerElement: cacheBytes }),
    },
  },
  hint: () => md`
Write one layer down: four matrices of attention, three of the MLP, two norms. For the cache, a key and a value for each head in each layer, at one byte per number.
  `,
  after: () => md`
For a width of 4,096 and an int8 cache the companion book prints 16 billion, a quarter and 512 KiB. The last two are ours as well. Its first is $64 \cdot 16 \cdot 4096^2$, which is 16 × 2³⁰ and thus 17.2 × 10⁹; both tables of 32,000 tokens add another 0.26 × 10⁹.
  `,
  fresh: {
    'bf16-cache': { cacheBytes: amount(2, 'B/element'), vocab: amount(128_256, 'token') },
    'half-as-wide': { width: amount(2048, '1'), hidden: amount(8192, '1'), heads: amount(16, '1') },
  },
});
