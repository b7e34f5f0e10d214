/** “Another one”: the same exercise with other real numbers. The setting is part of the address, so that it can be linked. */
import * as words from './words/exercise.ts';
import { settingOfToday } from '#progress/renames.ts';
import type { Put, Settings } from './other-numbers.ts';

async function load(subject: HTMLElement, id: string, names: readonly string[], url: string): Promise<Put> {
  const [{ otherNumbers }, settings] = await Promise.all([
    import('./other-numbers.ts'),
    fetch(url).then((response) => response.json() as Promise<Settings>),
  ]);
  return otherNumbers(subject, id, names, settings);
}

export function offerSettings(subject: HTMLElement): void {
  const bar = subject.querySelector<HTMLElement>('[data-settings]');
  const id = subject.dataset.exercise;
  if (!bar || id === undefined) return;
  const names = (bar.dataset.settings ?? '').split(' ');
  const original = bar.querySelector<HTMLButtonElement>('[data-original]');
  const status = bar.querySelector('[data-setting-status]');
  const say = (text: string): void => {
    if (status) status.textContent = text;
  };
  let loaded: Promise<Put> | undefined;
  /** Puts the chosen setting in; none stands for the exercise as it was written. */
  const change = async (choose: () => string | undefined): Promise<void> => {
    try {
      loaded ??= load(subject, id, names, bar.dataset.url ?? '').catch((error: unknown) => {
        loaded = undefined;
        throw error;
      });
      const put = await loaded;
      say(put(choose()));
      if (original) original.hidden = subject.dataset.setting === undefined;
    } catch {
      say(words.otherNotLoaded);
    }
  };
  bar.querySelector('[data-another]')?.addEventListener('click', () => {
    // After the last comes the exercise as it was written, and after that the first.
    void change(() => names[names.indexOf(subject.dataset.setting ?? '') + 1]);
  });
  original?.addEventListener('click', () => void change(() => undefined));
  bar.hidden = false;

  const asked = new URLSearchParams(location.search);
  const name = [id, ...(subject.dataset.formerly?.split(' ') ?? [])].find((known) => asked.has(known));
  const link = name === undefined ? null : asked.get(name);
  if (link === null) return;
  const linked = settingOfToday(id, link);
  if (names.includes(linked)) void change(() => linked);
  else say(words.otherUnknown);
}
