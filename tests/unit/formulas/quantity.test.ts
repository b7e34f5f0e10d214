import fc from 'fast-check';
import Qty from 'js-quantities';
import { evaluate as mathEvaluate, unit as mathUnit } from 'mathjs';
import { describe, expect, it } from 'vitest';
import { readQuantity, type Read } from '@scaling-workbook/formulas/quantity';
import { formatQuantity } from '@scaling-workbook/formulas/units';

fc.configureGlobal({ seed: 20_260, numRuns: 300 });

const read = (text: string, unit: string): Read => {
  const reading = readQuantity(text, { unit });
  if (!reading.ok) throw new Error(`${text} was not read: ${reading.why} ${reading.text ?? ''}`);
  return reading;
};
const why = (text: string, unit = '1') => {
  const reading = readQuantity(text, { unit });
  return reading.ok ? `read as ${reading.echo}` : reading.why;
};
const near = (value: number, expected: number) => {
  expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-12 * Math.abs(expected));
};

describe('plain numbers', () => {
  it.each([
    ['1365', 1365],
    ['1,365.3', 1365.3],
    ['1 365.3', 1365.3],
    ['1 365.3', 1365.3], // no-break space
    ['1 365,3', 1365.3], // narrow no-break space
    ["1'365.3", 1365.3],
    ['1_000_000', 1e6],
    ['1,048,576', 1_048_576],
    ['1.048.576', 1_048_576],
    ['1.365,3', 1365.3],
    ['1365,3', 1365.3],
    ['1234,567', 1234.567],
    ['85,9', 85.9],
    ['12,34', 12.34],
    ['0,139', 0.139],
    ['1.365', 1.365],
    ['.5', 0.5],
    ['5.', 5],
    ['42.', 42],
    ['007', 7],
    ['1.37e11', 1.37e11],
    ['1.37E+11', 1.37e11],
    ['1.37e−3', 1.37e-3],
    ['1.37 e11', 1.37e11],
    ['1.37×10^11', 1.37e11],
    ['1.37x10^11', 1.37e11],
    ['1.37 X 10^11', 1.37e11],
    ['1.37*10**11', 1.37e11],
    ['1.37*10^11', 1.37e11],
    ['1.37 · 10¹¹', 1.37e11],
    ['1.37×10⁻³', 1.37e-3],
    ['1.37×10^-3', 1.37e-3],
    ['1.37×10^(-3)', 1.37e-3],
    [String.raw`1.37\times10^{11}`, 1.37e11],
    ['10^11', 1e11],
    ['10¹¹', 1e11],
    ['~ 42', 42],
    ['~42', 42],
    ['≈42', 42],
    ['= 42', 42],
    ['≈ -42', -42],
    ['about 42', 42],
    ['ca. 42', 42],
    ['-3', -3],
    ['−3', -3],
    ['–3', -3],
    ['+3', 3],
    ['  42  ', 42],
    ['½', 0.5],
    ['1e-320', 1e-320],
    ['0', 0],
  ])('%j is %d', (text, value) => {
    const reading = read(text, '1');
    near(reading.value, value);
    expect(reading.unit).toBe('none');
  });

  it.each([
    ['600k', 600e3],
    ['600 K', 600e3],
    ['10M', 10e6],
    ['10m', 10e6],
    ['8B', 8e9],
    ['8 B', 8e9],
    ['70.6b', 70.6e9],
    ['70.6bn', 70.6e9],
    ['70.6 billion', 70.6e9],
    ['70.6 Billion', 70.6e9],
    ['15T', 15e12],
    ['1.2 trillion', 1.2e12],
    ['2*4B', 8e9],
    ['(1+1) million', 2e6],
  ])('%j is %d where parameters, tokens or plain counts are asked', (text, value) => {
    for (const unit of ['param', 'token', '1', '$', 'GPU*h']) near(read(text, unit).value, value);
  });

  it('reads B as bytes, not billions, where bytes are asked', () => {
    expect(read('8B', 'B')).toMatchObject({ value: 8, unit: 'compatible', written: 'B' });
    expect(read('8B', 'GB')).toMatchObject({ value: 8e-9, unit: 'compatible' });
    expect(read('8B params * 2 bytes', 'GB')).toMatchObject({ value: 16, unit: 'compatible' });
    expect(read('8B', 's')).toMatchObject({ value: 8, unit: 'other', dims: { B: 1 } });
    expect(read('16 B / 2 B/s', 's')).toMatchObject({ value: 8, unit: 'compatible' });
    expect(read('8 GB', 'param')).toMatchObject({ value: 8e9, unit: 'other' });
  });

  it('refuses a letter for thousands without its unit where the asked unit has a prefix of its own', () => {
    expect(why('140 G', 'GB')).toBe('unknown-unit');
    expect(why('1.2 million', 'ms')).toBe('unknown-unit');
    near(read('137G', 'FLOP').value, 137e9);
  });
});

