/** The table of all formulas: what an exercise composes, what the command line and the formula pages list. */
export * from './matmul.ts';
export * from './roofline.ts';
