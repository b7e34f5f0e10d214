/** Decode against the batch: what all readers get, what each gets, and where memory is full. */
import { formatNumber } from '@scaling-workbook/formulas/units';
import { useMemo, type ReactNode } from 'react';
import { RadioGroup, Select } from '#explorer/Choices.tsx';
import { DataTable, Tables } from '#explorer/DataTable.tsx';
import { Explorer } from '#explorer/Explorer.tsx';
import { idField, numberField, oneOfField } from '#explorer/shared-state.ts';
import { Slider } from '#explorer/Slider.tsx';
import { endsOf, type SliderScale } from '#explorer/slider-scale.ts';
import { useSharedState } from '#explorer/use-shared-state.ts';
import { bytes, limitColumns, limitRow, many, sentence, stepColumns, stepRow } from './serving-text.ts';
import { batchesWith, formatNames, formats, largest, limitsOf, stepAt, type Chip, type Deployment, type Served } from './serving.ts';
import { Latency, Throughput } from './ServingPlots.tsx';

export interface Props {
  /** Anchor and address prefix: permanent. */
  readonly id: string;
  readonly chips: readonly Chip[];
  readonly models: readonly Served[];
  /** At first. */
  readonly chip: string;
  readonly model: string;
}

const scales = {
  batch: { kind: 'log', min: 1, max: largest, perDoubling: 4, multiple: 1 },
  context: { kind: 'log', min: 128, max: 131_072, perDoubling: 4, multiple: 64 },
  gpus: { kind: 'steps', values: [1, 2, 3, 4, 6, 8, 12, 16, 32, 64] },
} as const satisfies Record<string, SliderScale>;

const rows: readonly number[] = Array.from({ length: 12 }, (_, i) => 2 ** i);

function toSchema(chips: readonly Chip[], models: readonly Served[], chip: string, model: string) {
  return {
    model: idField(model, models),
    chip: idField(chip, chips),
    gpus: numberField(8, { ...endsOf(scales.gpus), whole: true }),
    weights: oneOfField('bf16', formats),
    context: numberField(8192, { ...scales.context, whole: true }),
    batch: numberField(32, { ...scales.batch, whole: true }),
  };
}

export default function ServingExplorer({ id, chips, models, chip: firstChip, model: firstModel }: Props): ReactNode {
  const schema = useMemo(() => toSchema(chips, models, firstChip, firstModel), [chips, models, firstChip, firstModel]);
  const shared = useSharedState(id, schema);
  const { values, put } = shared;
  const chip = chips.find((one) => one.id === values.chip) ?? chips[0];
  const model = models.find((one) => one.id === values.model) ?? models[0];
  if (!chip || !model) throw new RangeError('ServingExplorer: chips and models must not be empty');
  const deployment: Deployment = { model, chip, gpus: values.gpus, weights: values.weights, context: values.context };
  const limits = limitsOf(deployment);
  const chosen = stepAt(deployment, values.batch);
  const curve = batchesWith(limits.fits ?? 1, values.batch).map((batch) => stepAt(deployment, batch));

  return (
    <Explorer
      id={id}
      title="One read of the weights, many readers"
      summary={sentence(deployment, limits, chosen)}
      shared={shared}
      picture={
        <>
          <div className="pickers">
            <Select
              label="Model"
              options={models.map(({ id: value, name }) => ({ value, label: name }))}
              value={model.id}
              onChange={put('model')}
            />
            <Select
              label="Chip"
              options={chips.map(({ id: value, name, vendor }) => ({ value, label: name, group: vendor }))}
              value={chip.id}
              onChange={put('chip')}
            />
          </div>
          <Throughput deployment={deployment} limits={limits} curve={curve} chosen={chosen} />
          <Latency curve={curve} limits={limits} chosen={chosen} />
        </>
      }
      caption="Bounds, not forecasts: all chips read at full bandwidth and compute at full dense BF16 rate, and what they send one another is left out, as are the FLOPs of attention. Every sequence has the same context; its keys and values are kept in BF16 whatever the weights are stored in."
    >
      <div className="columns">
        <div>
          <Slider label="Batch" unit="sequence" whole scale={scales.batch} value={values.batch} onChange={put('batch')} />
          <Slider
            label="Context of each sequence"
            unit="token"
            whole
            scale={scales.context}
            value={values.context}
            onChange={put('context')}
          />
          <Slider label="Chips that share the model" unit="chip" whole scale={scales.gpus} value={values.gpus} onChange={put('gpus')} />
        </div>
        <RadioGroup
          label="Weights"
          name={`${id}-weights`}
          value={values.weights}
          options={formats.map((value) => ({
            value,
            label: formatNames[value],
            note: bytes(limitsOf({ ...deployment, weights: value }).weightBytes),
          }))}
          onChange={put('weights')}
        />
      </div>
      <DataTable
        caption={`${model.name} in ${formatNames[values.weights]} on ${formatNumber(values.gpus)} × ${chip.name}, ${many(values.context, 'token')} of context`}
        columns={limitColumns}
        rows={[limitRow(limits)]}
      />
      <Tables>
        <DataTable
          caption="Decode step by batch"
          columns={stepColumns}
          rows={rows.map((batch) => stepRow(stepAt(deployment, batch), limits))}
        />
      </Tables>
    </Explorer>
  );
}
