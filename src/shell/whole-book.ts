/**
 * Saves every file for offline use, where the service worker finds it. A file saved in its present revision is not fetched again, so an
 * interrupted download resumes.
 */
import { isObject, readJson } from '@scaling-workbook/exercises/memory/untrusted';

const base = import.meta.env.BASE_URL;
/** As in the service worker (packages/build/offline.ts). */
const cacheName = 'scaling-workbook-read';
const stateUrl = `${base}offline-state.json`;
/** The state is written after each batch. */
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

/** Waits for `pause` before each batch. Rejects if network or space fail; what was saved stays. */
export async function keepWholeBook(pause: () => Promise<void>, onProgress: (count: Count) => void = () => undefined): Promise<void> {
  const files = await listed();
  const cache = await caches.open(cacheName);
  const stored = await cache.match(stateUrl);
  const there: Record<string, string> = { ...revisionsIn(stored && readJson(await stored.text())) };
  const missing = Object.keys(files).filter((url) => there[url] !== files[url]);
  const all = Object.keys(files).length;
  onProgress({ done: all - missing.length, all });
  for (let from = 0; from < missing.length; from += atOnce) {
    await pause();
    const lot = missing.slice(from, from + atOnce);
    await cache.addAll(lot.map((url) => base + url.replace(/(^|\/)index\.html$/, '$1')));
    for (const url of lot) there[url] = files[url] ?? '';
    await cache.put(stateUrl, new Response(JSON.stringify(there)));
    onProgress({ done: all - missing.length + from + lot.length, all });
  }
}
