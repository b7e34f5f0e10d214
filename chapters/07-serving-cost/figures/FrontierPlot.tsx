/** The second drawing of the price explorer: what a million output tokens cost, against what each reader gets. */
import { formatNumber } from '@scaling-workbook/formulas/units';
import type { ReactNode } from 'react';
import { Labels, Line, Plot, Points, type LabelMark } from '#explorer/Plot.tsx';
import { beside, decades } from '../../06-inference/figures/batch-axis.ts';
import { rate } from '../../06-inference/figures/serving-text.ts';
import { batchesWith, formatNames, formats, largest } from '../../06-inference/figures/serving.ts';
import { dollars } from './pricing-text.ts';
import { cheapestAt, limitsOf, priceAt, type Limits, type Price, type Server } from './pricing.ts';

type XY = readonly [number, number];

const around = (values: readonly number[]): readonly [number, number] => decades(Math.min(...values), Math.max(...values));
const pointOf = ({ each, cost }: Price): XY => [each, cost];

export interface FrontierPlotProps {
  readonly server: Server;
  readonly limits: Limits;
  readonly chosen: Price;
  readonly speed: number;
}

export function FrontierPlot({ server, limits: { fits = 0 }, chosen, speed }: FrontierPlotProps): ReactNode {
  const curve = batchesWith(fits, chosen.batch).map((batch) => priceAt(server, batch));
  const inside = curve.filter(({ batch }) => batch <= fits).map(pointOf);
  const outside = (inside.length === 0 ? curve : curve.slice(inside.length - 1)).map(pointOf);
  const others = formats
    .filter((weights) => weights !== server.weights)
    .map((weights) => {
      const one = { ...server, weights };
      const room = Math.min(limitsOf(one).fits ?? 0, largest);
      const points = batchesWith(room)
        .filter((batch) => batch <= room)
        .map((batch) => pointOf(priceAt(one, batch)));
      return { weights, points };
    })
    .filter(({ points }) => points.length > 1);
  const all = [...curve.map(pointOf), ...others.flatMap(({ points }) => points)];
  const x = around([speed, ...all.map(([each]) => each)]);
  const y = around(all.map(([, cost]) => cost));
  const promised: readonly XY[] = [
    [speed, y[0]],
    [speed, y[1]],
  ];
  const cheapest = cheapestAt(server, speed);
  const labels: readonly LabelMark[] = [
    { id: 'chosen', x: chosen.each, y: chosen.cost, text: `batch ${formatNumber(chosen.batch)}`, tone: 'chosen' },
    { id: 'promised', x: speed, y: y[0], text: `promised: ${rate(speed)}`, tone: 'main', offsets: beside },
    ...(cheapest === undefined
      ? []
      : [{ id: 'cheapest', x: cheapest.each, y: cheapest.cost, text: dollars(cheapest.cost), tone: 'main' } as const]),
    ...others.map(({ weights, points }): LabelMark => {
      const [px, py] = points[0] ?? [speed, y[0]];
      return { id: weights, x: px, y: py, text: formatNames[weights] };
    }),
  ];
  return (
    <Plot
      label="Cost of a million output tokens against the tokens a second that each reader gets, both axes logarithmic"
      x={{ label: 'what each reader gets', unit: 'token/s', scale: 'log', domain: x }}
      y={{ label: 'a million output tokens', unit: '$', scale: 'log', domain: y }}
      height={340}
      narrowHeight={320}
    >
      <Line points={promised} tone="faint" />
      {others.map(({ weights, points }) => (
        <Line key={weights} points={points} dash="7 4" />
      ))}
      <Line points={outside} dash="2 4" />
      <Line points={inside} tone="main" />
      <Points
        points={[
          ...(cheapest === undefined
            ? []
            : [{ id: 'cheapest', x: cheapest.each, y: cheapest.cost, tone: 'main' as const, shape: 'square' as const }]),
          { id: 'frontier', x: chosen.each, y: chosen.cost, tone: 'chosen', hollow: chosen.batch > fits },
        ]}
      />
      <Labels labels={labels} avoid={[curve.map(pointOf), ...others.map(({ points }) => points), promised]} />
    </Plot>
  );
}
