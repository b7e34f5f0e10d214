/** A training run on a cluster: model, data, chips and price give days and dollars. */
import { formatNumber, formatQuantity } from '@scaling-workbook/formulas/units';
import { useMemo, type ReactNode } from 'react';
import type { Axis } from '#explorer/axis.ts';
import { Select } from '#explorer/Choices.tsx';
import { DataTable, Tables, type Column } from '#explorer/DataTable.tsx';
import { Explorer } from '#explorer/Explorer.tsx';
import type { Offset } from '#explorer/labels.ts';
import { Band, Labels, Line, Plot, Points } from '#explorer/Plot.tsx';
import { idField, numberField } from '#explorer/shared-state.ts';
import { Slider } from '#explorer/Slider.tsx';
import type { SliderScale } from '#explorer/slider-scale.ts';
import { useSharedState } from '#explorer/use-shared-state.ts';
import { daysByGpus, planOf, secondsPerDay, type Chip, type Plan, type Run, type Settings } from './plan.ts';

export interface Props {
  /** Anchor and address prefix: permanent. */
  readonly id: string;
  readonly chips: readonly Chip[];
  readonly runs: readonly Run[];
  /** At first. */
  readonly chip: string;
  readonly run: string;
}

const scales = {
  params: { kind: 'log', min: 1e8, max: 1e12, perDoubling: 8 },
  tokens: { kind: 'log', min: 1e9, max: 1e14, perDoubling: 8 },
  gpus: { kind: 'log', min: 8, max: 65_536, perDoubling: 4, multiple: 8 },
  mfu: { kind: 'linear', min: 5, max: 60, step: 1 },
  price: { kind: 'linear', min: 0.5, max: 12, step: 0.05 },
  pue: { kind: 'linear', min: 1, max: 2, step: 0.05 },
} as const satisfies Record<keyof Settings, SliderScale>;

const axes = {
  x: { label: 'accelerators', unit: '1', scale: 'log', domain: [8, 65_536] },
  y: { label: 'days', unit: '1', scale: 'linear', domain: [0, 365] },
} as const satisfies Record<'x' | 'y', Axis>;
const clusters = Array.from({ length: 14 }, (_, i) => 8 * 2 ** i);
/** Close enough together for a smooth curve. */
const counts = [...new Set(Array.from({ length: 157 }, (_, i) => Math.round(8 * 2 ** (i / 12))))];
const typicalMfu = [0.35, 0.5] as const;
const landmarks = [
  ['a month', 30],
  ['a quarter', 91],
  ['half a year', 182],
] as const;

function toSchema(chips: readonly Chip[], chip: string, { params, tokens }: Run) {
  return {
    chip: idField(chip, chips),
    params: numberField(params, scales.params),
    tokens: numberField(tokens, scales.tokens),
    gpus: numberField(2048, { ...scales.gpus, whole: true }),
    mfu: numberField(40, scales.mfu),
    price: numberField(2, scales.price),
    pue: numberField(1.1, scales.pue),
  };
}

const timeText = (seconds: number): string => {
  const days = seconds / secondsPerDay;
  return formatQuantity(seconds, 's', { as: days > 1000 ? 'year' : days < 2 ? 'h' : 'day', digits: 3 });
};
const dollarText = (dollars: number): string => formatQuantity(dollars, '$', { digits: 3 });
const hourText = (hours: number): string => formatQuantity(hours, 'GPU*h', { digits: 3 });
const energyText = (energy: number | undefined): string =>
  energy === undefined
    ? 'not known'
    : formatQuantity(energy, 'J', { as: energy < 3.6e9 ? 'kWh' : energy < 3.6e12 ? 'MWh' : 'GWh', digits: 3 });
const powerText = (power: number | undefined): string => (power === undefined ? 'not known' : formatQuantity(power, 'W', { digits: 3 }));

export default function RunPlanner({ id, chips, runs, chip: firstChip, run: firstRun }: Props): ReactNode {
  const first = runs.find((run) => run.id === firstRun);
  if (!first) throw new RangeError(`RunPlanner: run must be one of the runs, got ${firstRun}`);
  const schema = useMemo(() => toSchema(chips, firstChip, first), [chips, firstChip, first]);
  const shared = useSharedState(id, schema);
  const { values, set, put } = shared;
  const settings: Settings = { ...values, mfu: values.mfu / 100 };
  const chip = chips.find((one) => one.id === values.chip) ?? chips[0];
  if (!chip) throw new RangeError('RunPlanner: chips must not be empty, got none');
  const plan = planOf(settings, chip);
  const run = runs.find(({ params, tokens }) => params === settings.params && tokens === settings.tokens);

  return (
    <Explorer
      id={id}
      title="Plan a run"
      summary={sentence(settings, chip, plan, run)}
      shared={shared}
      caption="The band is where MFU is between 0.35 and 0.50. A run of more than a year leaves the picture; the sentence and the tables still have it. Energy is counted at the design power of the chips, times the PUE of the building; hosts and network are left out."
      picture={
        <>
          <div className="pickers">
            <Select
              label="Model"
              options={[{ value: 'own', label: 'your own' }, ...runs.map(({ id: value, name }) => ({ value, label: name }))]}
              value={run?.id ?? 'own'}
              onChange={(picked) => {
                const found = runs.find((one) => one.id === picked);
                if (found) set({ params: found.params, tokens: found.tokens });
              }}
            />
            <Select
              label="Chip"
              options={chips.map(({ id: value, name, vendor }) => ({ value, label: name, group: vendor }))}
              value={chip.id}
              onChange={put('chip')}
            />
          </div>
          <Days settings={settings} chip={chip} plan={plan} />
        </>
      }
    >
      <Sliders values={values} onChange={set} />
      <DataTable caption="The run" columns={planColumns} rows={[['This cluster', ...planRow(plan)]]} />
      <Tables summary="The same run on other clusters">
        <DataTable
          caption={`${formatQuantity(settings.params, 'param')} on ${formatQuantity(settings.tokens, 'token')}, ${chip.name}, MFU ${formatNumber(settings.mfu)}`}
          columns={[{ label: 'Accelerators', kind: 'words' }, ...planColumns.slice(1)]}
          rows={clusters.map((gpus) => [formatNumber(gpus), ...planRow(planOf({ ...settings, gpus }, chip))])}
        />
      </Tables>
    </Explorer>
  );
}

