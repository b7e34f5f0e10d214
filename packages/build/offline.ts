/**
 * Writes, last of all, what offline reading needs. The service worker saves the chapters and what they load after the first visit, and
 * everything else as it is read; it asks before replacing an older version (src/shell/offline.ts). `offline.json` lists every file with its
 * revision, for readers who save everything (src/shell/whole-book.ts).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { brotliCompressSync, constants } from 'node:zlib';
import { generateSW, getManifest } from 'workbox-build';

const everything = {
  globPatterns: ['**/*.{html,js,css,json,woff2,svg,png,webmanifest}', 'pagefind/**/*'],
  // Preview images, files that no page requests, and data for programs.
  globIgnores: ['sw.js', '_headers', 'offline.json', 'og/**', 'pagefind/wasm.unknown.pagefind', '{formulas,vectors}.json', '*.schema.json'],
  // Styles and fonts are named after their final content; a script may still change after it was named.
  dontCacheBustURLsMatching: /_astro\/.*\.(?:css|woff2)$/,
};

/** Top-level pages except the long printable ones, and scripts except the large workers. */
const forChapters = {
  ...everything,
  globPatterns: ['*.html', '*/index.html', '_astro/*.{js,css,woff2}', 'exercises.json', 'favicon.svg', 'manifest.webmanifest'],
  globIgnores: ['workbook/**', '_astro/*worker*.js', '_astro/webgpu-*.js'],
};

/** Roughly: the best compression would take as long as the build. */
const sent = (content: Buffer): number => brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }).length;

const runtimeCache = {
  cacheName: 'scaling-workbook-read',
  networkTimeoutSeconds: 4,
  matchOptions: { ignoreSearch: true, ignoreVary: true },
};

export const offline = (): AstroIntegration => ({
  name: 'offline',
  hooks: {
    'astro:build:done': async ({ dir, logger }) => {
      const folder = fileURLToPath(dir);
      const { manifestEntries } = await getManifest({ globDirectory: folder, ...everything });
      const bytes = manifestEntries.reduce((total, { url }) => total + sent(readFileSync(join(folder, url))), 0);
      const files = Object.fromEntries(manifestEntries.map(({ url, revision }) => [url, revision ?? '']));
      writeFileSync(join(folder, 'offline.json'), JSON.stringify({ bytes, files }));
      const { count, size, warnings } = await generateSW({
        swDest: join(folder, 'sw.js'),
        globDirectory: folder,
        ...forChapters,
        // Query parameters are settings, filters and views; the page is the same.
        ignoreURLParametersMatching: [/./],
        runtimeCaching: [
          {
            urlPattern: ({ request, sameOrigin }) => sameOrigin && request.mode === 'navigate',
            handler: 'NetworkFirst',
            options: { ...runtimeCache, precacheFallback: { fallbackURL: 'offline/index.html' } },
          },
          {
            urlPattern: ({ sameOrigin, url }) => sameOrigin && !url.pathname.endsWith('/offline.json'),
            handler: 'NetworkFirst',
            options: runtimeCache,
          },
        ],
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
      const whole = `${String(manifestEntries.length)} on request (${(bytes / 1e6).toFixed(1)} MB compressed)`;
      logger.info(`${String(count)} files (${(size / 1e6).toFixed(1)} MB before compression) are saved after the first visit, ${whole}`);
    },
  },
});
