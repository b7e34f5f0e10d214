import { amount, md, numeric, show } from '@scaling-workbook/exercises';
import { modelById } from '@scaling-workbook/formulas/models';

/** A model with grouped queries, and how many sequences of which length it serves. */
const serving = (id: string, sequences: number, tokens: number) => {
  const { name, config, parameters } = modelById(id);
  return {
    model: name,
    params: parameters,
    layers: amount(config.layers, '1'),
    heads: amount(config.heads, '1'),
    kvHeads: amount(config.kvHeads, '1'),
    headDim: amount(config.headDim, '1'),
    sequences: amount(sequences, 'sequence'),
    tokens: amount(tokens, 'token'),
  };
};

export default numeric({
  title: 'A cache for thirty-two conversations',
  original: '3.5',
  given: {
    model: 'Llama 3 70B',
    params: modelById('llama-3-70b').parameters,
    layers: amount(80, '1'),
    heads: amount(64, '1'),
    kvHeads: amount(8, '1'),
    headDim: amount(128, '1'),
    sequences: amount(32, 'sequence'),
    tokens: amount(8192, 'token'),
    bytesPerElement: amount(2, 'B/element'),
  },
  ask: ({ model, layers, heads, kvHeads, headDim, sequences, tokens }) =>
    md`${model} serves ${sequences} at once, each ${tokens} long. It has ${layers} layers, and in each of them ${heads} query heads share ${kvHeads} key and value heads of width ${headDim}. How large is the KV cache in BF16?`,
  label: 'KV cache',
  unit: 'GB',
  solve: ({ layers, heads, kvHeads, headDim, tokens, sequences, bytesPerElement }, f) =>
    f.groupedKvCacheBytes({ layers, heads, kvHeads, headDim, tokens, sequences, bytesPerElement }),
  byHand: 85.899346,
  steps: [
    md`
A key and a value, in every layer, for every key-value head, every token and every sequence, at two bytes per element.
    `,
  ],
  hint: () => md`
Count the elements that one token leaves behind in one layer: a key and a value for each key-value head. The query is used once and dropped.
  `,
  after: ({ params, layers, heads, kvHeads, headDim, tokens, sequences, bytesPerElement }, f) => {
    const shape = { layers, headDim, tokens, bytesPerElement };
    const cache = f.groupedKvCacheBytes({ ...shape, heads, kvHeads, sequences });
    const one = f.groupedKvCacheBytes({ ...shape, heads, kvHeads });
    const ungrouped = f.kvCacheBytes({ ...shape, kvHeads: heads, sequences });
    const weights = f.weightBytes({ params });
    return md`Each sequence takes ${show(one, { digits: 3 })}, and all of them ${show(f.byteRatio({ first: cache, second: weights }), { as: '%', digits: 2 })} of what the weights take, ${show(weights, { digits: 4 })}. With a key and a value for every query head it would be ${show(ungrouped, { digits: 4 })}, ${show(f.byteRatio({ first: ungrouped, second: cache }))} times as much. The weights are shared by all conversations, but each has its own cache, so it is the cache that decides how many can be served together.`;
  },
  erratum: 'E20',
  fresh: {
    'llama-3-8b': serving('llama-3-8b', 32, 8192),
    'llama-3-1-405b': serving('llama-3.1-405b', 16, 32_768),
    'mistral-7b': serving('mistral-7b-v0.3', 64, 4096),
    'qwen2-5-72b': serving('qwen2.5-72b', 12, 32_768),
    'phi-4': serving('phi-4', 24, 16_384),
    'qwen3-32b': serving('qwen3-32b', 32, 4096),
  },
});
