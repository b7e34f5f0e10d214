import { accelerators } from '@scaling-workbook/formulas/hardware';
import { trainingRuns } from '@scaling-workbook/formulas/training-runs';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import BudgetExplorer from './BudgetExplorer.tsx';
import { flopText, inBillions, sentence } from './budget-words.ts';
import { fits, isoFlopCurve, sizesBetween, standingOf } from './isoflop.ts';
import { daysByGpus, planOf, runFlops, secondsPerDay, toChips, toRuns, type Chip, type Run } from './plan.ts';
import RunPlanner from './RunPlanner.tsx';

const chips = toChips(accelerators);
const runs = toRuns(trainingRuns);
const chipOf = (id: string): Chip => {
  const found = chips.find((chip) => chip.id === id);
  if (!found) throw new Error(`no chip ${id}`);
  return found;
};
const runOf = (id: string): Run => {
  const found = runs.find((run) => run.id === id);
  if (!found) throw new Error(`no run ${id}`);
  return found;
};
const settings = { params: 70.6e9, tokens: 15e12, gpus: 2048, mfu: 0.4, price: 2, pue: 1.1 };

describe('the run planner', () => {
  it('plans the run of exercise 5.1 as it is done on paper', () => {
    // 6 · 70.6e9 · 15e12 = 6.354e24 FLOP; over 2048 · 989.5e12 · 0.4 that is 7.839e6 s, 4.459e6 GPU-hours at $2 and 770 W.
    const plan = planOf(settings, { ...chipOf('h100-sxm'), peak: 989.5e12 });
    expect(plan.flops).toBeCloseTo(6.354e24, -15);
    expect(plan.time / secondsPerDay).toBeCloseTo(90.73, 1);
    expect(plan.gpuHours / 4.4593e6).toBeCloseTo(1, 3);
    expect(plan.dollars / 8.9186e6).toBeCloseTo(1, 3);
    expect((plan.energy ?? NaN) / (4.4593e6 * 3600 * 770)).toBeCloseTo(1, 3);
    expect(plan.rate * 2048 * plan.time).toBeCloseTo(15e12, -3);
  });

  it('charges the same for every cluster size, and takes half as long on twice the chips', () => {
    const chip = chipOf('h100-sxm');
    const [small, large] = [1024, 2048].map((gpus) => planOf({ ...settings, gpus }, chip));
    expect(small?.dollars).toBeCloseTo(large?.dollars ?? NaN, 4);
    const [[, slow] = [0, NaN], [, fast] = [0, NaN]] = daysByGpus(settings, chip, [1024, 2048]);
    expect(slow / fast).toBeCloseTo(2, 9);
  });

  it('says nothing of energy where no design power is published', () => {
    const { id, name, vendor, peak } = chipOf('h100-sxm');
    expect(planOf(settings, { id, name, vendor, peak })).not.toHaveProperty('energy');
  });

  it('stands in the page with its starting plan before any script', () => {
    const html = renderToStaticMarkup(<RunPlanner id="planner" chips={chips} runs={runs} chip="h100-sxm" run="llama-3-70b" />);
    expect(html).toContain('Llama 3 70B: 70.6 billion parameters on 15 trillion tokens with 2,048 H100 SXM');
    expect(html).toContain('4.46 million GPU·h');
  });
});

describe('the budget explorer', () => {
  it('puts its lowest point where no size on the curve is better', () => {
    for (const fit of Object.values(fits)) {
      for (const flops of [1e20, 5.76e23, 1e26]) {
        const { best } = standingOf(fit, flops, 1e10);
        const curve = isoFlopCurve(fit, flops, sizesBetween(1e8, 5e12, 4000));
        const [lowest] = curve.reduce((low, point) => (point[1] < low[1] ? point : low));
        expect(best.params / lowest).toBeGreaterThan(0.995);
        expect(best.params / lowest).toBeLessThan(1.005);
      }
    }
  });

  it('finds Chinchilla next to the lowest point and Gopher far above it, by the refit', () => {
    const at = (id: string) => standingOf(fits.refit, runFlops(runOf(id)), runOf(id).params);
    const [chinchilla, gopher] = [at('chinchilla-70b'), at('gopher-280b')];
    expect(chinchilla.loss / chinchilla.best.loss).toBeLessThan(1.0005);
    expect(gopher.best.params).toBeLessThan(runOf('gopher-280b').params / 3);
    expect(gopher.twin.flops).toBeLessThan(runFlops(runOf('gopher-280b')) * 0.6);
  });

  it('lets only a model below its twin pay back by being served', () => {
    const { twin, breakEven } = standingOf(fits.refit, runFlops(runOf('llama-3-8b')), 8.03e9);
    expect(twin.params).toBeGreaterThan(8.03e9);
    // Both lives at that many served tokens, added up by hand: 6ND + 2NS.
    const life = (n: number, d: number): number => 6 * n * d + 2 * n * (breakEven ?? NaN);
    expect(life(8.03e9, 15e12) / life(twin.params, twin.tokens)).toBeCloseTo(1, 9);
    expect(standingOf(fits.refit, runFlops(runOf('gopher-280b')), 280e9)).not.toHaveProperty('breakEven');
  });

  it('writes budgets as powers of ten and counts in billions', () => {
    expect(flopText(5.76e23)).toBe('5.76 × 10²³ FLOP');
    expect(flopText(1e22)).toBe('10²² FLOP');
    expect(inBillions(1.25e12)).toBe('1,250');
  });

  it('says whether a split is best, too large or too small', () => {
    const say = (id: string): string => {
      const run = runOf(id);
      const budget = runFlops(run);
      return sentence({ fit: 'refit', budget, size: run.params, standing: standingOf(fits.refit, budget, run.params) }, run);
    };
    expect(say('chinchilla-70b')).toContain('next to the lowest point');
    expect(say('gopher-280b')).toContain('larger and trained less');
    expect(say('llama-3-8b')).toMatch(/smaller and trained longer.*have been served/);
  });

  it('stands in the page with its starting run, every published run and its source before any script', () => {
    const html = renderToStaticMarkup(<BudgetExplorer id="budget" runs={runs} run="gopher-280b" />);
    expect(html).toContain('Gopher 280B: 5.04 × 10²³ FLOP');
    for (const { name, source } of runs) {
      expect(html).toContain(name);
      expect(html).toContain(/https:\/\/[^\s)]+/.exec(source)?.[0]);
    }
  });
});
