/** What a million tokens cost, by batch, context, precision, chip, rent and utilization. */
import { formatNumber } from '@scaling-workbook/formulas/units';
import { useMemo, type ReactNode } from 'react';
import { RadioGroup, Select } from '#explorer/Choices.tsx';
import { DataTable, Tables } from '#explorer/DataTable.tsx';
import { Explorer } from '#explorer/Explorer.tsx';
import { idField, numberField, oneOfField } from '#explorer/shared-state.ts';
import { Slider } from '#explorer/Slider.tsx';
import { endsOf, type SliderScale } from '#explorer/slider-scale.ts';
import { useSharedState } from '#explorer/use-shared-state.ts';
import { FrontierPlot } from './FrontierPlot.tsx';
import { PricePlot } from './PricePlot.tsx';
import { many, rate } from '../../06-inference/figures/serving-text.ts';
import { dollars, limitColumns, limitRows, priceColumns, priceRow, sentence } from './pricing-text.ts';
import { formatNames, formats, largest, type Served } from '../../06-inference/figures/serving.ts';
import { limitsOf, priceAt, type Chip, type Server } from './pricing.ts';

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
  gpus: { kind: 'steps', values: [1, 2, 3, 4, 6, 8, 12, 16, 32] },
  price: { kind: 'linear', min: 0.5, max: 15, step: 0.05 },
  busy: { kind: 'linear', min: 5, max: 100, step: 5 },
  target: { kind: 'log', min: 0.05, max: 50, perDoubling: 6 },
  speed: { kind: 'log', min: 1, max: 512, perDoubling: 4, multiple: 1 },
} as const satisfies Record<string, SliderScale>;

const rows: readonly number[] = Array.from({ length: 12 }, (_, i) => 2 ** i);

function toSchema(chips: readonly Chip[], models: readonly Served[], chip: string, model: string) {
  const first = chips.find(({ id }) => id === chip);
  return {
    model: idField(model, models),
    chip: idField(chip, chips),
    gpus: numberField(2, { ...endsOf(scales.gpus), whole: true }),
    weights: oneOfField('bf16', formats),
    context: numberField(4096, { ...scales.context, whole: true }),
    batch: numberField(8, { ...scales.batch, whole: true }),
    price: numberField(first?.perHour ?? 2, scales.price),
    busy: numberField(70, scales.busy),
    target: numberField(0.5, scales.target),
    speed: numberField(40, { ...scales.speed, whole: true }),
  };
}

export default function PriceExplorer({ id, chips, models, chip: firstChip, model: firstModel }: Props): ReactNode {
  const schema = useMemo(() => toSchema(chips, models, firstChip, firstModel), [chips, models, firstChip, firstModel]);
  const shared = useSharedState(id, schema);
  const { values, set, put } = shared;
  const chip = chips.find((one) => one.id === values.chip) ?? chips[0];
  const model = models.find((one) => one.id === values.model) ?? models[0];
  if (!chip || !model) throw new RangeError('PriceExplorer: chips and models must not be empty');
  const { gpus, weights, context, price: pricePerGpu, busy, target, speed } = values;
  const server: Server = { model, chip, gpus, weights, context, pricePerGpu, utilization: busy / 100 };
  const limits = limitsOf(server);
  const chosen = priceAt(server, values.batch);
  const slider = (
    key: 'batch' | 'context' | 'gpus' | 'price' | 'busy' | 'target' | 'speed',
    label: string,
    unit: string,
    whole = false,
  ): ReactNode => (
    <Slider
      label={label}
      unit={unit}
      whole={whole}
      scale={scales[key]}
      value={values[key]}
      onChange={(value) => {
        set({ [key]: value });
      }}
    />
  );

  return (
    <Explorer
      id={id}
      title="What a million tokens cost"
      summary={sentence(server, limits, chosen, target, speed)}
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
              options={chips.map(({ id: value, name, perHour }) => ({ value, label: `${name}, ${dollars(perHour)}/h` }))}
              value={chip.id}
              onChange={(picked) => {
                set({ chip: picked, price: chips.find((one) => one.id === picked)?.perHour ?? pricePerGpu });
              }}
            />
          </div>
          <PricePlot server={server} limits={limits} chosen={chosen} target={target} />
          <FrontierPlot server={server} limits={limits} chosen={chosen} speed={speed} />
        </>
      }
      caption="Lower bounds for output tokens: all chips read at full bandwidth and compute at their full dense BF16 rate; what they send one another, prefill, dequantisation and attention’s own FLOPs cost nothing here. Keys and values stay in BF16. The curve of each format is drawn as far as its caches fit into memory, and dotted beyond. The second picture shows the same batches by what each reader gets, the largest batch at the left."
    >
      <div className="columns price-sliders">
        <div>
          {slider('batch', 'Batch', 'sequence', true)}
          {slider('context', 'Context of each sequence', 'token', true)}
          {slider('gpus', 'Chips that share the model', 'chip', true)}
        </div>
        <div>
          {slider('price', 'Rent of one chip', '$/h')}
          {slider('busy', 'Busy', '%')}
          {slider('target', 'Target for a million tokens', '$')}
          {slider('speed', 'Promised to each reader', 'token/s', true)}
        </div>
        <RadioGroup
          label="Weights"
          name={`${id}-weights`}
          value={weights}
          options={formats.map((value) => ({
            value,
            label: formatNames[value],
            note: dollars(priceAt({ ...server, weights: value }, values.batch).cost),
          }))}
          onChange={put('weights')}
        />
      </div>
      <Tables>
        <DataTable
          caption={`${model.name} on ${formatNumber(gpus)} × ${chip.name}, ${many(context, 'token')} of context, target ${dollars(target)}, ${rate(speed)} promised`}
          columns={limitColumns}
          rows={limitRows(server, target, speed)}
        />
        <DataTable
          caption={`Cost of a million output tokens by batch; rates in ${formatNames[weights]}`}
          columns={priceColumns}
          rows={rows.map((batch) => priceRow(server, batch))}
        />
      </Tables>
    </Explorer>
  );
}
