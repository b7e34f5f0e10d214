import { layerActivationBytes, tensorParallelActivationBytes } from '@scaling-workbook/formulas/activations';
import { h100 } from '@scaling-workbook/formulas/hardware';
import { dataParallelStateBytes, zero1StateBytes, zero2StateBytes, zero3StateBytes } from '@scaling-workbook/formulas/memory';
import { nonEmbeddingParameterCount } from '@scaling-workbook/formulas/model-counts';
import { modelById } from '@scaling-workbook/formulas/models';
import { describe, expect, it } from 'vitest';
import { planOf, toPlannedChip, toPlannedModel, totalOf, type Layout, type Parts, type PlannedChip, type PlannedModel } from './planner.ts';
import { stepOf } from './planner-step.ts';

const llama = modelById('llama-3-70b');
const model = toPlannedModel(llama, nonEmbeddingParameterCount(llama.config));
const layout: Layout = { gpus: 2048, tensor: 8, pipeline: 4, length: 8192, sequences: 1, microbatches: 8, recompute: 'selective' };
const stateOf = ({ weights, gradients, optimizer }: Parts): number => weights + gradients + optimizer;

describe('the memory planner', () => {
  it('knows a layer of Llama 3 70B by the count of its makers: 855.65 million parameters', () => {
    expect(model.layerParams / 1e6).toBeCloseTo(855.65, 2);
  });

  it('cuts the training state as ZeRO-1, 2 and 3 do, over what tensor and pipeline parallelism left', () => {
    const { parts, replicas } = planOf(model, layout);
    const params = model.params / 32;
    expect(replicas).toBe(64);
    expect(stateOf(parts.ddp)).toBeCloseTo(dataParallelStateBytes({ params }), -2);
    expect(stateOf(parts.zero1)).toBeCloseTo(zero1StateBytes({ params, ranks: 64 }), -2);
    expect(stateOf(parts.zero2)).toBeCloseTo(zero2StateBytes({ params, ranks: 64 }), -2);
    expect(stateOf(parts.zero3)).toBeCloseTo(zero3StateBytes({ params, ranks: 64 }), -2);
  });

  it('prints what Figure 1 of the ZeRO paper does for 7.5B parameters on 64 GPUs: 120, 31.4, 16.6 and 1.88 GB', () => {
    const small: PlannedModel = { ...model, params: 7.5e9 };
    const { parts } = planOf(small, { ...layout, gpus: 64, tensor: 1, pipeline: 1 });
    const gigabytes = Object.values(parts).map((of) => stateOf(of) / 1e9);
    for (const [i, printed] of [120, 31.4, 16.6, 1.88].entries()) expect(Math.abs((gigabytes[i] ?? 0) - printed)).toBeLessThan(0.06);
  });

  it('leaves activations whole however many replicas there are', () => {
    const few = planOf(model, { ...layout, gpus: 32 }).parts;
    const many = planOf(model, layout).parts;
    expect(few.zero3.activations).toBe(many.zero3.activations);
    expect(many.ddp.activations).toBe(many.zero3.activations);
  });

  it('keeps as much of the activations on the first stage with a deeper pipeline that is full: fewer layers, more microbatches', () => {
    const flat = planOf(model, { ...layout, pipeline: 1 }).parts.zero3.activations;
    for (const pipeline of [2, 4, 8]) expect(planOf(model, { ...layout, pipeline }).parts.zero3.activations).toBe(flat);
  });

  it('keeps 26.04 GB a layer of the exercise without any recomputation, and divides all of it by the tensor-parallel ranks', () => {
    const whole = planOf(model, { ...layout, tensor: 1, pipeline: 1, length: 4096, sequences: 4, recompute: 'none' });
    expect(whole.parts.ddp.activations / 80 / 1e9).toBeCloseTo(26.0382, 4);
    expect(whole.parts.ddp.activations / 80).toBeCloseTo(layerActivationBytes({ sequences: 4, tokens: 4096, width: 8192, heads: 64 }), -2);
    const cut = planOf(model, { ...layout, tensor: 8, pipeline: 1, length: 4096, sequences: 4, recompute: 'none' });
    expect(cut.parts.ddp.activations * 8).toBeCloseTo(whole.parts.ddp.activations, -2);
    const withoutSequenceParallelism = tensorParallelActivationBytes({ sequences: 4, tokens: 4096, width: 8192, heads: 64, ranks: 8 });
    expect(cut.parts.ddp.activations / 80).toBeLessThan(withoutSequenceParallelism);
  });

  it('keeps inputs only under full recomputation, and one layer more while it is run again', () => {
    const { activations } = planOf(model, { ...layout, tensor: 1, pipeline: 1, recompute: 'full' }).parts.ddp;
    const input = 8192 * 8192 * 2;
    expect(activations).toBe(80 * input + 17 * input);
  });

  it('holds two whole layers of weights under FSDP, and none where there is nobody to gather from', () => {
    expect(planOf(model, layout).parts.zero3.gathered).toBeCloseTo((2 * 2 * model.layerParams) / 8, 0);
    expect(planOf(model, { ...layout, gpus: 32 }).parts.zero3.gathered).toBe(0);
    expect(planOf(model, layout).parts.zero2.gathered).toBe(0);
  });

  it('uses whole replicas: leaves GPUs over that make none, and takes what one replica needs', () => {
    expect(planOf(model, { ...layout, gpus: 1000 })).toMatchObject({ gpus: 992, replicas: 31 });
    expect(planOf(model, { ...layout, gpus: 1 })).toMatchObject({ gpus: 32, replicas: 1 });
  });

  it('says how large the batch becomes', () => {
    expect(planOf(model, layout)).toMatchObject({ tokens: 2 ** 22, tokensPerReplica: 2 ** 16 });
    expect(planOf(model, layout).bubble).toBeCloseTo(3 / 11, 12);
  });

  it('adds up', () => {
    const { zero3 } = planOf(model, layout).parts;
    expect(totalOf(zero3)).toBeCloseTo(stateOf(zero3) + zero3.gathered + zero3.activations, 0);
  });

  it('takes the memory of a chip from the fact table, by its short name', () => {
    expect(toPlannedChip(h100)).toMatchObject({ name: 'H100 SXM', memory: 80e9 });
  });
});

