import { scaleLog } from 'd3-scale';
import fc from 'fast-check';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { barriers, compare, drawLengths, lengthKinds, longest, meanEnd, shortest } from './batching.ts';
import BatchingExplorer from './BatchingExplorer.tsx';
import { toChips, toServed } from './serving-facts.ts';
import { limitsOf, stepAt, type Chip, type Deployment } from './serving.ts';
import ServingExplorer from './ServingExplorer.tsx';
import { accelerators } from '@scaling-workbook/formulas/hardware';
import { modelById } from '@scaling-workbook/formulas/models';

fc.configureGlobal({ seed: 20_260_106 });

const llama = toServed(modelById('llama-3-70b'));
const h100: Chip = { id: 'h100', name: 'H100', vendor: 'Maker', peak: 990e12, bandwidth: 3.35e12, capacity: 80e9 };
const node: Deployment = { model: llama, chip: h100, gpus: 8, weights: 'bf16', context: 8192 };
const anyDeployment = fc.record({
  model: fc.constantFrom(llama, toServed(modelById('llama-3-8b')), toServed(modelById('llama-65b'))),
  chip: fc.constantFrom(...toChips(accelerators)),
  gpus: fc.integer({ min: 1, max: 64 }),
  weights: fc.constantFrom('bf16' as const, 'int8' as const, 'int4' as const),
  context: fc.integer({ min: 128, max: 131_072 }),
});

describe('serving, for any batch', () => {
  it('on eight H100s has room for 185 sequences of 8192 tokens of Llama 3 70B (counted on paper)', () => {
    // 2 × 80 layers × 8 heads × 128 × 8192 × 2 B = 2,684,354,560 B; (640 GB − 141.107 GB) / 2.684 GB = 185.85.
    const limits = limitsOf(node);
    expect(limits.kvBytes).toBe(2_684_354_560);
    expect(limits.fits).toBe(185);
    expect(limits.needed).toBe(2);
  });

  it('takes 8.470 ms for a step of 32 such sequences and gives each 118 tokens a second (worked on paper)', () => {
    // (141.107 GB + 85.899 GB) / (8 × 3.35 TB/s).
    const step = stepAt(node, 32);
    expect(step.time * 1e3).toBeCloseTo(8.4704, 3);
    expect(step.each).toBeCloseTo(118.06, 1);
    expect(step.total).toBeCloseTo(32 * step.each, 6);
    expect(step.binds).toBe('memory');
  });

  it('says that weights do not fit instead of making up a batch', () => {
    expect(limitsOf({ ...node, gpus: 1 })).toMatchObject({ fits: undefined, needed: 2 });
    expect(limitsOf({ ...node, gpus: 1, weights: 'int8' }).fits).toBe(3);
  });

  it('never passes the compute roof, nor the rate that the reads of the caches allow', () => {
    fc.assert(
      fc.property(anyDeployment, fc.integer({ min: 1, max: 2048 }), (deployment, batch) => {
        const { computeRoof, kvCeiling } = limitsOf(deployment);
        const { total } = stepAt(deployment, batch);
        expect(total).toBeLessThanOrEqual(computeRoof * (1 + 1e-12));
        expect(total).toBeLessThan(kvCeiling);
        expect(total).toBeLessThanOrEqual(stepAt(deployment, batch, false).total);
      }),
    );
  });

  it('gives all readers no less and each of them no more when one joins', () => {
    fc.assert(
      fc.property(anyDeployment, fc.integer({ min: 1, max: 2047 }), (deployment, batch) => {
        const [before, after] = [stepAt(deployment, batch), stepAt(deployment, batch + 1)];
        expect(after.total).toBeGreaterThanOrEqual(before.total * (1 - 1e-12));
        expect(after.each).toBeLessThanOrEqual(before.each);
      }),
    );
  });

  it('without caches follows the textbook: proportional to the batch up to 295, flat from 296', () => {
    const total = (batch: number) => stepAt(node, batch, false).total;
    expect(total(295) / total(1)).toBeCloseTo(295, 9);
    expect(total(296)).toBeCloseTo(total(2048), 6);
    expect(stepAt(node, 296, false).binds).toBe('compute');
  });
});

