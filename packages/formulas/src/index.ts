export * from './formula.ts';
export * from './formulas.ts';
export * from './facts.ts';
export * from './hardware.ts';
export * from './sm-limits.ts';
export * from './batching-schedule.ts';
export * from './scaling-fits.ts';
