/** Author errors: file, line, one sentence and a hint for fixing it. All are reported at once, then the build stops. */
import { isNumberField, type Exercise, type SolvedField } from '@scaling-workbook/exercises';
import { YAMLParseError } from 'yaml';
import { readPage, type PageSource, type Placed } from './page-source.ts';

export interface Problem {
  readonly file: string;
  /** Counted from 1; absent if the problem concerns the whole file. */
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

/** The line in which a snippet first occurs. */
export function lineOf(source: string, piece: string | RegExp): number | undefined {
  const at = typeof piece === 'string' ? source.indexOf(piece) : source.search(piece);
  return at < 0 ? undefined : source.slice(0, at).split('\n').length;
}

/** Files as read, by path: chapter pages as text, exercises and quizzes as modules. */
export interface Sources {
  readonly pages: Readonly<Record<string, string>>;
  readonly exercises: Readonly<Record<string, Exercise | undefined>>;
  readonly quizzes: Readonly<Record<string, Exercise | undefined>>;
}

const idOf = (path: string): string => path.replace(/^.*\/|\.ts$/g, '');
const folderOf = (path: string): string => path.replace(/\/(?:(?:exercises|quizzes)\/)?[^/]*$/, '');

/** Ids that differ from this one by a few letters. */
function near(id: string, among: readonly string[]): string {
  const letters = (text: string): ReadonlySet<string> => new Set(Array.from(text, (_, i) => text.slice(i, i + 3)));
  const mine = letters(id);
  const alike = among.filter((other) => [...letters(other)].filter((piece) => mine.has(piece)).length > mine.size / 2);
  return alike.length > 0 ? `did you mean ${alike.slice(0, 3).join(', ')}?` : `there are ${among.join(', ') || 'none yet'}.`;
}

const wanted = {
  title: 'the chapter’s name, as the sidebar shows it',
  promise: 'one sentence: what the reader can do after this chapter',
  description: 'one sentence for search engines and links',
  book: 'the section of the book it accompanies, { title: …, url: … }',
} as const;

function ofPage(page: string, all: readonly Placed[], kind: Placed['kind'], ids: readonly string[]): readonly Problem[] {
  const folder = kind === 'Exercise' ? 'exercises' : 'quizzes';
  const placed = all.filter((element) => element.kind === kind);
  return [
    ...placed
      .filter(({ id }) => !ids.includes(id))
      .map(({ id, line }) => ({
        file: page,
        line,
        say: `<${kind} id="${id}"/> has no file ${folder}/${id}.ts.`,
        hint: near(id, ids),
      })),
    ...placed
      .filter(({ id }, i) => placed.findIndex((other) => other.id === id) < i)
      .map(({ id, line }) => ({
        file: page,
        line,
        say: `<${kind} id="${id}"/> stands there twice.`,
        hint: `link to the first instead, with [its title](#${id}).`,
      })),
    ...ids
      .filter((id) => !placed.some((other) => other.id === id))
      .map((id) => ({
        file: `${folderOf(page)}/${folder}/${id}.ts`,
        say: `there is no <${kind} id="${id}" /> in ${page}.`,
        hint: 'place it where the prose has prepared it.',
      })),
  ];
}

/** The page, or why it cannot be read. The YAML parser's line numbers start at the frontmatter, the second line of the file. */
function tryToRead(page: string, source: string): PageSource | { readonly problem: Problem } {
  try {
    return readPage(source);
  } catch (error) {
    const [message = ''] = String(error instanceof Error ? error.message : error).split('\n');
    const inFrontmatter = error instanceof YAMLParseError ? error.linePos?.[0].line : undefined;
    const inPage = /\((\d+):\d+/.exec(message)?.[1];
    return {
      problem: {
        file: page,
        line: inFrontmatter !== undefined ? inFrontmatter + 1 : inPage === undefined ? undefined : Number(inPage),
        say: `cannot be read: ${message.replace(/ at line \d+, column \d+:?$| \([\d:-]+\)$/, '')}.`,
        hint: 'look for a brace, a tag or a quotation mark that is not closed.',
      },
    };
  }
}

/** All inconsistencies in the chapters. */
export function problemsOf({ pages, exercises, quizzes }: Sources): readonly Problem[] {
  const files = [...Object.keys(exercises), ...Object.keys(quizzes)];
  const first = new Map<string, string>();
  for (const path of files) if (!first.has(idOf(path))) first.set(idOf(path), path);
  const byFolder = { exercises: Map.groupBy(Object.keys(exercises), folderOf), quizzes: Map.groupBy(Object.keys(quizzes), folderOf) };
  return [
    ...files
      .filter((path) => first.get(idOf(path)) !== path)
      .map((path) => ({
        file: path,
        say: `the id “${idOf(path)}” is taken by ${first.get(idOf(path)) ?? ''}.`,
        hint: 'rename the newer file; ids are permanent.',
      })),
    ...files
      .filter((path) => !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(idOf(path)))
      .map((path) => ({
        file: path,
        say: `“${idOf(path)}” cannot stand in an address.`,
        hint: 'small letters, digits and single hyphens.',
      })),
    ...[...Object.entries(exercises), ...Object.entries(quizzes)]
      .filter(([, exercise]) => exercise?.fields === undefined)
      .map(([path]) => ({
        file: path,
        say: 'exports no exercise.',
        hint: 'write `export default numeric({ … })`, or `parts`, or `choice`.',
      })),
    ...files
      .filter((path) => pages[`${folderOf(path)}/index.mdx`] === undefined)
      .map((path) => ({
        file: path,
        say: `its chapter has no page ${folderOf(path)}/index.mdx.`,
        hint: '`npm run new:chapter` writes one.',
      })),
    ...Object.entries(pages).flatMap(([page, source]) => {
      const read = tryToRead(page, source);
      if ('problem' in read) return [read.problem];
      const { frontmatter, placed } = read;
      const folder = folderOf(page);
      return [
        ...Object.entries(wanted)
          .filter(([name]) => (frontmatter[name] ?? '') === '')
          .map(([name, what]) => ({ file: page, line: 1, say: `the frontmatter has no ${name}.`, hint: `add \`${name}:\`, ${what}.` })),
        ...ofPage(page, placed, 'Exercise', (byFolder.exercises.get(folder) ?? []).map(idOf)),
        ...ofPage(page, placed, 'Quiz', (byFolder.quizzes.get(folder) ?? []).map(idOf)),
      ];
    }),
  ];
}

/** The name of an input in a call of a formula. */
const inCall = (input: string): RegExp => new RegExp(String.raw`(?<=\bf\.\w+\([^)]*)\b${input}\b`);

/** Errors that can occur when an exercise is solved or rendered: where in its file the cause is, and how to fix it. */
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

/** The problem behind an error thrown while an exercise was solved or rendered in one of its settings. */
export function toProblem(
  error: unknown,
  { file, source, setting }: { readonly file: string; readonly source: string; readonly setting: string | undefined },
): Problem {
  // KaTeX underlines the position of an error with combining characters.
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

/** How many extra settings a numeric exercise needs so that it can be practised. */
export const leastSettings = 5;

/** What an exercise lacks, beyond what its types require. */
export function lacksOf(exercise: Exercise, { file, source }: { readonly file: string; readonly source: string }): readonly Problem[] {
  const settings = Object.keys(exercise.fresh ?? {}).length;
  const own = Object.values(exercise.fields).filter(isNumberField);
  return [
    ...(exercise.kind === 'numeric' && settings < leastSettings
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

/** How far a calculation on paper may be from the computed answer, as a fraction of it: four significant digits. */
const paper = 5e-5;

/** Where the calculation on paper and the formulas disagree. */
export function disagreements(
  exercise: Exercise,
  solved: readonly SolvedField[],
  { file, source }: { readonly file: string; readonly source: string },
): readonly Problem[] {
  return solved.flatMap((field) => {
    const definition = exercise.fields[field.key];
    if (field.kind !== 'number' || !definition || !isNumberField(definition)) return [];
    const { byHand } = definition;
    const isExact = byHand === 0 || field.tolerance === 0;
    const agrees = isExact ? Math.abs(field.value - byHand) < 5e-10 : Math.abs(field.value / byHand - 1) < paper;
    if (agrees) return [];
    const asked = isExact ? 'exactly' : 'to four significant digits';
    return [
      {
        file,
        line: lineOf(source, new RegExp(String.raw`(?<=\b${field.key}: \{[\s\S]*?)\bbyHand\b`)) ?? lineOf(source, /\bbyHand\b/),
        say: `the field “${field.key}” has byHand ${String(byHand)}, and its formulas give ${String(field.value)} ${field.unit}; they must agree ${asked}.`,
        hint: `byHand is in ${field.unit}, like the answer. Find out which of the two is wrong before you change one.`,
      },
    ];
  });
}

/** Number fields without a recognised slip. */
export const withoutSlips = (
  solved: readonly SolvedField[],
  { file, source }: { readonly file: string; readonly source: string },
): readonly Problem[] =>
  solved
    .filter((field) => field.kind === 'number' && field.slips.length === 0)
    .map(({ key }) => ({
      file,
      line: lineOf(source, new RegExp(String.raw`(?<=\b${key}: \{[\s\S]*?)\bsolve\b`)) ?? lineOf(source, /\bsolve\b/),
      say: `the field “${key}” recognises no slip.`,
      hint: 'use a formula that has slips, or name one under `slips` with a wrong given or a wrong chain.',
    }));

/** A slip whose value would be accepted as the right answer or taken for another slip. */
export const collision = (
  slip: string,
  { file, source, setting }: { readonly file: string; readonly source: string; readonly setting: string | undefined },
): Problem => ({
  file,
  line: lineOf(source, `'${slip}'`) ?? lineOf(source, /\bslips\b|\bsolve\b/),
  say: `${setting === undefined ? '' : `in the setting “${setting}”: `}the slip “${slip}” lies on the answer or on another slip.`,
  hint: 'leave it out here, or choose givens that tell the two apart.',
});