describe('the serving explorer without JavaScript', () => {
  const html = renderToStaticMarkup(
    createElement(ServingExplorer, { id: 'serving', chips: [h100], models: [llama], chip: 'h100', model: 'llama-3-70b' }),
  );
  const drawings = [...html.matchAll(/<svg viewBox="0 0 (\d+) (\d+)".*?<\/svg>(?=<\/div>)/gs)].map(([svg, width, height]) => ({
    svg,
    width: Number(width),
    height: Number(height),
  }));

  it('draws rate and wait, each for a page and for a phone', () => {
    expect(drawings.map(({ width }) => width)).toEqual([648, 330, 648, 330]);
  });

  it('puts the batch of 32 where 3,778 tokens a second and 8.470 ms are', () => {
    for (const [i, { svg, width, height }] of drawings.entries()) {
      const [, px, py] = /data-point="chosen"[^>]*transform="translate\(([\d.]+),([\d.]+)\)"/.exec(svg) ?? [];
      const x = scaleLog([1, 2048], [width < 480 ? 40 : 46, width - 10]);
      const [y, value] =
        i < 2 ? [scaleLog([100, 100_000], [height - 46, 30]), 3777.8] : [scaleLog([0.005, 0.5], [height - 46, 30]), 8.4704e-3];
      expect(Number(px)).toBeCloseTo(x(32), 1);
      expect(Number(py)).toBeCloseTo(y(value), 1);
    }
  });

  it('has the same numbers in its table, and says in words what is drawn', () => {
    expect(html).toMatch(/<th scope="row"[^>]*>32<\/th>.*?85\.9 GB.*?8\.47 ms.*?memory.*?118 tokens\/s.*?3,780 tokens\/s.*?yes/s);
    expect(html).toMatch(/<th scope="row"[^>]*>256<\/th>.*?no<\/td>/s);
    expect(html).toContain('There is room for 185 sequences.');
  });
});

describe('drawn answers', () => {
  it.each(lengthKinds)('of the kind “%s” are the same for the same draw, others for another, and within the bounds', (kind) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), (draw) => {
        const lengths = drawLengths(kind, 60, draw);
        expect(drawLengths(kind, 60, draw)).toEqual(lengths);
        expect(drawLengths(kind, 60, draw + 1)).not.toEqual(lengths);
        expect(drawLengths(kind, 20, draw)).toEqual(lengths.slice(0, 20));
        expect(Math.min(...lengths)).toBeGreaterThanOrEqual(shortest);
        expect(Math.max(...lengths)).toBeLessThanOrEqual(longest);
      }),
    );
  });

  it('have 200 tokens on average, or a little less where the long ones are cut off', () => {
    const mean = (kind: (typeof lengthKinds)[number]) => drawLengths(kind, 20_000, 3).reduce((sum, x) => sum + x, 0) / 20_000;
    expect(Math.abs(mean('alike') - 200)).toBeLessThan(1);
    expect(Math.abs(mean('mixed') - 200)).toBeLessThan(2);
    // 50 + 150 (1 − e^−3), the mean of an exponential cut off at three times its own.
    expect(Math.abs(mean('tail') - (50 + 150 * (1 - Math.exp(-3))))).toBeLessThan(3);
  });

  it('refuse no requests and no draw, with the value named', () => {
    expect(() => drawLengths('tail', 0, 1)).toThrow(/requests.*got 0/);
    expect(() => drawLengths('tail', 4, 1.5)).toThrow(/draw.*got 1\.5/);
  });
});

describe('static and continuous batching side by side', () => {
  it('by hand: 3, 1, 2 and 1 tokens through two slots take 5 steps, or 4', () => {
    const both = compare([3, 1, 2, 1], 2);
    expect([both.static.steps, both.continuous.steps]).toEqual([5, 4]);
    expect(barriers(both.static)).toEqual([3]);
    expect([meanEnd(both.static), meanEnd(both.continuous)]).toEqual([(3 + 1 + 5 + 4) / 4, (3 + 1 + 3 + 4) / 4]);
  });

  it('never lets a request end later in a continuous batch', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 12 }),
        (lengths, slots) => {
          const both = compare(lengths, slots);
          for (const [i, { end }] of both.continuous.segments.entries()) expect(end).toBeLessThanOrEqual(both.static.segments[i]?.end ?? 0);
        },
      ),
    );
  });
});

describe('the batching explorer without JavaScript', () => {
  const html = renderToStaticMarkup(createElement(BatchingExplorer, { id: 'batching' }));

  it('draws every request once in each of the four drawings, and marks the one followed', () => {
    const drawings = [...html.matchAll(/<g class="bars">(.*?)<\/g><\/g>/gs)].map(([, bars = '']) => bars);
    expect(drawings).toHaveLength(4);
    for (const bars of drawings) {
      expect(bars.match(/class="bar"/g)).toHaveLength(24);
      expect(bars.match(/data-chosen="true"/g)).toHaveLength(1);
    }
  });

  it('draws bars as long as the answers: in both schedules they add up to the same ink', () => {
    const ink = [...html.matchAll(/<g class="bars">(.*?)<\/g><\/g>/gs)].map(([, bars = '']) =>
      [...bars.matchAll(/class="bar"[^>]*><rect[^>]*width="([\d.]+)"/g)].reduce((sum, [, width]) => sum + Number(width), 0),
    );
    expect(ink[0]).toBeCloseTo(ink[2] ?? 0, 0);
    expect(ink[1]).toBeCloseTo(ink[3] ?? 0, 0);
  });

  it('lists every request in its table', () => {
    const [, table = ''] = /<caption>Every request<\/caption>(.*?)<\/table>/s.exec(html) ?? [];
    expect(table.match(/<tr><th scope="row"/g)).toHaveLength(24);
  });
});
