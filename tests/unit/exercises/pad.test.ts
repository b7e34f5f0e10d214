import { amount, md, numeric, parts, toPadSpec } from '@scaling-workbook/exercises';
import { readPad, type PadLine } from '@scaling-workbook/exercises/pad/pad';
import { padFeedback } from '#exercise/words/pad-lines.ts';
import { echoOf, maxLines } from '@scaling-workbook/exercises/pad/pad-lines';
import type { PadSpec } from '@scaling-workbook/exercises/pad/pad-spec';
import * as formulas from '@scaling-workbook/formulas/formulas';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

fc.configureGlobal({ seed: 20_260, numRuns: 300 });

const texts = { title: 'A title that stays', ask: () => md`A question.`, hint: () => md`A hint.`, after: () => md`A remark.` };

/** The least time of a 4096 × 4096 × 4096 matmul on a chip with 990 TFLOP/s and 3.35 TB/s. */
const exercise = numeric({
  ...texts,
  given: {
    n: amount(4096, '1'),
    peak: amount(990e12, 'FLOP/s'),
    bandwidth: amount(3.35e12, 'B/s'),
    bytesPerElement: amount(2, 'B/element'),
  },
  label: 'Least time',
  unit: 'ms',
  byHand: 0.138827,
  solve: ({ n, peak, bandwidth, bytesPerElement }, f) =>
    f.rooflineTime({
      computeTime: f.computeTime({ flops: f.matmulFlops({ m: n, k: n, n }), peak }),
      memoryTime: f.memoryTime({ bytes: f.matmulBytes({ m: n, k: n, n, bytesPerElement }), bandwidth }),
    }),
  slips: [{ name: 'fp32', say: 'That takes 4-byte elements.', given: () => ({ bytesPerElement: 4 }) }],
});
const spec = toPadSpec(exercise, formulas, (markdown) => `<i>${markdown}</i>`);

const echo = (line: PadLine | undefined): string => {
  if (!line) return 'no line';
  return line.read.ok ? echoOf(line.read) : `not read: ${line.read.why}`;
};
const last = (text: string, of?: PadSpec): PadLine | undefined => readPad(text, of).lines.at(-1);
/** Each line in a word: the title of its step, how it differs, or nothing. */
const judged = (text: string): readonly string[] =>
  readPad(text, spec).lines.map(({ mark }) => {
    if (mark.kind === 'scratch') return '';
    const title = 'step' in mark ? (spec.steps[mark.step]?.title ?? '') : '';
    return mark.kind === 'step' ? title : mark.kind === 'carried' ? `carried ${title}` : `${mark.how} ${title}`.trim();
  });

