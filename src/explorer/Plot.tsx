/** A plot's frame at its actual width: axes, grid, marks. */
import {
  line as toLine,
  symbol,
  symbolCircle,
  symbolCross,
  symbolDiamond,
  symbolSquare,
  symbolStar,
  symbolTriangle,
  type SymbolType,
} from 'd3-shape';
import { createContext, useContext, useEffect, useId, useRef, useState, type ReactNode, type RefObject } from 'react';
import { axisTitle, ticksOf, toPixels, type Axis, type ToPixel } from './axis.ts';
import { along, aroundPoint, placeLabels, type Box, type Offset } from './labels.ts';
import { tenths, thinned, type XY } from './thinned.ts';

export interface PlotArea extends Box {
  /** From values to pixels. */
  readonly x: ToPixel;
  readonly y: ToPixel;
  /** For the `clipPath` that confines marks to the frame. */
  readonly clip: string;
  /** Of a phone's width; draw less. */
  readonly narrow: boolean;
}

const Area = createContext<PlotArea | undefined>(undefined);

export function usePlot(): PlotArea {
  const area = useContext(Area);
  if (!area) throw new Error('A mark belongs into a <Plot>.');
  return area;
}

export interface PlotProps {
  /** The kind of figure; summary and table say what it shows. */
  readonly label: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly children: ReactNode;
  /** Pixels, on a page and on a phone. */
  readonly height?: number;
  readonly narrowHeight?: number;
}

const narrowBelow = 480;
/** Until the width is known both are in the page; the style sheet shows the one that fits (explorer.css). */
const guesses = { wide: 648, narrow: 330 } as const;

function useWidth(): readonly [RefObject<HTMLDivElement | null>, number | undefined] {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState<number>();
  useEffect(() => {
    if (!ref.current) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      const seen = Math.round(entry?.contentRect.width ?? 0);
      // In a closed <details>: keep what was drawn.
      if (seen > 0) setWidth(seen);
    });
    observer.observe(ref.current);
    return () => {
      observer.disconnect();
    };
  }, []);
  return [ref, width];
}

export function Plot({ height = 400, narrowHeight = 340, ...rest }: PlotProps): ReactNode {
  const [ref, width] = useWidth();
  const draw = (at: number): ReactNode => <Frame {...rest} width={at} height={at < narrowBelow ? narrowHeight : height} />;
  return (
    <div className="plot" ref={ref}>
      {width === undefined
        ? Object.entries(guesses).map(([name, guess]) => (
            <div key={name} className={name}>
              {draw(guess)}
            </div>
          ))
        : draw(width)}
    </div>
  );
}

/** Nobody sees a tenth of a pixel, and every digit is sent to everybody. */
const inTenths =
  (place: ToPixel): ToPixel =>
  (value) =>
    tenths(place(value));

function Frame({
  label,
  x,
  y,
  children,
  width,
  height,
}: Omit<PlotProps, 'narrowHeight'> & { readonly width: number; readonly height: number }): ReactNode {
  const clip = useId();
  const narrow = width < narrowBelow;
  const box: Box = { left: narrow ? 40 : 46, top: 30, right: width - 10, bottom: height - 46 };
  const area: PlotArea = {
    ...box,
    narrow,
    clip: `url(#${clip})`,
    x: inTenths(toPixels(x, [box.left, box.right])),
    y: inTenths(toPixels(y, [box.bottom, box.top])),
  };
  const xTicks = ticksOf(x, box.right - box.left, narrow ? 48 : 64);
  const yTicks = ticksOf(y, box.bottom - box.top, 28);
  return (
    <svg viewBox={`0 0 ${width} ${height}`} height={height} width="100%" role="img" aria-label={label} className="frame">
      <clipPath id={clip}>
        <rect x={box.left} y={box.top} width={box.right - box.left} height={box.bottom - box.top} />
      </clipPath>
      <g className="grid">
        {xTicks.map(({ value }) => (
          <line key={value} x1={area.x(value)} x2={area.x(value)} y1={box.top} y2={box.bottom} />
        ))}
        {yTicks.map(({ value }) => (
          <line key={value} x1={box.left} x2={box.right} y1={area.y(value)} y2={area.y(value)} />
        ))}
      </g>
      <Area value={area}>
        <g className="marks">{children}</g>
      </Area>
      <path className="axis" d={`M${box.left} ${box.top}V${box.bottom}H${box.right}`} />
      <g className="ticks" textAnchor="middle">
        {xTicks.map(({ value, label: text }) => (
          <text key={value} x={area.x(value)} y={box.bottom + 17}>
            {text}
          </text>
        ))}
      </g>
      <g className="ticks" textAnchor="end">
        {yTicks.map(({ value, label: text }) => (
          <text key={value} x={box.left - 6} y={area.y(value)} dy="0.33em">
            {text}
          </text>
        ))}
      </g>
      <text className="axis-title" x={box.right} y={height - 8} textAnchor="end">
        {axisTitle(x)} →
      </text>
      <text className="axis-title" x={0} y={14}>
        ↑ {axisTitle(y)}
      </text>
    </svg>
  );
}

/** `main` is the subject, `chosen` the reader's pick, `other` a comparison, `faint` a guide line. */
export type Tone = 'main' | 'chosen' | 'other' | 'faint';

/** Distinguishable; the first is solid. */
export const dashes = ['none', '7 4', '2 4', '10 4 2 4', '14 5'] as const;

