/** Hostile files, links, storage and input, and what no reader of them may do. */
import fc from 'fast-check';
import { expect } from 'vitest';

const markup = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  "' onfocus=alert(1) autofocus='",
  'javascript:alert(1)',
  '</style><iframe srcdoc="<script>parent.alert(1)</script>">',
  '{{constructor.constructor("alert(1)")()}}',
  '${alert(1)}',
  '&lt;b&gt;&#x3c;b&#x3e;',
];
/** Property names that every object, list or function has. */
const inherited = ['__proto__', 'constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty', '__defineGetter__', 'length'];
const numbers = [
  'NaN',
  'Infinity',
  '-Infinity',
  '1e999',
  '-1e999',
  '1e-999',
  '-0',
  '0x10',
  '1_000',
  '9'.repeat(400),
  '0.'.padEnd(300, '0'),
  '9007199254740993',
  '1/0',
  '0/0',
  '2^99999',
  '1e308*1e308',
];
const texts = [
  '',
  ' ',
  '\0',
  '\u2028\u2029\ufeff',
  '\ud800',
  '\udfff\ud800',
  'é'.normalize('NFD'),
  '\u202e123\u202c',
  '🧮👩‍👩‍👧‍👦🇫🇮',
  '٣٤٥',
  '１２３',
  'ﷺ'.repeat(50),
  'a\u0300'.repeat(500),
  '%',
  '%E0%A4%A',
  '%00',
  '..//..//',
  '//example.invalid/',
];
const json = [
  'null',
  'true',
  '[]',
  '{}',
  '"x"',
  '{"__proto__":{"polluted":1}}',
  '{"constructor":{"prototype":{"polluted":1}}}',
  '{"v":1,"__proto__":{"v":1}}',
  '{"toString":1,"valueOf":2}',
  '{"a":1e999}',
];
/** Long and deep: must be answered immediately, too. */
export const huge = [
  'x'.repeat(2_000_000),
  '9'.repeat(1_000_000),
  '('.repeat(500_000),
  '-'.repeat(500_000),
  '{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000),
  '['.repeat(300_000) + ']'.repeat(300_000),
  '<'.repeat(1_000_000),
  '%'.repeat(300_000),
  'A'.repeat(399_996),
  ' '.repeat(1_000_000),
  'id,'.repeat(200_000),
  '10^'.repeat(100_000),
  ' 000'.repeat(100_000),
];
export const pieces: readonly string[] = [...markup, ...inherited, ...numbers, ...texts, ...json];

const anyText = fc.oneof(
  fc.constantFrom(...pieces),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.array(fc.constantFrom(...pieces), { minLength: 2, maxLength: 4 }).map((list) => list.join('')),
  fc.json({ maxDepth: 4 }),
);

/** A valid text with a hostile piece inserted, or something removed. */
const bent = (samples: readonly string[]): fc.Arbitrary<string> =>
  fc
    .record({
      sample: fc.constantFrom(...samples),
      from: fc.double({ min: 0, max: 1, noNaN: true }),
      cut: fc.nat(12),
      piece: fc.constantFrom('', ...pieces),
    })
    .map(({ sample, from, cut, piece }) => {
      const at = Math.floor(from * sample.length);
      return sample.slice(0, at) + piece + sample.slice(at + cut);
    });

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
const strange: readonly Json[] = [
  null,
  true,
  -1,
  0.5,
  1e308,
  '',
  'x',
  ...markup,
  ...inherited,
  [],
  {},
  [[]],
  'y'.repeat(5000),
  '+275760-09-13T00:00:00.000Z',
  '-271821-04-20T00:00:00.000Z',
  '0000-01-01T00:00:00.000Z',
  '9999-12-31T23:59:59.999Z',
];

const paths = (x: Json, path: readonly string[] = []): readonly (readonly string[])[] =>
  typeof x !== 'object' || x === null ? [path] : [path, ...Object.entries(x).flatMap(([key, value]) => paths(value, [...path, key]))];

const changed = (x: Json, [key, ...rest]: readonly string[], change: (value: Json) => Json): Json => {
  if (key === undefined || typeof x !== 'object' || x === null) return change(x);
  const entries = Object.entries(x).map(([name, value]) => [name, name === key ? changed(value, rest, change) : value] as const);
  return Array.isArray(x) ? entries.map(([, value]) => value) : Object.fromEntries(entries);
};

/** A valid file with one value changed, or one more property. */
const bentJson = (samples: readonly string[]): fc.Arbitrary<string> =>
  fc
    .constantFrom(...samples)
    .map((sample) => JSON.parse(sample) as Json)
    .chain((sample) =>
      fc.record({
        sample: fc.constant(sample),
        path: fc.constantFrom(...paths(sample)),
        value: fc.constantFrom(...strange),
        key: fc.option(fc.constantFrom(...inherited, 'more')),
      }),
    )
    .map(({ sample, path, value, key }) =>
      JSON.stringify(
        changed(sample, path, (old) =>
          key === null || typeof old !== 'object' || old === null || Array.isArray(old)
            ? value
            : Object.fromEntries([...Object.entries(old as Record<string, Json>), [key, value]]),
        ),
      ),
    );

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** Hostile texts for a reader that accepts these. */
export function hostile(samples: readonly string[]): fc.Arbitrary<string> {
  const files = samples.filter((text) => text.startsWith('{') && isJson(text));
  return fc.oneof(
    { weight: 2, arbitrary: anyText },
    { weight: 2, arbitrary: bent(samples) },
    ...(files.length > 0 ? [{ weight: 4, arbitrary: bentJson(files) }] : []),
  );
}

const roots = [Object.prototype, Array.prototype, Function.prototype, String.prototype, Number.prototype, RegExp.prototype, Map.prototype];
const namesOfRoots = (): string => roots.map((root) => Reflect.ownKeys(root).map(String).join()).join(' ');
const untouched = namesOfRoots();

const plain: ReadonlySet<unknown> = new Set([Object.prototype, Array.prototype, Map.prototype, Set.prototype, Date.prototype, null]);

/** Fails if a value contains a function, or an object whose prototype came from a text. */
function expectPlain(value: unknown): void {
  expect(typeof value).not.toBe('function');
  if (typeof value !== 'object' || value === null) return;
  expect(plain.has(Object.getPrototypeOf(value)), 'an object with a prototype of its own').toBe(true);
  for (const inner of Object.values(value)) expectPlain(inner);
}

/** Far more than any reader needs, even on a busy machine. */
const patience = 10_000;

/** Reads the text, and fails if that throws, takes long, modifies a shared prototype or returns something that is not data. */
export function survive(read: (text: string) => unknown, text: string): void {
  const started = performance.now();
  const answer = read(text);
  const taken = performance.now() - started;
  expect(taken, `${text.slice(0, 60)} … (${String(text.length)} characters)`).toBeLessThan(patience);
  expect(namesOfRoots()).toBe(untouched);
  expectPlain(answer);
}
