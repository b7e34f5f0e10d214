/** A renamed exercise keeps what its reader did and wrote under the old id. */
import { beforeEach, describe, expect, it, vi } from 'vitest';

const at = (minute: number): string => `2026-11-27T12:0${String(minute)}:00.000Z`;
const solved = { v: 1, tries: 1, fields: { answer: 'correct' }, typed: { answer: '1' }, last: at(1), solved: at(1) };
const tried = { v: 1, tries: 3, fields: { answer: 'slip' }, typed: { answer: '2' }, last: at(5) };
const pad = (text: string, minute: number) => ({ v: 1, text, last: at(minute) });
const progress = 'scaling-workbook:progress:';
const pads = 'scaling-workbook:pad:';

const subscribed = (store: { readonly subscribe: (listener: (all: unknown) => void) => () => void }): unknown => {
  let all: unknown;
  store.subscribe((records) => (all = records))();
  return all;
};

/** Opens a page of today's workbook over this storage; returns the contents of its stores. */
async function open(storage: Record<string, string>) {
  vi.resetModules();
  vi.stubGlobal('window', { addEventListener: () => undefined, removeEventListener: () => undefined });
  vi.stubGlobal('document', {
    documentElement: { dataset: {} },
    querySelector: (selector: string) =>
      selector === 'meta[name="renamed"]' ? { content: 'old-id:new-id new-id@h200:new-id@b200' } : null,
  });
  vi.stubGlobal('localStorage', storage);
  const { $progress } = await import('./progress.ts');
  const { $pads } = await import('#exercise/pad/pads.ts');
  return { progress: subscribed($progress), pads: subscribed($pads) };
}

describe('what is stored under an old id', () => {
  beforeEach(() => vi.unstubAllGlobals());

  it('is found under the new one, in every setting, and stored there alone', async () => {
    const storage = {
      [`${progress}old-id`]: JSON.stringify(solved),
      [`${progress}old-id@b200`]: JSON.stringify(tried),
      [`${pads}old-id`]: JSON.stringify(pad('t = 2 s', 1)),
      [`${pads}other`]: JSON.stringify(pad('x = 1', 1)),
    };
    expect(await open(storage)).toEqual({
      progress: { 'new-id': solved, 'new-id@b200': tried },
      pads: { 'new-id': pad('t = 2 s', 1), other: pad('x = 1', 1) },
    });
    expect(Object.keys(storage).sort()).toEqual([`${pads}new-id`, `${pads}other`, `${progress}new-id`, `${progress}new-id@b200`]);
  });

  it('is found under the setting’s new name, whatever name its exercise had then', async () => {
    const storage = { [`${progress}old-id@h200`]: JSON.stringify(solved), [`${pads}new-id@h200`]: JSON.stringify(pad('t = 2 s', 1)) };
    expect(await open(storage)).toEqual({ progress: { 'new-id@b200': solved }, pads: { 'new-id@b200': pad('t = 2 s', 1) } });
    expect(Object.keys(storage).sort()).toEqual([`${pads}new-id@b200`, `${progress}new-id@b200`]);
    const { settingOfToday } = await import('./renames.ts');
    expect(settingOfToday('new-id', 'h200')).toBe('b200');
    expect(settingOfToday('new-id', 'a100')).toBe('a100');
  });

  it('is replaced by a more advanced or later record under the new id, and only by that', async () => {
    expect(
      await open({
        [`${progress}old-id`]: JSON.stringify(solved),
        [`${progress}new-id`]: JSON.stringify(tried),
        [`${pads}old-id`]: JSON.stringify(pad('earlier', 1)),
        [`${pads}new-id`]: JSON.stringify(pad('later', 2)),
      }),
    ).toEqual({ progress: { 'new-id': solved }, pads: { 'new-id': pad('later', 2) } });
  });

  it('stays where it is if this page cannot read it, or what is there already', async () => {
    const storage = { [`${pads}old-id`]: '{"v":2}', [`${progress}old-id`]: JSON.stringify(solved), [`${progress}new-id`]: '{"v":2}' };
    const before = { ...storage };
    await open(storage);
    expect(storage).toEqual(before);
  });
});
