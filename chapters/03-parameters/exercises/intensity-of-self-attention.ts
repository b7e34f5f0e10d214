import { amount, letter, md, parts, show } from '@scaling-workbook/exercises';

export default parts({
  title: 'Arithmetic intensity of self-attention',
  book: 'sb-transformers-4',
  given: {
    T: letter(),
    S: letter(),
    G: letter('1', { from: 2, to: 64, whole: true }),
    one: amount(1, '1'),
    group: amount(8, '1'),
    ridge: amount(240, 'FLOP/B'),
    bytesPerElement: amount(2, 'B/element'),
  },
  ask: ({ group, ridge }) =>
    md`$G$ query heads share a key and value head; there are $T$ query positions and $S$ key positions. A fused kernel reads queries, keys and values once and writes the output once, all in BF16, and keeps the scores on the chip. No mask. What is its arithmetic intensity, in general, in a prefill ($S = T$) and in decode ($T = 1$)? And from which prompt on is a prefill compute-bound on a chip with a ridge point of ${ridge} if $G$ = ${group}?`,
  fields: {
    general: {
      label: 'Intensity',
      unit: 'FLOP/B',
      byHand: 'TSG/(TG + S)',
      solve: ({ T, S, G, bytesPerElement }, f) => f.attentionIntensity({ queries: T, keys: S, group: G, bytesPerElement }),
    },
    prefill: {
      label: 'In a prefill, S = T',
      unit: 'FLOP/B',
      byHand: 'TG/(G + 1)',
      solve: ({ T, G, bytesPerElement }, f) => f.attentionIntensity({ queries: T, keys: T, group: G, bytesPerElement }),
    },
    decode: {
      label: 'In decode, T = 1',
      unit: 'FLOP/B',
      byHand: 'SG/(G + S)',
      leading: { large: ['S'], accept: true },
      solve: ({ S, G, one, bytesPerElement }, f) => f.attentionIntensity({ queries: one, keys: S, group: G, bytesPerElement }),
    },
    prompt: {
      label: 'Prompt from which a prefill is compute-bound',
      unit: '1',
      byHand: 270,
      solve: ({ ridge, group, bytesPerElement }, f) => f.computeBoundPrompt({ ridge, group, bytesPerElement }),
    },
    sketch: {
      label: 'As the context grows, how does the time of attention compare with that of the MLP in decode?',
      options: ({ group }) => [
        {
          text: md`
Attention grows with the context and stays memory-bound; the MLP does not change
          `,
          right: true,
          say: md`Its intensity never exceeds $G$, here ${group}, far below the ridge point, whatever the batch: each sequence has its own cache to read.`,
        },
        {
          text: md`
Both grow alike
          `,
          right: false,
          say: md`
The MLP works on one token at a time and knows nothing of the context. Only attention reads the cache.
          `,
        },
        {
          text: md`
Attention turns compute-bound once the batch is large enough
          `,
          right: false,
          say: md`
That is true of the MLP, whose weights are shared by the batch. The caches are not shared: twice the batch is twice the bytes and twice the FLOPs.
          `,
        },
      ],
    },
  },
  hint: () => md`
Per key head: $4TSGH$ FLOPs. Queries and output are $TGH$ numbers each, keys and values $SH$ each, at two bytes.
  `,
  after: ({ ridge, group }, f) =>
    md`The companion book prints $O(T)$ for a prefill and $G$ for decode, and says that attention is compute-bound from 240. That is the limit for a very large group. With $G$ = ${group} the intensity $TG/(G+1)$ reaches ${ridge} at ${show(f.computeBoundPrompt({ ridge, group }))}, and without grouping, $G$ = 1, at ${show(f.computeBoundPrompt({ ridge, group: 1 }))}. A causal mask halves the FLOPs and doubles these.`,
  fresh: {
    'h100-group-of-8': { ridge: amount(295, 'FLOP/B') },
    'no-groups': { group: amount(1, '1') },
  },
});
