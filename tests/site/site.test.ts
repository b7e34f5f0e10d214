/** Checks on the built site, as files: run `npm run build` first. */
import { HtmlValidate } from 'html-validate';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Element, Root } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { select, selectAll } from 'hast-util-select';
import { toString } from 'hast-util-to-string';
import { h } from 'hastscript';
import { derivation as derivationLabel } from '#exercise/words/aids.ts';
import { describe, expect, it } from 'vitest';
import * as formulas from '@scaling-workbook/formulas/formulas';
import type { AnyFormula } from '@scaling-workbook/formulas/formula';
import { kebab } from '@scaling-workbook/formulas/names';
import { formatQuantity } from '@scaling-workbook/formulas/units';
import { chapters, entries, solved, type Entry } from '#book/catalog.ts';
import { former } from '#book/former.ts';
import { formulasJson, vectorsJson } from '@scaling-workbook/formulas/published';
import { skills } from '../../chapters/skills.ts';
import { attribute, elementsOf, parsePage } from '../../packages/build/page.ts';
import { textsOf } from '../../packages/build/subset-fonts.ts';
import { problems } from '../unit/json-schema.ts';

const dist = fileURLToPath(new URL(`../../${process.env.SITE_OUT ?? 'dist'}`, import.meta.url));
const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((path) => statSync(join(dist, path)).isFile());
const pages = files.filter((path) => path.endsWith('.html'));
const read = (path: string): string => readFileSync(join(dist, path), 'utf8');
const treeOf = (path: string): Root => parsePage(read(path));
const base = (process.env.SITE_BASE ?? '/').replace(/\/?$/, '/');

/** What the tests ask of a page, so that it is parsed once and its tree can go. */
interface Facts {
  readonly ids: readonly string[];
  readonly urls: readonly string[];
  /** Addresses of what the browser loads by itself. */
  readonly loads: readonly string[];
  /** Texts that are shown or read out beside the page itself. */
  readonly aside: readonly string[];
  readonly titles: readonly string[];
  readonly headings: readonly string[];
  readonly lang: string;
  readonly meta: ReadonlyMap<string, string>;
  readonly canonical: string;
  readonly manifest: string;
  readonly searchMarks: number;
}
const notLoaded = new Set(['canonical', 'sitemap', 'alternate']);
const valuesOf = (element: Element, ...names: readonly string[]): readonly string[] =>
  names.map((name) => attribute(element, name)).filter((value) => value !== '');

function factsOf(path: string): Facts {
  const tree = parsePage(read(path));
  const all = selectAll('*', tree);
  const link = (rel: string): string => attribute(select(`link[rel="${rel}"]`, tree) ?? h('link'), 'href');
  return {
    ids: all.flatMap((element) => valuesOf(element, 'id')),
    urls: all.flatMap((element) => valuesOf(element, 'href', 'src')),
    loads: selectAll('script, link, img, iframe, source', tree)
      .filter((element) => !notLoaded.has(attribute(element, 'rel')))
      .flatMap((element) => valuesOf(element, 'href', 'src')),
    aside: all.flatMap((element) => valuesOf(element, 'content', 'alt', 'title', 'ariaLabel')),
    titles: elementsOf(tree, 'title').map(toString),
    headings: elementsOf(tree, 'h1').map(toString),
    lang: attribute(select('html', tree) ?? h('html'), 'lang'),
    meta: new Map(
      elementsOf(tree, 'meta').map((element) => [
        valuesOf(element, 'name', 'property', 'httpEquiv')[0] ?? '',
        attribute(element, 'content'),
      ]),
    ),
    canonical: link('canonical'),
    manifest: link('manifest'),
    searchMarks: all.filter(({ properties }) => Object.keys(properties).some((name) => name.startsWith('dataPagefind'))).length,
  };
}
const known = new Map<string, Facts>();
function facts(path: string): Facts {
  const found = known.get(path) ?? factsOf(path);
  known.set(path, found);
  return found;
}
const fileOf = (path: string): string => {
  const inside = path.slice(base.length);
  return inside === '' || inside.endsWith('/') ? `${inside}index.html` : inside;
};

