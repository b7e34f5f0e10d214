/** Decides what is sent to the browser. */
import type { End, SolvedDesign, SolvedField, SolvedNumber, SolvedPlan, SolvedSymbolic } from './readings.ts';
import { expressionTex } from './tex.ts';

/** In the field's own unit. Kept small: it is in the HTML of each exercise. */
export interface NumberCheck extends Omit<SolvedNumber, 'range' | 'printed' | 'steps' | 'slips'> {
  /** For an estimate: both ends of what is right, each with its assumption as HTML. */
  readonly range?: { readonly low: readonly [value: number, say: string]; readonly high: readonly [value: number, say: string] };
  /** Figures of the companion book, how ours comes about as HTML, and whether it is right, too. */
  readonly printed?: readonly (readonly [value: number, say: string, right: boolean])[];
  /** With their sentences as HTML. */
  readonly slips: readonly (readonly [value: number, say: string])[];
}
/** The right option, and a sentence for each as HTML. The texts of the options are in the page. */
export interface ChoiceCheck {
  readonly kind: 'choice';
  readonly key: string;
  readonly label: string;
  readonly right: number;
  readonly options: readonly string[];
  readonly say: readonly string[];
}
/** A formula over letters: its values at points where numbers stand for them, and those of slips. */
export interface SymbolicCheck extends Pick<
  SolvedSymbolic,
  'kind' | 'key' | 'label' | 'unit' | 'letters' | 'points' | 'values' | 'tolerance' | 'limit'
> {
  /** Values at the points, each with its sentence as HTML. */
  readonly slips: readonly (readonly [values: readonly number[], say: string])[];
  /** Letters that the answer does not depend on. */
  readonly idle?: readonly string[];
  /** HTML, for the page of answers. */
  readonly answer: string;
}
/** The task, with our plan, to price the reader's against. */
export type PlanCheck = Pick<SolvedPlan, 'kind' | 'key' | 'label' | 'task' | 'cheapest'>;
/** What every layout comes to, and the limits; sentences are HTML. */
export type DesignCheck = Omit<SolvedDesign, 'steps'>;
export type FieldCheck = NumberCheck | SymbolicCheck | PlanCheck | DesignCheck | ChoiceCheck;
/** What judging needs: texts of options and the printed answer are for the eye. */
export type JudgedField = NumberCheck | PlanCheck | DesignCheck | Omit<SymbolicCheck, 'answer'> | Omit<ChoiceCheck, 'options'>;

/** For a page that shows the options already. */
export const toJudged = (fields: readonly FieldCheck[]): readonly JudgedField[] =>
  fields.map((field) => {
    if (field.kind === 'number' || field.kind === 'plan' || field.kind === 'design') return field;
    if (field.kind === 'symbolic') {
      const { answer: _, ...judged } = field;
      return judged;
    }
    const { kind, key, label, right, say } = field;
    return { kind, key, label, right, say };
  });

const digits = (x: number): number => Number(x.toPrecision(12));

function toSymbolicCheck(field: SolvedSymbolic, html: (markdown: string) => string): SymbolicCheck {
  const { kind, key, label, unit, letters, points, values, tolerance, slips, limit, idle, answer } = field;
  return {
    kind,
    key,
    label,
    unit,
    letters,
    points,
    values: values.map(digits),
    tolerance,
    slips: slips.map(({ values: wrong, say }) => [wrong.map((x) => Number(x.toPrecision(7))), html(say)]),
    ...(limit && { limit: { ...limit, values: limit.values.map((x) => Number(x.toPrecision(5))) } }),
    ...(idle.length > 0 && { idle }),
    answer: html(`$${expressionTex(answer)}$`),
  };
}

/** `html` turns a sentence into HTML. Nothing else of an exercise is sent as data: no formula, derivation, `byHand` or fresh setting. */
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
  if (field.kind === 'symbolic') return toSymbolicCheck(field, html);
  if (field.kind === 'design') {
    const { steps: _, ...design } = field;
    // Rounded as limits are not, so that no rounding breaks one.
    const rows = field.rows.map((row) => row.map((x) => Number(x.toPrecision(6))));
    return {
      ...design,
      rows,
      constraints: field.constraints.map((one) => ({ ...one, limit: one.limit * (one.most ? 1 + 1e-5 : 1 - 1e-5), say: html(one.say) })),
    };
  }
  if (field.kind === 'plan') {
    const { kind, key, label, task, cheapest } = field;
    return { kind, key, label, task, cheapest };
  }
  const { kind, key, label, unit, value, tolerance, binary, range, printed, slips, chains } = field;
  const end = ({ value, say }: End): readonly [number, string] => [digits(value), html(say)];
  return {
    kind,
    key,
    label,
    unit,
    value: digits(value),
    tolerance,
    ...(binary !== undefined && { binary: digits(binary) }),
    ...(range && { range: { low: end(range.low), high: end(range.high) } }),
    ...(printed && { printed: printed.map(({ value, say, right = false }) => [value, html(say), right] as const) }),
    slips: slips.map((slip) => [digits(slip.value), html(slip.say)]),
    chains,
  };
}
