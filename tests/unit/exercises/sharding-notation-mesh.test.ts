import { notationWords } from '#exercise/words/plan.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  collectives,
  compile,
  judgePlan,
  parse,
  simulate,
  type Layout,
  type NotationTask,
  type Problem,
  type Program,
} from '@scaling-workbook/exercises/plan/sharding-notation';
import { notationFeedback } from '@scaling-workbook/exercises/plan/sharding-feedback';

const seed = 20_250_204;

/** Every way to cut two dimensions with axes X and Y, each used once at most; both orders where both cut one. */
const cuts: readonly (readonly [string, string])[] = ['', 'X', 'Y', 'XY', 'YX'].flatMap((rows) =>
  ['', 'X', 'Y', 'XY', 'YX']
    .filter((columns) => !Array.from(rows).some((axis) => columns.includes(axis)))
    .map((columns) => [rows, columns] as const),
);
const layout = (names: string, [rows, columns]: readonly [string, string]): Layout => ({
  dims: [
    { name: names.charAt(0), axes: Array.from(rows) },
    { name: names.charAt(1), axes: Array.from(columns) },
  ],
  partial: [],
});
const problem = (a: readonly [string, string], b: readonly [string, string], x: number, y: number): Problem => ({
  mesh: { X: x, Y: y },
  sizes: { I: 64, J: 64, K: 64 },
  bytesPerElement: 2,
  inputs: { A: { layout: layout('IJ', a) }, B: { layout: layout('JK', b) } },
  chain: ['A', 'B'],
  goal: { name: 'C', layout: layout('IK', ['', '']) },
});

/** A second multiplication, written as the definition says, with three loops. */
const plainProduct = (a: readonly (readonly number[])[], b: readonly (readonly number[])[]): number[][] => {
  const product: number[][] = [];
  for (const row of a) {
    const line: number[] = [];
    for (let k = 0; k < (b[0]?.length ?? 0); k++) {
      let sum = 0;
      for (let j = 0; j < row.length; j++) sum += (row[j] ?? NaN) * (b[j]?.[k] ?? NaN);
      line.push(sum);
    }
    product.push(line);
  }
  return product;
};

/**
 * Puts a value together from what the devices hold, element by element: each device's block stands where its coordinates
 * say, summands are added, and copies must agree. It shares no code with the simulation.
 */
function assembled(value: number, program: Program, problem: Problem, run: ReturnType<typeof simulate>): number[][] {
  const { dims, partial } = program[value]?.layout ?? { dims: [], partial: [] };
  const side = run.devices.length;
  const total = Array.from({ length: side }, () => Array.from<number>({ length: side }).fill(0));
  const seen = new Map<string, number>();
  run.devices.forEach((device, i) => {
    const block = run.held[value]?.[i] ?? [];
    const offset = (along: number): number => {
      let [start, length] = [0, side];
      for (const axis of dims[along]?.axes ?? []) {
        length /= problem.mesh[axis] ?? 1;
        start += (device[axis] ?? 0) * length;
      }
      return start;
    };
    block.forEach((row, r) => {
      row.forEach((number, c) => {
        const [top, left] = [offset(0) + r, offset(1) + c];
        // A copy is told from a summand by the device's coordinates along the partial axes.
        const key = `${top},${left},${partial.map((axis) => device[axis]).join()}`;
        const copy = seen.get(key);
        if (copy !== undefined) expect(number).toBe(copy);
        seen.set(key, number);
      });
    });
  });
  for (const [key, number] of seen) {
    const [top = NaN, left = NaN] = key.split(',').map(Number);
    const row = total[top];
    if (row) row[left] = (row[left] ?? NaN) + number;
  }
  return total;
}

const over = fc.constantFrom('X', 'Y', 'XY', 'YX');
const dimension = fc.constantFrom('I', 'J', 'K');
const operation = fc.oneof(
  fc.tuple(fc.constantFrom('AllGather', 'AllReduce'), over).map(
    ([name, axes]) =>
      (of: string) =>
        `${name}_${axes}(${of})`,
  ),
  fc.tuple(fc.constantFrom('ReduceScatter', 'AllToAll', 'Slice'), over, dimension).map(
    ([name, axes, dim]) =>
      (of: string) =>
        `${name}_{${axes},${dim}}(${of})`,
  ),
);
const operations = fc.array(operation, { maxLength: 8 });
const cut = fc.constantFrom(...cuts);

const holds = (text: string, setting: Problem): boolean => {
  const parsed = parse(text);
  if (!parsed.ok) throw new Error(`unreadable: ${text}`);
  return compile(parsed.plan, setting).ok;
};
/** Those of the operations that hold one after the other, put around a text. */
const around = (text: string, list: readonly ((of: string) => string)[], setting: Problem): string =>
  list.reduce((inner, apply) => (holds(apply(inner), setting) ? apply(inner) : inner), text);
