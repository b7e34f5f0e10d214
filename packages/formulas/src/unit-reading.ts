/**
 * What a unit text means.
 *
 * Five hard dimensions (FLOP, B, s, $, J) must match before two numbers are compared. What one can count (tokens, parameters, GPUs, layers
 * …) is a soft noun: shown, but 4,000 tokens/s and 4,000/s agree.
 */

/** Such as `FLOP/s`, `ms`, `$/h`, `tokens/s/GPU`, `1` or `%`. */
export type Unit = string;

/** By name; 0 is left out. */
export type Exponents = Readonly<Record<string, number>>;

/** Such as `{ prefix: 'T', name: 'B', exponent: 1, scale: 1e12 }`. */
export interface UnitPart {
  readonly prefix: string;
  readonly name: string;
  readonly exponent: number;
  readonly scale: number;
}

export interface UnitReading {
  /** Base units (FLOP, B, s, $, J, counts) in one of this. */
  readonly scale: number;
  /** Of FLOP, B, s, $ and J. */
  readonly dims: Exponents;
  /** Of nouns. */
  readonly soft: Exponents;
  /** In the order written, with canonical names. */
  readonly parts: readonly UnitPart[];
}

/**
 * What `FLOPS` may mean: a count of operations (`never`), a rate where it ends in a capital S (`capital`), or a rate (`always`). People
 * write all three.
 */
export type FlopsAsRate = 'never' | 'capital' | 'always';

/** `up` from kilo, `both` also milli and below, `binary` up and the binary ones. */
type Prefixes = 'none' | 'up' | 'both' | 'binary';

const time = (seconds: number, prefixes: Prefixes = 'none') => [seconds, { s: 1 }, prefixes] as const;
/** All other names are nouns. */
export const hard: Readonly<Record<string, readonly [scale: number, dims: Exponents, prefixes: Prefixes]>> = {
  FLOP: [1, { FLOP: 1 }, 'up'],
  B: [1, { B: 1 }, 'binary'],
  bit: [1 / 8, { B: 1 }, 'binary'],
  s: time(1, 'both'),
  min: time(60),
  h: time(3600),
  day: time(86_400),
  week: time(604_800),
  year: time(31_536_000),
  Hz: [1, { s: -1 }, 'both'],
  J: [1, { J: 1 }, 'both'],
  W: [1, { J: 1, s: -1 }, 'both'],
  Wh: [3600, { J: 1 }, 'both'],
  $: [1, { $: 1 }, 'both'],
  '¢': [0.01, { $: 1 }, 'none'],
  '%': [0.01, {}, 'none'],
};

const soft =
  'token param element GPU TPU chip device card node host pod rack core SM sequence block thread warp batch microbatch request query user example sample image layer step head expert stage rank replica pass row column tile bucket cycle op instruction sector message hop link iteration run page kernel value weight'.split(
    ' ',
  );

/** Lower-case; `B` and `b` are told apart earlier. */
const spellings: ReadonlyMap<string, string> = new Map(
  [
    ...Object.keys(hard).filter((name) => name !== 'B'),
    ...soft,
    ...'byte=B bytes=B bits=bit flops=FLOP sec=s secs=s second=s seconds=s mins=min minute=min minutes=min hr=h hrs=h hour=h hours=h d=day wk=week yr=year hertz=Hz joule=J joules=J watt=W watts=W usd=$ us$=$ dollar=$ dollars=$ cent=¢ cents=¢ percent=% pct=% tok=token toks=token parameter=param parameters=param elem=element elems=element seq=sequence seqs=sequence req=request reqs=request'.split(
      ' ',
    ),
    ...['day', 'week', 'year'].map((name) => `${name}s=${name}`),
    ...soft.map((name) => `${plural(name)}=${name}`),
  ].map((entry) => {
    const [spelling = '', name = spelling] = entry.split('=');
    return [spelling.toLowerCase(), name] as const;
  }),
);

export const powers: Readonly<Record<string, number>> = {
  ...{ k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15, E: 1e18, Z: 1e21, Y: 1e24 },
  ...{ m: 1e-3, µ: 1e-6, n: 1e-9, p: 1e-12 },
  ...{ Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40, Pi: 2 ** 50, Ei: 2 ** 60 },
};
const prefixSpellings: Readonly<Record<string, string>> = {
  ...{ K: 'k', u: 'µ', μ: 'µ', kilo: 'k', mega: 'M', giga: 'G', tera: 'T', peta: 'P', exa: 'E' },
  ...{ milli: 'm', micro: 'µ', nano: 'n', pico: 'p', kibi: 'Ki', mebi: 'Mi', gibi: 'Gi', tebi: 'Ti', pebi: 'Pi' },
};

