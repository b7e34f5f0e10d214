/** FLOPs of one token, forward or in training, with attention by kind of layer. */
import type { NamedModel } from '../model-identities.ts';
import { matmulParameterCount, mixingFlopsPerToken } from '../model-counts.ts';
import { layerKinds, type LayerKind } from '../model-layers.ts';
import type { ModelConfig } from '../model.ts';
import { formatQuantity } from '../units.ts';
import { Unanswerable } from '../presets.ts';
import { texAmount, Working, type Answer } from './answer.ts';
import { nameOfKind } from './layer-names.ts';

export interface FlopsSetting {
  /** 0 leaves attention out. */
  readonly context: number;
  /** `causal`: half the square; `full`: every pair of tokens, as an encoder computes and PaLM counts. */
  readonly attention: 'causal' | 'full';
  readonly pass: 'forward' | 'training';
}

const kaplan = 'Kaplan et al. 2020, Scaling Laws for Neural Language Models, arXiv:2001.08361, §2.1';
const palm = 'Chowdhery et al. 2022, PaLM: Scaling Language Modeling with Pathways, arXiv:2204.02311, Appendix B';

const twoStacks = ({ id, name, config }: NamedModel): void => {
  if (config.kind === 'encoder-decoder')
    throw new Unanswerable({ why: `${name} has two stacks, and a token passes through one of them`, ask: `scaling params ${id}` });
};

/** With every pair counted, a decoder is counted like an encoder. */
const maskless = (config: ModelConfig): ModelConfig => ({ ...config, kind: 'encoder' });

/** For each layer, that of `context` tokens seen. */
const mixing = (config: ModelConfig, kind: LayerKind, { context, attention }: FlopsSetting): number =>
  mixingFlopsPerToken(attention === 'full' ? maskless(config) : config, kind, context);

/** Twice the matrices a token passes through, and attention of each kind of layer. Adds its steps. */
export function forwardFlopsOf(model: NamedModel, setting: FlopsSetting, working: Working): number {
  twoStacks(model);
  const { config } = model;
  if (config.kind === 'encoder' && setting.attention === 'causal')
    throw new Unanswerable({
      why: `${model.name} is an encoder, in which every token sees all others`,
      ask: `scaling flops ${model.id} --attention full`,
    });
  const matrices = matmulParameterCount(config);
  working.cite(kaplan);
  const ofMatrices = working.add({
    title: 'Matrices that a token is multiplied with, forward',
    tex: String.raw`2 \cdot ${texAmount(matrices)}`,
    value: 2 * matrices,
    unit: 'FLOP/token',
  });
  const ofMixing = layerKinds(config)
    .map((kind) => ({ kind, value: mixing(config, kind, setting) }))
    .filter(({ value }) => value > 0);
  for (const { kind, value } of ofMixing)
    working.add({
      title: nameOfKind(kind),
      tex: String.raw`${texAmount(kind.layers)} \cdot ${texAmount(value / kind.layers)}`,
      value,
      unit: 'FLOP/token',
    });
  if (ofMixing.length === 0) return ofMatrices;
  if (setting.attention === 'full') working.cite(palm);
  const value = ofMixing.reduce((sum, part) => sum + part.value, ofMatrices);
  const tex = [ofMatrices, ...ofMixing.map((part) => part.value)].map((part) => texAmount(part)).join(' + ');
  return working.add({ title: 'Forward', tex, value, unit: 'FLOP/token' });
}

/** The count of matrices includes a pooler. */
export const poolerNote = ({ config }: NamedModel): readonly string[] =>
  config.pooler ? ['The pooler is counted for every token, although it uses only the first.'] : [];

export function flopsOf(model: NamedModel, setting: FlopsSetting): Answer {
  const working = new Working();
  const forward = forwardFlopsOf(model, setting, working);
  const training = setting.pass === 'training';
  const value = training
    ? working.add({
        title: 'Forward and backward: a backward pass is twice a forward pass',
        tex: String.raw`3 \cdot ${texAmount(forward)}`,
        value: 3 * forward,
        unit: 'FLOP/token',
      })
    : forward;
  const { context, attention } = setting;
  return {
    title: `${training ? 'Training' : 'Forward'} FLOPs per token of ${model.name}`,
    value,
    unit: 'FLOP/token',
    given:
      context === 0
        ? []
        : [
            `${formatQuantity(context, 'token')} of context, ${attention === 'causal' ? 'causal attention, averaged over the sequence' : 'every pair of tokens counted'}`,
          ],
    steps: working.steps,
    also: [],
    leavesOut: [
      ...(context === 0 ? ['Attention over the context is not counted: give --context to add it.'] : []),
      'The embedding is looked up and multiplies nothing. Softmax, norms and activation functions are small and not counted.',
      ...poolerNote(model),
      ...(training ? ['Nothing is computed twice: recomputation is extra.'] : []),
    ],
    sources: working.sources,
  };
}
