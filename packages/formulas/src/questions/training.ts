/** Training a model: memory of its state; time, accelerator-hours and dollars. */
import { usableMemory, type Accelerator } from '../hardware.ts';
import { ranksForState, trainingStateBytesPerParam, zero3StateBytes, dataParallelStateBytes } from '../memory.ts';
import { parameterCount } from '../model-counts.ts';
import type { NamedModel } from '../model-identities.ts';
import type { NumberType } from '../number-types.ts';
import { peakFactOf } from '../presets.ts';
import { gpuHours, trainingDollars, trainingTime } from '../training-cost.ts';
import { formatQuantity } from '../units.ts';
import { texAmount, Working, type Answer } from './answer.ts';
import { forwardFlopsOf, poolerNote, type FlopsSetting } from './flops.ts';

export interface TrainingMemorySetting {
  readonly chip?: Accelerator;
  /** That share the state. */
  readonly chips?: number;
}

/** Weights, gradients and optimizer state: Adam in mixed precision. */
export function trainingMemoryOf({ name, config }: NamedModel, { chip, chips }: TrainingMemorySetting): Answer {
  const working = new Working();
  const params = parameterCount(config);
  const perParam = working.use(trainingStateBytesPerParam, {});
  const value = working.use(dataParallelStateBytes, { params }, 'State of the whole model');
  const each = chips === undefined ? undefined : working.use(zero3StateBytes, { params, ranks: chips });
  const memory = chip && usableMemory(chip);
  const fewest = memory && working.use(ranksForState, { params, bytesPerParam: perParam, memory: memory.value });
  if (memory) working.cite(memory.source);
  return {
    title: `Training state of ${name}`,
    value,
    unit: 'B',
    given: ['Adam in mixed precision: weights and gradients in BF16, FP32 weights and two moments', ...(chip ? [chip.name] : [])],
    steps: working.steps,
    also: [
      ...(each === undefined ? [] : [{ title: 'On each accelerator, everything divided (ZeRO-3, FSDP)', value: each, unit: 'B' }]),
      ...(fewest === undefined ? [] : [{ title: `${chip?.name ?? ''} whose memories hold the state`, value: fewest, unit: 'GPU' }]),
    ],
    leavesOut: ['Activations are extra. They grow with the tokens of a step and depend on what is recomputed.'],
    sources: working.sources,
  };
}

export interface TrainingRunSetting extends Pick<FlopsSetting, 'context' | 'attention'> {
  readonly chip: Accelerator;
  readonly chips: number;
  readonly tokens: number;
  readonly mfu: number;
  readonly arithmetic: NumberType;
  /** Per chip and hour. */
  readonly price?: number;
}

export function trainingRunOf(model: NamedModel, setting: TrainingRunSetting): Answer {
  const { chip, chips: gpus, tokens, mfu, context, attention, arithmetic, price } = setting;
  const working = new Working();
  const forward = forwardFlopsOf(model, { context, attention, pass: 'training' }, working);
  const flops = working.add({
    title: 'FLOPs of the run: forward, and twice as many backward',
    tex: String.raw`3 \cdot ${texAmount(forward, 'FLOP/token')} \cdot ${texAmount(tokens, 'token')}`,
    value: 3 * forward * tokens,
    unit: 'FLOP',
  });
  const peak = peakFactOf(chip, arithmetic);
  const value = working.use(trainingTime, { flops, gpus, peak: peak.value, mfu });
  working.cite(peak.source);
  const hours = working.use(gpuHours, { gpus, time: value });
  const dollars = price === undefined ? undefined : working.use(trainingDollars, { gpuHours: hours, pricePerHour: price });
  return {
    title: `Training ${model.name}`,
    value,
    unit: 's',
    given: [
      `${formatQuantity(gpus, '1')} × ${chip.name}`,
      formatQuantity(tokens, 'token'),
      `${formatQuantity(mfu, '1', { as: '%' })} of the ${arithmetic.toUpperCase()} peak`,
      ...(context === 0 ? [] : [`${formatQuantity(context, 'token')} of context, ${attention} attention`]),
      ...(price === undefined ? [] : [`${formatQuantity(price, '$/h')} for each chip`]),
    ],
    steps: working.steps,
    also: [
      { title: 'FLOPs', value: flops, unit: 'FLOP' },
      { title: 'Accelerator-hours', value: hours, unit: 'GPU*h' },
      ...(dollars === undefined ? [] : [{ title: 'Rent', value: dollars, unit: '$' }]),
    ],
    leavesOut: [
      ...(context === 0 ? ['Attention over the context is not counted: give --context to add it.'] : []),
      ...poolerNote(model),
      'Restarts, evaluation and earlier runs are not counted.',
    ],
    sources: working.sources,
  };
}
