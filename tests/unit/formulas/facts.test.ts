import { describe, expect, it } from 'vitest';
import { impliedClock } from '../../../packages/formulas/src/systolic.ts';
import { prices } from '../../../packages/formulas/src/prices.ts';
import { accelerators, usableMemory, type Accelerator } from '../../../packages/formulas/src/hardware.ts';
import { fact, type Fact } from '../../../packages/formulas/src/facts.ts';

const seen = { source: 'A data sheet, https://example.org/sheet', date: '2024-05-31' };

describe('a fact', () => {
  it('keeps its value, unit, source and date, and its note where there is one', () => {
    expect(fact(3.35e12, 'B/s', seen)).toEqual({ value: 3.35e12, unit: 'B/s', ...seen });
    expect(fact(1, 'B', { ...seen, note: 'half' }).note).toBe('half');
    expect(fact(1, 'B', { ...seen, secondHand: true })).toEqual({ value: 1, unit: 'B', ...seen, secondHand: true });
  });

  it('may be dated to the day, the month or the year', () => {
    for (const date of ['2024-05-31', '2024-05', '2024']) expect(fact(1, 'B', { ...seen, date }).date).toBe(date);
  });

  it('is refused without a unit, a source or a date that exists', () => {
    expect(() => fact(1, ' ', seen)).toThrow(/unit/);
    expect(() => fact(1, 'B', { ...seen, source: '' })).toThrow(/source/);
    for (const date of ['', 'May 2024', '2024-13', '2024-02-30', '24-05-31', '2024-5']) {
      expect(() => fact(1, 'B', { ...seen, date })).toThrow(RangeError);
    }
  });

  it('is refused for a value that is no finite number above 0, naming it', () => {
    for (const value of [0, -1, NaN, Infinity]) expect(() => fact(value, 'B', seen)).toThrow(String(value));
  });

  it('cannot be written without a source or a date', () => {
    // @ts-expect-error a fact without a date is refused by its type
    expect(() => fact(1, 'B', { source: 'A data sheet' })).toThrow(RangeError);
    // @ts-expect-error a fact without a source is refused by its type
    expect(() => fact(1, 'B', { date: '2024' })).toThrow(TypeError);
  });
});

const isFact = (x: unknown): x is Fact => typeof x === 'object' && x !== null && 'value' in x;
const factsOf = (of: Accelerator) =>
  Object.entries({ ...of, ...of.peak }).flatMap(([name, value]) => (isFact(value) ? [[`${of.id} ${name}`, value] as const] : []));
const byId = (id: string): Accelerator => {
  const found = accelerators.find((a) => a.id === id);
  if (!found) throw new Error(`no accelerator ${id}`);
  return found;
};

