/** What all readers get together, and how long each waits for a token. */
import { formatNumber } from '@scaling-workbook/formulas/units';
import type { ReactNode } from 'react';
import type { Offset } from '#explorer/labels.ts';
import { Labels, Line, Plot, Points, type LabelMark } from '#explorer/Plot.tsx';
import { beside, decades, xAxis } from './batch-axis.ts';
import { many, rate, time } from './serving-text.ts';
import { batches, largest, stepAt, type Deployment, type Limits, type Step } from './serving.ts';

/** With 1, 2 and 5 times the powers of ten, at least a decade long. */
function oneTwoFives(low: number, high: number): readonly [number, number] {
  const steps = (value: number): readonly number[] =>
    [0.1, 0.2, 0.5, 1, 2, 5, 10].map((factor) => factor * 10 ** Math.floor(Math.log10(value)));
  const from = steps(low).findLast((step) => step <= low) ?? low;
  const to = steps(high).find((step) => step >= high) ?? high;
  return [from, Math.max(to, from * 10)];
}
const above: readonly Offset[] = [4, 110, 220, 330].flatMap((dx): readonly Offset[] => [
  { dx, dy: -10, anchor: 'start' },
  { dx, dy: 12, anchor: 'start' },
]);
const atEnd: readonly Offset[] = [-4, -60, -120, -180].flatMap((dx): readonly Offset[] => [
  { dx, dy: -12, anchor: 'end' },
  { dx, dy: 16, anchor: 'end' },
]);

type XY = readonly [number, number];

/** What fits in memory, and the rest; they meet at the batch that just fits. */
function split(points: readonly XY[], fits = 0): { readonly inside: readonly XY[]; readonly outside: readonly XY[] } {
  const inside = points.filter(([batch]) => batch <= fits);
  return { inside, outside: inside.length === 0 ? points : points.slice(inside.length - 1) };
}

/** Where memory is full; empty outside the picture. */
const fullAt = (fits: number | undefined, [bottom, top]: readonly [number, number]): readonly XY[] =>
  fits === undefined || fits < 1 || fits > largest
    ? []
    : [
        [fits, bottom],
        [fits, top],
      ];

interface CurveProps {
  readonly limits: Limits;
  readonly curve: readonly Step[];
  readonly chosen: Step;
}

export function Throughput({ deployment, limits, curve, chosen }: CurveProps & { readonly deployment: Deployment }): ReactNode {
  const { fits, computeRoof, kvCeiling } = limits;
  const together = curve.map(({ batch, total }): XY => [batch, total]);
  const ideal = batches.map((batch): XY => [batch, stepAt(deployment, batch, false).total]);
  const first = ideal[0]?.[1] ?? 1;
  const domain = decades(Math.min(first, together[0]?.[1] ?? first), Math.max(computeRoof, first * 10));
  const { inside, outside } = split(together, fits);
  const full = fullAt(fits, domain);
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
    ...(fits !== undefined && full.length > 0
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
      <Line points={full} tone="faint" />
      <Line points={ideal} dash="7 4" />
      <Line points={outside} dash="2 4" />
      <Line points={inside} tone="main" />
      <Points
        points={[{ id: 'chosen', x: chosen.batch, y: chosen.total, tone: 'chosen', hollow: fits === undefined || chosen.batch > fits }]}
      />
      <Labels labels={labels} avoid={[ideal, together, roof, full, ...(kvCeiling < computeRoof ? [ceiling] : [])]} />
    </Plot>
  );
}

export function Latency({ limits: { fits }, curve, chosen }: CurveProps): ReactNode {
  const points = curve.map((step): XY => [step.batch, step.time]);
  const domain = oneTwoFives(curve[0]?.time ?? 1e-3, curve.at(-1)?.time ?? 1);
  const { inside, outside } = split(points, fits);
  const full = fullAt(fits, domain);
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
      <Line points={full} tone="faint" />
      <Line points={outside} dash="2 4" />
      <Line points={inside} tone="main" />
      <Points
        points={[{ id: 'chosen', x: chosen.batch, y: chosen.time, tone: 'chosen', hollow: fits === undefined || chosen.batch > fits }]}
      />
      <Labels labels={labels} avoid={[points, full]} />
    </Plot>
  );
}
