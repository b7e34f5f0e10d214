/** Keeps the setting and the anchor of the link. */
const link = document.querySelector<HTMLAnchorElement>('a[data-moved-to]');
if (link) {
  const target = new URL(link.href);
  const before = location.pathname.split('/').at(-2) ?? '';
  for (const [name, value] of new URLSearchParams(location.search))
    target.searchParams.set(name === before ? (link.dataset.movedTo ?? name) : name, value);
  target.hash = location.hash === `#${before}` ? `#${link.dataset.movedTo ?? before}` : location.hash;
  location.replace(target);
}
