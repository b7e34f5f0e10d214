/** What one GPU holds under a layout: a bar for each way to shard the training state, against the chip's memory. */
import { formatNumber, formatQuantity } from '@scaling-workbook/formulas/units';
import { useMemo, type ReactNode } from 'react';
import { RadioGroup, Select } from '#explorer/Choices.tsx';
import { DataTable, Tables, type Column } from '#explorer/DataTable.tsx';
import { Explorer } from '#explorer/Explorer.tsx';
import { idField, numberField, oneOfField } from '#explorer/shared-state.ts';
import { Slider } from '#explorer/Slider.tsx';
import type { SliderScale } from '#explorer/slider-scale.ts';
import { useSharedState } from '#explorer/use-shared-state.ts';
import {
  partIds,
  planOf,
  recomputeIds,
  shardingIds,
  totalOf,
  type PartId,
  type Plan,
  type PlannedChip,
  type PlannedModel,
  type RecomputeId,
  type ShardingId,
} from './planner.ts';
import { StepTable } from './StepTable.tsx';

export interface Props {
  /** Anchor and address prefix: permanent. */
  readonly id: string;
  readonly models: readonly PlannedModel[];
  readonly chips: readonly PlannedChip[];
  readonly model: string;
  readonly chip: string;
}

const scales = {
  gpus: { kind: 'log', min: 1, max: 16_384, perDoubling: 1, multiple: 1 },
  ranks: { kind: 'steps', values: [1, 2, 4, 8, 16] },
  length: { kind: 'log', min: 1024, max: 131_072, perDoubling: 1, multiple: 1 },
  sequences: { kind: 'log', min: 1, max: 16, perDoubling: 1, multiple: 1 },
  microbatches: { kind: 'linear', min: 1, max: 64, step: 1 },
} as const satisfies Record<string, SliderScale>;

const toSchema = (models: readonly PlannedModel[], chips: readonly PlannedChip[], model: string, chip: string) => ({
  model: idField(model, models),
  chip: idField(chip, chips),
  sharding: oneOfField('zero3', shardingIds),
  gpus: numberField(2048, { ...scales.gpus, whole: true }),
  tensor: numberField(8, { min: 1, max: 16, whole: true }),
  pipeline: numberField(4, { min: 1, max: 16, whole: true }),
  length: numberField(8192, { ...scales.length, whole: true }),
  sequences: numberField(1, { ...scales.sequences, whole: true }),
  microbatches: numberField(8, { ...scales.microbatches, whole: true }),
  recompute: oneOfField('selective', recomputeIds),
});

const shardings: Readonly<Record<ShardingId, string>> = {
  ddp: 'Nothing sharded',
  zero1: 'ZeRO-1: optimizer',
  zero2: 'ZeRO-2: and gradients',
  zero3: 'ZeRO-3, FSDP: and weights',
};
const partNames: Readonly<Record<PartId, string>> = {
  weights: 'weights',
  gradients: 'gradients',
  optimizer: 'optimizer',
  gathered: 'gathered layers',
  activations: 'activations',
};
const recomputes: Readonly<Record<RecomputeId, string>> = {
  none: 'Everything',
  selective: 'All but scores (FlashAttention)',
  full: 'Layer inputs (checkpointing)',
};

const size = (bytes: number): string => formatQuantity(bytes, 'B', { digits: 3 });
const many = (count: number): string => formatNumber(count);

