import { getViteConfig } from 'astro/config';

export default getViteConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['tests/{unit,contract,golden}/**/*.test.ts'],
    coverage: {
      provider: 'v8',
      include: ['packages/formulas/src/**', 'packages/exercises/src/**'],
    },
  },
});
