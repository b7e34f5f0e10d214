/** Names as people type them. */

/** As typed and addressed: `kvCacheBytes` is `kv-cache-bytes`, `zero1StateBytes` is `zero1-state-bytes`. */
export const kebab = (name: string): string => name.replaceAll(/(?<=[a-z0-9])[A-Z]/g, (capital) => `-${capital}`).toLowerCase();
