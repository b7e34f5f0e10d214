/** The table of all formulas: what an exercise composes, what the command line and the formula pages list. */
export * from './matmul.ts';
export * from './roofline.ts';
export * from './attention-kernel.ts';
export * from './collectives.ts';
export * from './elementwise.ts';
export * from './occupancy.ts';
export * from './profiling.ts';
export * from './ratios.ts';
export * from './sharding.ts';
export * from './systolic.ts';
export * from './tensors.ts';
