/** The answer to a question about a whole model, and its steps. */
import type { AnyFormula, Input, Inputs } from '../formula.ts';
import { plainTex } from '../plain-form.ts';
import { formatQuantity } from '../units.ts';

export interface Step {
  readonly title: string;
  /** With numbers, without the result. */
  readonly tex: string;
  readonly sum: string;
  readonly value: number;
  readonly unit: string;
}

export interface Named {
  readonly title: string;
  readonly value: number;
  readonly unit: string;
}

export interface Answer extends Named {
  /** Besides the model: the chip, the context, types of numbers. */
  readonly given: readonly string[];
  readonly steps: readonly Step[];
  /** Such as a looser bound. */
  readonly also: readonly Named[];
  /** On the chips, where that was asked; false also where a time was asked and it does not. */
  readonly fits?: boolean;
  /** A sentence each. */
  readonly leavesOut: readonly string[];
  readonly sources: readonly string[];
}

/** TeX that stays plain text too. */
export const texAmount = (value: number, unit = '1'): string =>
  String.raw`\text{${formatQuantity(value, unit).replaceAll(/[$%]/g, '\\$&')}}`;

/** A number with its unit needs no parentheses unless the unit is a fraction. */
const plainSum = (tex: string): string => plainTex(tex).replaceAll(/(?<![\w)])\((\d[\d,.]*(?: [A-Za-zµ%]+)*)\)(?!\^)/g, '$1');

export class Working {
  readonly #steps: Step[] = [];
  readonly #sources = new Set<string>();

  get steps(): readonly Step[] {
    return this.#steps;
  }

  get sources(): readonly string[] {
    return [...this.#sources];
  }

  /** Adds a step with the formula's title and source. */
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

  /** A step that no single formula makes. */
  add(step: Omit<Step, 'sum'>): number {
    this.#steps.push({ ...step, sum: plainSum(step.tex) });
    return step.value;
  }

  cite(...sources: readonly string[]): void {
    for (const source of sources) this.#sources.add(source);
  }
}
