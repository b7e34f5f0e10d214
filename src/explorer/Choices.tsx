/** One from a long list, one of a few, several of many. Native controls work with keyboards and screen readers. */
import { Fragment, useId, type ReactNode } from 'react';

export interface Option<T extends string> {
  readonly value: T;
  readonly label: string;
  /** What represents the option in the figure. */
  readonly mark?: ReactNode;
  /** After the label. */
  readonly note?: ReactNode;
  /** Select only. */
  readonly group?: string;
  /** Shown below the option (radio group only). */
  readonly below?: ReactNode;
}

interface Choice<T extends string> {
  readonly label: string;
  readonly options: readonly Option<T>[];
}

export interface SelectProps<T extends string> extends Choice<T> {
  readonly value: T;
  readonly onChange: (value: T) => void;
}

const valueIn = <T extends string>(options: readonly Option<T>[], text: string): T | undefined =>
  options.find(({ value }) => value === text)?.value;

export function Select<T extends string>({ label, options, value, onChange }: SelectProps<T>): ReactNode {
  const id = useId();
  const groups = [...new Set(options.map(({ group }) => group))];
  const change = (text: string): void => {
    const picked = valueIn(options, text);
    if (picked !== undefined) onChange(picked);
  };
  return (
    <div className="select">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        autoComplete="off"
        value={value}
        onChange={(event) => {
          change(event.currentTarget.value);
        }}
      >
        {groups.map((group) => {
          const items = options
            .filter((option) => option.group === group)
            .map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ));
          return group === undefined ? (
            <Fragment key="">{items}</Fragment>
          ) : (
            <optgroup key={group} label={group}>
              {items}
            </optgroup>
          );
        })}
      </select>
    </div>
  );
}

export interface RadioGroupProps<T extends string> extends Choice<T> {
  /** Undefined if none of this group: groups of one name are one choice under several headings. */
  readonly value: T | undefined;
  readonly name: string;
  readonly onChange: (value: T) => void;
}

export function RadioGroup<T extends string>({ label, options, value, name, onChange }: RadioGroupProps<T>): ReactNode {
  return (
    <fieldset className="radios">
      <legend>{label}</legend>
      {options.map((option) => (
        <Fragment key={option.value}>
          <label className="choice">
            <input
              type="radio"
              autoComplete="off"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => {
                onChange(option.value);
              }}
            />
            {option.mark}
            <span>{option.label}</span> {option.note !== undefined && <span className="note">{option.note}</span>}
          </label>
          {option.below}
        </Fragment>
      ))}
    </fieldset>
  );
}

export interface ToggleGroupProps<T extends string> extends Choice<T> {
  readonly values: readonly T[];
  readonly max?: number;
  readonly onChange: (values: readonly T[]) => void;
}

/** Serves as the legend, too, if every option has a mark. */
export function ToggleGroup<T extends string>({ label, options, values, max = options.length, onChange }: ToggleGroupProps<T>): ReactNode {
  const flip = (value: T): void => {
    onChange(values.includes(value) ? values.filter((other) => other !== value) : [...values, value]);
  };
  return (
    <fieldset className="toggles">
      <legend>{label}</legend>
      {options.map(({ value, label: text, mark, note }) => {
        const on = values.includes(value);
        return (
          <label key={value} className="choice">
            <input
              type="checkbox"
              autoComplete="off"
              value={value}
              checked={on}
              disabled={!on && values.length >= max}
              onChange={() => {
                flip(value);
              }}
            />
            {mark}
            <span>{text}</span> {note !== undefined && <span className="note">{note}</span>}
          </label>
        );
      })}
    </fieldset>
  );
}
