/** Published runs around the best splits, and loss against size on one budget. */
import type { ReactNode } from 'react';
import type { Axis } from '#explorer/axis.ts';
import type { Offset } from '#explorer/labels.ts';
import { Labels, Line, Plot, Points, type LabelMark } from '#explorer/Plot.tsx';
import { flopText, lossText, type View } from './budget-words.ts';
import { budgetLine, fits, isoFlopCurve, optimaOf, reducibleLoss, sizesBetween } from './isoflop.ts';
import type { Run } from './plan.ts';

type XY = readonly [x: number, y: number];

const billion = 1e9;
const trillion = 1e12;
const sizeAxis: Axis = { label: 'billions of parameters', unit: '1', scale: 'log', domain: [0.3, 5000] };
const tokenAxis: Axis = { label: 'trillions of tokens', unit: '1', scale: 'log', domain: [0.01, 100] };
const lossAxis: Axis = { label: 'predicted loss above the floor, in nats', unit: '1', scale: 'log', domain: [0.035, 0.98] };
const sizes = sizesBetween(sizeAxis.domain[0] * billion, sizeAxis.domain[1] * billion, 120);
/** For the line of best splits to leave the picture on both sides. */
const budgets = sizesBetween(1e17, 1e29, 13);
const drawnBudgets = [1e20, 1e22, 1e24, 1e26];
const rule = 20;

const inAxes = (points: readonly XY[], yUnit: number): readonly XY[] => points.map(([x, y]) => [x / billion, y / yUnit]);
const inside = ({ domain }: Axis, value: number): boolean => value >= domain[0] && value <= domain[1];
const atEnd: readonly Offset[] = [
  { dx: -6, dy: 14, anchor: 'end' },
  { dx: -6, dy: -12, anchor: 'end' },
];
const beside: readonly Offset[] = [
  { dx: 10, dy: -12, anchor: 'start' },
  { dx: 10, dy: 14, anchor: 'start' },
  { dx: -10, dy: 14, anchor: 'end' },
  { dx: -10, dy: -12, anchor: 'end' },
  { dx: 0, dy: -18, anchor: 'middle' },
  { dx: 0, dy: 20, anchor: 'middle' },
  { dx: 28, dy: 2, anchor: 'start' },
  { dx: -28, dy: -2, anchor: 'end' },
  { dx: 12, dy: 32, anchor: 'start' },
  { dx: -12, dy: 32, anchor: 'end' },
  { dx: 12, dy: -32, anchor: 'start' },
  { dx: -12, dy: -32, anchor: 'end' },
];
/** Under the rising half of a curve, or over its end. */
const underCurve: readonly Offset[] = [
  { dx: 8, dy: 12, anchor: 'start' },
  { dx: 0, dy: 18, anchor: 'middle' },
  { dx: -4, dy: -14, anchor: 'end' },
];
/** Those that the text mentions. */
const prominent: readonly string[] = ['chinchilla-70b', 'gopher-280b', 'llama-3-8b', 'llama-3-70b', 'deepseek-v3', 'gpt3-175b'];
const rank = ({ id }: { readonly id: string }): number => (prominent.includes(id) ? prominent.indexOf(id) : prominent.length);

