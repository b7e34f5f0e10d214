/** One field per input, the result below. The formula is loaded on first use. */
import * as words from './words/calculator.ts';
import { unitWords } from './words/units.ts';
import { notRead } from '#exercise/words/not-read.ts';
import { pieceOf, readQuantity } from '@scaling-workbook/formulas/quantity';
import type { AnyFormula } from '@scaling-workbook/formulas/formula';
import { formatQuantity } from '@scaling-workbook/formulas/units';
import { useEffect, useId, useRef, useState, type ReactNode, type SubmitEvent } from 'react';
import { resultOf, typed, type Result } from './amounts.ts';
import type { Preset } from './presets.ts';

export interface CalculatorField {
  readonly name: string;
  readonly means: string;
  /** The symbol as MathML. */
  readonly symbol: string;
  readonly unit: string;
  readonly text: string;
  readonly otherwise?: number;
}

export interface CalculatorProps {
  /** Its file, and its name there. */
  readonly family: string;
  readonly name: string;
  readonly title: string;
  readonly gives: string;
  readonly fields: readonly CalculatorField[];
  readonly presets: readonly Preset[];
  readonly result: Result;
}

type CalculatorState =
  { readonly kind: 'result'; readonly result: Result; readonly from: string } | { readonly kind: 'trouble'; readonly say: string };
type Faults = Readonly<Record<string, string>>;

const modules = import.meta.glob<Readonly<Record<string, AnyFormula>>>([
  '../../packages/formulas/src/*.ts',
  '!**/{index,formulas,formula,facts,hardware,prices,command-line}.ts',
  '!**/model{,s,-cache,-check,-counts,-families,-identities,-layers,-parts,-recurrence,-tensors}.ts',
  '!**/{huggingface*,identity,json-text,names,number-types,plain-form,presets,readable-units}.ts',
  '!**/{quantity,quantity-evaluate,quantity-scan,shares,vectors}.ts',
  '!**/{sm-limits,batching-schedule,scaling-fits,training-runs,units,unit-format,unit-reading,numerals}.ts',
]);

async function load(family: string, name: string): Promise<AnyFormula> {
  const formula = (await modules[`../../packages/formulas/src/${family}.ts`]?.())?.[name];
  if (!formula) throw new Error(`no formula ${name} in ${family}`);
  return formula;
}

interface ReadField {
  readonly value?: number;
  readonly echo: string;
  readonly fault?: string;
}

function readField({ unit, text, otherwise }: CalculatorField, typedText: string): ReadField {
  if (typedText.trim() === '' && otherwise !== undefined) return { value: otherwise, echo: formatQuantity(otherwise, unit) };
  const reading = readQuantity(typedText, { unit });
  const example = words.example(unit === '1' ? undefined : unitWords(unit), text);
  if (!reading.ok) return { echo: '', fault: words.fault(notRead(reading.why, pieceOf(reading)), example) };
  if (reading.unit === 'other') return { echo: '', fault: words.fault(words.otherKind(reading.echo), example) };
  return { value: reading.value, echo: reading.echo };
}