describe('commas', () => {
  it.each([
    ['1,365', 1365, 1.365],
    ['12,345', 12_345, 12.345],
    ['-1,365', -1365, -1.365],
    ['1,365 * 2', 2730, 2.73],
  ])('%s groups thousands, and the decimal reading is kept beside it', (text, value, alternative) => {
    const reading = read(text, 'ms');
    near(reading.value, value);
    near(reading.alternative ?? Number.NaN, alternative);
  });

  it('keeps the alternative in the expected unit', () => {
    const reading = read('1,365 µs', 'ms');
    near(reading.value, 1.365);
    near(reading.alternative ?? Number.NaN, 0.001_365);
  });

  it.each(['1,365.3', '1,048,576', '0,139', '85,9', '1365', '1.365'])('%s has no second reading', (text) => {
    expect(read(text, '1').alternative).toBeUndefined();
  });

  it('follows the writer who uses a decimal comma elsewhere in the same text', () => {
    const reading = read('1,365 * 0,5', '1');
    near(reading.value, 0.6825);
    near(reading.alternative ?? Number.NaN, 682.5);
  });

  it.each(['1,36,5', '1,2,3', '1,3655,000', '0,139,000', '1,365.300.1', ',5', '1,,5'])('%s cannot be read', (text) => {
    expect(why(text)).toBe('ambiguous-comma');
  });
});

