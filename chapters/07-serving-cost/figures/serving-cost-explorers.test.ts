import { scaleLinear, scaleLog } from 'd3-scale';
import fc from 'fast-check';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import PriceExplorer from './PriceExplorer.tsx';
import { toServed } from '../../06-inference/figures/serving-facts.ts';
import { formats } from '../../06-inference/figures/serving.ts';
import { acceleratorOf, toChips } from './pricing-facts.ts';
import { cheapestAt, leastBatch, limitsOf, priceAt, type Chip, type Server } from './pricing.ts';
import { sentence } from './pricing-text.ts';
import { bestLength, breakEven, byLength, gainAt, mostDrafts } from './speculation.ts';
import SpeculationExplorer from './SpeculationExplorer.tsx';
import { modelById } from '@scaling-workbook/formulas/models';
import { prices } from '@scaling-workbook/formulas/prices';

fc.configureGlobal({ seed: 20_260_107 });

const llama = toServed(modelById('llama-3-70b'));
const h100: Chip = { id: 'h100', name: 'H100', peak: 990e12, bandwidth: 3.35e12, capacity: 80e9, perHour: 2 };
const pair: Server = { model: llama, chip: h100, gpus: 2, weights: 'bf16', context: 8192, pricePerGpu: 2, utilization: 0.7 };
const anyServer = fc.record({
  model: fc.constantFrom(llama, toServed(modelById('llama-3-8b')), toServed(modelById('llama-65b'))),
  chip: fc.constantFrom(...toChips(prices)),
  gpus: fc.integer({ min: 1, max: 32 }),
  weights: fc.constantFrom(...formats),
  context: fc.integer({ min: 128, max: 131_072 }),
  pricePerGpu: fc.double({ min: 0.5, max: 15, noNaN: true }),
  utilization: fc.double({ min: 0.05, max: 1, noNaN: true }),
});

