import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['tests/{unit,contract,golden,package,site}/**/*.test.{ts,tsx}'],
    coverage: {
      provider: 'v8',
      include: ['packages/formulas/src/**', 'packages/exercises/src/**'],
    },
  },
});
