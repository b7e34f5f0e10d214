/** FSDP and tensor parallelism mixed on a pod: each kind of traffic as a share of the arithmetic. */
import { mixedFsdpRanks } from '@scaling-workbook/formulas/communication-limits';

export interface Mixture {
  readonly tokens: number;
  readonly devices: number;
  readonly hidden: number;
  /** Of the links on one axis, in tokens. */
  readonly ridge: number;
  readonly fsdpAxes: number;
  readonly tensorAxes: number;
}

export interface Split {
  readonly tensor: number;
  /** Gathers of FSDP over arithmetic, in time. */
  readonly weights: number;
  /** Gathers and scatters of tensor parallelism over arithmetic, in time. */
  readonly activations: number;
}

/** A two-matrix MLP, forward: $\frac{N\alpha}{Y M_X B}$ and $\frac{Y\alpha}{M_Y F}$. */
export const splitOf = ({ tokens, devices, hidden, ridge, fsdpAxes, tensorAxes }: Mixture, tensor: number): Split => ({
  tensor,
  weights: (devices * ridge) / (tensor * fsdpAxes * tokens),
  activations: (tensor * ridge) / (tensorAxes * hidden),
});

/** Where both are equal. */
export const bestTensorRanks = ({ tokens, devices, hidden, fsdpAxes, tensorAxes }: Mixture): number =>
  devices / mixedFsdpRanks({ tokens, hidden, devices, links: fsdpAxes / tensorAxes });
