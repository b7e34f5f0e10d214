/** What a model says about each identity of an input or why it cannot, and which assumptions of a formula it breaks. */
import type { Assumption, ModelIdentity } from './identity.ts';
import { activeParameterCount, kvCachePerToken, matmulParameterCount, nonEmbeddingParameterCount, parameterCount } from './model-counts.ts';
import { layerKinds, type LatentHeads, type OrdinaryAttention } from './model-layers.ts';
import { hasHead, parameterList, type ParameterTensor } from './model-tensors.ts';
import type { ModelConfig } from './model.ts';
import type { Model } from './models.ts';
import { bytesOfType, type NumberTypes } from './number-types.ts';

/** Why a model has no such number, and what to ask instead, as it is typed. */
export interface Lack {
  readonly why: string;
  readonly ask: string;
}

/** From the table or from a file. */
export type NamedModel = Pick<Model, 'id' | 'name' | 'config'> & Partial<Pick<Model, 'parameters'>>;

/** What a refusal may suggest. */
type Question = 'params' | 'flops' | 'cache' | 'decode';
type Sayer = (model: NamedModel, types: NumberTypes) => number | Lack;

const lack = (question: Question, { id, name }: NamedModel, why: string): Lack => ({
  why: `${name} ${why}`,
  ask: `scaling ${question} ${id}`,
});

const always =
  (value: (config: ModelConfig) => number): Sayer =>
  ({ config }) =>
    value(config);

const unless =
  (question: Question, why: string, value: (config: ModelConfig) => number | undefined): Sayer =>
  (model) =>
    value(model.config) ?? lack(question, model, why);

const when = (holds: boolean, value: number): number | undefined => (holds ? value : undefined);

const mixersOf = (config: ModelConfig) => layerKinds(config).flatMap(({ mixers }) => mixers);
const mlpsOf = (config: ModelConfig) => layerKinds(config).map(({ mlp }) => mlp);

/** Of all layers, where it is the same in each. */
function ordinaryAttention(config: ModelConfig): OrdinaryAttention | undefined {
  const all = layerKinds(config).map(({ mixers: [only, ...beside] }) =>
    beside.length === 0 && only?.kind === 'attention' ? only : undefined,
  );
  const [first] = all;
  const alike = (one: OrdinaryAttention | undefined): boolean =>
    one !== undefined && first !== undefined && one.heads === first.heads && one.kvHeads === first.kvHeads && one.headDim === first.headDim;
  return all.every(alike) ? first : undefined;
}

const latentAttention = (config: ModelConfig): LatentHeads | undefined => mixersOf(config).find((mixer) => mixer.kind === 'latent');

const oneStack = ({ kind }: ModelConfig): boolean => kind !== 'encoder-decoder';
const twoStacks = 'has two stacks, and a token passes through one of them';
const isDense = ({ moe }: ModelConfig): boolean => moe === undefined;
const mixed = 'is a mixture of experts';
const rebuilt = 'rebuilds keys and values from a latent';
const unalike = 'has no heads of keys and values that are the same in every layer';
const noWindow = 'has no layers with a sliding window and keys and values of one size';
const noLatent = 'keeps keys and values of its own, and no latent';

const ofAttention =
  (question: Question, value: (attention: OrdinaryAttention) => number): Sayer =>
  (model) => {
    const attention = ordinaryAttention(model.config);
    return attention ? value(attention) : lack(question, model, latentAttention(model.config) ? rebuilt : unalike);
  };

const ofMlp =
  (why: string, fits: (config: ModelConfig) => boolean): Sayer =>
  (model) => {
    const { config } = model;
    const [first, ...others] = mlpsOf(config);
    const alike = first?.kind === 'dense' && others.every((mlp) => mlp?.kind === 'dense' && mlp.hidden === first.hidden);
    if (alike && fits(config)) return first.hidden;
    return lack('params', model, isDense(config) ? why : `${mixed}: not every layer has an MLP of one width`);
  };

const ofWindow = (value: (layers: number, tokens: number) => number): Sayer =>
  unless('cache', noWindow, (config) => {
    if (ordinaryAttention(config) === undefined) return undefined;
    const windowed = layerKinds(config).flatMap(({ layers, mixers: [mixer] }) =>
      mixer?.kind === 'attention' && mixer.span?.kind === 'window' && !mixer.sharesCache ? [{ layers, tokens: mixer.span.tokens }] : [],
    );
    const [first] = windowed;
    const total = windowed.reduce((sum, { layers }) => sum + layers, 0);
    return (
      first &&
      when(
        windowed.every(({ tokens }) => tokens === first.tokens),
        value(total, first.tokens),
      )
    );
  });

