/** “Try different numbers”: the exercise in another setting, which is part of the address. */
import { settingOfToday } from '#progress/renames.ts';
import { inSetting, loadSettings, type Rendered } from './rendered.ts';
import * as words from './words/exercise.ts';

function remember(id: string, setting: string | undefined): void {
  const url = new URL(location.href);
  if (setting === undefined) url.searchParams.delete(id);
  else url.searchParams.set(id, setting);
  history.replaceState(history.state, '', url);
}

/** Under the exercise's present or a former id. */
function askedFor(subject: HTMLElement, id: string): string | undefined {
  const asked = new URLSearchParams(location.search);
  const name = [id, ...(subject.dataset.formerly?.split(' ') ?? [])].find((known) => asked.has(known));
  return name === undefined ? undefined : (asked.get(name) ?? undefined);
}

/** `show` displays a setting; `undefined` is the original numbers. */
export function offerOtherNumbers(subject: HTMLElement, show: (setting: string | undefined, rendered: Rendered) => void): void {
  const bar = subject.querySelector<HTMLElement>('[data-settings]');
  const id = subject.dataset.exercise;
  if (!bar || id === undefined) return;
  const names = (bar.dataset.settings ?? '').split(' ');
  const original = bar.querySelector<HTMLButtonElement>('[data-original]');
  const status = bar.querySelector('[data-setting-status]');
  const say = (text: string): void => {
    if (status) status.textContent = text;
  };
  let shown: string | undefined;
  const change = async (choose: () => string | undefined): Promise<void> => {
    try {
      const settings = await loadSettings(id);
      const setting = choose();
      show(setting, inSetting(settings, setting));
      shown = setting;
      remember(id, setting);
      say(setting === undefined ? '' : words.otherNumbers(names.indexOf(setting) + 1, names.length));
      if (original) original.hidden = setting === undefined;
    } catch {
      say(words.otherNotLoaded);
    }
  };
  bar.querySelector('[data-another]')?.addEventListener('click', () => {
    // After the last setting the original numbers.
    void change(() => names[names.indexOf(shown ?? '') + 1]);
  });
  original?.addEventListener('click', () => void change(() => undefined));
  bar.hidden = false;

  const link = askedFor(subject, id);
  if (link === undefined) return;
  const linked = settingOfToday(id, link);
  if (names.includes(linked)) void change(() => linked);
  else say(words.otherUnknown);
}
