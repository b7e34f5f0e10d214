/** Whether something is a complete model configuration; if not, which field is wrong. */
import type { Block, LayerSizes, ModelConfig, Recurrence, Tensor } from './model.ts';

/** What is wrong, to follow the field's name in a sentence. */
type Rule = (value: unknown) => string | undefined;
type Rules<T> = Readonly<Record<keyof T, Rule>>;

/** Far above any model. */
const largest = 1e9;
const mostLayers = 10_000;

const shown = (value: unknown): string => {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 40));
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : String(value).slice(0, 40);
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const whole =
  (least: number, most = largest): Rule =>
  (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
      ? undefined
      : ` must be a whole number from ${least} to ${most}, got ${shown(value)}`;
const flag: Rule = (value) => (typeof value === 'boolean' ? undefined : ` must be true or false, got ${shown(value)}`);
const text: Rule = (value) => (typeof value === 'string' ? undefined : ` must be text, got ${shown(value)}`);
const oneOf =
  (...words: readonly string[]): Rule =>
  (value) =>
    words.some((word) => word === value) ? undefined : ` must be one of ${words.join(', ')}, got ${shown(value)}`;
const absentOr =
  (rule: Rule): Rule =>
  (value) =>
    value === undefined ? undefined : rule(value);

const object =
  <T>(rules: Rules<T>): Rule =>
  (value) => {
    if (!isObject(value)) return ` must be an object, got ${shown(value)}`;
    const unknown = Object.keys(value).find((key) => !Object.hasOwn(rules, key));
    if (unknown !== undefined) return `.${unknown.slice(0, 40)} is not a field of a model`;
    for (const [key, rule] of Object.entries<Rule>(rules)) {
      const wrong = rule(Object.hasOwn(value, key) ? value[key] : undefined);
      if (wrong !== undefined) return `.${key}${wrong}`;
    }
    return undefined;
  };

const list =
  (rule: Rule): Rule =>
  (value) => {
    if (!Array.isArray(value)) return ` must be a list, got ${shown(value)}`;
    const at = value.findIndex((item) => rule(item) !== undefined);
    return at < 0 ? undefined : `[${at}]${rule(value[at]) ?? ''}`;
  };

const size = whole(1);
const sizeOrNone = whole(0);
const layers = whole(1, mostLayers);
const layersOrNone = whole(0, mostLayers);

const sizes: Rules<LayerSizes> = { heads: size, kvHeads: size, headDim: size, hidden: size, normsPerLayer: whole(0, 8) };

const recurrences: { readonly [K in Recurrence['kind']]: Rule } = {
  'gated-delta': object({ kind: text, keyHeads: size, valueHeads: size, keyDim: size, valueDim: size, conv: size }),
  mamba2: object({
    ...{ kind: text, heads: size, headDim: size, groups: size, state: size, conv: size },
    ...{ convBias: flag, bias: flag, norm: flag },
  }),
  mamba: object({
    ...{ kind: text, inner: size, state: size, stepRank: size, conv: size },
    ...{ convBias: flag, bias: flag, innerNorms: flag },
  }),
  lightning: object({ kind: text, heads: size, headDim: size }),
  'short-convolution': object({ kind: text, conv: size, bias: flag }),
};

const recurrence: Rule = (value) => {
  if (!isObject(value)) return ` must be an object, got ${shown(value)}`;
  const wrong = oneOf(...Object.keys(recurrences))(value['kind']);
  return wrong === undefined ? recurrences[value['kind'] as Recurrence['kind']](value) : `.kind${wrong}`;
};

const tensors = list(
  object<Tensor>({
    name: text,
    group: oneOf('embedding', 'attention', 'recurrence', 'mlp', 'router', 'experts', 'norm', 'head'),
    shape: list(size),
    times: absentOr(size),
  }),
);

const block = object<Block>({
  ...(Object.fromEntries(Object.entries<Rule>(sizes).map(([key, rule]) => [key, absentOr(rule)])) as typeof sizes),
  layers,
  mixer: (value) => (value === undefined || value === 'none' ? undefined : recurrence(value)),
  beside: absentOr(recurrence),
  mlp: absentOr(oneOf('dense', 'none')),
  span: absentOr(object({ kind: oneOf('window', 'chunk'), tokens: size })),
  sharesCache: absentOr(flag),
  keysAreValues: absentOr(flag),
  also: absentOr(tensors),
});

const complete = object<ModelConfig>({
  ...sizes,
  kind: oneOf('decoder', 'encoder', 'encoder-decoder'),
  layers,
  encoderLayers: layersOrNone,
  width: size,
  gated: flag,
  vocab: size,
  tied: flag,
  headless: absentOr(flag),
  positions: sizeOrNone,
  segments: sizeOrNone,
  relativeBuckets: sizeOrNone,
  norm: oneOf('rms', 'layer', 'layer-no-bias', 'none'),
  embeddingNorm: flag,
  finalNorm: flag,
  qkNorm: oneOf('none', 'head', 'all'),
  biases: object({ qkv: flag, out: flag, mlp: flag, head: flag }),
  sinks: flag,
  outputGate: absentOr(flag),
  pooler: flag,
  moe: absentOr(
    object({
      ...{ experts: size, active: size, hidden: size, sharedHidden: sizeOrNone, sharedGate: flag },
      ...{ denseLayers: layersOrNone, routerBias: flag, latentWidth: absentOr(size) },
    }),
  ),
  latent: absentOr(
    object({
      ...{ queryRank: absentOr(size), kvRank: size, nopeDim: size, ropeDim: size, valueDim: size },
      indexer: absentOr(object({ heads: size, headDim: size, tokens: size })),
    }),
  ),
  window: absentOr(object({ size, layers })),
  blocks: absentOr(list(block)),
  also: absentOr(tensors),
});

const uneven = (heads: number, kvHeads: number): string | undefined =>
  heads % kvHeads === 0 ? undefined : `.kvHeads must divide heads: ${heads} query heads cannot share ${kvHeads} key and value heads evenly`;

/** What does not fit together where each field is sound. */
function misfit({ blocks, kind, layers, moe, window, latent, ...config }: ModelConfig): string | undefined {
  if (moe !== undefined && moe.active > moe.experts)
    return `.moe.active must be at most moe.experts: a token cannot go to ${moe.active} of ${moe.experts} experts`;
  if (moe !== undefined && moe.denseLayers > layers)
    return `.moe.denseLayers must be at most layers: ${moe.denseLayers} of ${layers} layers cannot have no experts`;
  if (window !== undefined && window.layers > layers)
    return `.window.layers must be at most layers: ${window.layers} of ${layers} layers cannot have a window`;
  if (latent?.indexer !== undefined && latent.queryRank === undefined) return '.latent.queryRank must be there for the indexer';
  if (kind === 'encoder-decoder' && config.encoderLayers === 0) return '.encoderLayers must be at least 1 in an encoder-decoder';
  if (blocks === undefined) return uneven(config.heads, config.kvHeads);
  if (kind === 'encoder-decoder') return '.blocks must be absent where there are two stacks';
  if (window !== undefined) return '.window must be absent where blocks say what each layer sees';
  if (moe !== undefined && moe.denseLayers > 0) return '.moe.denseLayers must be 0 where blocks say which layers are dense';
  const sum = blocks.reduce((all, each) => all + each.layers, 0);
  if (sum !== layers) return `.blocks must add up to layers: ${sum} for ${layers}`;
  return blocks
    .map(({ heads = config.heads, kvHeads = config.kvHeads }, at) => {
      const wrong = uneven(heads, kvHeads);
      return wrong === undefined ? undefined : `.blocks[${at}]${wrong}`;
    })
    .find((wrong) => wrong !== undefined);
}

/** What is wrong, in a sentence that names the field; undefined for a `ModelConfig`. */
export function configProblem(value: unknown): string | undefined {
  const wrong = complete(value) ?? misfit(value as ModelConfig);
  return wrong === undefined ? undefined : `config${wrong}`;
}

/** Throws a `RangeError` that names the field unless the configuration is complete and consistent. */
export function checked(config: ModelConfig): ModelConfig {
  const problem = configProblem(config);
  if (problem !== undefined) throw new RangeError(problem);
  return config;
}

/** Throws a `RangeError` that names the value unless it is finite and large enough. */
export const atLeast = (least: number, title: string, name: string, value: number): void => {
  if (!Number.isFinite(value) || value < least) {
    throw new RangeError(`${title}: ${name} must be a finite number of at least ${least}, got ${String(value)}`);
  }
};
