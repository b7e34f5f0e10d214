/** A pipeline schedule as it runs: stages from top to bottom, time from left to right. */
import { interleavedPipelineBubble, pipelineBubble } from '@scaling-workbook/formulas/parallelism';
import { formatNumber, formatQuantity } from '@scaling-workbook/formulas/units';
import { useMemo, type ReactNode } from 'react';
import { RadioGroup } from '#explorer/Choices.tsx';
import { DataTable, Tables, type Column } from '#explorer/DataTable.tsx';
import { Explorer } from '#explorer/Explorer.tsx';
import { numberField, oneOfField } from '#explorer/shared-state.ts';
import { Slider } from '#explorer/Slider.tsx';
import type { SliderScale } from '#explorer/slider-scale.ts';
import { useSharedState } from '#explorer/use-shared-state.ts';
import { fittingMicrobatches, play, scheduleIds, type Cell, type Pipeline, type ScheduleId, type Timetable } from './schedule.ts';

const scales = {
  stages: { kind: 'linear', min: 1, max: 8, step: 1 },
  microbatches: { kind: 'linear', min: 1, max: 32, step: 1 },
  chunks: { kind: 'linear', min: 2, max: 4, step: 1 },
  follow: { kind: 'linear', min: 1, max: 32, step: 1 },
} as const satisfies Record<string, SliderScale>;

const schema = {
  schedule: oneOfField('1f1b', scheduleIds),
  stages: numberField(4, { ...scales.stages, whole: true }),
  microbatches: numberField(8, { ...scales.microbatches, whole: true }),
  chunks: numberField(2, { ...scales.chunks, whole: true }),
  follow: numberField(1, { ...scales.follow, whole: true }),
};

const names: Readonly<Record<ScheduleId, string>> = { gpipe: 'GPipe', '1f1b': '1F1B', interleaved: 'Interleaved 1F1B' };

/** By the formula; a test compares it with the schedule played out, which the picture shows. */
function bubbleOf(pipeline: Pipeline): number {
  const { schedule, stages, chunks } = pipeline;
  const microbatches = fittingMicrobatches(pipeline);
  return schedule === 'interleaved'
    ? interleavedPipelineBubble({ stages, microbatches, chunks })
    : pipelineBubble({ stages, microbatches });
}

const percent = (share: number): string => formatQuantity(share, '1', { as: '%', digits: 3 });
const units = (time: number): string => formatNumber(time, 4);
const counted = (count: number, noun: 'stage' | 'microbatch'): string =>
  `${formatNumber(count, 3)} ${noun}${count === 1 ? '' : noun === 'stage' ? 's' : 'es'}`;

export default function PipelineExplorer({ id }: { readonly id: string }): ReactNode {
  const shared = useSharedState(id, schema);
  const { values, set, put } = shared;
  const { schedule, stages, microbatches, chunks } = values;
  const pipeline = useMemo((): Pipeline => ({ schedule, stages, microbatches, chunks }), [schedule, stages, microbatches, chunks]);
  const timetable = useMemo(() => play(pipeline), [pipeline]);
  const rows = scheduleIds.map((one) => {
    const other = { ...pipeline, schedule: one };
    return { id: one, pipeline: other, bubble: bubbleOf(other), held: play(other).held[0] ?? 0 };
  });
  const followed = Math.min(values.follow, fittingMicrobatches(pipeline)) - 1;
  return (
    <Explorer
      id={id}
      title="A pipeline at work"
      summary={sentence(pipeline, timetable)}
      shared={shared}
      picture={<Drawing timetable={timetable} pipeline={pipeline} followed={followed} />}
      caption="All stages take equally long, a backward pass takes twice as long as a forward pass, and handing over takes no time. Time is counted in forward passes of one whole stage."
    >
      <div className="columns">
        <RadioGroup
          label="Schedule"
          name={`${id}-schedule`}
          value={schedule}
          options={rows.map((row) => ({
            value: row.id,
            label: names[row.id],
            note: `idle ${percent(row.bubble)}`,
            below: row.id === 'interleaved' && (
              <Slider
                label="Chunks of layers in a stage"
                unit="1"
                whole
                scale={scales.chunks}
                value={chunks}
                onChange={(next) => {
                  set({ chunks: next, schedule: 'interleaved' });
                }}
              />
            ),
          }))}
          onChange={put('schedule')}
        />
        <div className="sliders">
          <Slider label="Stages" unit="1" whole scale={scales.stages} value={stages} onChange={put('stages')} />
          <Slider label="Microbatches" unit="1" whole scale={scales.microbatches} value={microbatches} onChange={put('microbatches')} />
          <Slider label="Follow microbatch" unit="1" whole scale={scales.follow} value={followed + 1} onChange={put('follow')} />
        </div>
      </div>
      <DataTable
        caption={`${counted(stages, 'stage')}, the three schedules`}
        columns={comparison}
        rows={rows.map((row) => compare(row.pipeline, row.bubble, row.held))}
      />
      <Tables summary="Timetable of each stage">
        <DataTable
          caption={`${names[schedule]}: what each stage does, in order`}
          columns={timetableColumns}
          rows={timetableRows(timetable, pipeline)}
        />
      </Tables>
    </Explorer>
  );
}

function sentence(pipeline: Pipeline, { length, idle, held }: Timetable): string {
  const { schedule, stages, microbatches, chunks } = pipeline;
  const fitting = fittingMicrobatches(pipeline);
  const cut = schedule === 'interleaved' ? `, ${chunks} chunks in each` : '';
  const raised = fitting === microbatches ? '' : ` Interleaving deals microbatches in groups of ${stages}, so ${fitting} are drawn.`;
  const kept = `At most, stage 1 keeps the activations of ${counted(held[0] ?? 0, 'microbatch')}.`;
  return `${names[schedule]}, ${counted(stages, 'stage')}${cut}, ${counted(fitting, 'microbatch')}: every stage idles ${percent(idle)} of the step, ${units(idle * length)} of ${units(length)} units. ${kept}${raised}`;
}

