import { describe, expect, it } from 'vitest';
import { accelerators } from '../../../packages/formulas/src/hardware.ts';
import { achievedMfu } from '../../../packages/formulas/src/training-cost.ts';
import { trainingRuns, type TrainingRun } from '../../../packages/formulas/src/training-runs.ts';

const byId = (id: string): TrainingRun => {
  const found = trainingRuns.find((run) => run.id === id);
  if (!found) throw new Error(`no run ${id}`);
  return found;
};
const flopsOf = ({ params, tokens }: TrainingRun): number => 6 * params.value * tokens.value;
const peakOf = (id: string): number => accelerators.find((a) => a.id === id)?.peak.bf16?.value ?? NaN;

describe('the published training runs', () => {
  it('are named once, with an address and a date that is not in the future', () => {
    expect(new Set(trainingRuns.map(({ id }) => id)).size).toBe(trainingRuns.length);
    expect(new Set(trainingRuns.map(({ name }) => name)).size).toBe(trainingRuns.length);
    for (const { id, params, tokens, hours, total } of trainingRuns) {
      expect(id).toMatch(/^[a-z0-9]+([.-][a-z0-9]+)*$/);
      for (const { source, date } of [params, tokens, hours, total].filter((fact) => fact !== undefined)) {
        expect(source, id).toMatch(/https:\/\/\S+$/);
        expect(Date.parse(date), id).toBeLessThan(Date.now());
      }
    }
  });

  it('stand in the order in which they were published', () => {
    const dates = trainingRuns.map(({ tokens }) => tokens.date);
    expect(dates).toEqual([...dates].sort());
  });

  it.each([
    ['gpt3-175b', 3.14e23, 'Brown et al. 2020, Table D.1'],
    ['palm-540b', 2.53e24, 'Chowdhery et al. 2022, training compute'],
    ['chinchilla-70b', 5.76e23, 'Hoffmann et al. 2022, Table 3'],
    ['llama-3.1-405b', 3.8e25, 'Llama Team 2024, §1'],
    ['cerebras-gpt-13b', 2.3e22, 'Cerebras-GPT model card'],
  ])('agree with the FLOPs printed for %s, within the attention that 6ND leaves out', (id, printed) => {
    expect(flopsOf(byId(id)) / printed).toBeGreaterThan(0.85);
    expect(flopsOf(byId(id)) / printed).toBeLessThan(1.03);
  });

  it('keep Chinchilla on the budget of Gopher, as the paper set out to do', () => {
    expect(flopsOf(byId('chinchilla-70b')) / flopsOf(byId('gopher-280b'))).toBeGreaterThan(1);
    expect(flopsOf(byId('chinchilla-70b')) / flopsOf(byId('gopher-280b'))).toBeLessThan(1.2);
  });

  it('achieve an MFU between 0.15 and 0.55 wherever a bill and a chip are given, so that a slipped digit stands out', () => {
    for (const run of trainingRuns) {
      if (!run.hours || run.accelerator === undefined) continue;
      const mfu = achievedMfu({ flops: flopsOf(run), gpuHours: run.hours.value, peak: peakOf(run.accelerator) });
      expect(mfu, run.id).toBeGreaterThan(0.15);
      expect(mfu, run.id).toBeLessThan(0.55);
    }
  });

  it('say so where only some of the parameters are active', () => {
    const { params, total } = byId('deepseek-v3');
    expect(total?.value).toBeGreaterThan(params.value);
  });
});
