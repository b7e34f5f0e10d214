import { describe, expect, it } from 'vitest';
import * as formulas from '../../../packages/formulas/src/chip-rates.ts';
import { accelerators } from '../../../packages/formulas/src/hardware.ts';
import { describeThemselves } from './self-description.ts';

describe('formulas of the rates of a chip', () => {
  describeThemselves(formulas, {
    multiprocessorPeak: { sms: 132, flopsPerCycle: 4096, clock: 1.83e9 },
    podPeak: { chips: 256, peak: 197e12 },
    busBandwidth: { busWidth: 5120, clock: 2.619e9, transfers: 2 },
    achievedBandwidth: { bytes: 6e9, time: 0.002 },
    bandwidthUtilization: { achieved: 3e12, bandwidth: 3.35e12 },
  });
});

describe('the rates of a chip', () => {
  it.each([
    // Dense FP16 FLOPs of a multiprocessor in a cycle and boost clocks, as the white papers print them.
    ['v100-32gb-sxm', 80, 1024, 1.53e9],
    ['a100-80gb-sxm', 108, 2048, 1.41e9],
    ['h100-sxm', 132, 4096, 1.83e9],
    ['h100-pcie', 114, 4096, 1.62e9],
  ])('give the FP16 peak of %s from its multiprocessors and clock', (id, sms, flopsPerCycle, clock) => {
    const listed = accelerators.find((chip) => chip.id === id)?.peak.fp16?.value ?? NaN;
    expect(formulas.multiprocessorPeak({ sms, flopsPerCycle, clock }) / listed).toBeCloseTo(1, 2);
  });

  it('add up to 50.4 PFLOP/s for 256 v5e and 42.5 EFLOP/s in FP8 for 9216 Ironwood chips, as Google prints them', () => {
    expect(formulas.podPeak({ chips: 256, peak: 197e12 }) / 1e15).toBeCloseTo(50.4, 1);
    expect(formulas.podPeak({ chips: 9216, peak: 4614e12 }) / 1e18).toBeCloseTo(42.5, 1);
  });

  it.each([
    // Bus width in bits, memory clock and transfers a cycle: HBM2 at 877 MHz, HBM2e at 1593, HBM3 at 2619; GDDR6X by its 21 Gbit/s a pin.
    ['v100-32gb-sxm', 4096, 877e6, 2],
    ['a100-80gb-sxm', 5120, 1593e6, 2],
    ['h100-sxm', 5120, 2619e6, 2],
    ['rtx-4090', 384, 21e9, 1],
  ])('give the bandwidth of %s from bus and clock', (id, busWidth, clock, transfers) => {
    const listed = accelerators.find((chip) => chip.id === id)?.hbmBandwidth.value ?? NaN;
    expect(formulas.busBandwidth({ busWidth, clock, transfers }) / listed).toBeCloseTo(1, 2);
    if (transfers === 2) expect(formulas.busBandwidth({ busWidth, clock })).toBe(formulas.busBandwidth({ busWidth, clock, transfers }));
  });

  it('reached by a copy of 1 GB in 0.7 ms are 2.857 TB/s, read and write, 85 % of an H100', () => {
    const achieved = formulas.achievedBandwidth({ bytes: 2e9, time: 0.0007 });
    expect(achieved / 1e12).toBeCloseTo(2.857, 3);
    expect(formulas.bandwidthUtilization({ achieved, bandwidth: 3.35e12 })).toBeCloseTo(0.853, 3);
    expect(() => formulas.bandwidthUtilization({ achieved: 5e12, bandwidth: 3.35e12 })).toThrow(
      /achieved = 5000000000000 is 149.3 % of the peak/,
    );
  });
});
