/** One cycle of the array, with what is about to enter and what has just left. */
import { formatNumber } from '@scaling-workbook/formulas/units';
import { useId, type ReactNode } from 'react';
import { Hatch } from './Hatch.tsx';
import { activationsAt, cellsAt, side, sumsAt, type Moving, type Shape } from './systolic-run.ts';

const cell = 54;
const [left, top] = [112, 26];
const [width, height] = [left + side * cell + 6, top + (side + 2) * cell + 4];

/** Within a cell: from the left, staying, going down. */
const [activationAt, weightAt, sumAt] = [
  [14, 27],
  [39, 17],
  [38, 41],
] as const;

export function ArrayPicture({ shape, cycle }: { readonly shape: Shape; readonly cycle: number }): ReactNode {
  const hatch = useId();
  return (
    <svg
      className="array"
      viewBox={`0 0 ${width} ${height}`}
      style={{ maxWidth: `${width}px` }}
      role="img"
      aria-label={`The ${side} by ${side} array in cycle ${cycle + 1}; the table below lists its cells`}
    >
      <Hatch id={hatch} />
      <text className="axis-title" x={left} y={14}>
        weights stay
      </text>
      <text className="axis-title" x={0} y={14}>
        rows of X →
      </text>
      <text className="axis-title" x={0} y={top + side * cell + 22}>
        sums leave ↓
      </text>
      <g transform={`translate(${left},${top})`}>
        {cellsAt(shape, cycle).map(({ row, column, weight, does }) => (
          <g key={`${row}.${column}`} className="cell" data-does={does} transform={`translate(${column * cell},${row * cell})`}>
            <rect width={cell} height={cell} />
            {weight === undefined ? (
              <rect width={cell} height={cell} fill={`url("#${hatch}")`} stroke="none" />
            ) : (
              <text x={weightAt[0]} y={weightAt[1]} dy="0.35em" textAnchor="middle">
                {formatNumber(weight)}
              </text>
            )}
          </g>
        ))}
        {activationsAt(shape, cycle).map((moving) => (
          <Token key={moving.key} kind="activation" moving={moving} at={activationAt} faint={moving.column < -1} />
        ))}
        {sumsAt(shape, cycle).map((moving) => (
          <Token key={moving.key} kind="sum" moving={moving} at={sumAt} faint={moving.row > side} />
        ))}
      </g>
    </svg>
  );
}

interface TokenProps {
  readonly kind: 'activation' | 'sum';
  readonly moving: Moving;
  /** From the corner of its cell. */
  readonly at: readonly [x: number, y: number];
  readonly faint: boolean;
}

/** The style sheet lets it glide from cell to cell. */
const Token = ({ kind, moving: { row, column, value }, at: [x, y], faint }: TokenProps): ReactNode => (
  <g className="token" data-kind={kind} data-faint={faint} style={{ transform: `translate(${column * cell + x}px, ${row * cell + y}px)` }}>
    {kind === 'activation' ? <circle r="10" /> : <rect x="-13" y="-9" width="26" height="18" rx="2" />}
    <text dy="0.35em" textAnchor="middle">
      {formatNumber(value)}
    </text>
  </g>
);
