/** Thins lines to the points and digits that the eye can use: every reader downloads them. */

export type XY = readonly [x: number, y: number];

/** NaN and infinities stay. */
export const tenths = (value: number): number => (Number.isFinite(value) ? Math.round(value * 10) / 10 : value);

/** From the line, in pixels. */
const tolerance = 0.15;

/** To the segment between two others. */
function distance([x, y]: XY, [x1, y1]: XY, [x2, y2]: XY): number {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const along = Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - x1 - along * dx, y - y1 - along * dy);
}

/** Ramer, Douglas and Peucker. Points in pixels. */
export function thinned(points: readonly XY[]): readonly XY[] {
  const [first, last] = [points.at(0), points.at(-1)];
  if (!first || !last || points.length < 3) return points;
  const distances = points.map((point) => distance(point, first, last));
  const farthest = Math.max(...distances);
  if (farthest <= tolerance) return [first, last];
  const at = distances.indexOf(farthest);
  return [...thinned(points.slice(0, at + 1)), ...thinned(points.slice(at)).slice(1)];
}
