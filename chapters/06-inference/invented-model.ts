/** The model that the companion book invents for its problems on inference, and others to ask the same of. */
import { amount, type Formulas, type Plain } from '@scaling-workbook/exercises';
import { modelById } from '@scaling-workbook/formulas/models';

const shape = (layers: number, width: number, hidden: number, heads: number, kvHeads: number, headDim: number, vocab: number) => ({
  layers: amount(layers, '1'),
  width: amount(width, '1'),
  hidden: amount(hidden, '1'),
  heads: amount(heads, '1'),
  kvHeads: amount(kvHeads, '1'),
  headDim: amount(headDim, '1'),
  vocab: amount(vocab, 'token'),
});

export const invented = shape(64, 4096, 16_384, 32, 8, 256, 32_128);
export type Shape = typeof invented;

export const shapeOf = (id: string): Shape => {
  const { layers, width, hidden, heads, kvHeads, headDim, vocab } = modelById(id).config;
  return shape(layers, width, hidden, heads, kvHeads, headDim, vocab);
};

/** All parameters with the MLP of each layer given, embedding and head shared, norms left out. */
export const parametersWith = (mlp: number, { layers, width, heads, kvHeads, headDim, vocab }: Plain<Shape>, f: Formulas) =>
  f.tiedModelParameters({
    layers,
    layer: f.layerParameters({ attention: f.groupedAttentionParameters({ width, heads, kvHeads, headDim }), mlp, norm: 0 }),
    embedding: f.embeddingParameters({ vocab, width }),
    finalNorm: 0,
  });

export const sliceOf = (chips: number) => ({ gpus: amount(chips, 'GPU'), chips: amount(chips, '1') });
