import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';

/** Compares sorted lines with a reviewed file beside this one; `npm run golden` rewrites the file. */
export function compare(name: string, lines: readonly string[]): void {
  const file = new URL(name, import.meta.url);
  const text = `${[...lines].sort().join('\n')}\n`;
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, 'utf8'));
}
