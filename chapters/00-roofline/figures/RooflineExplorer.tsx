/** Operations under the roofs of accelerators: move a shape, change the chip, see which roof binds. */
import { attainableFlopRate, ridgePoint } from '@scaling-workbook/formulas/roofline';
import { formatNumber, formatQuantity } from '@scaling-workbook/formulas/units';
import { Fragment, useMemo, type ReactNode } from 'react';
import type { Axis } from '#explorer/axis.ts';
import { RadioGroup, Select, ToggleGroup, type Option } from '#explorer/Choices.tsx';
import { DataTable, Tables, type Column } from '#explorer/DataTable.tsx';
import { Explorer } from '#explorer/Explorer.tsx';
import type { Offset } from '#explorer/labels.ts';
import { Band, Dash, Labels, Line, Mark, Plot, Points, dashes, usePlot, type LabelMark, type Shape } from '#explorer/Plot.tsx';
import { numberField, oneOfField, someOfField } from '#explorer/shared-state.ts';
import { Slider } from '#explorer/Slider.tsx';
import type { SliderScale } from '#explorer/slider-scale.ts';
import { useSharedState } from '#explorer/use-shared-state.ts';
import { fixed, operationIds, operationsAt, standingOf, type Chip, type Operation, type OperationId, type Settings } from './operations.ts';

export interface Props {
  /** Anchor and address prefix: permanent. */
  readonly id: string;
  readonly chips: readonly Chip[];
  /** At first. */
  readonly chip: string;
  readonly with: readonly string[];
}

const scales = {
  side: { kind: 'log', min: 64, max: 32768, perDoubling: 8, multiple: 16 },
  batch: { kind: 'log', min: 1, max: 1024, perDoubling: 4, multiple: 1 },
  sequence: { kind: 'log', min: 128, max: 32768, perDoubling: 8, multiple: 16 },
  headWidth: { kind: 'linear', min: 32, max: 512, step: 16 },
} as const satisfies Record<keyof Settings, SliderScale>;

const shapes: Readonly<Record<OperationId, Shape>> = {
  matmul: 'circle',
  decode: 'star',
  relu: 'cross',
  scores: 'square',
  unfused: 'triangle',
  fused: 'diamond',
};
const compared = dashes.slice(1);
const intensities = [0.05, 40_000] as const;

function toSchema(chips: readonly Chip[], chip: string, others: readonly string[]) {
  const ids = chips.map(({ id }) => id);
  return {
    chip: oneOfField(chip, ids),
    with: someOfField(others, ids, compared.length),
    show: oneOfField('matmul', operationIds),
    side: numberField(4096, { ...scales.side, whole: true }),
    batch: numberField(32, { ...scales.batch, whole: true }),
    sequence: numberField(2048, { ...scales.sequence, whole: true }),
    head: numberField(128, { ...scales.headWidth, whole: true }),
  };
}

const intensityText = (value: number): string => formatQuantity(value, 'FLOP/B', { digits: 4 });
const rateText = (value: number): string => formatQuantity(value, 'FLOP/s', { digits: 3 });

/** From the left edge over the ridge to the right edge. */
const roofOf = (peak: number, bandwidth: number): readonly (readonly [number, number])[] =>
  [intensities[0], ridgePoint({ peak, bandwidth }), intensities[1]].map((intensity) => [
    intensity,
    attainableFlopRate({ intensity, peak, bandwidth }),
  ]);

export default function RooflineExplorer({ id, chips, chip: firstChip, with: firstOthers }: Props): ReactNode {
  const schema = useMemo(() => toSchema(chips, firstChip, firstOthers), [chips, firstChip, firstOthers]);
  const shared = useSharedState(id, schema);
  const { values, set } = shared;
  const settings = { side: values.side, batch: values.batch, sequence: values.sequence, headWidth: values.head };
  const operations = operationsAt(settings);
  const chip = chips.find((one) => one.id === values.chip) ?? chips[0];
  const chosen = operations.find((one) => one.id === values.show) ?? operations[0];
  if (!chip || !chosen) throw new RangeError('RooflineExplorer: chips must not be empty, got none');
  const others = values.with.flatMap((other) => chips.filter((one) => one.id === other && one !== chip));
  const pick = (show: OperationId): void => {
    set({ show });
  };

  return (
    <Explorer
      id={id}
      title="Operations under the roof"
      summary={sentence(chosen, settings, chip)}
      picture={
        <>
          <ChipPicker chips={chips} chip={chip} others={others} onChange={set} />
          <Roofs chips={chips} chip={chip} others={others} operations={operations} chosen={chosen} onPick={pick} />
        </>
      }
      shared={shared}
      caption="Both axes are logarithmic. The matmuls and attention are in BF16 against the dense BF16 peak, one head and one layer at a time; the ReLU is in FP32 on the vector units, or under the matrix peak where no rate of theirs is listed."
    >
      <Controls name={`${id}-show`} operations={operations} chosen={chosen} settings={settings} onPick={pick} onChange={set} />
      <DataTable
        caption={`${chosen.name}: ${describe(chosen.id, settings)}`}
        columns={chosenColumns}
        rows={[chip, ...others].map((one) => chosenRow(chosen, one))}
      />
      <Tables>
        <DataTable
          caption="Operations"
          columns={operationColumns}
          rows={[chip, ...others].flatMap((one) => operations.map((operation) => operationRow(operation, one)))}
        />
        <DataTable caption="Roofs" columns={chipColumns} rows={[chip, ...others].map(chipRow)} />
      </Tables>
    </Explorer>
  );
}

