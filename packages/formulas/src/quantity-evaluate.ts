/** Computes what was typed, with its units. */
import type { Expression, Sign } from './quantity-parse.ts';
import { functionNamed } from './quantity-words.ts';
import { Refusal } from './quantity-scan.ts';
import { dimensionsMatch, timesUnit, unitOf, type UnitReading } from './units.ts';

export interface Measure {
  readonly value: number;
  readonly unit: UnitReading;
}

export interface Values {
  readonly names?: ReadonlyMap<string, Measure>;
  /** `1,365` is 1.365. */
  readonly decimalComma?: boolean;
}

const one = unitOf('1');

/** Throws `Refusal` where it mixes units, divides by zero or overflows. */
export function evaluate(tree: Expression, values: Values = {}): Measure {
  const found = measure(tree, values);
  if (!Number.isFinite(found.value * found.unit.scale) || found.unit.scale === 0) throw new Refusal('not-finite');
  return found;
}

function measure(tree: Expression, values: Values): Measure {
  switch (tree.kind) {
    case 'number':
      return { value: (values.decimalComma ? tree.decimal : undefined) ?? tree.value, unit: one };
    case 'name':
      return values.names?.get(tree.name) ?? { value: Number.NaN, unit: one };
    case 'unit':
      return { value: 1, unit: tree.unit };
    case 'minus': {
      const { value, unit } = measure(tree.of, values);
      return { value: -value, unit };
    }
    case 'call':
      return call(
        tree,
        tree.args.map((part) => measure(part, values)),
      );
    case 'binary':
      return join(tree.sign, measure(tree.left, values), measure(tree.right, values), tree.at);
  }
}

function join(sign: Sign, left: Measure, right: Measure, at = 0): Measure {
  switch (sign) {
    case '*':
      return { value: left.value * right.value, unit: timesUnit(left.unit, right.unit) };
    case '/':
      if (right.value === 0) throw new Refusal('division-by-zero', at, sign);
      return { value: left.value / right.value, unit: timesUnit(left.unit, right.unit, -1) };
    case '^': {
      const power = plain(right, at, sign);
      if (left.value === 0 && power < 0) throw new Refusal('division-by-zero', at, sign);
      return { value: left.value ** power, unit: timesUnit(one, left.unit, power) };
    }
    case '+':
    case '-': {
      const added = inUnitOf(left, right, at, sign);
      const unit = left.unit.parts.length === 0 && left.unit.scale === right.unit.scale ? right.unit : left.unit;
      return { value: sign === '-' ? left.value - added : left.value + added, unit };
    }
  }
}

function call({ of, at = 0 }: Extract<Expression, { kind: 'call' }>, args: readonly Measure[]): Measure {
  const spec = functionNamed(of);
  const [first] = args;
  if (!spec || !first) return { value: Number.NaN, unit: one };
  if (of === 'sqrt') return { value: Math.sqrt(first.value), unit: timesUnit(one, first.unit, 0.5) };
  return spec.takes === 1
    ? { value: spec.of(plain(first, at, of)), unit: one }
    : { value: spec.of(...args.map((other) => inUnitOf(first, other, at, of))), unit: first.unit };
}

/** Only amounts of one kind can be added or compared. */
function inUnitOf({ unit }: Measure, other: Measure, at: number, text: string): number {
  if (!dimensionsMatch(unit, other.unit)) throw new Refusal('dimension', at, text);
  return other.value * (other.unit.scale / unit.scale);
}

function plain({ value, unit }: Measure, at: number, text: string): number {
  if (Object.keys(unit.dims).length > 0) throw new Refusal('dimension', at, text);
  return value * unit.scale;
}
