/**
 * An Astro integration that, last of all, writes the service worker: it keeps the whole book, so that after one visit it
 * can be read, solved and searched without a network. It waits for the reader's word before it replaces an older edition
 * (src/shell/offline.ts asks).
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { generateSW } from 'workbox-build';

export const offline = (): AstroIntegration => ({
  name: 'offline',
  hooks: {
    'astro:build:done': async ({ dir, logger }) => {
      const folder = fileURLToPath(dir);
      const { count, size, warnings } = await generateSW({
        swDest: join(folder, 'sw.js'),
        globDirectory: folder,
        globPatterns: ['**/*.{html,js,css,json,woff2,svg,png,webmanifest}', 'pagefind/**/*'],
        // Besides pictures for other sites and what no page asks for, data that programs read.
        globIgnores: ['sw.js', '_headers', 'og/**', 'pagefind/wasm.unknown.pagefind', '{formulas,vectors}.json', '*.schema.json'],
        // Settings of an exercise, filters and explorers' views live in the address; the page is the same.
        ignoreURLParametersMatching: [/./],
        // Styles and fonts are named after their final content; a script's text may still change after it was named.
        dontCacheBustURLsMatching: /_astro\/.*\.(?:css|woff2)$/,
        cacheId: 'scaling-workbook',
        cleanupOutdatedCaches: true,
        clientsClaim: true,
        skipWaiting: false,
        inlineWorkboxRuntime: true,
        sourcemap: false,
        mode: 'production',
        disableDevLogs: true,
      });
      for (const warning of warnings) logger.warn(warning);
      logger.info(`${String(count)} files, ${(size / 1e6).toFixed(1)} MB before compression, are kept for reading without a network`);
    },
  },
});