describe('the price of a million tokens, for any batch', () => {
  it('is $5.41 on two H100s at the seven sequences of 8192 tokens that fit (worked on paper)', () => {
    // 141.107 GB + 7 × 2.684 GB = 159.898 GB at 6.7 TB/s: 23.865 ms, 293.31 tokens/s; 4 $/h / (3600 s × 0.7 × 293.31/s).
    expect(limitsOf(pair).fits).toBe(7);
    const { cost, each, total, binds } = priceAt(pair, 7);
    expect(cost).toBeCloseTo(5.4117, 3);
    expect(total).toBeCloseTo(293.31, 1);
    expect(each).toBeCloseTo(41.902, 2);
    expect(binds).toBe('memory');
  });

  it('never falls to the floor of the cache reads, which is $0.636 there', () => {
    // 6.7 TB/s over 2,684,354,560 B is 2495.9 tokens/s.
    expect(limitsOf(pair).floor).toBeCloseTo(0.63594, 4);
    fc.assert(
      fc.property(anyServer, fc.integer({ min: 1, max: 2048 }), (server, batch) => {
        expect(priceAt(server, batch).cost).toBeGreaterThan(limitsOf(server).floor);
      }),
    );
  });

  it('never rises with the batch, with fewer bits or with shorter contexts, and rises as the machine idles', () => {
    fc.assert(
      fc.property(anyServer, fc.integer({ min: 1, max: 2047 }), (server, batch) => {
        const { cost } = priceAt(server, batch);
        expect(priceAt(server, batch + 1).cost).toBeLessThanOrEqual(cost * (1 + 1e-12));
        expect(priceAt({ ...server, weights: 'int4' }, batch).cost).toBeLessThanOrEqual(cost);
        expect(priceAt({ ...server, context: 128 }, batch).cost).toBeLessThanOrEqual(cost);
        expect(priceAt({ ...server, utilization: server.utilization / 7 }, batch).cost / cost).toBeCloseTo(7, 9);
      }),
    );
  });

  it('stays the same for one reader when chips are added, since each is paid and each reads', () => {
    fc.assert(
      fc.property(anyServer, (server) => {
        expect(priceAt({ ...server, gpus: 2 * server.gpus }, 1).cost / priceAt(server, 1).cost).toBeCloseTo(1, 12);
      }),
    );
  });

  it('meets a target first at the least batch, and at none where the floor lies above it', () => {
    expect(leastBatch(pair, 0.5)).toBeUndefined();
    fc.assert(
      fc.property(anyServer, fc.double({ min: 0.05, max: 50, noNaN: true }), (server, target) => {
        const least = leastBatch(server, target);
        if (least === undefined) expect(priceAt(server, 2048).cost).toBeGreaterThan(target);
        else {
          expect(priceAt(server, least).cost).toBeLessThanOrEqual(target);
          if (least > 1) expect(priceAt(server, least - 1).cost).toBeGreaterThan(target);
        }
      }),
    );
  });

  it('keeps a promise at $0.465 with 227 readers on eight H100s at 4096 tokens and 60 tokens a second each (worked on paper)', () => {
    // A step of 16.67 ms reads 446.7 GB; less 141.1 GB, over 1.342 GB: 227. They take 16.63 ms: 13,647 tokens/s for $16 an hour.
    const node = { ...pair, gpus: 8, context: 4096 };
    const cheapest = cheapestAt(node, 60);
    expect(cheapest?.batch).toBe(227);
    expect(cheapest?.cost).toBeCloseTo(0.4653, 3);
    expect(cheapestAt(node, 200)).toBeUndefined();
    // Two cards leave room for 14, whatever is promised.
    expect(cheapestAt({ ...pair, context: 4096 }, 10)?.batch).toBe(14);
  });

  it('never breaks a promise, and would with one reader more, or has no room for one', () => {
    fc.assert(
      fc.property(anyServer, fc.integer({ min: 1, max: 512 }), (server, speed) => {
        const cheapest = cheapestAt(server, speed);
        if (cheapest === undefined) return;
        expect(cheapest.each).toBeGreaterThanOrEqual(speed * (1 - 1e-9));
        const next = priceAt(server, cheapest.batch + 1);
        const { fits = 0 } = limitsOf(server);
        expect(next.each < speed * (1 + 1e-9) || next.batch > fits || next.batch > 2048).toBe(true);
      }),
    );
  });

  it('says in words what cannot be: weights that do not fit, a batch without room, a target below the floor', () => {
    const said = (server: Server, batch: number) => sentence(server, limitsOf(server), priceAt(server, batch), 0.5, 40);
    expect(said({ ...pair, gpus: 1 }, 8)).toMatch(/cannot be served.*need 2 chips/);
    expect(said(pair, 8)).toMatch(/room for 7 only.*out of reach for any batch.*\$0\.636/);
    expect(said({ ...pair, context: 128 }, 8)).toMatch(/is reached at a batch of/);
    expect(said({ ...pair, context: 4096 }, 8)).toMatch(/would be reached.*which does not fit/);
  });

  it('starts each chip at its lowest listing, unless told otherwise, and refuses a listing of no known chip', () => {
    expect(toChips(prices).find(({ id }) => id === 'h100-sxm')?.perHour).toBe(2.69);
    expect(toChips(prices, { 'h100-sxm': 2 }).find(({ id }) => id === 'h100-sxm')?.perHour).toBe(2);
    const [first] = prices;
    if (!first) throw new Error('no prices');
    expect(() => acceleratorOf({ ...first, accelerator: 'z80' })).toThrow(/z80/);
  });
});

describe('the price explorer without JavaScript', () => {
  const html = renderToStaticMarkup(
    createElement(PriceExplorer, { id: 'price', chips: [h100], models: [llama], chip: 'h100', model: 'llama-3-70b' }),
  );
  const drawings = [...html.matchAll(/<svg viewBox="0 0 (\d+) (\d+)".*?<\/svg>(?=<\/div>)/gs)];

  it('puts a batch of eight where $4.50 is, for a page and for a phone', () => {
    // (141.107 GB + 8 × 1.342 GB) / 6.7 TB/s = 22.664 ms; 352.99 tokens/s; 4 / (2520 × 352.99) × 10^6.
    expect(drawings.map(([, width]) => Number(width))).toEqual([648, 330, 648, 330]);
    for (const [svg, w, h] of drawings.slice(0, 2)) {
      const [width, height] = [Number(w), Number(h)];
      const [, px, py] = /data-point="chosen"[^>]*transform="translate\(([\d.]+),([\d.]+)\)"/.exec(svg) ?? [];
      expect(Number(px)).toBeCloseTo(scaleLog([1, 2048], [width < 480 ? 40 : 46, width - 10])(8), 1);
      expect(Number(py)).toBeCloseTo(scaleLog([0.1, 100], [height - 46, 30])(4.4968), 1);
    }
  });

  it('puts the same batch at the 44.1 tokens a second of each reader in the picture of price against speed', () => {
    for (const [svg, w, h] of drawings.slice(2)) {
      const [width, height] = [Number(w), Number(h)];
      const [, px, py] = /data-point="frontier"[^>]*transform="translate\(([\d.]+),([\d.]+)\)"/.exec(svg) ?? [];
      expect(Number(px)).toBeCloseTo(scaleLog([1, 1000], [width < 480 ? 40 : 46, width - 10])(44.124), 1);
      expect(Number(py)).toBeCloseTo(scaleLog([0.1, 100], [height - 46, 30])(4.4968), 1);
    }
  });

  it('has the same numbers in its table, and marks what does not fit', () => {
    expect(html).toMatch(/<th scope="row"[^>]*>8<\/th><td[^>]*>\$4\.50<\/td>/);
    expect(html).toMatch(/<th scope="row"[^>]*>64<\/th><td[^>]*>[^<]*\(does not fit\)<\/td>/);
    expect(html).toContain('which does not fit');
  });
});

