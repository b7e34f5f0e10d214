/** Requirements that every exercise must meet, with its own givens and with each fresh setting. */
import { check, checkChoice } from '@scaling-workbook/exercises/answer/check';
import { toText as formulaText } from '@scaling-workbook/exercises/answer/expression';
import { checkSymbolic } from '@scaling-workbook/exercises/answer/symbolic';
import { checkDesign } from '@scaling-workbook/exercises/answer/design';
import { checkEstimate } from '@scaling-workbook/exercises/answer/estimate';
import { readQuantity } from '@scaling-workbook/formulas/quantity';
import { isNumberField } from '@scaling-workbook/exercises';
import { judgePlan } from '@scaling-workbook/exercises/plan/sharding-notation';
import { formatQuantity } from '@scaling-workbook/formulas/units';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { entries, quizzes, solved, type Entry } from '#book/catalog.ts';
import { collision, disagreements, lacksOf, toText, withoutSlips } from '#book/author-errors.ts';
import { render } from '#exercise/render.ts';

const variantsOf = ({ exercise }: Entry): readonly (string | undefined)[] => [undefined, ...Object.keys(exercise.fresh ?? {})];
const cases = [...entries, ...quizzes].flatMap((entry) =>
  variantsOf(entry).map((variant) => ({ entry, variant, name: `${entry.id}${variant === undefined ? '' : `@${variant}`}` })),
);

/** The text that a reader sees before answering anything. */
const before = (entry: Entry, variant?: string): string => {
  const { statement, hint } = render(entry, variant);
  return `${entry.exercise.title} ${statement} ${hint}`.replaceAll(/<annotation[^>]*>.*?<\/annotation>/gs, '').replaceAll(/<[^>]+>/g, ' ');
};

const gigabytesOf = ({ exercise }: Entry, key: string): string | undefined => {
  const field = exercise.fields[key];
  return field && isNumberField(field) ? field.gigabytes : undefined;
};

/** Computed by the first test that needs it, so that a broken exercise fails in its own tests and not while this file loads. */
const once = <T>(compute: () => T): (() => T) => {
  let value: { readonly of: T } | undefined;
  return () => (value ??= { of: compute() }).of;
};
const placeOf = ({ path }: Entry) => ({ file: path, source: readFileSync(path, 'utf8') });

