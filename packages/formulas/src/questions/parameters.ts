/** Parameters, in all and by what they serve, and those one token uses. */
import type { NamedModel } from '../model-identities.ts';
import { activeParameterCount, parameterCount, parameterCountByGroup } from '../model-counts.ts';
import { hasHead, parameterList, type ParameterTensor } from '../model-tensors.ts';
import type { ModelConfig, ParameterGroup } from '../model.ts';
import { texAmount, Working, type Answer } from './answer.ts';

const groupTitles: Readonly<Record<ParameterGroup, string>> = {
  embedding: 'Embedding and other tables',
  attention: 'Attention',
  recurrence: 'Recurrent layers',
  mlp: 'MLP',
  router: 'Router',
  experts: 'Routed experts',
  norm: 'Norms',
  head: 'Output head',
};

const titleOf = (group: ParameterGroup, { moe, pooler }: ModelConfig): string =>
  group === 'mlp' && moe !== undefined && moe.sharedHidden > 0
    ? 'MLP, including shared experts'
    : group === 'head' && pooler
      ? 'Pooler'
      : groupTitles[group];

const product = (shape: readonly number[]): string => shape.map((part) => texAmount(part)).join(String.raw` \cdot `);

/** `80 · (8192 · 8192 + 8192 · 1024 + …)`: tensors grouped by how often they occur. */
function sumOf(tensors: readonly ParameterTensor[]): string {
  const counts = [...new Set(tensors.map(({ count }) => count))];
  const terms = counts.map((count) => {
    const inside = tensors.filter((tensor) => tensor.count === count).map(({ shape }) => product(shape));
    const sum = inside.join(' + ');
    if (count === 1) return sum;
    const factor = inside.length > 1 || sum.includes('+') ? String.raw`(${sum})` : sum;
    return String.raw`${texAmount(count)} \cdot ${factor}`;
  });
  return terms.join(' + ');
}

export function parametersOf({ name, config, parameters }: NamedModel): Answer {
  const working = new Working();
  const list = parameterList(config);
  const groups = Object.entries(parameterCountByGroup(config)) as readonly [ParameterGroup, number][];
  const parts = groups.filter(([, value]) => value > 0);
  for (const [group, value] of parts)
    working.add({ title: titleOf(group, config), tex: sumOf(list.filter((tensor) => tensor.group === group)), value, unit: 'param' });
  const value = parameterCount(config);
  working.add({ title: 'All parameters', tex: parts.map(([, part]) => texAmount(part)).join(' + '), value, unit: 'param' });
  const active = activeParameterCount(config);
  return {
    title: `Parameters of ${name}`,
    value,
    unit: 'param',
    given: [],
    steps: working.steps,
    also: [
      ...(active === value
        ? []
        : [{ title: 'Active: what one token passes through, the embedding in full', value: active, unit: 'param' }]),
      ...(parameters === undefined ? [] : [{ title: 'Published', value: parameters.value, unit: 'param' }]),
    ],
    leavesOut: [
      ...(config.tied && hasHead(config) ? ['The head is the embedding, so it is counted once.'] : []),
      'Layers for predicting several tokens at once, scales of quantized weights and buffers that are not trained are not counted.',
    ],
    sources: parameters === undefined ? [] : [parameters.source],
  };
}
