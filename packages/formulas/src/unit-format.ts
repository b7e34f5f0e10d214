/** Numbers in units, as text and as TeX. */
import { numerals } from './numerals.ts';
import {
  convert,
  hard,
  powers,
  spell,
  timesUnit,
  toSuperscript,
  unitName,
  unitOf,
  unitPart,
  type Unit,
  type UnitReading,
} from './unit-reading.ts';

/**
 * As the language writes it (numerals.ts): `8,192`, `1,365.33`, `1.37 × 10¹⁶`.
 *
 * Rounded to `digits` significant digits, zeros trimmed; by default six, but whole numbers stay whole. From 10^15 on and below 10^-4 as a
 * power of ten. Throws `RangeError` where the value is not finite.
 */
export function formatNumber(value: number, digits?: number): string {
  return show(value, digits, false, 1e15);
}

function show(value: number, digits: number | undefined, tex: boolean, limit: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`value must be finite, got ${value}`);
  if (digits !== undefined && !(Number.isInteger(digits) && digits >= 1 && digits <= 15)) {
    throw new RangeError(`digits must be a whole number from 1 to 15, got ${digits}`);
  }
  const rounded = digits === undefined && Number.isInteger(value) && Math.abs(value) < limit ? value : round(value, digits);
  const size = Math.abs(rounded);
  const sign = rounded < 0 ? (tex ? '-' : '−') : '';
  if (size !== 0 && (size >= limit || size < 1e-4)) {
    const [mantissa = '', exponent = ''] = size.toExponential().split('e');
    const power = Number(exponent);
    return sign + written(mantissa, tex) + (tex ? String.raw`\times10^{${power}}` : ` × 10${toSuperscript(power)}`);
  }
  return sign + written(String(size), tex);
}

/** Digits as JavaScript prints them, with the signs of the language. */
function written(digits: string, tex: boolean): string {
  const as = tex ? texSign : (sign: string): string => sign;
  const [whole = '', decimals] = digits.split('.');
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, as(numerals.group));
  return grouped + (decimals === undefined ? '' : as(numerals.decimal) + decimals);
}

/** TeX takes a bare comma for punctuation and drops a space. */
const texSign = (sign: string): string => (sign === '.' ? sign : /\s/.test(sign) ? String.raw`\,` : `{${sign}}`);

/** The largest number stays: rounded, it would be infinite. */
const round = (value: number, digits = 6) => {
  const rounded = Number(value.toPrecision(digits));
  return Number.isFinite(rounded) ? rounded : value;
};

export interface QuantityFormat {
  /** Six by default, and then whole counts stay whole. */
  readonly digits?: number | undefined;
  /** In exactly this unit, such as `GB` or `ms`. */
  readonly as?: Unit | UnitReading | undefined;
  readonly tex?: boolean | undefined;
}

/**
 * As the book prints it: `990 TFLOP/s`, `138.827 µs`, `4,000 tokens/s`, `$4/h`, `38.5 %`, `70.6 billion params`, and just the number for
 * the unit `1`.
 *
 * A unit without prefix gets the one that fits (bytes and FLOPs upwards, seconds downwards); one with a prefix, and a ratio such as
 * `FLOP/B`, stay. Throws `RangeError` where the value is not finite, the unit is unknown, or `as` measures something else.
 */
export function formatQuantity(value: number, unit: Unit | UnitReading, { digits, as, tex = false }: QuantityFormat = {}): string {
  if (!Number.isFinite(value))
    throw new RangeError(`value must be finite, got ${value} ${typeof unit === 'string' ? unit : unitName(unit)}`);
  const [amount, shown] = as === undefined ? fitPrefix(value, unitOf(unit), digits) : [convert(value, unit, as), unitOf(as)];
  const [first] = shown.parts;
  const counted = first?.exponent === 1 && first.prefix === '' && (!(first.name in hard) || first.name === '$');
  const [scale, scaleWord] = counted ? largeCount(round(amount, digits)) : [1, ''];
  const isHard = !counted && Object.keys(shown.dims).length > 0;
  const number = show(amount / scale, digits, tex, isHard ? 1e9 : 1e15);
  return attach(number, scaleWord, shown, tex);
}