function describe(id: OperationId, { side, batch, sequence, headWidth }: Settings): string {
  const [n, b, s, d, k] = [side, batch, sequence, headWidth, fixed.decodeSide].map((value) => formatNumber(value));
  switch (id) {
    case 'matmul':
      return `[${n}, ${n}] × [${n}, ${n}] in BF16`;
    case 'decode':
      return `[${b}, ${k}] × [${k}, ${k}] in BF16`;
    case 'relu':
      return `${formatQuantity(fixed.reluElements, 'element')} in FP32`;
    case 'scores':
    case 'unfused':
    case 'fused':
      return `one head, ${s} tokens, head width ${d}, in BF16`;
  }
}

function sentence(operation: Operation, settings: Settings, chip: Chip): string {
  const { binds, ridge, attainable, time } = standingOf(operation, chip);
  const side = binds === 'memory' ? 'left' : 'right';
  const where = `${operation.name}, ${describe(operation.id, settings)}: ${intensityText(operation.intensity)}, ${side} of the ridge at ${formatNumber(ridge, 3)} on ${operation.vector && chip.vectorPeak !== undefined ? 'the vector units of ' : ''}${chip.name}.`;
  return `${where} It is ${binds}-bound: at most ${rateText(attainable)}, and at least ${formatQuantity(time, 's', { digits: 3 })}.`;
}

interface PickerProps {
  readonly chips: readonly Chip[];
  readonly chip: Chip;
  readonly others: readonly Chip[];
  readonly onChange: (changed: { chip?: string; with?: readonly string[] }) => void;
}

function ChipPicker({ chips, chip, others, onChange }: PickerProps): ReactNode {
  const ids = others.map((other) => other.id);
  const options = chips.map(({ id, name, vendor }) => ({ value: id, label: name, group: vendor }));
  const rest = options
    .filter(({ value }) => value !== chip.id)
    .map((option) => {
      const dash = compared[ids.indexOf(option.value)];
      return dash === undefined ? option : { ...option, mark: <Dash dash={dash} /> };
    });
  return (
    <div className="pickers">
      <Select
        label="Chip"
        options={options}
        value={chip.id}
        onChange={(picked) => {
          onChange({ chip: picked, with: ids.filter((other) => other !== picked) });
        }}
      />
      <details className="compare">
        <summary>
          Compare with{' '}
          <span className="note">
            {others.length === 0
              ? 'none'
              : others.map(({ id, name }, i) => (
                  <Fragment key={id}>
                    {i > 0 && ', '}
                    <span className="named">
                      <Dash dash={compared[i] ?? 'none'} />
                      {name}
                    </span>
                  </Fragment>
                ))}
          </span>
        </summary>
        <ToggleGroup
          label={`Up to ${compared.length} other chips`}
          options={rest}
          values={ids}
          max={compared.length}
          onChange={(picked) => {
            onChange({ with: picked });
          }}
        />
      </details>
    </div>
  );
}

interface RoofsProps extends Omit<PickerProps, 'onChange'> {
  readonly operations: readonly Operation[];
  readonly chosen: Operation;
  readonly onPick: (id: OperationId) => void;
}

/** Over its end, under its end, and further in. */
const alongRoof: readonly Offset[] = [-4, -110, -220].flatMap((dx): readonly Offset[] => [
  { dx, dy: -11, anchor: 'end' },
  { dx, dy: 12, anchor: 'end' },
]);
const underRidge: readonly Offset[] = [
  { dx: 6, dy: -9, anchor: 'start' },
  { dx: -6, dy: -9, anchor: 'end' },
];

