/**
 * A tiny mesh on which plans are really run: small matrices of whole numbers, every device with its own block, and
 * collectives that do nothing but copy, cut and add what the devices of a group hold.
 */
import { randomFrom } from '@scaling-workbook/formulas/random';
import type { Dimension, Instruction, Layout, Mesh, Problem, Program } from './sharding-layout.ts';
import { ways } from './sharding-layout.ts';

export type Matrix = readonly (readonly number[])[];
/** Where a device stands: its coordinate along each axis. */
export type Device = Readonly<Record<string, number>>;

export interface Run {
  readonly devices: readonly Device[];
  /** What each device holds of each value of the program. */
  readonly held: readonly (readonly Matrix[])[];
  /** What each value is, computed in one place without any mesh. */
  readonly truth: readonly Matrix[];
  /** The product that the problem asks for, computed in one place. */
  readonly wanted: Matrix;
}

/** All devices of a mesh; the last axis runs fastest. */
export const devicesOf = (mesh: Mesh): readonly Device[] =>
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

/** Which of the parts that these axes cut belongs to a device; the first axis is the coarsest. */
const indexAlong = (axes: readonly string[], mesh: Mesh, device: Device): number =>
  axes.reduce((index, axis) => index * (mesh[axis] ?? 1) + (device[axis] ?? 0), 0);

/** The part of a matrix that a device holds along one of its dimensions, 0 for rows and 1 for columns. */
function cut(matrix: Matrix, along: number, axes: readonly string[], mesh: Mesh, device: Device): Matrix {
  const [index, count] = [indexAlong(axes, mesh, device), ways(mesh, axes)];
  return along === 0 ? part(matrix, index, count) : matrix.map((row) => part(row, index, count));
}

/** The block of a whole matrix that a layout gives to a device; of a partial sum, the block of the total. */
export const blockOf = (matrix: Matrix, { dims }: Layout, mesh: Mesh, device: Device): Matrix =>
  dims.reduce((block, { axes }, along) => cut(block, along, axes, mesh, device), matrix);

const joined = (blocks: readonly Matrix[], along: number): Matrix =>
  along === 0 ? blocks.flat() : (blocks[0] ?? []).map((_, i) => blocks.flatMap((block) => block[i] ?? []));

/** Small whole numbers from -4 to 5 without 0, the same for the same seed. */
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
  /** Devices that differ along these axes only, in the order of the parts that the axes cut. */
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

/** Runs a program on matrices whose sides are `perDevice` for each device of the mesh, filled from `seed`. */
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

/** Where a device's numbers differ from the block that a layout would give it of a whole matrix. */
export interface Difference {
  readonly device: Device;
  readonly row: number;
  readonly column: number;
  readonly held: number;
  readonly wanted: number;
}

/** The first difference between what the devices hold and the blocks of `whole` under `layout`; undefined where there is none. */
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
