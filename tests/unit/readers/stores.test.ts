/** Whatever is in the browser's storage, the stores read what they can and leave the rest alone. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { hostile, pieces, survive } from './hostile.ts';

const at = '2026-11-27T12:00:00.000Z';
/** Each store's prefix, and a record that it accepts. */
const samples = {
  'scaling-workbook:progress:': JSON.stringify({
    v: 1,
    tries: 1,
    fields: { answer: 'correct' },
    typed: { answer: '1' },
    last: at,
    solved: at,
  }),
  'scaling-workbook:review:': JSON.stringify({
    v: 1,
    due: at,
    last: at,
    stability: 3,
    difficulty: 5,
    reviews: 1,
    lapses: 0,
    recent: ['x'],
  }),
  'scaling-workbook:skill-ticks:': JSON.stringify({ v: 1, ticked: at }),
  'scaling-workbook:study-plan:': JSON.stringify({ v: 1, start: '2026-11-27', done: { 1: at } }),
  'scaling-workbook:notes:': JSON.stringify({ v: 1, text: 'x' }),
  'scaling-workbook:recalled:': JSON.stringify({ v: 1, recalled: at }),
  'scaling-workbook:sittings:': JSON.stringify({ v: 1, right: 8, asked: 10, started: at, finished: at }),
  'scaling-workbook:pad:': JSON.stringify({ v: 1, text: 't = 2 s', last: at }),
} as const;

/** Storage as in browsers: the stored items are its own properties. */
class FakeStorage {
  [key: string]: string;
}
const listeners = new Map<string, (event: unknown) => void>();
let storage = new FakeStorage();
let stores: readonly { readonly subscribe: (listener: (all: unknown) => void) => () => void }[] = [];

beforeAll(async () => {
  vi.stubGlobal('window', {
    addEventListener: (kind: string, listener: (event: unknown) => void) => listeners.set(`${kind}${String(listeners.size)}`, listener),
    removeEventListener: () => undefined,
  });
  vi.stubGlobal('document', { documentElement: { dataset: {} }, querySelector: () => null });
  Object.defineProperty(globalThis, 'localStorage', { configurable: true, get: () => storage });
  const { $progress } = await import('#progress/progress.ts');
  const { $pads } = await import('#exercise/pad/pads.ts');
  const { $reviews } = await import('#practice/review.ts');
  const { $ticks, $plan, $notes, $recalled, $sittings } = await import('#practice/study.ts');
  stores = [$progress, $reviews, $ticks, $plan, $notes, $recalled, $sittings, $pads];
});
/** What the stores contain after a page is opened, or shown again, over this storage. */
function open(stored: readonly (readonly [string, string])[]): readonly unknown[] {
  storage = new FakeStorage();
  for (const [key, text] of stored)
    Object.defineProperty(storage, key, { value: text, enumerable: true, configurable: true, writable: true });
  return stores.map(({ subscribe }) => {
    let all: unknown;
    const stop = subscribe((records) => (all = records));
    for (const [kind, listener] of listeners) if (kind.startsWith('pageshow')) listener({});
    stop();
    return all;
  });
}

const keys = fc.oneof(
  fc.constantFrom('x', 'plan', '__proto__', 'constructor', 'toString', '', 'x@y', 'a:b'),
  fc.string({ unit: 'binary', maxLength: 20 }),
);

describe('the stores', () => {
  it('hold what they understand', () => {
    const all = open(Object.entries(samples).map(([prefix, text]) => [`${prefix}x`, text]));
    expect(all).toEqual(Object.values(samples).map((text) => ({ x: JSON.parse(text) as unknown })));
  });

  it('stay whole over any storage, under any key, and change nothing that they cannot read', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...Object.keys(samples)), keys, hostile(Object.values(samples))), { maxLength: 6 }),
        (found) => {
          const stored = found.map(([prefix, key, text]) => [prefix + key, text] as const);
          survive(() => open(stored), '');
          for (const [key] of stored) expect(storage[key]).toBe(new Map(stored).get(key));
        },
      ),
      { seed: 7, numRuns: 400 },
    );
  });

  it.each(pieces)('stay whole over %j', (piece) => {
    survive(
      (text) =>
        open(
          Object.keys(samples).flatMap((prefix) => [
            [`${prefix}x`, text] as const,
            [`${prefix}__proto__`, text] as const,
            [prefix + text, text] as const,
          ]),
        ),
      piece,
    );
  });

  it('hear of hostile changes in another tab', () => {
    open([]);
    const stop = stores.map(({ subscribe }) => subscribe(() => undefined));
    for (const [kind, listener] of listeners)
      if (kind.startsWith('storage'))
        for (const prefix of Object.keys(samples))
          for (const piece of pieces)
            for (const key of ['x', '__proto__', 'constructor', piece])
              survive(() => {
                listener({ key: prefix + key, newValue: piece });
              }, piece);
    for (const end of stop) end();
  });
});
