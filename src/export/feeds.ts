/** The feeds as pages name them in their heads. */
import * as words from './words/feeds.ts';
import { to } from '#book/links.ts';

export const toFeed = (name: 'corrections' | 'facts'): string => to(`/feeds/${name}.xml`);

export const alternate = (name: 'corrections' | 'facts') =>
  ({ tag: 'link', attrs: { rel: 'alternate', type: 'application/rss+xml', title: words[name].title, href: toFeed(name) } }) as const;
