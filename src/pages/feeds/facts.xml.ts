/** Every fact, newest first. An entry is known by its value, so that feed readers show a changed fact as new. */
import * as words from '#export/words/feeds.ts';
import rss from '@astrojs/rss';
import { to } from '#book/links.ts';
import { escaped } from '@scaling-workbook/exercises/escaped';
import { everyFact } from '@scaling-workbook/formulas/fact-list';
import { formatQuantity } from '@scaling-workbook/formulas/units';
import type { APIRoute } from 'astro';

const facts = everyFact().toSorted((a, b) => b.fact.date.localeCompare(a.fact.date) || a.path.localeCompare(b.path));

export const GET: APIRoute = ({ site }) =>
  rss({
    ...words.facts,
    site: new URL(to('/'), site),
    items: facts.map(({ path, fact: { value, unit, date, source, secondHand = false } }) => ({
      title: words.fact(path, formatQuantity(value, unit)),
      description: words.source(source, date, secondHand),
      link: to('/hardware/'),
      customData: `<guid isPermaLink="false">${escaped(`${path} ${String(value)} ${date}`)}</guid>`,
    })),
  });
