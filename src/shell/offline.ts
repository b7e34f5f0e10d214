/**
 * Has the service worker save the chapters once the reader pauses, and announces a new version, which loads when the reader asks for it.
 */
import * as catalogue from './words/offline.ts';
import { quiet, sparing } from './quiet.ts';
import { wantWholeBook, wholeBookWanted } from './whole-book-wanted.ts';

const base = import.meta.env.BASE_URL;

function announce(text: string, show: () => void): void {
  document.querySelector('.notice')?.remove();
  const notice = document.createElement('div');
  notice.className = 'notice';
  const words = document.createElement('p');
  words.setAttribute('role', 'status');
  const now = document.createElement('button');
  now.type = 'button';
  now.textContent = catalogue.show;
  now.addEventListener('click', show);
  const later = document.createElement('button');
  later.type = 'button';
  later.className = 'quiet';
  later.textContent = catalogue.later;
  later.addEventListener('click', () => {
    notice.remove();
  });
  notice.append(words, now, later);
  document.body.append(notice);
  // A status is announced when its text changes, not when it appears.
  requestAnimationFrame(() => (words.textContent = text));
}

function watch(registration: ServiceWorkerRegistration): void {
  const offer = (): void => {
    const { waiting } = registration;
    if (!waiting || !navigator.serviceWorker.controller) return;
    announce(catalogue.newEdition, () => {
      waiting.postMessage({ type: 'SKIP_WAITING' });
      asked = true;
    });
  };
  offer();
  registration.addEventListener('updatefound', () => {
    const { installing } = registration;
    installing?.addEventListener('statechange', () => {
      if (installing.state === 'installed') offer();
    });
  });
}

let asked = false;

/** Another tab is told that its pages are outdated. */
function followChange(): void {
  let before = navigator.serviceWorker.controller;
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (asked) location.reload();
    else if (before) {
      announce(catalogue.updatedElsewhere, () => {
        location.reload();
      });
    }
    before = navigator.serviceWorker.controller;
  });
}

/** A browser that refuses (a private window, blocked storage) gives none; pages then come from the network. */
export async function register(): Promise<ServiceWorkerRegistration | undefined> {
  try {
    return await navigator.serviceWorker.register(`${base}sw.js`, { scope: base });
  } catch {
    return undefined;
  }
}

/** Then all of it is saved. */
const installed = (): boolean => matchMedia('(display-mode:standalone)').matches;

async function keep(): Promise<void> {
  followChange();
  let registration = await navigator.serviceWorker.getRegistration(base).catch(() => undefined);
  if (registration) watch(registration);
  await quiet();
  if (sparing()) return;
  if (!registration) {
    registration = await register();
    if (registration) watch(registration);
  }
  if (registration && (installed() || wholeBookWanted())) {
    const { keepWholeBook } = await import('./whole-book.ts');
    await keepWholeBook(quiet);
  }
}

if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  addEventListener('load', () => void keep());
  addEventListener('appinstalled', wantWholeBook);
}