const comparison: readonly Column[] = [
  { label: 'Schedule', kind: 'words' },
  { label: 'Microbatches' },
  { label: 'Idle' },
  { label: 'Length of the step' },
  { label: 'Kept by stage 1, at most' },
];
const compare = (pipeline: Pipeline, bubble: number, held: number): readonly string[] => [
  names[pipeline.schedule],
  formatNumber(fittingMicrobatches(pipeline)),
  percent(bubble),
  units((3 * fittingMicrobatches(pipeline)) / (1 - bubble)),
  formatNumber(held, 3),
];

const timetableColumns: readonly Column[] = [
  { label: 'Stage' },
  { label: 'Kept, at most' },
  { label: 'Passes (F forward, B backward)', kind: 'words' },
];
const timetableRows = ({ cells, held }: Timetable, { stages, schedule }: Pipeline): readonly (readonly ReactNode[])[] =>
  Array.from({ length: stages }, (_, stage) => [
    String(stage + 1),
    formatNumber(held[stage] ?? 0, 3),
    cells
      .filter((cell) => cell.stage === stage)
      .sort((a, b) => a.start - b.start)
      .map(
        ({ kind, microbatch, chunk }) =>
          `${kind === 'forward' ? 'F' : 'B'}${microbatch + 1}${schedule === 'interleaved' ? 'abcd'.charAt(chunk) : ''}`,
      )
      .join(' '),
  ]);

interface DrawingProps {
  readonly timetable: Timetable;
  readonly pipeline: Pipeline;
  /** From 0. */
  readonly followed: number;
}

const rowHeight = 30;
const round = (x: number): number => Number(x.toFixed(3));
/** One path for all cells of a kind: thousands of elements would be slow. */
const pathOf = (cells: readonly Cell[]): string =>
  cells.map(({ stage, start, end }) => `M${round(start)} ${stage}H${round(end)}V${stage + 0.86}H${round(start)}Z`).join('');

function Drawing({ timetable: { cells, length }, pipeline, followed }: DrawingProps): ReactNode {
  const { schedule, stages, chunks } = pipeline;
  const rest = cells.filter(({ microbatch }) => microbatch !== followed);
  const of = (kind: Cell['kind'], odd: boolean): readonly Cell[] =>
    rest.filter((cell) => cell.kind === kind && (cell.chunk % 2 === 1) === odd);
  const height = stages * rowHeight;
  const smallest = 1 / (schedule === 'interleaved' ? chunks : 1);
  // A number needs some 14 pixels; the style sheet hides numbers where there are fewer.
  const numbers = length / smallest <= 22 ? 'always' : length / smallest <= 44 ? 'wide' : 'never';
  return (
    <div className="pipeline">
      <div className="lanes">
        <ol aria-hidden="true" style={{ height }}>
          {Array.from({ length: stages }, (_, stage) => (
            <li key={stage}>stage {stage + 1}</li>
          ))}
        </ol>
        <svg
          className="clock"
          height={height}
          width="100%"
          role="img"
          aria-label={`Timetable of ${names[schedule]}, one row for each of ${stages} stages`}
        >
          <svg viewBox={`0 0 ${round(length)} ${stages}`} preserveAspectRatio="none" width="100%" height="100%">
            <path
              className="idle"
              d={Array.from({ length: stages }, (_, stage) => `M0 ${stage}H${round(length)}V${stage + 0.86}H0Z`).join('')}
            />
            {(['forward', 'backward'] as const).flatMap((kind) =>
              [false, true].map((odd) => <path key={`${kind}${String(odd)}`} className={kind} data-odd={odd} d={pathOf(of(kind, odd))} />),
            )}
            {(['forward', 'backward'] as const).map((kind) => (
              <path
                key={kind}
                className={kind}
                data-followed="true"
                d={pathOf(cells.filter((cell) => cell.microbatch === followed && cell.kind === kind))}
              />
            ))}
          </svg>
          {numbers !== 'never' && (
            <g className="numbers" data-numbers={numbers} textAnchor="middle" aria-hidden="true">
              {cells.map(({ kind, stage, microbatch, chunk, start, end }) => (
                <text
                  key={`${kind}${stage}.${microbatch}.${chunk}`}
                  className={kind}
                  data-followed={microbatch === followed}
                  x={`${round((50 * (start + end)) / length)}%`}
                  y={(stage + 0.43) * rowHeight}
                  dy="0.36em"
                >
                  {microbatch + 1}
                </text>
              ))}
            </g>
          )}
        </svg>
      </div>
      <p className="axis-name">time →</p>
      <ul className="legend">
        {(
          [
            ['forward', 'forward'],
            ['backward', 'backward'],
            ['idle', 'idle'],
            ['followed', `microbatch ${followed + 1}`],
          ] as const
        ).map(([kind, label]) => (
          <li key={kind}>
            <svg className="swatch" width="22" height="14" aria-hidden="true">
              <rect
                className={kind === 'followed' ? 'backward' : kind}
                data-followed={kind === 'followed'}
                x="0.5"
                y="0.5"
                width="21"
                height="13"
              />
            </svg>
            {label}
          </li>
        ))}
        {schedule === 'interleaved' && <li className="aside">every second chunk is shaded darker</li>}
      </ul>
    </div>
  );
}