describe('units', () => {
  it.each([
    // text, asked in, value there, unit as read, echo
    ['1365.3 FLOPs/byte', 'FLOP/B', 1365.3, 'FLOP/B', '1,365.3 FLOP/B'],
    ['1365.3 FLOPs per byte', 'FLOP/B', 1365.3, 'FLOP/B', '1,365.3 FLOP/B'],
    ['137 GFLOP', 'FLOP', 137e9, 'GFLOP', '137 GFLOP'],
    ['137 gflops', 'FLOP', 137e9, 'GFLOP', '137 GFLOP'],
    ['137 TFLOPS', 'FLOP', 137e12, 'TFLOP', '137 TFLOP'],
    ['137 TFLOPS', 'FLOP/s', 137e12, 'TFLOP/s', '137 TFLOP/s'],
    ['137 TFLOPs', 'TFLOP/s', 137, 'TFLOP/s', '137 TFLOP/s'],
    ['137 TFLOPs/s', 'TFLOP/s', 137, 'TFLOP/s', '137 TFLOP/s'],
    ['1.4 TFLOPS/W', 'FLOP/J', 1.4e12, 'TFLOP/s/W', '1.4 TFLOP/s/W'],
    ['85.9 GB', 'B', 85.9e9, 'GB', '85.9 GB'],
    ['85.9GB', 'GB', 85.9, 'GB', '85.9 GB'],
    ['85,9 GB', 'GB', 85.9, 'GB', '85.9 GB'],
    ['80 GiB', 'GB', 85.899_345_92, 'GiB', '80 GiB'],
    ['12 KB', 'B', 12e3, 'kB', '12 kB'],
    ['400 Gbps', 'GB/s', 50, 'Gbit/s', '400 Gbit/s'],
    ['400 Gb/s', 'B/s', 50e9, 'Gbit/s', '400 Gbit/s'],
    ['400 GB/s', 'B/s', 400e9, 'GB/s', '400 GB/s'],
    ['0.139 ms', 's', 0.139e-3, 'ms', '0.139 ms'],
    ['139 µs', 'ms', 0.139, 'µs', '139 µs'],
    ['139 μs', 'ms', 0.139, 'µs', '139 µs'],
    ['139us', 'ms', 0.139, 'µs', '139 µs'],
    ['41.8 ms.', 'ms', 41.8, 'ms', '41.8 ms'],
    ['2 Ms', 'ms', 2e9, 'Ms', '2 Ms'],
    ['700 mW', 'W', 0.7, 'mW', '700 mW'],
    ['700 MW', 'W', 700e6, 'MW', '700 MW'],
    ['300 J/s', 'W', 300, 'J/s', '300 J/s'],
    ['45.6%', '%', 45.6, '%', '45.6 %'],
    ['45,6 %', '%', 45.6, '%', '45.6 %'],
    ['45.6 percent', '%', 45.6, '%', '45.6 %'],
    ['45.6%', '1', 0.456, '%', '45.6 %'],
    ['$1.06', '$', 1.06, '$', '$1.06'],
    ['$ 1.06', '$', 1.06, '$', '$1.06'],
    ['1.06 $', '$', 1.06, '$', '$1.06'],
    ['1.06 USD', '$', 1.06, '$', '$1.06'],
    ['USD 1.06', '$', 1.06, '$', '$1.06'],
    ['-$5', '$', -5, '$', '−$5'],
    ['$4M', '$', 4e6, '$', '$4 million'],
    ['$1.2B', '$', 1.2e9, '$', '$1.2 billion'],
    ['$4/h', '$/h', 4, '$/h', '$4/h'],
    ['4 $/h', '$/h', 4, '$/h', '$4/h'],
    ['$4 per hour', '$/h', 4, '$/h', '$4/h'],
    ['$0.60', '$/Mtoken', 0.6, '$', '$0.60'],
    ['$0.60/Mtok', '$/Mtoken', 0.6, '$/Mtoken', '$0.60/Mtoken'],
    ['$0.6/M tokens', '$/Mtoken', 0.6, '$/Mtoken', '$0.60/Mtoken'],
    ['$0.60 per million tokens', '$/Mtoken', 0.6, '$/Mtoken', '$0.60/Mtoken'],
    ['$0.0000006/token', '$/Mtoken', 0.6, '$/token', '$6 × 10⁻⁷/token'],
    ['70.6B parameters', 'param', 70.6e9, 'param', '70.6 billion parameters'],
    ['4k tok/s', 'token/s', 4000, 'token/s', '4,000 tokens/s'],
    ['4 tok/ms', 'token/s', 4000, 'token/ms', '4 tokens/ms'],
    ['4000/s', 'token/s', 4000, '1/s', '4,000/s'],
    ['100 GPU-hours', 'GPU*h', 100, 'GPU·h', '100 GPU·h'],
    ['100 GPU h', 'GPU*h', 100, 'GPU·h', '100 GPU·h'],
    ['3 B·s⁻¹', 'B/s', 3, 'B/s', '3 B/s'],
    ['3 B s^-1', 'B/s', 3, 'B/s', '3 B/s'],
    ['100 GB/s*s', 'GB', 100, 'GB', '100 GB'],
    ['1 petaflop/s-day', 'FLOP', 8.64e19, 'PFLOP·day/s', '1 PFLOP·day/s'],
  ])('%s, asked in %s, is %d', (text, unit, value, written, echo) => {
    const reading = read(text, unit);
    near(reading.value, value);
    expect(reading).toMatchObject({ unit: 'compatible', written, echo });
  });

  it('takes a bare number to be in the asked unit', () => {
    expect(read('41.8', 'ms')).toMatchObject({ value: 41.8, unit: 'none', echo: '41.8 ms', dims: {}, soft: {} });
    expect(read('45.6', '%')).toMatchObject({ value: 45.6, unit: 'none', echo: '45.6 %' });
    expect(read('0.456', '%')).toMatchObject({ value: 0.456, unit: 'none' });
    expect(read('990e12', 'FLOP/s')).toMatchObject({ value: 990e12, unit: 'none', echo: '990 TFLOP/s' });
    expect(read('41.8', 'ms').written).toBeUndefined();
  });

  it('gives an answer of another kind in its own base units', () => {
    expect(read('3 GB', 's')).toMatchObject({ value: 3e9, unit: 'other', written: 'GB', dims: { B: 1 }, soft: {}, echo: '3 GB' });
    expect(read('3 GB / 2 s', 's')).toMatchObject({
      value: 1.5e9,
      unit: 'other',
      written: 'B/s',
      dims: { B: 1, s: -1 },
      echo: '1.5 × 10⁹ B/s',
    });
    expect(read('0 GB', 's')).toMatchObject({ value: 0, unit: 'other' });
    expect(read('8 GB / 2 GB', 'GB')).toMatchObject({ value: 4, unit: 'other', written: '1' });
    expect(read('2 * 80 layers', 'B')).toMatchObject({ value: 160, unit: 'none', soft: { layer: 1 } });
    expect(read('5 tokens', 'ms')).toMatchObject({ value: 5, unit: 'other', soft: { token: 1 } });
  });

  it('says what a careless gb would be in bytes', () => {
    expect(read('85.9 gb', 'GB')).toMatchObject({ value: 10.7375, written: 'Gbit', alternative: 85.9 });
    expect(read('85.9 Gb', 'GB').alternative).toBeUndefined();
  });

  it.each(['5 mw', '5 apples', '5 m', '5 GBB', '5 €', '3 constructor', '3 toString', 'toString(3)'])('%s is in an unknown unit', (text) => {
    expect(why(text, 'GB')).toMatch(/^(?:unknown-unit|not-a-number)$/);
  });

  it('names the piece that it does not know, and where it is', () => {
    expect(readQuantity('3.5 apples', { unit: 'GB' })).toEqual({ ok: false, why: 'unknown-unit', at: 4, text: 'apples' });
    expect(readQuantity('3 GB + 2 s', { unit: 'GB' })).toEqual({ ok: false, why: 'dimension', at: 5, text: '+' });
  });

  it('throws for an unknown asked unit, which is a mistake of the author', () => {
    expect(() => readQuantity('1', { unit: 'apples' })).toThrow(new RangeError('unit must be one this workbook knows, got apples'));
  });

  it('agrees with mathjs on bytes and SI units', () => {
    const prefix = fc.constantFrom('', 'k', 'M', 'G', 'T', 'P');
    const pair = fc.oneof(
      fc
        .tuple(fc.oneof(prefix, fc.constantFrom('Ki', 'Mi', 'Gi', 'Ti')), fc.constantFrom('B', 'b'), prefix)
        .map(([a, name, b]) => [a + name, `${b}B`]),
      fc
        .tuple(fc.constantFrom('', 'm', 'u', 'n', 'M', 'k'), fc.constantFrom('s', 'W', 'J', 'Hz'), fc.constantFrom('', 'm', 'M'))
        .map(([a, name, b]) => [a + name, b + name]),
    );
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e6, noNaN: true }), pair, (value, [from = '', to = '']) => {
        const expected = mathUnit(value, from).toNumber(to);
        expect(read(`${value} ${from}`, to).value / expected).toBeCloseTo(1, 9);
      }),
    );
  });

  it('agrees with js-quantities on times and rates', () => {
    const unit = fc.constantFrom('ms', 's', 'min', 'h', 'day', 'week');
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e6, noNaN: true }), unit, unit, (value, from, to) => {
        expect(read(`${value} ${from}`, to).value / Qty(value, from).to(to).scalar).toBeCloseTo(1, 9);
        expect(read(`${value} GB/${from}`, `MB/${to}`).value / Qty(value, `GB/${from}`).to(`MB/${to}`).scalar).toBeCloseTo(1, 9);
      }),
    );
  });
});

