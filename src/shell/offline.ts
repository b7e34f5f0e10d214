/**
 * Reading without a network: hands the book to the service worker once the page has settled, and tells when a new edition
 * has come. Nothing is replaced under the reader's hands: the new edition shows when they ask for it.
 */
import * as catalogue from './words/offline.ts';

const base = import.meta.env.BASE_URL.replace(/\/?$/, '/');
/** The first page's own files come first; the rest of the book can wait this long. */
const settleMs = 3000;

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
  // A status is read out when its text changes, not when it appears with it.
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

/** Reloads where it was asked; a second tab is told that its pages are now of the older edition. */
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

async function keep(): Promise<void> {
  followChange();
  try {
    // A browser that refuses (a private window, blocked storage) gives none; the book is then read from the network.
    const registration = (await navigator.serviceWorker.register(`${base}sw.js`, { scope: base })) as ServiceWorkerRegistration | undefined;
    if (registration) watch(registration);
  } catch {
    // Reading from the network works as before.
  }
}

const saving = (navigator as { readonly connection?: { readonly saveData?: boolean } }).connection?.saveData === true;

if (import.meta.env.PROD && 'serviceWorker' in navigator && !saving) {
  addEventListener('load', () => {
    setTimeout(() => void keep(), navigator.serviceWorker.controller ? 0 : settleMs);
  });
}
