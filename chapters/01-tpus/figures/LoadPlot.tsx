/** Cells at work in each cycle of the matmul: what is missing below the roof is lost. */
import { formatNumber } from '@scaling-workbook/formulas/units';
import type { ReactNode } from 'react';
import type { Axis } from '#explorer/axis.ts';
import { Band, Labels, Line, Plot, type LabelMark } from '#explorer/Plot.tsx';
import { side, type CycleLoad, type Phase } from './systolic-run.ts';

const all = side ** 2;
type Points = readonly (readonly [number, number])[];

/** A flat step for each cycle. */
const steps = (values: readonly number[]): Points => [
  [0, 0],
  ...values.flatMap((value, i): Points => [
    [i, value],
    [i + 1, value],
  ]),
  [values.length, 0],
];

const phases: readonly Phase[] = ['fill', 'fill and drain', 'stream', 'drain'];

export function LoadPlot({ load, cycle }: { readonly load: readonly CycleLoad[]; readonly cycle: number }): ReactNode {
  const useful = steps(load.map((one) => one.useful));
  const busy = steps(load.map((one) => one.useful + one.padded));
  const axes: { readonly x: Axis; readonly y: Axis } = {
    x: { label: 'cycle', unit: '1', scale: 'linear', domain: [0, load.length] },
    y: { label: `cells at work, of ${all}`, unit: '1', scale: 'linear', domain: [0, all + 4] },
  };
  const labels = phases.flatMap((phase): readonly LabelMark[] => {
    const of = load.filter((one) => one.phase === phase);
    const [first, last] = [of[0], of.at(-1)];
    return first && last
      ? [{ id: phase, x: (first.cycle + last.cycle + 1) / 2, y: all + 2, text: phase, offsets: [{ dx: 0, dy: 0, anchor: 'middle' }] }]
      : [];
  });
  return (
    <Plot
      label={`Cells at work in each of ${formatNumber(load.length)} cycles; the table below lists them`}
      {...axes}
      height={190}
      narrowHeight={180}
    >
      <Band points={useful} />
      <Line
        points={[
          [0, all],
          [load.length, all],
        ]}
        tone="faint"
      />
      {load.some(({ padded }) => padded > 0) && <Line points={busy} dash="2 4" />}
      <Line points={useful} tone="main" />
      <Line
        points={[
          [cycle - 0.5, 0],
          [cycle - 0.5, all],
        ]}
        tone="chosen"
      />
      <Labels labels={labels} />
    </Plot>
  );
}