describe('guessing ahead', () => {
  /** Plays rounds with a seeded generator: the average yield of a round, counted. */
  function simulate(acceptance: number, drafted: number, rounds: number): number {
    let state = 12_345;
    const next = (): number => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return state / 2 ** 32;
    };
    let tokens = 0;
    for (let round = 0; round < rounds; round++) {
      tokens += 1;
      for (let k = 0; k < drafted && next() < acceptance; k++) tokens += 1;
    }
    return tokens / rounds;
  }

  it('yields as many tokens a round as rounds played out do', () => {
    for (const [acceptance, drafted] of [
      [0.3, 4],
      [0.7, 5],
      [0.9, 8],
    ] as const)
      expect(gainAt({ drafted, cost: 0.1 }, acceptance).tokens).toBeCloseTo(simulate(acceptance, drafted, 200_000), 1);
  });

  it('at 0.709 and five drafts at a tenth doubles the speed, where the simplified model says 2.36 (worked on paper)', () => {
    const { exact, simplified } = gainAt({ drafted: 5, cost: 0.1 }, 0.709011195);
    expect(exact).toBeCloseTo(2, 6);
    expect(simplified).toBeCloseTo((5 * 0.709011195) / 1.5, 9);
  });

  it('breaks even at the acceptance found, and is best at the number of drafts found', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: mostDrafts }),
        fc.double({ min: 0.01, max: 0.5, noNaN: true }),
        fc.double({ min: 0.01, max: 0.95, noNaN: true }),
        (drafted, cost, acceptance) => {
          expect(gainAt({ drafted, cost }, breakEven({ drafted, cost })).exact).toBeCloseTo(1, 9);
          const best = bestLength(cost, acceptance) ?? 0;
          const gain = best === 0 ? 1 : gainAt({ drafted: best, cost }, acceptance).exact;
          for (const { exact } of byLength(cost, acceptance)) expect(exact).toBeLessThanOrEqual(gain * (1 + 1e-12));
        },
      ),
    );
    expect(breakEven({ drafted: 4, cost: 0 })).toBe(0);
    expect([bestLength(0.1, 0), bestLength(0.1, 1), bestLength(0, 0.5)]).toEqual([0, undefined, undefined]);
  });

  it('is drawn before any script, the chosen point at 70 % and 2.31', () => {
    // (1 + 0.7 + 0.49 + 0.343 + 0.2401) / 1.2 = 2.3109.
    const html = renderToStaticMarkup(createElement(SpeculationExplorer, { id: 'speculation' }));
    const [[svg = '', width, height] = []] = html.matchAll(/<svg viewBox="0 0 (\d+) (\d+)".*?<\/svg>(?=<\/div>)/gs);
    const [, px, py] = /data-point="chosen"[^>]*transform="translate\(([\d.]+),([\d.]+)\)"/.exec(svg) ?? [];
    expect(Number(px)).toBeCloseTo(scaleLinear([0, 100], [46, Number(width) - 10])(70), 1);
    expect(Number(py)).toBeCloseTo(scaleLinear([0, 5], [Number(height) - 46, 30])(2.3109), 1);
    expect(html).toContain('2.31× as fast');
    expect(html).toMatch(/<th scope="row"[^>]*>70 %<\/th><td[^>]*>2\.773<\/td><td[^>]*>2\.31×<\/td>/);
  });
});
