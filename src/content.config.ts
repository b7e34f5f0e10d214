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
        /** One line under the title: what the reader can do after this chapter. Every chapter has one; other pages do not. */
        promise: z.string().optional(),
        /** The section of the book that this chapter accompanies. */
        book: z.object({ title: z.string(), url: z.url() }).optional(),
      }),
    }),
  }),
};
