/** The layer of the companion book's third roofline problem: INT8 weights, BF16 activations and arithmetic, on its TPU v5e. */
import * as f from '@scaling-workbook/formulas/formulas';

const chip = { peak: 1.97e14, bandwidth: 8.2e11 } as const;
const types = { bytesPerWeight: 1, bytesPerActivation: 2 } as const;
export const wide = 4096;
export const narrow = 1024;

/** The batch from which a square layer is compute-bound. */
export const cornerOf = (side: number): number => f.criticalBatchOfMatrix({ ...chip, ...types, d: side, f: side });

/** FLOP/s that a square layer can reach; a batch between two whole numbers lies on the same curve. */
export function rateAt(side: number, batch: number): number {
  const whole = Math.max(1, Math.floor(batch));
  const at = (b: number): number =>
    f.attainableFlopRate({
      ...chip,
      intensity: f.arithmeticIntensity({
        flops: f.matmulFlops({ m: b, k: side, n: side }),
        bytes: f.mixedMatmulBytes({ b, d: side, f: side, ...types }),
      }),
    });
  return Number.isInteger(batch) ? at(batch) : at(whole) + (batch - whole) * (at(whole + 1) - at(whole));
}
