/** Checks on the built site, as files: run `npm run build` first. */
import { HtmlValidate } from 'html-validate';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { formatQuantity } from '@scaling-workbook/formulas/units';
import { chapters, entries, solved } from '../../src/catalog.ts';

const dist = fileURLToPath(new URL(`../../${process.env.SITE_OUT ?? 'dist'}`, import.meta.url));
const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((path) => statSync(join(dist, path)).isFile());
const pages = files.filter((path) => path.endsWith('.html'));
const read = (path: string): string => readFileSync(join(dist, path), 'utf8');
const base = process.env.SITE_BASE?.replace(/\/?$/, '/') ?? '/';

const idsOf = (html: string): readonly string[] => [...html.matchAll(/\sid="([^"]*)"/g)].map(([, id = '']) => id);
const fileOf = (path: string): string => {
  const inside = path.slice(base.length);
  return inside === '' || inside.endsWith('/') ? `${inside}index.html` : inside;
};

describe.each(pages)('%s', (page) => {
  const html = read(page);

  it('has no id twice', () => {
    const ids = idsOf(html);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  });

  it('links only to pages, files and anchors that are there', () => {
    const broken = [...html.matchAll(/\s(?:href|src)="([^"]*)"/g)]
      .map(([, url = '']) => url.replaceAll('&amp;', '&'))
      .filter((url) => !/^(?:https?:|mailto:|data:|#$)/.test(url))
      .filter((url) => {
        const { pathname, hash } = new URL(url, `http://here${base}${relative(dist, join(dist, page)).replace(/index\.html$/, '')}`);
        if (!pathname.startsWith(base) || !files.includes(fileOf(pathname))) return true;
        return (
          hash !== '' && fileOf(pathname).endsWith('.html') && !idsOf(read(fileOf(pathname))).includes(decodeURIComponent(hash.slice(1)))
        );
      });
    expect(broken).toEqual([]);
  });

  it('has a title, a description, one main heading and a language', () => {
    expect(html).toMatch(/<title>[^<]+<\/title>/);
    expect(html).toMatch(/<html lang="en"/);
    expect(html.match(/<h1[\s>]/g)).toHaveLength(1);
    if (page !== '404.html') expect(html).toMatch(/<meta name="description" content="[^"]{30,}"/);
  });
});

// Some hundred pages take longer than a test may by default.
it('every page is valid HTML', { timeout: 180_000 }, async () => {
  const validator = new HtmlValidate({
    extends: ['html-validate:standard'],
    rules: {
      // The docs shell and the compressor write these; they are valid in HTML5.
      'no-inline-style': 'off',
      'attribute-boolean-style': 'off',
      'attribute-empty-style': 'off',
      'no-raw-characters': 'off',
      'no-trailing-whitespace': 'off',
      'void-style': 'off',
      'doctype-style': 'off',
      'long-title': 'off',
      'tel-non-breaking': 'off',
      'require-sri': 'off',
      'script-type': 'off',
      'no-implicit-button-type': 'off',
      'valid-id': 'off',
      'prefer-native-element': 'off',
      'wcag/h30': 'off',
      'wcag/h63': 'off',
      // Firefox keeps the state of a radio button over a reload unless told not to: autocomplete="off" there is on purpose.
      'valid-autocomplete': 'off',
      // Astro puts the style of a component that is used inside another one where it stands; every browser reads it.
      'element-permitted-content': 'off',
    },
    elements: ['html5', { 'astro-island': { flow: true, phrasing: true, attributes: {} }, 'step-by-step': { flow: true } }],
  });
  const problems: string[] = [];
  for (const page of pages) {
    const report = await validator.validateString(read(page));
    for (const { messages } of report.results)
      for (const { ruleId, message, line, column } of messages)
        problems.push(`${page}:${String(line)}:${String(column)} ${ruleId}: ${message}`);
  }
  expect([...new Set(problems.map((problem) => problem.replace(/^\S+ /, '')))].slice(0, 20)).toEqual([]);
});

describe.each(entries)('exercise $id', (entry) => {
  it('has an anchor in its chapter and a page of its own', () => {
    expect(idsOf(read(`${entry.chapter}/index.html`))).toContain(entry.id);
    expect(read(`exercises/${entry.id}/index.html`).includes(`data-exercise="${entry.id}"`)).toBe(true);
  });

  it('says what does not work without JavaScript', () => {
    expect(/<noscript>\s*<p class="needs-script">/.test(read(`exercises/${entry.id}/index.html`))).toBe(true);
  });

  it('shows its answer in no meta text, title, alternative text or search index', () => {
    const html = read(`exercises/${entry.id}/index.html`);
    const texts = [...html.matchAll(/<(?:meta|title|img)[^>]*(?:content|alt)="([^"]*)"/g)].map(([, text = '']) => text).join('\n');
    for (const field of solved(entry)) {
      if (field.kind !== 'number') continue;
      const answer = formatQuantity(field.value, field.unit, { digits: 3 });
      if (answer.replaceAll(/\D/g, '').length >= 3) expect(texts).not.toContain(answer);
    }
    const body = html.slice(html.indexOf('<main'));
    const searched = body.replaceAll(/<div class="aids"[^>]*data-pagefind-ignore[\s\S]*?<\/section>/g, '');
    expect(body).toContain('data-pagefind-ignore');
    expect(searched).not.toContain('class="derivation"');
  });
});

it('/exercises.json lists every exercise, without answers', () => {
  const list = JSON.parse(read('exercises.json')) as { version: number; exercises: Record<string, unknown>[] };
  expect(list.version).toBe(1);
  expect(list.exercises.map(({ id }) => id)).toEqual(entries.map(({ id }) => id));
  for (const exercise of list.exercises) {
    expect(Object.keys(exercise).sort()).toEqual(['chapter', 'fields', 'id', 'kind', 'number', 'title', 'url']);
    for (const field of exercise.fields as Record<string, unknown>[])
      expect(['key', 'label', 'unit']).toEqual(expect.arrayContaining(Object.keys(field)));
    if (typeof exercise.url === 'string') expect(files).toContain(fileOf(exercise.url));
    else expect.fail('an exercise has no url');
  }
});

it('every chapter says what it promises and where the book treats it', () => {
  for (const { slug } of chapters) {
    const html = read(`${slug}/index.html`);
    expect(html).toContain('class="promise"');
    expect(html).toMatch(/In the book: <a href="https:/);
    expect(html).toContain('class="lesson"');
  }
});

it('every chapter ends with a quiz, but for the one that looks back on all of them', () => {
  const without = chapters.map(({ slug }) => slug).filter((slug) => !read(`${slug}/index.html`).includes('data-quiz='));
  expect(without).toEqual(['self-assessment']);
});

it('the self-assessment lists every skill and links every exercise of the book, before any script', () => {
  const html = read('self-assessment/index.html');
  expect(html.match(/data-skill="/g)).toHaveLength(37);
  const shown = html.slice(html.indexOf('id="skills"'), html.indexOf('id="plan"'));
  const linked = new Set([...shown.matchAll(/href="[^"]*\/exercises\/([a-z0-9-]+)\/"/g)].map(([, id]) => id));
  expect(entries.map(({ id }) => id).filter((id) => !linked.has(id))).toEqual([]);
});

it('loads nothing from anyone else', () => {
  for (const page of pages) {
    const external = [...read(page).matchAll(/<(?:script|link|img|iframe|source)[^>]*\s(?:src|href)="(https?:[^"]*)"/g)].map(
      ([tag, url = '']) => ({ tag, url }),
    );
    expect(
      external.filter(({ tag, url }) => !/rel="(?:canonical|sitemap|alternate)"/.test(tag) && !url.startsWith('http://localhost')),
    ).toEqual([]);
  }
});

it('tells no path of the machine it was built on', () => {
  for (const path of files.filter((file) => /\.(?:html|js|css|json|xml)$/.test(file)))
    expect(read(path), path).not.toContain(process.cwd());
});
