/** One's own shape: number by number, or from a config.json. */
import { fromHuggingFaceText } from '@scaling-workbook/formulas/huggingface';
import type { ModelConfig } from '@scaling-workbook/formulas/model';
import { formatNumber } from '@scaling-workbook/formulas/units';
import { useId, useState, type ReactNode } from 'react';
import { misfit } from './model-config.ts';

interface Dimension {
  readonly label: string;
  readonly most: number;
  /** Undefined where this shape has no such number. */
  readonly of: (config: ModelConfig) => number | undefined;
  readonly put: (config: ModelConfig, value: number) => ModelConfig;
}

const plainSize = (
  label: string,
  key: 'layers' | 'width' | 'heads' | 'kvHeads' | 'headDim' | 'hidden' | 'vocab',
  most = 1e9,
): Dimension => ({
  label,
  most,
  // Latent attention has neither key-value heads nor one head width; several kinds of layers have no one number of layers.
  of: (config) =>
    (config.latent && (key === 'kvHeads' || key === 'headDim')) || (config.blocks && key === 'layers') ? undefined : config[key],
  put: (config, value) => ({ ...config, [key]: value }),
});

const expertSize = (label: string, key: 'experts' | 'active' | 'hidden'): Dimension => ({
  label,
  most: 1e9,
  of: ({ moe }) => moe?.[key],
  put: (config, value) => (config.moe ? { ...config, moe: { ...config.moe, [key]: value } } : config),
});

const dimensions: readonly Dimension[] = [
  plainSize('Layers', 'layers', 10_000),
  plainSize('Width d', 'width'),
  plainSize('Query heads', 'heads'),
  plainSize('Key and value heads', 'kvHeads'),
  plainSize('Width of a head', 'headDim'),
  {
    label: 'Width of the latent',
    most: 1e9,
    of: ({ latent }) => latent?.kvRank,
    put: (config, value) => (config.latent ? { ...config, latent: { ...config.latent, kvRank: value } } : config),
  },
  plainSize('Hidden width of the MLP', 'hidden'),
  expertSize('Experts', 'experts'),
  expertSize('Experts for a token', 'active'),
  expertSize('Hidden width of an expert', 'hidden'),
  plainSize('Vocabulary', 'vocab'),
];

export interface ShapeFormProps {
  readonly config: ModelConfig;
  readonly onChange: (config: ModelConfig) => void;
}

export function ShapeForm({ config, onChange }: ShapeFormProps): ReactNode {
  const flags = [
    { label: 'Gated MLP (three matrices)', on: config.gated, put: (gated: boolean): ModelConfig => ({ ...config, gated }) },
    { label: 'Head tied to the embedding', on: config.tied, put: (tied: boolean): ModelConfig => ({ ...config, tied }) },
  ];
  return (
    <div className="sizes">
      {dimensions.map(({ label, most, of, put }) => {
        const value = of(config);
        return value === undefined ? undefined : (
          <Size
            key={label}
            label={label}
            value={value}
            most={most}
            onChange={(next) => {
              const changed = put(config, next);
              const problem = misfit(changed);
              if (problem === undefined) onChange(changed);
              return problem;
            }}
          />
        );
      })}
      {flags.map(({ label, on, put }) => (
        <label key={label} className="choice">
          <input
            type="checkbox"
            autoComplete="off"
            checked={on}
            onChange={() => {
              onChange(put(!on));
            }}
          />
          <span>{label}</span>
        </label>
      ))}
    </div>
  );
}

interface SizeProps {
  readonly label: string;
  readonly value: number;
  readonly most: number;
  /** Takes the value, or returns why it cannot. */
  readonly onChange: (value: number) => string | undefined;
}

/** What is typed while it differs from the value, and why it was not taken. */
interface Draft {
  readonly text: string;
  /** The value that the draft was typed over; when it changes, the draft is dropped. */
  readonly over: number;
  readonly error?: string | undefined;
}

function Size({ label, value, most, onChange }: SizeProps): ReactNode {
  const id = useId();
  const [kept, setDraft] = useState<Draft>();
  const draft = kept?.over === value ? kept : undefined;
  const error = draft?.error;
  const commit = (): void => {
    if (draft === undefined) return;
    const number = Number(draft.text.replaceAll(/[\s,_]/g, ''));
    const fits = draft.text.trim() !== '' && Number.isInteger(number) && number >= 1 && number <= most;
    const problem = fits ? onChange(number) : `Type a whole number from 1 to ${formatNumber(most)}.`;
    setDraft(problem === undefined ? undefined : { ...draft, error: problem });
  };
  return (
    <div className="size">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="text"
        inputMode="numeric"
        autoComplete="off"
        enterKeyHint="done"
        aria-describedby={`${id}-told`}
        aria-invalid={error === undefined ? undefined : true}
        value={draft?.text ?? formatNumber(value)}
        onChange={(event) => {
          setDraft({ text: event.currentTarget.value, over: value });
        }}
        onBlur={commit}
        onKeyDown={({ key }) => {
          if (key === 'Enter') commit();
          else if (key === 'Escape') setDraft(undefined);
        }}
      />
      <p className="told" id={`${id}-told`} role="status">
        {error !== undefined && `${error} Still counted: ${formatNumber(value)}.`}
      </p>
    </div>
  );
}

/** Fields of a file that are not known here. */
const doubt = (unread: readonly string[]): string =>
  unread.length === 0
    ? ''
    : ` Not known here, and so not counted: ${unread.slice(0, 8).join(', ')}${unread.length > 8 ? ' and more' : ''}.`;

export function PasteConfig({ onRead }: { readonly onRead: (config: ModelConfig) => void }): ReactNode {
  const id = useId();
  const [text, setText] = useState('');
  const [told, setTold] = useState<{ readonly ok: boolean; readonly say: string }>();
  const count = (): void => {
    const reading = fromHuggingFaceText(text);
    setTold(
      reading.ok
        ? { ok: true, say: `Counted. The bars show it now.${doubt(reading.unread)}` }
        : { ok: false, say: `This model is not counted. ${reading.why}` },
    );
    if (reading.ok) onRead(reading.config);
  };
  return (
    <div className="paste">
      <label htmlFor={id}>The text of the file. It stays in your browser.</label>
      <textarea
        id={id}
        rows={6}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        value={text}
        aria-describedby={`${id}-told`}
        aria-invalid={told?.ok === false ? true : undefined}
        onChange={(event) => {
          setText(event.currentTarget.value);
        }}
      />
      <button type="button" onClick={count}>
        Count it
      </button>
      <p className="told" id={`${id}-told`} role="status" data-ok={told?.ok}>
        {told?.say}
      </p>
    </div>
  );
}
