/** The model's shape, and where each parameter is in one flat vector. */
import { contextOf, vocabulary, type Task } from './addition.ts';
import { randomFrom } from './random.ts';

export interface Shape {
  readonly layers: number;
  /** A multiple of the head's. */
  readonly width: number;
}
export interface Model extends Shape, Task {}

export const headWidth = 16;
export const vocab = vocabulary.length;

export interface Parameter {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  /** Elements before it. */
  readonly at: number;
}

/** In order. Norms have a gain and no bias, linear layers no bias; embedding and head are two tables. */
export function parametersOf({ layers, width: d, ...task }: Model): readonly Parameter[] {
  if (d % headWidth !== 0 || d <= 0) throw new RangeError(`width must be a multiple of ${headWidth}, got ${d}`);
  const shapes: readonly (readonly [string, number, number])[] = [
    ['embedding', vocab, d],
    ['position', contextOf(task), d],
    ...Array.from({ length: layers }, (_, l): readonly (readonly [string, number, number])[] => [
      [`layer${l}.norm1`, 1, d],
      [`layer${l}.qkv`, d, 3 * d],
      [`layer${l}.out`, d, d],
      [`layer${l}.norm2`, 1, d],
      [`layer${l}.up`, d, 4 * d],
      [`layer${l}.down`, 4 * d, d],
    ]).flat(),
    ['norm', 1, d],
    ['head', d, vocab],
  ];
  let at = 0;
  return shapes.map(([name, rows, columns]) => {
    const parameter = { name, rows, columns, at };
    at += rows * columns;
    return parameter;
  });
}

export const parameterCount = (model: Model): number => parametersOf(model).reduce((sum, { rows, columns }) => sum + rows * columns, 0);

export function partOf(vector: Float32Array, parameters: readonly Parameter[], name: string): Float32Array {
  const found = parameters.find((one) => one.name === name);
  if (!found) throw new RangeError(`name must be a parameter of the model, got ${name}`);
  return vector.subarray(found.at, found.at + found.rows * found.columns);
}

/** One over the root of its inputs, less where a layer adds to the residual stream. */
function spreadOf({ name, rows, columns }: Parameter, layers: number): number {
  if (name === 'embedding' || name === 'position') return 1 / Math.sqrt(columns);
  const spread = 1 / Math.sqrt(rows);
  return name.endsWith('.out') || name.endsWith('.down') ? spread / Math.sqrt(2 * layers) : spread;
}

/** Gains of one, everything else uniform around zero, by the seed. */
export function initialise(vector: Float32Array, model: Model, seed: number): void {
  const random = randomFrom(seed);
  for (const parameter of parametersOf(model)) {
    const part = partOf(vector, [parameter], parameter.name);
    const reach = Math.sqrt(3) * spreadOf(parameter, model.layers);
    if (parameter.rows === 1) part.fill(1);
    else for (let i = 0; i < part.length; i += 1) part[i] = (2 * random.uniform() - 1) * reach;
  }
}
