/** How to split a training budget: curves of equal FLOPs with their lowest points, and where published runs stand. */
import { formatNumber, formatQuantity } from '@scaling-workbook/formulas/units';
import { useMemo, type ReactNode } from 'react';
import type { Axis } from '../../../src/components/explorer/axis.ts';
import { RadioGroup, Select } from '../../../src/components/explorer/Choices.tsx';
import { DataTable, Tables, type Column } from '../../../src/components/explorer/DataTable.tsx';
import { Explorer } from '../../../src/components/explorer/Explorer.tsx';
import type { Offset } from '../../../src/components/explorer/labels.ts';
import { Labels, Line, Plot, Points, type LabelMark } from '../../../src/components/explorer/Plot.tsx';
import { numberField, oneOfField } from '../../../src/components/explorer/shared-state.ts';
import { Slider } from '../../../src/components/explorer/Slider.tsx';
import type { SliderScale } from '../../../src/components/explorer/slider-scale.ts';
import { useSharedState } from '../../../src/components/explorer/use-shared-state.ts';
import {
  budgetLine,
  fitIds,
  fits,
  isoFlopCurve,
  optimaOf,
  reducibleLoss,
  sizesBetween,
  standingOf,
  type FitId,
  type Standing,
} from './isoflop.ts';
import { runFlops, type Run } from './plan.ts';

export interface Props {
  /** Place on the page, prefix in the address: permanent. */
  readonly id: string;
  readonly runs: readonly Run[];
  /** Run at first. */
  readonly run: string;
}

type XY = readonly [x: number, y: number];

const billion = 1e9;
const trillion = 1e12;
const scales = {
  budget: { kind: 'log', min: 1e20, max: 1e27, perDoubling: 4 },
  size: { kind: 'log', min: 1e8, max: 5e12, perDoubling: 8 },
} as const satisfies Record<string, SliderScale>;

const sizeAxis: Axis = { label: 'billions of parameters', unit: '1', scale: 'log', domain: [0.1, 5000] };
const tokenAxis: Axis = { label: 'trillions of tokens', unit: '1', scale: 'log', domain: [0.001, 200] };
const lossAxis: Axis = { label: 'predicted loss above the floor, in nats', unit: '1', scale: 'log', domain: [0.035, 0.98] };
const sizes = sizesBetween(scales.size.min, scales.size.max, 120);
const budgets = [20, 21, 22, 23, 24, 25, 26, 27].map((exponent) => Number(`1e${exponent}`));
const drawnBudgets = [1e20, 1e22, 1e24, 1e26];
const rule = 20;

const fitNames: Readonly<Record<FitId, string>> = { refit: 'Refit of 2024', published: 'As published in 2022' };

function toSchema(run: Run) {
  return {
    budget: numberField(runFlops(run), scales.budget),
    size: numberField(run.params, scales.size),
    fit: oneOfField('refit', fitIds),
  };
}

