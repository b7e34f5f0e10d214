/** One gated layer as matrices drawn to scale: every side is as long as it is wide. */
import type { ModelConfig } from '@scaling-workbook/formulas/model';
import { formatNumber } from '@scaling-workbook/formulas/units';
import type { ReactNode } from 'react';

interface Matrix {
  readonly name: string;
  readonly columns: number;
  readonly group: 'attention' | 'mlp';
}

const drawn = 300;
const gap = 16;
const labelHeight = 22;
const left = 12;

export function LayerPlate({ config, label }: { readonly config: ModelConfig; readonly label: string }): ReactNode {
  const { width: d, heads, kvHeads, headDim, hidden } = config;
  const scale = drawn / hidden;
  const height = d * scale;
  const query = heads * headDim;
  const keyValue = kvHeads * headDim;
  const attention: readonly Matrix[] = [
    { name: 'Q', columns: query, group: 'attention' },
    { name: 'K', columns: keyValue, group: 'attention' },
    { name: 'V', columns: keyValue, group: 'attention' },
    { name: 'O', columns: query, group: 'attention' },
  ];
  const mlp = ['gate', 'up', 'down'].map((name): Matrix => ({ name, columns: hidden, group: 'mlp' }));
  const rows = [attention, ...mlp.map((matrix) => [matrix])];
  const rowHeight = labelHeight + height + 10;
  return (
    <svg className="layer-plate" viewBox={`0 0 ${left + drawn + 4} ${rows.length * rowHeight}`} role="img" aria-label={label}>
      {rows.map((row, r) => (
        <g key={row[0]?.name} transform={`translate(${left}, ${r * rowHeight + labelHeight})`}>
          {row.map(({ name, columns, group }, i) => {
            const x = row.slice(0, i).reduce((sum, other) => sum + other.columns * scale + gap, 0);
            return (
              <g key={name} data-group={group}>
                <rect x={x} width={columns * scale} height={height} />
                <text x={x} y={-6}>
                  <tspan className="name">{name}</tspan>
                  {columns * scale > 60 && <tspan dx="6">{`${formatNumber(d)} × ${formatNumber(columns)}`}</tspan>}
                </text>
              </g>
            );
          })}
          {/* As long as the width: one hair of ink. */}
          {r < 2 && <line className="norm" x1={-6} x2={-6} y1={0} y2={height} />}
        </g>
      ))}
    </svg>
  );
}