describe('expressions', () => {
  it.each([
    ['2*4096^3/(3*4096^2*2)', '1', 4096 / 3],
    ['1/3', '1', 1 / 3],
    ['sqrt(10)', '1', Math.sqrt(10)],
    ['√10', '1', Math.sqrt(10)],
    ['√(2*5)', '1', Math.sqrt(10)],
    ['2^10', '1', 1024],
    ['2**10', '1', 1024],
    ['2¹⁰', '1', 1024],
    ['2^3^2', '1', 512],
    ['-2^2', '1', -4],
    ['2^-1', '1', 0.5],
    ['2 x 3', '1', 6],
    ['2x3', '1', 6],
    ['6 ÷ 3', '1', 2],
    ['[2+{3}]*4', '1', 20],
    ['--3', '1', 3],
    ['log2(1024)', '1', 10],
    ['log10(1000)', '1', 3],
    ['ceil(70/80)', '1', 1],
    ['6/3*10^2', '1', 200],
    ['6/3×10^2', '1', 0.02], // with × the power of ten belongs to its number
    ['2^3×10^2', '1', 800],
    ['140 GB / 3.35 TB/s', 'ms', 140 / 3.35],
    ['140 GB / (3.35 TB/s)', 'ms', 140 / 3.35],
    ['140 GB / 3.35 TB / s', 'ms', 140 / 3.35],
    ['140 GB / 70 GB / s', '1/s', 2], // the tight reading gives seconds, which does not fit
    ['140e9/3.35e12 s', 's', 140 / 3350],
    ['2*4096^3/990e12 s', 'ms', (2 * 4096 ** 3) / 990e9],
    ['1/3 GB', 'GB', 1 / 3],
    ['$0.6/1M tokens', '$/Mtoken', 0.6],
    ['5+5 GB', 'GB', 10],
    ['3 GB + 200 MB', 'GB', 3.2],
    ['3 GB - 200 MB', 'GB', 2.8],
    ['100 GB/s * 2 s', 'GB', 200],
    ['2*4096^2 B', 'MB', 33.554_432],
    ['2^10 B', 'KiB', 1],
    ['2*(3+4) GB/s', 'GB/s', 14],
    ['990 TFLOPS / 3.35 TB/s', 'FLOP/B', 990 / 3.35],
    ['990 TFLOP/s / 3.35 TB/s', 'FLOP/B', 990 / 3.35],
    ['1e12 FLOPs / 990 TFLOPS', 'ms', 1000 / 990],
    ['6e23 FLOP / 990 TFLOP/s', 's', 6e11 / 990],
    ['sqrt(16 s * 4 s)', 's', 8],
    ['(2 s)^2/(4 s)', 's', 1],
    ['300 TFLOP/s / 990 TFLOP/s', '%', 30_000 / 990],
    ['300/990*100%', '%', 30_000 / 990],
    ['1/3 %', '%', 1 / 3],
    ['1-20%', '1', 0.8],
    ['100*(1-20%)', '1', 80],
    ['50% * 8 GB', 'GB', 4],
    ['8 GPU * 24 h * $2/h', '$', 384],
    ['$10/$4/h', 'h', 2.5],
    ['$10 / $4/h', 'h', 2.5],
    ['2048 GPUs * 35 days', 'GPU*h', 1_720_320],
    ['2 * 80 layers * 8 heads * 128 * 2 B', 'kB', 327.68],
    ['6*70e9*15e12', 'FLOP', 6.3e24],
    ['70B × 2 B/param', 'GB', 140],
    ['70B * 2 bytes', 'GB', 140],
    ['6 × 70B params × 15T tokens', 'FLOP', 6.3e24],
    ['2 * 80 layers * 8 heads * 128 * 2', 'B', 327_680],
    ['4 tokens + 3', 'token', 7],
  ])('%s, asked in %s, is %d', (text, unit, value) => {
    near(read(text, unit).value, value);
  });

  it('echoes a computed answer in the unit asked', () => {
    expect(read('140 GB / 3.35 TB/s', 'ms').echo).toBe('41.791 ms');
    expect(read('2*4096^3/(3*4096^2*2)', 'FLOP/B').echo).toBe('1,365.33 FLOP/B');
    expect(read('2048 GPUs * 35 days', 'GPU*h').echo).toBe('1.72032 million GPU·h');
  });

  it('agrees with mathjs on arithmetic', () => {
    const number = fc.oneof(fc.integer({ min: 0, max: 9999 }).map(String), fc.constantFrom('0.5', '2.25', '1e3', '1.5e-2', '12.75'));
    const { text } = fc.letrec<{ text: string; leaf: string }>((tie) => ({
      text: fc.oneof(
        { maxDepth: 4, depthIdentifier: 'expression' },
        tie('leaf'),
        fc.tuple(tie('text'), fc.constantFrom('+', '-', '*', '/', ' + ', ' - ', ' * ', ' / '), tie('text')).map((parts) => parts.join('')),
        tie('text').map((inner) => `(${inner})`),
        tie('text').map((inner) => `-(${inner})`),
        tie('text').map((inner) => `sqrt((${inner})^2)`),
        fc.tuple(tie('leaf'), fc.integer({ min: -2, max: 3 })).map(([base, power]) => `${base}^${power}`),
      ),
      leaf: number,
    }));
    let compared = 0;
    fc.assert(
      fc.property(text, (expression) => {
        fc.pre(expression.length <= 200);
        const expected: unknown = mathEvaluate(expression);
        const reading = readQuantity(expression, { unit: '1' });
        if (typeof expected !== 'number' || !Number.isFinite(expected)) expect(reading.ok).toBe(false);
        else if (reading.ok) {
          compared++;
          expect(Math.abs(reading.value - expected)).toBeLessThanOrEqual(1e-9 * Math.abs(expected) + 1e-9);
        } else expect(reading.why).toBe('division-by-zero');
      }),
      { numRuns: 1000 },
    );
    expect(compared).toBeGreaterThan(500);
  });
});

