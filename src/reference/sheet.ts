/** The formulas on the cheat sheet, in chapter order. */
import { sections } from './words/cheat-sheet.ts';

export interface Section {
  readonly title: string;
  readonly formulas: readonly string[];
}

export const sheet: readonly Section[] = [
  { title: sections.roofline, formulas: ['arithmeticIntensity', 'ridgePoint', 'rooflineTime', 'matmulFlops', 'squareMatmulIntensity'] },
  { title: sections.links, formulas: ['systolicArrayPeak', 'allGatherBytes', 'allReduceBytes', 'collectiveTime'] },
  {
    title: sections.counting,
    formulas: ['attentionParameters', 'gatedMlpParameters', 'stackParameters', 'forwardFlops', 'trainingFlops'],
  },
  {
    title: sections.training,
    formulas: [
      'trainingStateBytesPerParam',
      'zero3StateBytes',
      'layerActivationBytes',
      'pipelineBubble',
      'chinchillaTokens',
      'modelFlopsUtilization',
      'trainingTime',
    ],
  },
  {
    title: sections.inference,
    formulas: ['kvCacheBytes', 'decodeStepTime', 'crossoverBatch', 'timeToFirstToken', 'expectedTokensPerRound', 'costPerMillionTokens'],
  },
];
