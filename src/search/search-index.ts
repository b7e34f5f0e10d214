/** The index, loaded at the first letter typed, and its hits as list items. */

interface Section {
  readonly title: string;
  readonly url: string;
  /** Escaped, with the hits in `<mark>`. */
  readonly excerpt: string;
}
interface Found extends Section {
  readonly meta: Readonly<Record<string, string | undefined>>;
  readonly sub_results: readonly Section[];
}
interface Index {
  readonly options: (options: { readonly baseUrl: string; readonly excerptLength: number }) => Promise<void>;
  /** Null if a later search has overtaken it. */
  readonly debouncedSearch: (
    query: string,
    options: object,
    ms: number,
  ) => Promise<{ readonly results: readonly { readonly data: () => Promise<Found> }[] } | null>;
}

const most = 12;
const restMs = 150;

/** The excerpt comes escaped from our own index; the query never becomes markup. */
function toItem({ title, url, excerpt }: Section): HTMLLIElement {
  const item = document.createElement('li');
  const link = document.createElement('a');
  link.href = url;
  link.textContent = title;
  const text = document.createElement('div');
  text.innerHTML = excerpt;
  item.append(link, text);
  return item;
}

/** A section shows its heading. If that is the page's title, it is the page's beginning. */
const sectionsOf = ({ meta, url, excerpt, sub_results: sections }: Found): readonly Section[] => {
  const page = meta.title ?? url;
  if (sections.length === 0) return [{ title: page, url, excerpt }];
  const byTitle = new Map(sections.map((section) => [section.title, section]));
  return [...byTitle.values()]
    .slice(0, 3)
    .map((section) => (section.title === page ? section : { ...section, title: `${page} · ${section.title}` }));
};

export interface Hits {
  readonly pages: number;
  readonly items: readonly HTMLLIElement[];
}

/** The result searches, and returns nothing if a later query has overtaken it. */
export async function openIndex(url: string): Promise<(query: string) => Promise<Hits | undefined>> {
  const index = (await import(/* @vite-ignore */ url)) as Index;
  await index.options({ baseUrl: import.meta.env.BASE_URL, excerptLength: 24 });
  return async (query) => {
    const found = await index.debouncedSearch(query, {}, restMs);
    if (!found) return undefined;
    const shown = await Promise.all(found.results.slice(0, most).map((result) => result.data()));
    return { pages: found.results.length, items: shown.flatMap(sectionsOf).map(toItem) };
  };
}
