/** Records of one kind by key, as the browser keeps them and files carry them. */

/** Both kept: where both sides have a record under a key, what `both` makes of the two. */
export function mergeRecords<T>(
  ours: Readonly<Record<string, T>>,
  theirs: Readonly<Record<string, T>>,
  both: (ours: T, theirs: T) => T,
): Readonly<Record<string, T>> {
  // A map, since a key may be the name of something that every object has.
  const merged = new Map(Object.entries(ours));
  for (const [key, value] of Object.entries(theirs)) {
    const own = merged.get(key);
    merged.set(key, own === undefined ? value : both(own, value));
  }
  return Object.fromEntries(merged);
}
