/** What the answer to a question about a whole model holds, and how it is worked out step by step. */
import type { AnyFormula, Input, Inputs } from '../formula.ts';
import { formatQuantity } from '../units.ts';

/** One line of the working. */
export interface Step {
  readonly title: string;
  /** The sum with its numbers put in, as TeX, without its result. */
  readonly tex: string;
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
  /** What it does not count, a sentence each. */
  readonly leavesOut: readonly string[];
  readonly sources: readonly string[];
}

/** A number in TeX, as working shows it. */
export const texNumber = (value: number): string => formatQuantity(value, '1', { tex: true });

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
    return this.add({ title, tex: formula.tex(Object.fromEntries(numbers) as never), value, unit: formula.gives });
  }

  /** Adds a step that no single formula makes. */
  add(step: Step): number {
    this.#steps.push(step);
    return step.value;
  }

  cite(...sources: readonly string[]): void {
    for (const source of sources) this.#sources.add(source);
  }
}
