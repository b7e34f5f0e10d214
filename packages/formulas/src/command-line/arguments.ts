import { kebab } from '../names.ts';
import { readQuantity } from '../quantity.ts';
import { nearest } from './nearest.ts';

/** Its message is all that is shown. */
export class Refusal extends Error {}

/** Flags that take no value. */
const switches = ['json', 'help', 'training'];

/** A number in a unit, read like an answer: `80 GB`, `70.6B`, `40%`, `$2/h`, `2048 * 91 days`. */
export function readValue(flag: string, text: string, unit: string): number {
  const reading = readQuantity(text, { unit });
  if (reading.ok && reading.unit !== 'other') return reading.value;
  const foreign = reading.ok || reading.why === 'unknown-unit' || reading.why === 'dimension';
  throw new Refusal(`--${kebab(flag)}: “${text}” is ${foreign ? `not in ${unit}` : 'not a number'}`);
}

/** Each is consumed once; flags left over at the end are refused. */
export class Flags {
  readonly #given: Map<string, string>;
  /** Where a flag is missing or ambiguous, a sentence each. */
  readonly assumed: string[] = [];

  constructor(given: ReadonlyMap<string, string>) {
    this.#given = new Map(given);
  }

  has(name: string): boolean {
    return this.#given.has(name);
  }

  #nameGiven(names: readonly string[]): string | undefined {
    const [name, other] = names.filter((one) => this.#given.has(one));
    if (name === undefined || other === undefined) return name;
    throw new Refusal(`--${name} and --${other} mean the same: give only one of them`);
  }

  take(...names: readonly string[]): string | undefined {
    const name = this.#nameGiven(names);
    if (name === undefined) return undefined;
    const value = this.#given.get(name);
    this.#given.delete(name);
    return value;
  }

  /** Without consuming it. */
  peek(...names: readonly string[]): string | undefined {
    return this.#given.get(this.#nameGiven(names) ?? '');
  }

  number(unit: string, ...names: readonly string[]): number | undefined {
    const name = this.#nameGiven(names);
    const text = this.take(...names);
    return name === undefined || text === undefined ? undefined : readValue(name, text, unit);
  }

  get left(): readonly (readonly [flag: string, text: string])[] {
    return [...this.#given];
  }

  /** Refuses flags that nothing consumed, and suggests the intended one. */
  refuseLeft(title: string, known: readonly string[]): void {
    const [first] = this.#given.keys();
    if (first === undefined) return;
    const [near] = nearest(first, known);
    const meant = near === undefined ? '' : ` Did you mean --${near}?`;
    throw new Refusal(`--${first}: ${title} takes ${known.map((name) => `--${name}`).join(', ')}.${meant}`);
  }
}

export interface Arguments {
  readonly words: readonly string[];
  readonly flags: Flags;
}

export function parse(args: readonly string[]): Arguments {
  const words: string[] = [];
  const flags = new Map<string, string>();
  const waiting = [...args];
  for (let arg = waiting.shift(); arg !== undefined; arg = waiting.shift()) {
    if (!arg.startsWith('--') && arg !== '-h') {
      words.push(arg);
      continue;
    }
    const [name = '', ...rest] = arg === '-h' ? ['help'] : arg.slice(2).split('=');
    if (flags.has(name)) throw new Refusal(`--${name} is given twice`);
    if (switches.includes(name)) {
      if (rest.length > 0) throw new Refusal(`--${name} takes no value`);
      flags.set(name, 'yes');
    } else {
      const value = rest.length > 0 ? rest.join('=') : waiting.shift();
      if (value === undefined) throw new Refusal(`--${name} needs a value`);
      flags.set(name, value);
    }
  }
  return { words, flags: new Flags(flags) };
}
