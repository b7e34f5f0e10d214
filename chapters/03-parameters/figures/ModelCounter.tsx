/** Where parameters, FLOPs and bytes go: pick a model, change its shape, or paste a config.json. */
import type { ModelConfig } from '@scaling-workbook/formulas/model';
import { parameterList } from '@scaling-workbook/formulas/model-tensors';
import { formatNumber, formatQuantity } from '@scaling-workbook/formulas/units';
import { useMemo, type ReactNode } from 'react';
import { RadioGroup, Select } from '#explorer/Choices.tsx';
import { DataTable, Tables, type Column } from '#explorer/DataTable.tsx';
import { Explorer } from '#explorer/Explorer.tsx';
import { numberField, oneOfField } from '#explorer/shared-state.ts';
import { Slider } from '#explorer/Slider.tsx';
import type { SliderScale } from '#explorer/slider-scale.ts';
import { useSharedState } from '#explorer/use-shared-state.ts';
import { barsOf, figuresOf, type Bar, type Use } from './model-bars.ts';
import { configField, fromDifference } from './model-config.ts';
import { PasteConfig, ShapeForm } from './ModelForms.tsx';
import type { Preset } from './presets.ts';

export interface Props {
  /** Anchor and address prefix: permanent. */
  readonly id: string;
  readonly presets: readonly Preset[];
  /** At first. */
  readonly first: string;
}

const scales = {
  tokens: { kind: 'log', min: 128, max: 1_048_576, perDoubling: 4, multiple: 128 },
  sequences: { kind: 'log', min: 1, max: 4096, perDoubling: 4, multiple: 1 },
} as const satisfies Record<string, SliderScale>;

const precisions = [
  { value: '2', label: 'BF16', note: '2 bytes' },
  { value: '1', label: 'FP8 or INT8', note: '1 byte' },
] as const;

const own = 'own';

function toSchema(presets: readonly Preset[], first: string) {
  return {
    model: oneOfField(first, [...presets.map(({ id }) => id), own]),
    own: configField,
    tokens: numberField(8192, { ...scales.tokens, whole: true }),
    sequences: numberField(8, { ...scales.sequences, whole: true }),
    bytes: oneOfField('2', ['2', '1']),
  };
}

export default function ModelCounter({ id, presets, first }: Props): ReactNode {
  const schema = useMemo(() => toSchema(presets, first), [presets, first]);
  const shared = useSharedState(id, schema);
  const { values, set, put } = shared;
  // A link may ask for one's own model and hold none that can be read.
  const preset = presets.find((one) => one.id === (values.model === own && values.own === undefined ? first : values.model));
  const config = useMemo(() => (preset ? fromDifference(preset.shape) : values.own), [preset, values.own]);
  if (config === undefined) throw new RangeError(`ModelCounter: first must be one of the presets, got ${first}`);
  const use: Use = { tokens: values.tokens, sequences: values.sequences, bytes: Number(values.bytes) };
  const bars = barsOf(config, use);
  const name = preset?.name ?? 'Your own model';
  const change = (changed: ModelConfig): void => {
    set({ model: own, own: changed });
  };
  const options = [
    ...presets.map((one) => ({ value: one.id, label: one.name, group: one.group })),
    { value: own, label: 'Your own model', group: 'Other' },
  ];

  return (
    <Explorer
      id={id}
      title="Where the numbers go"
      summary={sentence(name, config, use, preset)}
      shared={shared}
      picture={
        <>
          <Select
            label="Model"
            options={options}
            value={preset?.id ?? own}
            onChange={(model) => {
              set({ model, own: model === own ? config : undefined });
            }}
          />
          <div className="model-bars">
            {bars.map((one) => (
              <StackedBar key={one.id} bar={one} />
            ))}
          </div>
        </>
      }
      caption="FLOPs count every matrix that a token is multiplied with, a tied head too, and attention over the context averaged over the sequence. The embedding is looked up and costs none. Activations are left out of the memory. Red is what grows with the context or the number of sequences."
    >
      <div className="columns">
        <Slider label="Tokens of each sequence" unit="token" value={values.tokens} scale={scales.tokens} whole onChange={put('tokens')} />
        <Slider
          label="Sequences at once"
          unit="sequence"
          value={values.sequences}
          scale={scales.sequences}
          whole
          onChange={put('sequences')}
        />
        <RadioGroup label="Weights and cache in" name={`${id}-bytes`} options={precisions} value={values.bytes} onChange={put('bytes')} />
      </div>
      <details className="model-form">
        <summary>Change its shape</summary>
        <ShapeForm config={config} onChange={change} />
      </details>
      <details className="model-form">
        <summary>Paste a config.json from Hugging Face</summary>
        <PasteConfig onRead={change} />
      </details>
      <Tables>
        <DataTable caption={`${name}: the three bars`} columns={sliceColumns} rows={bars.flatMap(sliceRows)} />
        <DataTable caption={`${name}: every tensor of parameters`} columns={tensorColumns} rows={tensorRows(config)} />
      </Tables>
    </Explorer>
  );
}

