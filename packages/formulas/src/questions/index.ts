/** Questions about a whole model on a chip. They know kinds of layers, and refuse what a model cannot answer. */
export { Unanswerable } from '../presets.ts';
export type { Answer, Named, Step } from './answer.ts';
export { parametersOf } from './parameters.ts';
export { flopsOf } from './flops.ts';
export type { FlopsSetting } from './flops.ts';
export { cacheOf, cacheReadPerSequence } from './cache.ts';
export type { CacheSetting } from './cache.ts';
export { costOf, decodeOf, prefillOf, throughputOf } from './serving.ts';
export type { ServingSetting } from './serving.ts';
export { fitOf } from './fits.ts';
export type { FitSetting } from './fits.ts';
export { trainingMemoryOf, trainingRunOf } from './training.ts';
export type { TrainingMemorySetting, TrainingRunSetting } from './training.ts';
