// @ts-check
/** Mutation testing of the formulas: npm run mutation, or npm run mutation -- --mutate packages/formulas/src/roofline.ts */
export default {
  testRunner: 'vitest',
  vitest: { configFile: 'tests/vitest.config.ts' },
  mutate: ['packages/formulas/src/**/*.ts'],
  ignorePatterns: ['/dist', '/reports', '/.astro', '/packages/formulas/dist', '/chapters', '/src'],
  // Wording is not behaviour: readers judge a changed title or sentence.
  mutator: { excludedMutations: ['StringLiteral'] },
  coverageAnalysis: 'perTest',
  // Code that runs once while a module loads (the wording, units and facts of a formula) has no test that covers it alone: each such
  // mutant would need the whole suite, thirty hours in total. The tests walk over every formula and fact instead.
  ignoreStatic: true,
  concurrency: 2,
  timeoutMS: 20_000,
  reporters: ['clear-text', 'json'],
  clearTextReporter: { reportTests: false, allowColor: false },
  jsonReporter: { fileName: 'reports/mutation.json' },
  tempDirName: '.stryker-tmp',
};
