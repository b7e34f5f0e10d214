/**
 * Makes the search's index. The shell would, but passes no options on: displayed formulas are left out, since one would fill an excerpt. To
 * go when the shell takes Pagefind's `excludeSelectors` (https://github.com/withastro/starlight/pull/3674).
 */
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import * as pagefind from 'pagefind';

const excludeSelectors = ['.formula-line'];

export const searchIndex = (): AstroIntegration => ({
  name: 'search-index',
  hooks: {
    'astro:build:done': async ({ dir, logger }) => {
      try {
        const { index, errors } = await pagefind.createIndex({ excludeSelectors });
        if (!index) throw new Error(errors.join('\n'));
        const added = await index.addDirectory({ path: fileURLToPath(dir) });
        const written = await index.writeFiles({ outputPath: fileURLToPath(new URL('pagefind/', dir)) });
        const problems = [...added.errors, ...written.errors];
        if (problems.length > 0) throw new Error(problems.join('\n'));
        logger.info(`${String(added.page_count)} pages indexed for the search`);
      } finally {
        await pagefind.close();
      }
    },
  },
});
