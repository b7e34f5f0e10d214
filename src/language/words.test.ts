import * as search from '#search/words/search.ts';
import type * as tables from '#reference/words/tables.ts';
import { language } from './language.ts';
import { Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { afterEach, describe, expect, it, vi } from 'vitest';
import config from '../../tests/eslint.config.mjs';
import type { Translation } from './translation.ts';

type Entry = readonly [name: string, value: unknown];
const areas = import.meta.glob<Readonly<Record<string, unknown>>>('../*/words/*.ts', { eager: true });
const leaves = (name: string, value: unknown): readonly Entry[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => leaves(`${name}.${key}`, inner))
    : [[name, value]];
const all = Object.entries(areas).flatMap(([path, area]) => leaves(path.replace(/^.*\/|\.ts$/g, ''), area));

describe('the catalogue', () => {
  it('holds sentences and functions that make them, and nothing else', () => {
    expect(all.length).toBeGreaterThan(300);
    expect(all.filter(([, value]) => typeof value !== 'string' && typeof value !== 'function')).toEqual([]);
  });
  it('has no sentence that is empty, begins or ends with a space, or is unfinished', () => {
    const wrong = all.filter(
      ([, value]) => typeof value === 'string' && (value === '' || value !== value.trim() || /undefined|TODO/.test(value)),
    );
    expect(wrong).toEqual([]);
  });
  it('names its language as browsers and screen readers know it', () => {
    expect(Intl.getCanonicalLocales(language)).toEqual([language]);
  });
});

/** Two modules as a translator would write them; a missing name or different slots do not compile. */
const german = {
  search: {
    search: 'Suchen',
    searchBook: 'Das Buch durchsuchen',
    placeholder: 'Ridge Point, KV-Cache …',
    close: 'Schließen',
    found: (pages, query) => (pages === 0 ? `Nichts gefunden zu „${query}“.` : `${pages} ${pages === 1 ? 'Seite' : 'Seiten'} gefunden.`),
    notLoaded: 'Die Suche konnte nicht geladen werden. Bitte die Verbindung prüfen und noch einmal versuchen.',
  } satisfies Translation<typeof search>,
  tables: {
    sorted: (column, direction) => `Sortiert nach ${column}, ${direction === 'ascending' ? 'aufsteigend' : 'absteigend'}.`,
  } satisfies Translation<typeof tables>,
};

describe('another language', () => {
  afterEach(() => {
    vi.doUnmock('./language.ts');
    vi.resetModules();
  });
  it('has a place for each sentence and each of its slots', () => {
    expect(Object.keys(german.search).sort()).toEqual(Object.keys(search).sort());
    expect(german.search.found(3, 'KV')).toBe('3 Seiten gefunden.');
    // @ts-expect-error A sentence is missing.
    ({ close: 'Schließen' }) satisfies Translation<typeof search>;
    // @ts-expect-error A slot has another type.
    ({ sorted: (column: number) => `${column}` }) satisfies Translation<typeof tables>;
  });
  it('counts in its own forms and with its own signs', async () => {
    vi.doMock('./language.ts', () => ({ language: 'pl' }));
    const { counted } = await import('./counted.ts');
    const forms = { one: 'ćwiczenie', few: 'ćwiczenia', many: 'ćwiczeń', other: 'ćwiczenia' };
    expect([1, 3, 5, 22, 12_000].map((n) => counted(n, forms))).toEqual([
      '1 ćwiczenie',
      '3 ćwiczenia',
      '5 ćwiczeń',
      '22 ćwiczenia',
      '12\u00a0000 ćwiczeń',
    ]);
  });
});

describe('the lint rule against text outside the catalogue', () => {
  const { rules } = config.find((block) => 'no-restricted-syntax' in (block.rules ?? {})) ?? {};
  const problems = (code: string): number =>
    new Linter().verify(
      code,
      [
        {
          files: ['**/*.tsx'],
          languageOptions: { parser: tseslint.parser, parserOptions: { ecmaFeatures: { jsx: true } } },
          rules: rules ?? {},
        },
      ],
      'probe.tsx',
    ).length;
  it.each([
    '<p>Hello</p>',
    '<button aria-label="Close" />',
    '<button aria-label={`Insert ${sign}`} />',
    '<Choice label="Which chip" />',
    "button.textContent = 'Later';",
    "button.textContent = open ? 'Close' : word;",
    'status.textContent = `${n} pages`;',
    "setSaid('It was kept.');",
    "const reasons = { empty: 'nothing is here' };",
    'const left = `${n} minutes are left`;',
  ])('refuses %s', (code) => {
    expect(problems(code)).toBeGreaterThan(0);
  });
  it.each([
    '<p>{words.hello}</p>',
    '<p className="table-scroll not-content">✓</p>',
    '<button aria-label={words.close} />',
    "throw new Error('no formula of that name');",
    "problems.push('no file of that name');",
    "item.className = 'notice quiet';",
    "element.dataset.kind = 'words';",
    'const html = `<p class="source small">${source}</p>`;',
    "const kind: 'one of' = read();",
  ])('accepts %s', (code) => {
    expect(problems(code)).toBe(0);
  });
});