export function Runs({
  fit,
  budget,
  size,
  standing,
  runs,
  chosen,
  onPick,
}: View & { readonly runs: readonly Run[]; readonly chosen: Run | undefined; readonly onPick: (id: string) => void }): ReactNode {
  const line = inAxes(budgetLine(budget, sizes), trillion);
  const frontier = inAxes(optimaOf(fits[fit], budgets), trillion);
  const byRule = inAxes(
    sizes.map((params) => [params, rule * params]),
    trillion,
  );
  const here: XY = [size / billion, standing.tokens / trillion];
  const best: XY = [standing.best.params / billion, standing.best.tokens / trillion];
  // The prominent ones on top.
  const dots = runs.map((run) => ({ ...run, x: run.params / billion, y: run.tokens / trillion })).toSorted((a, b) => rank(b) - rank(a));
  const end = frontier.filter(([x, y]) => inside(sizeAxis, x) && inside(tokenAxis, y)).at(-1);
  const labels: readonly LabelMark[] = [
    ...(inside(tokenAxis, here[1])
      ? [{ id: 'here', x: here[0], y: here[1], text: chosen?.name ?? 'your split', tone: 'chosen', offsets: beside } as const]
      : []),
    ...(end ? [{ id: 'frontier', x: end[0], y: end[1], text: 'best split', tone: 'main', offsets: atEnd } as const] : []),
    ...dots
      .filter((dot) => dot.id !== chosen?.id)
      .toSorted((a, b) => rank(a) - rank(b))
      .map(({ id, x, y, name }): LabelMark => ({ id, x, y, text: name, offsets: beside })),
  ];
  return (
    <Plot
      label={`Parameters and training tokens of ${runs.length} published runs, with the best split of each budget; both axes logarithmic`}
      x={sizeAxis}
      y={tokenAxis}
      height={440}
    >
      <Line points={byRule} tone="faint" dash="2 4" />
      <Line points={frontier} tone="main" />
      <Line points={line} tone="chosen" />
      <Points points={dots.filter((dot) => dot.id !== chosen?.id).map(({ id, x, y }) => ({ id, x, y }))} onPick={onPick} />
      <Points
        points={[
          { id: 'best', x: best[0], y: best[1], tone: 'chosen', hollow: true } as const,
          { id: 'here', x: here[0], y: here[1], tone: 'chosen' } as const,
        ].filter(({ y }) => inside(tokenAxis, y))}
      />
      <Labels labels={labels} avoid={[line, frontier, ...dots.map(({ x, y }) => [[x, y]] as const)]} />
    </Plot>
  );
}

export function Curves({ fit, budget, size, standing }: View): ReactNode {
  const law = fits[fit];
  const curve = (flops: number): readonly XY[] => inAxes(isoFlopCurve(law, flops, sizes), 1).filter(([, y]) => y < lossAxis.domain[1] * 3);
  const optimum = (flops: number): XY => {
    const [[params, tokens] = [NaN, NaN]] = optimaOf(law, [flops]);
    return [params / billion, reducibleLoss(law, params, tokens)];
  };
  const pointOn = (flops: number, size: number): XY => {
    const [point = [size, NaN] as const] = inAxes(isoFlopCurve(law, flops, [size * billion]), 1);
    return point;
  };
  const lowest = budgets.map(optimum);
  const here: XY = [size / billion, standing.loss - law.irreducible];
  const best = optimum(budget);
  const shown = inside(lossAxis, here[1]);
  const labels: readonly LabelMark[] = [
    ...(shown
      ? [{ id: 'here', x: here[0], y: here[1], text: `loss ${lossText(standing.loss)}`, tone: 'chosen', offsets: beside } as const]
      : []),
    ...drawnBudgets.map((flops): LabelMark => {
      const [x, y] = pointOn(flops, optimum(flops)[0] * 3);
      return { id: String(flops), x, y, text: flopText(flops), offsets: underCurve };
    }),
  ];
  return (
    <Plot
      label="Predicted loss against the size of the model on one budget, for several budgets; both axes logarithmic"
      x={sizeAxis}
      y={lossAxis}
      height={340}
      narrowHeight={320}
    >
      {drawnBudgets.map((flops) => (
        <Line key={flops} points={curve(flops)} />
      ))}
      <Line points={lowest} tone="main" />
      <Line points={curve(budget)} tone="chosen" />
      <Points
        points={[
          ...(inside(lossAxis, best[1]) ? [{ id: 'best', x: best[0], y: best[1], tone: 'chosen', hollow: true } as const] : []),
          ...(shown ? [{ id: 'here', x: here[0], y: here[1], tone: 'chosen' } as const] : []),
        ]}
      />
      <Labels labels={labels} avoid={[curve(budget), lowest, ...drawnBudgets.map(curve)]} />
    </Plot>
  );
}