describe('a line', () => {
  it.each([
    ['2*4096^3 FLOP', '137.439 GFLOP'],
    ['flops = 2*4096^3 FLOP', '137.439 GFLOP'],
    ['flops := 2*4096^3 FLOP # of one matmul', '137.439 GFLOP'],
    ['t ≈ 139 µs', '139 µs'],
    ['140 GB / 3.35 TB/s', '41.791 ms'],
    ['64 GiB', '64 GiB'],
    ['2 * 64 GiB', '128 GiB'],
    ['140 GB * 16', '2.24 TB'],
    ['$4/h * 8', '$32/h'],
    ['40% * 990 TFLOP/s', '396 TFLOP/s'],
    ['70e9 params * 2 B/param', '140 GB'],
    ['8B params * 2 B/param', '16 GB'],
    ['params = 70B', '70,000,000,000'],
    ['15T tokens', '15 trillion tokens'],
    ['max(3 ms, 40 µs)', '3 ms'],
    ['min(3 ms, 40 µs, 1 s)', '40 µs'],
    ['30 W * 2 h', '216 kJ'],
    ['2 $/Mtoken * 3 Mtoken', '$6'],
  ])('%j comes to %s', (text, shown) => {
    expect(echo(last(text))).toBe(shown);
  });

  it.each([
    ['a = 3\nb = a * 2', '6'],
    ['peak_2 = 990 TFLOP/s\nwork = 2e12 FLOP\nwork / peak_2', '2.0202 ms'],
    ['t₁ = 3 s\nt₁ + 500 ms', '3.5 s'],
    ['n = 4096\n2 * n² B', '33.5544 MB'],
    ['n = 2\nn tokens', '2 tokens'],
    ['a = 1\na = 2\na', '2'],
    ['N = 1\nn = 2\nN', '1'],
    ['a = 3\n2 a', '6'],
    ['a = 3\n12 / 2a', '2'],
    ['a = 3\nb = 2\na-b', '1'],
  ])('takes names from the lines before: %j comes to %s', (text, shown) => {
    expect(echo(last(text))).toBe(shown);
  });

  it.each([
    // Directly after a number or a unit it is the unit …
    ['s = 3\n5 s', '5 s'],
    ['s = 3\n10 GB/s', '10 GB/s'],
    ['B = 32\n2*(3) B', '6 B'],
    ['h = 12\n$4 per h', '$4/h'],
    ['h = 12\n$4/h', '$4/h'],
    ['flops = 9 FLOP\n7 flops', '7 FLOP'],
    // … and everywhere else the reader's own value.
    ['s = 3 s\n30 GB / s', '10 GB/s'],
    ['B = 32\n2 * B', '64'],
    ['B = 32\nB', '32'],
    ['d = 4096\n2*d^2', '33,554,432'],
    ['k = 7\nk * 10 kB', '70 kB'],
    ['x = 5\n2 * x', '10'],
    ['x = 5\n2 x 3', '6'],
    ['ln = 2\nln * 3 + ln(1)', '6'],
    ['max = 2\nmax + max(1, 3)', '5'],
  ])('with a name that is also a unit or a sign: %j comes to %s', (text, shown) => {
    expect(echo(last(text))).toBe(shown);
  });

  it('says so where a short name is read as the unit', () => {
    expect(padFeedback(last('s = 3\n5 s', spec) as PadLine, spec).text).toContain('“s” is read as the unit');
    expect(padFeedback(last('s = 3\n5 * s', spec) as PadLine, spec).text).toBe('');
  });

  it.each([
    ['flpos * 2', 'unknown-name'],
    ['a=b=c', 'two-equals'],
    ['my time = 3 s', 'bad-name'],
    ['2t = 3 s', 'bad-name'],
    ['per = 3', 'reserved-name'],
    ['t =', 'empty'],
    ['3 s + 4 B', 'dimension'],
    ['max(3 s, 4 B)', 'dimension'],
    ['2^(3 s)', 'dimension'],
    ['4 / 0', 'division-by-zero'],
    ['9^9^9', 'not-finite'],
    ['1,36,5', 'ambiguous-comma'],
    ['(2', 'unclosed'],
    ['2 + ', 'missing-operand'],
    ['First the work', 'note'],
    ['1'.repeat(201), 'too-long'],
    ['a = 4 / 0\na * 2', 'without-value'],
    ['a = \na * 2', 'without-value'],
  ])('%j is not read: %s, and says why in a sentence', (text, why) => {
    const line = last(text);
    expect(line?.read).toMatchObject({ ok: false, why });
    expect(line && padFeedback(line, undefined)).toMatchObject({ tone: 'unread', text: expect.stringMatching(/[.?]$|write /) as unknown });
  });

  it.each([
    ['bandwidth = 1\nbandwith * 2', 'bandwidth'],
    ['Flops_1 = 1\nflops_1 * 2', 'Flops_1'],
    ['t1 = 1\nt2 * 2', undefined],
  ])('names the nearest name it knows: %j', (text, near) => {
    const read = last(text)?.read;
    expect(read?.ok === false ? read.near : '').toBe(near);
  });

  it('is passed over where it is empty or a note', () => {
    expect(readPad('\n# 1 + 1\n   \n2', spec).lines.map(({ at }) => at)).toEqual([3]);
  });
});

