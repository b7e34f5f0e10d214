/** The pieces of lists of tensors. */
import type { Norm, ParameterGroup, Tensor } from './model.ts';

export interface Part extends Tensor {
  /** How many of the `times` one token passes through; all by default. */
  readonly active?: number;
}

/** Rows of input, columns of output, and a bias where it has one. */
export const linear = (group: ParameterGroup, name: string, input: number, output: number, bias = false): readonly Part[] => [
  { name, group, shape: [input, output] },
  ...(bias ? [{ name: `${name}.bias`, group, shape: [output] }] : []),
];

export const normParts = (norm: Norm, name: string, width: number): readonly Part[] =>
  norm === 'none'
    ? []
    : [
        { name, group: 'norm', shape: [width] },
        ...(norm === 'layer' ? [{ name: `${name}.bias`, group: 'norm' as const, shape: [width] }] : []),
      ];
