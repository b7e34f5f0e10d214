/** Decode against the batch: what all readers get together, what each of them gets, and where memory is full. */
import { formatNumber, formatQuantity } from '@scaling-workbook/formulas/units';
import { useMemo, type ReactNode } from 'react';
import type { Axis } from '../../../src/components/explorer/axis.ts';
import { RadioGroup, Select } from '../../../src/components/explorer/Choices.tsx';
import { DataTable, Tables, type Column } from '../../../src/components/explorer/DataTable.tsx';
import { Explorer } from '../../../src/components/explorer/Explorer.tsx';
import type { Offset } from '../../../src/components/explorer/labels.ts';
import { Labels, Line, Plot, Points, type LabelMark } from '../../../src/components/explorer/Plot.tsx';
import { numberField, oneOfField } from '../../../src/components/explorer/shared-state.ts';
import { Slider } from '../../../src/components/explorer/Slider.tsx';
import type { SliderScale } from '../../../src/components/explorer/slider-scale.ts';
import { useSharedState } from '../../../src/components/explorer/use-shared-state.ts';
import {
  formatNames,
  limitsOf,
  stepAt,
  type Chip,
  type Deployment,
  type Limits,
  type Served,
  type Step,
  type WeightFormat,
} from './serving.ts';

export interface Props {
  /** Place on the page, prefix in the address: permanent. */
  readonly id: string;
  readonly chips: readonly Chip[];
  readonly models: readonly Served[];
  /** Chip and model at first. */
  readonly chip: string;
  readonly model: string;
}

const largest = 2048;
const scales = {
  batch: { kind: 'log', min: 1, max: largest, perDoubling: 4, multiple: 1 },
  context: { kind: 'log', min: 128, max: 131_072, perDoubling: 4, multiple: 64 },
  gpus: { kind: 'steps', values: [1, 2, 3, 4, 6, 8, 12, 16, 32, 64] },
} as const satisfies Record<string, SliderScale>;

const formats = ['bf16', 'int8', 'int4'] as const satisfies readonly WeightFormat[];
/** Where the curves are computed: whole batches, about evenly spread on the logarithmic axis. */
const batches: readonly number[] = [...new Set(Array.from({ length: 81 }, (_, i) => Math.round(largest ** (i / 80))))];
/** The batch that just fits is among them, so that the curve is solid right up to it. */
const batchesWith = (fits = 0): readonly number[] =>
  fits < 1 || fits > largest ? batches : [...new Set([...batches, fits])].sort((a, b) => a - b);
const rows: readonly number[] = Array.from({ length: 12 }, (_, i) => 2 ** i);

function toSchema(chips: readonly Chip[], models: readonly Served[], chip: string, model: string) {
  return {
    model: oneOfField(
      model,
      models.map(({ id }) => id),
    ),
    chip: oneOfField(
      chip,
      chips.map(({ id }) => id),
    ),
    gpus: numberField(8, { min: 1, max: 64, whole: true }),
    weights: oneOfField('bf16', formats),
    context: numberField(8192, { min: 128, max: 131_072, whole: true }),
    batch: numberField(32, { min: 1, max: largest, whole: true }),
  };
}

const rate = (value: number): string => formatQuantity(value, 'token/s', { digits: 3 });
const time = (value: number): string => formatQuantity(value, 's', { digits: 3 });
const bytes = (value: number): string => formatQuantity(value, 'B', { digits: 4 });
const many = (count: number, noun: string): string => formatQuantity(count, noun);