describe('against the derivation', () => {
  it('names each step', () => {
    expect(judged('flops = 2*4096^3 FLOP\nt = flops / 990 TFLOP/s\nb = 3*4096^2 * 2 B\nmem = b / 3.35 TB/s\nmax(t, mem)')).toEqual([
      'Matmul FLOPs',
      'Compute time',
      'Matmul traffic',
      'Memory time',
      'Roofline time',
    ]);
  });

  it('leaves scratch and the figures of the question alone', () => {
    expect(judged('n = 4096\npeak = 990 TFLOP/s\none = n^2 * 2 B\nall = 3 * one\nhalf = 17 s / 2')).toEqual([
      '',
      '',
      '',
      'Matmul traffic',
      '',
    ]);
  });

  it('marks the first line that departs, and judges what follows by the reader’s own value', () => {
    expect(judged('w = 4096^3 FLOP\nt = w / 990 TFLOP/s\nm = 30.05 µs\nmax(t, m)')).toEqual([
      'slip Matmul FLOPs',
      'carried Compute time',
      'Memory time',
      'carried Roofline time',
    ]);
    const [first, second] = readPad('w = 4096^3 FLOP\nt = w / 990 TFLOP/s', spec).lines;
    expect(first && padFeedback(first, spec).html).toMatch(/^<i>A multiply-add is two FLOPs/);
    expect(second && padFeedback(second, spec).text).toContain('your value from line 1');
  });

  it('does so too where the numbers are typed and not computed', () => {
    expect(judged('68.7 GFLOP\n69.4 µs')).toEqual(['slip Matmul FLOPs', 'carried Compute time']);
  });

  it('names a slip of the exercise at the step that it changes', () => {
    expect(judged('b = 3*4096^2 * 4 B')).toEqual(['slip Matmul traffic']);
  });

  it('finds a figure of the question that was copied wrongly, by what follows from it', () => {
    expect(judged('peak = 990 GFLOP/s\nw = 2*4096^3 FLOP\nt = w / peak')).toEqual(['given', 'Matmul FLOPs', 'carried Compute time']);
  });

  it('finds a step that is off, by what follows from it', () => {
    expect(judged('w = 2.5*4096^3 FLOP\nt = w / 990 TFLOP/s')).toEqual(['ratio Matmul FLOPs', 'carried Compute time']);
  });

  it.each([
    ['flops = 2.5*4096^3 FLOP', 'ratio Matmul FLOPs'],
    ['w = 2*4096^3 FLOP\nt = w / 312 TFLOP/s', 'ratio Compute time'],
    ['990 TFLOP/s / (2*4096^3 FLOP)', 'inverted Compute time'],
    ['2*4096^3 FLOP / 990 GFLOP/s', 'power Compute time'],
  ])('%j departs: %s', (text, how) => {
    expect(judged(text).at(-1)?.replace('Roofline', 'Compute')).toBe(how);
  });

  it('withdraws “differs” once a later line makes a right step of it', () => {
    expect(judged('macs = 4096^3 FLOP\nt = 2 * macs / 990 TFLOP/s')).toEqual(['', 'Compute time']);
  });

  it('gives a number without a unit the unit of its step, and says so', () => {
    const lines = readPad('w = 2*4096^3\nt = w / 990 TFLOP/s', spec).lines;
    expect(lines.map(({ mark }) => mark.kind)).toEqual(['step', 'step']);
    expect(lines[0] && padFeedback(lines[0], spec).text).toContain('FLOP');
  });

  it('says nothing of the derivation before a step has been typed', () => {
    const words = ['', 'hello', '1', 'flops', 'peak = 990 TFLOP/s', '3 s']
      .flatMap((text) => readPad(text, spec).lines.map((line) => JSON.stringify(padFeedback(line, spec))))
      .join();
    for (const { title } of spec.steps) expect(words).not.toContain(title);
  });
});

describe('bounds', () => {
  const pieces = fc.constantFrom(
    ...'flops t s B x 2 4096 3.35e12 FLOP TB/s GB ms $ % = * / + - ^ ( ) , # max( sqrt( \n 10^ 1,5 ² ½ § 🙂 per million a_1'.split(' '),
    '\n',
    '\n',
    ' ',
  );
  it('never throws, whatever the text, and gives each line a value that can be shown or a reason', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ maxLength: 400, unit: 'binary' }),
          fc.array(pieces, { maxLength: 80 }).map((list) => list.join(' ')),
        ),
        (text) => {
          for (const line of [...readPad(text, spec).lines, ...readPad(text).lines]) {
            expect(padFeedback(line, spec).tone === 'unread').toBe(!line.read.ok);
            expect(echo(line)).not.toBe('');
          }
        },
      ),
    );
  });
  it('reads so many lines and no more, and says that there were more', () => {
    const pad = readPad('1\n'.repeat(maxLines + 1), spec);
    expect(pad.lines).toHaveLength(maxLines);
    expect(pad.cut).toBe(true);
    expect(readPad('1\n'.repeat(maxLines), spec).cut).toBe(false);
  });
});

describe('what leaves for the pad', () => {
  it('is exactly values, units, titles, slips and how steps follow from one another', () => {
    const half = toPadSpec(
      parts({
        ...texts,
        given: { m: amount(8, '1'), peak: amount(1e12, 'FLOP/s'), chip: 'a chip' },
        fields: {
          work: {
            label: 'Work',
            unit: 'kFLOP',
            byHand: 1.024,
            solve: ({ m }, f) => f.matmulFlops({ m, k: m, n: m }),
            steps: [md`A sentence that stays.`],
          },
          time: {
            label: 'Time',
            unit: 'ns',
            byHand: 1.024,
            tolerance: 0.02,
            solve: ({ peak }, f, earlier) => f.computeTime({ flops: earlier('work'), peak }),
          },
        },
      }),
      formulas,
      (markdown) => markdown,
    );
    expect(half).toEqual({
      given: [
        [8, '1'],
        [1e12, 'FLOP/s'],
      ],
      steps: [
        {
          title: 'Matmul FLOPs',
          unit: 'FLOP',
          value: 1024,
          tolerance: 0.01,
          field: 'work',
          slips: [[512, formulas.matmulFlops.slips[0]?.say]],
          chains: [],
        },
        {
          title: 'Compute time',
          unit: 's',
          value: 1.024e-9,
          tolerance: 0.02,
          field: 'time',
          slips: [[5.12e-10, formulas.computeTime.slips[0]?.say]],
          chains: [{ from: '0', power: 1 }],
        },
      ],
      fields: [
        { key: 'work', label: 'Work', unit: 'kFLOP', tolerance: 0.01 },
        { key: 'time', label: 'Time', unit: 'ns', tolerance: 0.02 },
      ],
    });
  });
});
