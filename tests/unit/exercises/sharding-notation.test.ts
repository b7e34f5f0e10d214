import { notationWords } from '#exercise/words/plan.ts';
import { describe, expect, it } from 'vitest';
import {
  compile,
  judgePlan,
  parse,
  writeLayout,
  type FaultCode,
  type Layout,
  type MissCode,
  type NotationTask,
  type Problem,
  type SyntaxCode,
} from '@scaling-workbook/exercises/plan/sharding-notation';
import { notationFeedback } from '@scaling-workbook/exercises/plan/sharding-feedback';

const layout = (rows: string, columns: string, partial = ''): Layout => {
  const dim = (text: string) => ({ name: text.charAt(0), axes: Array.from(text.slice(1)) });
  return { dims: [dim(rows), dim(columns)], partial: Array.from(partial) };
};

/** The same two matrices laid out in many ways, on a mesh of 4 × 2. */
const given = (a: Layout, b: Layout, goal = layout('I', 'K')): Problem => ({
  mesh: { X: 4, Y: 2 },
  sizes: { I: 1024, J: 2048, K: 512 },
  bytesPerElement: 2,
  inputs: { A: { layout: a }, B: { layout: b } },
  chain: ['A', 'B'],
  goal: { name: 'C', layout: goal },
});
const contraction: NotationTask = { ...given(layout('I', 'JX'), layout('JX', 'K')), ours: 'A · B → C[I, K]{U_X}; AllReduce_X(C)' };

describe('reading sharding notation', () => {
  it.each([
    'A[I_X, J] · B[J, K_Y] → C[I_X, K_Y]',
    'A[I_X, J] * B[J, K_Y] -> C[I_X, K_Y]',
    'A[I_X,J]@B[J,K_Y]=>C[I_X,K_Y]',
    'a[i_x, j] × b[j, k_y] → c[i_x, k_y]',
    String.raw`A[I_X, J] \cdot B[J, K_{Y}] \to C[I_{X}, K_Y]`,
    'A[I_X, J]\n  · B[J, K_Y]\n  → C[I_X, K_Y]\n',
    'C[I_X, K_Y] = A[I_X, J] · B[J, K_Y]',
    '  (A[I_X, J] · B[J, K_Y]) → C[I_X, K_Y] ; ',
  ])('reads %s as one step from two matrices to one', (text) => {
    const parsed = parse(text);
    expect(parsed.ok && parsed.plan.steps).toHaveLength(1);
    const step = parsed.ok ? parsed.plan.steps[0] : undefined;
    expect(step?.of.kind).toBe('product');
    expect(step?.into?.dims?.map(({ letter, axes }) => letter + axes.map((axis) => axis.letter).join(''))).toEqual(['IX', 'KY']);
  });

  it.each([
    ['AllReduce_X(C)', 'AllReduce', 'X', undefined],
    ['all_reduce_{X}(C)', 'AllReduce', 'X', undefined],
    ['All-Gather_XY C', 'AllGather', 'XY', undefined],
    ['ReduceScatter_{X, K} C[I, K]{U_X}', 'ReduceScatter', 'X', 'K'],
    ['reduce-scatter_x,k(C[I, K] { U_{X} })', 'ReduceScatter', 'X', 'K'],
    ['AllToAll_{X,J} : A[I_X, J]', 'AllToAll', 'X', 'J'],
    ['AllToAll_{X → J}(A)', 'AllToAll', 'X', 'J'],
    ['Slice_{Y,I}(A)', 'Slice', 'Y', 'I'],
  ])('reads %s as %s', (text, name, axes, dim) => {
    const parsed = parse(text);
    const of = parsed.ok ? parsed.plan.steps[0]?.of : undefined;
    expect(of).toMatchObject({ kind: 'collective', collective: name });
    if (of?.kind !== 'collective') return;
    expect(of.axes.map(({ letter }) => letter).join('')).toBe(axes);
    expect(of.dim?.letter).toBe(dim);
  });

  it.each<[string, SyntaxCode, string]>([
    ['', 'empty', ''],
    ['A[I_X, J · B', 'unclosed', '['],
    ['A[I, J', 'unclosed', '['],
    ['(A · B', 'unclosed', '('],
    ['A[I_{X, J] · B', 'unclosed', '{'],
    ['A[I, J, K]', 'two-dimensions', '[I, J, K]'],
    ['A[I]', 'two-dimensions', '[I]'],
    ['A[I_, J]', 'axis-expected', ','],
    ['A[I_4, J]', 'axis-expected', '4'],
    ['A[, J]', 'dimension-expected', ','],
    ['A[Batch, J]', 'dimension-expected', 'B'],
    ['A · → C', 'tensor-expected', '→'],
    ['A · ', 'tensor-expected', ''],
    ['· B', 'tensor-expected', '·'],
    ['AllReduce(C)', 'subscript-missing', 'AllReduce'],
    ['A · B → C[I, K]{X}', 'partial-expected', '{X'],
    ['A · B → AllReduce_X(C)', 'target-expected', 'AllReduce'],
    ['A · B →', 'target-expected', ''],
    ['A · B C', 'leftover', 'C'],
    ['A B', 'leftover', 'B'],
    ['(A B)', 'leftover', 'B'],
    ['AllToAll_{X,J,K}(A)', 'axis-expected', 'K'],
    [`A · B${' '.repeat(3000)}`, 'too-long', ' '],
    [`${'('.repeat(50)}A`, 'too-long', '('],
  ])('says where %j cannot be read: %s', (text, code, what) => {
    const parsed = parse(text);
    expect(parsed).toMatchObject({ ok: false, problem: { code } });
    if (!parsed.ok) expect(text.slice(parsed.problem.at.start, parsed.problem.at.end).trim() || '').toBe(what.trim().slice(0, 20));
  });
});

