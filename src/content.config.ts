import { docsSchema } from '@astrojs/starlight/schema';
import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { z } from 'astro/zod';
import { slugOf } from '#book/chapters.ts';
import { isOfProblems } from '#book/sources.ts';

export const collections = {
  docs: defineCollection({
    loader: glob({
      base: './chapters',
      pattern: '*/{index,problems}.mdx',
      generateId: ({ entry }) => (isOfProblems(entry) ? `${slugOf(entry)}/problems` : slugOf(entry)),
    }),
    schema: docsSchema({
      extend: z.object({
        /** Under the title: what readers can do after this chapter. Only chapters have one. */
        promise: z.string().optional(),
        /** The companion book's section. */
        book: z.object({ title: z.string(), url: z.url() }).optional(),
      }),
    }),
  }),
};
