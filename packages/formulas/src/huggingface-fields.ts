/** Reading fields of untrusted JSON: every problem is noted in a sentence, nothing is thrown. */

/** Far above any model there is, and small enough to notice a slip of the keyboard. */
const largest = 1e9;
const mostLayers = 10_000;

const shown = (value: unknown): string => {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return `"${value.slice(0, 40)}"`;
  return Array.isArray(value) ? 'a list' : `of type ${typeof value}`;
};

/**
 * The own fields of one JSON object. One that is missing or of the wrong kind is noted as a problem and answered with a
 * stand-in, so that a single reading finds all problems.
 */
export class Fields {
  readonly #json: Readonly<Record<string, unknown>>;
  readonly #problems = new Set<string>();

  constructor(json: object) {
    this.#json = json as Readonly<Record<string, unknown>>;
  }

  /** What was wrong so far, a sentence each. */
  get problems(): readonly string[] {
    return [...this.#problems];
  }

  /** Notes that this cannot be read. */
  refuse(why: string): void {
    this.#problems.add(why);
  }

  raw(name: string): unknown {
    return Object.hasOwn(this.#json, name) ? this.#json[name] : undefined;
  }

  /** Whether the field is there and not `null`, which configurations write for "none". */
  has(name: string): boolean {
    return (this.raw(name) ?? undefined) !== undefined;
  }

  /** A whole number from `least` to `most`; without a `fallback` the field must be there. */
  size(
    name: string,
    { least = 1, most = largest, fallback }: { readonly least?: number; readonly most?: number; readonly fallback?: number } = {},
  ): number {
    if (!this.has(name)) {
      if (fallback === undefined) this.refuse(`The field ${name} is missing.`);
      return fallback ?? least;
    }
    const value = this.raw(name);
    if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
    this.refuse(`The field ${name} must be a whole number from ${least} to ${most}, not ${shown(value)}.`);
    return least;
  }

  layers(name: string, fallback?: number): number {
    return this.size(name, { most: mostLayers, ...(fallback === undefined ? {} : { fallback }) });
  }

  flag(name: string, fallback: boolean): boolean {
    const value = this.raw(name) ?? fallback;
    if (typeof value === 'boolean') return value;
    this.refuse(`The field ${name} must be true or false, not ${shown(value)}.`);
    return fallback;
  }

  /** The entries of a list, or `undefined` where there is none. */
  list(name: string): readonly unknown[] | undefined {
    if (!this.has(name)) return undefined;
    const value = this.raw(name);
    if (Array.isArray(value)) return value as readonly unknown[];
    this.refuse(`The field ${name} must be a list, not ${shown(value)}.`);
    return undefined;
  }
}
