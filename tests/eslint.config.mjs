// @ts-check
import astro from 'eslint-plugin-astro';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Who may import whom: packages/README.md has the reasons. */
/** @type {(files: string[], ...patterns: object[]) => import('eslint').Linter.Config} */
const onlyFrom = (files, ...patterns) => ({
  files,
  ignores: ['**/*.test.{ts,tsx}'],
  rules: { 'no-restricted-imports': ['error', { patterns }] },
});
const site = {
  regex: '^(?:#|astro:)|(?:^|/)src/(?:book|exercise|explorer|export|language|pages|practice|progress|reference|search|shell)/',
  message: 'The packages and the exercises know nothing of the site.',
};
const libraries = { regex: '^(?!\\.)', message: 'packages/formulas has no dependency.' };
/**
 * Interface text outside the `words` folders: text in markup, in attributes that are shown or read out, and strings that look like
 * sentences.
 */
/** @type {(path: string, names: readonly string[]) => string} */
const named = (path, names) => `${path}=/^(${names.join('|')})$/`;
const toldAttribute = `JSXAttribute[${named('name.name', ['aria-label', 'aria-roledescription', 'alt', 'caption', 'label', 'placeholder', 'summary', 'title', 'description'])}]`;
const silentAttribute = `JSXAttribute[${named('name.name', ['class', 'className', 'style', 'content', 'rel', 'accept', 'viewBox', 'd', 'media', 'aria-keyshortcuts'])}]`;
const setText = `AssignmentExpression[${named('left.property.name', ['textContent', 'innerText', 'title', 'placeholder', 'ariaLabel'])}]`;
const letters = '/[A-Za-z]{2}/';
/** Two words with a space between them and no markup; class names, errors and lists of problems for authors are not matched. */
const sentence = '/^[^<>={}]*[A-Za-z]{2,}[,.:]? [a-z]{2}[^<>={}]*$/';
const noSentence = `:not(ThrowStatement *):not(TSLiteralType *):not(${silentAttribute} *):not(AssignmentExpression[left.property.name="className"] *):not(CallExpression[callee.object.name="problems"] *)`;
const wordsOnly = [
  `JSXText[value=${letters}]:not(JSXElement[openingElement.name.name="kbd"] > JSXText)`,
  `${toldAttribute} > Literal[value=${letters}]`,
  `${toldAttribute} > JSXExpressionContainer > :matches(Literal[value=${letters}], TemplateLiteral:has(TemplateElement[value.raw=${letters}]))`,
  `${setText} > Literal[value=${letters}]`,
  `${setText} > ConditionalExpression > Literal[value=${letters}]`,
  `${setText} > TemplateLiteral > TemplateElement[value.raw=${letters}]`,
  `Literal[value=${sentence}]:not([regex])${noSentence}`,
  `TemplateElement[value.raw=${sentence}]${noSentence}`,
].map((selector) => ({
  selector,
  message: 'What readers are told stands in the folder words of its room, where a translator finds it (see CONTRIBUTING.md).',
}));
const upwards = {
  regex: '(?:\\.\\./)+(?:src|packages)/',
  message: 'A chapter names what it uses of the site by its room, such as #explorer/Plot.tsx.',
};
const testsFolder = { group: ['**/tests/**'], message: 'Nothing imports the tests.' };

export default defineConfig(
  {
    ignores: ['dist', '.astro', 'node_modules', '**/dist', 'coverage', 'test-results', 'playwright-report', '.stryker-tmp'],
  },
  {
    files: ['**/*.{ts,tsx,mjs}'],
    // Scripts in .astro files belong to no TypeScript project; `astro check` types them.
    ignores: ['**/*.astro/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: new URL('..', import.meta.url).pathname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'max-lines-per-function': 'off',
    },
  },
  ...astro.configs.recommended,
  onlyFrom(['packages/formulas/src/**'], libraries, testsFolder),
  onlyFrom(['chapters/**'], upwards, testsFolder),
  onlyFrom(['packages/exercises/src/**', 'chapters/**/exercises/**'], site, testsFolder),
  onlyFrom(['src/**'], testsFolder),
  {
    files: ['src/**/*.{ts,tsx,astro}', 'packages/exercises/src/**'],
    // author-errors.ts and what finds errors speak to authors, presets.ts holds data, anki.ts writes a file format.
    ignores: [
      'src/*/words/**',
      'src/**/*.test.{ts,tsx}',
      'src/language/language.ts',
      'src/export/anki.ts',
      'src/book/{author-errors,book-ids,chapter-files}.ts',
      'src/reference/presets.ts',
    ],
    rules: { 'no-restricted-syntax': ['error', ...wordsOnly] },
  },
);
