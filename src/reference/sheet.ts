/** What the cheat sheet prints: the formulas one should know by heart, in the order of the book. */
export interface Section {
  readonly title: string;
  readonly formulas: readonly string[];
}

export const sheet: readonly Section[] = [
  { title: 'Roofline', formulas: ['arithmeticIntensity', 'ridgePoint', 'rooflineTime', 'matmulFlops', 'squareMatmulIntensity'] },
  { title: 'Chips and links', formulas: ['systolicArrayPeak', 'allGatherBytes', 'allReduceBytes', 'collectiveTime'] },
  {
    title: 'Counting a model',
    formulas: ['attentionParameters', 'gatedMlpParameters', 'stackParameters', 'forwardFlops', 'trainingFlops'],
  },
  {
    title: 'Training',
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
    title: 'Inference and serving',
    formulas: ['kvCacheBytes', 'decodeStepTime', 'crossoverBatch', 'timeToFirstToken', 'expectedTokensPerRound', 'costPerMillionTokens'],
  },
];