describe('following a plan', () => {
  const resulting = (text: string, problem: Problem): string => {
    const parsed = parse(text);
    const compiled = parsed.ok ? compile(parsed.plan, problem) : undefined;
    if (!compiled?.ok) return JSON.stringify(parsed.ok ? compiled : parsed);
    const last = compiled.program[compiled.result];
    return last ? writeLayout('C', last.layout) : '';
  };

  it.each<[string, Problem, string]>([
    ['A · B', given(layout('I', 'J'), layout('J', 'K')), 'C[I, K]'],
    ['A · B', given(layout('IX', 'J'), layout('J', 'K')), 'C[I_X, K]'],
    ['A · B', given(layout('IX', 'J'), layout('J', 'KY')), 'C[I_X, K_Y]'],
    ['A · B', given(layout('IX', 'JY'), layout('JY', 'K')), 'C[I_X, K]{U_Y}'],
    ['A · B', given(layout('I', 'JXY'), layout('JXY', 'K')), 'C[I, K]{U_{XY}}'],
    ['AllGather_Y(A) · B', given(layout('IXY', 'J'), layout('J', 'K')), 'C[I_X, K]'],
    ['AllGather_XY(A) · B', given(layout('IXY', 'J'), layout('J', 'K')), 'C[I, K]'],
    ['AllReduce_X(A · B)', given(layout('I', 'JXY'), layout('JXY', 'K')), 'C[I, K]{U_Y}'],
    ['ReduceScatter_{X,K}(A · B)', given(layout('IY', 'JX'), layout('JX', 'K')), 'C[I_Y, K_X]'],
    ['A·B → C[I,K]{U_X}; ReduceScatter_X(C) → C[I_X, K]', contraction, 'C[I_X, K]'],
    ['AllToAll_{X,J}(A) · B', given(layout('IX', 'J'), layout('JX', 'K')), 'C[I, K]{U_X}'],
    ['A · Slice_{X,K}(B)', given(layout('I', 'J'), layout('J', 'K')), 'C[I, K_X]'],
    ['A · AllGather_X(B)\nAllReduce_Y(C)\nC', given(layout('IX', 'JY'), layout('JY', 'KX')), 'C[I_X, K]'],
  ])('%s leaves what the rules of blocks say', (text, problem, expected) => {
    expect(resulting(text, problem)).toBe(expected);
  });

  it.each<[string, Problem, FaultCode | MissCode, string]>([
    ['A · D', contraction, 'unknown-tensor', 'D'],
    ['AllReduce_Z(A · B)', contraction, 'unknown-axis', 'Z'],
    ['A · B → C[I_X, K_X]', contraction, 'axis-reused', 'X'],
    ['A[I_X, J] · B', contraction, 'claim', 'A[I_X, J]'],
    ['A · B → C[I, K]', contraction, 'partial-forgotten', 'C[I, K]'],
    ['B · A', contraction, 'no-contraction', 'B · A'],
    ['A · B', given(layout('I', 'J'), layout('JX', 'K')), 'cut-differently', 'A · B'],
    ['A · B', given(layout('IX', 'J'), layout('J', 'KX')), 'axis-twice', 'A · B'],
    ['A · AllGather_X(A · B)', contraction, 'not-cut', 'AllGather_X(A · B)'],
    ['AllGather_X(A)', given(layout('IXY', 'J'), layout('J', 'K')), 'axis-order', 'AllGather_X(A)'],
    ['AllReduce_X(A)', contraction, 'not-partial', 'AllReduce_X(A)'],
    ['Slice_{X,I}(A)', contraction, 'not-replicated', 'Slice_{X,I}(A)'],
    ['ReduceScatter_X(A · B)', contraction, 'dimension-missing', 'ReduceScatter_X(A · B)'],
    ['AllReduce_{X,K}(A · B)', contraction, 'dimension-unwanted', 'K'],
    ['ReduceScatter_{X,J}(A · B)', contraction, 'dimension-unknown', 'J'],
    ['AllToAll_{X,J}(A)', contraction, 'dimension-unknown', 'J'],
    ['AllGather_{X,I}(A)', contraction, 'not-cut', 'I'],
    ['A', contraction, 'wrong-product', 'A'],
    ['A · B', contraction, 'goal-partial', 'A · B'],
    ['ReduceScatter_{X,I}(A · B)', contraction, 'goal-layout', 'ReduceScatter_{X,I}(A · B)'],
  ])('%s does not hold: %s', (text, problem, code, what) => {
    const judged = judgePlan(text, {
      ...problem,
      ours:
        problem === contraction
          ? contraction.ours
          : text.startsWith('A · B') || text.startsWith('AllGather')
            ? solutions(problem)
            : contraction.ours,
    });
    expect(judged).toMatchObject({ verdict: 'off', fault: { code } });
    const words = notationFeedback(judged, notationWords);
    expect(text.slice(words.at?.start, words.at?.end)).toBe(what);
    expect(words.text).not.toMatch(/undefined|NaN|\[object/);
  });

  /** A plan that solves whatever layout was given, by gathering everything first. */
  function solutions({ inputs }: Problem): string {
    const gather = (name: string): string => {
      const input = inputs[name];
      const axes = input && 'layout' in input ? input.layout.dims.flatMap((dim) => dim.axes) : [];
      return axes.length === 0 ? name : `AllGather_${axes.join('')}(${name})`;
    };
    return `${gather('A')} · ${gather('B')}`;
  }

  it('multiplies no partial sums with something that differs along their axis', () => {
    const problem: Problem = {
      ...given(layout('I', 'JX'), layout('JX', 'K')),
      inputs: { A: { layout: layout('I', 'JX') }, B: { layout: layout('JX', 'K') }, D: { layout: layout('K', 'LX') } },
      sizes: { I: 8, J: 8, K: 8, L: 8 },
    };
    const parsed = parse('A · B → C; C · D');
    expect(parsed.ok && compile(parsed.plan, problem)).toMatchObject({ ok: false, fault: { code: 'partial-product', name: 'X' } });
  });

  it('lets a replicated matrix multiply partial sums, and add them up later', () => {
    const three: NotationTask = {
      ...contraction,
      sizes: { I: 8, J: 8, K: 8, L: 8 },
      inputs: { ...contraction.inputs, D: { layout: layout('K', 'L') } },
      chain: ['A', 'B', 'D'],
      goal: { name: 'E', layout: layout('I', 'L') },
      ours: 'A · B → C; AllReduce_X(C); C · D → E',
    };
    expect(judgePlan('AllReduce_X((A · B) · D)', three).verdict).toBe('correct');
  });
});

describe('tensors that the reader lays out', () => {
  const mlp: NotationTask = {
    mesh: { X: 8 },
    sizes: { B: 2048, D: 8192, F: 28672 },
    bytesPerElement: 2,
    inputs: { In: { layout: layout('B', 'D') }, W1: { dims: ['D', 'F'], over: ['X'] }, W2: { dims: ['F', 'D'], over: ['X'] } },
    chain: ['In', 'W1', 'W2'],
    goal: { name: 'Out', layout: layout('B', 'D') },
    ours: 'In · W1[D, F_X] → H[B, F_X]; H · W2[F_X, D] → Out[B, D]{U_X}; AllReduce_X(Out)',
  };

  it('takes column-parallel and then row-parallel with one all-reduce, however it is written', () => {
    for (const plan of [
      mlp.ours,
      'AllReduce_X(In · W1[D, F_X] · W2[F_X, D])',
      'In·W₁[D,F_X]→H\nReduceScatter_{X,D}(H·W₂[F_X,D])→Out\nAllGather_X(Out)',
    ]) {
      const judged = judgePlan(plan, mlp);
      expect(judged).toMatchObject({ verdict: 'correct' });
      // One all-reduce of [2048, 8192] in BF16 over 8 devices: 2 · 7/8 · 33,554,432 bytes.
      if (judged.verdict === 'correct') expect(judged.bytes).toBe(58_720_256);
    }
  });

  it.each<[string, FaultCode | MissCode]>([
    ['In · W1 → H', 'layout-needed'],
    ['In · W1[D, F] → H', 'uncut'],
    ['In · W1[F, D_X] → H', 'claim'],
    ['In · W1[D, F]{U_X} → H', 'claim'],
    ['In', 'wrong-values'],
  ])('refuses %s: %s', (plan, code) => {
    const judged = judgePlan(plan, mlp);
    expect(judged).toMatchObject({ verdict: 'off', fault: { code } });
    expect(notationFeedback(judged, notationWords).text).not.toMatch(/undefined|NaN/);
  });

  it('takes a dearer plan for right, and says that there is a cheaper one', () => {
    const judged = judgePlan('In · AllGather_X(W1[D, F_X]) → H; H · AllGather_X(W2[F_X, D]) → Out', mlp);
    expect(judged).toMatchObject({ verdict: 'correct', bytes: 2 * (7 / 8) * 8192 * 28672 * 2 });
    expect(notationFeedback(judged, notationWords).title).toMatch(/cheaper/);
  });
});

describe('the price of a plan', () => {
  // By hand, on a mesh of X = 4, Y = 2, with A of 1024 × 2048, B of 2048 × 512 and C of 1024 × 512, two bytes an element.
  it.each<[string, Problem, number]>([
    ['AllReduce_X(A · B)', contraction, 2 * (3 / 4) * 1024 * 512 * 2],
    ['AllGather_X(ReduceScatter_{X,K}(A · B))', contraction, 2 * (3 / 4) * 1024 * 512 * 2],
    ['AllGather_X(A) · AllGather_X(B)', contraction, (3 / 4) * (1024 * 2048 + 2048 * 512) * 2],
    ['AllGather_{XY}(A) · B', given(layout('IXY', 'J'), layout('J', 'K')), (7 / 8) * 1024 * 2048 * 2],
    ['AllGather_X(AllGather_Y(A)) · B', given(layout('IXY', 'J'), layout('J', 'K')), ((1 / 2) * (1024 / 4) + (3 / 4) * 1024) * 2048 * 2],
    [
      'AllReduce_X(AllToAll_{X,J}(A) · B)',
      given(layout('IX', 'J'), layout('JX', 'K')),
      (3 / 16) * 1024 * 2048 * 2 + 2 * (3 / 4) * 1024 * 512 * 2,
    ],
    ['AllGather_X(A · Slice_{X,K}(B))', given(layout('I', 'J'), layout('J', 'K')), (3 / 4) * 1024 * 512 * 2],
    ['A · B', given(layout('I', 'J'), layout('J', 'K')), 0],
  ])('%s sends what the ring formulas say', (ours, problem, bytes) => {
    expect(judgePlan(ours, { ...problem, ours })).toMatchObject({ verdict: 'correct', bytes, ours: bytes });
  });

  it('praises a plan that sends less than ours', () => {
    const judged = judgePlan(contraction.ours, { ...contraction, ours: 'AllGather_X(A) · AllGather_X(B)' });
    expect(notationFeedback(judged, notationWords).title).toMatch(/cheaper/);
  });

  it('refuses a task whose own plan does not solve it, or that leaves a dimension without a size', () => {
    expect(() => judgePlan('A · B', { ...contraction, ours: 'A · B' })).toThrow(RangeError);
    expect(() => judgePlan(contraction.ours, { ...contraction, sizes: { I: 8, J: 8 } })).toThrow(/dimension K/);
  });
});
