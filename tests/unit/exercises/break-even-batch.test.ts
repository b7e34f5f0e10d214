/** The exercise counts only reads, which are the whole decode step only below the crossover batch: every setting must be there. */
import { describe, expect, it } from 'vitest';
import * as formulas from '@scaling-workbook/formulas/formulas';
import { accelerators } from '@scaling-workbook/formulas/hardware';
import exercise from '../../../chapters/07-serving-cost/exercises/break-even-batch.ts';

const settings = { default: {}, ...exercise.fresh };

describe('each setting of the batch that pays and the batch that fits', () => {
  it.each(Object.keys(settings))('%s: at the batch that fits, the step is its reads', (name) => {
    const given: Readonly<Record<string, string | { readonly value: number }>> = {
      ...exercise.given,
      ...settings[name as keyof typeof settings],
    };
    const of = (key: string): number => {
      const found = given[key];
      return typeof found === 'object' ? found.value : NaN;
    };
    const [params, gpus, bandwidth] = [of('params'), of('gpus'), of('bandwidth')];
    const weightBytes = formulas.weightBytes({ params, bytesPerParam: of('bytesPerParam') });
    const kvBytesPerSequence = formulas.kvCacheBytes({
      layers: of('layers'),
      kvHeads: of('kvHeads'),
      headDim: of('headDim'),
      tokens: of('context'),
    });
    const batch = formulas.batchThatFits({ gpus, capacity: of('capacity'), weightBytes, kvBytesPerSequence });
    const peak = accelerators.find((chip) => chip.name === given.chip)?.peak.bf16?.value ?? NaN;
    const kvBytes = batch * kvBytesPerSequence;
    const step = formulas.decodeStepTime({ weightBytes, bandwidth, batch, flopsPerToken: 2 * params, peak, kvBytes, gpus });
    expect(step / formulas.decodeMemoryTime({ weightBytes, bandwidth, kvBytes, gpus })).toBeCloseTo(1, 12);
    expect(batch).toBeLessThan(peak / bandwidth);
  });
});