function plural(noun: string): string {
  if (noun === 'query') return 'queries';
  return noun + (/(?:s|ch)$/.test(noun) ? 'es' : 's');
}

const nameOf = (word: string): string | undefined => (word === 'B' ? 'B' : word === 'b' ? 'bit' : spellings.get(word.toLowerCase()));

/** Undefined where the unit takes no such prefix or the case leaves a doubt. */
function prefixOf(written: string, rest: string, name: string): string | undefined {
  const kind = hard[name]?.[2] ?? (name === 'token' || name === 'param' ? 'up' : 'none');
  const takes = (prefix: string) => {
    const power = powers[prefix];
    return power !== undefined && kind !== 'none' && (prefix.endsWith('i') ? kind === 'binary' : kind === 'both' || power > 1);
  };
  // mW and MW, ms and Ms, ps and Ps differ by case alone, so the wrong case leaves a doubt.
  if (kind === 'both' && /^[mp]$/i.test(written) && rest.length < 3 && rest !== name) return undefined;
  const exact = prefixSpellings[written] ?? written;
  if (takes(exact)) return exact;
  if (name === 's' && written.length === 1) return undefined;
  const capital = written.charAt(0).toUpperCase() + written.slice(1).toLowerCase();
  return [prefixSpellings[written.toLowerCase()] ?? capital, capital].find(takes);
}

/** Of plain numbers. */
export const one: UnitReading = { scale: 1, dims: {}, soft: {}, parts: [] };

export function unitPart(name: string, prefix = ''): UnitReading {
  const scale = powers[prefix] ?? 1;
  const [base, dims] = hard[name] ?? [1, {}];
  return { scale: base * scale, dims, soft: name in hard ? {} : { [name]: 1 }, parts: [{ prefix, name, exponent: 1, scale }] };
}

/**
 * Such as `GB`, `µs`, `FLOPs`, `hours`, `Gbps` or `tokens`; undefined where it is none.
 *
 * Case decides where it must: `B` bytes and `b` bits, `mW` and `MW`. It is forgiven where one reading makes sense: `KB`, `gflops`, `ghz`;
 * so `gb` is a gigabit.
 */
export function unitNamed(word: string, flops: FlopsAsRate = 'never'): UnitReading | undefined {
  const perSecond = /^(.*[bB])[pP][sS]$/.exec(word)?.[1] ?? (flops !== 'never' && isFlopsRate(word, flops) ? word : undefined);
  if (perSecond !== undefined) {
    const amount = unitNamed(perSecond);
    return amount && timesUnit(amount, unitPart('s'), -1);
  }
  for (const length of [0, 1, 2, 4, 5, 3]) {
    const rest = word.slice(length);
    const name = nameOf(rest);
    if (name === undefined) continue;
    if (length === 0) return unitPart(name);
    const prefix = prefixOf(word.slice(0, length), rest, name);
    if (prefix !== undefined) return unitPart(name, prefix);
  }
  return undefined;
}

const isFlopsRate = (word: string, flops: FlopsAsRate) => /flops$/i.test(word) && (flops === 'always' || word.endsWith('S'));

/** The product $a \cdot b^{e}$ of two units. */
export function timesUnit(a: UnitReading, b: UnitReading, exponent = 1): UnitReading {
  return {
    scale: a.scale * b.scale ** exponent,
    dims: addExponents(a.dims, b.dims, exponent),
    soft: addExponents(a.soft, b.soft, exponent),
    parts: b.parts.reduce((parts, part) => withPart(parts, { ...part, exponent: part.exponent * exponent }), a.parts),
  };
}

function withPart(parts: readonly UnitPart[], added: UnitPart): readonly UnitPart[] {
  const at = parts.findIndex(({ prefix, name }) => prefix === added.prefix && name === added.name);
  const exponent = added.exponent + (parts[at]?.exponent ?? 0);
  const merged = exponent === 0 ? [] : [{ ...added, exponent }];
  return at < 0 ? [...parts, ...merged] : parts.toSpliced(at, 1, ...merged);
}

