/** The run that the companion book plans: LLaMA 3-70B on TPU v5p, and other models and chips to ask the same of. */
import { amount, type NumberField } from '@scaling-workbook/exercises';
import { tpuV5p } from '@scaling-workbook/formulas/hardware';
import { modelById } from '@scaling-workbook/formulas/models';

/** The chip as the companion book counts it; a full pod has 16 × 20 × 28 of them. */
export const v5p = {
  chip: 'TPU v5p',
  peak: amount(4.59e14, 'FLOP/s'),
  memory: amount(96e9, 'B'),
  link: amount(90e9, 'B/s'),
  network: amount(6.25e9, 'B/s'),
};
export const podChips = 8960;
/** The same chip by its maker's present page. */
export const ours = { memory: tpuV5p.hbmSize, link: amount(100e9, 'B/s') };

export const sizeOf = (id: string, params: number) => ({ model: modelById(id).name, params: amount(params, 'param') });

/** Bytes of state and checkpoints of a run, all devices together. */
export interface Held {
  readonly params: number;
  readonly tokens: number;
  readonly layers: number;
  readonly width: number;
  readonly checkpoints: number;
}
export const shapeOf = (id: string, params: number) => {
  const { config } = modelById(id);
  return {
    ...sizeOf(id, params),
    layers: amount(config.layers, '1'),
    width: amount(config.width, '1'),
    hidden: amount(config.hidden, '1'),
  };
};

type Solver = Parameters<NumberField['solve']>[1];
export const heldBy = ({ params, tokens, layers, width, checkpoints }: Held, f: Solver): number =>
  f.trainingMemoryBytes({
    state: f.weightsAndMomentsBytes({ params }),
    checkpoints: f.checkpointBytes({ tokens, layers, width, ofWidth: checkpoints }),
  });

/** Bandwidth of one chip over so many axes of its torus, both neighbours on each. */
export const over = (link: number, axes: number, f: Solver): number => f.ringBandwidth({ bandwidth: link, directions: 2, axes });
