/** FSDP and tensor parallelism mixed on a pod: how long each kind of traffic takes, as a share of the arithmetic. */
import { mixedFsdpRanks } from '@scaling-workbook/formulas/communication-limits';

export interface Mixture {
  readonly tokens: number;
  readonly devices: number;
  readonly hidden: number;
  /** Ridge point of the links on one axis, in tokens. */
  readonly ridge: number;
  readonly fsdpAxes: number;
  readonly tensorAxes: number;
}

export interface Split {
  readonly tensor: number;
  /** Time of the gathers of FSDP over time of the arithmetic. */
  readonly weights: number;
  /** Time of the gathers and scatters of tensor parallelism over time of the arithmetic. */
  readonly activations: number;
}

/** For an MLP of two matrices, forward: $\frac{N\alpha}{Y M_X B}$ and $\frac{Y\alpha}{M_Y F}$. */
export const splitOf = ({ tokens, devices, hidden, ridge, fsdpAxes, tensorAxes }: Mixture, tensor: number): Split => ({
  tensor,
  weights: (devices * ridge) / (tensor * fsdpAxes * tokens),
  activations: (tensor * ridge) / (tensorAxes * hidden),
});

/** Where both are equal. */
export const bestTensorRanks = ({ tokens, devices, hidden, fsdpAxes, tensorAxes }: Mixture): number =>
  devices / mixedFsdpRanks({ tokens, hidden, devices, links: fsdpAxes / tensorAxes });
