import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as formulas from '../../../packages/formulas/src/mesh.ts';
import * as f from '../../../packages/formulas/src/formulas.ts';
import { describeThemselves } from './self-description.ts';

/** A TPU v5p as the Scaling Book has it: both directions of one axis together. */
const v5p = { peak: 4.59e14, bandwidth: 1.8e11 };

describe('the formulas of meshes', () => {
  describeThemselves(formulas, {
    meshDevices: { x: 4, y: 6, z: 2 },
    meshCopies: { devices: 24, shards: 6 },
    bytesOnAllDevices: { bytes: 10, devices: 4 },
    ringBandwidth: { bandwidth: 45e9, directions: 2, axes: 3 },
    axisGatherTime: { bytes: 2e6, bandwidth: 9e10, axes: 2 },
    axisAllReduceTime: { bytes: 2e6, bandwidth: 9e10, axes: 2 },
    replicatedFlops: { flops: 10, copies: 4 },
    latencyBoundBytes: { devices: 12, steps: 6, latency: 1e-6, bandwidth: 9e10 },
    gatheredMatmulTokens: v5p,
    reducedMatmulDevices: { ...v5p, width: 8192 },
    reduceBelowTokens: { width: 8192 },
    reduceFromContraction: v5p,
    replicateUpToContraction: v5p,
  });
});

// Austin et al. 2025, How to Scale Your Model, Part 3, answers to questions 1, 4 and the pop quizzes
describe('the Scaling Book', () => {
  it('holds 16 copies of A[I_X, J, K] on a mesh of 4 × 8 × 2, and 512 KiB of int8[128_XY, 2048] on one of 2 × 8 × 2', () => {
    expect(f.meshCopies({ devices: f.meshDevices({ x: 4, y: 8, z: 2 }), shards: 4 })).toBe(16);
    const shard = f.shardBytes({ bytes: 128 * 2048, devices: 16 });
    expect(shard).toBe(16_384);
    expect(f.bytesOnAllDevices({ bytes: shard, devices: f.meshDevices({ x: 2, y: 8, z: 2 }) })).toBe(512 * 1024);
  });

  it('takes 23, 46 and 11.6 µs for the collectives of question 2 on a v4p, whose axes send 9e10 B/s', () => {
    const of = { bandwidth: 9e10 };
    const bytes = 2 * 1024 * 4096;
    expect(f.axisGatherTime({ ...of, bytes: bytes / 4 }) * 1e6).toBeCloseTo(23.3, 1);
    expect(f.axisGatherTime({ ...of, bytes, axes: 2 }) * 1e6).toBeCloseTo(46.6, 1);
    expect(f.axisAllReduceTime({ ...of, bytes: bytes / 16 }) * 1e6).toBeCloseTo(11.65, 2);
  });

  it('hides a gathered weight from 2550 tokens on a v5p, and an all-reduce up to D/5100 devices', () => {
    expect(f.gatheredMatmulTokens(v5p)).toBeCloseTo(2550, 6);
    expect(f.reducedMatmulDevices({ ...v5p, width: 8192 })).toBeCloseTo(8192 / 5100, 9);
    expect(f.reduceFromContraction(v5p)).toBeCloseTo(5100, 6);
    expect(f.reduceBelowTokens({ width: 8192 })).toBe(4096);
  });
});

const chip = fc.record({
  peak: fc.double({ min: 1e12, max: 1e16, noNaN: true }),
  bandwidth: fc.double({ min: 1e9, max: 1e12, noNaN: true }),
});
const bytesPerElement = fc.constantFrom(1, 2, 4);

describe('two clocks counted from the matrices', () => {
  it('agree where the formulas say', () => {
    fc.assert(
      fc.property(chip, bytesPerElement, fc.integer({ min: 1, max: 1e5 }), ({ peak, bandwidth }, b, side) => {
        const of = { peak, bandwidth, bytesPerElement: b };
        const [D, F] = [side, 512];
        const whole = (B: number, J = D) => (2 * B * J * F) / peak;
        const gather = (b * D * F) / bandwidth;
        const reduce = (B: number) => (2 * b * B * F) / bandwidth;
        expect(whole(f.gatheredMatmulTokens(of)) / gather).toBeCloseTo(1, 9);
        expect(whole(64) / f.reducedMatmulDevices({ ...of, width: D }) / reduce(64)).toBeCloseTo(1, 9);
        expect(gather / reduce(f.reduceBelowTokens({ width: D }))).toBeCloseTo(1, 9);
        expect(whole(64, f.reduceFromContraction(of)) / reduce(64)).toBeCloseTo(1, 9);
        expect(whole(64, f.replicateUpToContraction(of)) / ((b * 64 * F) / bandwidth)).toBeCloseTo(1, 9);
      }),
    );
  });

  it('take equally long on a ring at the tensor whose bytes take as long as its hops', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 64 }), fc.constantFrom(1, 2), (devices, directions) => {
        const [latency, link] = [1e-6, 45e9];
        const steps = f.ringSteps({ devices, directions });
        const bandwidth = f.ringBandwidth({ bandwidth: link, directions });
        const bytes = f.latencyBoundBytes({ devices, steps, latency, bandwidth });
        const time = f.ringTime({ bytesSent: f.allGatherBytes({ bytes, devices }), bandwidth: link, directions });
        expect(time / f.latencyTime({ steps, latency })).toBeCloseTo(1, 9);
      }),
    );
  });

  it('come near those of a ring of many devices', () => {
    const [bytes, link, devices] = [1e9, 45e9, 1024];
    const ring = { bandwidth: link, directions: 2, axes: 2 };
    const gather = f.ringTime({ ...ring, bytesSent: f.allGatherBytes({ bytes, devices }) });
    expect(f.axisGatherTime({ bytes, bandwidth: 2 * link, axes: 2 }) / gather).toBeCloseTo(1, 2);
    const reduce = f.ringTime({ ...ring, bytesSent: f.allReduceBytes({ bytes, devices }) });
    expect(f.axisAllReduceTime({ bytes, bandwidth: 2 * link, axes: 2 }) / reduce).toBeCloseTo(1, 2);
    expect(f.replicatedFlops({ flops: f.flopsPerDevice({ flops: 12, devices: 3 }), copies: 3 })).toBe(12);
  });

  it('count the devices of a mesh one by one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }), (x, y, z) => {
        const held = new Map<number, number>();
        for (let i = 0; i < x * y * z; i++) held.set(i % x, (held.get(i % x) ?? 0) + 1);
        const devices = f.meshDevices({ x, y, z });
        expect([...held.values()].every((times) => times === f.meshCopies({ devices, shards: x }))).toBe(true);
        expect(f.bytesOnAllDevices({ bytes: 8, devices })).toBe([...held.values()].reduce((sum, times) => sum + 8 * times, 0));
      }),
    );
  });
});
