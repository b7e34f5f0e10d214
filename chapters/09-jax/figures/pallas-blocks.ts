/** What each program of a one-dimensional Pallas grid reads and writes. */
import { elementsNotCovered, gridSize } from '@scaling-workbook/formulas/jax';

export interface Blocks {
  readonly length: number;
  readonly block: number;
  /** By default as many as the shape needs. */
  readonly grid?: number;
}

export const programsOf = ({ length, block, grid }: Blocks): number => grid ?? gridSize({ length, block });

export interface Program {
  /** The first and one past the last place, padding included. */
  readonly start: number;
  readonly end: number;
  /** Elements of the vector. */
  readonly real: number;
}

/** Places that no program takes included. */
export function programs({ length, block, grid }: Blocks): readonly Program[] {
  const count = Math.max(gridSize({ length, block }), grid ?? 0);
  return Array.from({ length: count }, (_, i) => {
    const start = i * block;
    return { start, end: start + block, real: Math.max(0, Math.min(block, length - start)) };
  });
}

export type CellState = 'waiting' | 'now' | 'written' | 'padding' | 'never';

/** After `done` programs. */
export function cellAt(blocks: Blocks, place: number, done: number): CellState {
  const program = Math.floor(place / blocks.block);
  if (place >= blocks.length) return 'padding';
  if (program >= programsOf(blocks)) return 'never';
  if (program === done - 1) return 'now';
  return program < done ? 'written' : 'waiting';
}

export const neverWritten = (blocks: Blocks): number =>
  elementsNotCovered({ length: blocks.length, block: blocks.block, grid: programsOf(blocks) });
