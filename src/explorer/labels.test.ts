import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { along, aroundPoint, placeLabels, type Placed } from './labels.ts';

const bounds = { left: 0, top: 0, right: 400, bottom: 300 };
const fontSize = 12;
const wish = (id: string, x: number, y: number, text = 'Fused attention') => ({ id, x, y, text, offsets: aroundPoint });
const place = (wishes: Parameters<typeof placeLabels>[0], avoid: readonly (readonly [number, number])[] = []) =>
  placeLabels(wishes, { bounds, fontSize, avoid });

/** The space a label takes on screen, assuming letters 0.5 em wide. */
const box = ({ x, y, text, anchor }: Placed) => {
  const width = text.length * fontSize * 0.5;
  const left = x - (anchor === 'end' ? width : anchor === 'middle' ? width / 2 : 0);
  return { left, right: left + width, top: y - fontSize / 2, bottom: y + fontSize / 2 };
};

describe('direct labels', () => {
  it('take the first place that is free', () => {
    expect(place([wish('a', 100, 100)])[0]).toMatchObject({ id: 'a', x: 109, y: 116, anchor: 'start' });
  });

  it('keep off lines', () => {
    const line = along([
      [0, 116],
      [400, 116],
    ]);
    const [label] = place([wish('a', 200, 100)], line);
    expect(label).toMatchObject({ y: 86, anchor: 'end' });
  });

  it('are left out rather than put on top of one another, the last first', () => {
    const crowd = Array.from({ length: 60 }, (_, i) => wish(String(i), 200, 150));
    const placed = place(crowd);
    expect(placed.length).toBeLessThan(60);
    expect(placed.map(({ id }) => id)).toEqual(placed.map((_, i) => String(i)));
  });

  it('never overlap and never leave the picture, wherever the points are', () => {
    const point = fc.record({ x: fc.integer({ min: 0, max: 400 }), y: fc.integer({ min: 0, max: 300 }) });
    fc.assert(
      fc.property(fc.array(point, { maxLength: 12 }), (points) => {
        const boxes = place(points.map(({ x, y }, i) => wish(String(i), x, y))).map(box);
        for (const [i, a] of boxes.entries()) {
          expect(a.left >= 0 && a.right <= 400 && a.top >= 0 && a.bottom <= 300).toBe(true);
          for (const b of boxes.slice(i + 1))
            expect(a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top).toBe(true);
        }
      }),
      { seed: 7 },
    );
  });
});
