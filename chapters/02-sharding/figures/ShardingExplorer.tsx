/** A mesh of eight devices: what each axis cuts, what each device holds, what is added up, and what that sends. */
import { writeLayout, type Layout } from '@scaling-workbook/exercises/plan/sharding-layout';
import { formatNumber, formatQuantity } from '@scaling-workbook/formulas/units';
import { useId, type ReactNode } from 'react';
import { Select } from '#explorer/Choices.tsx';
import { DataTable, Tables, type Column } from '#explorer/DataTable.tsx';
import { Explorer } from '#explorer/Explorer.tsx';
import { idField, numberField, oneOfField } from '#explorer/shared-state.ts';
import { Slider } from '#explorer/Slider.tsx';
import type { SliderScale } from '#explorer/slider-scale.ts';
import { useSharedState } from '#explorer/use-shared-state.ts';
import { Notation } from './Notation.tsx';
import {
  cuts,
  finishes,
  mesh,
  meshDevices,
  plateOf,
  rangeOf,
  writePlate,
  type Axis,
  type Chip,
  type Cut,
  type Device,
  type Plate,
  type Setting,
  type TensorName,
} from './plates.ts';
import './sharding.css';

export interface Weight {
  readonly id: string;
  readonly label: string;
  readonly D: number;
  readonly F: number;
}
export interface Props {
  /** Anchor and address prefix: permanent. */
  readonly id: string;
  readonly chip: Chip;
  readonly weights: readonly [Weight, ...Weight[]];
}

const batchScale = { kind: 'log', min: 128, max: 131_072, perDoubling: 2, multiple: 32 } as const satisfies SliderScale;
const cutLabels: Readonly<Record<Cut, string>> = {
  nothing: 'nothing',
  batch: 'B, the rows of In',
  contraction: 'D, the contraction',
  columns: 'F, the columns of W',
};
const finishLabels = { 'all-reduce': 'an all-reduce', 'reduce-scatter': 'a reduce-scatter over B' } as const;

const schemas = new Map<string, ReturnType<typeof toSchema>>();
const toSchema = (weights: Props['weights']) => ({
  x: oneOfField<Cut>('batch', cuts),
  y: oneOfField<Cut>('contraction', cuts),
  batch: numberField(2048, { ...batchScale, whole: true }),
  weight: idField(weights[0].id, weights),
  finish: oneOfField<(typeof finishes)[number]>('all-reduce', finishes),
});
/** The same object on every render. */
function schemaFor(weights: Props['weights']): ReturnType<typeof toSchema> {
  const key = weights.map(({ id }) => id).join();
  const found = schemas.get(key) ?? toSchema(weights);
  schemas.set(key, found);
  return found;
}

const bytesText = (bytes: number): string => (bytes === 0 ? 'nothing' : formatQuantity(bytes, 'B', { digits: 3 }));
const timeText = (seconds: number): string => (seconds === 0 ? 'no time' : formatQuantity(seconds, 's', { digits: 3 }));

function sentence(plate: Plate, { finish, cut }: Setting, chip: Chip): string {
  const { held, sent, layouts, computeSeconds, sendSeconds } = plate;
  const idle = (['X', 'Y'] as const).filter((axis) => cut[axis] === 'nothing');
  const whole = `Each device holds ${bytesText(held.In)} of In, ${bytesText(held.W)} of W and ${bytesText(held.Out)} of Out.`;
  const twice = idle.length === 0 ? '' : ` Along ${idle.join(' and ')} all devices do the same work over again.`;
  if (layouts.Out.partial.length === 0) return `${whole} Nothing is sent.${twice}`;
  const scatter = finish === 'all-reduce' ? 'An all-reduce' : 'A reduce-scatter';
  const clock = sendSeconds > computeSeconds ? 'longer than' : 'less than';
  return `${whole} That is a partial sum. ${scatter} along ${layouts.Out.partial.join(' and ')} makes every device send ${bytesText(sent)}, which on ${chip.name} takes ${timeText(sendSeconds)}, ${clock} the arithmetic with ${timeText(computeSeconds)}.${twice}`;
}

/** As on paper: In to the left of Out, W above it. */
const boxes: Readonly<Record<TensorName, { x: number; y: number; width: number; height: number }>> = {
  In: { x: 4, y: 54, width: 46, height: 46 },
  W: { x: 56, y: 2, width: 70, height: 46 },
  Out: { x: 56, y: 54, width: 70, height: 46 },
};

/** Where no matrix is. */
const labels: Readonly<Record<TensorName, { x: number; y: number; textAnchor: 'start' | 'end' }>> = {
  In: { x: 4, y: 49, textAnchor: 'start' },
  W: { x: 51, y: 12, textAnchor: 'end' },
  Out: { x: 126, y: 113, textAnchor: 'end' },
};

function Matrix({
  name,
  layout,
  device,
  hatch,
}: {
  readonly name: TensorName;
  readonly layout: Layout;
  readonly device: Device;
  readonly hatch: string;
}): ReactNode {
  const box = boxes[name];
  const [rows, columns] = layout.dims.map((dim) => rangeOf(dim, device));
  if (!rows || !columns) return null;
  const part = {
    x: box.x + columns.from * box.width,
    y: box.y + rows.from * box.height,
    width: (columns.to - columns.from) * box.width,
    height: (rows.to - rows.from) * box.height,
  };
  const partial = layout.partial.length > 0;
  return (
    <g className="matrix" data-kind={partial ? 'partial' : name === 'Out' ? 'result' : 'input'}>
      <rect className="outline" {...box} />
      <rect className="held" {...part} style={partial ? { fill: `url("#${hatch}")` } : undefined} />
      <text {...labels[name]}>{name}</text>
    </g>
  );
}

