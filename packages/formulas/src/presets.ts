/** What the tables of models and chips say about the inputs of a formula: those of the same name that mean the same. */
import type { Inputs } from './formula.ts';
import type { Accelerator, Peaks } from './hardware.ts';
import { activeParameterCount, nonEmbeddingParameterCount, parameterCount } from './model-counts.ts';
import type { Model } from './models.ts';

type Values = Readonly<Record<string, number>>;

/** Whether an input is not what the tables list by that name: the rate of a link, the parameters of one layer, what is left of a memory. */
const meansElse = (name: string, means: string): boolean =>
  (name === 'bandwidth' && !means.startsWith('memory bandwidth')) || /all accelerators|of the layer|to spend|is left/.test(means);

const among = (takes: Inputs, known: Values): Values =>
  Object.fromEntries(
    Object.entries(takes).flatMap(([name, { means }]) => {
      const value = Object.hasOwn(known, name) ? known[name] : undefined;
      return value === undefined || meansElse(name, means) ? [] : [[name, value]];
    }),
  );

/** Why a formula with these inputs does not hold for a model, or undefined where it does. */
export function unfit({ name, config }: Model, takes: Inputs): string | undefined {
  if (!('kvHeads' in takes)) return undefined;
  const { kind, latent, window } = config;
  if (latent !== undefined) return `${name} rebuilds keys and values from a latent: take latent-cache for what it keeps`;
  if ('width' in takes) return undefined;
  if (kind === 'encoder') return `${name} is an encoder, which keeps no cache`;
  if (window === undefined || 'window' in takes || !('tokens' in takes)) return undefined;
  return `${name} has ${window.layers} of ${config.layers} layers that keep ${window.size} tokens only: take sliding-window-cache for those and name the shape of the others yourself`;
}

/** What a model says about these inputs. Of a mixture of experts the active parameters, where the formula counts those. */
export function fromModel({ config }: Model, takes: Inputs): Values {
  const { layers, width, heads, kvHeads, headDim, hidden, vocab, moe, latent, window } = config;
  const counts = takes['params']?.means ?? '';
  const count = /active|read for a token/.test(counts)
    ? activeParameterCount
    : counts.includes('without embeddings')
      ? nonEmbeddingParameterCount
      : parameterCount;
  return among(takes, {
    layers: window !== undefined && 'window' in takes ? window.layers : layers,
    width,
    heads,
    kvHeads,
    vocab,
    params: count(config),
    ...(latent === undefined ? { headDim } : { latent: latent.kvRank, rotary: latent.ropeDim }),
    ...(moe === undefined ? { hidden } : { experts: moe.experts }),
    ...(takes['active']?.unit === 'param'
      ? { active: activeParameterCount(config), total: parameterCount(config) }
      : moe && { active: moe.active }),
    ...(window && { window: window.size }),
  });
}

/** What a chip says about these inputs, with the peak of that type. Throws `RangeError` where the table has no such peak. */
export function fromChip({ name, peak, hbmBandwidth, hbmSize, tdp }: Accelerator, dtype: string, takes: Inputs): Values {
  const rate = (peak as Readonly<Record<string, Peaks[keyof Peaks]>>)[dtype];
  if (rate === undefined) throw new RangeError(`--dtype: the fact table has no ${dtype} peak for ${name}`);
  return among(takes, {
    peak: rate.value,
    bandwidth: hbmBandwidth.value,
    capacity: hbmSize.value,
    memory: hbmSize.value,
    ...(tdp && { power: tdp.value }),
  });
}