describe.each(cases)('$name', ({ entry, variant }) => {
  const fields = once(() => solved(entry, variant));
  const specs = once(() => render(entry, variant).fields);

  it('has a finite answer in a unit that reads back as right', () => {
    for (const spec of specs()) {
      if (spec.kind !== 'number') continue;
      expect(Number.isFinite(spec.value)).toBe(true);
      const digits = spec.tolerance === 0 ? 15 : 6;
      const bare = String(Number(spec.value.toPrecision(digits)));
      expect(check(spec, readQuantity(bare, spec)), bare).toEqual({ verdict: 'correct', carried: false });
      const shown = formatQuantity(spec.value, spec.unit, { digits });
      expect(check(spec, readQuantity(shown, spec)), shown).toEqual({ verdict: 'correct', carried: false });
    }
  });

  it('accepts both GB and GiB if the question leaves it open, and says which was assumed', () => {
    for (const spec of specs()) {
      if (spec.kind !== 'number') continue;
      if (/^[kMGTP]B$/.test(spec.unit)) expect(spec.binary !== undefined).toBe(gigabytesOf(entry, spec.key) !== 'decimal');
      if (spec.binary === undefined) continue;
      for (const [value, gigabytes] of [
        [spec.value / spec.binary, 'binary'],
        [spec.value * spec.binary, 'decimal'],
      ] as const)
        expect(check(spec, readQuantity(String(value), spec))).toEqual({ verdict: 'correct', carried: false, gigabytes });
    }
  });

  it('does not accept ten, a thousand or half times the answer', () => {
    for (const spec of specs()) {
      if (spec.kind !== 'number' || spec.value === 0 || spec.range) continue;
      for (const factor of [10, 1000, 0.5, 1 + 3 * Math.max(spec.tolerance, 0.001)]) {
        expect(check(spec, readQuantity(String(spec.value * factor), spec)).verdict, `× ${String(factor)}`).not.toBe('correct');
      }
    }
  });

  it('takes the whole range of an estimate for right and nothing else, and a printed figure as it says', () => {
    for (const spec of specs()) {
      if (spec.kind !== 'number') continue;
      const verdictOf = (value: number) => checkEstimate(spec, { value })?.verdict;
      for (const [figure, , right] of spec.printed ?? []) {
        expect(check(spec, readQuantity(String(figure), spec)).verdict, `${String(figure)} is right without a remark`).not.toBe('correct');
        expect(verdictOf(figure)).toBe(right ? 'correct' : 'rounded');
      }
      if (!spec.range) continue;
      const { low, high } = spec.range;
      for (const value of [low[0], spec.value, high[0]]) expect(verdictOf(value)).toBe('correct');
      for (const value of [low[0] / 1.02, high[0] * 1.02, low[0] / 1000, high[0] * 1000]) expect(verdictOf(value)).not.toBe('correct');
      for (const [i, [value]] of spec.slips.entries()) expect(checkEstimate(spec, { value })).toEqual({ verdict: 'slip', slip: i });
    }
  });

  it('recognises each of its slips, which are neither right nor one another', () => {
    for (const spec of specs()) {
      if (spec.kind !== 'number' || spec.range) continue;
      for (const [i, [value]] of spec.slips.entries()) {
        const slip = fields().find((field) => field.key === spec.key && field.kind === 'number');
        const { name = '' } = (slip?.kind === 'number' ? slip.slips[i] : undefined) ?? {};
        const place = { ...placeOf(entry), setting: variant };
        expect(check(spec, readQuantity(String(value), spec)), toText(collision(name, place))).toEqual({ verdict: 'slip', slip: i });
      }
    }
  });

  it('takes its formula on paper for right, and neither a multiple of it nor its inverse nor one with a letter more', () => {
    for (const spec of specs()) {
      if (spec.kind !== 'symbolic') continue;
      const field = fields().find(({ key }) => key === spec.key);
      if (field?.kind !== 'symbolic') throw new Error(`${spec.key} is solved otherwise`);
      const paper = formulaText(field.answer);
      expect(checkSymbolic(spec, paper), paper).toMatchObject({ verdict: 'correct', leading: false });
      expect(checkSymbolic(spec, `2 * (${paper})`).verdict).toMatch(/^(power|slip)$/);
      for (const wrong of [`(${paper})^-1`, `(${paper})^2`, ...spec.letters.map((letter) => `${letter} * (${paper})`)])
        expect(checkSymbolic(spec, wrong).verdict, wrong).not.toMatch(/^(correct|unreadable)$/);
    }
  });

  it('tells the slips of a formula from the answer and from one another', () => {
    for (const field of fields()) {
      if (field.kind !== 'symbolic') continue;
      const apart = (a: readonly number[], b: readonly number[]): boolean =>
        a.some((x, i) => Math.abs(x - (b[i] ?? 0)) > 1e-5 * Math.abs(x));
      for (const [i, { name, values }] of field.slips.entries())
        for (const other of [field.values, ...field.slips.slice(0, i).map((slip) => slip.values)])
          expect(apart(values, other), toText(collision(name, { ...placeOf(entry), setting: variant }))).toBe(true);
    }
  });

  it('takes its own plan for right, and no plan that leaves out its last step', () => {
    for (const spec of specs()) {
      if (spec.kind !== 'plan') continue;
      const { ours } = spec.task;
      expect(judgePlan(ours, spec.task).verdict).toBe('correct');
      expect(judgePlan(ours.split('\n').slice(0, -1).join('\n'), spec.task).verdict).not.toBe('correct');
    }
  });

  it('takes its own layout for right, as typed by name or in order, and not every layout of as many devices', () => {
    for (const spec of specs()) {
      if (spec.kind !== 'design') continue;
      const names = Object.keys(spec.degrees);
      const ours = spec.ours.slice(0, names.length);
      for (const text of [ours.join(' x '), names.map((name, i) => `${name}=${String(ours[i])}`).join(', ')])
        expect(checkDesign(spec, text), text).toMatchObject({ verdict: 'correct', chosen: ours });
      const verdicts = spec.rows.map((row) => checkDesign(spec, row.slice(0, names.length).join(' x ')).verdict);
      expect(verdicts, 'every layout passes: there is nothing to design').toContain('off');
    }
  });

  it('finds nonsense unreadable', () => {
    for (const spec of specs()) {
      if (spec.kind === 'number') expect(check(spec, readQuantity('no idea', spec)).verdict).toBe('unreadable');
      else if (spec.kind === 'design') expect(checkDesign(spec, 'no idea').verdict).toBe('unreadable');
      else if (spec.kind === 'plan') expect(judgePlan('no idea', spec.task).verdict).toBe('unreadable');
      else if (spec.kind === 'symbolic') expect(checkSymbolic(spec, 'no & idea').verdict).toBe('unreadable');
      else expect(checkChoice(spec, -1)).toBe('unreadable');
    }
  });

  it('has exactly one right option in each choice, and distinct feedback on every option', () => {
    for (const field of fields()) {
      if (field.kind !== 'choice') continue;
      expect(field.options.filter(({ right }) => right)).toHaveLength(1);
      expect(field.options.length).toBeGreaterThan(1);
      expect(new Set(field.options.map(({ say }) => say)).size).toBe(field.options.length);
      expect(new Set(field.options.map(({ text }) => text)).size).toBe(field.options.length);
    }
  });

  it('has one sentence for each line of its derivation, or none at all', () => {
    for (const field of fields()) {
      if (!('steps' in field)) continue;
      const said = field.steps.filter(({ say }) => say !== undefined).length;
      expect([0, field.steps.length]).toContain(said);
      const definition = entry.exercise.fields[field.key];
      if (definition && 'solve' in definition) expect(definition.steps?.length ?? 0).toBeLessThanOrEqual(field.steps.length);
    }
  });

  it('does not give the answer away in its question or hint', () => {
    const words = before(entry, variant);
    for (const spec of specs()) {
      if (spec.kind !== 'number') continue;
      const answer = formatQuantity(spec.value, spec.unit, { digits: 3 });
      if (/\d{3}/.test(answer.replaceAll(/[.,]/g, ''))) expect(words).not.toContain(answer);
    }
  });

  it('sends no more than a kilobyte for a number and two for a choice, a formula or a plan, three for a design', () => {
    for (const spec of specs())
      expect(JSON.stringify(spec).length).toBeLessThanOrEqual(spec.kind === 'number' ? 1000 : spec.kind === 'design' ? 3000 : 2000);
  });
});

describe.each(entries)('$id', (entry) => {
  it('agrees with the calculation on paper', () => {
    expect(disagreements(entry.exercise, solved(entry), placeOf(entry)).map(toText)).toEqual([]);
  });

  it('is complete: a number has at least five other settings, and a calculation on paper', () => {
    expect(lacksOf(entry.exercise, placeOf(entry)).map(toText)).toEqual([]);
  });

  it('has other answers in its other settings if it asks for one number', () => {
    if (entry.exercise.kind !== 'numeric') return;
    const settings = variantsOf(entry);
    const answers = settings.map((variant) =>
      JSON.stringify(solved(entry, variant).map((field) => (field.kind === 'number' ? field.value : ''))),
    );
    expect(new Set(answers.slice(1)).has(answers[0] ?? '')).toBe(false);
  });

  it('recognises at least one slip at each number', () => {
    expect(withoutSlips(solved(entry), placeOf(entry)).map(toText)).toEqual([]);
  });

  it('has an id that is valid in an address', () => {
    expect(entry.id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    for (const variant of variantsOf(entry).slice(1)) expect(variant).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });
});
