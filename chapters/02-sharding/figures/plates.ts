/** What each device of a 4 × 2 mesh holds of In · W = Out, for every way to cut the three dimensions. */
import { writeLayout, ways, type Dimension, type Layout, type Mesh } from '@scaling-workbook/exercises/plan/sharding-layout';
import { bytesHeld } from '@scaling-workbook/exercises/plan/sharding-price';
import { allReduceBytes, reduceScatterBytes, ringTime } from '@scaling-workbook/formulas/collectives';
import { matmulFlops } from '@scaling-workbook/formulas/matmul';
import { computeTime } from '@scaling-workbook/formulas/roofline';
import { flopsPerDevice } from '@scaling-workbook/formulas/sharding';

export const mesh = { X: 4, Y: 2 } as const satisfies Mesh;
export type Axis = keyof typeof mesh;
const axes: readonly Axis[] = ['X', 'Y'];

export const cuts = ['nothing', 'batch', 'contraction', 'columns'] as const;
export type Cut = (typeof cuts)[number];
export const finishes = ['all-reduce', 'reduce-scatter'] as const;

export interface Setting {
  /** What each mesh axis cuts. */
  readonly cut: Readonly<Record<Axis, Cut>>;
  readonly sizes: { readonly B: number; readonly D: number; readonly F: number };
  /** How partial sums are completed. */
  readonly finish: (typeof finishes)[number];
}

export interface Chip {
  readonly name: string;
  readonly peak: number;
  /** All together, one way. */
  readonly link: number;
}

export type TensorName = 'In' | 'W' | 'Out';

export interface Plate {
  readonly layouts: Readonly<Record<TensorName, Layout>>;
  /** The same as Out where there are no partial sums. */
  readonly finished: Layout;
  /** By each device. */
  readonly held: Readonly<Record<TensorName, number>>;
  /** Devices that hold the same block. */
  readonly copies: Readonly<Record<TensorName, number>>;
  readonly sent: number;
  readonly computeSeconds: number;
  readonly sendSeconds: number;
}

const bytesPerElement = 2;
const devices = mesh.X * mesh.Y;

const layoutsOf = ({ cut }: Setting): Readonly<Record<TensorName, Layout>> => {
  const by = (what: Cut): readonly Axis[] => axes.filter((axis) => cut[axis] === what);
  const dim = (name: string, what: Cut): Dimension => ({ name, axes: by(what) });
  const [B, D, F] = [dim('B', 'batch'), dim('D', 'contraction'), dim('F', 'columns')];
  return { In: { dims: [B, D], partial: [] }, W: { dims: [D, F], partial: [] }, Out: { dims: [B, F], partial: by('contraction') } };
};

export function plateOf(setting: Setting, chip: Chip): Plate {
  const { sizes, finish, cut } = setting;
  const layouts = layoutsOf(setting);
  const { Out } = layouts;
  const [rows, columns] = Out.dims;
  const scattered = finish === 'reduce-scatter' ? Out.partial : [];
  const finished: Layout = { dims: [{ name: rows.name, axes: [...rows.axes, ...scattered] }, columns], partial: [] };
  const bytes = bytesHeld(Out, { sizes, bytesPerElement }, mesh);
  const group = ways(mesh, Out.partial);
  const sent = Out.partial.length === 0 ? 0 : (finish === 'all-reduce' ? allReduceBytes : reduceScatterBytes)({ bytes, devices: group });
  const sharing = ways(
    mesh,
    axes.filter((axis) => cut[axis] !== 'nothing'),
  );
  const flops = flopsPerDevice({ flops: matmulFlops({ m: sizes.B, k: sizes.D, n: sizes.F }), devices: sharing });
  const each = (of: (layout: Layout) => number): Readonly<Record<TensorName, number>> => ({
    In: of(layouts.In),
    W: of(layouts.W),
    Out: of(layouts.Out),
  });
  return {
    layouts,
    finished,
    held: each((layout) => bytesHeld(layout, { sizes, bytesPerElement }, mesh)),
    copies: each(({ dims, partial }) => devices / ways(mesh, [...dims.flatMap((dim) => dim.axes), ...partial])),
    sent,
    computeSeconds: computeTime({ flops, peak: chip.peak }),
    sendSeconds: ringTime({ bytesSent: sent, bandwidth: chip.link }),
  };
}

export interface Device {
  readonly X: number;
  readonly Y: number;
}
/** Row by row: Y down, X across. */
export const meshDevices: readonly Device[] = Array.from({ length: devices }, (_, i) => ({ X: i % mesh.X, Y: Math.floor(i / mesh.X) }));

export interface Range {
  /** From 0 to 1. */
  readonly from: number;
  readonly to: number;
}

export function rangeOf({ axes: cutBy }: Dimension, device: Device): Range {
  let [from, length] = [0, 1];
  for (const axis of cutBy) {
    if (axis !== 'X' && axis !== 'Y') throw new RangeError(`rangeOf: axis must be X or Y, got ${axis}`);
    length /= mesh[axis];
    from += device[axis] * length;
  }
  return { from, to: from + length };
}

/** With the collective that completes it. */
export const writePlate = ({ layouts, finished }: Plate, finish: Setting['finish']): readonly string[] => {
  const { In, W, Out } = layouts;
  const product = `${writeLayout('In', In)} · ${writeLayout('W', W)} → ${writeLayout('Out', Out)}`;
  if (Out.partial.length === 0) return [product];
  const over = Out.partial.length === 1 ? Out.partial.join('') : `{${Out.partial.join('')}}`;
  const collective = finish === 'all-reduce' ? `AllReduce_${over}(Out)` : `ReduceScatter_{${Out.partial.join('')},B}(Out)`;
  return [product, `${collective} → ${writeLayout('Out', finished)}`];
};