const big = (value: number, unit: string, digits = 3): string => formatQuantity(value, unit, { digits });
const share = (part: number, whole: number): string => {
  const percent = (part / whole) * 100;
  return percent < 0.1 ? 'below 0.1 %' : formatQuantity(part / whole, '1', { as: '%', digits: percent < 9.95 ? 2 : 3 });
};

function sentence(name: string, config: ModelConfig, use: Use, preset: Preset | undefined): string {
  const { parameters, active, flopsPerToken, cachePerToken, cacheBytes, weightBytes } = figuresOf(config, use);
  const matches = preset && Math.abs(parameters - preset.published) < preset.precision;
  const published = preset === undefined ? '' : matches ? ', as published' : `; published are ${formatNumber(preset.published)}`;
  const used = active < parameters ? ` Of these a token uses ${big(active, 'param')}.` : '';
  const cache =
    cachePerToken === 0
      ? 'An encoder keeps no cache.'
      : `${formatQuantity(use.sequences, 'sequence')} of ${formatQuantity(use.tokens, 'token')} keep ${big(cacheBytes, 'B')} of cache, ${share(cacheBytes, weightBytes)} of the ${big(weightBytes, 'B')} that the weights take.`;
  return `${name} has ${formatNumber(parameters)} parameters${published}.${used} A token costs ${big(flopsPerToken, 'FLOP')} forward. ${cache}`;
}

/** Below this share of the bar a slice has no room for its name. */
const room = { wide: 0.13, narrow: 0.3 } as const;

function StackedBar({ bar: { id, title, unit, slices, total } }: { readonly bar: Bar }): ReactNode {
  const starts = slices.map((_, i) => slices.slice(0, i).reduce((sum, { value }) => sum + value, 0));
  const at = (value: number): number => Number(((value / total) * 1000).toFixed(3));
  return (
    <section className="model-bar" aria-labelledby={`model-${id}`}>
      <h4 id={`model-${id}`}>
        {title} <span>{big(total, unit)}</span>
      </h4>
      <div className="names" aria-hidden="true">
        {slices.map(({ label, value }, i) =>
          value / total < room.wide ? undefined : (
            <span
              key={label}
              data-narrow={value / total >= room.narrow}
              style={{ left: `${at(starts[i] ?? 0) / 10}%`, maxWidth: `${at(value) / 10}%` }}
            >
              {label}
            </span>
          ),
        )}
      </div>
      <svg viewBox="0 0 1000 30" preserveAspectRatio="none" width="100%" height="30" aria-hidden="true">
        {slices.map(({ look, label, value }, i) => (
          <rect key={label} data-look={look} x={at(starts[i] ?? 0)} width={at(value)} height="30" />
        ))}
      </svg>
      <ul>
        {slices.map(({ look, label, value }) => (
          <li key={label}>
            <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
              <rect data-look={look} width="12" height="12" />
            </svg>
            <span>{label}</span> <span className="note">{big(value, unit)}</span> <span className="note">{share(value, total)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const sliceColumns: readonly Column[] = [
  { label: 'What', kind: 'words' },
  { label: 'Part', kind: 'words' },
  { label: 'Amount' },
  { label: 'Share' },
];

const sliceRows = ({ title, unit, slices, total }: Bar): readonly (readonly ReactNode[])[] => [
  ...slices.map(({ label, value }) => [title, label, big(value, unit, 6), share(value, total)]),
  [title, 'all', big(total, unit, 6), ''],
];

const tensorColumns: readonly Column[] = [
  { label: 'Tensor', kind: 'words' },
  { label: 'Shape' },
  { label: 'How often' },
  { label: 'Parameters' },
];

const tensorRows = (config: ModelConfig): readonly (readonly ReactNode[])[] =>
  parameterList(config).map(({ name, shape, count }) => [
    <code key={name}>{name}</code>,
    `[${shape.join(', ')}]`,
    formatNumber(count),
    formatNumber(shape.reduce((product, side) => product * side, count)),
  ]);
