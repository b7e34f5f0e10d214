/** `chapters/00-roofline/…` is chapter 0 at `/roofline/`. */
const folder = /(?:^|\/)(\d+)-([a-z0-9-]+)\//;

const read = (path: string): { readonly number: number; readonly slug: string } => {
  const [, number, slug] = folder.exec(path) ?? [];
  if (number === undefined || slug === undefined) throw new Error(`${path}: a chapter's folder is named like 00-roofline`);
  return { number: Number(number), slug };
};

export const slugOf = (path: string): string => read(path).slug;
export const numberOf = (path: string): number => read(path).number;