const raised = (exponent: number): string => String(exponent).replace(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'.charAt(Number(digit)));
/** `5.76 × 10²³ FLOP`, which a reader compares by its exponent. */
export const flopText = (flops: number): string => {
  const [mantissa = '', exponent = ''] = flops.toExponential(2).split('e+');
  const factor = Number(mantissa);
  return `${factor === 1 ? '' : `${formatNumber(factor)} × `}10${raised(Number(exponent))} FLOP`;
};
/** Losses are compared in their third decimal, zeros included. */
const lossText = (loss: number): string => loss.toFixed(3);
const sizeText = (params: number): string => formatQuantity(params, 'param', { digits: 3 });
const tokenText = (tokens: number): string => formatQuantity(tokens, 'token', { digits: 3 });

export default function BudgetExplorer({ id, runs, run: firstRun }: Props): ReactNode {
  const first = runs.find((run) => run.id === firstRun);
  if (!first) throw new RangeError(`BudgetExplorer: run must be one of the runs, got ${firstRun}`);
  const schema = useMemo(() => toSchema(first), [first]);
  const shared = useSharedState(id, schema);
  const { budget, size, fit } = shared.values;
  const standing = standingOf(fits[fit], budget, size);
  const chosen = runs.find((run) => run.params === size && Math.abs(runFlops(run) / budget - 1) < 1e-9);
  const pick = (picked: string): void => {
    const found = runs.find((run) => run.id === picked);
    if (found) shared.set({ budget: runFlops(found), size: found.params });
  };
  const view = { fit, budget, size, standing };

  return (
    <Explorer
      id={id}
      title="Spend a budget"
      summary={sentence(view, chosen)}
      shared={shared}
      caption="All axes are logarithmic but one thing is not in them: data, tokenizer and architecture differ from run to run, so the published runs stand in the upper picture only. Of a mixture of experts the active parameters count. The loss is a prediction, by the fit to Chinchilla's own experiments."
      picture={
        <>
          <div className="pickers">
            <Select
              label="Published run"
              options={[{ value: 'own', label: 'your own' }, ...runs.map(({ id: value, name }) => ({ value, label: name }))]}
              value={chosen?.id ?? 'own'}
              onChange={pick}
            />
          </div>
          <Runs {...view} runs={runs} chosen={chosen} onPick={pick} />
          <Curves {...view} />
        </>
      }
    >
      <div className="columns long">
        <Slider
          label="Training budget, in FLOP"
          unit="1"
          scale={scales.budget}
          value={budget}
          onChange={(value) => {
            shared.set({ budget: value });
          }}
        />
        <Slider
          label="Parameters"
          unit="param"
          scale={scales.size}
          value={size}
          onChange={(value) => {
            shared.set({ size: value });
          }}
        />
        <RadioGroup
          label="Fitted law"
          name={`${id}-fit`}
          value={fit}
          options={fitIds.map((value) => ({ value, label: fitNames[value] }))}
          onChange={(picked) => {
            shared.set({ fit: picked });
          }}
        />
      </div>
      <DataTable
        caption={`One budget, ${flopText(budget)}, and what would have bought the same loss`}
        columns={splitColumns}
        rows={splitRows(view)}
      />
      <Tables>
        <DataTable caption="Published runs" columns={runColumns} rows={runs.map(runRow)} />
        <DataTable
          caption={`Lowest points of the curves, ${fitNames[fit].toLowerCase()}`}
          columns={optimumColumns}
          rows={budgets.map((flops) => optimumRow(fit, flops))}
        />
      </Tables>
    </Explorer>
  );
}

interface View {
  readonly fit: FitId;
  readonly budget: number;
  readonly size: number;
  readonly standing: Standing;
}

function sentence({ budget, size, standing: { tokens, ratio, loss, best, twin, breakEven } }: View, run: Run | undefined): string {
  const spent = `${run ? `${run.name}: ` : ''}${flopText(budget)} on ${sizeText(size)} and ${tokenText(tokens)}, ${formatNumber(ratio, 3)} for each parameter.`;
  const extra = budget / twin.flops;
  if (extra < 1.02)
    return `${spent} That is next to the lowest point of the curve: the law predicts a loss of ${lossText(loss)} nats.`;
  const where = size < best.params ? 'smaller and trained longer' : 'larger and trained less';
  const paid = `${spent} It is ${where} than this budget does best, and ${formatNumber(extra, 3)} times as much was spent as its predicted loss needs.`;
  return breakEven === undefined
    ? paid
    : `${paid} Against the best model of that loss, with ${sizeText(twin.params)}, it has paid off once ${tokenText(breakEven)} have been served.`;
}

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
];

