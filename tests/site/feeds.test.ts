/** The feeds as built: every entry once, and links that lead somewhere. Run `npm run build` first. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { everyFact } from '@scaling-workbook/formulas/fact-list';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, process.env.SITE_OUT ?? 'dist', path), 'utf8');
const itemsOf = (name: string): readonly string[] => read(`feeds/${name}.xml`).split('<item>').slice(1);
const guidOf = (item: string): string => /<guid[^>]*>([^<]*)/.exec(item)?.[1] ?? '';

describe('the feed of facts', () => {
  it('has every fact once, known by its value and day, the newest first', () => {
    const items = itemsOf('facts');
    expect(items).toHaveLength(everyFact().length);
    expect(new Set(items.map(guidOf)).size).toBe(items.length);
    expect(items.map(guidOf)).toContain('h100-sxm hbmSize 80000000000 2023');
    const years = items.map((item) => / (\d{4})(?:-\d\d)*$/.exec(guidOf(item))?.[1] ?? '');
    expect(years).toEqual(years.toSorted().toReversed());
  });
});

describe('the feed of corrections', () => {
  it('links each entry to its place on the page of corrections', () => {
    const page = read('corrections/index.html');
    const anchors = itemsOf('corrections').map((item) => /#([\w-]+)$/.exec(guidOf(item))?.[1] ?? '');
    expect(anchors.length).toBeGreaterThan(40);
    expect(new Set(anchors).size).toBe(anchors.length);
    for (const anchor of anchors) expect(page).toContain(`id="${anchor}"`);
  });
});

describe('CITATION.cff', () => {
  it('names the version and licence of the project', () => {
    const citation = parse(readFileSync(join(root, 'CITATION.cff'), 'utf8')) as Record<string, unknown>;
    const { version, license } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, unknown>;
    expect(citation).toMatchObject({ 'cff-version': '1.2.0', title: 'Scaling Workbook', version, license });
  });
});