/** Collectives on A, on B, then on their product; where the blocks do not meet, matrices are gathered first. */
function planFrom([onA, onB, onC]: readonly (readonly ((of: string) => string)[])[], setting: Problem): string {
  const a = around('A', onA ?? [], setting);
  const b = around('B', onB ?? [], setting);
  const gather = ['YX', 'XY', 'X', 'Y'].map((axes) => (of: string) => `AllGather_${axes}(${of})`);
  const whole = around(b, [...gather, ...gather], setting);
  const product = [`(${a} · ${b})`, `(${a} · ${whole})`, `(${around(a, [...gather, ...gather], setting)} · ${whole})`].find((text) =>
    holds(text, setting),
  );
  if (product === undefined) throw new Error(`no product of ${a} and ${b}`);
  return around(product, onC ?? [], setting);
}

describe('the tiny mesh', () => {
  it('leaves on its devices the blocks of a plain matmul, for every plan whose layouts hold', () => {
    const moved = new Set<string>();
    fc.assert(
      fc.property(
        fc.tuple(operations, operations, operations),
        cut,
        cut,
        fc.constantFrom([2, 2], [4, 2], [2, 3], [1, 4]),
        fc.nat(1000),
        (lists, a, b, [x = 1, y = 1], fill) => {
          const setting = problem(a, b, x, y);
          const parsed = parse(planFrom(lists, setting));
          if (!parsed.ok) throw new Error('unreadable');
          const compiled = compile(parsed.plan, setting);
          const run = simulate(compiled.program, setting, fill);
          const inputs = new Map(compiled.program.flatMap((step, i) => (step.kind === 'input' ? [[step.name, i] as const] : [])));
          const whole = new Map([...inputs].map(([name, i]) => [name, assembled(i, compiled.program, setting, run)]));
          compiled.program.forEach((step, i) => {
            const [left, right] = [whole.get('A'), whole.get('B')];
            const found = assembled(i, compiled.program, setting, run);
            const names = step.layout.dims.map(({ name }) => name).join('');
            if (names === 'IJ') expect(found).toEqual(left);
            else if (names === 'JK') expect(found).toEqual(right);
            else if (left && right) expect(found).toEqual(plainProduct(left, right));
          });
          expect(compiled.ok).toBe(true);
          compiled.program.forEach((step) => {
            if (step.kind === 'collective') moved.add(step.collective);
          });
        },
      ),
      { seed, numRuns: 400 },
    );
    expect([...moved].toSorted()).toEqual([...collectives].toSorted());
  });

  it('computes a product that is wrong wherever the rules of layouts forbid it', () => {
    // Rows and columns cut by the same axis: run regardless, only the diagonal blocks come out.
    const setting = problem(['X', ''], ['', 'X'], 4, 1);
    const parsed = parse('A · B');
    expect(parsed.ok && compile(parsed.plan, setting)).toMatchObject({ ok: false, fault: { code: 'axis-twice' } });
    const lied: Program = [
      { kind: 'input', name: 'A', layout: layout('IJ', ['X', '']), at: { start: 0, end: 1 } },
      { kind: 'input', name: 'B', layout: layout('JK', ['', 'X']), at: { start: 0, end: 1 } },
      { kind: 'product', left: 0, right: 1, layout: layout('IK', ['X', 'X']), at: { start: 0, end: 1 } },
    ];
    const run = simulate(lied, setting);
    const found = assembled(2, lied, setting, run);
    expect(found[0]?.[0]).toBe(run.wanted[0]?.[0]);
    expect(found).not.toEqual(run.wanted);
  });

  it('shows a device whose number is wrong where partial sums are taken for sums', () => {
    const task: NotationTask = { ...problem(['', 'X'], ['X', ''], 4, 1), ours: 'AllReduce_X(A · B)' };
    const judged = judgePlan('A · B → C[I, K]', task);
    expect(judged.verdict === 'off' && judged.difference).toBeTruthy();
    if (judged.verdict === 'off' && judged.difference) {
      expect(judged.difference.held).not.toBe(judged.difference.wanted);
      expect(notationFeedback(judged, notationWords).text).toContain(String(judged.difference.wanted).replace('-', '−'));
    }
  });

  it('never throws for any text, and judges the same text the same way', () => {
    const task: NotationTask = { ...problem(['', 'X'], ['X', ''], 2, 2), ours: 'AllReduce_X(A · B)' };
    const pieces = fc.constantFrom(
      'A',
      'B',
      'C',
      '[',
      ']',
      'I',
      'J_X',
      ',',
      '·',
      '→',
      '->',
      '{U_X}',
      '(',
      ')',
      'AllReduce_',
      'X',
      '_{X,K}',
      ';',
      '\n',
      ' ',
      '{',
      '}',
      '=',
      'ReduceScatter',
      '\\to',
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(pieces, { maxLength: 25 }).map((list) => list.join('')),
    );
    fc.assert(
      fc.property(text, (typed) => {
        const judged = judgePlan(typed, task);
        expect(judgePlan(typed, task)).toEqual(judged);
        const { at, text: words } = notationFeedback(judged, notationWords);
        expect(words).not.toMatch(/undefined|NaN/);
        if (at) {
          expect(at.start).toBeGreaterThanOrEqual(0);
          expect(at.end).toBeLessThanOrEqual(typed.length);
          expect(at.end).toBeGreaterThanOrEqual(at.start);
        }
      }),
      { seed, numRuns: 2000 },
    );
  });
});