function sentence({ params, tokens, gpus, mfu, price }: Settings, chip: Chip, plan: Plan, run: Run | undefined): string {
  const what = `${run ? `${run.name}: ` : ''}${formatQuantity(params, 'param')} on ${formatQuantity(tokens, 'token')}`;
  const where = `${formatNumber(gpus)} ${chip.name} at an MFU of ${formatNumber(mfu)}`;
  const energy = plan.energy === undefined ? '' : ` and ${energyText(plan.energy)}`;
  return `${what} with ${where} takes ${timeText(plan.time)} and ${hourText(plan.gpuHours)}: ${dollarText(plan.dollars)} at ${formatQuantity(price, '$/h')}${energy}.`;
}

const underLine: readonly Offset[] = [-8, -120].map((dx): Offset => ({ dx, dy: -9, anchor: 'end' }));
const overPoint: readonly Offset[] = [
  { dx: 12, dy: -14, anchor: 'start' },
  { dx: -12, dy: 16, anchor: 'end' },
  { dx: 12, dy: 18, anchor: 'start' },
];

function Days({ settings, chip, plan }: { readonly settings: Settings; readonly chip: Chip; readonly plan: Plan }): ReactNode {
  const line = daysByGpus(settings, chip, counts);
  const [slow, fast] = typicalMfu.map((mfu) => daysByGpus({ ...settings, mfu }, chip, counts));
  const days = plan.time / secondsPerDay;
  const shown = days <= axes.y.domain[1];
  const along = line.find(([, y]) => y < axes.y.domain[1] * 0.8);
  return (
    <Plot label={`Days of training against the number of accelerators, for ${chip.name}; the accelerators on a logarithmic axis`} {...axes}>
      {landmarks.map(([name, at]) => (
        <Line key={name} points={axes.x.domain.map((x) => [x, at] as const)} tone="faint" dash="2 4" />
      ))}
      <Band points={slow ?? []} from={fast ?? []} />
      <Line points={line} tone="main" />
      {shown && (
        <Line
          points={[
            [settings.gpus, axes.y.domain[0]],
            [settings.gpus, days],
          ]}
          tone="chosen"
        />
      )}
      <Points points={shown ? [{ id: 'plan', x: settings.gpus, y: days, tone: 'chosen' }] : []} />
      <Labels
        labels={[
          ...(shown
            ? [{ id: 'plan', x: settings.gpus, y: days, text: timeText(plan.time), tone: 'chosen', offsets: overPoint } as const]
            : []),
          ...(along
            ? [
                {
                  id: 'dollars',
                  x: along[0],
                  y: along[1],
                  text: `${dollarText(plan.dollars)} all along this line`,
                  tone: 'main',
                  offsets: overPoint,
                } as const,
              ]
            : []),
          ...landmarks.map(([text, y]) => ({ id: text, x: axes.x.domain[1], y, text, tone: 'faint', offsets: underLine }) as const),
        ]}
        avoid={[line, ...(slow ? [slow] : []), [[settings.gpus, days]]]}
      />
    </Plot>
  );
}

type Values = Omit<Settings, 'mfu'> & { readonly mfu: number };

function Sliders({ values, onChange }: { readonly values: Values; readonly onChange: (changed: Partial<Values>) => void }): ReactNode {
  const slider = (key: keyof Settings, label: string, unit: string, whole = false): ReactNode => (
    <Slider
      label={label}
      unit={unit}
      whole={whole}
      scale={scales[key]}
      value={values[key]}
      onChange={(value) => {
        onChange({ [key]: value });
      }}
    />
  );
  return (
    <div className="columns long">
      {slider('params', 'Parameters', 'param')}
      {slider('tokens', 'Training tokens', 'token')}
      {slider('gpus', 'Accelerators', '1', true)}
      {slider('mfu', 'MFU', '%')}
      {slider('price', 'Price of one for an hour', '$/h')}
      {slider('pue', 'PUE of the building', '1')}
    </div>
  );
}

const planColumns: readonly Column[] = [
  { label: 'Run', kind: 'words' },
  ...['Time', 'GPU-hours', 'Cost', 'Tokens/s on each', 'Power', 'Energy'].map((label) => ({ label })),
];
const planRow = ({ time, gpuHours, dollars, rate, power, energy }: Plan): readonly string[] => [
  timeText(time),
  hourText(gpuHours),
  dollarText(dollars),
  formatNumber(rate, 3),
  powerText(power),
  energyText(energy),
];
