// @ts-check
/** Mutation testing of the formulas: npm run mutation, or npm run mutation -- --mutate packages/formulas/src/roofline.ts */
export default {
  testRunner: 'vitest',
  vitest: { configFile: 'tests/vitest.config.ts' },
  mutate: ['packages/formulas/src/**/*.ts'],
  ignorePatterns: ['/dist', '/reports', '/.astro', '/packages/formulas/dist', '/chapters', '/src'],
  // Words are no behaviour: a title or a sentence that changes is for a reader to judge.
  mutator: { excludedMutations: ['StringLiteral'] },
  coverageAnalysis: 'perTest',
  // What runs once, while a module is read (the words, units and facts of a formula), has no test that covers it alone: each
  // such mutant would take the whole suite, thirty hours for all. The tests walk over every formula and fact instead.
  ignoreStatic: true,
  concurrency: 2,
  timeoutMS: 20_000,
  reporters: ['clear-text', 'json'],
  clearTextReporter: { reportTests: false, allowColor: false },
  jsonReporter: { fileName: 'reports/mutation.json' },
  tempDirName: '.stryker-tmp',
};
