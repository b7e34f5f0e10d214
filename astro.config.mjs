import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { unified } from '@astrojs/markdown-remark';
import mdx from '@astrojs/mdx';
import react from '@astrojs/react';
import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';
import rehypeKatex from 'rehype-katex';
import remarkMath from 'remark-math';
import { finishPages } from './packages/tools/finish-pages.mjs';
import { offline } from './packages/tools/offline.mjs';
import { subsetFonts } from './packages/tools/subset-fonts.mjs';
import { trimStyles } from './packages/tools/trim-styles.mjs';
import { rehypeBase } from './src/rehype-base.ts';

const base = process.env.SITE_BASE ?? '/';

/** Chapter folders in the order of their numbers; the number is not part of a page's address. */
const chapters = readdirSync(new URL('./chapters', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && /^\d+-/.test(entry.name))
  .map(({ name }) => ({ number: Number(name.split('-')[0]), slug: name.replace(/^\d+-/, '') }))
  .sort((a, b) => a.number - b.number);

export default defineConfig({
  site: process.env.SITE_URL ?? 'http://localhost:4321',
  base,
  trailingSlash: 'always',
  // Astro 7 would drop the line break between a word and an inline element after it.
  compressHTML: true,
  cacheDir: './.astro/cache',
  markdown: { processor: unified({ remarkPlugins: [remarkMath], rehypePlugins: [rehypeKatex, [rehypeBase, { base }]] }) },
  integrations: [
    starlight({
      title: 'Scaling Workbook',
      description: 'Learn to reason about the scale of machine learning models by solving every exercise in the browser.',
      favicon: '/favicon.svg',
      disable404Route: true,
      customCss: [
        'katex/dist/katex.min.css',
        './src/styles/theme.css',
        './src/styles/prose.css',
        './src/styles/exercise.css',
        './src/styles/explorer.css',
        './src/styles/arrival.css',
      ],
      components: {
        Hero: './src/components/Hero.astro',
        Head: './src/components/Head.astro',
        Search: './src/components/Search.astro',
        PageTitle: './src/components/PageTitle.astro',
        SiteTitle: './src/components/SiteTitle.astro',
      },
      routeMiddleware: './src/sidebar.ts',
      sidebar: [
        { label: 'Chapters', items: chapters.map(({ number, slug }) => ({ slug, attrs: { 'data-number': number } })) },
        {
          label: 'Practice',
          items: [
            { label: 'All exercises', link: '/exercises/' },
            { label: 'Review', link: '/review/' },
            { label: 'Make a test', link: '/test/' },
            { label: 'Your progress', link: '/progress/' },
            { label: 'Take it along', link: '/take-along/' },
            { label: 'Errata', link: '/errata/' },
          ],
        },
        {
          label: 'Reference',
          items: [
            { label: 'Formulas', link: '/formulas/' },
            { label: 'Hardware', link: '/hardware/' },
            { label: 'Models', link: '/models/' },
            { label: 'Cheat sheet', link: '/cheat-sheet/' },
          ],
        },
      ],
      tableOfContents: { minHeadingLevel: 2, maxHeadingLevel: 2 },
      markdown: { processedDirs: ['./chapters'] },
    }),
    mdx(),
    react(),
    trimStyles(),
    subsetFonts(),
    finishPages({ base }),
    offline(),
  ],
  vite: {
    resolve: {
      alias: [
        {
          find: /^.*\/TableOfContents\/starlight-toc$/,
          replacement: fileURLToPath(new URL('./src/scripts/table-of-contents.ts', import.meta.url)),
        },
      ],
    },
    // Workers import their library in pieces, which only modules can.
    worker: { format: 'es' },
    build: {
      // A font within a style sheet would reach everyone, and needs a wider Content-Security-Policy.
      assetsInlineLimit: (path) => (path.endsWith('.woff2') || path.endsWith('.woff') || path.endsWith('.ttf') ? false : undefined),
    },
  },
});
