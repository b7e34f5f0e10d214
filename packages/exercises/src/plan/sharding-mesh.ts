/**
 * A tiny mesh that runs plans: small matrices of whole numbers, a block for each device, and collectives that copy, cut and add what the
 * devices of a group hold.
 */
import { randomFrom } from '@scaling-workbook/formulas/random';
import type { Dimension, Instruction, Layout, Mesh, Problem, Program } from './sharding-layout.ts';
import { ways } from './sharding-layout.ts';

export type Matrix = readonly (readonly number[])[];
/** Its coordinate along each axis. */
export type Device = Readonly<Record<string, number>>;

export interface Run {
  readonly devices: readonly Device[];
  /** By device, for each value of the program. */
  readonly held: readonly (readonly Matrix[])[];
  /** Each value, computed in one place without a mesh. */
  readonly truth: readonly Matrix[];
  /** Computed in one place. */
  readonly wanted: Matrix;
}

/** The last axis runs fastest. */
const devicesOf = (mesh: Mesh): readonly Device[] =>
  Object.entries(mesh).reduce<readonly Device[]>(
    (devices, [axis, length]) => devices.flatMap((device) => Array.from({ length }, (_, i) => ({ ...device, [axis]: i }))),
    [{}],
  );

const transposed = (matrix: Matrix): Matrix => (matrix[0] ?? []).map((_, column) => matrix.map((row) => row[column] ?? NaN));
export const multiply = (a: Matrix, b: Matrix): Matrix => {
  const columns = transposed(b);
  return a.map((row) => columns.map((column) => row.reduce((sum, x, i) => sum + x * (column[i] ?? NaN), 0)));
};
const add = (a: Matrix, b: Matrix): Matrix => a.map((row, i) => row.map((x, j) => x + (b[i]?.[j] ?? NaN)));
const sum = (summands: readonly Matrix[]): Matrix => summands.reduce(add);

const part = <T>(list: readonly T[], index: number, count: number): readonly T[] =>
  list.slice((index * list.length) / count, ((index + 1) * list.length) / count);

/** The first axis is the coarsest. */
const indexAlong = (axes: readonly string[], mesh: Mesh, device: Device): number =>
  axes.reduce((index, axis) => index * (mesh[axis] ?? 1) + (device[axis] ?? 0), 0);

/** Along rows (0) or columns (1). */
function cut(matrix: Matrix, along: number, axes: readonly string[], mesh: Mesh, device: Device): Matrix {
  const [index, count] = [indexAlong(axes, mesh, device), ways(mesh, axes)];
  return along === 0 ? part(matrix, index, count) : matrix.map((row) => part(row, index, count));
}

/** Of a partial sum, the block of the total. */
const blockOf = (matrix: Matrix, { dims }: Layout, mesh: Mesh, device: Device): Matrix =>
  dims.reduce((block, { axes }, along) => cut(block, along, axes, mesh, device), matrix);

const joined = (blocks: readonly Matrix[], along: number): Matrix =>
  along === 0 ? blocks.flat() : (blocks[0] ?? []).map((_, i) => blocks.flatMap((block) => block[i] ?? []));

/** From -4 to 5 without 0, the same for the same seed. */
function randomMatrix(rows: number, columns: number, seed: number): Matrix {
  const random = randomFrom(`matrix ${seed}`);
  const next = (): number => {
    const digit = Math.floor(9 * random());
    return digit < 4 ? digit - 4 : digit - 3;
  };
  return Array.from({ length: rows }, () => Array.from({ length: columns }, next));
}

type CollectiveInstruction = Extract<Instruction, { kind: 'collective' }>;

function exchanged(
  step: CollectiveInstruction,
  mesh: Mesh,
  devices: readonly Device[],
  before: readonly Matrix[],
  dims: readonly Dimension[],
): readonly Matrix[] {
  const { axes, collective, dim } = step;
  const along = dims.findIndex(({ name }) => name === dim);
  const at = (device: Device): Matrix => before[devices.indexOf(device)] ?? [];
  /** In the order of the parts that the axes cut. */
  const groupOf = (device: Device, order: readonly string[] = axes): readonly Device[] =>
    devices
      .filter((other) => Object.keys(mesh).every((axis) => axes.includes(axis) || other[axis] === device[axis]))
      .toSorted((a, b) => indexAlong(order, mesh, a) - indexAlong(order, mesh, b));
  return devices.map((device) => {
    switch (collective) {
      case 'AllReduce':
        return sum(groupOf(device).map(at));
      case 'AllGather':
        return joined(
          groupOf(
            device,
            dims[along]?.axes.filter((axis) => axes.includes(axis)),
          ).map(at),
          along,
        );
      case 'ReduceScatter':
        return cut(sum(groupOf(device).map(at)), along, axes, mesh, device);
      case 'AllToAll': {
        const from = 1 - along;
        const order = dims[from]?.axes.filter((axis) => axes.includes(axis));
        return joined(
          groupOf(device, order).map((other) => cut(at(other), along, axes, mesh, device)),
          from,
        );
      }
      case 'Slice':
        return cut(at(device), along, axes, mesh, device);
    }
  });
}

/** Sides are `perDevice` for each device of the mesh, filled from `seed`. */
export function simulate(program: Program, problem: Problem, seed = 1, perDevice = 1): Run {
  const { mesh, inputs, chain } = problem;
  const devices = devicesOf(mesh);
  const side = devices.length * perDevice;
  const filled = (name: string): Matrix => randomMatrix(side, side, seed * 31 + Object.keys(inputs).indexOf(name));
  const held: (readonly Matrix[])[] = [];
  const truth: Matrix[] = [];
  for (const step of program) {
    switch (step.kind) {
      case 'input': {
        const whole = filled(step.name);
        truth.push(whole);
        held.push(devices.map((device) => blockOf(whole, step.layout, mesh, device)));
        break;
      }
      case 'product': {
        const [left = [], right = []] = [held[step.left], held[step.right]];
        truth.push(multiply(truth[step.left] ?? [], truth[step.right] ?? []));
        held.push(left.map((block, i) => multiply(block, right[i] ?? [])));
        break;
      }
      case 'collective':
        truth.push(truth[step.of] ?? []);
        held.push(exchanged(step, mesh, devices, held[step.of] ?? [], program[step.of]?.layout.dims ?? []));
        break;
    }
  }
  return { devices, held, truth, wanted: chain.map(filled).reduce(multiply) };
}

export interface Difference {
  readonly device: Device;
  readonly row: number;
  readonly column: number;
  readonly held: number;
  readonly wanted: number;
}

/** Between what the devices hold and the blocks of `whole` under `layout`. */
export function firstDifference(
  { devices }: Run,
  held: readonly Matrix[],
  whole: Matrix,
  layout: Layout,
  mesh: Mesh,
): Difference | undefined {
  for (const [i, device] of devices.entries()) {
    const block = blockOf(whole, layout, mesh, device);
    for (const [row, numbers] of block.entries()) {
      for (const [column, wanted] of numbers.entries()) {
        const found = held[i]?.[row]?.[column];
        if (found !== wanted) return { device, row, column, held: found ?? NaN, wanted };
      }
    }
  }
  return undefined;
}