function Runs({
  fit,
  budget,
  size,
  standing,
  runs,
  chosen,
  onPick,
}: View & { readonly runs: readonly Run[]; readonly chosen: Run | undefined; readonly onPick: (id: string) => void }): ReactNode {
  const line = inAxes(budgetLine(budget, sizes), trillion);
  const frontier = inAxes(optimaOf(fits[fit], [1e18, ...budgets, 1e28]), trillion);
  const byRule = inAxes(
    sizes.map((params) => [params, rule * params]),
    trillion,
  );
  const here: XY = [size / billion, standing.tokens / trillion];
  const best: XY = [standing.best.params / billion, standing.best.tokens / trillion];
  const dots = runs.map((run) => ({ ...run, x: run.params / billion, y: run.tokens / trillion }));
  const end = frontier.filter(([x, y]) => inside(sizeAxis, x) && inside(tokenAxis, y)).at(-1);
  const labels: readonly LabelMark[] = [
    ...(inside(tokenAxis, here[1])
      ? [{ id: 'here', x: here[0], y: here[1], text: chosen?.name ?? 'your split', tone: 'chosen', offsets: beside } as const]
      : []),
    ...(end ? [{ id: 'frontier', x: end[0], y: end[1], text: 'best split', tone: 'main', offsets: atEnd } as const] : []),
    ...dots.filter((dot) => dot.id !== chosen?.id).map(({ id, x, y, name }): LabelMark => ({ id, x, y, text: name, offsets: beside })),
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

function Curves({ fit, budget, size, standing }: View): ReactNode {
  const law = fits[fit];
  const curve = (flops: number): readonly XY[] => inAxes(isoFlopCurve(law, flops, sizes), 1).filter(([, y]) => y < lossAxis.domain[1] * 3);
  const optimum = (flops: number): XY => {
    const [[params, tokens] = [NaN, NaN]] = optimaOf(law, [flops]);
    return [params / billion, reducibleLoss(law, params, tokens)];
  };
  const lowest = [1e18, ...budgets, 1e28].map(optimum);
  const here: XY = [size / billion, standing.loss - law.irreducible];
  const best = optimum(budget);
  const shown = inside(lossAxis, here[1]);
  const labels: readonly LabelMark[] = [
    ...(shown
      ? [{ id: 'here', x: here[0], y: here[1], text: `loss ${lossText(standing.loss)}`, tone: 'chosen', offsets: beside } as const]
      : []),
    ...drawnBudgets.map((flops): LabelMark => ({
      id: String(flops),
      x: optimum(flops)[0],
      y: optimum(flops)[1],
      text: flopText(flops),
      offsets: [
        { dx: 0, dy: 15, anchor: 'middle' },
        { dx: -8, dy: 15, anchor: 'end' },
      ],
    })),
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
      <Labels labels={labels} avoid={[curve(budget), lowest]} />
    </Plot>
  );
}

const numbers = (...labels: readonly string[]): readonly Column[] => labels.map((label) => ({ label }));
const splitColumns: readonly Column[] = [
  { label: 'Split', kind: 'words' },
  ...numbers('Parameters', 'Tokens', 'Tokens for each', 'FLOPs', 'Predicted loss'),
];
const splitRow = (name: string, params: number, tokens: number, flops: number, loss: number): readonly string[] => [
  name,
  sizeText(params),
  tokenText(tokens),
  formatNumber(tokens / params, 3),
  flopText(flops),
  lossText(loss),
];
const splitRows = ({ budget, size, standing: { tokens, loss, best, twin } }: View): readonly (readonly string[])[] => [
  splitRow('Yours', size, tokens, budget, loss),
  splitRow('Best of this budget', best.params, best.tokens, budget, best.loss),
  splitRow('Cheapest of this loss', twin.params, twin.tokens, twin.flops, loss),
];

const runColumns: readonly Column[] = [
  { label: 'Run', kind: 'words' },
  ...numbers('Parameters', 'Tokens', 'Tokens for each', 'FLOPs'),
  { label: 'Published by', kind: 'words' },
];
const runRow = (run: Run): readonly ReactNode[] => [
  run.name,
  sizeText(run.params),
  tokenText(run.tokens),
  formatNumber(run.tokens / run.params, 3),
  flopText(runFlops(run)),
  <Source key="source" text={run.source} />,
];

const optimumColumns: readonly Column[] = [
  { label: 'Budget', kind: 'words' },
  ...numbers('Parameters', 'Tokens', 'Tokens for each', 'Predicted loss'),
];
const optimumRow = (fit: FitId, flops: number): readonly string[] => {
  const [[params, tokens] = [NaN, NaN]] = optimaOf(fits[fit], [flops]);
  return [
    flopText(flops),
    sizeText(params),
    tokenText(tokens),
    formatNumber(tokens / params, 3),
    lossText(fits[fit].irreducible + reducibleLoss(fits[fit], params, tokens)),
  ];
};

/** A source with its address made a link. */
function Source({ text }: { readonly text: string }): ReactNode {
  const [, before = text, url, after = ''] = /^(.*?),? (https:\/\/\S+)(.*)$/.exec(text) ?? [];
  return (
    <span className="source">
      {url === undefined ? before : <a href={url}>{before}</a>}
      {after}
    </span>
  );
}
