/** A small systolic array to step through: weights stay, activations cross, sums fall. */
import { formatNumber, formatQuantity } from '@scaling-workbook/formulas/units';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { DataTable, Tables, type Column } from '#explorer/DataTable.tsx';
import { Explorer } from '#explorer/Explorer.tsx';
import { numberField } from '#explorer/shared-state.ts';
import { Slider } from '#explorer/Slider.tsx';
import type { SliderScale } from '#explorer/slider-scale.ts';
import { useSharedState } from '#explorer/use-shared-state.ts';
import { ArrayPicture } from './ArrayPicture.tsx';
import { LoadPlot } from './LoadPlot.tsx';
import { MatrixPicture } from './MatrixPicture.tsx';
import { activationsAt, cellsAt, cyclesOf, loadOf, side, sumsAt, utilizationOf, type CycleLoad, type Shape } from './systolic-run.ts';
import './systolic.css';

export interface Props {
  /** Anchor and address prefix: permanent. */
  readonly id: string;
}

const scales = {
  m: { kind: 'linear', min: 1, max: 12, step: 1 },
  k: { kind: 'linear', min: 1, max: 2 * side, step: 1 },
  n: { kind: 'linear', min: 1, max: 2 * side, step: 1 },
} as const satisfies Record<keyof Shape, SliderScale>;
const mostCycles = cyclesOf({ m: scales.m.max, k: scales.k.max, n: scales.n.max });

const schema = {
  m: numberField(8, { ...scales.m, whole: true }),
  k: numberField(4, { ...scales.k, whole: true }),
  n: numberField(4, { ...scales.n, whole: true }),
  /** From 1. */
  cycle: numberField(5, { min: 1, max: mostCycles, whole: true }),
};

const restMs = 900;
const percent = (share: number): string => formatQuantity(share, '1', { as: '%', digits: 3 });
const words: Readonly<Record<CycleLoad['phase'], string>> = {
  fill: 'filling',
  stream: 'streaming',
  wait: 'waiting for weights',
  drain: 'draining',
  'fill and drain': 'filling and draining at once',
};

export default function SystolicExplorer({ id }: Props): ReactNode {
  const shared = useSharedState(id, schema);
  const { values, set, put } = shared;
  const shape = useMemo((): Shape => ({ m: values.m, k: values.k, n: values.n }), [values.m, values.k, values.n]);
  const load = useMemo(() => loadOf(shape), [shape]);
  const cycles = load.length;
  // A shared link may name a cycle that a smaller matmul lacks.
  const cycle = Math.min(values.cycle, cycles);
  const [playing, setPlaying] = useState(false);
  const runs = playing && cycle < cycles;

  useEffect(() => {
    if (!runs) return undefined;
    const timer = setTimeout(() => {
      set({ cycle: cycle + 1 });
      if (cycle + 1 === cycles) setPlaying(false);
    }, restMs);
    return () => {
      clearTimeout(timer);
    };
  });
  const goTo = (next: number): void => {
    setPlaying(false);
    set({ cycle: Math.min(Math.max(next, 1), cycles) });
  };
  const play = (): void => {
    if (!runs && cycle === cycles) set({ cycle: 1 });
    setPlaying(!runs);
  };
  const now = load[cycle - 1];
  if (!now) throw new RangeError(`SystolicExplorer: cycle must be from 1 to ${cycles}, got ${cycle}`);

  return (
    <Explorer
      id={id}
      title="A matmul in a systolic array"
      summary={runs ? overall(shape, cycles) : `${moment(now, cycles)} ${overall(shape, cycles)}`}
      shared={shared}
      picture={
        <div className="systolic">
          <div>
            <ArrayPicture shape={shape} cycle={cycle - 1} />
            <div className="transport">
              <Step label="Start" to={1} cycle={cycle} cycles={cycles} onGo={goTo} />
              <Step label="Back" to={cycle - 1} cycle={cycle} cycles={cycles} onGo={goTo} />
              <button type="button" onClick={play}>
                {runs ? 'Pause' : 'Play'}
              </button>
              <Step label="Step" to={cycle + 1} cycle={cycle} cycles={cycles} onGo={goTo} />
            </div>
            <CycleSlider cycle={cycle} cycles={cycles} onChange={goTo} />
          </div>
          <MatrixPicture shape={shape} cycle={cycle - 1} />
        </div>
      }
      caption={`An array of ${side} × ${side} cells. That of a TPU v5e has 128 × 128 and works in the same way. The next tile of weights slides in behind the one in use, a row in each cycle, so that fewer than ${side} rows of X have to wait for it. The first tile is in place at the start.`}
    >
      <LoadPlot load={load} cycle={cycle} />
      <div className="columns">
        <Slider label="Rows of X that stream through, M" unit="1" whole scale={scales.m} value={shape.m} onChange={put('m')} />
        <Slider label="Rows of W, summed over, K" unit="1" whole scale={scales.k} value={shape.k} onChange={put('k')} />
        <Slider label="Columns of W, N" unit="1" whole scale={scales.n} value={shape.n} onChange={put('n')} />
      </div>
      <Tables>
        <DataTable caption={`The array in cycle ${formatNumber(cycle)}`} columns={cellColumns} rows={cellRows(shape, cycle - 1)} />
        <DataTable caption="All cycles" columns={loadColumns} rows={load.map(loadRow)} />
      </Tables>
    </Explorer>
  );
}

