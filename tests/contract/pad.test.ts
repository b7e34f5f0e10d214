/** The working pad on the derivation of every exercise, in every setting. */
import * as formulas from '@scaling-workbook/formulas/formulas';
import { formatQuantity, unitOf } from '@scaling-workbook/formulas/units';
import { toPadSpec } from '@scaling-workbook/exercises';
import { carriedValue } from '@scaling-workbook/exercises/answer/check';
import { readPad } from '@scaling-workbook/exercises/pad/pad';
import { padFeedback } from '#exercise/words/pad-lines.ts';
import type { PadSpec, PadStep } from '@scaling-workbook/exercises/pad/pad-spec';
import { describe, expect, it } from 'vitest';
import { entries } from '#book/catalog.ts';
import { toInlineHtml } from '#book/markdown.ts';

const cases = entries.flatMap(({ id, exercise }) =>
  [undefined, ...Object.keys(exercise.fresh ?? {})].map((variant) => ({
    name: `${id}${variant === undefined ? '' : `@${variant}`}`,
    // Solved inside the tests, so that a broken exercise fails in its own.
    specOf: () => toPadSpec(exercise, formulas, toInlineHtml, variant),
  })),
);

const typed = (value: number, unit: string): string => formatQuantity(value, unit, { digits: 12 });
const base = ({ value, unit }: Pick<PadStep, 'value' | 'unit'>): number => value * unitOf(unit).scale;
const close = (a: number, b: number, within: number): boolean => Math.abs(Math.log(a / b)) <= within || a === b;

/** Whether a value is another step's or a figure of the question, so that it does not identify this step. */
const isTaken = (spec: PadSpec, value: number, unit: string): boolean =>
  [...spec.steps, ...spec.given.map(([value, unit]) => ({ value, unit }))].some((other) =>
    close(base(other), base({ value, unit }), 0.006),
  );

let slipsTyped = 0;
let carriedTyped = 0;
/** What was not recognised, for the report. */
const unnamed: string[] = [];
const refused: string[] = [];

describe.each(cases)('$name', ({ name, specOf }) => {
  it('recognises each step of its derivation, or takes it for a figure of the question', () => {
    const spec = specOf();
    const text = spec.steps.map(({ value, unit }, i) => `step_${String(i)} = ${typed(value, unit)}`).join('\n');
    const { lines } = readPad(text, spec);
    expect(lines).toHaveLength(spec.steps.length);
    for (const [i, { mark, read }] of lines.entries()) {
      const step = spec.steps[i];
      if (!step || !read.ok) throw new Error(`line ${String(i)} was not read`);
      if (mark.kind === 'scratch')
        expect(
          spec.given.some(([value, unit]) => close(value * unitOf(unit).scale, base(step), 0.001)),
          step.title,
        ).toBe(true);
      else {
        expect(mark.kind, step.title).toBe('step');
        if (mark.kind === 'step') expect(close(base(spec.steps[mark.step] ?? step), base(step), 1e-9), step.title).toBe(true);
      }
    }
  });

  it('names a known slip of a step, and takes what follows from it by the reader’s own value', () => {
    const spec = specOf();
    for (const [i, step] of spec.steps.entries()) {
      for (const [wrong, say] of step.slips) {
        if (isTaken(spec, wrong, step.unit) || (Object.keys(unitOf(step.unit).dims).length === 0 && Number(wrong.toPrecision(2)) === wrong))
          continue;
        slipsTyped++;
        const line = `mine = ${typed(wrong, step.unit)}`;
        const [first] = readPad(line, spec).lines;
        const mark = first?.mark;
        // Two steps may share a slip; then the sentence is the same, or belongs to the first of them.
        const named = mark?.kind === 'departs' && mark.how === 'slip' && first ? padFeedback(first, spec).html : undefined;
        const own = mark?.kind === 'departs' && mark.how === 'slip' && mark.step === i;
        if (named === undefined || (own && named !== say)) unnamed.push(`${name}, ${step.title}: ${line}, ${JSON.stringify(mark)}`);
        if (!own) continue;
        for (const next of spec.steps) {
          const carried = carriedValue(next, { [String(i)]: wrong / step.value });
          if (carried === undefined || carried <= 0 || isTaken(spec, carried, next.unit)) continue;
          carriedTyped++;
          const [, second] = readPad(`${line}\nnext = ${typed(carried, next.unit)}`, spec).lines;
          if (second?.mark.kind !== 'carried')
            refused.push(`${name}, ${next.title} after ${line}: ${typed(carried, next.unit)}, ${JSON.stringify(second?.mark)}`);
        }
      }
    }
  });
});

describe('over the whole book', () => {
  it('every slip that is not another value of its exercise is named', () => {
    expect(slipsTyped).toBeGreaterThan(1000);
    expect(unnamed).toEqual([]);
  });
  it('every step that follows from a slip is taken by the reader’s own value', () => {
    expect(carriedTyped).toBeGreaterThan(300);
    expect(refused).toEqual([]);
  });
});
