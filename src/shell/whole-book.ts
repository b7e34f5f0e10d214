/**
 * Fetches every file of the book for reading without a network, where the service worker finds it. What is there already in its
 * present revision is not fetched again, so that whoever is interrupted goes on where they stopped.
 */
import { isObject, readJson } from '@scaling-workbook/exercises/memory/untrusted';

const base = import.meta.env.BASE_URL;
/** The name stands in the service worker, too (packages/tools/offline.mjs). */
const cacheName = 'scaling-workbook-read';
const stateUrl = `${base}offline-state.json`;
/** So many files are asked for at once, and the state is written after each lot. */
const atOnce = 6;

type Revisions = Readonly<Record<string, string>>;

const revisionsIn = (x: unknown): Revisions =>
  isObject(x) ? Object.fromEntries(Object.entries(x).filter((entry): entry is [string, string] => typeof entry[1] === 'string')) : {};

async function listed(): Promise<Revisions> {
  const response = await fetch(`${base}offline.json`, { cache: 'no-cache' });
  const list = readJson(await response.text());
  if (!response.ok || !isObject(list)) throw new Error('the list of files did not come');
  return revisionsIn(list.files);
}

export interface Count {
  readonly done: number;
  readonly all: number;
}

/** Waits for `pause` before each lot. Rejects where the network or the space ends; what has come by then stays. */
export async function keepWholeBook(pause: () => Promise<void>, told: (count: Count) => void = () => undefined): Promise<void> {
  const files = await listed();
  const cache = await caches.open(cacheName);
  const stored = await cache.match(stateUrl);
  const there: Record<string, string> = { ...revisionsIn(stored && readJson(await stored.text())) };
  const missing = Object.keys(files).filter((url) => there[url] !== files[url]);
  const all = Object.keys(files).length;
  told({ done: all - missing.length, all });
  for (let from = 0; from < missing.length; from += atOnce) {
    await pause();
    const lot = missing.slice(from, from + atOnce);
    await cache.addAll(lot.map((url) => base + url.replace(/(^|\/)index\.html$/, '$1')));
    for (const url of lot) there[url] = files[url] ?? '';
    await cache.put(stateUrl, new Response(JSON.stringify(there)));
    told({ done: all - missing.length + from + lot.length, all });
  }
}
