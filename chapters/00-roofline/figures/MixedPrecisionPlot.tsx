/** The plot that a problem of the companion book asks for: attainable rate against the batch, for a wide and for a narrow layer. */
import { DataTable } from '#explorer/DataTable.tsx';
import { dashes, Labels, Line, Plot, Points, type LabelMark } from '#explorer/Plot.tsx';
import { formatNumber } from '@scaling-workbook/formulas/units';
import { cornerOf, narrow, rateAt, wide } from './mixed-precision.ts';
import type { Axis } from '#explorer/axis.ts';
import type { ReactNode } from 'react';

const batchAxis: Axis = { label: 'batch in tokens', unit: '1', scale: 'linear', domain: [0, 512] };
const rateAxis: Axis = { label: 'attainable rate', unit: 'FLOP/s', as: 'TFLOP/s', scale: 'linear', domain: [0, 220e12] };
const batches = Array.from({ length: 32 }, (_, i) => 16 * (i + 1));
const inTable = [1, 16, 64, 128, 256, 512];

/** Both corners lie on the curves, which bend there. */
const curveOf = (side: number): readonly (readonly [number, number])[] =>
  [1, ...batches, cornerOf(side)].toSorted((a, b) => a - b).map((b) => [b, rateAt(side, b)] as const);
const tera = (rate: number): string => formatNumber(rate / 1e12, 3);

const curves = [
  { side: wide, dash: dashes[0] },
  { side: narrow, dash: dashes[1] },
].map((curve) => ({ ...curve, points: curveOf(curve.side), corner: cornerOf(curve.side) }));

const labels: readonly LabelMark[] = curves.map(({ side, corner }, i) => ({
  id: String(side),
  x: corner,
  y: rateAt(side, corner),
  text: `D = F = ${side}`,
  tone: 'main',
  offsets: i === 0 ? [{ dx: 0, dy: -14, anchor: 'middle' }] : [{ dx: 12, dy: 20, anchor: 'start' }],
}));

export default function MixedPrecisionPlot(): ReactNode {
  return (
    <figure className="explorer not-content">
      <Plot
        label="Attainable rate against the batch, for a wide and a narrow layer with INT8 weights on a TPU v5e"
        x={batchAxis}
        y={rateAxis}
        height={360}
      >
        {curves.map(({ side, dash, points }) => (
          <Line key={side} points={points} tone="main" dash={dash} />
        ))}
        <Points points={curves.map(({ side, corner }) => ({ id: String(side), x: corner, y: rateAt(side, corner), tone: 'main' }))} />
        <Labels labels={labels} avoid={curves.map(({ points }) => points)} />
      </Plot>
      <DataTable
        caption="Attainable rate in TFLOP/s"
        columns={[{ label: 'Batch' }, ...curves.map(({ side }) => ({ label: `D = F = ${side}` }))]}
        rows={[...inTable, ...curves.map(({ corner }) => corner)]
          .toSorted((a, b) => a - b)
          .map((b) => [formatNumber(b, 3), ...curves.map(({ side }) => tera(rateAt(side, b)))])}
      />
      <figcaption>
        The dots are the critical batches. Each curve is bent from the start, since the activations of every further token take up a part of
        the bandwidth.
      </figcaption>
    </figure>
  );
}