export default function Calculator({ family, name, title, gives, fields, presets, result }: CalculatorProps): ReactNode {
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const [live, setLive] = useState(false);
  const [state, setState] = useState<CalculatorState>({ kind: 'result', result, from: '' });
  const [faults, setFaults] = useState<Faults>({});
  /** So that the same result twice is announced twice. */
  const [round, setRound] = useState(0);
  useEffect(() => {
    setLive(true);
  }, []);

  const say = (what: CalculatorState, wrong: Faults = {}): void => {
    setState(what);
    setFaults(wrong);
    setRound((n) => n + 1);
  };
  const textOf = (field: string): string => inputOf(form.current, field)?.value ?? '';

  const calculate = async (): Promise<void> => {
    const readings = fields.map((field) => ({ field, reading: readField(field, textOf(field.name)) }));
    const wrong = Object.fromEntries(
      readings.flatMap(({ field, reading }) => (reading.fault === undefined ? [] : [[field.name, reading.fault]])),
    );
    const [firstWrong] = Object.keys(wrong);
    if (firstWrong !== undefined) {
      say({ kind: 'trouble', say: words.someNotRead }, wrong);
      inputOf(form.current, firstWrong)?.focus();
      return;
    }
    try {
      const formula = await load(family, name);
      const value = formula(Object.fromEntries(readings.map(({ field, reading }) => [field.name, reading.value])) as never);
      const from = readings.map(({ field, reading }) => `${field.means} ${reading.echo}`).join(', ');
      say({ kind: 'result', result: resultOf(value, gives), from });
    } catch (error) {
      if (!(error instanceof RangeError)) {
        say({ kind: 'trouble', say: words.notLoaded });
        return;
      }
      const named = fields.find((field) => error.message.startsWith(`${title}: ${field.name} `));
      say({ kind: 'trouble', say: error.message }, named && { [named.name]: '' });
      if (named) inputOf(form.current, named.name)?.focus();
    }
  };

  const fill = (preset: Preset, option: string): void => {
    const [, ...values] = preset.options.find(([label]) => label === option) ?? [];
    for (const [i, input] of preset.fills.entries()) {
      const element = inputOf(form.current, input);
      const unit = fields.find((field) => field.name === input)?.unit ?? '1';
      const value = values[i];
      if (element && value !== undefined) element.value = typed(value, unit);
    }
    if (values.length > 0) void calculate();
  };

  return (
    <form
      className="calculator"
      ref={form}
      data-live={live ? '' : undefined}
      aria-label={words.calculated(title)}
      noValidate
      onSubmit={(event: SubmitEvent<HTMLFormElement>) => {
        event.preventDefault();
        void calculate();
      }}
    >
      {/* Disabled until the script has loaded, so that no input is lost. */}
      <fieldset role="presentation" disabled={!live}>
        {presets.length > 0 && (
          <div className="presets">
            {presets.map((preset) => (
              <label key={preset.label}>
                {preset.label}
                <select
                  defaultValue=""
                  autoComplete="off"
                  onChange={(event) => {
                    fill(preset, event.currentTarget.value);
                  }}
                >
                  <option value="">{words.ownNumbers}</option>
                  {preset.options.map(([option]) => (
                    <option key={option}>{option}</option>
                  ))}
                </select>
              </label>
            ))}
          </div>
        )}
        {fields.map((field) => (
          <InputRow key={field.name} id={`${id}${field.name}`} field={field} fault={faults[field.name]} />
        ))}
        <button type="submit">{words.calculate}</button>
      </fieldset>
      <div className="outcome" role="status" data-kind={state.kind}>
        <Outcome key={round} state={state} title={title} />
      </div>
    </form>
  );
}

const inputOf = (form: HTMLFormElement | null, name: string): HTMLInputElement | undefined => {
  const input = form?.elements.namedItem(name);
  return input instanceof HTMLInputElement ? input : undefined;
};

function InputRow({
  id,
  field,
  fault,
}: {
  readonly id: string;
  readonly field: CalculatorField;
  readonly fault: string | undefined;
}): ReactNode {
  const { name, means, symbol, unit, text, otherwise } = field;
  return (
    <div className="input-row">
      <label htmlFor={id}>
        <span className="symbol" dangerouslySetInnerHTML={{ __html: symbol }} /> {means}{' '}
        <span className="unit">
          {[
            unit === '1' ? '' : words.inUnit(unitWords(unit)),
            otherwise === undefined ? '' : words.ifEmpty(formatQuantity(otherwise, unit)),
          ]
            .filter((part) => part !== '')
            .join(', ')}
        </span>
      </label>
      <input
        id={id}
        name={name}
        type="text"
        defaultValue={text}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        enterKeyHint="done"
        aria-invalid={fault === undefined ? undefined : true}
        aria-describedby={`${id}-told`}
      />
      <p className="told" id={`${id}-told`}>
        {fault}
      </p>
    </div>
  );
}

function Outcome({ state, title }: { readonly state: CalculatorState; readonly title: string }): ReactNode {
  if (state.kind === 'trouble') return <p className="trouble">{state.say}</p>;
  const { result, from } = state;
  return (
    <>
      <p>
        <span className="label">{title}</span> <strong>{result.text}</strong>
      </p>
      {(result.exact !== undefined || from !== '') && (
        <p className="from">
          {result.exact !== undefined && `${words.inFull(result.exact)} `}
          {from !== '' && words.readAs(from)}
        </p>
      )}
    </>
  );
}