export default function MemoryPlanner({ id, models, chips, model: firstModel, chip: firstChip }: Props): ReactNode {
  const schema = useMemo(() => toSchema(models, chips, firstModel, firstChip), [models, chips, firstModel, firstChip]);
  const shared = useSharedState(id, schema);
  const { values, put } = shared;
  const model = models.find((one) => one.id === values.model) ?? models[0];
  const chip = chips.find((one) => one.id === values.chip) ?? chips[0];
  if (!model || !chip) throw new RangeError('MemoryPlanner: models and chips must not be empty, got none');
  const plan = planOf(model, values);
  return (
    <Explorer
      id={id}
      title="What one GPU has to hold"
      summary={sentence(plan, values.gpus, values.sharding, chip)}
      shared={shared}
      picture={
        <>
          <div className="pickers">
            <Select
              label="Model"
              value={model.id}
              options={models.map((one) => ({ value: one.id, label: one.name }))}
              onChange={put('model')}
            />
            <Select
              label="Chip"
              value={chip.id}
              options={chips.map((one) => ({ value: one.id, label: one.name, group: one.vendor }))}
              onChange={put('chip')}
            />
          </div>
          <Bars plan={plan} chip={chip} chosen={values.sharding} />
        </>
      }
      caption="BF16 weights and gradients with Adam in mixed precision, state spread evenly over the stages; FSDP with one layer gathered and the next on its way; activations of the first stage under 1F1B, by the published formula for a layer of the GPT kind, with sequence parallelism. Logits, buffers and fragmentation come on top: leave a tenth of the memory free for them. For the step time, kernels reach 60 % of the peak, all-reduces are exposed, and what is not kept whole from one microbatch to the next (under FSDP weights and gradients, under ZeRO-2 gradients) travels with each of them."
    >
      <div className="columns">
        <div className="sliders">
          <Slider label="GPUs" unit="GPU" whole scale={scales.gpus} value={values.gpus} onChange={put('gpus')} />
          <Slider label="Tensor-parallel ranks" unit="1" whole scale={scales.ranks} value={values.tensor} onChange={put('tensor')} />
          <Slider label="Pipeline stages" unit="1" whole scale={scales.ranks} value={values.pipeline} onChange={put('pipeline')} />
          <RadioGroup
            label="The data-parallel ranks shard"
            name={`${id}-sharding`}
            value={values.sharding}
            options={shardingIds.map((one) => ({ value: one, label: shardings[one], note: size(totalOf(plan.parts[one])) }))}
            onChange={put('sharding')}
          />
        </div>
        <div className="sliders">
          <Slider label="Tokens of a sequence" unit="1" whole scale={scales.length} value={values.length} onChange={put('length')} />
          <Slider
            label="Sequences of a microbatch"
            unit="1"
            whole
            scale={scales.sequences}
            value={values.sequences}
            onChange={put('sequences')}
          />
          <Slider
            label="Microbatches of each replica"
            unit="1"
            whole
            scale={scales.microbatches}
            value={values.microbatches}
            onChange={put('microbatches')}
          />
          <RadioGroup
            label="Kept from the forward pass"
            name={`${id}-recompute`}
            value={values.recompute}
            options={recomputeIds.map((one) => ({
              value: one,
              label: recomputes[one],
              note: size(planOf(model, { ...values, recompute: one }).parts.ddp.activations),
            }))}
            onChange={put('recompute')}
          />
        </div>
      </div>
      <DataTable
        caption={`The step of this layout on ${many(plan.gpus)} GPUs`}
        columns={layoutColumns}
        rows={[
          [
            `${many(values.tensor)} × ${many(values.pipeline)} × ${many(plan.replicas)}`,
            many(plan.tokens),
            many(plan.tokensPerReplica),
            formatQuantity(plan.bubble, '1', { as: '%', digits: 3 }),
            many(plan.inFlight),
          ],
        ]}
      />
      <StepTable model={model} chip={chip} layout={values} plan={plan} sharding={values.sharding} />
      <Tables>
        <DataTable
          caption="Bytes on each GPU"
          columns={partColumns}
          rows={shardingIds.map((one) => [
            shardings[one],
            ...partIds.map((part) => size(plan.parts[one][part])),
            size(totalOf(plan.parts[one])),
          ])}
        />
        <DataTable
          caption="Where the figures come from"
          columns={sourceColumns}
          rows={[
            [`${model.name}: ${formatQuantity(model.params, 'param', { digits: 4 })}`, model.source],
            [`${chip.name}: ${size(chip.memory)} of memory`, chip.source],
          ]}
        />
      </Tables>
    </Explorer>
  );
}

const layoutColumns: readonly Column[] = [
  { label: 'TP × PP × data-parallel', kind: 'words' },
  { label: 'Tokens of a step' },
  { label: 'Tokens of a replica' },
  { label: 'Bubble' },
  { label: 'Microbatches kept' },
];
const partColumns: readonly Column[] = [
  { label: 'Data-parallel ranks shard', kind: 'words' },
  ...partIds.map((part) => ({ label: partNames[part] })),
  { label: 'all' },
];
const sourceColumns: readonly Column[] = [
  { label: 'Figure', kind: 'words' },
  { label: 'Source', kind: 'words' },
];

