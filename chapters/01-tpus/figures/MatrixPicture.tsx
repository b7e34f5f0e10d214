/** X, W and their product: what is in the array now, and what is finished. */
import { formatNumber } from '@scaling-workbook/formulas/units';
import { useId, type ReactNode } from 'react';
import { Hatch } from './Hatch.tsx';
import { activationAt, activationsAt, cellsAt, resultAt, side, weightAt, type Place, type Shape } from './systolic-run.ts';

const cell = 20;
const gap = 26;
const padded = (size: number): number => Math.ceil(size / side) * side;
const keyOf = ({ row, column }: Place): string => `${row}.${column}`;

export function MatrixPicture({ shape, cycle }: { readonly shape: Shape; readonly cycle: number }): ReactNode {
  const hatch = useId();
  const { m, k, n } = shape;
  const [wide, tall] = [padded(n), padded(k)];
  const inside = activationsAt(shape, cycle).filter(({ column }) => column >= 0);
  const streaming = new Set(inside.map(({ at }) => keyOf(at)));
  const loaded = new Set(cellsAt(shape, cycle).map(({ at }) => keyOf(at)));
  const result = resultAt(shape, cycle);
  const [x, y] = [tall * cell + gap, tall * cell + gap];
  const [width, height] = [x + wide * cell + 2, y + m * cell + 20];
  const text = (value: number): string => formatNumber(value);
  return (
    <svg
      className="matrices"
      viewBox={`0 -16 ${width} ${height}`}
      style={{ maxWidth: `${width}px` }}
      role="img"
      aria-label={`X of ${m} by ${k}, W of ${k} by ${n} and their product of ${m} by ${n}, with what is in the array in cycle ${cycle + 1}`}
    >
      <Hatch id={hatch} />
      <Grid
        name="W"
        at={[x, 0]}
        rows={tall}
        columns={wide}
        of={(place) => ({
          text: place.row < k && place.column < n ? text(weightAt(place.row, place.column)) : undefined,
          tone: loaded.has(keyOf(place)) ? 'now' : undefined,
        })}
        hatch={hatch}
      />
      <Grid
        name="X"
        at={[0, y]}
        rows={m}
        columns={tall}
        of={(place) => ({
          text: place.column < k ? text(activationAt(place.row, place.column)) : undefined,
          tone: streaming.has(keyOf(place)) ? 'now' : undefined,
        })}
        hatch={hatch}
      />
      <Grid
        name="XW"
        at={[x, y]}
        rows={m}
        columns={wide}
        of={({ row, column }) => {
          const entry = result[row]?.[column];
          return {
            text: column < n ? (entry ? text(entry.value) : '') : undefined,
            tone: entry ? (entry.done ? 'done' : 'partial') : undefined,
          };
        }}
        hatch={hatch}
      />
    </svg>
  );
}

interface GridProps {
  readonly name: string;
  readonly at: readonly [x: number, y: number];
  readonly rows: number;
  readonly columns: number;
  /** No text is padding. */
  readonly of: (place: Place) => { readonly text: string | undefined; readonly tone: 'now' | 'partial' | 'done' | undefined };
  readonly hatch: string;
}

const Grid = ({ name, at: [x, y], rows, columns, of, hatch }: GridProps): ReactNode => (
  <g className="grid-of" transform={`translate(${x + 1},${y})`}>
    <text className="name" x={0} y={-5}>
      {name}
    </text>
    {Array.from({ length: rows * columns }, (_, i) => {
      const place = { row: Math.floor(i / columns), column: i % columns };
      const { text, tone } = of(place);
      return (
        <g key={i} data-tone={tone} transform={`translate(${place.column * cell},${place.row * cell})`}>
          <rect width={cell} height={cell} />
          {text === undefined ? (
            <rect width={cell} height={cell} fill={`url("#${hatch}")`} stroke="none" />
          ) : (
            <text x={cell / 2} y={cell / 2} dy="0.35em" textAnchor="middle">
              {text}
            </text>
          )}
        </g>
      );
    })}
  </g>
);
