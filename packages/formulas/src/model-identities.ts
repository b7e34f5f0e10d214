/** What a model says about each identity of an input, or why it cannot say it; and what of a formula's assumptions it breaks. */
import type { Assumption, ModelIdentity } from './identity.ts';
import { activeParameterCount, kvCachePerToken, matmulParameterCount, nonEmbeddingParameterCount, parameterCount } from './model-counts.ts';
import { parameterList, type ModelConfig } from './model.ts';
import type { Model } from './models.ts';
import { bytesOfType, type NumberTypes } from './number-types.ts';

/** Why there is no such number for a model, and the question that can be asked instead, as it is typed. */
export interface Lack {
  readonly why: string;
  readonly ask: string;
}

/** A model of the table, or one that was read from a file. */
export type NamedModel = Pick<Model, 'id' | 'name' | 'config'>;

type Said = number | Lack;
type Sayer = (model: NamedModel, types: NumberTypes) => Said;

const lack = (question: string, { id, name }: NamedModel, why: string): Lack => ({
  why: `${name} ${why}`,
  ask: `scaling ${question} ${id}`,
});

/** A number that the model's shape has under some condition. */
const where =
  (question: string, why: string, holds: (config: ModelConfig) => boolean, value: (config: ModelConfig) => number): Sayer =>
  (model) =>
    holds(model.config) ? value(model.config) : lack(question, model, why);

const always = (value: (config: ModelConfig) => number): Sayer => where('params', '', () => true, value);
const oneStack = ({ kind }: ModelConfig): boolean => kind !== 'encoder-decoder';
const twoStacks = 'has two stacks, and a token passes through one of them';
const hasHeads = ({ latent }: ModelConfig): boolean => latent === undefined;
const rebuilt = 'rebuilds keys and values from a latent';
const isDense = ({ moe }: ModelConfig): boolean => moe === undefined;
const mixed = 'is a mixture of experts';

const experts = (config: ModelConfig) => config.moe;
const unmixed = 'has no experts';
const ofExperts = (value: (moe: NonNullable<ModelConfig['moe']>) => number): Sayer =>
  where(
    'params',
    unmixed,
    (config) => !isDense(config),
    (config) => value(experts(config) as NonNullable<ModelConfig['moe']>),
  );
const hiddenOf = (why: string, fits: (config: ModelConfig) => boolean): Sayer => {
  const plain = where('params', why, fits, ({ hidden }) => hidden);
  return (model, types) =>
    isDense(model.config) ? plain(model, types) : lack('params', model, `${mixed}: not every layer has an MLP of one width`);
};

const elements = (config: ModelConfig, fits: (name: string) => boolean): number =>
  parameterList(config)
    .filter(({ name }) => fits(name))
    .reduce((sum, { shape, count }) => sum + count * shape.reduce((product, side) => product * side, 1), 0);

export const modelIdentities: Readonly<Record<ModelIdentity, Sayer>> = {
  'model.layers': where('params', twoStacks, oneStack, ({ layers }) => layers),
  'model.width': always(({ width }) => width),
  'model.queryHeads': always(({ heads }) => heads),
  'model.kvHeads': where('cache', rebuilt, hasHeads, ({ kvHeads }) => kvHeads),
  'model.headWidth': where('params', rebuilt, hasHeads, ({ headDim }) => headDim),
  'model.attentionWidth': where(
    'flops',
    `${rebuilt}: its key heads and value heads differ in width`,
    hasHeads,
    ({ heads, headDim }) => heads * headDim,
  ),
  'model.hidden': hiddenOf('', () => true),
  'model.plainHidden': hiddenOf('has a gated MLP of three matrices', ({ gated }) => !gated),
  'model.gatedHidden': hiddenOf('has an MLP of two matrices without a gate', ({ gated }) => gated),
  'model.vocabulary': always(({ vocab }) => vocab),
  'model.positions': where(
    'params',
    'has no learned table of positions',
    ({ positions }) => positions > 0,
    ({ positions }) => positions,
  ),
  'model.parameters': always(parameterCount),
  'model.activeParameters': where('flops', twoStacks, oneStack, activeParameterCount),
  'model.nonEmbeddingParameters': always(nonEmbeddingParameterCount),
  'model.embeddingParameters': always(({ vocab, width }) => vocab * width),
  'model.vocabularyTables': always(({ kind, tied }) => (kind === 'encoder' || tied ? 1 : 2)),
  'model.positionParameters': always(({ positions, width }) => positions * width),
  'model.finalNormParameters': always((config) => elements(config, (name) => /^(en|de)coder\.finalNorm(\.bias)?$/.test(name))),
  'model.layerParameters': where(
    'params',
    'has layers of more than one kind',
    (config) => isDense(config) && oneStack(config),
    (config) => elements(config, (name) => /^(en|de)coder\.(?!finalNorm|relative)/.test(name)) / config.layers,
  ),
  'model.routedExperts': ofExperts((moe) => moe.experts),
  'model.activeExperts': ofExperts((moe) => moe.active),
  'model.expertMatrices': where(
    'params',
    unmixed,
    (config) => !isDense(config),
    ({ gated }) => (gated ? 3 : 2),
  ),
  'model.windowLayers': where(
    'cache',
    'has no layer with a sliding window',
    ({ window }) => window !== undefined,
    ({ window }) => window?.layers ?? 0,
  ),
  'model.window': where(
    'cache',
    'has no layer with a sliding window',
    ({ window }) => window !== undefined,
    ({ window }) => window?.size ?? 0,
  ),
  'model.latentWidth': where(
    'cache',
    'keeps keys and values of its own, and no latent',
    (config) => !hasHeads(config),
    ({ latent }) => latent?.kvRank ?? 0,
  ),
  'model.rotaryKeyWidth': where(
    'cache',
    'keeps keys and values of its own, and no latent',
    (config) => !hasHeads(config),
    ({ latent }) => latent?.ropeDim ?? 0,
  ),
  'model.forwardFlopsPerToken': where('flops', twoStacks, oneStack, (config) => 2 * matmulParameterCount(config)),
  'model.weightBytes': ({ config }, { weights }) => parameterCount(config) * bytesOfType[weights],
  'model.weightBytesReadInStep': (model, { weights }) =>
    isDense(model.config)
      ? parameterCount(model.config) * bytesOfType[weights]
      : lack('decode', model, `${mixed}: how many of them a step reads hangs on its batch`),
  'model.cacheBytesPerToken': (model, { cache }) => {
    const broken = breaks(model, ['cache', 'whole context']);
    return broken ?? kvCachePerToken(model.config, bytesOfType[cache]);
  },
};