/** Fixed while chips and shapes change, so that the picture moves. */
function axesFor(chips: readonly Chip[]): { x: Axis; y: Axis } {
  const top = Math.max(...chips.map(({ peak }) => peak));
  const bottom = Math.min(...chips.map(({ bandwidth }) => bandwidth));
  return {
    x: { label: 'arithmetic intensity', unit: 'FLOP/B', scale: 'log', domain: intensities },
    y: { label: 'attainable rate', unit: 'FLOP/s', as: 'TFLOP/s', scale: 'log', domain: [bottom * intensities[0], top * 2.5] },
  };
}

function Roofs({ chips, chip, others, operations, chosen, onPick }: RoofsProps): ReactNode {
  const axes = useMemo(() => axesFor(chips), [chips]);
  const roofs = [chip, ...others].map((one) => ({ chip: one, roof: roofOf(one.peak, one.bandwidth) }));
  const main = roofOf(chip.peak, chip.bandwidth);
  const vector = chip.vectorPeak === undefined ? undefined : roofOf(chip.vectorPeak, chip.bandwidth).slice(1);
  const floor = axes.y.domain[0];
  const { ridge, peak } = standingOf(chosen, chip);
  const dots = operations.map((operation) => ({ ...operation, x: operation.intensity, y: standingOf(operation, chip).attainable }));
  const dot = dots.find((one) => one.id === chosen.id);
  const top = Math.max(...[chip, ...others].map((one) => standingOf(chosen, one).attainable));

  const chosenLabel: readonly LabelMark[] = dot ? [{ id: dot.id, x: dot.x, y: dot.y, text: dot.name, tone: 'chosen' }] : [];
  const labels: readonly LabelMark[] = [
    ...chosenLabel,
    ...roofs.map(({ chip: { id, name, peak } }, i): LabelMark => ({
      id,
      x: intensities[1],
      y: peak,
      text: name,
      tone: i === 0 ? 'main' : 'other',
      offsets: alongRoof,
    })),
    { id: 'ridge', x: ridge, y: floor, text: `ridge ${formatNumber(ridge, 3)}`, tone: 'main', offsets: underRidge },
    ...dots.filter((one) => one.id !== chosen.id).map(({ id, x, y, name }): LabelMark => ({ id, x, y, text: name })),
    ...(vector && chip.vectorPeak !== undefined
      ? [{ id: 'vector', x: intensities[1], y: chip.vectorPeak, text: 'vector units, FP32', tone: 'faint', offsets: alongRoof } as const]
      : []),
  ];
  return (
    <Plot
      label={`Roofline of ${[chip, ...others].map(({ name }) => name).join(', ')} with ${operations.length} operations under it; both axes logarithmic`}
      {...axes}
    >
      <Band points={main} />
      {vector && <Line points={vector} tone="faint" dash="2 4" />}
      <Line
        points={[
          [ridge, floor],
          [ridge, peak],
        ]}
        tone="faint"
      />
      {roofs.slice(1).map(({ chip: { id }, roof }, i) => (
        <Line key={id} points={roof} dash={compared[i] ?? 'none'} />
      ))}
      <Line points={main} tone="main" />
      <Line
        points={[
          [chosen.intensity, floor],
          [chosen.intensity, top],
        ]}
        tone="chosen"
      />
      <Points
        points={others.map((other) => ({
          id: `${chosen.id}-${other.id}`,
          x: chosen.intensity,
          y: standingOf(chosen, other).attainable,
          shape: shapes[chosen.id],
          tone: 'chosen',
          hollow: true,
        }))}
      />
      <Points
        points={dots.filter((one) => one.id !== chosen.id).map(({ id, x, y }) => ({ id, x, y, shape: shapes[id] }))}
        onPick={(id) => {
          const found = operationIds.find((one) => one === id);
          if (found) onPick(found);
        }}
      />
      <Points points={dot ? [{ id: dot.id, x: dot.x, y: dot.y, shape: shapes[dot.id], tone: 'chosen' }] : []} />
      <Sides ridge={ridge} />
      <Labels
        labels={labels}
        avoid={[
          ...roofs.map(({ roof }) => roof),
          ...(vector ? [vector] : []),
          [
            [chosen.intensity, floor],
            [chosen.intensity, top],
          ],
          ...dots.map(({ x, y }) => [[x, y]] as const),
        ]}
      />
    </Plot>
  );
}

/** Where they have room. */
function Sides({ ridge }: { readonly ridge: number }): ReactNode {
  const { x, left, right, top } = usePlot();
  const at = x(ridge);
  return (
    <g className="sides">
      {at - left > 110 && (
        <text x={left + 8} y={top + 14}>
          memory-bound
        </text>
      )}
      {right - at > 110 && (
        <text x={right - 6} y={top + 14} textAnchor="end">
          compute-bound
        </text>
      )}
    </g>
  );
}

