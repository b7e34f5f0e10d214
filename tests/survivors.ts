/**
 * Mutants of the formulas that no test can tell from the original, by file: the code, its replacement, and why that makes no
 * difference. `npm run mutation` fails for any other survivor, and for an entry here that no longer occurs.
 */
export interface Survivor {
  readonly code: string;
  readonly becomes: string;
  readonly why: string;
}
const survivor = (code: string, becomes: string, why: string): Survivor => ({ code, becomes, why });
const sign = 'both factors are 1 or -1';
const once = 'a unit holds no factor to the power 0';
const closed = 'the names are a closed list, and no other one contains these';
const noMatch = 'where nothing matches, an array of one leaves the groups undefined as an empty one does';

export const survivors: Readonly<Record<string, readonly Survivor[]>> = {
  'batching.ts': [survivor('n < 1000', 'n <= 1000', 'at a thousand the sum and the series agree to fifteen digits')],
  'huggingface-fields.ts': [
    survivor("typeof value === 'number'", 'true', 'what is a whole number is a number; the type checker does not know that'),
    survivor('fallback === undefined', 'false', 'a fallback that is given as undefined is taken for none'),
  ],
  'huggingface.ts': [survivor('[]', '["Stryker was here"]', 'no layer has that number')],
  'model-counts.ts': [survivor('tokens <= window', 'tokens < window', 'at the window both give half of it')],
  'numerals.ts': [
    survivor(
      "money.indexOf('currency') < money.indexOf('integer')",
      "money.indexOf('currency') <= money.indexOf('integer')",
      'one part of a text cannot be both',
    ),
    survivor("BOOK_LANGUAGE === 'en'", 'false', 'the tables of English give the same numerals, which a test holds them to'),
  ],
  'parallelism.ts': [
    survivor(
      'Math.abs(x - whole) <= 1e-9 * Math.max(1, x)',
      'Math.abs(x - whole) < 1e-9 * Math.max(1, x)',
      'no quotient of whole numbers of stages misses a whole number by exactly a billionth of itself',
    ),
  ],
  'speculative.ts': [
    survivor('-1', '+1', 'it is overwritten as soon as anything holds, and not read where nothing does'),
    survivor(
      'increasing(middle) < target',
      'increasing(middle) <= target',
      'where the middle is the root itself, the result is the number next to it',
    ),
  ],
  'unit-format.ts': [
    survivor('Math.abs(value) < limit', 'Math.abs(value) <= limit', 'the limits are powers of ten, which rounding leaves as they are'),
    survivor('/^[-−]?/', '/[-−]?/', 'it matches nothing if need be, so it matches where the text begins'),
    survivor('first?.exponent', 'first.exponent', 'a kind that is undefined has ended the condition before'),
  ],
  'unit-reading.ts': [
    survivor('power > 1', 'power >= 1', 'no prefix stands for 1'),
    survivor('/^[mp]$/i', '/[mp]$/i', 'no longer prefix ends in m or p, so what is refused here is refused below'),
    survivor('/^(.*[bB])[pP][sS]$/', '/(.*[bB])[pP][sS]$/', 'the star takes all from the beginning anyway'),
    survivor('/flops$/i', '/flops/i', 'what has more after it is no unit either way'),
    survivor('[]', '["Stryker was here"]', noMatch),
    survivor('within *= sign', 'within /= sign', sign),
    survivor('exponent * sign * within', 'exponent * sign / within', sign),
    survivor('exponent * sign', 'exponent / sign', sign),
    survivor('exponent > 0', 'exponent >= 0', once),
    survivor('exponent < 0', 'exponent <= 0', once),
    survivor('/^(?:day|week|year)$/', '/(?:day|week|year)$/', closed),
    survivor('/^(?:day|week|year)$/', '/^(?:day|week|year)/', closed),
  ],
};
