/** A slider with a text field that reads `80 GB`, `4096` or `1e6`. */
import * as words from './words/slider.ts';
import { formatQuantity } from '@scaling-workbook/formulas/units';
import { useId, useMemo, useState, type ReactNode } from 'react';
import { nearestStop, readTyped, stopsOf, type SliderScale } from './slider-scale.ts';

export interface SliderProps {
  readonly label: string;
  /** Of `value` and of a bare number typed; `1` for a plain number. */
  readonly unit: string;
  readonly value: number;
  /** The same object on every render, so that stops are computed once. */
  readonly scale: SliderScale;
  /** Typed values must be whole too. */
  readonly whole?: boolean;
  readonly onChange: (value: number) => void;
}

export function Slider({ label, unit, value, scale, whole, onChange }: SliderProps): ReactNode {
  const id = useId();
  const stops = useMemo(() => stopsOf(scale), [scale]);
  /** While it differs from the value. */
  const [draft, setDraft] = useState<string>();
  const [error, setError] = useState<string>();
  const shown = formatQuantity(value, unit);

  const settle = (text: string | undefined, next?: number): void => {
    setDraft(text);
    setError(undefined);
    if (next !== undefined && next !== value) onChange(next);
  };
  const commit = (): void => {
    if (draft === undefined) return;
    const reading = readTyped(draft, { unit, stops, whole, only: scale.kind === 'steps' });
    if (reading.ok) settle(undefined, reading.value);
    else setError(reading.say);
  };

  return (
    <div className="slider">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="range"
        autoComplete="off"
        min={0}
        max={stops.length - 1}
        step={1}
        value={nearestStop(stops, value, scale.kind)}
        aria-valuetext={shown}
        onChange={(event) => {
          settle(undefined, stops[event.currentTarget.valueAsNumber]);
        }}
      />
      <input
        type="text"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        enterKeyHint="done"
        aria-label={words.typedField(label)}
        aria-describedby={`${id}-told`}
        aria-invalid={error === undefined ? undefined : true}
        value={draft ?? shown}
        onChange={(event) => {
          setDraft(event.currentTarget.value);
        }}
        onBlur={commit}
        onKeyDown={({ key }) => {
          if (key === 'Enter') commit();
          else if (key === 'Escape') settle(undefined);
        }}
      />
      <p className="told" id={`${id}-told`} role="status">
        {error !== undefined && words.stillShown(error, shown)}
      </p>
    </div>
  );
}
