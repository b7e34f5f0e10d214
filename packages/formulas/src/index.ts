export * from './formula.ts';
export * from './formulas.ts';
