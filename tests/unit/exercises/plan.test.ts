import * as formulas from '@scaling-workbook/formulas/formulas';
import { amount, md, parts, solve, toJudged, type Exercise } from '@scaling-workbook/exercises';
import { beforeAll, describe, expect, it } from 'vitest';
import { disagreements } from '#book/author-errors.ts';
import { judgeAll, loadJudges } from '#exercise/judge.ts';
import { fieldsHtml } from '#exercise/markup.ts';
import { specsOf } from './support.ts';

const text = () => md`text`;
const texts = { ask: text, hint: text, after: text };
const task = {
  mesh: { X: 4 },
  sizes: { I: 4096, J: 32_768, K: 4096 },
  bytesPerElement: 2,
  held: ['A[I, J_X]', 'B[J_X, K]'],
  goal: 'C[I, K]',
  ours: 'A[I, J_X] · B[J_X, K] → C[I, K]{U_X}\nAllReduce_X(C) → C[I, K]',
};
/** 2 · 3/4 of 4096² elements of two bytes. */
const field = { label: 'Plan', byHand: 50_331_648, plan: () => task };
const planning = (over: object = {}, taskOver: object = {}): Exercise =>
  parts({
    title: 'Plan',
    given: { one: amount(1, '1') },
    ...texts,
    fields: { plan: { ...field, ...over, plan: () => ({ ...task, ...taskOver }) } },
  });
const exercise = planning();
const say = (typed: string, of = exercise) => judgeAll(toJudged(specsOf(of)), { plan: typed }).plan;
const dear = 'AllGather_X(A) * AllGather_X(B)';

beforeAll(() => loadJudges(specsOf(exercise)));

describe('a plan as a field', () => {
  it.each([
    ['A * B -> C; AllReduce_X(C)', 'correct', 'Correct.'],
    [dear, 'correct', 'Correct, but there is a cheaper plan.'],
    ['A · B', 'off', 'Not yet.'],
    ['A[I, J_X · B', 'unreadable', 'I cannot read this yet.'],
    ['', 'unreadable', 'I cannot read this yet.'],
  ])('%s is %s', (typed, verdict, title) => {
    expect(say(typed)).toMatchObject({ verdict, title });
  });
  it('can ask for the cheapest', () => {
    const cheapest = planning({ cheapest: true });
    expect(say(dear, cheapest)?.verdict).toBe('rounded');
    expect(say(task.ours, cheapest)?.verdict).toBe('correct');
  });
  it('shows what each step costs, and the place that cannot be read, as text', () => {
    expect(say(task.ours)?.more).toMatch(/AllReduce<sub>X<\/sub>\(C\).*50\.33 MB.*Together/);
    expect(say('A[I, J_X <b>')?.more).toContain('<mark>[</mark>I, J_X &lt;b&gt;</pre>');
    expect(say('')?.more).toBeUndefined();
  });
  it('has lines to type in, signs to insert, and a place for its table that is not read out', () => {
    const html = fieldsHtml('x', specsOf(exercise));
    expect(html).toMatch(
      /<label for="x-plan-input">Plan .*<textarea id="x-plan-input".*data-insert="→".*<div class="more"><\/div><\/form>$/,
    );
  });
  it('may leave the layout of a factor to the reader', () => {
    const free = planning({}, { held: ['A[I, J]', 'B[J, K]'], choose: { A: ['X'], B: ['X'] } });
    expect(say(task.ours, free)?.verdict).toBe('correct');
    expect(say('A[I, J] · B[J, K_X]', free)).toMatchObject({ verdict: 'off' });
  });
});

describe('the author of a plan is told', () => {
  const place = { file: 'x.ts', source: '' };
  it('where the bytes on paper differ', () => {
    expect(disagreements(exercise, solve(exercise, formulas), place)).toEqual([]);
    const wrong = planning({ byHand: 5 });
    expect(disagreements(wrong, solve(wrong, formulas), place)[0]?.say).toContain('sends 50331648 B from each device, and byHand says 5');
  });
  it.each([
    ['their own plan fails', { ours: 'A · B' }, 'own plan is off: A · B'],
    ['a tensor is none', { held: ['A', 'B[J_X, K]'] }, '“A” is no tensor with its layout'],
    ['an axis is not there', { goal: 'C[I_Y, K]' }, '“C[I_Y, K]”: unknown-axis Y'],
    ['a choice names no factor', { choose: { D: ['X'] } }, 'choose names D, which is not among A, B'],
  ])('where %s', (_, over, message) => {
    expect(() => solve(planning({}, over), formulas)).toThrow(message);
  });
});
