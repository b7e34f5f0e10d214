/** Every explorer, rendered for arbitrary addresses. */
import { readFileSync, readdirSync } from 'node:fs';
import { accelerators, a100, h100, h200, tpuV5e } from '@scaling-workbook/formulas/hardware';
import { nonEmbeddingParameterCount } from '@scaling-workbook/formulas/model-counts';
import { modelById } from '@scaling-workbook/formulas/models';
import { prices } from '@scaling-workbook/formulas/prices';
import { smLimits } from '@scaling-workbook/formulas/sm-limits';
import { trainingRuns } from '@scaling-workbook/formulas/training-runs';
import fc from 'fast-check';
import type { ComponentType } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it, vi } from 'vitest';
import { toChips as toRooflineChips } from '../../../chapters/00-roofline/figures/operations.ts';
import { presets } from '../../../chapters/03-parameters/figures/presets.ts';
import { toPlannedChip, toPlannedModel } from '../../../chapters/04-parallelism/figures/planner.ts';
import { toChips as toTrainingChips, toRuns } from '../../../chapters/05-training-cost/figures/plan.ts';
import { toChips as toServingChips, toServed } from '../../../chapters/06-inference/figures/serving-facts.ts';
import { toChips as toPricedChips } from '../../../chapters/07-serving-cost/figures/pricing-facts.ts';
import recorded from '../../../chapters/10-capstone/figures/recorded-runs.json' with { type: 'json' };
import { readSharedState, writeSharedState, initialValues, type Schema } from '#explorer/shared-state.ts';
import { pieces } from './hostile.ts';

/** The page's address, and the schema that the last rendered explorer reads it with. */
const page = vi.hoisted(() => ({ search: '', schema: undefined as Schema | undefined }));
vi.mock('#explorer/use-shared-state.ts', () => ({
  useSharedState: (id: string, schema: Schema) => {
    page.schema = schema;
    return {
      values: readSharedState(schema, id, page.search),
      set: () => undefined,
      put: () => () => undefined,
      link: () => '',
      live: true,
    };
  },
}));

const models = ['llama-3-8b', 'llama-3-70b'].map(modelById);
const weights = [{ id: 'w', label: 'W', D: 4096, F: 14_336 }];

/** The properties that each explorer needs besides its id, as on the pages. */
const explorers: Readonly<Record<string, object>> = {
  '00-roofline/figures/RooflineExplorer.tsx': { chips: toRooflineChips(accelerators), chip: 'h100-sxm', with: ['tpu-v5e'] },
  '01-tpus/figures/SystolicExplorer.tsx': {},
  '02-sharding/figures/RingAllReduce.tsx': { bytes: 134_217_728, tensor: 'the matrix' },
  '02-sharding/figures/ShardingExplorer.tsx': { chip: { name: 'an H100', peak: 990e12, link: 450e9 }, weights },
  '03-parameters/figures/ModelCounter.tsx': { presets, first: 'llama-3-70b' },
  '04-parallelism/figures/MemoryPlanner.tsx': {
    models: models.map((model) => toPlannedModel(model, nonEmbeddingParameterCount(model.config))),
    chips: [a100, h100, h200, tpuV5e].map(toPlannedChip),
    model: 'llama-3-70b',
    chip: 'h100-sxm',
  },
  '04-parallelism/figures/PipelineExplorer.tsx': {},
  '05-training-cost/figures/BudgetExplorer.tsx': { runs: toRuns(trainingRuns), run: 'gopher-280b' },
  '05-training-cost/figures/RunPlanner.tsx': {
    chips: toTrainingChips(accelerators),
    runs: toRuns(trainingRuns),
    chip: 'h100-sxm',
    run: 'llama-3-70b',
  },
  '06-inference/figures/BatchingExplorer.tsx': {},
  '06-inference/figures/ServingExplorer.tsx': {
    chips: toServingChips(accelerators),
    models: models.map(toServed),
    chip: 'h100-sxm',
    model: 'llama-3-70b',
  },
  '07-serving-cost/figures/PriceExplorer.tsx': {
    chips: toPricedChips(prices, { 'h100-sxm': 2 }),
    models: models.map(toServed),
    chip: 'h100-sxm',
    model: 'llama-3-70b',
  },
  '07-serving-cost/figures/SpeculationExplorer.tsx': {},
  '08-profiling/figures/LayerTimeline.tsx': {},
  '08-profiling/figures/TraceWalk.tsx': {},
  '08-profiling/figures/OccupancyCalculator.tsx': { chips: { H100: smLimits['9.0'], A100: smLimits['8.0'] } },
  '09-jax/figures/MeshStepper.tsx': {},
  '09-jax/figures/PallasStepper.tsx': {},
  '09-jax/figures/TraceCache.tsx': {},
  '10-capstone/figures/TrainingLab.tsx': { recorded },
};

const root = new URL('../../../chapters/', import.meta.url);

it('no explorer is missing here', () => {
  const found = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.tsx') && readFileSync(new URL(path, root), 'utf8').includes('useSharedState('),
  );
  expect(Object.keys(explorers).sort()).toEqual(found.sort());
});

const numbers = [
  0, 1, 2, 3, 7, 8, 64, 100, 128, 1000, 4096, 65_536, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e15, 0.001, 0.01, 0.05, 0.1, 0.5, 0.9,
  0.99, 1.5, 2.5, 20, 40, 50,
];

describe.each(Object.keys(explorers))('%s', (path) => {
  it('draws something sound for any address', async () => {
    const { default: Explorer } = (await import(new URL(path, root).href)) as { default: ComponentType<object> };
    const draw = (search: string): string => {
      page.search = search;
      return renderToStaticMarkup(<Explorer {...{ id: 'x', ...explorers[path] }} />);
    };
    const first = draw('');
    const { schema } = page;
    if (!schema) throw new Error('no schema was read');
    const offered = [...first.matchAll(/value="([^"]*)"/g)].map(([, value = '']) => value);
    const text = fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...offered, ...numbers.map(String)) },
      { weight: 2, arbitrary: fc.double({ min: -17, max: 17, noNaN: true }).map((power) => String(10 ** power)) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 100_000 }).map(String) },
      { weight: 1, arbitrary: fc.constantFrom(...pieces) },
      { weight: 1, arbitrary: fc.array(fc.constantFrom(...offered), { maxLength: 4 }).map((words) => words.join('_')) },
    );
    const plain = writeSharedState(schema, 'x', initialValues(schema), '');
    expect(draw(plain)).toBe(first);
    fc.assert(
      fc.property(fc.record(Object.fromEntries(Object.keys(schema).map((key) => [key, text])), { requiredKeys: [] }), (values) => {
        const query = new URLSearchParams(Object.entries(values).map(([key, value]) => [`x.${key}`, value ?? '']));
        const html = draw(`?${query.toString()}`);
        expect(html).not.toMatch(/<script|<iframe|\son\w+=|javascript:/i);
        const words = html.replaceAll(/<[^>]*>/g, ' ');
        expect(/NaN|undefined|Infinity|\[object/.exec(words)?.[0]).toBeUndefined();
        expect(/="[^"]*(?:NaN|undefined|Infinity)[^"]*"/.exec(html)?.[0]).toBeUndefined();
      }),
      { seed: 7, numRuns: 60 },
    );
  }, 120_000);
});