describe('the step of a layout', () => {
  const chip: PlannedChip = { id: 'x', name: 'X', vendor: 'X', memory: 80e9, source: '', peak: 989.4e12, link: 450e9, network: 50e9 };
  const model70: PlannedModel = { id: 'm', name: 'M', params: 70e9, layers: 80, width: 8192, heads: 64, layerParams: 1, source: '' };
  const layout = { gpus: 2048, tensor: 8, pipeline: 1, length: 8192, sequences: 2, microbatches: 1, recompute: 'selective' } as const;

  // Worked out on paper for the layout of the exercise: 1.449 s of arithmetic, 0.334 s of all-reduces, 1.046 s of FSDP traffic
  it('agrees with the exercise on 2048 GPUs where one microbatch holds the whole part of a replica', () => {
    const step = stepOf(model70, chip, layout, planOf(model70, layout), 'zero3');
    expect(step?.arithmetic).toBeCloseTo(1.449, 3);
    expect(step?.tensorTime).toBeCloseTo(0.334, 3);
    expect(step?.dataTime).toBeCloseTo(1.0459, 4);
    expect(step?.step).toBeCloseTo(1.783, 3);
    expect(step?.ofPeak).toBeCloseTo(0.8694 / 1.783, 3);
  });

  it('gathers under FSDP for every microbatch, and under ZeRO-1 once a step', () => {
    const halves = { ...layout, sequences: 1, microbatches: 2 };
    const plan = planOf(model70, halves);
    const [once, each] = (['zero1', 'zero3'] as const).map((sharding) => stepOf(model70, chip, halves, plan, sharding)?.dataTime ?? 0);
    expect(each).toBeCloseTo(2 * 1.0459, 3);
    expect(once).toBeCloseTo((2 / 3) * 1.0459, 4);
  });

  it('pays for full recomputation with a third more arithmetic, and takes no time from a chip without a network', () => {
    const full = { ...layout, recompute: 'full' } as const;
    expect(stepOf(model70, chip, full, planOf(model70, full), 'zero3')?.arithmetic).toBeCloseTo((4 / 3) * 1.449, 3);
    const { network, ...alone } = chip;
    expect(network).toBe(50e9);
    expect(stepOf(model70, alone, layout, planOf(model70, layout), 'zero3')).toBeUndefined();
  });
});
