import { currentKey, underCurrentIds } from '@scaling-workbook/exercises/memory/progress';
import type { Codec } from './codec.ts';
import { $storage, engine } from './storage.ts';

/** Former to present names; the head of the page lists them. */
const renames: ReadonlyMap<string, string> =
  typeof document === 'undefined'
    ? new Map()
    : new Map(
        (document.querySelector<HTMLMetaElement>('meta[name="renamed"]')?.content ?? '')
          .split(' ')
          .map((pair) => pair.split(':'))
          .filter((pair): pair is [string, string] => pair.length === 2),
      );

export const settingOfToday = (id: string, setting: string): string => currentKey(`${id}@${setting}`, renames).replace(/^.*@/, '');

/** `better` decides between two for one exercise. */
export const underIdsOfToday = <T>(records: Readonly<Record<string, T>>, better: (a: T, b: T) => T): Readonly<Record<string, T>> =>
  underCurrentIds(records, renames, better);

/** Before anyone reads it. What this page cannot read stays. */
export function followRenames<T extends object>(prefix: string, codec: Codec<T>, better: (a: T, b: T) => T): void {
  if (renames.size === 0) return;
  const stored = Object.keys(engine)
    .filter((key) => key.startsWith(prefix))
    .map((key) => [key.slice(prefix.length), codec.decode(engine[key] ?? '')] as const);
  const known = stored.flatMap(([key, value]) => ('raw' in value ? [] : [[key, value] as const]));
  const now = underIdsOfToday(Object.fromEntries(known), better);
  for (const [key] of known) {
    const current = currentKey(key, renames);
    const record = now[current];
    if (current === key || !record || stored.some(([other, there]) => other === current && 'raw' in there)) continue;
    engine[prefix + current] = codec.encode(record);
    // If the storage is full, the new record lasts for this visit only, so the old one stays.
    if ($storage.get() === 'kept') Reflect.deleteProperty(engine, prefix + key);
  }
}
