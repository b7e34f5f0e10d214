/** What the answer to a question about a whole model holds, and how it is worked out step by step. */
import type { AnyFormula, Input, Inputs } from '../formula.ts';
import { plainTex } from '../plain-form.ts';
import { formatQuantity } from '../units.ts';

/** One line of the working. */
export interface Step {
  readonly title: string;
  /** The sum with its numbers put in, without its result, as TeX and as plain text. */
  readonly tex: string;
  readonly sum: string;
  readonly value: number;
  readonly unit: string;
}

/** A number with a name. */
export interface Named {
  readonly title: string;
  readonly value: number;
  readonly unit: string;
}

export interface Answer extends Named {
  /** What was taken as given, besides the model: the chip, the context, types of numbers. */
  readonly given: readonly string[];
  readonly steps: readonly Step[];
  /** Other numbers that come with the answer, such as a looser bound. */
  readonly also: readonly Named[];
  /** Whether it fits on the chips there are, where that was asked; false also where a time was asked and it does not. */
  readonly fits?: boolean;
  /** What it does not count, a sentence each. */
  readonly leavesOut: readonly string[];
  readonly sources: readonly string[];
}

/** An amount inside a sum, as TeX that stays plain text too. */
export const texAmount = (value: number, unit = '1'): string =>
  String.raw`\text{${formatQuantity(value, unit).replaceAll(/[$%]/g, '\\$&')}}`;

/** A sum as plain text, in which a number with its unit needs no parentheses unless the unit is a fraction. */
const plainSum = (tex: string): string => plainTex(tex).replaceAll(/(?<![\w)])\((\d[\d,.]*(?: [A-Za-zµ%]+)*)\)(?!\^)/g, '$1');

/** Keeps the steps of a calculation while it is made. */
export class Working {
  readonly #steps: Step[] = [];
  readonly #sources = new Set<string>();

  get steps(): readonly Step[] {
    return this.#steps;
  }

  get sources(): readonly string[] {
    return [...this.#sources];
  }

  /** Puts numbers into a formula, which becomes a step with the formula's title and source. */
  use(formula: AnyFormula, args: Readonly<Record<string, number>>, title = formula.title): number {
    const value = formula(args as never);
    const values = formula.values(args as never) as Readonly<Record<string, number>>;
    const takes: Readonly<Record<string, Input>> = formula.takes as Inputs;
    const numbers = Object.entries(takes).map(([name, { unit }]) => [name, formatQuantity(values[name] as number, unit, { tex: true })]);
    this.cite(formula.source);
    const plain = Object.entries(takes).map(([name, { unit }]) => [name, texAmount(values[name] as number, unit)]);
    const sum = plainSum(formula.tex(Object.fromEntries(plain) as never));
    this.#steps.push({ title, tex: formula.tex(Object.fromEntries(numbers) as never), sum, value, unit: formula.gives });
    return value;
  }

  /** Adds a step that no single formula makes. */
  add(step: Omit<Step, 'sum'>): number {
    this.#steps.push({ ...step, sum: plainSum(step.tex) });
    return step.value;
  }

  cite(...sources: readonly string[]): void {
    for (const source of sources) this.#sources.add(source);
  }
}
