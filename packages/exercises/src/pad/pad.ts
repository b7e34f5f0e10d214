/**
 * Judges the working pad against the derivation of its exercise.
 *
 * Each line is computed twice: with the reader's values, and with corrected ones, where a line that differs from the derivation was put
 * right. A line that is a step only with corrected values is right by the reader's own numbers. A line that is no step is scratch and gets
 * no praise; it differs only with good reason: it is a known slip, off by a power of a thousand, upside down, or everything that follows
 * would be right but for it.
 */
import { dimensionsMatch, timesUnit, unitOf, type Exponents, type UnitReading } from '@scaling-workbook/formulas/units';
import { carriedValue, near, powerOf, type Power } from '../answer/check.ts';
import { cutLine, dimsKey, maxLines, readLine, valueWith, type LineText, type ReadLine, type RefusedLine } from './pad-lines.ts';
import type { PadSpec, PadStep } from './pad-spec.ts';
import type { Measure } from '@scaling-workbook/formulas/quantity-evaluate';

/** Codes only. */
export type Mark =
  | { readonly kind: 'scratch' }
  /** If the line had no unit, it got the step's. */
  | { readonly kind: 'step'; readonly step: number; readonly unit?: string }
  /** With the reader's own values from these lines. */
  | { readonly kind: 'carried'; readonly step: number; readonly from: readonly number[] }
  | Departure;
export type Departure = { readonly kind: 'departs' } & (
  | { readonly how: 'slip'; readonly step: number; readonly slip: number }
  | { readonly how: 'power'; readonly step: number; readonly power: Power; readonly factor: number }
  | { readonly how: 'inverted'; readonly step: number }
  | { readonly how: 'ratio'; readonly step: number; readonly factor: number }
  | { readonly how: 'given'; readonly factor: number }
);

export interface PadLine {
  /** From 0. */
  readonly at: number;
  readonly read: ReadLine | RefusedLine;
  readonly mark: Mark;
}

export interface Pad {
  readonly lines: readonly PadLine[];
  /** Whether lines beyond the limit were left out. */
  readonly cut: boolean;
}

/** With the indices of the lines whose names it uses. */
interface Line {
  readonly at: number;
  readonly text: LineText;
  readonly read: ReadLine;
  readonly uses: readonly number[];
  /** The step whose unit it got. */
  readonly bare?: number;
}

interface Target {
  readonly step: PadStep;
  readonly unit: UnitReading;
  readonly key: string;
  readonly base: number;
}

const scratch: Mark = { kind: 'scratch' };
const baseOf = ({ value, unit }: Measure): number => value * unit.scale;
const isPlain = ({ dims }: UnitReading): boolean => Object.keys(dims).length === 0;
const nouns = (soft: Exponents): string => Object.keys(soft).sort().join(' ');

const toTarget = (step: PadStep): Target => {
  const unit = unitOf(step.unit);
  return { step, unit, key: dimsKey(unit), base: step.value * unit.scale };
};

/** If only nouns tell counts apart, 64 GPUs are not 64 tokens. */
const sameKind = (a: UnitReading, b: UnitReading): boolean =>
  dimensionsMatch(a, b) && !(isPlain(a) && nouns(a.soft) !== '' && nouns(b.soft) !== '' && nouns(a.soft) !== nouns(b.soft));

/** Without a spec it only reads. Never throws. */
export function readPad(text: string, spec?: PadSpec): Pad {
  const all = text.split('\n');
  const targets = (spec?.steps ?? []).map(toTarget);
  const given = (spec?.given ?? []).map(([value, unit]) => ({ value, unit: unitOf(unit) }));
  const { lines, refused } = readLines(all.slice(0, maxLines), targets, given);
  const marks = new Judge(lines, targets, given).marks();
  return {
    lines: [
      ...refused.map(({ at, read }) => ({ at, read, mark: scratch })),
      ...lines.map(({ at, read }, i) => ({ at, read, mark: marks[i] ?? scratch })),
    ].sort((a, b) => a.at - b.at),
    cut: all.slice(maxLines).some((line) => cutLine(line) !== undefined),
  };
}

