import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as f from '../../../packages/formulas/src/formulas.ts';

const devices = fc.integer({ min: 1, max: 12 });
const volume = fc.integer({ min: 1, max: 1e9 });
const range = (n: number) => Array.from({ length: n }, (_, i) => i);
const mod = (x: number, p: number) => ((x % p) + p) % p;
const at = <T>(list: readonly T[], index: number): T => {
  const found = list[index];
  if (found === undefined) throw new RangeError(`nothing at ${String(index)}`);
  return found;
};

/** A one-way ring, step by step: device `d` sends to `d + 1` one of its P chunks, which is added up or copied there. */
function ringAllReduce(p: number) {
  const held = range(p).map((d) => range(p).map((chunk) => (d + 1) * 100 + chunk));
  const sent = range(p).map(() => 0);
  let steps = 0;
  const step = (chunkOf: (device: number) => number, arrive: (mine: number, theirs: number) => number) => {
    const messages = range(p).map((d) => ({ to: mod(d + 1, p), chunk: chunkOf(d), value: at(at(held, d), chunkOf(d)) }));
    messages.forEach(({ to, chunk, value }, from) => {
      at(held, to)[chunk] = arrive(at(at(held, to), chunk), value);
      sent[from] = at(sent, from) + 1;
    });
    steps++;
  };
  for (let s = 0; s < p - 1; s++) {
    step(
      (d) => mod(d - s, p),
      (mine, theirs) => mine + theirs,
    );
  }
  const afterScatter = { steps, sent: [...sent], held: held.map((chunks) => [...chunks]) };
  for (let s = 0; s < p - 1; s++) {
    step(
      (d) => mod(d + 1 - s, p),
      (_, theirs) => theirs,
    );
  }
  return { held, sent, steps, afterScatter };
}

/** An all-to-all on a ring, hop by hop: how many of the P·P parts cross each directed link, the shorter way round or all one way. */
function ringAllToAll(p: number, bothWays: boolean) {
  const right = range(p).map(() => 0);
  const left = range(p).map(() => 0);
  const walk = (links: number[], from: number, hops: number, by: 1 | -1, part: number) => {
    range(hops).forEach((h) => {
      const link = mod(from + by * h, p);
      links[link] = at(links, link) + part;
    });
  };
  for (const from of range(p)) {
    for (const distance of range(p)) {
      if (!bothWays || distance < p - distance) walk(right, from, distance, 1, 1);
      else if (distance > p - distance) walk(left, from, p - distance, -1, 1);
      else {
        walk(right, from, distance, 1, 0.5);
        walk(left, from, distance, -1, 0.5);
      }
    }
  }
  return { right, left };
}

describe('a ring all-reduce', () => {
  it('adds up on every device, and sends what the formula says, step by step', () => {
    fc.assert(
      fc.property(devices, (p) => {
        const { held, sent, steps, afterScatter } = ringAllReduce(p);
        const total = range(p).map((chunk) => range(p).reduce((sum, d) => sum + (d + 1) * 100 + chunk, 0));
        for (const chunks of held) expect(chunks).toEqual(total);
        // The tensor is P chunks of one byte.
        for (const bytes of sent) expect(bytes).toBeCloseTo(f.allReduceBytes({ bytes: p, devices: p }), 9);
        for (const bytes of afterScatter.sent) expect(bytes).toBeCloseTo(f.reduceScatterBytes({ bytes: p, devices: p }), 9);
        expect(steps).toBe(2 * f.ringSteps({ devices: p }));
        expect(afterScatter.held.map((chunks, d) => chunks[mod(d + 1, p)])).toEqual(range(p).map((d) => total[mod(d + 1, p)]));
      }),
    );
  });

  it('sends 234.881 MB for 8192 × 8192 BF16 over 8 devices (the earlier workbook printed 224 MB, which are MiB)', () => {
    const bytes = f.tensorBytes({ elements: f.matrixElements({ rows: 8192, columns: 8192 }) });
    const sent = f.allReduceBytes({ bytes, devices: 8 });
    expect(sent / 1e6).toBeCloseTo(234.881, 3);
    expect(sent / 2 ** 20).toBe(224);
    expect(f.inSwitchAllReduceBytes({ bytes })).toBeLessThan(sent);
  });

  it('takes 0.521958 ms at 450 GB/s one way, 3.75977 times the local matmul', () => {
    const bytesSent = f.allReduceBytes({ bytes: 8192 * 8192 * 2, devices: 8 });
    const communication = f.ringTime({ bytesSent, bandwidth: 450e9 });
    const compute = f.computeTime({ flops: f.matmulFlops({ m: 8192, k: 1024, n: 8192 }), peak: 990e12 });
    expect(communication).toBeCloseTo(0.521958e-3, 9);
    expect(compute).toBeCloseTo(0.138827e-3, 9);
    expect(f.timeRatio({ first: communication, second: compute })).toBeCloseTo(3.759766, 6);
    expect(f.transferTime({ bytes: bytesSent, bandwidth: 450e9 })).toBe(communication);
  });

  it('tends to twice the tensor, and sends nothing on one device', () => {
    expect(f.allReduceBytes({ bytes: 1, devices: 1e6 })).toBeCloseTo(2, 5);
    expect(f.allReduceBytes({ bytes: 1, devices: 1 })).toBe(0);
  });
});

