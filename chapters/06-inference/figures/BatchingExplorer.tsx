/** The same answers in a static and in a continuous batch, slot by slot. */
import { formatNumber, formatQuantity } from '@scaling-workbook/formulas/units';
import type { BatchingSchedule } from '@scaling-workbook/formulas/batching-schedule';
import { useMemo, type ReactNode } from 'react';
import type { Axis } from '#explorer/axis.ts';
import { RadioGroup } from '#explorer/Choices.tsx';
import { DataTable, Tables, type Column } from '#explorer/DataTable.tsx';
import { Explorer } from '#explorer/Explorer.tsx';
import { Line, Plot, usePlot } from '#explorer/Plot.tsx';
import { numberField, oneOfField } from '#explorer/shared-state.ts';
import { Slider } from '#explorer/Slider.tsx';
import type { SliderScale } from '#explorer/slider-scale.ts';
import { useSharedState } from '#explorer/use-shared-state.ts';
import { barriers, compare, drawLengths, lengthKinds, longest, meanEnd, shortest, type Comparison, type LengthKind } from './batching.ts';

export interface Props {
  /** Anchor and address prefix: permanent. */
  readonly id: string;
}

const scales = {
  slots: { kind: 'linear', min: 1, max: 12, step: 1 },
  requests: { kind: 'linear', min: 4, max: 60, step: 1 },
  draw: { kind: 'linear', min: 1, max: 50, step: 1 },
  follow: { kind: 'linear', min: 1, max: 60, step: 1 },
} as const satisfies Record<string, SliderScale>;

const schema = {
  lengths: oneOfField('tail', lengthKinds),
  slots: numberField(4, { ...scales.slots, whole: true }),
  requests: numberField(24, { ...scales.requests, whole: true }),
  draw: numberField(2, { ...scales.draw, whole: true }),
  follow: numberField(18, { ...scales.follow, whole: true }),
};

const kindNames: Readonly<Record<LengthKind, string>> = {
  alike: 'All about 200 tokens',
  mixed: 'Anything from 50 to 350',
  tail: 'Mostly short, up to 500',
};
const used = ({ utilization }: BatchingSchedule): string => formatQuantity(utilization, '1', { as: '%', digits: 3 });
const steps = (count: number): string => formatQuantity(Math.round(count), 'step');

export default function BatchingExplorer({ id }: Props): ReactNode {
  const shared = useSharedState(id, schema);
  const { values, set, put } = shared;
  const { slots, requests, draw } = values;
  const follow = Math.min(values.follow, requests);
  const both = useMemo(() => compare(drawLengths(values.lengths, requests, draw), slots), [values.lengths, requests, draw, slots]);
  const followScale = useMemo((): SliderScale => ({ kind: 'linear', min: 1, max: requests, step: 1 }), [requests]);
  const pick = (request: number): void => {
    set({ follow: request });
  };
  const panel = { slots, end: both.static.steps, follow, onPick: pick };

  return (
    <Explorer
      id={id}
      title="A slot that is done, and a slot that is free"
      summary={sentence(both, slots, follow)}
      shared={shared}
      picture={
        <>
          <Panel name="Static batches" schedule={both.static} {...panel} />
          <Panel name="Continuous batching" schedule={both.continuous} {...panel} />
        </>
      }
      caption={`Each bar is one answer, numbered in the order in which the requests came; all were waiting at the start. Answers have ${formatNumber(shortest)} to ${formatNumber(longest)} tokens, drawn at random but the same for the same draw. Grey slots hold a finished answer and make nothing. A step is taken to cost the same however full the batch is, and prefill is left out.`}
    >
      <div className="columns">
        <RadioGroup
          label="Length of the answers"
          name={`${id}-lengths`}
          value={values.lengths}
          options={lengthKinds.map((value) => ({ value, label: kindNames[value] }))}
          onChange={put('lengths')}
        />
        <div>
          <Slider label="Slots" unit="1" whole scale={scales.slots} value={slots} onChange={put('slots')} />
          <Slider label="Requests" unit="request" whole scale={scales.requests} value={requests} onChange={put('requests')} />
          <Slider label="Draw the lengths anew" unit="1" whole scale={scales.draw} value={draw} onChange={put('draw')} />
          <Slider label="Follow a request" unit="1" whole scale={followScale} value={follow} onChange={pick} />
        </div>
      </div>
      <DataTable
        caption="Both ways"
        columns={wayColumns}
        rows={[wayRow('Static batches', both.static, follow), wayRow('Continuous batching', both.continuous, follow)]}
      />
      <Tables>
        <DataTable caption="Every request" columns={requestColumns} rows={both.lengths.map((length, i) => requestRow(both, length, i))} />
      </Tables>
    </Explorer>
  );
}

