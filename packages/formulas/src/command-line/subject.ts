/** The model, the chip and the number types that are meant. */
import { accelerators, type Accelerator } from '../hardware.ts';
import { fromHuggingFaceText } from '../huggingface.ts';
import type { NamedModel } from '../model-identities.ts';
import { models } from '../models.ts';
import { inBf16, isNumberType, numberTypes, type NumberType, type NumberTypes } from '../number-types.ts';
import { Refusal, type Flags } from './arguments.ts';
import { didYouMean } from './nearest.ts';

export interface Machine {
  /** Throws if there is no such file. */
  readonly read: (path: string) => string;
}

function pick<T extends { readonly id: string }>(kind: 'model' | 'chip', id: string, among: readonly T[]): T {
  const found = among.find((one) => one.id === id.toLowerCase());
  if (found) return found;
  const ids = among.map((one) => one.id);
  throw new Refusal(`There is no ${kind} “${id}”.${didYouMean(id, ids, `scaling ${kind}s lists them.`)}`);
}

const isPath = (name: string): boolean => /[/\\]|\.json$/i.test(name);

export interface Subject extends NamedModel {
  /** Unknown fields of a file, which could change the count. */
  readonly unread?: readonly string[];
}

export function modelFromFile(path: string, { read }: Machine): Subject {
  let text: string;
  try {
    text = read(path);
  } catch (error) {
    throw new Refusal(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  const reading = fromHuggingFaceText(text);
  if (!reading.ok) throw new Refusal(`${path}: ${reading.why}`);
  return { id: path, name: path, config: reading.config, unread: reading.unread };
}

/** From the table, or from a `config.json`. */
export const modelOf = (name: string, machine: Machine): Subject =>
  isPath(name) ? modelFromFile(name, machine) : pick('model', name, models);

export const chipOf = (name: string): Accelerator => pick('chip', name, accelerators);

/** `--dtype` sets all; the others set one. */
export const typeFlags = ['dtype', 'weights', 'arithmetic', 'cache'] as const;

const typeOf = (flag: string, text: string): NumberType => {
  const name = text.toLowerCase();
  if (isNumberType(name)) return name;
  throw new Refusal(`--${flag}: “${text}” is not one of ${numberTypes.join(', ')}`);
};

/** BF16 by default. A formula's input named like such a flag keeps it. */
export function typesOf(flags: Flags, taken: readonly string[] = []): { readonly types: NumberTypes; readonly given: boolean } {
  const [all, weights, arithmetic, cache] = typeFlags.map((flag) => {
    const text = taken.includes(flag) ? undefined : flags.take(flag);
    return text === undefined ? undefined : typeOf(flag, text);
  });
  const otherwise = all === undefined ? inBf16 : { weights: all, arithmetic: all, cache: all };
  const own = { ...(weights && { weights }), ...(arithmetic && { arithmetic }), ...(cache && { cache }) };
  return { types: { ...otherwise, ...own }, given: all !== undefined || Object.keys(own).length > 0 };
}
