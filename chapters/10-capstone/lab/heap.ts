/** Named arrays of floats in a memory that JavaScript and WebAssembly share. */

const pageBytes = 65536;

export interface Heap<K extends string> {
  readonly memory: WebAssembly.Memory;
  readonly arrays: Readonly<Record<K, Float32Array<ArrayBuffer>>>;
}

/** An array of so many elements for each name, at multiples of 16 bytes. */
export function allocate<K extends string>(sizes: Readonly<Record<K, number>>): Heap<K> {
  const entries = Object.entries<number>(sizes).map(([name, length]) => ({ name, length, bytes: 16 * Math.ceil(length / 4) }));
  const total = entries.reduce((sum, { bytes }) => sum + bytes, 0);
  const memory = new WebAssembly.Memory({ initial: Math.ceil(total / pageBytes) });
  let at = 0;
  const arrays = entries.map(({ name, length, bytes }) => {
    const array = new Float32Array(memory.buffer, at, length);
    at += bytes;
    return [name, array] as const;
  });
  return { memory, arrays: Object.fromEntries(arrays) as Record<K, Float32Array<ArrayBuffer>> };
}