export default function ServingExplorer({ id, chips, models, chip: firstChip, model: firstModel }: Props): ReactNode {
  const schema = useMemo(() => toSchema(chips, models, firstChip, firstModel), [chips, models, firstChip, firstModel]);
  const shared = useSharedState(id, schema);
  const { values, set } = shared;
  const chip = chips.find((one) => one.id === values.chip) ?? chips[0];
  const model = models.find((one) => one.id === values.model) ?? models[0];
  if (!chip || !model) throw new RangeError('ServingExplorer: chips and models must not be empty');
  const deployment: Deployment = { model, chip, gpus: values.gpus, weights: values.weights, context: values.context };
  const limits = limitsOf(deployment);
  const chosen = stepAt(deployment, values.batch);
  const curve = batchesWith(limits.fits).map((batch) => stepAt(deployment, batch));

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
              onChange={(picked) => {
                set({ model: picked });
              }}
            />
            <Select
              label="Chip"
              options={chips.map(({ id: value, name, vendor }) => ({ value, label: name, group: vendor }))}
              value={chip.id}
              onChange={(picked) => {
                set({ chip: picked });
              }}
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
          <Slider
            label="Batch"
            unit="sequence"
            whole
            scale={scales.batch}
            value={values.batch}
            onChange={(batch) => {
              set({ batch });
            }}
          />
          <Slider
            label="Context of each sequence"
            unit="token"
            whole
            scale={scales.context}
            value={values.context}
            onChange={(context) => {
              set({ context });
            }}
          />
          <Slider
            label="Chips that share the model"
            unit="chip"
            whole
            scale={scales.gpus}
            value={values.gpus}
            onChange={(gpus) => {
              set({ gpus });
            }}
          />
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
          onChange={(weights) => {
            set({ weights });
          }}
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

function sentence(
  { model, chip, gpus, weights, context }: Deployment,
  limits: Limits,
  { batch, time: step, binds, each, total, kvBytes }: Step,
): string {
  const who = `${model.name} in ${formatNames[weights]} on ${formatNumber(gpus)} × ${chip.name}`;
  if (limits.fits === undefined)
    return `${who} cannot run: its weights, ${bytes(limits.weightBytes)}, need ${many(limits.needed, 'chip')}. The curves show what the bandwidth would allow if they fitted.`;
  const room =
    batch > limits.fits
      ? `But the memory is full at ${many(limits.fits, 'sequence')}.`
      : `There is room for ${many(limits.fits, 'sequence')}.`;
  const read =
    binds === 'memory'
      ? `it reads ${bytes(limits.weightBytes)} of weights and ${bytes(kvBytes)} of caches`
      : 'its arithmetic takes longer than its reads';
  return `${who} decodes ${many(batch, 'sequence')} of ${many(context, 'token')}: a step takes ${time(step)}, since ${read}. Each reader gets ${rate(each)}, all together ${rate(total)}. ${room}`;
}

/** Whole decades round the values, so that the picture moves and the axes seldom do. */
const decades = (low: number, high: number): readonly [number, number] => [
  10 ** Math.floor(Math.log10(low)),
  10 ** Math.ceil(Math.log10(high)),
];
/** The same with 1, 2 and 5 times the powers of ten, and at least a decade long. */
function oneTwoFives(low: number, high: number): readonly [number, number] {
  const steps = (value: number): readonly number[] =>
    [0.1, 0.2, 0.5, 1, 2, 5, 10].map((factor) => factor * 10 ** Math.floor(Math.log10(value)));
  const from = steps(low).findLast((step) => step <= low) ?? low;
  const to = steps(high).find((step) => step >= high) ?? high;
  return [from, Math.max(to, from * 10)];
}
const xAxis: Axis = { label: 'batch', unit: '1', scale: 'log', domain: [1, largest] };
const above: readonly Offset[] = [4, 110, 220, 330].flatMap((dx): readonly Offset[] => [
  { dx, dy: -10, anchor: 'start' },
  { dx, dy: 12, anchor: 'start' },
]);
const beside: readonly Offset[] = [-9, -27, -45].flatMap((dy): readonly Offset[] => [
  { dx: 6, dy, anchor: 'start' },
  { dx: -6, dy, anchor: 'end' },
]);
const atEnd: readonly Offset[] = [-4, -60, -120, -180].flatMap((dx): readonly Offset[] => [
  { dx, dy: -12, anchor: 'end' },
  { dx, dy: 16, anchor: 'end' },
]);

type XY = readonly [number, number];

/** The part of a curve that fits in memory, and the rest; they meet at the batch that just fits. */
function split(points: readonly XY[], fits = 0): { readonly inside: readonly XY[]; readonly outside: readonly XY[] } {
  const inside = points.filter(([batch]) => batch <= fits);
  return { inside, outside: inside.length === 0 ? points : points.slice(inside.length - 1) };
}

/** Where memory is full. */
function Full({ fits, y }: { readonly fits: number | undefined; readonly y: readonly [number, number] }): ReactNode {
  if (fits === undefined || fits < 1 || fits > largest) return null;
  return (
    <Line
      points={[
        [fits, y[0]],
        [fits, y[1]],
      ]}
      tone="faint"
    />
  );
}

interface CurveProps {
  readonly limits: Limits;
  readonly curve: readonly Step[];
  readonly chosen: Step;
}

function Throughput({ deployment, limits, curve, chosen }: CurveProps & { readonly deployment: Deployment }): ReactNode {
  const { fits, computeRoof, kvCeiling } = limits;
  const together = curve.map(({ batch, total }): XY => [batch, total]);
  const ideal = batches.map((batch): XY => [batch, stepAt(deployment, batch, false).total]);
  const first = ideal[0]?.[1] ?? 1;
  const domain = decades(Math.min(first, together[0]?.[1] ?? first), Math.max(computeRoof * 1.2, first * 10));
  const { inside, outside } = split(together, fits);
  const ceiling: readonly XY[] = [
    [1, kvCeiling],
    [largest, kvCeiling],
  ];
  const roof: readonly XY[] = [
    [1, computeRoof],
    [largest, computeRoof],
  ];
  const labels: readonly LabelMark[] = [
    { id: 'chosen', x: chosen.batch, y: chosen.total, text: rate(chosen.total), tone: 'chosen' },
    ...(fits !== undefined && fits >= 1 && fits <= largest
      ? [{ id: 'full', x: fits, y: domain[0], text: `memory full: ${formatNumber(fits)}`, tone: 'main', offsets: beside } as const]
      : []),
    ...(kvCeiling < computeRoof
      ? [{ id: 'ceiling', x: 1, y: kvCeiling, text: 'cache reads allow no more', tone: 'faint', offsets: above } as const]
      : []),
    { id: 'roof', x: 1, y: computeRoof, text: 'compute roof', tone: 'faint', offsets: above },
    { id: 'ideal', x: largest, y: ideal.at(-1)?.[1] ?? first, text: 'without caches', offsets: atEnd },
    { id: 'total', x: largest, y: together.at(-1)?.[1] ?? first, text: 'all readers', tone: 'main', offsets: atEnd },
  ];
  return (
    <Plot
      label={`Tokens a second of all sequences together against the batch, both axes logarithmic: ${deployment.model.name} on ${many(deployment.gpus, 'chip')}`}
      x={xAxis}
      y={{ label: 'all readers together', unit: 'token/s', as: 'ktoken/s', scale: 'log', domain }}
      height={340}
      narrowHeight={320}
    >
      <Line points={roof} tone="faint" />
      {kvCeiling < computeRoof && <Line points={ceiling} tone="faint" dash="2 4" />}
      <Full fits={fits} y={domain} />
      <Line points={ideal} dash="7 4" />
      <Line points={outside} dash="2 4" />
      <Line points={inside} tone="main" />
      <Points
        points={[{ id: 'chosen', x: chosen.batch, y: chosen.total, tone: 'chosen', hollow: fits === undefined || chosen.batch > fits }]}
      />
      <Labels labels={labels} avoid={[ideal, together, roof, ...(kvCeiling < computeRoof ? [ceiling] : [])]} />
    </Plot>
  );
}

function Latency({ limits: { fits }, curve, chosen }: CurveProps): ReactNode {
  const domain = oneTwoFives(curve[0]?.time ?? 1e-3, curve.at(-1)?.time ?? 1);
  const { inside, outside } = split(
    curve.map((step): XY => [step.batch, step.time]),
    fits,
  );
  const labels: readonly LabelMark[] = [
    {
      id: 'chosen',
      x: chosen.batch,
      y: chosen.time,
      text: time(chosen.time),
      tone: 'chosen',
      offsets: [
        { dx: -8, dy: -14, anchor: 'end' },
        { dx: 8, dy: 16, anchor: 'start' },
      ],
    },
  ];
  return (
    <Plot
      label="Time between two tokens of one sequence against the batch, both axes logarithmic"
      x={xAxis}
      y={{ label: 'wait for each token', unit: 's', as: 'ms', scale: 'log', domain }}
      height={220}
      narrowHeight={220}
    >
      <Full fits={fits} y={domain} />
      <Line points={outside} dash="2 4" />
      <Line points={inside} tone="main" />
      <Points
        points={[{ id: 'chosen', x: chosen.batch, y: chosen.time, tone: 'chosen', hollow: fits === undefined || chosen.batch > fits }]}
      />
      <Labels labels={labels} avoid={[curve.map((step): XY => [step.batch, step.time])]} />
    </Plot>
  );
}

const limitColumns: readonly Column[] = [
  ...['Weights', 'Cache of a token', 'Cache of a sequence', 'Fit at once', 'Compute roof', 'Cache reads allow'].map((label) => ({ label })),
];
const limitRow = ({ weightBytes, kvBytesPerToken, kvBytes, fits, computeRoof, kvCeiling }: Limits): readonly string[] => [
  bytes(weightBytes),
  bytes(kvBytesPerToken),
  bytes(kvBytes),
  fits === undefined ? 'weights do not fit' : many(fits, 'sequence'),
  rate(computeRoof),
  rate(kvCeiling),
];

const stepColumns: readonly Column[] = [
  ...['Batch', 'Weights read', 'Caches read', 'Step'].map((label) => ({ label })),
  { label: 'Bound by', kind: 'words' },
  ...['Each reader', 'All readers'].map((label) => ({ label })),
  { label: 'Fits', kind: 'words' },
];
const stepRow = (step: Step, { weightBytes, fits }: Limits): readonly string[] => [
  formatNumber(step.batch),
  bytes(weightBytes),
  bytes(step.kvBytes),
  time(step.time),
  step.binds,
  rate(step.each),
  rate(step.total),
  fits !== undefined && step.batch <= fits ? 'yes' : 'no',
];
