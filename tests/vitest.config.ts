import { defineConfig } from 'vitest/config';

const root = new URL('..', import.meta.url).pathname;

/** Mutation testing works on a copy of the project whose node_modules still link to the original packages. */
const copiedPackages = [
  { find: /^@scaling-workbook\/(formulas|exercises)$/, replacement: `${root}packages/$1/src/index.ts` },
  { find: /^@scaling-workbook\/(formulas|exercises)\/(.+)$/, replacement: `${root}packages/$1/src/$2.ts` },
];

export default defineConfig({
  root,
  resolve: { alias: process.env.STRYKER_MUTATOR_WORKER === undefined ? [] : copiedPackages },
  test: {
    // When instrumented for mutation, or on a busy machine, a search over hundreds of values takes longer than the default five
    // seconds.
    testTimeout: 60_000,
    include:
      process.env.STRYKER_MUTATOR_WORKER === undefined ? ['{tests,src,chapters}/**/*.test.{ts,tsx}'] : ['tests/unit/formulas/**/*.test.ts'],
    coverage: {
      provider: 'v8',
      include: ['packages/formulas/src/**', 'packages/exercises/src/**'],
    },
  },
});
