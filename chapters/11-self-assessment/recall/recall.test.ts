import { describe, expect, it } from 'vitest';
import { kvCacheBytes } from '@scaling-workbook/formulas/kv-cache';
import { modelFlopsUtilization, trainingFlops } from '@scaling-workbook/formulas/model-flops';
import { ridgePoint } from '@scaling-workbook/formulas/roofline';
import { costPerMillionTokens } from '@scaling-workbook/formulas/serving';
import { judgeRecall, type RecallTask } from './recall.ts';

const training: RecallTask = { formula: trainingFlops, names: { N: 'params', D: 'tokens' } };
const ridge: RecallTask = { formula: ridgePoint, names: { peak: 'peak', bandwidth: 'bandwidth' } };
const cost: RecallTask = { formula: costPerMillionTokens, names: { price: 'pricePerHour', rate: 'rate', busy: 'utilization' } };
const cache: RecallTask = {
  formula: kvCacheBytes,
  names: { L: 'layers', K: 'kvHeads', d: 'headDim', T: 'tokens', B: 'sequences', b: 'bytesPerElement' },
};

describe('a recalled formula is judged by what it computes', () => {
  it.each([
    [training, '6ND'],
    [training, 'D * (2N + 4N)'],
    [training, '2D N * 3'],
    [ridge, 'peak / bandwidth'],
    [ridge, '1 / (bandwidth / peak)'],
    [cost, 'price / (3600 rate busy) * 1e6'],
    [cost, '10^6 price / 3600 / rate / busy'],
    [cache, '2 L K d T B b'],
    [cache, 'bBTdKL + L*K*d*T*B*b'],
    [{ formula: modelFlopsUtilization, names: { r: 'rate', N: 'params', peak: 'peak' } } satisfies RecallTask, '6 N r / peak'],
  ])('however it is written: %#', (task, text) => {
    for (const seed of ['a', 'b', 'c']) expect(judgeRecall(text, task, seed).kind).toBe('right');
  });

  it('a known slip is named', () => {
    expect(judgeRecall('2ND', training, 's')).toMatchObject({ kind: 'slip', slip: 'forward-only' });
    expect(judgeRecall('bandwidth / peak', ridge, 's')).toMatchObject({ kind: 'slip', slip: 'inverted' });
    expect(judgeRecall('price / (3600 rate) * 1e6', cost, 's')).toMatchObject({ kind: 'slip', slip: 'utilization-left-out' });
    expect(judgeRecall('L K d T B b', cache, 's')).toMatchObject({ kind: 'slip', slip: 'keys-or-values' });
  });

  it('a name left out is named', () => {
    expect(judgeRecall('6N', training, 's')).toMatchObject({ kind: 'without', names: ['D'] });
  });

  it('a constant factor is told', () => {
    const verdict = judgeRecall('7ND', training, 's');
    expect(verdict.kind === 'factor' && verdict.factor).toBeCloseTo(7 / 6, 9);
  });

  it('what agrees at one place only is wrong, and so is what has no value', () => {
    expect(judgeRecall('6ND + (N - N) + N - D', training, 's').kind).toBe('wrong');
    expect(judgeRecall('6ND / (N - N)', training, 's').kind).not.toBe('right');
  });

  it('what cannot be read is told apart from what is wrong', () => {
    expect(judgeRecall('6NQ', training, 's')).toMatchObject({ kind: 'unreadable', refusal: { why: 'unknown-name', text: 'NQ' } });
  });

  it('shows how it was read', () => {
    expect(judgeRecall('6ND', training, 's')).toMatchObject({ read: '6 · N · D' });
  });

  it('a task that names an input the formula lacks is refused', () => {
    expect(() => judgeRecall('N', { formula: trainingFlops, names: { N: 'weights' } }, 's')).toThrow(/names\.N .* got weights/);
  });
});