const elements = (config: ModelConfig, fits: (tensor: ParameterTensor) => boolean): number =>
  parameterList(config)
    .filter(fits)
    .reduce((sum, { shape, count }) => sum + count * shape.reduce((product, side) => product * side, 1), 0);

const isFinalNorm = ({ name }: ParameterTensor): boolean => /^(?:en|de)coder\.finalNorm(?:\.bias)?$/.test(name);

/** What is left of those that occur once a layer. */
const oneLayer = (config: ModelConfig): number | undefined => {
  const alike = config.blocks === undefined && isDense(config) && oneStack(config) && config.layers > 1;
  return when(alike, elements(config, ({ count }) => count % config.layers === 0) / config.layers);
};

export const modelIdentities: Readonly<Record<ModelIdentity, Sayer>> = {
  'model.layers': unless('params', twoStacks, (config) => when(oneStack(config), config.layers)),
  'model.width': always(({ width }) => width),
  'model.queryHeads': unless(
    'params',
    'has no query heads that are as many in every layer',
    (config) => ordinaryAttention(config)?.heads ?? latentAttention(config)?.heads,
  ),
  'model.kvHeads': ofAttention('cache', ({ kvHeads }) => kvHeads),
  'model.headWidth': ofAttention('params', ({ headDim }) => headDim),
  'model.attentionWidth': ofAttention('flops', ({ heads, headDim }) => heads * headDim),
  'model.hidden': ofMlp('has no MLP of one width in every layer', () => true),
  'model.plainHidden': ofMlp('has no MLP of two matrices that is the same in every layer', ({ gated }) => !gated),
  'model.gatedHidden': ofMlp('has no gated MLP that is the same in every layer', ({ gated }) => gated),
  'model.vocabulary': always(({ vocab }) => vocab),
  'model.positions': unless('params', 'has no learned table of positions', ({ positions }) => when(positions > 0, positions)),
  'model.parameters': always(parameterCount),
  'model.activeParameters': unless('params', twoStacks, (config) => when(oneStack(config), activeParameterCount(config))),
  'model.nonEmbeddingParameters': always(nonEmbeddingParameterCount),
  'model.embeddingParameters': always(({ vocab, width }) => vocab * width),
  'model.vocabularyTables': always((config) => (hasHead(config) && !config.tied ? 2 : 1)),
  'model.positionParameters': always(({ positions, width }) => positions * width),
  'model.finalNormParameters': always((config) => elements(config, isFinalNorm)),
  'model.layerParameters': unless('params', 'has layers of more than one kind', oneLayer),
  'model.routedExperts': unless('params', 'has no experts', ({ moe }) => moe?.experts),
  'model.activeExperts': unless('params', 'has no experts', ({ moe }) => moe?.active),
  'model.expertMatrices': unless('params', 'has no experts', (config) => when(!isDense(config), config.gated ? 3 : 2)),
  'model.windowLayers': ofWindow((layers) => layers),
  'model.window': ofWindow((_, tokens) => tokens),
  'model.latentWidth': unless('cache', noLatent, (config) => latentAttention(config)?.kvRank),
  'model.rotaryKeyWidth': unless('cache', noLatent, (config) => latentAttention(config)?.ropeDim),
  'model.forwardFlopsPerToken': unless('params', twoStacks, (config) => when(oneStack(config), 2 * matmulParameterCount(config))),
  'model.weightBytes': ({ config }, { weights }) => parameterCount(config) * bytesOfType[weights],
  'model.weightBytesReadInStep': (model, { weights }) =>
    isDense(model.config)
      ? parameterCount(model.config) * bytesOfType[weights]
      : lack('decode', model, `${mixed}: how many of them a step reads depends on its batch`),
  'model.cacheBytesPerToken': (model, { cache }) =>
    breaks(model, ['cache', 'whole context']) ?? kvCachePerToken(model.config, bytesOfType[cache]),
};