const moment = ({ cycle, phase, useful, padded }: CycleLoad, cycles: number): string =>
  `Cycle ${formatNumber(cycle + 1)} of ${formatNumber(cycles)}, ${words[phase]}: ${formatNumber(useful)} of ${formatNumber(side ** 2)} cells do useful work${padded > 0 ? `, ${formatNumber(padded)} multiply by the zeros of padding` : ''}.`;

function overall(shape: Shape, cycles: number): string {
  const { cells, all } = utilizationOf(shape);
  const filled = cells === 1 ? 'The weights fill every tile' : `Weights make up ${percent(cells)} of the tiles, padding the rest`;
  return `${filled}; over all ${formatNumber(cycles)} cycles, filling, waiting and draining included, ${percent(all)} of what the array could do is useful.`;
}

interface StepProps {
  readonly label: string;
  readonly to: number;
  readonly cycle: number;
  readonly cycles: number;
  readonly onGo: (cycle: number) => void;
}

/** At the end the button does nothing, yet keeps the keyboard's focus. */
function Step({ label, to, cycle, cycles, onGo }: StepProps): ReactNode {
  const off = to === cycle || to < 1 || to > cycles;
  return (
    <button
      type="button"
      className="quiet"
      aria-disabled={off}
      onClick={() => {
        if (!off) onGo(to);
      }}
    >
      {label}
    </button>
  );
}

function CycleSlider({
  cycle,
  cycles,
  onChange,
}: {
  readonly cycle: number;
  readonly cycles: number;
  readonly onChange: (cycle: number) => void;
}): ReactNode {
  const scale = useMemo((): SliderScale => ({ kind: 'linear', min: 1, max: cycles, step: 1 }), [cycles]);
  return <Slider label="Cycle" unit="1" whole scale={scale} value={cycle} onChange={onChange} />;
}

const cellColumns: readonly Column[] = [
  { label: 'Cell', kind: 'words' },
  { label: 'Weight' },
  { label: 'Activation' },
  { label: 'Sum so far' },
  { label: 'Does', kind: 'words' },
];

/** Rows and columns from 1. */
function cellRows(shape: Shape, cycle: number): readonly (readonly ReactNode[])[] {
  const [active, sums] = [activationsAt(shape, cycle), sumsAt(shape, cycle)];
  return cellsAt(shape, cycle).map(({ row, column, weight, does }) => {
    const here = (moving: { readonly row: number; readonly column: number }): boolean => moving.row === row && moving.column === column;
    const [activation, sum] = [active.find(here)?.value, sums.find(here)?.value];
    const text = (value: number | undefined): string => (value === undefined ? 'none' : formatNumber(value));
    return [
      `row ${row + 1}, column ${column + 1}`,
      weight === undefined ? 'padding' : formatNumber(weight),
      text(activation),
      text(sum),
      does,
    ];
  });
}

const loadColumns: readonly Column[] = [
  { label: 'Cycle' },
  { label: 'Phase', kind: 'words' },
  { label: 'Useful cells' },
  { label: 'Cells on padding' },
  { label: 'Useful share' },
];
const loadRow = ({ cycle, phase, useful, padded }: CycleLoad): readonly ReactNode[] => [
  formatNumber(cycle + 1),
  phase,
  formatNumber(useful),
  formatNumber(padded),
  percent(useful / side ** 2),
];
