/** Records of one kind by key, as in storage and in files. */

/** `both` combines two records under one key. */
export function mergeRecords<T>(
  ours: Readonly<Record<string, T>>,
  theirs: Readonly<Record<string, T>>,
  both: (ours: T, theirs: T) => T,
): Readonly<Record<string, T>> {
  // A map, since a key may be the name of a property of every object.
  const merged = new Map(Object.entries(ours));
  for (const [key, value] of Object.entries(theirs)) {
    const own = merged.get(key);
    merged.set(key, own === undefined ? value : both(own, value));
  }
  return Object.fromEntries(merged);
}
