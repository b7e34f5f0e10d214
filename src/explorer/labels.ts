/** Places labels so that none overlaps another, crosses a line or leaves the figure. */

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export type Anchor = 'start' | 'middle' | 'end';

/** The text's anchor relative to the point; y is the middle of the text. */
export interface Offset {
  readonly dx: number;
  readonly dy: number;
  readonly anchor: Anchor;
}

export interface Wish {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly text: string;
  /** The first free one is used. */
  readonly offsets: readonly Offset[];
}

export interface Placed extends Offset {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

export interface Surroundings {
  readonly bounds: Box;
  readonly fontSize: number;
  /** Points, and lines as points along them. */
  readonly avoid: readonly (readonly [x: number, y: number])[];
}

/** First nearby, where a rising line leaves room (lower right, upper left), then further out with a leader. */
export const aroundPoint: readonly Offset[] = [
  { dx: 9, dy: 16, anchor: 'start' },
  { dx: -9, dy: -14, anchor: 'end' },
  { dx: 13, dy: 0, anchor: 'start' },
  { dx: -13, dy: 0, anchor: 'end' },
  { dx: 0, dy: -18, anchor: 'middle' },
  { dx: 0, dy: 20, anchor: 'middle' },
  ...[32, 48, 64, -32].flatMap((dy): readonly Offset[] => [
    { dx: 9, dy, anchor: 'start' },
    { dx: 0, dy: dy + 4, anchor: 'middle' },
    { dx: -9, dy, anchor: 'end' },
  ]),
];

/** A little over half the font's height for each letter of a sans serif. */
const widthOf = (text: string, fontSize: number): number => text.length * fontSize * 0.55;

const boxOf = (x: number, y: number, { text }: Wish, anchor: Anchor, fontSize: number): Box => {
  const width = widthOf(text, fontSize);
  const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
  return { left, right: left + width, top: y - fontSize * 0.62, bottom: y + fontSize * 0.62 };
};

const overlap = (a: Box, b: Box): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
const within = (a: Box, b: Box): boolean => a.left >= b.left + 5 && a.right <= b.right && a.top >= b.top && a.bottom <= b.bottom;
const holds = ({ left, right, top, bottom }: Box, [x, y]: readonly [number, number]): boolean =>
  x > left - 3 && x < right + 3 && y > top && y < bottom;

/** Most important first. A label without a free position is left out. */
export function placeLabels(wishes: readonly Wish[], { bounds, fontSize, avoid }: Surroundings): readonly Placed[] {
  const taken: Box[] = [];
  return wishes.flatMap((wish) => {
    for (const offset of wish.offsets) {
      const x = wish.x + offset.dx;
      const y = wish.y + offset.dy;
      const box = boxOf(x, y, wish, offset.anchor, fontSize);
      if (!within(box, bounds) || taken.some((other) => overlap(box, other)) || avoid.some((point) => holds(box, point))) continue;
      taken.push(box);
      return [{ ...offset, id: wish.id, text: wish.text, x, y }];
    }
    return [];
  });
}

/** As points at most `gap` pixels apart. */
export const along = (line: readonly (readonly [number, number])[], gap = 5): readonly (readonly [number, number])[] =>
  line.flatMap(([x, y], i) => {
    const [x2, y2] = line[i + 1] ?? [x, y];
    const pieces = Math.max(1, Math.ceil(Math.hypot(x2 - x, y2 - y) / gap));
    return Array.from({ length: pieces }, (_, k): readonly [number, number] => [x + ((x2 - x) * k) / pieces, y + ((y2 - y) * k) / pieces]);
  });