type Judge = readonly [question: string, why: (config: ModelConfig) => string | undefined];
const unless = (question: string, holds: (config: ModelConfig) => boolean, why: string): Judge => [
  question,
  (config) => (holds(config) ? undefined : why),
];
const fills = ({ heads, headDim, width, latent }: ModelConfig): boolean => latent === undefined && heads * headDim === width;
const isPlain = (config: ModelConfig): boolean =>
  isDense(config) &&
  oneStack(config) &&
  fills(config) &&
  config.kvHeads === config.heads &&
  !config.gated &&
  config.hidden === 4 * config.width;

const assumptions: Readonly<Record<Assumption, Judge>> = {
  'whole context': [
    'cache',
    ({ window, layers }) =>
      window && `has ${String(window.layers)} of ${String(layers)} layers that see and keep the last ${String(window.size)} tokens only`,
  ],
  causal: unless('flops', ({ kind }) => kind === 'decoder', 'has layers in which every token sees all others'),
  cache: unless('flops', ({ kind }) => kind !== 'encoder', 'is an encoder, which keeps no cache and decodes nothing'),
  dense: unless('params', isDense, `${mixed}, and this holds for dense models`),
  'multi-head': unless(
    'params',
    ({ heads, kvHeads, latent }) => latent === undefined && heads === kvHeads,
    'has fewer key-value heads than query heads',
  ),
  'plain layers': unless(
    'params',
    isPlain,
    'has other layers than those this counts: multi-head attention as wide as the model, and an MLP of two matrices and four times the width',
  ),
  biases: unless('params', ({ biases: { qkv, out, mlp } }) => qkv && out && mlp, 'does not have a bias on every linear layer'),
  'rms norm': unless('params', ({ norm }) => norm === 'rms', 'does not use RMS norms'),
  'layer norm': unless('params', ({ norm }) => norm === 'layer', 'does not use layer norms with a weight and a bias'),
  'tied head': unless('params', ({ kind, tied }) => kind === 'decoder' && tied, 'has no head tied to its embedding'),
  'untied head': unless('params', ({ kind, tied }) => kind === 'decoder' && !tied, 'has no head of its own'),
  'usual tables': unless(
    'params',
    ({ embeddingNorm, segments, relativeBuckets, pooler, biases }) =>
      !embeddingNorm && segments === 0 && relativeBuckets === 0 && !pooler && !biases.head,
    'has parameters outside its layers that this does not count',
  ),
  'heads fill the width': unless('params', fills, 'has heads whose widths do not add up to the model width'),
};

/** The first of these assumptions that does not hold for a model. */
export function breaks(model: NamedModel, assumed: readonly Assumption[]): Lack | undefined {
  for (const assumption of assumed) {
    const [question, judge] = assumptions[assumption];
    const why = judge(model.config);
    if (why !== undefined) return lack(question, model, why);
  }
  return undefined;
}
