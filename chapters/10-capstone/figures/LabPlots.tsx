/** The loss of all runs, and how often each digit of the chosen run is right. */
import type { ReactNode } from 'react';
import type { Axis } from '#explorer/axis.ts';
import type { Offset } from '#explorer/labels.ts';
import { Labels, Line, Plot, dashes, type LabelMark } from '#explorer/Plot.tsx';
import { placesOf, type Run } from './lab-run.ts';

export type Across = 'steps' | 'seconds';

export interface PlotsProps {
  readonly runs: readonly Run[];
  readonly chosen: Run;
  readonly across: Across;
}

type XY = readonly [number, number];
const compared = dashes.slice(1);
const atEnd: readonly Offset[] = [-12, 12, -26, 26, -40].map((dy) => ({ dx: -2, dy, anchor: 'end' }) as const);

function axisOf(runs: readonly Run[], across: Across): Axis {
  const last = ({ settings, losses }: Run): number => (across === 'steps' ? settings.steps : (losses.at(-1)?.seconds ?? 1));
  return {
    label: across === 'steps' ? 'step' : 'training time',
    unit: across === 'steps' ? '1' : 's',
    scale: 'linear',
    domain: [0, Math.max(1, ...runs.map(last))],
  };
}

const across = (which: Across, point: { readonly step: number; readonly seconds: number }): number =>
  which === 'steps' ? point.step : point.seconds;

export function LossPlot({ runs, chosen, across: which }: PlotsProps): ReactNode {
  const lineOf = ({ losses }: Run): readonly XY[] => losses.map((point) => [across(which, point), point.loss]);
  const lowest = Math.min(0.01, ...runs.flatMap(({ losses }) => losses.map(({ loss }) => loss)));
  const others = runs.filter((run) => run !== chosen);
  const labels = [chosen, ...others].flatMap((run): readonly LabelMark[] => {
    const last = lineOf(run).at(-1);
    return last ? [{ id: run.id, x: last[0], y: last[1], text: run.id, tone: run === chosen ? 'main' : 'other', offsets: atEnd }] : [];
  });
  return (
    <Plot
      label={`Loss of ${runs.length} training ${runs.length === 1 ? 'run' : 'runs'}, falling from left to right; the loss is on a logarithmic axis`}
      x={axisOf(runs, which)}
      y={{ label: 'loss, nats a digit', unit: '1', scale: 'log', domain: [lowest / 1.3, 3] }}
      height={250}
      narrowHeight={230}
    >
      {others.map((run, i) => (
        <Line key={run.id} points={lineOf(run)} dash={compared[i % compared.length] ?? 'none'} />
      ))}
      <Line points={lineOf(chosen)} tone="main" />
      <Labels labels={labels} avoid={[]} />
    </Plot>
  );
}

/** Where a line first passes a half. */
const besideRise: readonly Offset[] = [
  { dx: 8, dy: 6, anchor: 'start' },
  { dx: 8, dy: 22, anchor: 'start' },
  { dx: -8, dy: -8, anchor: 'end' },
  { dx: 8, dy: 38, anchor: 'start' },
  { dx: -8, dy: 10, anchor: 'end' },
  { dx: 8, dy: 56, anchor: 'start' },
];

export function AccuracyPlot({ runs, chosen, across: which }: PlotsProps): ReactNode {
  const { accuracies, settings } = chosen;
  const lineOf = (of: (point: Run['accuracies'][number]) => number): readonly XY[] =>
    accuracies.map((point) => [across(which, point), 100 * of(point)]);
  const places = placesOf(settings).map((name, i) => ({
    name,
    points: lineOf(({ digits }) => digits[i] ?? NaN),
    dash: dashes[i + 1] ?? 'none',
  }));
  const exact = lineOf((point) => point.exact);
  const rise = (points: readonly XY[]): XY | undefined => points.find(([, y]) => y >= 50) ?? points.at(-1);
  const labels = [{ name: 'all digits', points: exact }, ...places].flatMap(({ name, points }, i): readonly LabelMark[] => {
    const at = rise(points);
    return at ? [{ id: name, x: at[0], y: Math.min(at[1], 80), text: name, tone: i === 0 ? 'chosen' : 'other', offsets: besideRise }] : [];
  });
  return (
    <Plot
      label={`How many of the held-out sums ${chosen.id} gets right, by digit of the result and in all`}
      x={axisOf(runs, which)}
      y={{ label: 'held-out sums right', unit: '%', scale: 'linear', domain: [0, 100] }}
      height={250}
      narrowHeight={230}
    >
      {places.map(({ name, points, dash }) => (
        <Line key={name} points={points} dash={dash} />
      ))}
      <Line points={exact} tone="chosen" />
      <Labels labels={labels} />
    </Plot>
  );
}
