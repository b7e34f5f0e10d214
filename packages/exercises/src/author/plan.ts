/** A plan in sharding notation as an answer. */
import { judgePlan, parse, readLayout, type Line, type NotationTask } from '../plan/sharding-notation.ts';
import type { PlanField, PlanTask } from './exercise.ts';

export interface SolvedPlan {
  readonly kind: 'plan';
  readonly key: string;
  readonly label: string;
  readonly task: NotationTask;
  /** Only a plan that sends as little as ours is right. */
  readonly cheapest: boolean;
  readonly lines: readonly Line[];
  /** That each device sends in our plan. */
  readonly bytes: number;
}

/** `A[I, J_X]` as a name and dimensions. */
function named(text: string): { readonly name: string; readonly dims: readonly [string, string] } {
  const parsed = parse(text);
  const of = parsed.ok && parsed.plan.steps.length === 1 ? parsed.plan.steps[0]?.of : undefined;
  if (of?.kind !== 'tensor' || !of.dims) throw new TypeError(`“${text}” is no tensor with its layout, such as A[I, J_X]`);
  return { name: of.name, dims: [of.dims[0].letter, of.dims[1].letter] };
}

function toTask({ mesh, sizes, bytesPerElement, held, choose = {}, goal, ours }: PlanTask): NotationTask {
  const inputs = held.map((text) => {
    const { name, dims } = named(text);
    const over = choose[name];
    return [name, over ? { dims, over } : { layout: readLayout(text, mesh) }] as const;
  });
  const chain = inputs.map(([name]) => name);
  const stray = Object.keys(choose).find((name) => !chain.includes(name));
  if (stray !== undefined) throw new TypeError(`choose names ${stray}, which is not among ${chain.join(', ')}`);
  return {
    mesh,
    sizes,
    bytesPerElement,
    inputs: Object.fromEntries(inputs),
    chain,
    goal: { name: named(goal).name, layout: readLayout(goal, mesh) },
    ours,
  };
}

/** Throws where the author's own plan does not solve the task. */
export function solvePlan(key: string, field: PlanField, given: Parameters<PlanField['plan']>[0]): SolvedPlan {
  const task = toTask(field.plan(given));
  const judged = judgePlan(task.ours, task);
  if (judged.verdict !== 'correct') throw new TypeError(`“${key}”: its own plan is ${judged.verdict}`);
  return { kind: 'plan', key, label: field.label, task, cheapest: field.cheapest ?? false, lines: judged.lines, bytes: judged.bytes };
}
