/** The step time of a planned layout, only for chips whose links and network are known. */
import { dataParallelBytes, zero3Bytes } from '@scaling-workbook/formulas/parallelism';
import { modelledStepTime, paramsPerRank, stepArithmeticTime, tensorParallelStepBytes } from '@scaling-workbook/formulas/step-time';
import { transferTime } from '@scaling-workbook/formulas/tensors';
import type { Layout, Plan, PlannedChip, PlannedModel, ShardingId } from './planner.ts';

export interface StepPlan {
  readonly arithmetic: number;
  readonly tensorTime: number;
  readonly dataTime: number;
  readonly step: number;
  /** Useful arithmetic as a share of the peak over the step. */
  readonly ofPeak: number;
}

/** That kernels are taken to reach. */
const kernelShare = 0.6;
/** GPUs that NVLink joins; a wider tensor-parallel group uses the network. */
const node = 8;

/**
 * By the data-parallel ranks in a step. What is not whole between microbatches moves with each: FSDP's weights and gradients, ZeRO-2's
 * gradients.
 */
function dataBytes(sharding: ShardingId, params: number, devices: number, microbatches: number): number {
  switch (sharding) {
    case 'ddp':
    case 'zero1':
      return dataParallelBytes({ params, devices });
    case 'zero2':
      return (dataParallelBytes({ params, devices }) * (microbatches + 1)) / 2;
    case 'zero3':
      return zero3Bytes({ params, devices }) * microbatches;
  }
}

export function stepOf(model: PlannedModel, chip: PlannedChip, layout: Layout, plan: Plan, sharding: ShardingId): StepPlan | undefined {
  const { peak, link, network } = chip;
  if (peak === undefined || link === undefined || network === undefined) return undefined;
  const { tensor, pipeline: stages, microbatches } = layout;
  const { params, width, layers } = model;
  const again = layout.recompute === 'full';
  const work = { params, tokens: plan.tokens, gpus: plan.gpus, peak };
  const arithmetic = stepArithmeticTime({ ...work, efficiency: kernelShare }) * (again ? 4 / 3 : 1);
  const tensorBytes = tensorParallelStepBytes({ tokens: plan.tokensPerReplica, width, layers, tensor, stages, allReduces: again ? 6 : 4 });
  const tensorTime = transferTime({ bytes: tensorBytes, bandwidth: tensor > node ? network : link });
  const bytes = dataBytes(sharding, paramsPerRank({ params, tensor, stages }), plan.replicas, microbatches);
  const inNode = tensor * stages * plan.replicas <= node;
  const dataTime = transferTime({ bytes, bandwidth: inNode ? link : network });
  const step = modelledStepTime({ arithmetic, tensorTime, dataTime, stages, microbatches });
  return { arithmetic, tensorTime, dataTime, step, ofPeak: stepArithmeticTime(work) / step };
}