function readLines(texts: readonly string[], targets: readonly Target[], given: readonly Measure[]) {
  const lines: Line[] = [];
  const refused: { readonly at: number; readonly read: RefusedLine }[] = [];
  const values = new Map<string, Measure>();
  const places = new Map<string, number>();
  const withoutValue = new Set<string>();
  const expected = new Set([...targets.map(({ key }) => key), ...given.map(({ unit }) => dimsKey(unit))]);
  for (const [at, written] of texts.entries()) {
    const text = cutLine(written);
    if (text === undefined) continue;
    const read = 'ok' in text ? text : readLine(text, values, expected, withoutValue);
    const name = 'ok' in text ? text.text : text.name;
    if (!read.ok || 'ok' in text) {
      if (!read.ok) refused.push({ at, read });
      if (name !== undefined) {
        withoutValue.add(name);
        values.delete(name);
      }
      continue;
    }
    const bare = bareStep(read, targets, given);
    const unit = bare === undefined ? undefined : targets[bare]?.unit;
    const measure = unit ? { value: baseOf(read.measure) / unit.scale, unit } : read.measure;
    const uses = [...new Set(read.uses.flatMap((used) => places.get(used) ?? []))];
    lines.push({ at, text, read: { ...read, measure }, uses, ...(bare !== undefined && { bare }) });
    if (name === undefined) continue;
    values.set(name, measure);
    places.set(name, lines.length - 1);
    withoutValue.delete(name);
  }
  return { lines, refused };
}

const isGiven = ({ measure, digits }: ReadLine, given: readonly Measure[]): boolean =>
  digits !== undefined && given.some((other) => sameKind(measure.unit, other.unit) && near(baseOf(measure), baseOf(other), 1e-3));

/** A small round number on its own could be anything. */
const saysLittle = ({ measure, digits }: ReadLine): boolean => isPlain(measure.unit) && digits !== undefined && digits < 3;

/** In base units or those of its formula. */
function bareStep(read: ReadLine, targets: readonly Target[], given: readonly Measure[]): number | undefined {
  const { measure } = read;
  if (!isPlain(measure.unit) || measure.unit.parts.length > 0 || saysLittle(read) || isGiven(read, given)) return undefined;
  const at = targets.findIndex(({ unit, base, step }) => !isPlain(unit) && near(baseOf(measure), base, step.tolerance));
  return at < 0 ? undefined : at;
}

class Judge {
  readonly #lines: readonly Line[];
  readonly #targets: readonly Target[];
  readonly #given: readonly Measure[];
  /** The line that matches each step with the reader's own values. */
  readonly #reached: readonly (number | undefined)[];
  /** By line: the value of its name once everything before is right. */
  readonly #meant: Measure[] = [];
  readonly #marks: Mark[] = [];
  /** By step: the reader's own value to the right one, if they differ. */
  readonly #ratios: Record<string, number> = {};

