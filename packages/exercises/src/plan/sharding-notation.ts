/**
 * A plan for a sharded matmul as an answer: read, followed, run on a tiny mesh, compared with the product asked for, and priced. Codes
 * only; the words are in `sharding-feedback.ts`.
 */
import type { Fault, Instruction, Layout, Problem } from './sharding-layout.ts';
import { compile, sameLayout, writeLayout } from './sharding-layout.ts';
import { firstDifference, simulate, type Difference } from './sharding-mesh.ts';
import { price } from './sharding-price.ts';
import type { Span, SyntaxProblem } from './sharding-syntax.ts';
import { parse } from './sharding-syntax.ts';

export * from './sharding-layout.ts';
export { bytesHeld, price, type Price, type Shapes } from './sharding-price.ts';
export { simulate, type Difference, type Run } from './sharding-mesh.ts';
export * from './sharding-syntax.ts';

/** What was done, what is there now, what each device sent. */
export interface Line {
  readonly kind: Instruction['kind'];
  readonly text: string;
  readonly layout: Layout;
  readonly bytes: number;
}

/**
 * - `wrong-product`: the result is another tensor than the one asked for.
 * - `goal-partial`: the right product, but still in summands.
 * - `goal-layout`: the right product, laid out otherwise than asked.
 * - `wrong-values`: the devices hold other numbers than they should.
 */
export type MissCode = 'wrong-product' | 'goal-partial' | 'goal-layout' | 'wrong-values';
export interface Miss {
  readonly code: MissCode;
  readonly at: Span;
  readonly is: string;
  readonly said: string;
}

export type NotationJudgement =
  | { readonly verdict: 'unreadable'; readonly problem: SyntaxProblem }
  | { readonly verdict: 'off'; readonly fault: Fault | Miss; readonly difference?: Difference }
  | { readonly verdict: 'correct'; readonly lines: readonly Line[]; readonly bytes: number; readonly ours: number };

/** A problem, and a plan of ours that solves it. */
export interface NotationTask extends Problem {
  readonly ours: string;
}

type Followed =
  | { readonly ok: true; readonly lines: readonly Line[]; readonly bytes: number }
  | { readonly ok: false; readonly judgement: NotationJudgement };

const wrong = (judgement: NotationJudgement): Followed => ({ ok: false, judgement });

function follow(text: string, task: Problem): Followed {
  const parsed = parse(text);
  if (!parsed.ok) return wrong({ verdict: 'unreadable', problem: parsed.problem });
  const { mesh, goal } = task;
  const compiled = compile(parsed.plan, task);
  const { program } = compiled;
  const run = simulate(program, task);
  const differs = (value: number, layout: Layout, whole = run.truth[value] ?? []): Difference | undefined =>
    firstDifference(run, run.held[value] ?? [], whole, layout, mesh);

  if (!compiled.ok) {
    const { fault } = compiled;
    const difference = fault.value !== undefined && fault.saidLayout ? differs(fault.value, fault.saidLayout) : undefined;
    return wrong({ verdict: 'off', fault, ...(difference && { difference }) });
  }
  const { result } = compiled;
  const last = program[result];
  if (!last) throw new RangeError(`follow: no value ${result}`);
  const { layout, at } = last;
  const miss = (code: MissCode): Followed => {
    const difference = code === 'wrong-product' ? undefined : differs(result, goal.layout, run.wanted);
    return wrong({
      verdict: 'off',
      fault: { code, at, is: writeLayout(goal.name, layout), said: writeLayout(goal.name, goal.layout) },
      ...(difference && { difference }),
    });
  };
  if (!layout.dims.every(({ name }, i) => name === goal.layout.dims[i]?.name)) return miss('wrong-product');
  if (layout.partial.length > goal.layout.partial.length) return miss('goal-partial');
  if (!sameLayout(layout, goal.layout)) return miss('goal-layout');
  if (differs(result, goal.layout, run.wanted)) return miss('wrong-values');
  const { bytes, total } = price(program, task, mesh);
  const lines = program.map((step, i): Line => ({
    kind: step.kind,
    text: text.slice(step.at.start, step.at.end),
    layout: step.layout,
    bytes: bytes[i] ?? NaN,
  }));
  return { ok: true, lines, bytes: total };
}

/** Never throws for a text; throws `RangeError` where the task's own plan does not solve it. */
export function judgePlan(text: string, task: NotationTask): NotationJudgement {
  const ours = follow(task.ours, task);
  if (!ours.ok) throw new RangeError(`judgePlan: the task's own plan is ${ours.judgement.verdict}: ${task.ours}`);
  const theirs = follow(text, task);
  return theirs.ok ? { verdict: 'correct', lines: theirs.lines, bytes: theirs.bytes, ours: ours.bytes } : theirs.judgement;
}
