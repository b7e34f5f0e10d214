/** Runs a reader's JavaScript with `jax` and `print` in scope, in a worker that can be ended. */
import * as jax from '@jax-js/jax';
import { formatNumber } from '@scaling-workbook/formulas/units';

export type Report =
  | { readonly kind: 'print'; readonly text: string }
  | { readonly kind: 'done'; readonly milliseconds: number }
  | { readonly kind: 'error'; readonly text: string };

/** More than anyone reads; they would slow the page. */
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

/** An array, or a tracer. */
interface Shaped {
  readonly shape: readonly number[];
  readonly dtype: string;
}
const isShaped = (value: unknown): value is Shaped => typeof value === 'object' && value !== null && 'shape' in value && 'dtype' in value;

/** Arrays are read without being used up. */
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

/** Functions built from text have two lines before its first. */
const ownLines = 2;

// Async, so that the code may use await.
const AsyncFunction = (async () => {
  await Promise.resolve();
}).constructor as new (...texts: readonly string[]) => (...scope: readonly unknown[]) => Promise<void>;

/** Throws a SyntaxError for what is no program. */
const compile = (code: string) => new AsyncFunction('jax', 'print', `'use strict';${code}`);

function complaintOf(code: string): string | undefined {
  try {
    compile(code);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** What some messages of the library mean here. */
const hints: readonly (readonly [message: RegExp, hint: string])[] = [
  [/freed, please use \.ref/, 'An array is used up by its first use. Write x.ref wherever it is used again later.'],
  [/broadcast shapes/, 'Print the shapes of both sides just before this line.'],
];

/** If something is still open, closing it changes the complaint. */
const isOpen = (code: string, complaint: string): boolean =>
  ['}', ')', ']', '`', '*/'].some((end) => complaintOf(`${code}\n${end}`) !== complaint);

/** Browsers hide the line of a syntax error: it is the first from which the complaint is there. */
function syntaxError(code: string, complaint: string): readonly [line: number, text: string] {
  const lines = code.trimEnd().split('\n');
  const sound = lines.findLastIndex((_, i) => complaintOf(lines.slice(0, i + 1).join('\n')) !== complaint);
  const line = Math.min(sound + 2, lines.length);
  return [line, isOpen(code, complaint) ? 'what is opened here is never closed' : complaint];
}

/** Where, if the browser tells, what, and what to do if known. */
function explain(error: unknown, code: string): string {
  if (!(error instanceof Error)) return String(error);
  const place = /<anonymous>:(\d+):\d+\)?$/m.exec(error.stack ?? '');
  const ran: readonly [number, string] = [Number(place?.[1] ?? 0) - ownLines, error.message];
  const [line, text] = error instanceof SyntaxError && complaintOf(code) === error.message ? syntaxError(code, error.message) : ran;
  const hint = hints.find(([message]) => message.test(text))?.[1];
  return `${line > 0 ? `Line ${formatNumber(line)}: ` : ''}${error.name}: ${text}${hint === undefined ? '' : `\n${hint}`}`;
}

export async function runCode(code: string, report: (what: Report) => void): Promise<void> {
  let lines = 0;
  const print = (...values: readonly unknown[]): void => {
    lines += 1;
    if (lines <= mostLines) report({ kind: 'print', text: values.map(toText).join(' ') });
    else if (lines === mostLines + 1) report({ kind: 'print', text: `(only the first ${formatNumber(mostLines)} lines are shown)` });
  };
  const began = performance.now();
  try {
    await compile(code)(jax, print);
    report({ kind: 'done', milliseconds: performance.now() - began });
  } catch (error) {
    report({ kind: 'error', text: explain(error, code) });
  }
}
