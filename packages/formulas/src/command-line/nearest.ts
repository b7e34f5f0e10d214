/** Insertions, deletions, replacements and swaps of neighbours. */
function distance(a: string, b: string): number {
  let before: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      next.push(
        Math.min(
          (row[j] ?? 0) + 1,
          (next[j - 1] ?? 0) + 1,
          (row[j - 1] ?? 0) + (same ? 0 : 1),
          swapped ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** Best first: all that contain what was typed, or else those within one or two edits of it or of their beginning. */
export function nearest(typed: string, names: readonly string[], most = 6): readonly string[] {
  const wanted = plain(typed.slice(0, 60));
  if (wanted === '') return [];
  const parts = typed
    .toLowerCase()
    .split(/[^a-z0-9.]+/)
    .filter((part) => part !== '');
  const holding = names.filter((name) => plain(name).includes(wanted) || parts.every((part) => name.includes(part)));
  if (holding.length > 0) return holding.slice(0, most);
  const allowed = Math.max(1, Math.floor(wanted.length / 3));
  return names
    .map((name) => [Math.min(distance(wanted, plain(name)), distance(wanted, plain(name).slice(0, wanted.length))), name] as const)
    .filter(([far]) => far <= allowed)
    .sort(([a], [b]) => a - b)
    .slice(0, most)
    .map(([, name]) => name);
}

export const didYouMean = (typed: string, names: readonly string[], otherwise: string): string => {
  const near = nearest(typed, names);
  return near.length > 0 ? ` Did you mean ${near.join(', ')}?` : ` ${otherwise}`;
};
