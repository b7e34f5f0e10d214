/** What one GPU holds under tensor, pipeline and data parallelism. */
import {
  fullRecomputationBytes,
  modelActivationBytes,
  selectiveRecomputationBytes,
  sequenceParallelActivationBytes,
} from '@scaling-workbook/formulas/activations';
import type { Accelerator } from '@scaling-workbook/formulas/hardware';
import { weightBytes } from '@scaling-workbook/formulas/memory';
import type { ModelConfig } from '@scaling-workbook/formulas/model';
import { dataParallelRanks, microbatchesInFlight, pipelineBubble } from '@scaling-workbook/formulas/parallelism';

/** What the picture needs of a model. */
export interface PlannedModel {
  readonly id: string;
  readonly name: string;
  readonly params: number;
  readonly layers: number;
  readonly width: number;
  readonly heads: number;
  /** Of one layer. */
  readonly layerParams: number;
  readonly source: string;
}

export interface PlannedChip {
  readonly id: string;
  readonly name: string;
  readonly vendor: string;
  /** Bytes of HBM. */
  readonly memory: number;
  /** Dense BF16 peak; one way over links and network; absent where not known. */
  readonly peak?: number;
  readonly link?: number;
  readonly network?: number;
  readonly source: string;
}

export const toPlannedChip = ({ id, name, vendor, hbmSize, peak, link, network }: Accelerator): PlannedChip => ({
  id,
  name: name.startsWith(`${vendor} `) ? name.slice(vendor.length + 1) : name,
  vendor,
  memory: hbmSize.value,
  // The step is modelled for nodes joined by a switch, not for a TPU's torus.
  ...(vendor !== 'Google' && peak.bf16 && link && network && { peak: peak.bf16.value, link: link.value, network: network.value }),
  source: `${hbmSize.source} (${hbmSize.date})`,
});

export const toPlannedModel = (
  {
    id,
    name,
    config,
    parameters,
  }: {
    readonly id: string;
    readonly name: string;
    readonly config: ModelConfig;
    readonly parameters: { readonly value: number; readonly source: string };
  },
  paramsInLayers: number,
): PlannedModel => ({
  id,
  name,
  params: parameters.value,
  layers: config.layers,
  width: config.width,
  heads: config.heads,
  layerParams: Math.round(paramsInLayers / config.layers),
  source: parameters.source,
});

export const shardingIds = ['ddp', 'zero1', 'zero2', 'zero3'] as const;
export type ShardingId = (typeof shardingIds)[number];
export const recomputeIds = ['none', 'selective', 'full'] as const;
export type RecomputeId = (typeof recomputeIds)[number];

export interface Layout {
  readonly gpus: number;
  readonly tensor: number;
  readonly pipeline: number;
  /** Of a sequence. */
  readonly length: number;
  /** Of a microbatch. */
  readonly sequences: number;
  /** Of a step in each replica. */
  readonly microbatches: number;
  readonly recompute: RecomputeId;
}

/** As drawn: activations first, since no sharding of the state changes them. */
export const partIds = ['activations', 'weights', 'gradients', 'optimizer', 'gathered'] as const;
export type PartId = (typeof partIds)[number];
export type Parts = Readonly<Record<PartId, number>>;

export interface Plan {
  /** A whole number of replicas, at least one. */
  readonly gpus: number;
  readonly replicas: number;
  readonly bubble: number;
  readonly inFlight: number;
  /** In a step, of all replicas and of one. */
  readonly tokens: number;
  readonly tokensPerReplica: number;
  readonly parts: Readonly<Record<ShardingId, Parts>>;
}

/** Of each parameter: BF16 weight and gradient; FP32 copy and two moments for Adam. */
const bytes = { weights: 2, gradients: 2, optimizer: 12 } as const;

/** Of one microbatch on each tensor-parallel rank, with sequence parallelism. */
function keptByLayer({ width, heads }: PlannedModel, { tensor: ranks, length: tokens, sequences, recompute }: Layout): number {
  switch (recompute) {
    case 'none':
      return sequenceParallelActivationBytes({ sequences, tokens, width, heads, ranks });
    case 'selective':
      return selectiveRecomputationBytes({ sequences, tokens, width, ranks });
    case 'full':
      return fullRecomputationBytes({ sequences, tokens, width });
  }
}

/** Under full recomputation one layer at a time is whole again during its backward pass. */
const workedOn = ({ width }: PlannedModel, { tensor: ranks, length: tokens, sequences, recompute }: Layout): number =>
  recompute === 'full' ? selectiveRecomputationBytes({ sequences, tokens, width, ranks }) : 0;

/** On the first stage of every replica. A layout that needs more GPUs than there are gets them. */
export function planOf(model: PlannedModel, layout: Layout): Plan {
  const { tensor, pipeline, microbatches, sequences, length } = layout;
  const replicas = Math.max(1, Math.floor(layout.gpus / (tensor * pipeline)));
  const gpus = replicas * tensor * pipeline;
  const inFlight = microbatchesInFlight({ stages: pipeline, microbatches });
  const layers = Math.ceil(model.layers / pipeline) * inFlight;
  const activations = modelActivationBytes({ layers, layer: keptByLayer(model, layout) }) + workedOn(model, layout);
  // Tensor and pipeline parallelism cut everything; data parallelism what its stage says.
  const params = model.params / (tensor * pipeline);
  const sharded = (part: keyof typeof bytes, cut: boolean): number =>
    weightBytes({ params: cut ? params / replicas : params, bytesPerParam: bytes[part] });
  // FSDP holds the layer at work whole, and the next on its way.
  const gathered = replicas > 1 ? 2 * weightBytes({ params: model.layerParams / tensor, bytesPerParam: bytes.weights }) : 0;
  const parts = (stage: number): Parts => ({
    weights: sharded('weights', stage >= 3),
    gradients: sharded('gradients', stage >= 2),
    optimizer: sharded('optimizer', stage >= 1),
    gathered: stage >= 3 ? gathered : 0,
    activations,
  });
  return {
    gpus,
    replicas: dataParallelRanks({ gpus, tensor, pipeline }),
    bubble: pipelineBubble({ stages: pipeline, microbatches }),
    inFlight,
    tokens: replicas * microbatches * sequences * length,
    tokensPerReplica: microbatches * sequences * length,
    parts: { ddp: parts(0), zero1: parts(1), zero2: parts(2), zero3: parts(3) },
  };
}

export const totalOf = (parts: Parts): number => partIds.reduce((sum, id) => sum + parts[id], 0);