describe('significant digits typed', () => {
  it.each([
    ['1365', 4],
    ['1.37e11', 3],
    ['1.37×10^11', 3],
    ['1.37*10**11', 3],
    ['0.1390 ms', 4],
    ['0,139', 3],
    ['1,365.3 ms', 5],
    ['70.6 billion', 3],
    ['$1.06', 3],
    ['-3', 1],
    ['0', 1],
    ['3.5 B/s^2', 2],
  ])('%s has %d', (text, digits) => {
    expect(read(text, text.includes('$') ? '$' : '1').digits).toBe(digits);
  });
  it.each(['1/3', '2^10', 'sqrt(10)', '√10', '2*3', '2+3', '(42)', '1.37*2^11'])('%s is computed, so it has none', (text) => {
    expect(read(text, '1').digits).toBeUndefined();
  });
});

describe('what cannot be read', () => {
  it.each([
    ['', 'empty'],
    [' \t ', 'empty'],
    ['~', 'empty'],
    ['x'.repeat(201), 'too-long'],
    ['hello', 'not-a-number'],
    ['GB', 'not-a-number'],
    ['$', 'not-a-number'],
    ['😀', 'not-a-number'],
    ['3 😀', 'unknown-sign'],
    ['(3', 'unclosed'],
    ['3)', 'unopened'],
    ['()', 'not-a-number'],
    ['3 + ()', 'missing-operand'],
    ['3 *', 'missing-operand'],
    ['* 3', 'missing-operand'],
    ['3 4', 'missing-operator'],
    ['2(3)', 'missing-operator'],
    ['1.2.3', 'ambiguous-comma'],
    ['1, 5', 'stray-comma'],
    ['max(2,3)', 'ambiguous-comma'],
    ['sqrt + 3', 'arguments'],
    ['3 GB 4', 'missing-operator'],
    ['2 ^', 'missing-operand'],
    ['5; drop', 'unknown-sign'],
    ['3 apples', 'unknown-unit'],
    ['alert(1)', 'unknown-unit'],
    ['3 GB + 2 s', 'dimension'],
    ['3 GB + 2', 'dimension'],
    ['2^(3 s)', 'dimension'],
    ['log2(8 GB)', 'dimension'],
    ['1/0', 'division-by-zero'],
    ['0/0', 'division-by-zero'],
    ['0^-1', 'division-by-zero'],
    ['1 GB/(2 s - 2 s)', 'division-by-zero'],
    ['10^999', 'not-finite'],
    ['1e400', 'not-finite'],
    ['ln(0)', 'not-finite'],
    ['sqrt(-1)', 'not-finite'],
    ['1e300 YB', 'not-finite'],
    ['2 GB^40', 'not-finite'],
  ])('%j: %s', (text, reason) => {
    expect(why(text)).toBe(reason);
  });

  it('never throws and never gives a number that is not finite, whatever the text', () => {
    const pieces = [
      ...Array.from('0123456789.,eE+-*/^()[]{} $%~≈=−×·√½²⁻µ😀\u0000\u202f'),
      '1,365',
      '10^',
      ' GB',
      'TB/s',
      ' per ',
      'FLOPS',
      'B',
      'gb',
      'sqrt(',
      'billion',
      '1e308',
      'GPU-h',
      '__proto__',
    ];
    const any = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 220 }),
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.array(fc.constantFrom(...pieces), { maxLength: 24 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(any, fc.constantFrom('1', '%', 'GB', 'ms', 'FLOP/s', 'param', '$/h', '$/Mtoken', 'GPU*h'), (text, unit) => {
        const reading = readQuantity(text, { unit });
        if (reading.ok) {
          expect(Number.isFinite(reading.value)).toBe(true);
          expect(reading.echo).not.toMatch(/NaN|Infinity|undefined/);
        } else expect(reading.at ?? 0).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 3000 },
    );
  });

  it('answers any text at once, long, nested or hostile', () => {
    const nested = '('.repeat(1000) + '1' + ')'.repeat(1000);
    for (const text of ['9'.repeat(10_000), '1,'.repeat(5000), nested, ' '.repeat(10_000)]) {
      expect(readQuantity(text, { unit: 'GB' })).toEqual({ ok: false, why: 'too-long' });
    }
    near(read('('.repeat(99) + '1' + ')'.repeat(99), '1').value, 1);
    for (const piece of ['1,', '1 ', '1.', '(', '-', '2^', 's/', '1 FLOPS B b/', '~', ' ', '10×10^', '1,365 gb*', 'ca', '√', '²']) {
      const text = piece.repeat(200).slice(0, 200);
      expect(() => readQuantity(text, { unit: 'FLOP/s' })).not.toThrow();
      expect(() => readQuantity(`1${text.slice(1)}`, { unit: 'FLOP/s' })).not.toThrow();
    }
  });
});