const inPixels = ({ x, y }: PlotArea, points: readonly XY[]): XY[] =>
  points.map(([a, b]): XY => [x(a), y(b)]).filter(([a, b]) => Number.isFinite(a) && Number.isFinite(b));

export interface LineProps {
  /** In the units of the axes. */
  readonly points: readonly XY[];
  readonly tone?: Tone;
  readonly dash?: (typeof dashes)[number];
}

const pathOf = (points: readonly XY[]): string => toLine<XY>().digits(1)(points) ?? '';

export function Line({ points, tone = 'other', dash = 'none' }: LineProps): ReactNode {
  const plot = usePlot();
  return <path className="line" data-tone={tone} strokeDasharray={dash} clipPath={plot.clip} d={pathOf(thinned(inPixels(plot, points)))} />;
}

export interface BandProps {
  /** Upper edge, in the units of the axes. */
  readonly points: readonly XY[];
  /** Another line with the same x values; by default the bottom of the plot. */
  readonly from?: readonly XY[];
}

export function Band({ points, from }: BandProps): ReactNode {
  const plot = usePlot();
  const upper = thinned(inPixels(plot, points));
  const [first, last] = [upper.at(0), upper.at(-1)];
  if (!first || !last) return null;
  const lower: readonly XY[] = from
    ? thinned(inPixels(plot, from))
    : [
        [first[0], plot.bottom],
        [last[0], plot.bottom],
      ];
  return <path className="band" clipPath={plot.clip} d={`${pathOf([...upper, ...lower.toReversed()])}Z`} />;
}

const shapes = {
  circle: symbolCircle,
  square: symbolSquare,
  triangle: symbolTriangle,
  diamond: symbolDiamond,
  cross: symbolCross,
  star: symbolStar,
} as const satisfies Record<string, SymbolType>;
export type Shape = keyof typeof shapes;

const outline = (shape: Shape, size: number): string => symbol(shapes[shape], size)() ?? '';

/** For a legend. */
export function Mark({ shape }: { readonly shape: Shape }): ReactNode {
  return (
    <svg className="mark" width="16" height="16" viewBox="-8 -8 16 16" aria-hidden="true">
      <path d={outline(shape, 70)} />
    </svg>
  );
}

/** For a legend. */
export function Dash({ tone = 'other', dash }: { readonly tone?: Tone; readonly dash: (typeof dashes)[number] }): ReactNode {
  return (
    <svg className="mark" width="28" height="10" viewBox="0 0 28 10" aria-hidden="true">
      <path className="line" data-tone={tone} strokeDasharray={dash} d="M0 5H28" />
    </svg>
  );
}

export interface PointMark {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly shape?: Shape;
  readonly tone?: Tone;
  /** Outlined instead of filled. */
  readonly hollow?: boolean;
}

export interface PointsProps {
  readonly points: readonly PointMark[];
  /** On pressing a point. Offer the same choice outside the plot, for keyboards and screen readers. */
  readonly onPick?: (id: string) => void;
}

export function Points({ points, onPick }: PointsProps): ReactNode {
  const { x, y, left, right, top, bottom } = usePlot();
  const seen = points.filter((point) => x(point.x) >= left && x(point.x) <= right && y(point.y) >= top && y(point.y) <= bottom);
  return (
    <g className="points" data-pickable={onPick !== undefined}>
      {seen.map(({ id, x: a, y: b, shape = 'circle', tone = 'other', hollow = false }) => (
        <g
          key={id}
          data-point={id}
          data-tone={tone}
          data-hollow={hollow}
          transform={`translate(${x(a)},${y(b)})`}
          onClick={
            onPick &&
            ((): void => {
              onPick(id);
            })
          }
        >
          {onPick && <circle className="target" r="14" />}
          <path d={outline(shape, tone === 'chosen' ? 110 : hollow ? 44 : 64)} />
        </g>
      ))}
    </g>
  );
}

export interface LabelMark {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly tone?: Tone;
  /** By default around a point. */
  readonly offsets?: readonly Offset[];
}

export interface LabelsProps {
  /** Most important first: without room it is left out. */
  readonly labels: readonly LabelMark[];
  /** In the units of the axes. */
  readonly avoid?: readonly (readonly XY[])[];
}

/** Placed together so that none overlap. */
export function Labels({ labels, avoid = [] }: LabelsProps): ReactNode {
  const plot = usePlot();
  const fontSize = plot.narrow ? 12 : 13;
  const at = labels.map((label) => ({ ...label, x: plot.x(label.x), y: plot.y(label.y), offsets: label.offsets ?? aroundPoint }));
  const placed = placeLabels(at, { bounds: plot, fontSize, avoid: avoid.flatMap((line) => along(inPixels(plot, line))) });
  return (
    <g className="labels" fontSize={fontSize}>
      {placed.map(({ id, x, y, text, anchor, dx, dy }) => (
        <g key={id} data-label={id} data-tone={labels.find((label) => label.id === id)?.tone ?? 'other'}>
          {Math.abs(dy) > 24 && (
            <path
              className="leader"
              d={`M${tenths(x - dx)} ${tenths(y - dy + 7 * Math.sign(dy))}L${tenths(x - (anchor === 'middle' ? 0 : dx / 2))} ${tenths(y - 9 * Math.sign(dy))}`}
            />
          )}
          <text x={tenths(x)} y={tenths(y)} dy="0.34em" textAnchor={anchor}>
            {text}
          </text>
        </g>
      ))}
    </g>
  );
}
