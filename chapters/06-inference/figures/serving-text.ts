/** The explorer's sentence, table rows and numbers. */
import { formatNumber, formatQuantity } from '@scaling-workbook/formulas/units';
import type { Column } from '#explorer/DataTable.tsx';
import { formatNames, type Deployment, type Limits, type Step } from './serving.ts';

export const rate = (value: number): string => formatQuantity(value, 'token/s', { digits: 3 });
export const time = (value: number): string => formatQuantity(value, 's', { digits: 3 });
export const bytes = (value: number): string => formatQuantity(value, 'B', { digits: 4 });
export const many = (count: number, noun: string): string => formatQuantity(count, noun);

export const named = ({ model, chip, gpus, weights }: Deployment): string =>
  `${model.name} in ${formatNames[weights]} on ${formatNumber(gpus)} × ${chip.name}`;

export function sentence(deployment: Deployment, limits: Limits, { batch, time: step, binds, each, total, kvBytes }: Step): string {
  const who = named(deployment);
  if (limits.fits === undefined)
    return `${who} cannot run: its weights, ${bytes(limits.weightBytes)}, need ${many(limits.needed, 'chip')}. The curves show what the bandwidth would allow if they fitted.`;
  const room =
    limits.fits === 0
      ? 'But beside the weights there is no room for even one of them.'
      : batch > limits.fits
        ? `But the memory is full at ${many(limits.fits, 'sequence')}.`
        : `There is room for ${many(limits.fits, 'sequence')}.`;
  const read =
    binds === 'memory'
      ? `it reads ${bytes(limits.weightBytes)} of weights and ${bytes(kvBytes)} of caches`
      : `its arithmetic takes longer than reading ${bytes(limits.weightBytes)} of weights, and it reads ${bytes(kvBytes)} of caches besides`;
  return `${who} decodes ${many(batch, 'sequence')} of ${many(deployment.context, 'token')}: a step takes ${time(step)}, since ${read}. Each reader gets ${rate(each)}, all together ${rate(total)}. ${room}`;
}

export const limitColumns: readonly Column[] = [
  ...['Weights', 'Cache of a token', 'Cache of a sequence', 'Fit at once', 'Compute roof', 'Cache reads allow'].map((label) => ({ label })),
];
export const limitRow = ({ weightBytes, kvBytesPerToken, kvBytes, fits, computeRoof, kvCeiling }: Limits): readonly string[] => [
  bytes(weightBytes),
  bytes(kvBytesPerToken),
  bytes(kvBytes),
  fits === undefined ? 'weights do not fit' : many(fits, 'sequence'),
  rate(computeRoof),
  rate(kvCeiling),
];

export const stepColumns: readonly Column[] = [
  ...['Batch', 'Weights read', 'Caches read', 'Step'].map((label) => ({ label })),
  { label: 'Matmuls bound by', kind: 'words' },
  ...['Each reader', 'All readers'].map((label) => ({ label })),
  { label: 'Fits', kind: 'words' },
];
export const stepRow = (step: Step, { weightBytes, fits }: Limits): readonly string[] => [
  formatNumber(step.batch),
  bytes(weightBytes),
  bytes(step.kvBytes),
  time(step.time),
  step.binds,
  rate(step.each),
  rate(step.total),
  fits !== undefined && step.batch <= fits ? 'yes' : 'no',
];
