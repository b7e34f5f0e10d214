/** What is sent to the browser: the one function that decides it, and its shape. */
import type { Chain, SolvedField } from './readings.ts';

/** All that the page knows of a number field, in the field's own unit. Kept small: it is in the HTML of each exercise. */
export interface NumberCheck {
  readonly kind: 'number';
  readonly key: string;
  readonly label: string;
  readonly unit: string;
  readonly value: number;
  readonly tolerance: number;
  /** How much larger the answer is if its GB are GiB, if either is right. */
  readonly binary?: number;
  /** Wrong values with a name, each with its sentence as HTML. */
  readonly slips: readonly (readonly [value: number, say: string])[];
  readonly chains: readonly Chain[];
}
/** A choice: which option is right, and the sentence for each as HTML. The texts of the options are in the page. */
export interface ChoiceCheck {
  readonly kind: 'choice';
  readonly key: string;
  readonly label: string;
  readonly right: number;
  readonly options: readonly string[];
  readonly say: readonly string[];
}
export type FieldCheck = NumberCheck | ChoiceCheck;
/** What judging needs of a field: the texts of the options are only for display. */
export type JudgedField = NumberCheck | Omit<ChoiceCheck, 'options'>;

/** The fields for a page that shows their options already. */
export const toJudged = (fields: readonly FieldCheck[]): readonly JudgedField[] =>
  fields.map((field) => {
    if (field.kind === 'number') return field;
    const { kind, key, label, right, say } = field;
    return { kind, key, label, right, say };
  });

const digits = (x: number): number => Number(x.toPrecision(12));

/**
 * The check spec of a solved field. `html` turns a sentence into the HTML that the page shows. Nothing else of an exercise is sent to
 * the browser as data: no formula, derivation, `byHand` or fresh setting.
 */
export function toCheckSpec(field: SolvedField, html: (markdown: string) => string): FieldCheck {
  if (field.kind === 'choice') {
    const { kind, key, label, options } = field;
    return {
      kind,
      key,
      label,
      right: options.findIndex((option) => option.right),
      options: options.map((o) => html(o.text)),
      say: options.map((o) => html(o.say)),
    };
  }
  const { kind, key, label, unit, value, tolerance, binary, slips, chains } = field;
  return {
    kind,
    key,
    label,
    unit,
    value: digits(value),
    tolerance,
    ...(binary !== undefined && { binary: digits(binary) }),
    slips: slips.map((slip) => [digits(slip.value), html(slip.say)]),
    chains,
  };
}