interface ControlsProps {
  readonly name: string;
  readonly operations: readonly Operation[];
  readonly chosen: Operation;
  readonly settings: Settings;
  readonly onPick: (id: OperationId) => void;
  readonly onChange: (changed: { side?: number; batch?: number; sequence?: number; head?: number; show?: OperationId }) => void;
}

const attention: readonly OperationId[] = ['scores', 'unfused', 'fused'];

/** Moving a slider picks its operation. */
function Controls({ name, operations, chosen, settings, onPick, onChange }: ControlsProps): ReactNode {
  const ofAttention = attention.includes(chosen.id) ? chosen.id : 'fused';
  const below: Partial<Record<OperationId, ReactNode>> = {
    matmul: (
      <Slider
        label="Side of the matrices"
        unit="1"
        whole
        scale={scales.side}
        value={settings.side}
        onChange={(side) => {
          onChange({ side, show: 'matmul' });
        }}
      />
    ),
    decode: (
      <Slider
        label="Decode batch"
        unit="token"
        whole
        scale={scales.batch}
        value={settings.batch}
        onChange={(batch) => {
          onChange({ batch, show: 'decode' });
        }}
      />
    ),
    fused: (
      <>
        <Slider
          label="Sequence"
          unit="token"
          whole
          scale={scales.sequence}
          value={settings.sequence}
          onChange={(sequence) => {
            onChange({ sequence, show: ofAttention });
          }}
        />
        <Slider
          label="Head width"
          unit="1"
          whole
          scale={scales.headWidth}
          value={settings.headWidth}
          onChange={(head) => {
            onChange({ head, show: ofAttention });
          }}
        />
      </>
    ),
  };
  const option = (operation: Operation): Option<OperationId> => ({
    value: operation.id,
    label: operation.name,
    mark: <Mark shape={shapes[operation.id]} />,
    note: intensityText(operation.intensity),
    below: below[operation.id],
  });
  const [inAttention, alone] = [true, false].map((inside) => operations.filter(({ id }) => attention.includes(id) === inside).map(option));
  return (
    <div className="columns">
      <RadioGroup label="Operation" name={name} value={chosen.id} options={alone ?? []} onChange={onPick} />
      <RadioGroup label="One head of attention" name={name} value={chosen.id} options={inAttention ?? []} onChange={onPick} />
    </div>
  );
}

const words = (label: string): Column => ({ label, kind: 'words' });
const bound = (operation: Operation, chip: Chip): readonly string[] => {
  const { attainable, binds, time } = standingOf(operation, chip);
  return [rateText(attainable), binds, formatQuantity(time, 's', { digits: 3 })];
};
const counts = ({ flops, bytes, intensity }: Operation): readonly string[] => [
  formatQuantity(flops, 'FLOP', { digits: 4 }),
  formatQuantity(bytes, 'B', { digits: 4 }),
  intensityText(intensity),
];

const chosenColumns = [
  words('Chip'),
  ...['Work', 'Traffic', 'Intensity', 'Rate, at most'].map((label) => ({ label })),
  words('Bound by'),
  { label: 'Time, at least' },
];
const chosenRow = (operation: Operation, chip: Chip): readonly string[] => [chip.name, ...counts(operation), ...bound(operation, chip)];

const operationColumns = [words('Operation'), words('Chip'), ...chosenColumns.slice(1)];
const operationRow = (operation: Operation, chip: Chip): readonly string[] => [
  operation.name,
  chip.name,
  ...counts(operation),
  ...bound(operation, chip),
];

const chipColumns = [
  words('Chip'),
  ...['BF16 peak', 'FP32 peak of the vector units', 'Bandwidth', 'Ridge'].map((label) => ({ label })),
  words('Source'),
];
const chipRow = ({ name, peak, vectorPeak, bandwidth, sources }: Chip): readonly ReactNode[] => [
  name,
  formatQuantity(peak, 'FLOP/s', { digits: 4 }),
  vectorPeak === undefined ? 'not listed' : formatQuantity(vectorPeak, 'FLOP/s', { digits: 4 }),
  formatQuantity(bandwidth, 'B/s', { digits: 4 }),
  intensityText(ridgePoint({ peak, bandwidth })),
  sources.map((source) => <Source key={source} text={source} />),
];

/** With its address as a link. */
function Source({ text }: { readonly text: string }): ReactNode {
  const [, before = text, url, after = ''] = /^(.*?),? (https:\/\/\S+)(.*)$/.exec(text) ?? [];
  return (
    <span className="source">
      {url === undefined ? before : <a href={url}>{before}</a>}
      {after}
    </span>
  );
}