function addExponents(a: Exponents, b: Exponents, times: number): Exponents {
  const sum = new Map(Object.entries(a));
  for (const [name, exponent] of Object.entries(b)) sum.set(name, (sum.get(name) ?? 0) + exponent * times);
  return Object.fromEntries([...sum].filter(([, exponent]) => exponent !== 0));
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';
/** `-11` as `⁻¹¹`. */
export const toSuperscript = (power: number): string => String(power).replaceAll(/./g, (sign) => superscripts[Number(sign)] ?? '⁻');

/** `⁻¹¹` as `-11`; all else stays. */
export const fromSuperscript = (text: string): string =>
  text.replace(/[⁺⁻⁰¹²³⁴-⁹]/g, (sign) => (sign === '⁻' ? '-' : sign === '⁺' ? '' : String(superscripts.indexOf(sign))));

const unitToken = /\s*(?:(per\b|[/*·⋅×()]|-(?=\p{L}))|(\p{L}+\$?|[$%]|1(?!\d))\s*(?:(?:\^|\*\*)\s*([-+]?[\d.]+))?)\s*/uy;

/**
 * Undefined where it cannot be read.
 *
 * Factors are multiplied by `*`, `·`, a hyphen or a space and divided by `/` or `per`, from left to right: `B/s/GPU` is B/(s·GPU), `GB/s*s`
 * is GB. Exponents are `s^-1` or `s⁻¹`; brackets group.
 */
export function parseUnit(text: Unit, flops: FlopsAsRate = 'never'): UnitReading | undefined {
  const plain = text.replace(/[⁺⁻]?[⁰¹²³⁴-⁹]+/g, (power) => `^${fromSuperscript(power)}`);
  let product = one;
  /** Above the line (1) or below it (-1): in this bracket, outside each open one, and for the next factor. */
  let within = 1;
  const outside: number[] = [];
  let sign = 1;
  let wanted = true;
  for (unitToken.lastIndex = 0; unitToken.lastIndex < plain.length;) {
    const [, operator, word, power] = unitToken.exec(plain) ?? [];
    if (operator === '(') {
      outside.push(within);
      within *= sign;
      wanted = true;
    } else if (word !== undefined) {
      const factor = word === '1' ? one : unitNamed(word, flops);
      const exponent = Number(power ?? 1);
      if (factor === undefined || !Number.isFinite(exponent)) return undefined;
      product = timesUnit(product, factor, exponent * sign * within);
      wanted = false;
    } else if (operator === undefined || wanted) return undefined;
    else if (operator === ')') {
      const before = outside.pop();
      if (before === undefined) return undefined;
      within = before;
    } else wanted = true;
    sign = operator === '/' || operator === 'per' ? -1 : 1;
  }
  return outside.length === 0 && !wanted ? product : undefined;
}

/** For units that the book names. Throws `RangeError` naming one that cannot be read. */
export function unitOf(unit: Unit | UnitReading): UnitReading {
  if (typeof unit !== 'string') return unit;
  const reading = parseUnit(unit);
  if (reading === undefined) throw new RangeError(`unit must be one this workbook knows, got ${unit}`);
  return reading;
}

/** Whether numbers in them can be compared. Soft nouns do not count. */
export function dimensionsMatch(a: UnitReading, b: UnitReading): boolean {
  return Object.keys(addExponents(a.dims, b.dims, -1)).length === 0;
}

/** Throws `RangeError` where the units are unknown or measure different things. */
export function convert(value: number, from: Unit | UnitReading, to: Unit | UnitReading): number {
  const [a, b] = [unitOf(from), unitOf(to)];
  if (!dimensionsMatch(a, b)) throw new RangeError(`cannot convert ${unitName(a)} to ${unitName(b)}: they measure different things`);
  return value * (a.scale / b.scale);
}

/** Without any prefix: `GB/ms` gives `B/s`. */
export function baseUnit({ dims, soft: nouns }: UnitReading): UnitReading {
  const factors = [...Object.entries(dims), ...Object.entries(nouns)];
  return factors.reduce((product, [name, exponent]) => timesUnit(product, unitPart(name), exponent), one);
}

/** The canonical text of a unit: `FLOPs per byte` gives `FLOP/B`, `us` gives `µs`. */
export function unitName(unit: UnitReading): Unit {
  const name = spell(unit);
  return name.startsWith('/') ? `1${name}` : name || '1';
}

/** As a label: `dollars`, `tokens/s`, `parameters`; nothing for a plain number. */
export const unitLabel = (unit: Unit): string => (unit === '$' ? 'dollars' : spell(unitOf(unit), true));

/** `/s` where nothing is above the line, and the noun in the plural where there are `many`. */
export function spell({ parts }: UnitReading, many = false): string {
  const over = parts.filter(({ exponent }) => exponent > 0);
  const inflected = (part: UnitPart) =>
    many && over.length === 1 && part.exponent === 1 && (!(part.name in hard) || /^(?:day|week|year)$/.test(part.name))
      ? part.name === 'param'
        ? 'parameters'
        : plural(part.name)
      : part.name;
  const power = (exponent: number) => (exponent === 1 ? '' : `^${exponent}`);
  const under = parts.filter(({ exponent }) => exponent < 0).map((part) => `/${part.prefix}${part.name}${power(-part.exponent)}`);
  return over.map((part) => part.prefix + inflected(part) + power(part.exponent)).join('·') + under.join('');
}