describe('round trip', () => {
  it('reads back what the book itself shows', () => {
    const units = ['FLOP', 'B', 's', 'FLOP/s', 'B/s', 'FLOP/B', 'token', 'param', 'token/s', '$', '$/h', '$/Mtoken', '%', '1', 'ms', 'GB', 'GiB', 'GPU*h', 'W', 'J', 'Hz', 'B/element', 'day', '1/s', 'token/s/GPU', 'B/s^2']; // prettier-ignore
    fc.assert(
      fc.property(fc.double({ min: -12, max: 24, noNaN: true }), fc.constantFrom(1, -1), fc.constantFrom(...units), (power, sign, unit) => {
        const value = sign * 10 ** power;
        const reading = read(formatQuantity(value, unit), unit);
        expect(reading.value / value).toBeCloseTo(1, 4);
        expect(reading.unit).toBe(unit === '1' ? 'none' : 'compatible');
      }),
      { numRuns: 2000 },
    );
  });

  it('reads its own echo as the same value', () => {
    for (const [text, unit] of [
      ['140 GB / 3.35 TB/s', 'ms'],
      ['139us', 'ms'],
      ['70.6B', 'param'],
      ['$4/h', '$/h'],
      ['80 GiB', 'GB'],
      ['1.37×10^11', 'FLOP'],
      ['3 GB / 2 s', 's'],
    ] as const) {
      // prettier-ignore
      const reading = read(text, unit);
      expect(read(reading.echo, unit).value / reading.value).toBeCloseTo(1, 4);
    }
  });
});