/** Why not every layer sees and keeps the whole context. */
function shortSight(config: ModelConfig): string | undefined {
  const short = layerKinds(config).flatMap(({ layers, mixers }) => mixers.map((mixer) => ({ layers, mixer })));
  const of = (layers: number) => `has ${String(layers)} of ${String(config.layers)} layers that`;
  const limited = short.find(({ mixer }) => mixer.kind === 'attention' && mixer.span !== undefined);
  if (limited?.mixer.kind === 'attention') {
    const tokens = String(limited.mixer.span?.tokens);
    return `${of(limited.layers)} see and keep ${limited.mixer.span?.kind === 'chunk' ? `chunks of ${tokens}` : `the last ${tokens}`} tokens only`;
  }
  for (const { layers, mixer } of short) {
    if (mixer.kind === 'latent' && mixer.indexer !== undefined)
      return `${of(layers)} see ${String(mixer.indexer.tokens)} chosen tokens only`;
    if (mixer.kind === 'attention' && mixer.sharesCache) return `${of(layers)} share the cache of another layer`;
    if (mixer.kind !== 'attention' && mixer.kind !== 'latent') return `${of(layers)} remember in a state of fixed size`;
  }
  return layerKinds(config).some(({ mixers }) => mixers.length === 0) ? 'has layers without attention' : undefined;
}

const fillsWidth = (config: ModelConfig): boolean => {
  const attention = ordinaryAttention(config);
  return attention !== undefined && attention.heads * attention.headDim === config.width;
};
const isMultiHead = (config: ModelConfig): boolean => {
  const attention = ordinaryAttention(config);
  return attention !== undefined && attention.heads === attention.kvHeads;
};
const isPlain = (config: ModelConfig): boolean =>
  config.blocks === undefined &&
  isDense(config) &&
  oneStack(config) &&
  fillsWidth(config) &&
  isMultiHead(config) &&
  !config.gated &&
  config.hidden === 4 * config.width;
const hasUsualTables = ({ embeddingNorm, segments, relativeBuckets, pooler, biases, also }: ModelConfig): boolean =>
  !embeddingNorm && segments === 0 && relativeBuckets === 0 && !pooler && !biases.head && also === undefined;
const hasUsualAttention = (config: ModelConfig): boolean =>
  config.outputGate !== true && mixersOf(config).every((mixer) => mixer.kind === 'attention' && !mixer.sharesCache && !mixer.keysAreValues);

type Judge = readonly [question: Question, why: (config: ModelConfig) => string | undefined];
const given = (question: Question, holds: (config: ModelConfig) => boolean, why: string): Judge => [
  question,
  (config) => (holds(config) ? undefined : why),
];

const assumptions: Readonly<Record<Assumption, Judge>> = {
  'whole context': ['cache', shortSight],
  causal: given('flops', ({ kind }) => kind === 'decoder', 'has layers in which every token sees all others'),
  cache: given('flops', ({ kind }) => kind !== 'encoder', 'is an encoder, which keeps no cache and decodes nothing'),
  dense: given('params', isDense, `${mixed}, and this holds for dense models`),
  'multi-head': given('params', isMultiHead, 'has fewer key-value heads than query heads'),
  'usual attention': given('params', hasUsualAttention, 'has layers whose attention holds other matrices than this counts'),
  'plain layers': given(
    'params',
    isPlain,
    'has other layers than those this counts: multi-head attention as wide as the model, and an MLP of two matrices and four times the width',
  ),
  biases: given('params', ({ biases: { qkv, out, mlp } }) => qkv && out && mlp, 'does not have a bias on every linear layer'),
  'rms norm': given('params', ({ norm }) => norm === 'rms', 'does not use RMS norms'),
  'layer norm': given('params', ({ norm }) => norm === 'layer', 'does not use layer norms with a weight and a bias'),
  'tied head': given(
    'params',
    (config) => config.kind === 'decoder' && hasHead(config) && config.tied,
    'has no head tied to its embedding',
  ),
  'untied head': given('params', (config) => config.kind === 'decoder' && hasHead(config) && !config.tied, 'has no head of its own'),
  'usual tables': given('params', hasUsualTables, 'has parameters outside its layers that this does not count'),
  'heads fill the width': given('params', fillsWidth, 'has heads whose widths do not add up to the model width'),
};

/** The first that does not hold. */
export function breaks(model: NamedModel, assumed: readonly Assumption[]): Lack | undefined {
  for (const assumption of assumed) {
    const [question, judge] = assumptions[assumption];
    const why = judge(model.config);
    if (why !== undefined) return lack(question, model, why);
  }
  return undefined;
}
