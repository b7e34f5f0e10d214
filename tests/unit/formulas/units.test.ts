import fc from 'fast-check';
import Qty from 'js-quantities';
import katex from 'katex';
import { unit as mathUnit } from 'mathjs';
import { describe, expect, it } from 'vitest';
import {
  baseUnit,
  convert,
  dimensionsMatch,
  formatNumber,
  formatQuantity,
  parseUnit,
  unitLabel,
  unitName,
  unitOf,
} from '../../../packages/formulas/src/units.ts';

fc.configureGlobal({ seed: 20_260, numRuns: 300 });

const scaleOf = (text: string) => parseUnit(text)?.scale;
const nameOf = (text: string) => {
  const reading = parseUnit(text);
  return reading && unitName(reading);
};

describe('reading a unit', () => {
  it.each([
    // text, canonical name, base units in one of it
    ['B', 'B', 1],
    ['byte', 'B', 1],
    ['Bytes', 'B', 1],
    ['kB', 'kB', 1e3],
    ['KB', 'kB', 1e3],
    ['KiB', 'KiB', 1024],
    ['kiB', 'KiB', 1024],
    ['GB', 'GB', 1e9],
    ['gB', 'GB', 1e9],
    ['mB', 'MB', 1e6],
    ['gigabytes', 'GB', 1e9],
    ['GIGAbytes', 'GB', 1e9],
    ['microS', 'µs', 1e-6],
    ['MICROs', 'µs', 1e-6],
    ['megaHZ', 'MHz', 1e6],
    ['Mparams', 'Mparam', 1e6],
    ['bps', 'bit/s', 1 / 8],
    ['Kibps', 'Kibit/s', 128],
    ['s²', 's^2', 1],
    ['s¹²', 's^12', 1],
    ['GByte', 'GB', 1e9],
    ['gibibytes', 'GiB', 2 ** 30],
    ['GiB', 'GiB', 2 ** 30],
    ['GIB', 'GiB', 2 ** 30],
    ['TiB', 'TiB', 2 ** 40],
    ['YB', 'YB', 1e24],
    ['b', 'bit', 1 / 8],
    ['bits', 'bit', 1 / 8],
    ['Gb', 'Gbit', 1e9 / 8],
    ['gb', 'Gbit', 1e9 / 8],
    ['tb', 'Tbit', 1e12 / 8],
    ['mb', 'Mbit', 1e6 / 8],
    ['Kib', 'Kibit', 128],
    ['Gbit/s', 'Gbit/s', 1.25e8],
    ['gb/s', 'Gbit/s', 1.25e8],
    ['Gbps', 'Gbit/s', 1.25e8],
    ['GBps', 'GB/s', 1e9],
    ['FLOP', 'FLOP', 1],
    ['FLOPs', 'FLOP', 1],
    ['flop', 'FLOP', 1],
    ['TFLOPS', 'TFLOP', 1e12],
    ['gflops', 'GFLOP', 1e9],
    ['mflops', 'MFLOP', 1e6],
    ['petaflop/s-days', 'PFLOP·day/s', 8.64e19],
    ['s', 's', 1],
    ['sec', 's', 1],
    ['seconds', 's', 1],
    ['ms', 'ms', 1e-3],
    ['msec', 'ms', 1e-3],
    ['Ms', 'Ms', 1e6],
    ['µs', 'µs', 1e-6],
    ['μs', 'µs', 1e-6],
    ['us', 'µs', 1e-6],
    ['microseconds', 'µs', 1e-6],
    ['ns', 'ns', 1e-9],
    ['ps', 'ps', 1e-12],
    ['min', 'min', 60],
    ['hr', 'h', 3600],
    ['Hours', 'h', 3600],
    ['d', 'day', 86_400],
    ['days', 'day', 86_400],
    ['weeks', 'week', 604_800],
    ['year', 'year', 31_536_000],
    ['mW', 'mW', 1e-3],
    ['MW', 'MW', 1e6],
    ['KW', 'kW', 1e3],
    ['kw', 'kW', 1e3],
    ['kWh', 'kWh', 3.6e6],
    ['mHz', 'mHz', 1e-3],
    ['MHz', 'MHz', 1e6],
    ['ghz', 'GHz', 1e9],
    ['pJ', 'pJ', 1e-12],
    ['%', '%', 0.01],
    ['percent', '%', 0.01],
    ['1', '1', 1],
    ['USD/hr', '$/h', 1 / 3600],
    ['dollars', '$', 1],
    ['$/Mtok', '$/Mtoken', 1e-6],
    ['GB/s*s', 'GB', 1e9],
    ['GB/s/s', 'GB/s^2', 1e9],
    ['GB/(s*GPU)', 'GB/s/GPU', 1e9],
    ['B/(s/GPU)', 'B·GPU/s', 1],
    ['1/(s/(B*GPU))', 'B·GPU/s', 1],
    ['FLOPs per byte', 'FLOP/B', 1],
    ['tokens per second per GPU', 'token/s/GPU', 1],
    ['tokens/s/GPU', 'token/s/GPU', 1],
    ['GPU hours', 'GPU·h', 3600],
    ['GPU-hours', 'GPU·h', 3600],
    ['GPU*h', 'GPU·h', 3600],
    ['kW·h', 'kW·h', 3.6e6],
    ['1/s', '1/s', 1],
    ['s^-1', '1/s', 1],
    ['s⁻¹', '1/s', 1],
    ['s⁺²', 's^2', 1],
    ['B·s⁻¹', 'B/s', 1],
    ['s**2', 's^2', 1],
    ['ms^2', 'ms^2', 1e-6],
    ['tok', 'token', 1],
    ['parameters', 'param', 1],
    ['passes', 'pass', 1],
    ['microbatches', 'microbatch', 1],
    ['queries', 'query', 1],
    ['gpus', 'GPU', 1],
  ])('%s is %s', (text, name, scale) => {
    expect(nameOf(text)).toBe(name);
    expect(scaleOf(text)).toBeCloseTo(scale, 15 - Math.ceil(Math.log10(scale) + 1));
  });

  it.each(
    // mw, mj, mhz and MS leave milli and mega in doubt, so they are refused and not guessed.
    [
      '',
      ' ',
      'x',
      'apple',
      'mw',
      'mj',
      'mhz',
      'MS',
      'mS',
      'Gs/',
      'gs',
      'ts',
      '/',
      '/s',
      'a//b',
      'B/',
      '((((',
      '(B',
      'B)',
      'B)(s',
      '()',
      'kh',
      'kmin',
      'k%',
      'mtokens^',
      's^',
      's^1.2.3',
      's2',
      'H100',
      'A100',
      '10/s',
      '2',
      'B^^2',
      '€',
      '😀',
      'constructor',
      '__proto__',
      'toString',
      'kiFLOP',
      'KiFLOP',
      'Kis',
      'kGPU',
      'Gbpsx',
    ],
  )('%j is no unit', (text) => {
    expect(parseUnit(text)).toBeUndefined();
  });

  it('leaves nothing of a factor that cancels', () => {
    expect(parseUnit('B/s*s')).toEqual(parseUnit('B'));
  });

  it('tells hard dimensions, which must match, from soft nouns, which need not', () => {
    expect(parseUnit('tokens/s/GPU')).toMatchObject({ dims: { s: -1 }, soft: { token: 1, GPU: -1 } });
    expect(parseUnit('W')).toMatchObject({ dims: { J: 1, s: -1 }, soft: {} });
    expect(parseUnit('Hz')).toMatchObject({ dims: { s: -1 }, soft: {} });
    expect(parseUnit('FLOP/s/W')?.dims).toEqual({ FLOP: 1, J: -1 });
    expect(dimensionsMatch(unitOf('token/s'), unitOf('Hz'))).toBe(true);
    expect(dimensionsMatch(unitOf('%'), unitOf('GPU'))).toBe(true);
    expect(dimensionsMatch(unitOf('B/s'), unitOf('B'))).toBe(false);
  });

  it('takes FLOPS for a rate only where it is asked to', () => {
    const dims = (text: string, rate: 'never' | 'capital' | 'always') => parseUnit(text, rate)?.dims;
    expect(dims('TFLOPS', 'never')).toEqual({ FLOP: 1 });
    expect(dims('TFLOPS', 'capital')).toEqual({ FLOP: 1, s: -1 });
    expect(dims('TFLOPs', 'capital')).toEqual({ FLOP: 1 });
    expect(dims('TFLOPs', 'always')).toEqual({ FLOP: 1, s: -1 });
    expect(dims('TFLOP', 'always')).toEqual({ FLOP: 1 });
    expect(dims('TFLOPS/W', 'always')).toEqual({ FLOP: 1, J: -1 });
  });

  it('agrees with mathjs on every SI and binary prefix of bytes, bits, seconds, watts, joules and hertz', () => {
    const up = ['', 'k', 'M', 'G', 'T', 'P', 'E', 'Z', 'Y'];
    const table = [
      ...[...up, 'Ki', 'Mi', 'Gi', 'Ti', 'Pi'].flatMap((prefix) => [[`${prefix}B`, 'B', 1] as const, [`${prefix}b`, 'b', 1 / 8] as const]),
      ...[...up, 'm', 'u', 'n', 'p'].flatMap((prefix) =>
        ['s', 'W', 'J', 'Hz'].map((name) => [prefix + name, { s: 's', W: 'W', J: 'J', Hz: 'Hz' }[name] ?? '', 1] as const),
      ),
    ];
    for (const [text, base, factor] of table) {
      const expected = mathUnit(1, text).toNumber(base) * factor;
      expect((scaleOf(text) ?? Number.NaN) / expected, text).toBeCloseTo(1, 12);
    }
  });

  it('agrees with js-quantities on times, energies and information rates', () => {
    const table = [['min', 'min', 's'], ['hours', 'hours', 's'], ['day', 'day', 's'], ['weeks', 'weeks', 's'], ['kWh', 'kWh', 'J'], ['MW*h', 'MW*h', 'J'], ['GB/h', 'GB/h', 'B/s'], ['Mb/s', 'Mb/s', 'B/s'], ['TB/min', 'TB/min', 'B/s']] as const; // prettier-ignore
    for (const [ours, theirs, base] of table) {
      expect((scaleOf(ours) ?? Number.NaN) / Qty(`1 ${theirs}`).to(base).scalar, ours).toBeCloseTo(1, 9);
    }
  });

  it('multiplies scales as mathjs does, for generated products and quotients', () => {
    const word = fc.constantFrom('s', 'ms', 'us', 'GB', 'MiB', 'kB', 'W', 'MW', 'kJ', 'GHz', 'hour', 'week');
    const factor = fc.tuple(fc.constantFrom('*', '/'), word, fc.constantFrom('', '^2', '^-1'));
    fc.assert(
      fc.property(word, fc.array(factor, { maxLength: 4 }), (first, rest) => {
        const text = first + rest.map((part) => part.join('')).join('');
        const reading = unitOf(text);
        const expected = mathUnit(1, text).toSI();
        // toSI counts in bits for information: 8 for each byte.
        const bytes = reading.dims['B'] ?? 0;
        const theirs = Number(expected.toNumeric(expected.formatUnits() || undefined)) / 8 ** bytes;
        expect(reading.scale / theirs).toBeCloseTo(1, 9);
      }),
    );
  });

  it('reads its own canonical name as the same unit', () => {
    const word = fc.constantFrom(
      'FLOP',
      'TFLOP',
      'B',
      'GiB',
      'Gbit',
      's',
      'µs',
      'h',
      'day',
      '$',
      'kWh',
      'W',
      'token',
      'Mtoken',
      'GPU',
      '%',
    );
    const factor = fc.tuple(word, fc.integer({ min: -3, max: 3 }));
    fc.assert(
      fc.property(fc.array(factor, { minLength: 1, maxLength: 5 }), (factors) => {
        const reading = unitOf(factors.map(([name, exponent]) => `${name}^${exponent}`).join(' '));
        const again = unitOf(unitName(reading));
        expect(again.dims).toEqual(reading.dims);
        expect(again.soft).toEqual(reading.soft);
        expect(again.scale / reading.scale).toBeCloseTo(1, 9);
      }),
    );
  });

  it('is total: any text gives a unit or undefined, within the time limit of a test', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => void parseUnit(text)));
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('B', 's', '/', '*', '(', ')', '^', '-', '1', ' ', 'per', '⁻', '²'), maxLength: 60 }),
        (text) => void parseUnit(text),
      ),
    );
    for (const piece of ['(', 'B/', 'B ', '1', 'per ', '^', ' ', 'x', '😀']) expect(() => parseUnit(piece.repeat(5000))).not.toThrow();
  }, 30_000);
});