describe('no reading is off by a silent power of ten', () => {
  const grouped = (whole: string, by: string): string => whole.replace(/\B(?=(?:\d{3})+$)/g, by);
  const minus = fc.constantFrom(...Array.from('-−–‐‑﹣－'));
  const superscript = (power: number): string => String(power).replace(/./g, (sign) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(sign)] ?? '⁻');
  /** A number as one of many hands would write it. */
  const written = fc
    .record({
      whole: fc.integer({ min: 1, max: 999_999_999 }),
      decimals: fc.string({ unit: fc.constantFrom(...Array.from('0123456789')), maxLength: 4 }),
      signs: fc.constantFrom('.', ',', ' .', ' ,', "'.", '_.', ',.', '.,', '\u202f.', '\u00a0,'),
      power: fc.integer({ min: -9, max: 9 }),
      style: fc.constantFrom('none', 'e', 'E+', '×10^', '×10^{}', '·10', ' x 10^', String.raw`\times10^{}`, '*10^'),
      dash: minus,
      negative: fc.boolean(),
      hidden: fc.constantFrom('', '\u200b', '\ufeff', '\u00ad', '\u200e'),
    })
    .map(({ whole, decimals, signs, power, style, dash, negative, hidden }) => {
      const decimal = signs.at(-1) ?? '.';
      const digits =
        (signs.length > 1 ? grouped(String(whole), signs[0] ?? '') : String(whole)) + (decimals === '' ? '' : decimal + decimals);
      const exponent = String(power).replace('-', dash);
      const raised = {
        none: '',
        e: `e${exponent}`,
        'E+': power < 0 ? `E${exponent}` : `E+${exponent}`,
        '×10^': `×10^${exponent}`,
        '×10^{}': `×10^{${exponent}}`,
        '·10': ` · 10${superscript(power)}`,
        ' x 10^': ` x 10^${exponent}`,
        [String.raw`\times10^{}`]: String.raw`\times10^{` + exponent + '}',
        '*10^': ` * 10^${exponent}`,
      }[style];
      const value = Number(`${negative ? '-' : ''}${whole}.${decimals || '0'}e${style === 'none' ? 0 : power}`);
      return { text: hidden + (negative ? dash : '') + digits + hidden + (raised ?? ''), value };
    });
  const agrees = (a: number, b: number): boolean => Math.abs(a / b - 1) < 1e-9;

  it('whatever signs a number is written with: it is that number, says that it may be, or is asked back', () => {
    let read = 0;
    fc.assert(
      fc.property(written, fc.constantFrom('', ' GB', 'GB', ' * 1 GB'), ({ text, value }, unit) => {
        const reading = readQuantity(text + unit, { unit: 'GB' });
        if (!reading.ok) return;
        read++;
        expect(
          [reading.value, reading.alternative ?? Number.NaN].some((one) => agrees(one, value)),
          `${text}${unit}: ${reading.echo}`,
        ).toBe(true);
      }),
      { numRuns: 5000 },
    );
    expect(read).toBeGreaterThan(4500);
  });

  it('its echo, read again, is the value', () => {
    const pieces = ['1,365', '85.9', '2', '1e3', '4 1/2', '½', ' GB', ' TB/s', 's', ' ms', '$', '/M', '/h', ' GPU', '-hour', 'k', 'M', 'B', ' tokens', ' t/s', ' ops', '%', 'x', '*', '/', '+', '-', '(', ')', '×10^', '⁻³', ' per ', ' 1 h 30 min', '¢']; // prettier-ignore
    let read = 0;
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...pieces), { maxLength: 7 }).map((parts) => parts.join('')),
        fc.constantFrom('1', '%', 'GB', 'ms', 'FLOP/s', 'FLOP/B', 'param', '$', '$/h', '$/Mtoken', 'token/s', 'GPU*h'),
        (text, unit) => {
          const reading = readQuantity(text, { unit });
          if (!reading.ok || reading.value === 0 || reading.unit === 'other') return;
          const again = readQuantity(reading.echo, { unit });
          read++;
          expect(again.ok && Math.abs(again.value / reading.value - 1) < 1e-4, `${text} in ${unit}: ${reading.echo}`).toBe(true);
        },
      ),
      { numRuns: 20_000 },
    );
    expect(read).toBeGreaterThan(500);
  });
});
