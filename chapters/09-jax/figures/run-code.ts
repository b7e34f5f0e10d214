/** Runs what a reader wrote: JavaScript with `jax` and `print` in scope, to be called in a worker that can be ended. */
import * as jax from '@jax-js/jax';
import { formatNumber } from '@scaling-workbook/formulas/units';

export type Report =
  | { readonly kind: 'print'; readonly text: string }
  | { readonly kind: 'done'; readonly milliseconds: number }
  | { readonly kind: 'error'; readonly text: string };

/** More lines than anyone reads would only slow the page down. */
export const mostLines = 300;

type Nested = number | boolean | bigint | readonly Nested[];

const written = (value: Nested, digits: number): string =>
  Array.isArray(value)
    ? `[${
        value.length > 12
          ? `${value
              .slice(0, 6)
              .map((part: Nested) => written(part, digits))
              .join(', ')}, … ${value.length} in all`
          : value.map((part: Nested) => written(part, digits)).join(', ')
      }]`
    : typeof value === 'number' && !Number.isInteger(value)
      ? String(Number(value.toPrecision(digits)))
      : String(value);

/** Anything that knows its shape and type: an array, or the tracer that stands for one. */
interface Shaped {
  readonly shape: readonly number[];
  readonly dtype: string;
}
const isShaped = (value: unknown): value is Shaped => typeof value === 'object' && value !== null && 'shape' in value && 'dtype' in value;

/** What `print` writes for one value. Arrays are read without being used up. */
export function toText(value: unknown): string {
  if (value instanceof jax.Array) return written(value.ref.js() as Nested, 4);
  if (isShaped(value)) return `tracer ${value.dtype}[${value.shape.join(',')}]`;
  if (Array.isArray(value)) return `[${value.map(toText).join(', ')}]`;
  if (typeof value === 'number') return written(value, 6);
  if (value instanceof jax.Jaxpr || (typeof value === 'object' && value !== null && 'jaxpr' in value))
    return String(value instanceof jax.Jaxpr ? value : value.jaxpr);
  if (typeof value === 'object' && value !== null)
    return `{ ${Object.entries(value)
      .map(([name, part]) => `${name}: ${toText(part)}`)
      .join(', ')} }`;
  return String(value);
}

/** The line of the reader's code that an error came from, as far as the browser tells. */
function lineOf(error: unknown, offset: number): string {
  const place = error instanceof Error ? /<anonymous>:(\d+):\d+\)?$/m.exec(error.stack ?? '') : null;
  const line = Number(place?.[1]) - offset;
  return line > 0 ? `Line ${formatNumber(line)}: ` : '';
}

/** Functions built from text have two lines of their own before the first of the text. */
const ownLines = 2;

export async function runCode(code: string, report: (what: Report) => void): Promise<void> {
  let lines = 0;
  const print = (...values: readonly unknown[]): void => {
    lines += 1;
    if (lines <= mostLines) report({ kind: 'print', text: values.map(toText).join(' ') });
    else if (lines === mostLines + 1) report({ kind: 'print', text: `(only the first ${formatNumber(mostLines)} lines are shown)` });
  };
  const began = performance.now();
  try {
    // An async function made from text, so that the code may use await.
    const AsyncFunction = (async () => {
      await Promise.resolve();
    }).constructor as new (...texts: readonly string[]) => (...scope: readonly unknown[]) => Promise<void>;
    await new AsyncFunction('jax', 'print', `'use strict';${code}`)(jax, print);
    report({ kind: 'done', milliseconds: performance.now() - began });
  } catch (error) {
    const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    report({ kind: 'error', text: `${lineOf(error, ownLines)}${text}` });
  }
}
