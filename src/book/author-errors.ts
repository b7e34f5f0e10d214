/** What an author got wrong: file, line, a sentence, and a hint how to fix it. All at once, then the build stops. */
import {
  agreesOnPaper,
  isDesignField,
  isNumberField,
  isPlanField,
  type DesignField,
  type SolvedDesign,
  type Exercise,
  type SolvedField,
} from '@scaling-workbook/exercises';
import { toText as formulaText } from '@scaling-workbook/exercises/answer/expression';

export interface Problem {
  readonly file: string;
  /** From 1; absent for the whole file. */
  readonly line?: number | undefined;
  readonly say: string;
  readonly hint: string;
}

export const toText = ({ file, line, say, hint }: Problem): string =>
  `${file}${line === undefined ? '' : `:${String(line)}`}: ${say} Hint: ${hint}`;

export class AuthorError extends Error {
  constructor(problems: readonly Problem[], cause?: unknown) {
    super(
      problems.length === 1
        ? problems.map(toText).join('')
        : `The chapters do not fit together:\n${problems.map((p) => `- ${toText(p)}`).join('\n')}`,
      {
        cause,
      },
    );
    this.name = 'AuthorError';
  }
}

/** The first one with a snippet. */
export function lineOf(source: string, piece: string | RegExp): number | undefined {
  const at = typeof piece === 'string' ? source.indexOf(piece) : source.search(piece);
  return at < 0 ? undefined : source.slice(0, at).split('\n').length;
}

/** Those that differ by a few letters; without any, all. */
export function near(name: string, among: readonly string[], otherwise = `there are ${among.join(', ') || 'none yet'}.`): string {
  const letters = (text: string): ReadonlySet<string> => new Set(Array.from(text, (_, i) => text.slice(i, i + 3)));
  const mine = letters(name);
  const alike = among.filter((other) => [...letters(other)].filter((piece) => mine.has(piece)).length > mine.size / 2);
  return alike.length > 0 ? `did you mean ${alike.slice(0, 3).join(', ')}?` : otherwise;
}

/** An input in a call of a formula. */
const inCall = (input: string): RegExp => new RegExp(String.raw`(?<=\bf\.\w+\([^)]*)\b${input}\b`);

/** Errors of solving or rendering: where the cause is, and how to fix it. */
const known: readonly {
  readonly says: RegExp;
  readonly at: (found: readonly string[]) => string | RegExp;
  readonly hint: string;
}[] = [
  {
    says: /^A text prints .*? before “(.*)”/s,
    at: ([, snippet = '']) => snippet,
    hint: 'print what stands under `given`, spelt as there, or a `show(…)` of it.',
  },
  {
    says: /^unit must be one this workbook knows, got (.*)$/s,
    at: ([, unit = '']) => `'${unit}'`,
    hint: 'packages/formulas/src/unit-reading.ts lists the units.',
  },
  { says: /^cannot convert .* to (.*): they measure/, at: () => /\bunit: /, hint: 'ask for a unit of what the last formula gives.' },
  { says: /solve returns .*, which neither/, at: () => /\bsolve\b/, hint: 'missing a formula? Add it to packages/formulas.' },
  {
    says: /asks for “(.*)”, which is no number field/,
    at: ([, field = '']) => `earlier('${field}')`,
    hint: 'name a field that stands above, by its key.',
  },
  {
    says: /^KaTeX parse error: .* at position \d+: …?(.*?)…?$/s,
    at: ([, tex = '']) => tex,
    hint: 'https://katex.org/docs/supported lists what a formula may hold.',
  },
  {
    says: /: takes no input (\w+); it takes/,
    at: ([, input = '']) => inCall(input),
    hint: 'spell the input as the formula does.',
  },
  {
    says: /: (\w+) must be .*, got undefined$/,
    at: ([, input = '']) => inCall(input),
    hint: 'give the formula this input, too.',
  },
  {
    says: /is not a function/,
    at: ([name = '']) => /\.?(\w+) is not a function/.exec(name)?.[1] ?? 'solve',
    hint: 'is the formula misspelt? packages/formulas/src/formulas.ts lists them.',
  },
];

export function toProblem(
  error: unknown,
  { file, source, setting }: { readonly file: string; readonly source: string; readonly setting: string | undefined },
): Problem {
  // KaTeX underlines positions with combining characters.
  const message = (error instanceof Error ? error.message : String(error)).replaceAll('\u0332', '');
  const match = known.find(({ says }) => says.test(message));
  const inSetting = setting === undefined ? undefined : new RegExp(String.raw`^\s*'?${setting}'?:`, 'm');
  const line = match ? lineOf(source, match.at(match.says.exec(message) ?? [])) : undefined;
  return {
    file,
    line: line ?? (inSetting && lineOf(source, inSetting)) ?? lineOf(source, /\bsolve\b|\bask\b/),
    say: `${setting === undefined ? '' : `in the setting “${setting}”: `}${message.replace(/[.?!]?$/, (end) => end || '.')}`,
    hint: match?.hint ?? 'look at the givens: a formula says which values it takes.',
  };
}

/** Extra settings that a numeric exercise needs for practice. */
const leastSettings = 5;

