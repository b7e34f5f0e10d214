/** A setting of an exercise as the build renders it, and how a page loads it. */
import type { FieldCheck } from '@scaling-workbook/exercises/author/spec';
import type { PadSpec } from '@scaling-workbook/exercises/pad/pad-spec';

/** Texts are HTML. */
export interface Rendered {
  readonly statement: string;
  readonly hint: string;
  /** Empty for a choice that needs none. */
  readonly derivation: string;
  readonly remark: string;
  readonly fields: readonly FieldCheck[];
}

/** `/exercises/<id>.json` by setting; the original numbers have the empty name. */
export type Settings = Readonly<Record<string, InSetting | undefined>>;
export interface InSetting extends Rendered {
  readonly pad: PadSpec;
}

const base = import.meta.env.BASE_URL;
const loaded = new Map<string, Promise<Settings>>();

/** Rejects if they cannot be loaded. */
export async function loadSettings(id: string): Promise<Settings> {
  const known = loaded.get(id);
  if (known) return known;
  const loading = fetch(`${base}exercises/${id}.json`).then((response) => {
    if (!response.ok) throw new Error(`${id}: ${String(response.status)}`);
    return response.json() as Promise<Settings>;
  });
  loaded.set(id, loading);
  // The next attempt fetches again.
  loading.catch(() => loaded.delete(id));
  return loading;
}

/** `undefined` for the original numbers. Throws if there is no such setting. */
export function inSetting(settings: Settings, setting: string | undefined): InSetting {
  const name = setting ?? '';
  const rendered = Object.hasOwn(settings, name) ? settings[name] : undefined;
  if (!rendered) throw new RangeError(`no setting ${name}`);
  return rendered;
}