/** The dollar where the language has it, the rest after the number. */
function attach(number: string, scaleWord: string, unit: UnitReading, tex: boolean): string {
  const [first] = unit.parts;
  const large = scaleWord === '' ? '' : tex ? String.raw`\ \text{${scaleWord}}` : ` ${scaleWord}`;
  if (first?.name === '$' && first.prefix === '' && first.exponent === 1) {
    const cents = scaleWord === '' ? number.replace(/\d\D+\d$/, '$&0') : number;
    if (!numerals.dollarFirst) return cents + large + space(tex) + roman(spell(unit), tex);
    const money = cents.replace(/^[-−]?/, (sign) => sign + (tex ? '\\$' : '$'));
    const rest = spell({ ...unit, parts: unit.parts.slice(1) });
    return money + large + (rest === '' || rest.startsWith('/') ? fraction(rest, tex) : space(tex) + roman(rest, tex));
  }
  const name = spell(unit, scaleWord !== '' || !/^[-−]?1$/.test(number));
  if (name === '' || name.startsWith('/')) return number + large + fraction(name, tex);
  if (name === '%') return number + (tex ? String.raw`\,\%` : ' %');
  return number + large + space(tex) + roman(name, tex);
}

const space = (tex: boolean) => (tex ? '\\ ' : ' ');
/** Upright. As one word, a screen reader does not spell it out. */
const roman = (name: string, tex: boolean) => {
  if (!tex) return name;
  const escaped = name.replace(/[$%]/g, '\\$&');
  return /[µ·^]/.test(name)
    ? String.raw`\mathrm{${escaped
        .replaceAll('µ', '\\mu ')
        .replaceAll('·', '{\\cdot}')
        .replace(/\^([^/·\\{}]+)/g, '^{$1}')}}`
    : String.raw`\text{${escaped}}`;
};
const fraction = (name: string, tex: boolean) => (name === '' ? '' : `/${roman(name.slice(1), tex)}`);

function largeCount(value: number): readonly [scale: number, word: string] {
  const size = Math.abs(value);
  if (size >= 1e15 || size < 1e6) return [1, ''];
  const scale = size >= 1e12 ? 1e12 : size >= 1e9 ? 1e9 : 1e6;
  const word = numerals.large(scale, size / scale);
  return word === undefined ? [1, ''] : [scale, word];
}

/** Brings the rounded number into [1, 1000), where the unit takes a prefix and has none. */
function fitPrefix(value: number, unit: UnitReading, digits?: number): readonly [number, UnitReading] {
  const [first, ...rest] = unit.parts;
  const kind = first && hard[first.name]?.[2];
  if (kind === undefined || kind === 'none' || first?.exponent !== 1 || unit.parts.some(({ prefix }) => prefix !== ''))
    return [value, unit];
  // 1,365 FLOP/B is never said in kilo; nor are dollars.
  if (first.name === '$' || value === 0 || rest.some(({ name }) => name === 'B')) return [value, unit];
  const size = Math.abs(round(value, digits));
  // An amount of work is written 6.35 × 10²⁴ FLOP; nobody says yottaFLOP.
  if (first.name === 'FLOP' && rest.length === 0 && size >= 1e18) return [value, unit];
  const down = kind === 'both' && first.name !== 'Hz' ? ['p', 'n', 'µ', 'm'] : [];
  const up = first.name === 's' ? [] : ['k', 'M', 'G', 'T', 'P', 'E', 'Z', 'Y'];
  const scaleOf = (prefix: string) => powers[prefix] ?? 1;
  const ladder = [...down, '', ...up];
  const prefix = ladder.findLast((candidate) => size >= scaleOf(candidate)) ?? down[0] ?? '';
  const fitted = rest.reduce((product, part) => timesUnit(product, unitPart(part.name), part.exponent), unitPart(first.name, prefix));
  return [value / scaleOf(prefix), fitted];
}
