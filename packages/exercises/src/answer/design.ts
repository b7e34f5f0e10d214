/** Judges a layout such as `DP = 256, TP = 8`: reads it, looks it up, checks its constraints. Codes only. */
import { plainText } from '@scaling-workbook/formulas/quantity-text';
import type { DesignCheck } from '../author/spec.ts';

export type DesignJudgement =
  | { readonly verdict: 'unreadable'; readonly why: 'empty' | 'not-understood' }
  | ({ readonly chosen: readonly number[] } &
      /** A degree that cannot be chosen. */
      (
        | { readonly verdict: 'off'; readonly wrong: 'degree'; readonly name: string }
        | { readonly verdict: 'off'; readonly wrong: 'devices'; readonly devices: number }
        /** The formulas do not allow it. */
        | { readonly verdict: 'off'; readonly wrong: 'impossible' }
        /** `values` are those of the constraints, `broken` the indices of those it breaks. */
        | { readonly verdict: 'off'; readonly wrong: 'broken'; readonly broken: readonly number[]; readonly values: readonly number[] }
        | { readonly verdict: 'correct'; readonly values: readonly number[]; readonly passing: number }
      ));

const escaped = (name: string): string => name.replaceAll(/[^\p{L}\d]/gu, String.raw`\$&`);

/** In order: by name (`DP=256, TP 8`, `256 DP × 8 TP`), a missing one being 1, or as bare numbers (`256 × 8 × 1`). */
export function readLayout(text: string, names: readonly string[]): readonly number[] | undefined {
  let rest = plainText(text).replaceAll(/-?ways?\b/gi, ' ');
  const bare = /^\s*\d+(?:\s*[×x*·,;/ ]\s*\d+)*\s*$/i.test(rest) ? (rest.match(/\d+/g) ?? []) : undefined;
  if (bare) return bare.length === names.length ? bare.map(Number) : undefined;
  const numberFirst = /^\s*\d/.test(rest);
  const chosen = names.map((name) => {
    const word = `(?<![\\p{L}\\d])${escaped(name)}(?![\\p{L}])`;
    const found = new RegExp(numberFirst ? `(\\d+)\\s*[*·×]?\\s*${word}` : `${word}\\s*[=:]?\\s*(\\d+)`, 'iu').exec(rest);
    if (found) rest = rest.replace(found[0], ' ');
    return found ? Number(found[1]) : undefined;
  });
  if (/[\p{L}\d](?<![×x])/iu.test(rest) || chosen.every((degree) => degree === undefined)) return undefined;
  return chosen.map((degree) => degree ?? 1);
}

/** Never throws. */
export function checkDesign({ degrees, devices, constraints, rows }: DesignCheck, text: string): DesignJudgement {
  const names = Object.keys(degrees);
  if (text.trim() === '') return { verdict: 'unreadable', why: 'empty' };
  const chosen = readLayout(text, names);
  if (!chosen) return { verdict: 'unreadable', why: 'not-understood' };
  const strange = names.find((name, i) => degrees[name]?.includes(chosen[i] ?? 0) !== true);
  if (strange !== undefined) return { verdict: 'off', wrong: 'degree', name: strange, chosen };
  const used = chosen.reduce((product, degree) => product * degree, 1);
  if (used !== devices) return { verdict: 'off', wrong: 'devices', devices: used, chosen };
  const row = rows.find((other) => chosen.every((degree, i) => other[i] === degree));
  if (!row) return { verdict: 'off', wrong: 'impossible', chosen };
  const brokenBy = (values: readonly number[]): readonly number[] =>
    constraints.flatMap(({ limit, most }, i) => {
      const value = values[i] ?? Number.NaN;
      return (most ? value <= limit : value >= limit) ? [] : [i];
    });
  const values = row.slice(names.length);
  const broken = brokenBy(values);
  if (broken.length > 0) return { verdict: 'off', wrong: 'broken', broken, values, chosen };
  return { verdict: 'correct', values, passing: rows.filter((other) => brokenBy(other.slice(names.length)).length === 0).length, chosen };
}
