import { language, name } from '#language/language.ts';
import * as site from '#shell/words/site.ts';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { unified } from '@astrojs/markdown-remark';
import mdx from '@astrojs/mdx';
import react from '@astrojs/react';
import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';
import rehypeKatex from 'rehype-katex';
import remarkMath from 'remark-math';
import { finishPages } from './packages/build/finish-pages.ts';
import { offline } from './packages/build/offline.ts';
import { searchIndex } from './packages/build/search-index.ts';
import { subsetFonts } from './packages/build/subset-fonts.ts';
import { rehypeBase } from './src/book/rehype-base.ts';
import { rehypeMathml } from './src/book/rehype-mathml.ts';

/** Everything that names an address takes it from here, by `import.meta.env.BASE_URL`. */
const base = (process.env.SITE_BASE ?? '/').replace(/\/?$/, '/');

/** In numerical order; the number is not part of a page's address. */
const chapters = readdirSync(new URL('./chapters', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && /^\d+-/.test(entry.name))
  .map(({ name }) => ({ number: Number(name.split('-')[0]), slug: name.replace(/^\d+-/, '') }))
  .sort((a, b) => a.number - b.number);

const anyOf = (...patterns: readonly RegExp[]): RegExp => new RegExp(patterns.map(({ source }) => source).join('|'));

/**
 * Bundles what pages load together: separate files would mean a chain of round trips and compress worse. A group includes the imports of
 * its files unless an earlier group has them. The records have their own group because the script of the exercises runs before the page is
 * complete; that group has everything of an exercise except the pad and the judge, which also reads quantities for explorers and practice
 * pages. These groups work around Astro making each island its own entry (https://github.com/withastro/astro/issues/17015) and can go once
 * the bundler has a minimum chunk size (https://github.com/rolldown/rolldown/issues/7473).
 */
const groups = [
  {
    name: 'records',
    test: anyOf(
      /\/src\/(?:exercise\/(?:after-paint|drafts|field-text|record-id)|progress\/(?:codec|persistent-records|progress|renames|storage))\.ts$/,
      /\/packages\/exercises\/src\/memory\/(?:progress|records|untrusted)\.ts$/,
      /\/(?:@nanostores\/persistent|nanostores)\/|vite\/preload-helper/,
    ),
  },
  { name: 'react', test: /\/node_modules\/(?:react|react-dom|scheduler)\// },
  {
    name: 'judge',
    test: anyOf(
      /\/packages\/formulas\/src\/(?:quantity|unit)[^/]*\.ts$/,
      /\/packages\/exercises\/src\/answer\/(?:check|feedback)\.ts$/,
      /\/src\/exercise\/judge\.ts$/,
    ),
  },
  {
    name: 'exercise',
    test: anyOf(
      /\/src\/exercise\/(?:answers|element|markup|other-numbers|rendered|report|report-text|step-through)\.ts$/,
      /\/src\/exercise\/(?:Exercise|Quiz)\.astro\?astro&type=script/,
    ),
  },
  {
    name: 'page',
    test: anyOf(
      /\/src\/(?:shell\/(?:offline|page|quiet|table-of-contents|whole-book-wanted)|search\/search|progress\/sidebar-marks)\.ts$/,
      /\/src\/(?:shell|search)\/(?:Head|Search)\.astro\?astro&type=script/,
      /\/@astrojs\/starlight\/.*\.astro\?astro&type=script/,
    ),
  },
];

/**
 * V8 looks up a tagged template (every text of an exercise is one) in a list of all in the same file: one file for all exercises would slow
 * rendering with every chapter.
 */
const ofChapter = { name: (path: string) => /\/chapters\/([^/]+)\/(?:exercises|quizzes)\//.exec(path)?.[1] };

export default defineConfig({
  site: process.env.SITE_URL ?? 'http://localhost:4321',
  base,
  trailingSlash: 'always',
  // The shell would listen to every link; the workbook is saved for offline use anyway.
  prefetch: false,
  // Astro 7 would drop the line break between a word and an inline element after it (https://github.com/withastro/astro/issues/17310).
  compressHTML: true,
  cacheDir: './.astro/cache',
  markdown: {
    processor: unified({
      remarkPlugins: [remarkMath],
      rehypePlugins: [[rehypeKatex, { output: 'mathml' }], rehypeMathml, [rehypeBase, { base }]],
    }),
  },
  integrations: [
    starlight({
      title: site.title,
      description: site.description,
      locales: { root: { label: name, lang: language } },
      favicon: '/favicon.svg',
      disable404Route: true,
      // searchIndex builds it.
      pagefind: false,
      customCss: [
        './src/shell/theme.css',
        './src/shell/formulas.css',
        './src/shell/prose.css',
        './src/exercise/exercise.css',
        './src/explorer/explorer.css',
        './src/shell/arrival.css',
      ],
      components: {
        Hero: './src/shell/Hero.astro',
        Footer: './src/shell/Footer.astro',
        Head: './src/shell/Head.astro',
        Search: './src/search/Search.astro',
        MarkdownContent: './src/shell/MarkdownContent.astro',
        PageTitle: './src/shell/PageTitle.astro',
        SiteTitle: './src/shell/SiteTitle.astro',
      },
      routeMiddleware: './src/shell/sidebar.ts',
      sidebar: [
        { label: site.chapters, items: chapters.map(({ number, slug }) => ({ slug, attrs: { 'data-number': number } })) },
        {
          label: site.practice,
          items: [
            { label: site.pages.exercises, link: '/exercises/' },
            { label: site.pages.review, link: '/review/' },
            { label: site.pages.test, link: '/test/' },
            { label: site.pages.progress, link: '/progress/' },
            { label: site.pages['print-and-export'], link: '/print-and-export/' },
          ],
        },
        {
          label: site.reference,
          items: [
            { label: site.pages.book, link: '/book/' },
            { label: site.pages.notation, link: '/notation/' },
            { label: site.pages.formulas, link: '/formulas/' },
            { label: site.pages.hardware, link: '/hardware/' },
            { label: site.pages.models, link: '/models/' },
            { label: site.pages['cheat-sheet'], link: '/cheat-sheet/' },
            { label: site.pages.corrections, link: '/corrections/' },
          ],
        },
      ],
      tableOfContents: { minHeadingLevel: 2, maxHeadingLevel: 2 },
      markdown: { processedDirs: ['./chapters'] },
    }),
    mdx(),
    react(),
    searchIndex(),
    subsetFonts(),
    finishPages({ base }),
    offline(),
  ],
  vite: {
    define: { BOOK_LANGUAGE: JSON.stringify(language) },
    resolve: {
      alias: [
        {
          find: /^.*\/TableOfContents\/starlight-toc$/,
          replacement: fileURLToPath(new URL('./src/shell/table-of-contents.ts', import.meta.url)),
        },
      ],
    },
    environments: {
      client: {
        build: {
          rolldownOptions: {
            output: { codeSplitting: { groups } },
          },
        },
      },
      prerender: { build: { rolldownOptions: { output: { codeSplitting: { groups: [ofChapter] } } } } },
    },
    // Workers import their libraries in chunks, which only modules can.
    worker: { format: 'es' },
    build: {
      // An inlined font would reach everyone, and need a wider Content-Security-Policy.
      assetsInlineLimit: (path) => (path.endsWith('.woff2') || path.endsWith('.woff') || path.endsWith('.ttf') ? false : undefined),
    },
  },
});