  constructor(lines: readonly Line[], targets: readonly Target[], given: readonly Measure[]) {
    this.#lines = lines;
    this.#targets = targets;
    this.#given = given;
    const taken = new Set<number>();
    this.#reached = lines.map((line) => {
      const { measure } = line.read;
      const found = isGiven(line.read, given) ? undefined : this.#stepOf(measure, taken);
      // Within a step's tolerance, but exactly another one's slip: count it as the slip.
      const step =
        found !== undefined && !near(baseOf(measure), targets[found]?.base ?? 0, 1e-6) && this.#isExactSlip(measure) ? undefined : found;
      if (step !== undefined) taken.add(step);
      return step;
    });
  }

  marks(): readonly Mark[] {
    for (const [i, line] of this.#lines.entries()) {
      const { measure } = line.read;
      const meant = this.#meantBy(i) ?? measure;
      const mark = this.#markOf(i, line, meant);
      this.#marks.push(mark);
      const target = mark.kind !== 'scratch' && 'step' in mark ? this.#targets[mark.step] : undefined;
      if (mark.kind === 'departs' && mark.how === 'given') this.#meant.push({ value: measure.value / mark.factor, unit: measure.unit });
      else this.#meant.push(target && mark.kind !== 'step' ? { value: target.step.value, unit: target.unit } : target ? measure : meant);
      if (target && mark.kind !== 'scratch' && mark.kind !== 'step' && 'step' in mark) {
        const ratio = baseOf(measure) / target.base;
        if (Number.isFinite(ratio) && ratio > 0) this.#ratios[String(mark.step)] = ratio;
      }
    }
    return this.#marks;
  }

  /** The nearest one within its tolerance, preferably one that no line has matched yet. */
  #stepOf(measure: Measure, taken: ReadonlySet<number> = new Set()): number | undefined {
    const value = baseOf(measure);
    const found = this.#targets
      .map((target, at) => ({ at, off: Math.abs(Math.log(value / target.base)), target }))
      .filter(({ target }) => sameKind(measure.unit, target.unit) && near(value, target.base, target.step.tolerance))
      .sort((a, b) => Number(taken.has(a.at)) - Number(taken.has(b.at)) || a.off - b.off || a.at - b.at);
    return found[0]?.at;
  }

  #isExactSlip(measure: Measure): boolean {
    return this.#targets.some(
      ({ step, unit }) => sameKind(measure.unit, unit) && step.slips.some(([wrong]) => near(baseOf(measure), wrong * unit.scale, 1e-9)),
    );
  }

  /** Corrected where the reader's are wrong; `instead` replaces one line's. */
  #valuesFor(i: number, instead?: { readonly line: number; readonly measure: Measure }): ReadonlyMap<string, Measure> {
    const values = new Map<string, Measure>();
    for (const [j, { read }] of this.#lines.slice(0, i).entries()) {
      if (read.name === undefined) continue;
      values.set(read.name, instead?.line === j ? instead.measure : (this.#meant[j] ?? read.measure));
    }
    return values;
  }

  /** With corrected values; undefined if it is the same. */
  #meantBy(i: number): Measure | undefined {
    const line = this.#lines[i];
    if (!line?.uses.some((j) => this.#meant[j] !== this.#lines[j]?.read.measure)) return undefined;
    return valueWith(line.read, this.#valuesFor(i));
  }

  #isOpen(step: number): boolean {
    return !this.#reached.includes(step);
  }

  /** Those whose differences affect it. */
  #departedBefore(i: number): readonly number[] {
    const found = new Set<number>();
    const look = (j: number): void => {
      const mark = this.#marks[j];
      if (mark?.kind === 'departs') found.add(j);
      else for (const used of this.#lines[j]?.uses ?? []) look(used);
    };
    for (const used of this.#lines[i]?.uses ?? []) look(used);
    return [...found].sort((a, b) => a - b);
  }

  #markOf(i: number, line: Line, meant: Measure): Mark {
    const { read } = line;
    if (line.bare !== undefined) return { kind: 'step', step: line.bare, unit: this.#targets[line.bare]?.step.unit ?? '1' };
    if (isGiven(read, this.#given)) return scratch;
    const reached = this.#reached[i];
    if (reached !== undefined) return { kind: 'step', step: reached };
    const carried = meant === read.measure ? this.#byChain(read.measure) : this.#stepOf(meant, this.#taken());
    if (carried !== undefined) {
      const from = this.#departedBefore(i);
      const all = from.length > 0 ? from : this.#marks.flatMap((mark, j) => (mark.kind === 'departs' ? [j] : []));
      return { kind: 'carried', step: carried, from: all.map((j) => this.#lines[j]?.at ?? 0) };
    }
    // A later right step uses it, so it was not meant as a step.
    const served = this.#lines.some(({ uses }, j) => uses.includes(i) && this.#reached[j] !== undefined);
    return served ? scratch : (this.#known(read, meant) ?? this.#blamed(i, read) ?? this.#expected(i, read, meant) ?? scratch);
  }

  /** For a typed number: right with the reader's earlier value. */
  #byChain(measure: Measure): number | undefined {
    const at = this.#targets.findIndex(({ step, unit }, place) => {
      const carried = sameKind(measure.unit, unit) && this.#isOpen(place) ? carriedValue(step, this.#ratios) : undefined;
      return carried !== undefined && near(baseOf(measure), carried * unit.scale, step.tolerance);
    });
    return at < 0 ? undefined : at;
  }

  #known(read: ReadLine, meant: Measure): Departure | undefined {
    if (saysLittle(read)) return undefined;
    const value = baseOf(meant);
    const open = [...this.#targets.entries()].flatMap(([step, target]) => {
      const upsideDown = !isPlain(target.unit) && dimensionsMatch(meant.unit, timesUnit(unitOf('1'), target.unit, -1));
      return this.#isOpen(step) && (upsideDown || sameKind(meant.unit, target.unit))
        ? [{ ...target, step, right: target.step, upsideDown }]
        : [];
    });
    for (const { step, right, unit } of open) {
      const slip = right.slips.findIndex(([wrong]) => near(value, wrong * unit.scale, Math.min(right.tolerance, 0.005)));
      if (slip >= 0) return { kind: 'departs', how: 'slip', step, slip };
    }
    for (const { step, right, unit, base, upsideDown } of open) {
      if (upsideDown && near(value, 1 / base, right.tolerance)) return { kind: 'departs', how: 'inverted', step };
      const power = upsideDown || (isPlain(unit) && read.digits !== undefined) ? undefined : powerOf(value / unit.scale, right);
      if (power) return { kind: 'departs', how: 'power', step, ...power };
    }
    return undefined;
  }

  /** If another value here, a figure of the question or an open step, would make a later line right, this is where they differ. */
  #blamed(i: number, { measure, digits }: ReadLine): Departure | undefined {
    const users = this.#lines.flatMap(({ uses }, j) => (uses.includes(i) ? [j] : []));
    const leadsOn = (other: Measure, but?: number): boolean =>
      users.some((j) => {
        const line = this.#lines[j];
        const value = line && valueWith(line.read, this.#valuesFor(j, { line: i, measure: other }));
        const step = value && this.#stepOf(value);
        return step !== undefined && step !== but;
      });
    const factor = (other: Measure): number => baseOf(measure) / baseOf(other);
    if (digits !== undefined) {
      const meant = this.#given.find((other) => dimensionsMatch(measure.unit, other.unit) && !isPlain(other.unit) && leadsOn(other));
      if (meant) return { kind: 'departs', how: 'given', factor: factor(meant) };
    }
    for (const [step, { step: right, unit, base }] of this.#targets.entries()) {
      const other = { value: right.value, unit };
      if (base !== 0 && this.#isOpen(step) && sameKind(measure.unit, unit) && leadsOn(other, step))
        return { kind: 'departs', how: 'ratio', step, factor: factor(other) };
    }
    return undefined;
  }

  /** The one open step that a line must be meant as: it has its name, or uses the same steps. */
  #expected(i: number, read: ReadLine, meant: Measure): Departure | undefined {
    if (read.digits !== undefined && read.name === undefined) return undefined;
    const taken = [...new Set((this.#lines[i]?.uses ?? []).flatMap((j) => this.#stepAt(j) ?? []))].map(String);
    const open = [...this.#targets.entries()].filter(
      ([step, { unit, base }]) => this.#isOpen(step) && base !== 0 && sameKind(meant.unit, unit),
    );
    const named = open.filter(([, { step }]) => isNamedLike(read.name, step.title));
    const next = open.filter(([, { step }]) => taken.length > 0 && taken.every((from) => step.chains.some((chain) => chain.from === from)));
    const [only, ...others] = named.length > 0 ? named : next;
    if (!only || others.length > 0) return undefined;
    return { kind: 'departs', how: 'ratio', step: only[0], factor: baseOf(meant) / only[1].base };
  }

  #taken(): ReadonlySet<number> {
    return new Set([...this.#reached, ...this.#marks.map((_, i) => this.#stepAt(i))].filter((step) => step !== undefined));
  }

  #stepAt(i: number): number | undefined {
    const mark = this.#marks[i];
    return mark && mark.kind !== 'scratch' && 'step' in mark ? mark.step : undefined;
  }
}

const wordsOf = (text: string): readonly string[] =>
  text
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .match(/\p{L}{3,}/gu) ?? [];

/** Whether every word of the name begins a word of the title, or vice versa: `comp_time` and “Compute time”. */
function isNamedLike(name: string | undefined, title: string): boolean {
  const words = wordsOf(name ?? '');
  const titled = wordsOf(title);
  return words.length > 0 && words.every((word) => titled.some((other) => other.startsWith(word) || word.startsWith(other)));
}