const endOf = ({ segments }: BatchingSchedule, request: number): number => segments[request - 1]?.end ?? 0;

function sentence({ lengths, static: held, continuous }: Comparison, slots: number, follow: number): string {
  const [before, after] = [endOf(held, follow), endOf(continuous, follow)];
  const gain = held.steps / continuous.steps;
  const there = `${formatQuantity(lengths.length, 'request')} through ${formatNumber(slots)} ${slots === 1 ? 'slot' : 'slots'}`;
  const faster = gain > 1.005 ? `${formatNumber(gain, 3)} times as fast` : 'no faster';
  const one =
    before > after
      ? `Request ${formatNumber(follow)} is complete at step ${formatNumber(after)} instead of ${formatNumber(before)}.`
      : `Request ${formatNumber(follow)} is complete at step ${formatNumber(before)} either way.`;
  return `${there} take ${steps(held.steps)} in static batches, which use ${used(held)} of the slot-steps, and ${steps(continuous.steps)} with continuous batching, which uses ${used(continuous)}: ${faster}. ${one}`;
}

interface PanelProps {
  readonly name: string;
  readonly schedule: BatchingSchedule;
  readonly slots: number;
  /** Of the axis. */
  readonly end: number;
  readonly follow: number;
  readonly onPick: (request: number) => void;
}

function Panel({ name, schedule, slots, end, follow, onPick }: PanelProps): ReactNode {
  const x: Axis = { label: 'decode step', unit: '1', scale: 'linear', domain: [0, end] };
  const y: Axis = { label: 'slot', unit: '1', scale: 'linear', domain: [0.4, slots + 0.6] };
  const height = 78 + Math.max(2, slots) * 22;
  return (
    <>
      <p className="schedule-name">
        {name}
        <span className="note">
          {steps(schedule.steps)}, {used(schedule)} used
        </span>
      </p>
      <Plot label={`${name}: which slot decodes which request, step by step`} x={x} y={y} height={height} narrowHeight={height}>
        <Bars schedule={schedule} slots={slots} follow={follow} onPick={onPick} />
        {name === 'Static batches' &&
          barriers(schedule).map((at) => (
            <Line
              key={at}
              tone="faint"
              points={[
                [at, 0.4],
                [at, slots + 0.6],
              ]}
            />
          ))}
      </Plot>
    </>
  );
}

function Bars({
  schedule: { segments, steps: last },
  slots,
  follow,
  onPick,
}: Pick<PanelProps, 'schedule' | 'slots' | 'follow' | 'onPick'>): ReactNode {
  const { x, y } = usePlot();
  const at = (value: number): number => Number(x(value).toFixed(2));
  const thick = Number((Math.abs(y(1) - y(2)) * 0.76).toFixed(2));
  const top = (slot: number): number => Number((y(slot + 1) - thick / 2).toFixed(2));
  return (
    <g className="bars">
      {Array.from({ length: slots }, (_, slot) => (
        <rect key={slot} className="idle" x={at(0)} y={top(slot)} width={Number((at(last) - at(0)).toFixed(2))} height={thick} />
      ))}
      {segments.map(({ request, slot, start, end }) => {
        const width = Number((at(end) - at(start)).toFixed(2));
        const text = formatNumber(request + 1);
        return (
          <g
            key={request}
            className="bar"
            data-chosen={request + 1 === follow}
            onClick={() => {
              onPick(request + 1);
            }}
          >
            <rect x={at(start)} y={top(slot)} width={width} height={thick} />
            {width > 8 + 7 * text.length && (
              <text x={at(start) + width / 2} y={top(slot) + thick / 2} dy="0.35em" textAnchor="middle">
                {text}
              </text>
            )}
          </g>
        );
      })}
    </g>
  );
}

const wayColumns: readonly Column[] = [
  { label: 'Way', kind: 'words' },
  ...['Steps', 'Slot-steps used', 'Complete on average at', 'Followed, complete at'].map((label) => ({ label })),
];
const wayRow = (name: string, schedule: BatchingSchedule, follow: number): readonly string[] => [
  name,
  formatNumber(schedule.steps),
  used(schedule),
  formatNumber(Math.round(meanEnd(schedule))),
  formatNumber(endOf(schedule, follow)),
];

const requestColumns: readonly Column[] = [
  'Request',
  'Tokens',
  'Static: slot',
  'from step',
  'to step',
  'Continuous: slot',
  'from',
  'to',
].map((label) => ({ label }));
const requestRow = ({ static: held, continuous }: Comparison, length: number, i: number): readonly string[] => [
  formatNumber(i + 1),
  formatNumber(length),
  ...[held, continuous].flatMap(({ segments }) => {
    const segment = segments[i];
    return segment ? [segment.slot + 1, segment.start, segment.end].map((value) => formatNumber(value)) : [];
  }),
];