describe('converting', () => {
  it('keeps a number in its own unit bit for bit, and changes units by their published factors', () => {
    expect(convert(41.8, 'ms', 'ms')).toBe(41.8);
    expect(convert(80, 'GiB', 'GB')).toBeCloseTo(85.899_345_92, 10); // 80 · 1.073741824
    expect(convert(400, 'Gbit/s', 'GB/s')).toBeCloseTo(50, 12);
    expect(convert(1, 'PFLOP/s*day', 'FLOP')).toBeCloseTo(8.64e19, -7);
    expect(convert(0.385, '1', '%')).toBeCloseTo(38.5, 12);
  });
  it('refuses units it does not know or that measure different things', () => {
    expect(() => convert(1, 'GB', 's')).toThrow(new RangeError('cannot convert GB to s: they measure different things'));
    expect(() => convert(1, 'apples', 's')).toThrow(new RangeError('unit must be one this workbook knows, got apples'));
  });
});

describe('showing a number', () => {
  it.each([
    [0, undefined, '0'],
    [-0, undefined, '0'],
    [1, undefined, '1'],
    [8192, undefined, '8,192'],
    [1365.333_333, undefined, '1,365.33'],
    [1365.333_333, 3, '1,370'],
    [295.522_388, 4, '295.5'],
    [0.5, undefined, '0.5'],
    [0.000_123_456_7, undefined, '0.000123457'],
    [0.000_012, undefined, '1.2 × 10⁻⁵'],
    [-42.5, undefined, '−42.5'],
    [137_438_953_472, undefined, '137,438,953,472'],
    [137_438_953_472, 3, '137,000,000,000'],
    [1.234_567_89e15, undefined, '1.23457 × 10¹⁵'],
    [3.8e25, undefined, '3.8 × 10²⁵'],
    [999_999.9, undefined, '1,000,000'],
    [1e-320, undefined, '1 × 10⁻³²⁰'],
    [1e15, undefined, '1 × 10¹⁵'],
    [1e-4, undefined, '0.0001'],
    [Math.PI, 15, '3.14159265358979'],
    [Number.MAX_VALUE, 1, '1.7976931348623157 × 10³⁰⁸'],
  ] as const)('%d with %s digits is %s', (value, digits, text) => {
    expect(formatNumber(value, digits)).toBe(text);
  });

  it('refuses what is no number, naming it', () => {
    for (const value of [Number.NaN, Infinity, -Infinity]) {
      expect(() => formatNumber(value)).toThrow(new RangeError(`value must be finite, got ${value}`));
      expect(() => formatQuantity(value, 'GB')).toThrow(new RangeError(`value must be finite, got ${value} GB`));
    }
    for (const digits of [0, 16, 2.5, Number.NaN])
      expect(() => formatNumber(1, digits)).toThrow(/^digits must be a whole number from 1 to 15/);
  });
});

