import astro from 'eslint-plugin-astro';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Who may import whom: see packages/README.md for the reasons. */
const onlyFrom = (files, ...patterns) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns }] },
});
const site = {
  group: ['**/src/{components,islands,stores,pages}/**', 'astro:*'],
  message: 'The packages and the exercises know nothing of the site.',
};
const libraries = { regex: '^(?!\\.)', message: 'packages/formulas has no dependency.' };
const testsFolder = { group: ['**/tests/**'], message: 'Nothing imports the tests.' };

export default defineConfig(
  { ignores: ['dist', '.astro', 'node_modules', '**/dist', 'coverage', 'test-results', 'playwright-report', '.stryker-tmp'] },
  {
    files: ['**/*.{ts,tsx}'],
    // Scripts inside .astro files have no place in a project; `astro check` types them.
    ignores: ['**/*.astro/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: new URL('..', import.meta.url).pathname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'max-lines-per-function': 'off',
    },
  },
  ...astro.configs.recommended,
  onlyFrom(['packages/formulas/src/**'], libraries, testsFolder),
  onlyFrom(['packages/exercises/src/**', 'chapters/**/exercises/**'], site, testsFolder),
  onlyFrom(['src/**'], testsFolder),
);
