/** Leads on from the old address of a renamed exercise, with the setting that the link asks for and the place on the page. */
const link = document.querySelector<HTMLAnchorElement>('a[data-moved-to]');
if (link) {
  const target = new URL(link.href);
  const before = location.pathname.split('/').at(-2) ?? '';
  for (const [name, value] of new URLSearchParams(location.search))
    target.searchParams.set(name === before ? (link.dataset.movedTo ?? name) : name, value);
  target.hash = location.hash === `#${before}` ? `#${link.dataset.movedTo ?? before}` : location.hash;
  location.replace(target);
}