function sentence(plan: Plan, asked: number, sharding: ShardingId, chip: PlannedChip): string {
  const parts = plan.parts[sharding];
  const total = totalOf(parts);
  const state = total - parts.activations - parts.gathered;
  const fits = total <= chip.memory ? 'It fits' : 'It does not fit';
  const used =
    plan.gpus > asked
      ? ` One replica alone needs ${many(plan.gpus)} GPUs, so that many are counted.`
      : plan.gpus < asked
        ? ` ${many(asked - plan.gpus)} of ${many(asked)} GPUs make no whole replica and stay idle.`
        : '';
  const replicas = plan.replicas === 1 ? 'one replica' : `${many(plan.replicas)} replicas`;
  return `${size(total)} on each GPU: ${size(state)} of state, ${size(parts.activations)} of activations. ${fits} into the ${size(chip.memory)} of the ${chip.name}. The GPUs make ${replicas}, and a step has ${formatQuantity(plan.tokens, 'token', { digits: 3 })}.${used}`;
}

const rowHeight = 50;
const top = 22;
/** Half as much again as the memory; what is longer runs off the picture. */
const scaleEnd = 1.5;

function Bars({ plan, chip, chosen }: { readonly plan: Plan; readonly chip: PlannedChip; readonly chosen: ShardingId }): ReactNode {
  const height = top + shardingIds.length * rowHeight + 4;
  const at = (bytes: number): number => Math.min(100, (100 * bytes) / (scaleEnd * chip.memory));
  const limit = `${at(chip.memory).toFixed(2)}%`;
  return (
    <div className="planner">
      <svg
        className="bars"
        width="100%"
        height={height}
        role="img"
        aria-label={`Bytes on each GPU for four ways to shard, against ${size(chip.memory)} of memory`}
      >
        <defs>
          <pattern id="planner-gathered" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect className="under" width="5" height="5" />
            <line className="hatch" x1="0" y1="0" x2="0" y2="5" />
          </pattern>
        </defs>
        {shardingIds.map((id, i) => (
          <Bar
            key={id}
            parts={plan.parts[id]}
            name={shardings[id]}
            chosen={id === chosen}
            y={top + i * rowHeight}
            at={at}
            over={totalOf(plan.parts[id]) > scaleEnd * chip.memory}
          />
        ))}
        <line className="limit halo" x1={limit} x2={limit} y1={top - 4} y2={height} />
        <line className="limit" x1={limit} x2={limit} y1={top - 4} y2={height} />
        <text className="limit-name" x={limit} dx="-6" y={13} textAnchor="end">
          {size(chip.memory)} of memory
        </text>
      </svg>
      <ul className="legend">
        {partIds.map((part) => (
          <li key={part}>
            <svg className="swatch" width="22" height="14" aria-hidden="true">
              <rect className="part" data-part={part} fill={fillOf(part)} x="0.5" y="0.5" width="21" height="13" />
            </svg>
            {partNames[part]} <span className="note">{size(plan.parts[chosen][part])}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A pattern belongs to this document, so the style sheet cannot name it. */
const fillOf = (part: PartId): string | undefined => (part === 'gathered' ? 'url(#planner-gathered)' : undefined);

interface BarProps {
  readonly parts: Parts;
  readonly name: string;
  readonly chosen: boolean;
  readonly y: number;
  readonly at: (bytes: number) => number;
  /** Than the picture is wide. */
  readonly over: boolean;
}
type Parts = Plan['parts'][ShardingId];

function Bar({ parts, name, chosen, y, at, over }: BarProps): ReactNode {
  const ends = partIds.map((_, i) => at(partIds.slice(0, i + 1).reduce((sum, part) => sum + parts[part], 0)));
  return (
    <g className="bar" data-chosen={chosen}>
      <text x="0" y={y + 14}>
        {name}
      </text>
      <text className="total" x="100%" y={y + 14} textAnchor="end">
        {size(totalOf(parts))}
        {over ? ' →' : ''}
      </text>
      {partIds.map((part, i) => {
        const start = ends[i - 1] ?? 0;
        const wide = (ends[i] ?? 0) - start;
        return (
          wide > 0 && (
            <rect
              key={part}
              className="part"
              data-part={part}
              fill={fillOf(part)}
              x={`${start.toFixed(3)}%`}
              width={`${wide.toFixed(3)}%`}
              y={y + 21}
              height="18"
            />
          )
        );
      })}
    </g>
  );
}
