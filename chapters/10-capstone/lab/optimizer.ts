/** Adam with a learning rate that warms up, then falls along half a cosine. */

export interface Schedule {
  readonly learningRate: number;
  readonly steps: number;
}

export const warmUpSteps = ({ steps }: Schedule): number => Math.max(1, Math.round(0.05 * steps));

/** From step 0: up in a line, then down to a hundredth. */
export function learningRateAt(schedule: Schedule, step: number): number {
  const { learningRate, steps } = schedule;
  const warm = warmUpSteps(schedule);
  if (step < warm) return (learningRate * (step + 1)) / warm;
  const along = Math.min(1, (step - warm) / Math.max(1, steps - warm));
  return learningRate * (0.01 + 0.99 * 0.5 * (1 + Math.cos(Math.PI * along)));
}

/** Of the two means, and what keeps the division from zero. */
const adamDefaults = { beta1: 0.9, beta2: 0.99, epsilon: 1e-8 } as const;

/** Kingma and Ba 2014, arXiv:1412.6980; its two means are beside the parameters. */
export function createAdam(parameters: Float32Array, { beta1, beta2, epsilon } = adamDefaults) {
  const mean = new Float32Array(parameters.length);
  const square = new Float32Array(parameters.length);
  let steps = 0;
  return (gradient: Float32Array, learningRate: number): void => {
    steps += 1;
    const rate = learningRate / (1 - beta1 ** steps);
    const correction = 1 / (1 - beta2 ** steps);
    for (let i = 0; i < parameters.length; i += 1) {
      const g = gradient[i] as number;
      const m = beta1 * (mean[i] as number) + (1 - beta1) * g;
      const v = beta2 * (square[i] as number) + (1 - beta2) * g * g;
      mean[i] = m;
      square[i] = v;
      parameters[i] = (parameters[i] as number) - (rate * m) / (Math.sqrt(v * correction) + epsilon);
    }
  };
}