function Devices({ plate }: { readonly plate: Plate }): ReactNode {
  const hatch = useId();
  return (
    <div className="devices">
      {meshDevices.map((device) => (
        <div key={`${device.X}${device.Y}`} className="device">
          <svg viewBox="0 0 128 117" role="img" aria-label={`Device at X = ${device.X}, Y = ${device.Y}: ${heldText(plate, device)}`}>
            <defs>
              <pattern
                id={`${hatch}${device.X}${device.Y}`}
                width="5"
                height="5"
                patternUnits="userSpaceOnUse"
                patternTransform="rotate(45)"
              >
                <rect className="hatch" width="1.6" height="5" />
              </pattern>
            </defs>
            <Matrix name="In" layout={plate.layouts.In} device={device} hatch="" />
            <Matrix name="W" layout={plate.layouts.W} device={device} hatch="" />
            <Matrix name="Out" layout={plate.layouts.Out} device={device} hatch={`${hatch}${device.X}${device.Y}`} />
            <text className="place" x={4} y={113}>
              X = {device.X}, Y = {device.Y}
            </text>
          </svg>
        </div>
      ))}
    </div>
  );
}

const partText = ({ from, to }: { readonly from: number; readonly to: number }): string => {
  const parts = 1 / (to - from);
  return parts === 1 ? 'all' : `part ${Math.round(from * parts) + 1} of ${parts}`;
};

const blockText = (layout: Layout, device: Device): string => {
  const [rows, columns] = layout.dims.map((dim) => partText(rangeOf(dim, device)));
  const block = rows === 'all' && columns === 'all' ? 'whole' : `rows: ${rows ?? ''}, columns: ${columns ?? ''}`;
  return layout.partial.length > 0 ? `${block}, a partial sum` : block;
};

const heldText = ({ layouts }: Plate, device: Device): string =>
  `In ${blockText(layouts.In, device)}; W ${blockText(layouts.W, device)}; Out ${blockText(layouts.Out, device)}`;

const holdColumns: readonly Column[] = [{ label: 'Tensor', kind: 'words' }, { label: 'Held per device' }, { label: 'Copies' }];
const deviceColumns: readonly Column[] = [
  { label: 'Device', kind: 'words' },
  { label: 'In', kind: 'words' },
  { label: 'W', kind: 'words' },
  { label: 'Out', kind: 'words' },
];
const names: readonly TensorName[] = ['In', 'W', 'Out'];

export default function ShardingExplorer({ id, chip, weights }: Props): ReactNode {
  const shared = useSharedState(id, schemaFor(weights));
  const { values, set, put } = shared;
  const { D, F } = weights.find((one) => one.id === values.weight) ?? weights[0];
  const setting: Setting = { cut: { X: values.x, Y: values.y }, sizes: { B: values.batch, D, F }, finish: values.finish };
  const plate = plateOf(setting, chip);
  const axisPicker = (axis: Axis): ReactNode => (
    <Select
      label={`Axis ${axis}, ${mesh[axis]} devices, cuts`}
      options={cuts.map((value) => ({ value, label: cutLabels[value] }))}
      value={setting.cut[axis]}
      onChange={(cut) => {
        set(axis === 'X' ? { x: cut } : { y: cut });
      }}
    />
  );
  return (
    <Explorer
      id={id}
      title="Eight devices, one matmul"
      summary={sentence(plate, setting, chip)}
      picture={
        <>
          <div className="pickers">
            {axisPicker('X')}
            {axisPicker('Y')}
          </div>
          <Devices plate={plate} />
          <div className="written">
            {writePlate(plate, setting.finish).map((line) => (
              <p key={line}>
                <Notation text={line} />
              </p>
            ))}
          </div>
        </>
      }
      shared={shared}
      caption={`In[B, D] · W[D, F] → Out[B, F] in BF16. Shaded is what a device holds; hatched, a partial sum. The times are ideal ones for ${chip.name}: arithmetic at the dense BF16 peak, and a ring at the full one-way rate of all links.`}
    >
      <div className="columns">
        <Slider label="B, tokens in the batch" unit="token" value={values.batch} scale={batchScale} whole onChange={put('batch')} />
        <div className="pickers">
          <Select
            label="Weight"
            options={weights.map(({ id: value, label }) => ({ value, label }))}
            value={values.weight}
            onChange={put('weight')}
          />
          <Select
            label="Finish with"
            options={finishes.map((value) => ({ value, label: finishLabels[value] }))}
            value={values.finish}
            onChange={put('finish')}
          />
        </div>
      </div>
      <DataTable
        caption={`B = ${formatNumber(values.batch)}, D = ${formatNumber(D)}, F = ${formatNumber(F)}`}
        columns={holdColumns}
        rows={names.map((name) => [
          <Notation key={name} text={writeLayout(name, plate.layouts[name])} />,
          bytesText(plate.held[name]),
          formatNumber(plate.copies[name]),
        ])}
      />
      <Tables>
        <DataTable
          caption="What each device holds"
          columns={deviceColumns}
          rows={meshDevices.map((device) => [
            `X = ${device.X}, Y = ${device.Y}`,
            ...names.map((name) => blockText(plate.layouts[name], device)),
          ])}
        />
      </Tables>
    </Explorer>
  );
}