describe('showing a quantity', () => {
  it.each([
    [990e12, 'FLOP/s', '990 TFLOP/s', String.raw`990\ \text{TFLOP/s}`],
    [3.35e12, 'B/s', '3.35 TB/s', String.raw`3.35\ \text{TB/s}`],
    [0.000_138_827, 's', '138.827 µs', String.raw`138.827\ \mathrm{\mu s}`],
    [0.138_827, 'ms', '0.138827 ms', String.raw`0.138827\ \text{ms}`],
    [1365.333, 'FLOP/B', '1,365.33 FLOP/B', String.raw`1{,}365.33\ \text{FLOP/B}`],
    [137_438_953_472, 'FLOP', '137.439 GFLOP', String.raw`137.439\ \text{GFLOP}`],
    [999.999_999_9e9, 'B', '1 TB', String.raw`1\ \text{TB}`],
    [999, 'B', '999 B', String.raw`999\ \text{B}`],
    [0.5, 'B', '0.5 B', String.raw`0.5\ \text{B}`],
    [0, 'B/s', '0 B/s', String.raw`0\ \text{B/s}`],
    [-2e9, 'B', '−2 GB', String.raw`-2\ \text{GB}`],
    [2, 'B/element', '2 B/element', String.raw`2\ \text{B/element}`],
    [327_680, 'B/token', '327.68 kB/token', String.raw`327.68\ \text{kB/token}`],
    [7e-13, 'J/FLOP', '0.7 pJ/FLOP', String.raw`0.7\ \text{pJ/FLOP}`],
    [700, 'W', '700 W', String.raw`700\ \text{W}`],
    [1.755e9, 'Hz', '1.755 GHz', String.raw`1.755\ \text{GHz}`],
    [86_400, 's', '86,400 s', String.raw`86{,}400\ \text{s}`],
    [80, 'GiB', '80 GiB', String.raw`80\ \text{GiB}`],
    [1.5e11, 'GB', '1.5 × 10¹¹ GB', String.raw`1.5\times10^{11}\ \text{GB}`],
    [1, 'token', '1 token', String.raw`1\ \text{token}`],
    [1, 'token/s', '1 token/s', String.raw`1\ \text{token/s}`],
    [4000, 'token/s', '4,000 tokens/s', String.raw`4{,}000\ \text{tokens/s}`],
    [3, 'pass', '3 passes', String.raw`3\ \text{passes}`],
    [2, 'query', '2 queries', String.raw`2\ \text{queries}`],
    [1.5, 'day', '1.5 days', String.raw`1.5\ \text{days}`],
    [70.6e9, 'param', '70.6 billion parameters', String.raw`70.6\ \text{billion}\ \text{parameters}`],
    [15e12, 'token', '15 trillion tokens', String.raw`15\ \text{trillion}\ \text{tokens}`],
    [999_999.99e3, 'token', '1 billion tokens', String.raw`1\ \text{billion}\ \text{tokens}`],
    [2e15, 'token', '2 × 10¹⁵ tokens', String.raw`2\times10^{15}\ \text{tokens}`],
    [1_720_320, 'GPU*h', '1.72032 million GPU·h', String.raw`1.72032\ \text{million}\ \mathrm{GPU{\cdot}h}`],
    [4, '1/s', '4/s', String.raw`4/\text{s}`],
    [9.5, 'B/s^2', '9.5 B/s^2', String.raw`9.5\ \mathrm{B/s^{2}}`],
    [1.06, '$', '$1.06', String.raw`\$1.06`],
    [1.5, '$', '$1.50', String.raw`\$1.50`],
    [4, '$/h', '$4/h', String.raw`\$4/\text{h}`],
    [-5, '$', '−$5', String.raw`-\$5`],
    [2.2e6, '$', '$2.2 million', String.raw`\$2.2\ \text{million}`],
    [0.6, '$/Mtoken', '$0.60/Mtoken', String.raw`\$0.60/\text{Mtoken}`],
    [38.5, '%', '38.5 %', String.raw`38.5\,\%`],
    [3.8e25, '1', '3.8 × 10²⁵', String.raw`3.8\times10^{25}`],
    [8192, '1', '8,192', '8{,}192'],
    [6.35e24, 'FLOP', '6.35 × 10²⁴ FLOP', String.raw`6.35\times10^{24}\ \text{FLOP}`],
    [1e18, 'FLOP', '1 × 10¹⁸ FLOP', String.raw`1\times10^{18}\ \text{FLOP}`],
    [9.99e17, 'FLOP', '999 PFLOP', String.raw`999\ \text{PFLOP}`],
    [1e18, 'FLOP/s', '1 EFLOP/s', String.raw`1\ \text{EFLOP/s}`],
    [2e18, 'B', '2 EB', String.raw`2\ \text{EB}`],
    [0, 's', '0 s', String.raw`0\ \text{s}`],
    [0.5, 'Hz', '0.5 Hz', String.raw`0.5\ \text{Hz}`],
    [5e6, 'h', '5,000,000 h', String.raw`5{,}000{,}000\ \text{h}`],
    [5e6, 'B/ms', '5,000,000 B/ms', String.raw`5{,}000{,}000\ \text{B/ms}`],
    [2, 's^12', '2 s^12', String.raw`2\ \mathrm{s^{12}}`],
    [11, 'token', '11 tokens', String.raw`11\ \text{tokens}`],
    [1e6, 'token', '1 million tokens', String.raw`1\ \text{million}\ \text{tokens}`],
    [1e15, 'token', '1 × 10¹⁵ tokens', String.raw`1\times10^{15}\ \text{tokens}`],
    [5e6, 'ktoken', '5,000,000 ktokens', String.raw`5{,}000{,}000\ \text{ktokens}`],
    [2e12, 'token^2', '2,000,000,000,000 token^2', String.raw`2{,}000{,}000{,}000{,}000\ \mathrm{token^{2}}`],
    [3, 'k$', '3 k$', String.raw`3\ \text{k\$}`],
    [3, '$^2', '3 $^2', String.raw`3\ \mathrm{\$^{2}}`],
    [3, '1/$', '3/$', String.raw`3/\text{\$}`],
    [3, '$*GPU', '$3 GPU', String.raw`\$3\ \text{GPU}`],
  ])('%d %s is %s', (value, unit, text, tex) => {
    expect(formatQuantity(value, unit)).toBe(text);
    expect(formatQuantity(value, unit, { tex: true })).toBe(tex);
    expect(katex.renderToString(tex, { throwOnError: true })).toContain('katex');
  });

  it('shows exactly the unit it is told to, rounded as told', () => {
    expect(formatQuantity(85_899_345_920, 'B', { as: 'GiB' })).toBe('80 GiB');
    expect(formatQuantity(85_899_345_920, 'B', { as: 'GB', digits: 3 })).toBe('85.9 GB');
    expect(formatQuantity(85_899_345_920, 'B', { as: 'GB', digits: 3, tex: true })).toBe(String.raw`85.9\ \text{GB}`);
    expect(formatQuantity(1.37e11, 'FLOP', { as: 'FLOP', tex: true })).toBe(String.raw`1.37\times10^{11}\ \text{FLOP}`);
    expect(formatQuantity(0.385, '1', { as: '%' })).toBe('38.5 %');
    expect(formatQuantity(5400, 's', { as: 'h' })).toBe('1.5 h');
    expect(() => formatQuantity(1, 'B', { as: 's' })).toThrow(new RangeError('cannot convert B to s: they measure different things'));
    expect(() => formatQuantity(1, 'apples')).toThrow(RangeError);
  });

  it('keeps the mantissa from 1 to below 1000 wherever a prefix of the ladder reaches', () => {
    const magnitude = fc.double({ min: 0, max: 26.9, noNaN: true });
    fc.assert(
      fc.property(magnitude, fc.constantFrom('B', 'FLOP/s', 'B/s', 'W'), (power, unit) => {
        const mantissa = Number(formatQuantity(10 ** power, unit).split(' ')[0]);
        expect(mantissa).toBeGreaterThanOrEqual(1);
        expect(mantissa).toBeLessThan(1000);
      }),
    );
    fc.assert(
      fc.property(fc.double({ min: -11.9, max: 0, noNaN: true }), (power) => {
        const mantissa = Number(formatQuantity(10 ** power, 's').split(' ')[0]);
        expect(mantissa).toBeGreaterThanOrEqual(1);
        expect(mantissa).toBeLessThan(1000);
      }),
    );
  });
});

describe('a unit in a label', () => {
  it.each([
    ['$', 'dollars'],
    ['token/s', 'tokens/s'],
    ['token^2', 'token^2'],
    ['param', 'parameters'],
    ['FLOP/B', 'FLOP/B'],
    ['day', 'days'],
    ['ms', 'ms'],
    ['1', ''],
  ])('%s is said as “%s”', (unit, label) => {
    expect(unitLabel(unit)).toBe(label);
  });
});

describe('amounts given with a unit already read', () => {
  it('are shown and refused as those with a text are', () => {
    expect(formatQuantity(3.35e12, unitOf('B/s'))).toBe('3.35 TB/s');
    expect(() => formatQuantity(Number.NaN, unitOf('B/s'))).toThrow('value must be finite, got NaN B/s');
    expect(formatQuantity(5, '$·h')).toContain('$5');
  });
  it('have a base unit without prefixes', () => {
    expect(unitName(baseUnit(unitOf('GB/ms')))).toBe('B/s');
    expect(unitName(baseUnit(unitOf('ktokens')))).toBe('token');
  });
});
