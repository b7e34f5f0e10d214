/** Judges a formula over letters by its values at points, never by how it is written. Codes only. */
import type { JudgedField } from '../author/spec.ts';
import { namesIn, readExpression, toText, valueOf, type Expression, type ExpressionRefusal } from './expression.ts';

export type SymbolicSpec = Extract<JudgedField, { kind: 'symbolic' }>;

export type SymbolicJudgement =
  | { readonly verdict: 'unreadable'; readonly refusal: ExpressionRefusal }
  | ({ readonly read: string } &
      /** `leading`: only where some letters are much larger than the others. */
      (
        | { readonly verdict: 'correct'; readonly leading: boolean }
        /** Right only in that limit, or but for rounding. */
        | { readonly verdict: 'rounded'; readonly leading: boolean }
        | { readonly verdict: 'slip'; readonly slip: number }
        /** Right but for a constant factor. */
        | { readonly verdict: 'power'; readonly factor: number }
        /** Letters missing or superfluous; `sign`: right with the other sign. */
        | { readonly verdict: 'off'; readonly wrong: 'sign' | 'other' }
        | { readonly verdict: 'off'; readonly wrong: 'without' | 'needless'; readonly names: readonly string[] }
      ));

const near = (a: number, b: number, tolerance: number): boolean => Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b));

const valuesAt = (expression: Expression, letters: readonly string[], points: readonly (readonly number[])[]): readonly number[] =>
  points.map((point) => valueOf(expression, Object.fromEntries(letters.map((name, i) => [name, point[i] ?? Number.NaN]))));

const agree = (got: readonly number[], values: readonly number[], tolerance: number): boolean =>
  got.every((x, i) => near(x, values[i] ?? Number.NaN, tolerance));

function judge(spec: SymbolicSpec, expression: Expression): Exclude<SymbolicJudgement, { verdict: 'unreadable' }> {
  const read = toText(expression);
  const { letters, points, values, tolerance, slips, limit, idle = [] } = spec;
  const got = valuesAt(expression, letters, points);
  if (agree(got, values, tolerance)) return { verdict: 'correct', leading: false, read };
  const leading = limit !== undefined && agree(valuesAt(expression, letters, limit.points), limit.values, Math.max(tolerance, 1e-4));
  if (leading && limit.accept) return { verdict: 'correct', leading, read };
  const slip = slips.findIndex(([wrong]) => agree(got, wrong, Math.max(tolerance, 1e-6)));
  if (slip >= 0) return { verdict: 'slip', slip, read };
  if (leading) return { verdict: 'rounded', leading, read };
  const [first = Number.NaN, ...ratios] = got.map((x, i) => x / (values[i] ?? Number.NaN));
  if (ratios.every((ratio) => near(ratio, first, Math.max(tolerance, 1e-6)))) {
    if (near(first, 1, 0.01)) return { verdict: 'rounded', leading, read };
    return first < 0 && near(first, -1, 1e-6) ? { verdict: 'off', wrong: 'sign', read } : { verdict: 'power', factor: first, read };
  }
  const held = namesIn(expression);
  const without = letters.filter((name) => !held.has(name) && !idle.includes(name));
  if (without.length > 0) return { verdict: 'off', wrong: 'without', names: without, read };
  const needless = idle.filter((name) => held.has(name));
  return needless.length > 0 ? { verdict: 'off', wrong: 'needless', names: needless, read } : { verdict: 'off', wrong: 'other', read };
}

/** `1/2 N` may mean half of N or one over 2N: it is right where either is. */
export function checkSymbolic(spec: SymbolicSpec, text: string): SymbolicJudgement {
  const [tight, loose] = (['tight', 'loose'] as const).map((side) => readExpression(text, spec.letters, side));
  if (!tight?.ok) return { verdict: 'unreadable', refusal: tight?.refusal ?? { why: 'empty', at: 0, text: '' } };
  const judged = judge(spec, tight.expression);
  if (judged.verdict === 'correct' || !loose?.ok) return judged;
  const otherwise = judge(spec, loose.expression);
  return otherwise.verdict === 'correct' ? otherwise : judged;
}