/** Beyond what its types require. */
export function lacksOf(exercise: Exercise, { file, source }: { readonly file: string; readonly source: string }): readonly Problem[] {
  const settings = Object.keys(exercise.fresh ?? {}).length;
  const own = Object.values(exercise.fields).filter(isNumberField);
  return [
    ...(exercise.kind === 'numeric' && own.every(({ range }) => !range) && settings < leastSettings
      ? [
          {
            file,
            line: lineOf(source, /\bfresh\b/) ?? lineOf(source, /\bgiven\b/),
            say: `a number needs at least ${String(leastSettings)} fresh settings, and has ${String(settings)}.`,
            hint: 'add real ones (other chips, models, shapes) under `fresh`, each with a permanent name.',
          },
        ]
      : []),
    ...own
      .filter(({ byHand }) => !Number.isFinite(byHand))
      .map(() => ({
        file,
        line: lineOf(source, /\bbyHand\b/),
        say: 'byHand is no number.',
        hint: 'type the answer that you worked out on paper.',
      })),
  ];
}

/** Four significant digits. */
const paper = 5e-5;

/** Each constraint, at the author's own layout. */
function designDisagreements(field: SolvedDesign, { constraints }: DesignField, { file, source }: Place): readonly Problem[] {
  const values = field.ours.slice(Object.keys(field.degrees).length);
  return Object.entries(constraints).flatMap(([name, { byHand, unit }], i) =>
    Math.abs((values[i] ?? Number.NaN) / byHand - 1) < paper
      ? []
      : [
          {
            file,
            line: lineOf(source, new RegExp(String.raw`(?<=\b${name}: \{[\s\S]*?)\bbyHand\b`)) ?? lineOf(source, /\bbyHand\b/),
            say: `the constraint “${name}” has byHand ${String(byHand)}, and for our layout its formulas give ${String(values[i])} ${unit}.`,
            hint: `byHand is in ${unit}. Find out which of the two is wrong before you change one.`,
          },
        ],
  );
}

interface Place {
  readonly file: string;
  readonly source: string;
}

/** Paper against formulas. */
export function disagreements(
  exercise: Exercise,
  solved: readonly SolvedField[],
  { file, source }: { readonly file: string; readonly source: string },
): readonly Problem[] {
  return solved.flatMap((field) => {
    const definition = exercise.fields[field.key];
    if (field.kind === 'symbolic' && !agreesOnPaper(field))
      return [
        {
          file,
          line: lineOf(source, /\bbyHand\b/),
          say: `the field “${field.key}” has a byHand that gives other values than its formulas: ${formulaText(field.answer)}.`,
          hint: 'find out which of the two is wrong before you change one; letters stand for plain numbers in the units of the givens.',
        },
      ];
    if (field.kind === 'design' && definition && isDesignField(definition)) return designDisagreements(field, definition, { file, source });
    if (field.kind === 'plan' && definition && isPlanField(definition) && Math.abs(field.bytes / definition.byHand - 1) >= paper)
      return [
        {
          file,
          line: lineOf(source, /\bbyHand\b/),
          say: `the plan of the field “${field.key}” sends ${String(field.bytes)} B from each device, and byHand says ${String(definition.byHand)}.`,
          hint: 'byHand is what one device sends in our plan, in bytes.',
        },
      ];
    if (field.kind !== 'number' || !definition || !isNumberField(definition)) return [];
    const isExact = definition.byHand === 0 || field.tolerance === 0;
    const agrees = (value: number, byHand: number): boolean =>
      isExact ? Math.abs(value - byHand) < 5e-10 : Math.abs(value / byHand - 1) < paper;
    const ends = (['low', 'high'] as const).flatMap((end) =>
      field.range && definition.range ? [[field.range[end].value, definition.range[end].byHand] as const] : [],
    );
    const [value, byHand] = [[field.value, definition.byHand] as const, ...ends].find((pair) => !agrees(...pair)) ?? [];
    if (value === undefined) return [];
    const asked = isExact ? 'exactly' : 'to four significant digits';
    return [
      {
        file,
        line: lineOf(source, new RegExp(String.raw`(?<=\b${field.key}: \{[\s\S]*?)\bbyHand\b`)) ?? lineOf(source, /\bbyHand\b/),
        say: `the field “${field.key}” has byHand ${String(byHand)}, and its formulas give ${String(value)} ${field.unit}; they must agree ${asked}.`,
        hint: `byHand is in ${field.unit}, like the answer. Find out which of the two is wrong before you change one.`,
      },
    ];
  });
}

export const withoutSlips = (
  solved: readonly SolvedField[],
  { file, source }: { readonly file: string; readonly source: string },
): readonly Problem[] =>
  solved
    .filter((field) => 'slips' in field && field.slips.length === 0)
    .map(({ key }) => ({
      file,
      line: lineOf(source, new RegExp(String.raw`(?<=\b${key}: \{[\s\S]*?)\bsolve\b`)) ?? lineOf(source, /\bsolve\b/),
      say: `the field “${key}” recognises no slip.`,
      hint: 'use a formula that has slips, or name one under `slips` with a wrong given or a wrong chain.',
    }));

/** The problem of a slip that would pass for the right answer or for another slip. */
export const collision = (
  slip: string,
  { file, source, setting }: { readonly file: string; readonly source: string; readonly setting: string | undefined },
): Problem => ({
  file,
  line: lineOf(source, `'${slip}'`) ?? lineOf(source, /\bslips\b|\bsolve\b/),
  say: `${setting === undefined ? '' : `in the setting “${setting}”: `}the slip “${slip}” lies on the answer or on another slip.`,
  hint: 'leave it out here, or choose givens that tell the two apart.',
});
