import { amount, choice, md, show } from '@scaling-workbook/exercises';
import { modelById } from '@scaling-workbook/formulas/models';

const { layers, width, heads, kvHeads, headDim } = modelById('llama-3-70b').config;

export default choice({
  title: 'What grouping leaves alone',
  given: {
    layers: amount(layers, '1'),
    width: amount(width, '1'),
    heads: amount(heads, '1'),
    kvHeads: amount(kvHeads, '1'),
    headDim: amount(headDim, '1'),
    tokens: amount(8192, 'token'),
  },
  ask: ({ heads, kvHeads }) =>
    md`A model with ${heads} heads for queries, keys and values alike is changed to grouped-query attention: ${kvHeads} key and value heads, still ${heads} query heads. Which of these stays exactly as it was?`,
  label: 'Pick one',
  options: ({ layers, width, heads, kvHeads, headDim, tokens }, f) => {
    const cache = (kv: typeof heads) => f.kvCacheBytes({ layers, kvHeads: kv, headDim, tokens });
    const group = show(f.ratio({ first: heads, second: kvHeads }));
    const before = f.attentionParameters({ width, heads, headDim });
    const after = f.groupedAttentionParameters({ width, heads, kvHeads, headDim });
    return [
      {
        text: md`
The size of the KV cache
        `,
        right: false,
        say: md`That is exactly what shrinks: from ${show(cache(heads), { digits: 3 })} to ${show(cache(kvHeads), { digits: 3 })} for a sequence of ${tokens}. *What a conversation leaves behind* has the formula, which contains only $h_\text{kv}$.`,
      },
      {
        text: md`
The key and value projection weights
        `,
        right: false,
        say: md`Fewer key and value heads need narrower matrices to make them. Attention in one layer goes from ${show(before, { digits: 3 })} to ${show(after, { digits: 3 })}, all of it from K and V. See *What changed after GPT-2*.`,
      },
      {
        text: md`
The query projection, and with it the FLOPs of the scores
        `,
        right: true,
        say: md`There are as many queries as before. Each still meets a key at every position, even if ${group} of them meet the same one, so $QK^\top$ costs what it did; and the output projection joins as many heads as ever.`,
      },
      {
        text: md`
The bytes read from the cache in each decode step
        `,
        right: false,
        say: md`A decode step reads the whole cache once. A cache ${group} times smaller is read with ${group} times fewer bytes, and that is half of why grouping was invented.`,
      },
    ];
  },
  hint: () => md`
Keys and values are what is grouped. Which of the four has neither in it?
  `,
  after: ({ heads, kvHeads }, f) =>
    md`Grouping saves memory and traffic by a factor of ${f.ratio({ first: heads, second: kvHeads })} and hardly any arithmetic. That is a good trade for decoding, which waits for memory, and no help at all to a prefill, which waits for FLOPs.`,
});
