/** What a plan costs in bytes that each device sends on a ring (see formulas/collectives). */
import { allGatherBytes, allReduceBytes, allToAllBytes, reduceScatterBytes } from '@scaling-workbook/formulas/collectives';
import type { Instruction, Layout, Mesh, Problem, Program } from './sharding-layout.ts';
import { ways } from './sharding-layout.ts';

export type Shapes = Pick<Problem, 'sizes' | 'bytesPerElement'>;

/** By one device. Throws `RangeError` for a dimension without a size. */
export const bytesHeld = ({ dims }: Layout, { sizes, bytesPerElement }: Shapes, mesh: Mesh): number =>
  dims.reduce((bytes, { name, axes }) => {
    const size = sizes[name];
    if (size === undefined) throw new RangeError(`bytesHeld: no size for dimension ${name}; there are ${Object.keys(sizes).join(', ')}`);
    return (bytes * size) / ways(mesh, axes);
  }, bytesPerElement);

function bytesOf(step: Instruction, program: Program, shapes: Shapes, mesh: Mesh): number {
  if (step.kind !== 'collective') return 0;
  const devices = ways(mesh, step.axes);
  const before = program[step.of];
  if (!before) throw new RangeError(`price: value ${step.of} is not in the program`);
  const held = bytesHeld(before.layout, shapes, mesh);
  switch (step.collective) {
    case 'AllGather':
      return allGatherBytes({ bytes: bytesHeld(step.layout, shapes, mesh), devices });
    case 'AllReduce':
      return allReduceBytes({ bytes: held, devices });
    case 'ReduceScatter':
      return reduceScatterBytes({ bytes: held, devices });
    case 'AllToAll':
      return allToAllBytes({ bytes: held * devices, devices });
    case 'Slice':
      return 0;
  }
}

export interface Price {
  /** Sent by each device, by instruction. */
  readonly bytes: readonly number[];
  readonly total: number;
}

/** Bytes that each device sends: $\frac{P-1}{P}V$ to gather or to scatter, twice that to reduce, nothing to multiply or to slice. */
export function price(program: Program, shapes: Shapes, mesh: Mesh): Price {
  const bytes = program.map((step) => bytesOf(step, program, shapes, mesh));
  return { bytes, total: bytes.reduce((sum, x) => sum + x, 0) };
}
