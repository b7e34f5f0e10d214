/** A ring all-reduce, step by step: devices side by side, parts of the tensor below one another. */
import { formatQuantity } from '@scaling-workbook/formulas/units';
import type { ReactNode } from 'react';
import { DataTable, Tables } from '#explorer/DataTable.tsx';
import { Explorer } from '#explorer/Explorer.tsx';
import { numberField } from '#explorer/shared-state.ts';
import { Slider } from '#explorer/Slider.tsx';
import { useSharedState } from '#explorer/use-shared-state.ts';
import { fewest, isTotal, most, ringAt, sentAfter, stepsOf, type RingState } from './ring.ts';
import './sharding.css';

export interface Props {
  /** Anchor and address prefix: permanent. */
  readonly id: string;
  /** Of the tensor. */
  readonly bytes: number;
  readonly tensor: string;
}

const schema = {
  devices: numberField(4, { min: fewest, max: most, whole: true }),
  step: numberField(2, { min: 0, max: stepsOf(most), whole: true }),
};
const devicesScale = { kind: 'linear', min: fewest, max: most, step: 1 } as const;
const stepScales = Array.from(
  { length: most + 1 },
  (_, devices) => ({ kind: 'linear', min: 0, max: Math.max(1, stepsOf(devices)), step: 1 }) as const,
);

const names = 'ABCDEFGH';
const nameOf = (part: number): string => names.charAt(part);
const [left, top, width] = [26, 30, 360];

interface CellProps {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly summands: readonly number[];
  readonly sent: boolean;
}

/** A stroke for each summand. */
function Cell({ x, y, size, summands, sent }: CellProps): ReactNode {
  const total = isTotal(summands);
  const inner = size - 10;
  const stroke = inner / summands.length;
  return (
    <g className="cell" data-total={total} data-sent={sent}>
      <rect className="frame" x={x + 2} y={y + 2} width={size - 4} height={size - 4} />
      {summands.map((times, source) =>
        times === 0 ? null : (
          <rect
            key={source}
            className="summand"
            x={x + 5 + source * stroke + 0.6}
            y={y + 6}
            width={Math.max(stroke - 1.2, 1.5)}
            height={size - 12}
          />
        ),
      )}
    </g>
  );
}

function Ring({ devices, state }: { readonly devices: number; readonly state: RingState }): ReactNode {
  const size = Math.min(52, (width - left) / devices);
  const height = top + devices * size + 34;
  const right = left + devices * size;
  const { held, sends } = state;
  const under = top + devices * size + 8;
  return (
    <svg
      className="ring"
      style={{ maxWidth: `${(right + 4) * 1.2}px` }}
      viewBox={`0 0 ${right + 4} ${height}`}
      role="img"
      aria-label={`${devices} devices in a ring, each with ${devices} parts of the tensor`}
    >
      {held.map((parts, device) => (
        <g key={device}>
          <text className="name" x={left + (device + 0.5) * size} y={top - 9} textAnchor="middle">
            {device}
          </text>
          {parts.map((summands, part) => (
            <Cell
              key={part}
              x={left + device * size}
              y={top + part * size}
              size={size}
              summands={summands}
              sent={sends?.[device] === part}
            />
          ))}
        </g>
      ))}
      {held.map((_, part) => (
        <text key={part} className="name" x={12} y={top + (part + 0.5) * size} dy="0.35em" textAnchor="middle">
          {nameOf(part)}
        </text>
      ))}
      {sends && (
        <g className="moves">
          {sends.slice(0, -1).map((part, device) => (
            <path key={device} d={`M${left + (device + 1) * size - 7} ${top + (part + 0.5) * size}h12m-5 -4l5 4l-5 4`} />
          ))}
          <path d={`M${right - size / 2} ${under}v12H${left + size / 2}v-12m-4 5l4 -5l4 5`} />
        </g>
      )}
    </svg>
  );
}

function sentence({ phase, held }: RingState, devices: number, step: number, sent: number): string {
  const done = held.map((parts) => parts.filter(isTotal).length);
  const least = Math.min(...done);
  const bytes = formatQuantity(sent, 'B', { digits: 4 });
  switch (phase) {
    case 'start':
      return `Before the first step each device holds its own summand of all ${devices} parts, and no total.`;
    case 'reduce-scatter':
      return `Reduce-scatter, step ${step} of ${devices - 1}: each device has passed one part on and added one to its own. ${bytes} sent by each.`;
    case 'all-gather':
      return step === devices - 1
        ? `The reduce-scatter is done: each device holds the total of one part, another one on each. ${bytes} sent by each.`
        : `All-gather, step ${step - devices + 1} of ${devices - 1}: each device holds ${least} totals of ${devices}. ${bytes} sent by each.`;
    case 'done':
      return `Done: each device holds all ${devices} totals. Each has sent ${bytes} in ${step} steps.`;
  }
}

const summandsText = (summands: readonly number[]): string =>
  isTotal(summands) ? 'total' : summands.flatMap((times, source) => (times > 0 ? [String(source)] : [])).join(' + ');

export default function RingAllReduce({ id, bytes, tensor }: Props): ReactNode {
  const shared = useSharedState(id, schema);
  const { values, set, put } = shared;
  const { devices } = values;
  const last = stepsOf(devices);
  const step = Math.min(values.step, last);
  const state = ringAt(devices, step);
  const to = (next: number) => () => {
    set({ step: next });
  };
  return (
    <Explorer
      id={id}
      title="A ring all-reduce, step by step"
      summary={sentence(state, devices, step, sentAfter(step, devices, bytes))}
      picture={
        <>
          <Ring devices={devices} state={state} />
          <div className="stepper">
            <button type="button" className="quiet" disabled={step === 0} onClick={to(0)}>
              Start over
            </button>
            <button type="button" className="quiet" disabled={step === 0} onClick={to(step - 1)}>
              Back
            </button>
            <button type="button" disabled={step === last} onClick={to(step + 1)}>
              Next step
            </button>
          </div>
        </>
      }
      shared={shared}
      caption={`Columns are devices, rows the parts of the tensor. Each stroke in a box is one device's summand; a full box is a total. Outlined in red is what is sent next, to the right, and from the last device to the first. The bytes are for ${tensor}.`}
    >
      <div className="columns">
        <Slider
          label="Devices"
          unit="1"
          value={devices}
          scale={devicesScale}
          whole
          onChange={(next) => {
            set({ devices: next, step: Math.min(step, stepsOf(next)) });
          }}
        />
        <Slider label="Steps done" unit="1" value={step} scale={stepScales[devices] ?? devicesScale} whole onChange={put('step')} />
      </div>
      <Tables>
        <DataTable
          caption={`Whose summands each device holds, after ${step} of ${last} steps`}
          columns={[
            { label: 'Part', kind: 'words' },
            ...state.held.map((_, device) => ({ label: `Device ${device}`, kind: 'words' as const })),
          ]}
          rows={state.held.map((_, part) => [nameOf(part), ...state.held.map((parts) => summandsText(parts[part] ?? []))])}
        />
      </Tables>
    </Explorer>
  );
}
