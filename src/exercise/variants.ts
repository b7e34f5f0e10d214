/** Exercises in any of their settings, loaded when they are to be shown. */
import type { FieldCheck } from '@scaling-workbook/exercises/author/spec';

export interface Variant {
  readonly statement: string;
  readonly hint: string;
  readonly derivation: string;
  readonly remark: string;
  readonly fields: readonly FieldCheck[];
}

/** Where an exercise has its data: beside its page for fresh settings, under /practice/ for the one it was written with. */
const urlOf = (base: string, id: string, fresh: boolean): string => `${base}${fresh ? 'exercises' : 'practice'}/${id}.json`;

const loaded = new Map<string, Promise<unknown>>();

async function load(url: string): Promise<unknown> {
  const known = loaded.get(url);
  if (known) return known;
  const loading = fetch(url).then((response) => {
    if (!response.ok) throw new Error(`${url}: ${String(response.status)}`);
    return response.json() as Promise<unknown>;
  });
  loaded.set(url, loading);
  // A failure is not remembered: the next attempt asks again.
  loading.catch(() => loaded.delete(url));
  return loading;
}

/** The exercise in that setting; `undefined` for its own numbers. Rejects where it cannot be loaded or is not there. */
export async function variantOf(base: string, id: string, setting: string | undefined): Promise<Variant> {
  const data = await load(urlOf(base, id, setting !== undefined));
  const variant = setting === undefined ? data : (data as Readonly<Record<string, unknown>>)[setting];
  if (variant === undefined) throw new RangeError(`${id} has no setting ${String(setting)}`);
  return variant as Variant;
}
