/** Bytes of a model's weights, and those one step reads. */
import { weightBytes } from '../memory.ts';
import type { NamedModel } from '../model-identities.ts';
import { parameterCount } from '../model-counts.ts';
import { layerKinds } from '../model-layers.ts';
import { hasHead, parameterList } from '../model-tensors.ts';
import { bytesOfType, type NumberType } from '../number-types.ts';
import { texAmount, type Working } from './answer.ts';

export const weightBytesOf = ({ config }: NamedModel, type: NumberType, working: Working): number =>
  working.use(weightBytes, { params: parameterCount(config), bytesPerParam: bytesOfType[type] });

const expertParameters = ({ config }: NamedModel): number =>
  parameterList(config)
    .filter(({ count, active }) => active < count)
    .reduce((sum, { shape, count }) => sum + count * shape.reduce((product, side) => product * side, 1), 0);

/**
 * Bytes that a step over `tokens` tokens reads: all of a dense model; of a mixture, the experts that at least one token reaches if each
 * draws evenly and independently: $1 - (1 - k/E)^B$ of them. Adds its steps.
 */
export function weightsRead(model: NamedModel, tokens: number, type: NumberType, working: Working): number {
  const all = weightBytesOf(model, type, working);
  const [moe] = layerKinds(model.config).flatMap(({ mlp }) => (mlp?.kind === 'experts' ? [mlp] : []));
  if (moe === undefined) return all;
  const ofExperts = expertParameters(model) * bytesOfType[type];
  const share = 1 - (1 - moe.active / moe.experts) ** tokens;
  working.add({
    title: 'Share of the experts that a step reads',
    tex: String.raw`1 - \left(1 - \frac{${texAmount(moe.active)}}{${texAmount(moe.experts)}}\right)^{${texAmount(tokens)}}`,
    value: share,
    unit: '1',
  });
  const value = all - ofExperts + share * ofExperts;
  const tex = String.raw`${texAmount(all - ofExperts)} + ${texAmount(share)} \cdot ${texAmount(ofExperts)}`;
  return working.add({ title: 'Weights that a step reads', tex, value, unit: 'B' });
}

export const weightsNote = ({ config }: NamedModel): readonly string[] => [
  ...(config.tied && hasHead(config) ? [] : ['The embedding is counted as read in full, although a step looks up only one row per token.']),
  ...(config.moe === undefined
    ? []
    : ['Each token is assumed to pick its experts evenly and independently; a real router favours some, and a step then reads fewer.']),
];