/** The search index's text of each page, by address: compressed, with the marker `pagefind_dcd` before the JSON. */
const searched = new Map(
  files
    .filter((path) => path.endsWith('.pf_fragment'))
    .map((path) => {
      const packed = gunzipSync(readFileSync(join(dist, path))).toString();
      const { url, content } = JSON.parse(packed.slice(packed.indexOf('{'))) as { url: string; content: string };
      return [url, content] as const;
    }),
);

describe.each(pages)('%s', (page) => {
  it('has no id twice', () => {
    const { ids } = facts(page);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  });

  it('links only to pages, files and anchors that are there', () => {
    const broken = facts(page)
      .urls.filter((url) => !/^(?:https?:|mailto:|data:|#$)/.test(url))
      .filter((url) => {
        const { pathname, hash } = new URL(url, `http://here${base}${relative(dist, join(dist, page)).replace(/index\.html$/, '')}`);
        if (!pathname.startsWith(base) || !files.includes(fileOf(pathname))) return true;
        return (
          hash !== '' && fileOf(pathname).endsWith('.html') && !facts(fileOf(pathname)).ids.includes(decodeURIComponent(hash.slice(1)))
        );
      });
    expect(broken).toEqual([]);
  });

  it('has a title, a description, one main heading and a language', () => {
    const { titles, headings, lang, meta } = facts(page);
    expect(titles[0]).toMatch(/./);
    expect(lang).toBe('en');
    expect(headings).toHaveLength(1);
    if (page !== '404.html') expect(meta.get('description')).toMatch(/.{30}/);
  });
});

// Some hundred pages take longer than a test may by default.
it('every page is valid HTML', { timeout: 600_000 }, async () => {
  const validator = new HtmlValidate({
    extends: ['html-validate:recommended'],
    rules: {
      'doctype-style': ['error', { style: 'lowercase' }],
      'presentation-role-style': ['error', { prefer: 'presentation' }],
      // React's ids begin with an underscore, as HTML allows.
      'valid-id': ['error', { relaxed: true }],
      // An exercise is a custom element; what scrolls by keyboard is a region that is a pre or holds a table.
      'prefer-native-element': ['error', { exclude: ['region'] }],
      // Filters work as one types; without a script they are not shown.
      'wcag/h32': 'off',
      // A page is titled as the companion book titles its chapter, however long that is.
      'long-title': 'off',
      // Figures place their parts by style attributes, which the policy allows.
      'no-inline-style': 'off',
      // A line of text may end in a space where the next piece of it was empty; no reader sees it.
      'no-trailing-whitespace': 'off',
      // A fieldset with the role of presentation only switches off the fields of a figure until its script has arrived.
      'wcag/h71': 'off',
      // Firefox keeps the state of a radio button over a reload unless told not to: autocomplete="off" there is on purpose.
      'valid-autocomplete': 'off',
      'input-attributes': 'off',
      // Listings: the highlighter puts their style beside them and blocks into their code, and names the copy button by its title.
      'element-permitted-content': 'off',
      'text-content': 'off',
      // Buttons of the docs shell and of listings have no type; they stand in no form.
      'no-implicit-button-type': 'off',
      // The docs shell's column with the table of contents has its name within it, not on it.
      'unique-landmark': 'off',
    },
    elements: ['html5', { 'astro-island': { flow: true, phrasing: true, attributes: {} }, 'scaling-exercise': { flow: true } }],
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

/** The page on which an exercise stands among others. */
const pageOf = ({ chapter, set }: Pick<Entry, 'chapter' | 'set'>): string =>
  `${chapter}/${set === 'problems' ? 'problems/' : ''}index.html`;

describe.each(entries)('exercise $id', (entry) => {
  it('has an anchor in its chapter and a page of its own', () => {
    expect(facts(pageOf(entry)).ids).toContain(entry.id);
    expect(select(`[data-exercise="${entry.id}"]`, treeOf(`exercises/${entry.id}/index.html`))).toBeDefined();
  });

  it('says what does not work without JavaScript', () => {
    expect(select('noscript > p.needs-script', treeOf(`exercises/${entry.id}/index.html`))).toBeDefined();
  });

  it('shows its answer in no meta text, title, alternative text or search index', () => {
    const { aside, titles } = facts(`exercises/${entry.id}/index.html`);
    expect(titles.join()).toContain(entry.exercise.title);
    const found = searched.get(`/exercises/${entry.id}/`) ?? '';
    expect(found).toContain(entry.exercise.title);
    // Hashes of the policy and colours of the theme hold digits, too.
    const beside = [...aside, ...titles, found].join('\n').replaceAll(/'sha256-[^']+'|^#[\da-f]{6}$/gm, '');
    for (const field of solved(entry)) {
      if (field.kind !== 'number') continue;
      const answer = formatQuantity(field.value, field.unit, { digits: 3 });
      if (answer.replaceAll(/\D/g, '').length >= 3) expect(beside).not.toContain(answer);
    }
    expect(found).not.toContain(derivationLabel);
  });
});

/** The page of a former name leads on, at once where no script runs. */
function expectMoved(page: string, url: string, to: string): void {
  const tree = treeOf(page);
  expect(select(`noscript > meta[http-equiv="refresh"][content="0; url=${url}"]`, tree)).toBeDefined();
  expect(select(`a[href="${url}"][data-moved-to="${to}"]`, tree)).toBeDefined();
  expect(facts(page).meta.get('robots')).toContain('noindex');
}

describe.each(former.renamed.filter(({ to }) => entries.some(({ id }) => id === to)))('the former id $from', ({ from, to }) => {
  it('has a page that redirects to the new one, without a script too, and is an anchor in the chapter', () => {
    expectMoved(`exercises/${from}/index.html`, `${base}exercises/${to}/`, to);
    const entry = entries.find(({ id }) => id === to);
    expect(entry && facts(pageOf(entry)).ids).toContain(from);
    expect(
      facts(`exercises/${from}/index.html`)
        .meta.get('renamed')
        ?.split(/[\s,]+/),
    ).toContain(`${from}:${to}`);
  });
});

const renamedFormulas = Object.entries(formulas as Readonly<Record<string, AnyFormula>>).flatMap(([name, { formerly = [] }]) =>
  formerly.map((from) => ({ from: kebab(from), to: kebab(name) })),
);
describe.each(renamedFormulas)('the former formula $from', ({ from, to }) => {
  it('has a page that redirects to the new one, without a script too', () => {
    expectMoved(`formulas/${from}/index.html`, `${base}formulas/${to}/`, to);
  });
});

it.each([
  ['take-along', 'print-and-export'],
  ['errata', 'corrections'],
])('the former page /%s/ redirects to /%s/, without a script too', (from, to) => {
  const html = read(`${from}/index.html`);
  const url = `${base}${to}/`;
  expect(html).toContain(`<noscript><meta http-equiv="refresh" content="0; url=${url}"></noscript>`);
  expect(html).toMatch(new RegExp(`<a href="${url}" data-moved-to="${to}">`));
});

describe.each(former.retired)('the retired exercise $id', ({ id, title, why, instead }) => {
  it('has a page that says what it was, why it went and what to do instead', () => {
    const page = `exercises/${id}/index.html`;
    expect(facts(page).headings).toEqual([title]);
    const tree = treeOf(page);
    expect(toString(tree)).toMatch(/This exercise was retired on \d{1,2} \w+ \d{4}\./);
    expect(toString(tree)).toContain(why);
    const there = select(`[data-retired="${id}"]`, tree) ?? h('p');
    expect(select(`a[href="${base}exercises/${instead === undefined ? '' : `${instead}/`}"]`, there)).toBeDefined();
  });
});

it.runIf(base !== '/')('former ids are among what is checked here', () => {
  expect(former.renamed.length).toBeGreaterThan(0);
  expect(former.retired.length).toBeGreaterThan(1);
});

it.each([
  ['formulas.json', formulasJson],
  ['vectors.json', vectorsJson],
])('/%s is published as the package has it, with its schema', (name, text) => {
  expect(read(name)).toBe(text());
  expect(read(name.replace('.json', '.schema.json'))).toContain('"version"');
});

it('/exercises.json lists every exercise, without answers, as its published schema promises', () => {
  expect(problems(JSON.parse(read('exercises.schema.json')) as Record<string, unknown>, JSON.parse(read('exercises.json')))).toEqual([]);
  const list = JSON.parse(read('exercises.json')) as { version: number; exercises: Record<string, unknown>[] };
  expect(list.version).toBe(1);
  expect(list.exercises.map(({ id }) => id)).toEqual(entries.map(({ id }) => id));
  for (const exercise of list.exercises) {
    const book = exercise.set === 'problems' || 'book' in exercise ? ['book'] : [];
    expect(Object.keys(exercise).sort()).toEqual([...book, 'chapter', 'fields', 'id', 'kind', 'number', 'set', 'title', 'url']);
    for (const field of exercise.fields as Record<string, unknown>[])
      expect(['key', 'label', 'letters', 'unit']).toEqual(expect.arrayContaining(Object.keys(field)));
    if (typeof exercise.url === 'string') expect(files).toContain(fileOf(exercise.url));
    else expect.fail('an exercise has no url');
  }
});

it('every chapter says what it promises and which section of the companion book it accompanies', () => {
  for (const { slug } of chapters) {
    const tree = treeOf(`${slug}/index.html`);
    expect(select('.promise', tree), slug).toBeDefined();
    expect(select('.lesson', tree), slug).toBeDefined();
    const inTheBook = selectAll('main p, main div', tree).find((element) => /^\s*In the companion book: /.test(toString(element)));
    expect(select('a[href^="https:"]', inTheBook ?? h('p')), slug).toBeDefined();
  }
});

it('every chapter except the self-assessment ends with a quiz', () => {
  const without = chapters.map(({ slug }) => slug).filter((slug) => !select('[data-quiz]', treeOf(`${slug}/index.html`)));
  expect(without).toEqual(['self-assessment']);
});

it('the self-assessment lists every skill and links every exercise, without any script', () => {
  const tree = treeOf('self-assessment/index.html');
  expect(selectAll('[data-skill]', tree)).toHaveLength(skills.length);
  const linked = new Set(
    selectAll('#skills a[href*="/exercises/"]', tree).map((link) => /\/exercises\/([a-z0-9-]+)\/$/.exec(attribute(link, 'href'))?.[1]),
  );
  expect(entries.map(({ id }) => id).filter((id) => !linked.has(id))).toEqual([]);
});

it('writes a header file whose lines every host reads: Cloudflare Pages stops at 2,000 characters and 100 rules', () => {
  const lines = read('_headers').trim().split('\n');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(2000);
  expect(lines.filter((line) => line.startsWith('/')).length).toBeLessThanOrEqual(100);
  expect(lines.filter((line) => line.startsWith('/'))).toEqual([`${base}*`, `${base}_astro/*`, `${base}sw.js`]);
  expect(lines.join('\n')).toContain(`${base}_astro/*\n  Cache-Control: public, max-age=31536000, immutable`);
});

it('loads nothing from anyone else', () => {
  for (const page of pages) {
    const external = facts(page).loads.filter((url) => /^https?:/.test(url) && !url.startsWith('http://localhost'));
    expect(external, page).toEqual([]);
  }
});

it('contains no path of the machine it was built on', () => {
  for (const path of files.filter((file) => /\.(?:html|js|css|json|xml)$/.test(file)))
    expect(read(path), path).not.toContain(process.cwd());
});

it('names its canonical address, its manifest and its policy on every page', () => {
  for (const page of pages.filter((path) => path !== '404.html')) {
    const { canonical, manifest, meta } = facts(page);
    expect(new URL(canonical).pathname, page).toBe(`${base}${page.replace(/index\.html$/, '')}`);
    expect(manifest, page).toBe(`${base}manifest.webmanifest`);
    expect([...meta.keys()], page).toContain('content-security-policy');
  }
});

it('names on every page an existing image of the stated size, with an alternative text', () => {
  const shown = new Set<string>();
  for (const page of pages) {
    const { meta } = facts(page);
    const property = (name: string): string => meta.get(`og:${name}`) ?? '';
    const path = fileOf(new URL(property('image')).pathname);
    expect(files, page).toContain(path);
    shown.add(path);
    expect(property('image:alt').length, page).toBeGreaterThan(20);
    // A PNG says its width and height in its first 24 bytes (https://www.w3.org/TR/png-3/#11IHDR).
    const png = readFileSync(join(dist, path)).subarray(16, 24);
    expect([property('image:width'), property('image:height')], page).toEqual([String(png.readUInt32BE(0)), String(png.readUInt32BE(4))]);
    expect(meta.get('twitter:card'), page).toBe('summary_large_image');
  }
  expect([...shown].sort()).toEqual(files.filter((path) => path.startsWith('og/')).sort());
});

it('saves no preview image for offline use', () => {
  expect(read('sw.js')).not.toContain('og/');
  expect(read('offline.json')).not.toContain('og/');
});

it('can be found: robots.txt leads to a sitemap of every page', () => {
  const sitemap = /^Sitemap: (\S+)$/m.exec(read('robots.txt'))?.[1] ?? '';
  expect(fileOf(new URL(sitemap).pathname)).toBe('sitemap-index.xml');
  const listed = [...read('sitemap-0.xml').matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, url = '']) => fileOf(new URL(url).pathname));
  expect([...listed].sort()).toEqual(pages.filter((path) => path !== '404.html').sort());
});

it('can be installed: the manifest names icons that are there and starts within its scope', () => {
  const manifest = JSON.parse(read('manifest.webmanifest')) as { start_url: string; scope: string; icons: { src: string }[] };
  expect(new URL(manifest.start_url, `http://here${base}`).pathname).toBe(base);
  expect(new URL(manifest.scope, `http://here${base}`).pathname).toBe(base);
  for (const { src } of manifest.icons) expect(files).toContain(src);
});

it('offers the whole workbook for offline use: every page and every file it needs is in the list, with its present revision', () => {
  const { files: listed } = JSON.parse(read('offline.json')) as { files: Record<string, string> };
  const needed = files.filter(
    (path) =>
      /\.(?:html|js|css|json|woff2|svg|webmanifest|pagefind|pf_\w+)$/.test(path) &&
      !/^(?:sw\.js|(?:offline|formulas|vectors)\.json|[^/]*\.schema\.json)$/.test(path) &&
      !path.includes('wasm.unknown'),
  );
  expect(needed.filter((path) => listed[path] === undefined)).toEqual([]);
  const changing = needed.filter((path) => !/^_astro\/.*\.(?:css|woff2)$/.test(path));
  expect(
    changing.filter(
      (path) =>
        listed[path] !==
        createHash('md5')
          .update(readFileSync(join(dist, path)))
          .digest('hex'),
    ),
  ).toEqual([]);
});

it('saves the chapters and what they load after the first visit, in at most 2 MB', () => {
  const worker = read('sw.js');
  const first = files.filter((path) => worker.includes(`url:"${path}"`));
  const ofChapters = chapters.flatMap(({ slug }) => {
    const asked = selectAll('*', treeOf(`${slug}/index.html`)).flatMap((element) =>
      valuesOf(element, 'href', 'src', 'componentUrl', 'rendererUrl', 'component-url', 'renderer-url'),
    );
    return [`${slug}/index.html`, ...asked.filter((url) => url.includes('/_astro/')).map((url) => `_astro/${basename(url)}`)];
  });
  expect(ofChapters.length).toBeGreaterThan(100);
  expect(['index.html', 'offline/index.html', ...ofChapters].filter((path) => !first.includes(path))).toEqual([]);
  const bytes = first.reduce(
    (total, path) => total + (path.endsWith('.woff2') ? statSync(join(dist, path)).size : gzipSync(read(path)).length),
    0,
  );
  expect(bytes).toBeLessThan(2_000_000);
});

it('names no style sheet or font that is not there', () => {
  for (const path of files.filter((file) => file.endsWith('.css')))
    for (const [, name = ''] of read(path).matchAll(/url\(["']?[^"')]*?([\w.-]+\.woff2)["']?\)/g))
      expect(files, path).toContain(`_astro/${name}`);
});

it('requests the script of the exercises before the styles, and the script of every page last', () => {
  for (const page of pages.filter((path) => read(path).includes('data-judged='))) {
    const html = read(page);
    const [, name = ''] = /<script type="module" async src="[^"]*\/(exercise\.[^"]+)">/.exec(html) ?? [];
    expect(html.indexOf(`/${name}"`), page).toBeLessThan(html.indexOf('<style>'));
    expect(html.search(/<script type="module" src="[^"]*\/page\.[^"]*"><\/script><\/body>/), page).toBeGreaterThan(
      html.indexOf('</footer>'),
    );
  }
});

it('has no style rule that searches a whole page with exercises at each change', () => {
  const onScreen = (html: string): string => html.replaceAll(/@media print\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g, '');
  expect(pages.filter((path) => read(path).includes('data-judged=') && /\bbody:has\(/.test(onScreen(read(path))))).toEqual([]);
});

it('shows no invalid TeX', () => {
  expect([...pages, ...files.filter((path) => path.endsWith('.json'))].filter((path) => read(path).includes('katex-error'))).toEqual([]);
});

it('indexes words but no TeX for the search, and removes its marks from the pages', () => {
  expect(searched.size).toBeGreaterThan(entries.length);
  expect([...searched].filter(([, content]) => /\\(?:begin|frac|text)\b/.test(content)).map(([url]) => url)).toEqual([]);
  expect(pages.filter((page) => facts(page).searchMarks > 0)).toEqual([]);
});

// KaTeX writes a subscript that is a single \max as two parts, which browsers that read MathML show as an error.
it('gives every element of a formula as many children as MathML requires', () => {
  const parts: Readonly<Record<string, number>> = { mfrac: 2, mroot: 2, msub: 2, msup: 2, munder: 2, mover: 2, msubsup: 3, munderover: 3 };
  let seen = 0;
  const expectWhole = (tree: Root, where: string): void => {
    for (const element of selectAll('math *', tree)) {
      const wanted = parts[element.tagName];
      const there = element.children.filter(({ type }) => type === 'element').length;
      if (wanted !== undefined) expect(there, `${where}: ${toString(element)}`).toBe(wanted);
      seen += 1;
    }
  };
  for (const page of pages) expectWhole(treeOf(page), page);
  for (const file of files.filter((path) => path.endsWith('.json')))
    for (const text of textsOf(JSON.parse(read(file)))) if (text.includes('<math')) expectWhole(fromHtml(text, { fragment: true }), file);
  expect(seen).toBeGreaterThan(10_000);
});

it('writes formulas as MathML and nothing else', () => {
  for (const page of pages) {
    expect(read(page), page).not.toMatch(/class="katex|<annotation|<semantics/);
  }
});
