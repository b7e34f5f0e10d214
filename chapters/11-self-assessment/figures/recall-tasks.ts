/** The recall sheet of day 2: what is asked, and under which names the reader writes it. */
import { allReduceBytes } from '@scaling-workbook/formulas/collectives';
import type { AnyFormula } from '@scaling-workbook/formulas/formula';
import { decodeRate } from '@scaling-workbook/formulas/inference';
import { kvCacheBytes } from '@scaling-workbook/formulas/kv-cache';
import { modelFlopsUtilization, trainingFlops } from '@scaling-workbook/formulas/model-flops';
import { pipelineBubble } from '@scaling-workbook/formulas/parallelism';
import { attainableFlopRate, ridgePoint } from '@scaling-workbook/formulas/roofline';
import { chinchillaTokens } from '@scaling-workbook/formulas/scaling-laws';
import { costPerMillionTokens } from '@scaling-workbook/formulas/serving';
import { trainingTime } from '@scaling-workbook/formulas/training-cost';

export interface RecallItem {
  readonly id: string;
  readonly title: string;
  readonly formula: AnyFormula;
  /** The formula in those names, as a reader may type it. */
  readonly answer: string;
  /** The names to type, in the order shown. */
  readonly names: readonly { readonly name: string; readonly input: string; readonly means: string }[];
}

const item = (
  id: string,
  title: string,
  formula: AnyFormula,
  answer: string,
  names: Readonly<Record<string, readonly [input: string, means: string]>>,
): RecallItem => ({
  id,
  title,
  formula,
  answer,
  names: Object.entries(names).map(([name, [input, means]]) => ({ name, input, means })),
});

export const recallItems: readonly RecallItem[] = [
  item('ridge-point', 'The ridge point of a chip, in FLOP/B', ridgePoint, 'peak / bandwidth', {
    peak: ['peak', 'its FLOP/s'],
    bandwidth: ['bandwidth', 'bytes per second of its memory'],
  }),
  item('attainable-rate', 'The FLOP/s that a kernel can reach', attainableFlopRate, 'min(peak, I * bandwidth)', {
    I: ['intensity', 'its arithmetic intensity'],
    peak: ['peak', 'FLOP/s of the chip'],
    bandwidth: ['bandwidth', 'bytes per second of its memory'],
  }),
  item('all-reduce', 'Bytes that each device sends in a ring all-reduce', allReduceBytes, '2 * (P - 1) / P * S', {
    S: ['bytes', 'bytes of the tensor'],
    P: ['devices', 'devices'],
  }),
  item('kv-cache', 'Bytes of a KV cache', kvCacheBytes, '2 * L * K * d * T * S * b', {
    L: ['layers', 'layers'],
    K: ['kvHeads', 'key-value heads'],
    d: ['headDim', 'width of a head'],
    T: ['tokens', 'tokens of a sequence'],
    S: ['sequences', 'sequences'],
    b: ['bytesPerElement', 'bytes of an element'],
  }),
  item('training-flops', 'FLOPs of a training run', trainingFlops, '6 * N * D', { N: ['params', 'parameters'], D: ['tokens', 'tokens'] }),
  item('mfu', 'Model FLOPs utilization of a training run', modelFlopsUtilization, '6 * N * r / peak', {
    r: ['rate', 'tokens per second of one GPU'],
    N: ['params', 'parameters'],
    peak: ['peak', 'FLOP/s of one GPU'],
  }),
  item('pipeline-bubble', 'The bubble of a pipeline, as a share of the step', pipelineBubble, '(p - 1) / (m + p - 1)', {
    p: ['stages', 'stages'],
    m: ['microbatches', 'microbatches'],
  }),
  item('training-time', 'Seconds that a training run takes', trainingTime, 'C / (G * peak * MFU)', {
    C: ['flops', 'its FLOPs'],
    G: ['gpus', 'GPUs'],
    peak: ['peak', 'FLOP/s of one GPU'],
    MFU: ['mfu', 'model FLOPs utilization'],
  }),
  item('chinchilla', 'Tokens for a compute-optimal model', chinchillaTokens, '20 * N', { N: ['params', 'parameters'] }),
  item('decode-rate', 'Tokens per second of one decoded sequence on one GPU', decodeRate, 'bandwidth / (N * b)', {
    N: ['params', 'parameters'],
    b: ['bytesPerParam', 'bytes of a parameter'],
    bandwidth: ['bandwidth', 'bytes per second of the memory'],
  }),
  item('serving-cost', 'Dollars for a million tokens', costPerMillionTokens, 'price / (3600 * r * u) * 1e6', {
    price: ['pricePerHour', 'dollars for an hour of all GPUs'],
    r: ['rate', 'tokens per second while busy'],
    u: ['utilization', 'share of the time that they are busy'],
  }),
];

export const namesOf = ({ names }: RecallItem): Readonly<Record<string, string>> =>
  Object.fromEntries(names.map(({ name, input }) => [name, input]));
