/** “Another one”: the same exercise with other real numbers. The setting is part of the address, so that it can be linked. */
import * as words from '#words/exercise';
import type { OtherNumbers, Settings } from './other-numbers.ts';

async function load(subject: HTMLElement, id: string, bar: HTMLElement): Promise<OtherNumbers> {
  const [{ otherNumbers }, settings] = await Promise.all([
    import('./other-numbers.ts'),
    fetch(bar.dataset.url ?? '').then((response) => response.json() as Promise<Settings>),
  ]);
  return otherNumbers(subject, id, bar, settings);
}

export function offerSettings(subject: HTMLElement): void {
  const bar = subject.querySelector<HTMLElement>('[data-settings]');
  const id = subject.dataset.exercise;
  if (!bar || id === undefined) return;
  const say = (text: string): void => {
    const status = bar.querySelector('[data-setting-status]');
    if (status) status.textContent = text;
  };
  let loaded: Promise<OtherNumbers> | undefined;
  const use = async (act: (numbers: OtherNumbers) => void): Promise<void> => {
    try {
      loaded ??= load(subject, id, bar).catch((error: unknown) => {
        loaded = undefined;
        throw error;
      });
      act(await loaded);
    } catch {
      say(words.otherNotLoaded);
    }
  };
  bar.querySelector('[data-another]')?.addEventListener('click', () => {
    void use(({ next }) => {
      next();
    });
  });
  bar.querySelector('[data-original]')?.addEventListener('click', () => {
    void use(({ back }) => {
      back();
    });
  });
  bar.hidden = false;

  const asked = new URLSearchParams(location.search);
  const name = [id, ...(subject.dataset.formerly?.split(' ') ?? [])].find((known) => asked.has(known));
  const linked = name === undefined ? null : asked.get(name);
  if (linked === null) return;
  if ((bar.dataset.settings ?? '').split(' ').includes(linked)) {
    void use(({ change }) => {
      change(linked);
    });
  } else say(words.otherUnknown);
}
