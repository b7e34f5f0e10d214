/** An exercise in one of its settings as the build renders it: the shape, and how a page loads it. */
import type { FieldCheck } from '@scaling-workbook/exercises/author/spec';
import type { PadSpec } from '@scaling-workbook/exercises/pad/pad-spec';

/** Texts are HTML. */
export interface Rendered {
  readonly statement: string;
  readonly hint: string;
  /** A list of steps; empty for a choice that needs none. */
  readonly derivation: string;
  readonly remark: string;
  readonly fields: readonly FieldCheck[];
}

/** What `/exercises/<id>.json` holds by the name of the setting; the exercise as it was written stands under the empty name. */
export type Settings = Readonly<Record<string, InSetting | undefined>>;
export interface InSetting extends Rendered {
  readonly pad: PadSpec;
}

const base = import.meta.env.BASE_URL;
const loaded = new Map<string, Promise<Settings>>();

/** The settings of an exercise. Rejects where they cannot be loaded. */
export async function loadSettings(id: string): Promise<Settings> {
  const known = loaded.get(id);
  if (known) return known;
  const loading = fetch(`${base}exercises/${id}.json`).then((response) => {
    if (!response.ok) throw new Error(`${id}: ${String(response.status)}`);
    return response.json() as Promise<Settings>;
  });
  loaded.set(id, loading);
  // A failure is not remembered: the next attempt asks again.
  loading.catch(() => loaded.delete(id));
  return loading;
}

/** One of them; `undefined` for the exercise as it was written. Throws where it is not there. */
export function inSetting(settings: Settings, setting: string | undefined): InSetting {
  const name = setting ?? '';
  const rendered = Object.hasOwn(settings, name) ? settings[name] : undefined;
  if (!rendered) throw new RangeError(`no setting ${name}`);
  return rendered;
}
