/** Runs a chain of formulas call by call: the lines of its derivation, and the wrong values that slips lead to. */
import type { AnyFormula, Inputs } from '@scaling-workbook/formulas/formula';
import { formatQuantity } from '@scaling-workbook/formulas/units';
import { asTable, wrap } from './calls.ts';
import type { Earlier, Formulas, Givens, NumberField, Plain } from './exercise.ts';

/** One call of a formula: one line of the derivation. */
export interface Step {
  readonly formula: string;
  readonly title: string;
  readonly about: string;
  readonly source: string;
  /** TeX with symbols, `I = \frac{F}{Q}`. */
  readonly general: string;
  /** TeX with the numbers put in. */
  readonly substituted: string;
  /** Undefined where letters stand for the numbers. */
  readonly value?: number;
  readonly unit: string;
  readonly say?: string;
}

/** `put` gives what stands for an input, as TeX. */
export function toStep(name: string, formula: AnyFormula, put: (input: string) => string): Step {
  const inputs = formula.takes as Inputs;
  const tex = (of: (key: string) => string): string => formula.tex(Object.fromEntries(Object.keys(inputs).map((key) => [key, of(key)])));
  return {
    formula: name,
    title: formula.title,
    about: formula.about,
    source: formula.source,
    general: `${formula.symbol ?? String.raw`\text{${formula.title}}`} = ${tex((key) => inputs[key]?.symbol ?? key)}`,
    substituted: tex(put),
    unit: formula.gives,
  };
}

function toNumberStep(name: string, formula: AnyFormula, args: never, value: number): Step {
  const values: Readonly<Record<string, number>> = formula.values(args);
  const inputs = formula.takes as Inputs;
  const put = (key: string): string => formatQuantity(values[key] ?? Number.NaN, inputs[key]?.unit ?? '1', { tex: true });
  return { ...toStep(name, formula, put), value };
}

/** In order. */
export function trace(formulas: Formulas, run: (f: Formulas) => unknown, say: readonly string[] = []): readonly Step[] {
  const steps: Step[] = [];
  run(
    wrap(formulas, (name, formula, args) => {
      const value = formula(args);
      const words = say[steps.length];
      steps.push({ ...toNumberStep(name, formula, args, value), ...(words !== undefined && { say: words }) });
      return value;
    }),
  );
  return steps;
}

/** The exercise's own, then each formula's, one call replaced at a time; each is computed later. */
export function slipsOf(
  formulas: Formulas,
  field: Pick<NumberField, 'solve' | 'slips'>,
  given: Plain<Givens>,
  earlier: Earlier,
  calls: readonly Pick<Step, 'formula'>[],
) {
  const ofFormulas = calls.flatMap(({ formula: name }, index) =>
    (asTable(formulas)[name]?.slips ?? []).map(({ name, say, of }) => ({
      name,
      say,
      own: false,
      compute: () => {
        let at = -1;
        const slipping = wrap(formulas, (_, formula, args) => (++at === index ? of(formula.values(args)) : formula(args)));
        return field.solve(given, slipping, earlier);
      },
    })),
  );
  const own = (field.slips ?? []).map(({ name, say, given: other, solve }) => ({
    name,
    say,
    own: true,
    compute: () => {
      const changed = { ...given, ...other?.(given) } as Plain<Givens>;
      return solve ? solve(changed, formulas) : field.solve(changed, formulas, earlier);
    },
  }));
  // In BF16 a forgotten element size looks like a forgotten phase or direction, which is what such an exercise is about.
  const plainest = ({ name }: { readonly name: string }): number => Number(name === 'elements-not-bytes');
  return [...own, ...ofFormulas.toSorted((a, b) => plainest(a) - plainest(b))];
}
