import { scaleLog } from 'd3-scale';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { operationsAt, standingOf, toChips, type Chip } from './operations.ts';
import RooflineExplorer from './RooflineExplorer.tsx';
import { accelerators } from '@scaling-workbook/formulas/hardware';

/** Round numbers: ridges at 500 and 100 FLOP/B. */
const big: Chip = {
  id: 'big',
  name: 'Big',
  vendor: 'Maker',
  peak: 1e15,
  vectorPeak: 5e13,
  bandwidth: 2e12,
  sources: ['Maker, sheet, https://example.org/big (2024)'],
};
const small: Chip = { id: 'small', name: 'Small', vendor: 'Maker', peak: 1e14, bandwidth: 1e12, sources: ['Maker, sheet (2024)'] };
const html = renderToStaticMarkup(createElement(RooflineExplorer, { id: 'roof', chips: [big, small], chip: 'big', with: ['small'] }));

/** Counted on paper: intensity in FLOP/B and rate in TFLOP/s on `big` of each operation as it stands at first. */
const byHand = {
  matmul: [4096 / 3, 1000],
  decode: [(2 * 32 * 8192 * 8192) / (2 * (2 * 32 * 8192 + 8192 * 8192)), 63.504],
  relu: [1 / 8, 0.25],
  scores: [(2 * 2048 * 2048 * 128) / (2 * (2 * 2048 * 128 + 2048 * 2048)), 227.556],
  unfused: [(4 * 2048 * 2048 * 128) / (2 * (4 * 2048 * 128 + 4 * 2048 * 2048)), 120.471],
  fused: [1024, 1000],
} as const;

/** For a page and for a phone, by the frames that Plot.tsx leaves round them. */
const drawings = [...html.matchAll(/<svg viewBox="0 0 (\d+) (\d+)".*?<\/svg>(?=<\/div>)/gs)].map(([svg, width, height]) => ({
  svg,
  width: Number(width),
  height: Number(height),
}));

describe('the roofline explorer without JavaScript', () => {
  it('draws the whole picture twice, once for a page and once for a phone', () => {
    expect(drawings.map(({ width }) => width)).toEqual([648, 330]);
  });

  it.each(Object.entries(byHand))('puts %s where its intensity and the roof over it say', (id, [intensity, rate]) => {
    for (const { svg, width, height } of drawings) {
      const [, px, py] = new RegExp(`data-point="${id}"[^>]*transform="translate\\(([\\d.]+),([\\d.]+)\\)"`).exec(svg) ?? [];
      const x = scaleLog([0.05, 40_000], [width < 480 ? 40 : 46, width - 10]);
      // From the rate of the slowest memory at the left edge to two and a half times the highest peak.
      const y = scaleLog([0.05 * 1e12, 2.5e15], [height - 46, 30]);
      expect(Number(px)).toBeCloseTo(x(intensity), 1);
      expect(Number(py)).toBeCloseTo(y(rate * 1e12), 1);
    }
  });

  it('has the same numbers in its table', () => {
    const rows = [...html.matchAll(/<tr><th scope="row"[^>]*>(.*?)<\/th>(.*?)<\/tr>/gs)].map(([, head = '', cells = '']) => [
      head,
      ...[...cells.matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map(([, cell]) => cell),
    ]);
    const row = (operation: string, chip: string) => rows.find(([first, second]) => first === operation && second === chip)?.slice(2);
    expect(row('Square matmul', 'Big')).toEqual(['137.4 GFLOP', '100.7 MB', '1,365 FLOP/B', '1 PFLOP/s', 'compute', '137 µs']);
    expect(row('Square matmul', 'Small')).toEqual(['137.4 GFLOP', '100.7 MB', '1,365 FLOP/B', '100 TFLOP/s', 'compute', '1.37 ms']);
    expect(row('ReLU', 'Big')).toEqual(['10 MFLOP', '80 MB', '0.125 FLOP/B', '250 GFLOP/s', 'memory', '40 µs']);
    expect(row('Attention scores', 'Small')).toEqual(['1.074 GFLOP', '9.437 MB', '113.8 FLOP/B', '100 TFLOP/s', 'compute', '10.7 µs']);
    expect(row('Unfused attention', 'Big')?.[3]).toBe('120 TFLOP/s');
  });

  it('says in a sentence what it shows', () => {
    expect(html).toContain(
      'Square matmul, [4,096, 4,096] × [4,096, 4,096] in BF16: 1,365 FLOP/B, right of the ridge at 500 on Big. It is compute-bound: at most 1 PFLOP/s, and at least 137 µs.',
    );
  });

  it('gives every slider a name and its value in words, and keeps the controls still until they work', () => {
    const sliders = [...html.matchAll(/<input id="([^"]+)" type="range"[^>]*aria-valuetext="([^"]+)"/g)];
    expect(sliders.map(([, , text]) => text)).toEqual(['4,096', '32 tokens', '2,048 tokens', '128']);
    for (const [, id] of sliders) expect(html).toContain(`<label for="${id ?? ''}"`);
    expect(html).toMatch(/<fieldset class="body"[^>]* disabled=""/);
  });
});

describe('operations under a roof', () => {
  const at = (batch: number) => operationsAt({ side: 4096, sequence: 2048, headWidth: 128, batch });

  it('leave a decode step of one token memory-bound on every accelerator listed', () => {
    const [, decode] = at(1);
    const chips = toChips(accelerators);
    expect(chips.length).toBeGreaterThanOrEqual(4);
    for (const chip of chips) expect(decode && standingOf(decode, chip).binds, chip.name).toBe('memory');
  });

  it('hold the ReLU under the vector units where their rate is listed', () => {
    const relu = at(1).find(({ id }) => id === 'relu');
    expect(relu && standingOf(relu, big)).toMatchObject({ peak: 5e13, ridge: 25 });
    expect(relu && standingOf(relu, small)).toMatchObject({ peak: 1e14, ridge: 100 });
  });

  it('bring the maker of a chip as a heading, not in every name, and say where each number was read', () => {
    const h100 = toChips(accelerators).find(({ id }) => id === 'h100-sxm');
    expect(h100).toMatchObject({ name: 'H100 SXM', vendor: 'NVIDIA' });
    expect(h100?.sources.length).toBeGreaterThan(0);
  });
});
