/** Traffic over arithmetic for every split of a TPU v5p pod between FSDP and tensor parallelism. */
import { formatNumber } from '@scaling-workbook/formulas/units';
import type { ReactNode } from 'react';
import type { Axis } from '#explorer/axis.ts';
import { DataTable, Tables, type Column } from '#explorer/DataTable.tsx';
import { Labels, Line, Plot, Points } from '#explorer/Plot.tsx';
import { bestTensorRanks, splitOf, type Mixture } from './mixture.ts';

/** Llama 3 70B with 4 · 2^20 tokens on 8,960 chips, as the companion book plans it. */
const pod: Mixture = { tokens: 2 ** 22, devices: 8960, hidden: 28_672, ridge: 2550, fsdpAxes: 2, tensorAxes: 1 };
const x: Axis = { label: 'tensor-parallel ranks', unit: '1', scale: 'log', domain: [1, 32] };
const y: Axis = { label: 'time of the traffic over time of the arithmetic', unit: '1', scale: 'log', domain: [0.05, 5] };
const splits = Array.from({ length: 61 }, (_, i) => splitOf(pod, 2 ** (i / 12)));
const marked = [1, 2, 4, 8, 16, 32].map((tensor) => splitOf(pod, tensor));
const best = splitOf(pod, bestTensorRanks(pod));
const weights = splits.map(({ tensor, weights }) => [tensor, weights] as const);
const activations = splits.map(({ tensor, activations }) => [tensor, activations] as const);
const columns: readonly Column[] = [
  { label: 'Tensor-parallel ranks' },
  { label: 'FSDP ranks' },
  { label: 'FSDP traffic' },
  { label: 'Tensor-parallel traffic' },
  { label: 'Bound by', kind: 'words' },
];
const boundBy = (split: { readonly weights: number; readonly activations: number }): string => {
  if (split.weights > 1) return 'FSDP traffic';
  return split.activations > 1 ? 'tensor-parallel traffic' : 'arithmetic';
};

export default function MixedPlot(): ReactNode {
  return (
    <figure className="explorer not-content" aria-labelledby="mixture-title" data-pagefind-ignore>
      <div className="head">
        <h3 id="mixture-title">Splitting a pod between FSDP and tensor parallelism</h3>
      </div>
      <Plot
        label="Two lines on logarithmic axes: the traffic of FSDP falls with the tensor-parallel ranks, that of tensor parallelism rises, and they cross below the arithmetic"
        x={x}
        y={y}
        height={320}
        narrowHeight={300}
      >
        <Line
          points={[
            [1, 1],
            [32, 1],
          ]}
          tone="faint"
          dash="7 4"
        />
        <Line points={weights} tone="main" />
        <Line points={activations} tone="chosen" dash="14 5" />
        <Points
          points={marked.flatMap(({ tensor, weights, activations }) => [
            { id: `weights-${tensor}`, x: tensor, y: weights, tone: 'main' as const },
            { id: `activations-${tensor}`, x: tensor, y: activations, tone: 'chosen' as const, shape: 'square' as const },
          ])}
        />
        <Labels
          labels={[
            {
              id: 'arithmetic',
              x: 1,
              y: 1,
              text: 'arithmetic',
              tone: 'other',
              offsets: [
                { dx: 8, dy: 12, anchor: 'start' },
                { dx: 8, dy: -12, anchor: 'start' },
              ],
            },
            {
              id: 'weights',
              x: 1,
              y: splitOf(pod, 1).weights,
              text: 'FSDP: weights',
              tone: 'main',
              offsets: [{ dx: 22, dy: -4, anchor: 'start' }],
            },
            {
              id: 'activations',
              x: 32,
              y: splitOf(pod, 32).activations,
              text: 'TP: activations',
              tone: 'chosen',
              offsets: [{ dx: -22, dy: -6, anchor: 'end' }],
            },
          ]}
          avoid={[weights, activations]}
        />
      </Plot>
      <Tables>
        <DataTable
          caption="Traffic over arithmetic by split"
          columns={columns}
          rows={marked.map((split) => [
            formatNumber(split.tensor),
            formatNumber(pod.devices / split.tensor),
            formatNumber(split.weights, 2),
            formatNumber(split.activations, 2),
            boundBy(split),
          ])}
        />
      </Tables>
      <figcaption>
        Llama 3 70B on {formatNumber(pod.devices)} TPU v5p with {formatNumber(pod.tokens)} tokens a step, two axes of the torus for FSDP and
        one for tensor parallelism, full peak, an MLP of two matrices. Below the dashed line the traffic hides. The lines cross at{' '}
        {formatNumber(best.tensor, 2)} ranks, where both kinds take {formatNumber(best.weights * 100, 2)} % of the arithmetic.
      </figcaption>
    </figure>
  );
}
