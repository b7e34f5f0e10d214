/** Records of one kind by key, as in the browser's storage and in files. */

/** Merges both: if both sides have a record under a key, `both` combines them. */
export function mergeRecords<T>(
  ours: Readonly<Record<string, T>>,
  theirs: Readonly<Record<string, T>>,
  both: (ours: T, theirs: T) => T,
): Readonly<Record<string, T>> {
  // A map, since a key may be the name of a property that every object has.
  const merged = new Map(Object.entries(ours));
  for (const [key, value] of Object.entries(theirs)) {
    const own = merged.get(key);
    merged.set(key, own === undefined ? value : both(own, value));
  }
  return Object.fromEntries(merged);
}