describe('an all-gather', () => {
  it('is one half of an all-reduce, a reduce-scatter the other', () => {
    fc.assert(
      fc.property(volume, devices, (bytes, p) => {
        const gather = f.allGatherBytes({ bytes, devices: p });
        expect(gather + f.reduceScatterBytes({ bytes, devices: p })).toBeCloseTo(f.allReduceBytes({ bytes, devices: p }), 3);
      }),
    );
  });

  it('takes 1.04 ms for 4096 × 65536 BF16 in an H100 node, as the Scaling Book prints', () => {
    const bytesSent = f.allGatherBytes({ bytes: 4096 * 65536 * 2, devices: 8 });
    expect(f.ringTime({ bytesSent, bandwidth: 450e9 }) * 1e3).toBeCloseTo(1.04, 2);
  });

  it('takes 560 µs for 2048 × 8192 BF16 around 4 v5e chips at 45 GB/s one way, as the Scaling Book prints', () => {
    const bytesSent = f.allGatherBytes({ bytes: 2048 * 8192 * 2, devices: 4 });
    expect(f.ringTime({ bytesSent, bandwidth: 45e9 }) * 1e6).toBeCloseTo(560, -1);
  });

  it('gets faster with each direction and mesh axis that it can use', () => {
    const sent = { bytesSent: 1e9, bandwidth: 45e9 };
    const oneWay = f.ringTime(sent);
    expect(f.ringTime({ ...sent, directions: 2 })).toBeCloseTo(oneWay / 2, 15);
    expect(f.ringTime({ ...sent, directions: 2, axes: 3 })).toBeCloseTo(oneWay / 6, 15);
    expect(() => f.ringTime({ ...sent, directions: 3 })).toThrow(/directions/);
    expect(() => f.ringTime({ ...sent, axes: 4 })).toThrow(/axes/);
  });

  it('reaches every device of a two-way ring in the steps of a breadth-first walk', () => {
    for (const p of range(12).map((i) => i + 1)) {
      for (const directions of [1, 2]) {
        const farthest = Math.max(...range(p).map((d) => (directions === 2 ? Math.min(d, p - d) : d)));
        expect(f.ringSteps({ devices: p, directions })).toBe(farthest);
      }
    }
    expect(() => f.ringSteps({ devices: 4, directions: 3 })).toThrow(/directions/);
  });

  it('costs latency for each step, which decides for small tensors: 3 µs around 4 chips at 1 µs a hop', () => {
    const latencyTime = f.latencyTime({ steps: f.ringSteps({ devices: 4 }), latency: 1e-6 });
    expect(latencyTime).toBeCloseTo(3e-6, 12);
    const small = f.ringTime({ bytesSent: f.allGatherBytes({ bytes: 256 * 256 * 2, devices: 4 }), bandwidth: 45e9 });
    expect(small).toBeLessThan(latencyTime);
    expect(f.collectiveTime({ latencyTime, transferTime: small })).toBeCloseTo(latencyTime + small, 15);
  });
});

describe('an all-to-all', () => {
  it('sends every other device its part: counted over all pairs', () => {
    fc.assert(
      fc.property(devices, (p) => {
        const sentByOne = range(p).filter((to) => to !== 0).length;
        expect(f.allToAllBytes({ bytes: p * p, devices: p })).toBeCloseTo(sentByOne, 9);
      }),
    );
  });

  it('loads each link of a ring as a hop-by-hop simulation does, one way and both ways', () => {
    fc.assert(
      fc.property(devices, (p) => {
        const oneWay = ringAllToAll(p, false);
        for (const load of oneWay.right) expect(load).toBeCloseTo(f.oneWayRingAllToAllBytes({ bytes: p * p, devices: p }), 9);
        const both = ringAllToAll(p, true);
        for (const load of [...both.right, ...both.left]) expect(load).toBeCloseTo(f.ringAllToAllBytes({ bytes: p * p, devices: p }), 9);
      }),
    );
  });

  it('is a quarter of an all-gather on a large two-way ring, as the Scaling Book says', () => {
    const gather = f.ringTime({ bytesSent: f.allGatherBytes({ bytes: 1e9, devices: 1024 }), bandwidth: 1e9, directions: 2 });
    const exchange = f.ringTime({ bytesSent: f.ringAllToAllBytes({ bytes: 1e9, devices: 1024 }), bandwidth: 1e9 });
    expect(exchange / gather).toBeCloseTo(0.25, 2);
  });
});

describe('bus bandwidth', () => {
  it('is the bandwidth of the hardware when a collective runs at its bound', () => {
    fc.assert(
      fc.property(volume, fc.integer({ min: 2, max: 64 }), (bytes, p) => {
        const hardware = 450e9;
        const reduce = bytes / f.transferTime({ bytes: f.allReduceBytes({ bytes, devices: p }), bandwidth: hardware });
        expect(f.allReduceBusBandwidth({ algorithmBandwidth: reduce, devices: p }) / hardware).toBeCloseTo(1, 9);
        const gather = bytes / f.transferTime({ bytes: f.allGatherBytes({ bytes, devices: p }), bandwidth: hardware });
        expect(f.allGatherBusBandwidth({ algorithmBandwidth: gather, devices: p }) / hardware).toBeCloseTo(1, 9);
      }),
    );
  });

  it('refuses less than one device', () => {
    expect(f.broadcastBusBandwidth({ algorithmBandwidth: 3e11 })).toBe(3e11);
    expect(() => f.allReduceBusBandwidth({ algorithmBandwidth: 1, devices: 0 })).toThrow(/devices/);
    expect(() => f.allGatherBytes({ bytes: -1, devices: 2 })).toThrow(/bytes/);
  });
});
