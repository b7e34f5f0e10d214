import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchThatFits } from '../../../packages/formulas/src/batch-limits.ts';
import * as formulas from '../../../packages/formulas/src/server-capacity.ts';
import { describeThemselves } from './self-description.ts';

const node = { gpus: 8, capacity: 80e9, weightBytes: 141.2e9, kvBytesPerToken: 327_680 };

describe('formulas of a server’s capacity', () => {
  describeThemselves(formulas, {
    cacheTokensThatFit: node,
    cacheConcurrency: { cacheTokens: 1_500_000, requestTokens: 8192 },
    stepsUntilEviction: { cacheTokens: 1_500_000, sequences: 100, cachedTokens: 9000 },
    serverRequestRate: { promptTokens: 3000, outputTokens: 300, prefillRate: 20_000, decodeRate: 2000 },
    requestsInFlight: { requestRate: 12, requestTime: 8 },
  });
});

describe('the KV cache of a server', () => {
  it('holds 1,522,216 tokens of Llama 3 70B beside BF16 weights on eight memories of 80e9 bytes (498.8e9/327,680)', () => {
    expect(formulas.cacheTokensThatFit(node)).toBe(1_522_216);
    expect(() => formulas.cacheTokensThatFit({ ...node, gpus: 1 })).toThrow(
      /weightBytes must fit in gpus × capacity = 80000000000, got 141200000000/,
    );
    expect(formulas.cacheTokensThatFit({ ...node, weightBytes: 640e9 })).toBe(0);
  });

  it('holds the whole requests that fit by their bytes as well', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200_000 }), (requestTokens) => {
        const cacheTokens = formulas.cacheTokensThatFit(node);
        const { kvBytesPerToken, ...rest } = node;
        expect(Math.floor(formulas.cacheConcurrency({ cacheTokens, requestTokens }))).toBe(
          batchThatFits({ ...rest, kvBytesPerSequence: requestTokens * kvBytesPerToken }),
        );
      }),
    );
  });

  it('is full after as many steps as a loop takes that adds a token to each sequence', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 0, max: 3000 }),
        (sequences, cachedTokens, room) => {
          const cacheTokens = sequences * cachedTokens + room + 1;
          let used = sequences * cachedTokens;
          let steps = 0;
          while (used + sequences <= cacheTokens) {
            used += sequences;
            steps += 1;
          }
          expect(formulas.stepsUntilEviction({ cacheTokens, sequences, cachedTokens })).toBe(steps);
        },
      ),
    );
  });

  it('cannot hold more than it has room for from the start, and evicts at once where it is exactly full', () => {
    expect(() => formulas.stepsUntilEviction({ cacheTokens: 99, sequences: 10, cachedTokens: 10 })).toThrow(
      /sequences × cachedTokens = 100 must fit in cacheTokens, got 99/,
    );
    expect(formulas.stepsUntilEviction({ cacheTokens: 100, sequences: 10, cachedTokens: 10 })).toBe(0);
  });
});

describe('requests', () => {
  it('of 3000 prompt and 300 answer tokens at 20,000 and 2000 a second take 0.3 s of the server: 3.33 a second', () => {
    expect(formulas.serverRequestRate({ promptTokens: 3000, outputTokens: 300, prefillRate: 20_000, decodeRate: 2000 })).toBeCloseTo(
      1 / 0.3,
      12,
    );
  });

  it('in flight are 96 at 12 a second and 8 s each, as a count of a steady stream finds', () => {
    // One arrives every 1/12 s and stays 8 s: at t = 100 s those that came in the last 8 s are inside.
    let inside = 0;
    for (let arrival = 0; arrival <= 1200; arrival += 1) if (arrival / 12 > 92 + 1e-9 && arrival / 12 <= 100) inside += 1;
    expect(formulas.requestsInFlight({ requestRate: 12, requestTime: 8 })).toBe(inside);
  });
});
