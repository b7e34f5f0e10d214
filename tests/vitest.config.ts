import { configDefaults, defineConfig } from 'vitest/config';

const tests = ['{tests,src,chapters}/**/*.test.{ts,tsx}'];
const root = new URL('..', import.meta.url).pathname;

/** Mutation testing works on a copy of the project whose node_modules still lead to the original packages. */
const copiedPackages = [
  { find: /^@scaling-workbook\/(formulas|exercises)$/, replacement: `${root}packages/$1/src/index.ts` },
  { find: /^@scaling-workbook\/(formulas|exercises)\/(.+)$/, replacement: `${root}packages/$1/src/$2.ts` },
];

/** Tests that replace what all files of a worker share: a global of the browser, or a module. */
const onTheirOwn = [
  'src/{progress/renames,language/words}.test.ts',
  'tests/unit/readers/{stores.test.ts,explorers.test.tsx}',
  'tests/unit/formulas/numerals.test.ts',
];

export default defineConfig({
  root,
  resolve: { alias: process.env.STRYKER_MUTATOR_WORKER === undefined ? [] : copiedPackages },
  test: {
    // Instrumented for mutation, or on a busy machine, a search over hundreds of values takes longer than the usual five seconds.
    testTimeout: 60_000,
    ...(process.env.STRYKER_MUTATOR_WORKER === undefined
      ? {
          projects: [
            // The formulas and the catalogue are loaded once a worker, not once a file, which takes longer than many a test.
            {
              extends: true,
              test: { name: 'together', isolate: false, include: tests, exclude: [...configDefaults.exclude, ...onTheirOwn] },
            },
            { extends: true, test: { name: 'apart', include: onTheirOwn } },
          ],
        }
      : { include: ['tests/unit/formulas/**/*.test.ts'] }),
    coverage: {
      provider: 'v8',
      include: ['packages/formulas/src/**', 'packages/exercises/src/**'],
    },
  },
});
