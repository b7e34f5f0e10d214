import { md, parts, show } from '@scaling-workbook/exercises';
import { modelById } from '@scaling-workbook/formulas/models';
import { askGroups, groupFields, shapeOf } from '../../04-parallelism/groups.ts';

export default parts({
  title: 'Parameters of LLaMA 3-70B',
  book: 'sb-applied-training-t1',
  given: shapeOf('llama-3-70b'),
  ask: askGroups,
  fields: groupFields({ mlp: 56_371_445_760, attention: 12_079_595_520, vocabulary: 2_101_346_304, all: 70_552_387_584 }),
  hint: () => md`
$3LDF$ for the MLPs, $L(2DNH + 2DKH)$ for attention, $2VD$ for the two tables.
  `,
  after: ({ model, layers, width, hidden }, f) => {
    const mlp = f.allLayersParameters({ layers, part: f.gatedMlpParameters({ width, hidden }) });
    const printed =
      model === modelById('llama-3-70b').name
        ? md` The companion book prints 56.3 billion for them and 70.4 billion for the sum; it cuts digits off on the way, and the exact sum rounds to 70.6.`
        : md``;
    return md`The three matrices of the MLP hold ${show(mlp, { digits: 3 })}.${printed} What a run costs follows from the total alone.`;
  },
  fresh: {
    'llama-3-8b': shapeOf('llama-3-8b'),
    'llama-3-405b': shapeOf('llama-3.1-405b'),
    'llama-2-70b': shapeOf('llama-2-70b'),
    'llama-65b': shapeOf('llama-65b'),
    'mistral-7b': shapeOf('mistral-7b-v0.3'),
  },
});
