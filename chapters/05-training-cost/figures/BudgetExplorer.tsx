/** Splits of a training budget: curves of equal FLOPs with their lowest points, and published runs. */
import { tokensPerParam } from '@scaling-workbook/formulas/scaling-laws';
import { formatNumber } from '@scaling-workbook/formulas/units';
import { useMemo, type ReactNode } from 'react';
import { RadioGroup, Select } from '#explorer/Choices.tsx';
import { DataTable, Tables, type Column } from '#explorer/DataTable.tsx';
import { Explorer } from '#explorer/Explorer.tsx';
import { numberField, oneOfField } from '#explorer/shared-state.ts';
import { Slider } from '#explorer/Slider.tsx';
import type { SliderScale } from '#explorer/slider-scale.ts';
import { useSharedState } from '#explorer/use-shared-state.ts';
import { Curves, Runs } from './BudgetPlots.tsx';
import { fitNames, flopText, inBillions, lossText, sentence, type View } from './budget-words.ts';
import { fitIds, fits, optimaOf, reducibleLoss, standingOf, type FitId } from './isoflop.ts';
import { runFlops, type Run } from './plan.ts';

export interface Props {
  /** Anchor and address prefix: permanent. */
  readonly id: string;
  readonly runs: readonly Run[];
  /** At first. */
  readonly run: string;
}

const scales = {
  budget: { kind: 'log', min: 1e20, max: 1e27, perDoubling: 4 },
  size: { kind: 'log', min: 3e8, max: 5e12, perDoubling: 8 },
} as const satisfies Record<string, SliderScale>;
const budgets = [20, 21, 22, 23, 24, 25, 26, 27].map((exponent) => Number(`1e${exponent}`));

function toSchema(run: Run) {
  return {
    budget: numberField(runFlops(run), scales.budget),
    size: numberField(run.params, scales.size),
    fit: oneOfField('refit', fitIds),
  };
}

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
      caption="All axes are logarithmic. The blue line joins the best splits, the dotted one has 20 tokens for each parameter, and the red one is your budget. Published runs stand in the upper picture only, since their data, tokenizers and architectures differ and the law was fitted to Chinchilla’s experiments. Of a mixture of experts the active parameters count."
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

const numbers = (...labels: readonly string[]): readonly Column[] => labels.map((label) => ({ label }));
const splitColumns: readonly Column[] = [
  { label: 'Split', kind: 'words' },
  ...numbers('Parameters (10⁹)', 'Tokens (10⁹)', 'Tokens for each', 'FLOPs', 'Loss'),
];
const splitRow = (name: string, params: number, tokens: number, flops: number, loss: number): readonly string[] => [
  name,
  inBillions(params),
  inBillions(tokens),
  formatNumber(tokensPerParam({ tokens, params }), 3),
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
  ...numbers('Parameters (10⁹)', 'Tokens (10⁹)', 'Tokens for each', 'FLOPs'),
  { label: 'Published by', kind: 'words' },
];
const runRow = (run: Run): readonly ReactNode[] => [
  run.name,
  inBillions(run.params),
  inBillions(run.tokens),
  formatNumber(tokensPerParam({ tokens: run.tokens, params: run.params }), 3),
  flopText(runFlops(run)),
  <Source key="source" text={run.source} />,
];

const optimumColumns: readonly Column[] = [
  { label: 'Budget', kind: 'words' },
  ...numbers('Parameters (10⁹)', 'Tokens (10⁹)', 'Tokens for each', 'Loss'),
];
const optimumRow = (fit: FitId, flops: number): readonly string[] => {
  const [[params, tokens] = [NaN, NaN]] = optimaOf(fits[fit], [flops]);
  return [
    flopText(flops),
    inBillions(params),
    inBillions(tokens),
    formatNumber(tokensPerParam({ tokens, params }), 3),
    lossText(fits[fit].irreducible + reducibleLoss(fits[fit], params, tokens)),
  ];
};

/** With its address as a link. */
function Source({ text }: { readonly text: string }): ReactNode {
  const [, before = text, url, after = ''] = /^(.*?),? (https:\/\/\S+)(.*)$/.exec(text) ?? [];
  return (
    <span className="source">
      {url === undefined ? before : <a href={url}>{before}</a>}
      {after}
    </span>
  );
}
