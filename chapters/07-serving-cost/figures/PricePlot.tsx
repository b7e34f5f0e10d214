/** What a million output tokens cost, against the batch. */
import { formatNumber } from '@scaling-workbook/formulas/units';
import type { ReactNode } from 'react';
import type { Offset } from '#explorer/labels.ts';
import { Labels, Line, Plot, Points, type LabelMark } from '#explorer/Plot.tsx';
import { beside, decades, xAxis } from '../../06-inference/figures/batch-axis.ts';
import { many } from '../../06-inference/figures/serving-text.ts';
import { batchesWith, formatNames, formats, largest } from '../../06-inference/figures/serving.ts';
import { dollars } from './pricing-text.ts';
import { limitsOf, priceAt, type Limits, type Price, type Server } from './pricing.ts';

type XY = readonly [number, number];

const over: readonly Offset[] = [-4, -110, -220, -330].flatMap((dx): readonly Offset[] => [
  { dx, dy: -10, anchor: 'end' },
  { dx, dy: 12, anchor: 'end' },
]);
const atStart: readonly Offset[] = [6, 40, 80].flatMap((dx): readonly Offset[] => [
  { dx, dy: -12, anchor: 'start' },
  { dx, dy: 14, anchor: 'start' },
  { dx, dy: -26, anchor: 'start' },
]);

export interface PricePlotProps {
  readonly server: Server;
  readonly limits: Limits;
  readonly chosen: Price;
  readonly target: number;
}

export function PricePlot({ server, limits: { fits = 0, floor }, chosen, target }: PricePlotProps): ReactNode {
  const curve = batchesWith(fits, chosen.batch).map((batch): XY => [batch, priceAt(server, batch).cost]);
  const first = curve[0]?.[1] ?? chosen.cost;
  const inside = curve.filter(([batch]) => batch <= fits);
  const outside = inside.length === 0 ? curve : curve.slice(inside.length - 1);
  /** As far as they fit. */
  const others = formats
    .filter((weights) => weights !== server.weights)
    .map((weights) => {
      const one = { ...server, weights };
      const room = Math.min(limitsOf(one).fits ?? 0, largest);
      const points = batchesWith(room)
        .filter((batch) => batch <= room)
        .map((batch): XY => [batch, priceAt(one, batch).cost]);
      return { weights, points };
    })
    .filter(({ points }) => points.length > 1);
  const lowest = Math.min(target, curve.at(-1)?.[1] ?? target, ...others.map(({ points }) => points.at(-1)?.[1] ?? target));
  const domain = decades(lowest, Math.max(first, target, ...others.map(({ points }) => points[0]?.[1] ?? 0)));
  const level = (cost: number): readonly XY[] => [
    [1, cost],
    [largest, cost],
  ];
  const full: readonly XY[] =
    fits < 1 || fits > largest
      ? []
      : [
          [fits, domain[0]],
          [fits, domain[1]],
        ];
  const labels: readonly LabelMark[] = [
    { id: 'chosen', x: chosen.batch, y: chosen.cost, text: dollars(chosen.cost), tone: 'chosen' },
    { id: 'target', x: largest, y: target, text: `target ${dollars(target)}`, tone: 'main', offsets: over },
    ...(full.length > 0
      ? [{ id: 'full', x: fits, y: domain[0], text: `memory full: ${formatNumber(fits)}`, tone: 'main', offsets: beside } as const]
      : []),
    { id: server.weights, x: 1, y: first, text: formatNames[server.weights], tone: 'main', offsets: atStart },
    // Where a curve ends; at its start where it runs to the edge.
    ...others.map(({ weights, points }): LabelMark => {
      const through = points.at(-1)?.[0] === largest;
      const [x, y] = points.at(through ? 0 : -1) ?? [1, first];
      return { id: weights, x, y, text: formatNames[weights], ...(through && { offsets: atStart }) };
    }),
    { id: 'floor', x: largest, y: floor, text: 'cache reads alone', tone: 'faint', offsets: over },
  ];
  return (
    <Plot
      label={`Cost of a million output tokens against the batch, both axes logarithmic: ${server.model.name} on ${many(server.gpus, 'chip')}`}
      x={xAxis}
      y={{ label: 'a million output tokens', unit: '$', scale: 'log', domain }}
      height={380}
      narrowHeight={340}
    >
      <Line points={level(floor)} tone="faint" dash="2 4" />
      <Line points={level(target)} tone="faint" />
      <Line points={full} tone="faint" />
      {others.map(({ weights, points }) => (
        <Line key={weights} points={points} dash="7 4" />
      ))}
      <Line points={outside} dash="2 4" />
      <Line points={inside} tone="main" />
      <Points
        points={others.map(({ weights, points }) => ({
          id: weights,
          x: points.at(-1)?.[0] ?? 1,
          y: points.at(-1)?.[1] ?? first,
          hollow: true,
        }))}
      />
      <Points points={[{ id: 'chosen', x: chosen.batch, y: chosen.cost, tone: 'chosen', hollow: chosen.batch > fits }]} />
      <Labels labels={labels} avoid={[curve, ...others.map(({ points }) => points), full, level(target), level(floor)]} />
    </Plot>
  );
}