describe('the accelerator table', () => {
  it('names each accelerator once', () => {
    expect(new Set(accelerators.map(({ id }) => id)).size).toBe(accelerators.length);
    expect(new Set(accelerators.map(({ name }) => name)).size).toBe(accelerators.length);
    for (const { id } of accelerators) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  it('gives every value an address and a date not before the announcement and not in the future', () => {
    for (const accelerator of accelerators) {
      for (const [name, { source, date }] of factsOf(accelerator)) {
        expect(source, name).toMatch(/https:\/\/\S+$/);
        expect(Number(date.slice(0, 4)), name).toBeGreaterThanOrEqual(accelerator.year);
        expect(Date.parse(date), name).toBeLessThan(Date.now());
      }
    }
  });

  it('holds dense peaks: no format is more than twice the one of twice its width, within rounding', () => {
    for (const { id, peak } of accelerators) {
      // AWS lists MXFP8 of the Trainium3 at nearly four times its BF16.
      if (id === 'trainium3') continue;
      const sixteen = (peak.bf16 ?? peak.fp16)?.value;
      if (sixteen === undefined) continue;
      for (const eight of [peak.fp8, peak.int8]) if (eight) expect(eight.value / sixteen, id).toBeLessThan(2.05);
      if (peak.tf32) expect(sixteen / peak.tf32.value, id).toBeGreaterThan(1.95);
      if (peak.fp32) expect(peak.fp32.value, id).toBeLessThan(sixteen);
    }
  });

  it('keeps to plausible orders of magnitude, so that a slipped prefix or bits for bytes stands out', () => {
    for (const { id, peak, hbmBandwidth, hbmSize, link, tdp } of accelerators) {
      const sixteen = (peak.bf16 ?? peak.fp16)?.value ?? (peak.fp8 ? peak.fp8.value / 2 : (peak.fp4?.value ?? NaN) / 4);
      // The H20 computes little for its bandwidth, by the rules of export.
      expect(sixteen / hbmBandwidth.value, id).toBeGreaterThan(id === 'h20' ? 30 : 60);
      expect(sixteen / hbmBandwidth.value, id).toBeLessThan(600);
      expect(hbmSize.value, id).toBeGreaterThan(8e9);
      expect(hbmSize.value, id).toBeLessThan(400e9);
      if (link) expect(link.value / hbmBandwidth.value, id).toBeLessThan(1);
      if (tdp) expect(sixteen / tdp.value, id).toBeLessThan(3e12);
    }
  });

  it.each([
    ['h100-sxm', 989.4e12, 3.35e12, 80e9],
    ['a100-80gb-sxm', 312e12, 2.039e12, 80e9],
    ['tpu-v5e', 197e12, 819e9, 16 * 2 ** 30],
    ['tpu-v5p', 459e12, 2765e9, 95 * 2 ** 30],
  ])('says of %s what its maker says', (id, bf16, bandwidth, size) => {
    const { peak, hbmBandwidth, hbmSize } = byId(id);
    expect([peak.bf16?.value, hbmBandwidth.value, hbmSize.value]).toEqual([bf16, bandwidth, size]);
  });

  it('implies for the arrays of the older TPUs their published clocks: 0.7, 0.94, 1.05, 1.5 and 1.75 GHz', () => {
    const clocks = ['tpu-v2', 'tpu-v3', 'tpu-v4', 'tpu-v5e', 'tpu-v5p'].map((id) => {
      const { peak, mxus, mxuSide } = byId(id);
      const side = mxuSide?.value ?? NaN;
      return impliedClock({ peak: peak.bf16?.value ?? NaN, arrays: mxus?.value ?? NaN, rows: side, columns: side }) / 1e9;
    });
    expect(clocks.map((clock) => Number(clock.toFixed(2)))).toEqual([0.7, 0.94, 1.05, 1.5, 1.75]);
  });

  it('implies for each NVIDIA data-centre GPU a whole power of two of FLOPs a multiprocessor and cycle, at its boost clock', () => {
    // Boost clocks that the white papers print, in GHz.
    const boost = { 'v100-32gb-sxm': 1.53, 'a100-80gb-sxm': 1.41, 'h100-sxm': 1.83, 'h100-pcie': 1.62 };
    const perCycle = Object.entries(boost).map(([id, clock]) => {
      const { peak, sms } = byId(id);
      return (peak.fp16?.value ?? NaN) / ((sms?.value ?? NaN) * clock * 1e9);
    });
    expect(perCycle.map((flops) => Math.round(Math.log2(flops) * 10) / 10)).toEqual([10, 11, 12, 12]);
  });

  it('plans with the smaller of both sizes of memory: the label of an H100, what a program sees of a v5e', () => {
    expect(byId('h100-sxm').hbmReported?.value).toBe(85_520_809_984);
    expect(usableMemory(byId('h100-sxm')).value).toBe(80e9);
    expect(usableMemory(byId('tpu-v5e')).value).toBe(15.75 * 2 ** 30);
    expect(usableMemory(byId('v100-32gb-sxm'))).toBe(byId('v100-32gb-sxm').hbmSize);
    const reported = ['a100-80gb-sxm', 'l40s', 'l4', 't4', 'mi300x'].map((id) =>
      Number(((byId(id).hbmReported?.value ?? NaN) / 1e9).toFixed(2)),
    );
    expect(reported).toEqual([85.9, 48.31, 24.15, 16.11, 206.14]);
  });

  it('never keeps two sizes more than a binary prefix apart', () => {
    for (const { id, hbmSize, hbmReported } of accelerators) {
      if (!hbmReported) continue;
      expect(hbmReported.value / hbmSize.value, id).toBeLessThan(1.075);
      expect(hbmReported.value / hbmSize.value, id).toBeGreaterThan(0.95);
    }
  });

  it('marks what is second-hand, and only where no maker’s page is the source', () => {
    const secondHandFacts = accelerators.flatMap((chip) => factsOf(chip).filter(([, { secondHand }]) => secondHand === true));
    expect(secondHandFacts.length).toBeGreaterThan(20);
    for (const [name] of secondHandFacts)
      expect(name).toMatch(/^(h800-sxm|h20|b300|gb300|rtx-5090|rtx-pro-6000-blackwell|mi300a|mi350x|gaudi3) /);
  });

  it('implies for the GeForce and the RTX PRO of Blackwell the same clocks from BF16 as from FP32: 2.41 and 2.62 GHz', () => {
    // FLOPs of a multiprocessor in a cycle: 256 in FP32; in BF16 512 on a GeForce, where FP32 accumulation runs at half rate, and 1,024 on a PRO.
    const clocks = (
      [
        ['rtx-5090', 512],
        ['rtx-pro-6000-blackwell', 1024],
      ] as const
    ).flatMap(([id, perCycle]) => {
      const { peak, sms } = byId(id);
      return [(peak.bf16?.value ?? NaN) / perCycle, (peak.fp32?.value ?? NaN) / 256].map((rate) => rate / (sms?.value ?? NaN) / 1e9);
    });
    expect(clocks.map((clock) => Number(clock.toFixed(2)))).toEqual([2.41, 2.41, 2.62, 2.62]);
  });

  it('implies for the MI350X the MI355X at 2.2 of its 2.4 GHz, and for the MI300A the MI300X with 228 of its 304 units', () => {
    expect((byId('mi350x').peak.fp4?.value ?? NaN) / (byId('mi355x').peak.fp4?.value ?? NaN)).toBeCloseTo(2.2 / 2.4, 3);
    expect((byId('mi300a').peak.bf16?.value ?? NaN) / (byId('mi300x').peak.bf16?.value ?? NaN)).toBeCloseTo(228 / 304, 3);
  });

  it('counts links one way: 450 GB/s for an H100 and 200 GB/s for a v5e', () => {
    expect(byId('h100-sxm').link?.value).toBe(450e9);
    expect(byId('tpu-v5e').link?.value).toBe(200e9);
  });

  it('states the ridge points of the Scaling Book, to its printed digits: H100 about 295, v5e about 240', () => {
    const ridge = (id: string) => (byId(id).peak.bf16?.value ?? NaN) / byId(id).hbmBandwidth.value;
    expect(ridge('h100-sxm')).toBeCloseTo(295, -1);
    expect(ridge('tpu-v5e')).toBeCloseTo(240.5, 0);
  });
});

describe('the prices', () => {
  it('are for accelerators of the table, in dollars per hour of one, to the day, with the page they were listed on', () => {
    for (const { accelerator, provider, perHour } of prices) {
      expect(byId(accelerator).id).toBe(accelerator);
      expect(perHour.unit).toBe('$/h');
      expect(perHour.date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(Date.parse(perHour.date), provider).toBeLessThan(Date.now());
      expect(perHour.source).toMatch(/https:\/\/\S+$/);
      expect(perHour.value, provider).toBeGreaterThan(0.1);
      expect(perHour.value, provider).toBeLessThan(100);
      expect(perHour.secondHand, provider).toBe(true);
    }
  });

  it('divide the price of an instance by its eight GPUs: 55.04 dollars for eight H100 are 6.88 each', () => {
    const aws = prices.find(({ accelerator, provider }) => accelerator === 'h100-sxm' && provider === 'AWS');
    expect(aws?.perHour.value).toBeCloseTo(6.88, 9);
  });

  it('list each offer once', () => {
    const offers = prices.map(({ accelerator, provider, offer }) => [accelerator, provider, offer].join());
    expect(new Set(offers).size).toBe(offers.length);
  });
});
