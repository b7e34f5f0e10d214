import { md, parts, show } from '@scaling-workbook/exercises';
import { askGroups, groupFields, shapeOf } from '../groups.ts';

export default parts({
  title: 'Parameters of LLaMA-2 13B',
  book: 'sb-training-1',
  given: shapeOf('llama-2-13b'),
  ask: askGroups,
  fields: groupFields({ mlp: 8_493_465_600, attention: 4_194_304_000, vocabulary: 327_680_000, all: 13_015_449_600 }),
  hint: () => md`
$3LDF$ for the gated MLPs. Attention has four matrices in each layer, two with $N$ heads and two with $K$. The vocabulary needs two tables.
  `,
  after: ({ layers, width, hidden, heads, kvHeads }, f) => {
    const mlp = f.allLayersParameters({ layers, part: f.gatedMlpParameters({ width, hidden }) });
    return md`The MLPs hold ${show(mlp, { digits: 3 })}, most of the model. This is why the derivations of this chapter get away with treating a transformer as a stack of MLPs, and why attention changes their results by a small factor at most. Where every query head has its own keys and values, attention is $4LDNH$${heads.value === kvHeads.value ? ', as in this model' : '; here several share them, and it is less'}.`;
  },
  fresh: {
    'llama-2-7b': shapeOf('llama-2-7b'),
    'llama-3-8b': shapeOf('llama-3-8b'),
    'llama-65b': shapeOf('llama-65b'),
    'llama-2-70b': shapeOf('llama-2-70b'),
    'mistral-7b': shapeOf('mistral-7b-v0.3'),
  },
});
