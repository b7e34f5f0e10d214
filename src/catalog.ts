/** The one map of all chapters and exercises, for the build. Nothing in `islands` imports it. */
import * as formulas from '@scaling-workbook/formulas/formulas';
import { solve, type Exercise, type SolvedField } from '@scaling-workbook/exercises';
import { numberOf, slugOf } from './chapters.ts';

export interface Entry {
  /** Permanent: the file name. */
  readonly id: string;
  readonly exercise: Exercise;
  readonly chapter: string;
  /** `0.1`: chapter and place on its page. Empty for a quiz. */
  readonly number: string;
  readonly path: string;
}

export interface Chapter {
  readonly slug: string;
  readonly number: number;
  readonly title: string;
  /** What the reader can do after it, in a sentence. */
  readonly promise: string;
  readonly exercises: readonly Entry[];
}

const modules = {
  exercises: import.meta.glob<Exercise>('../chapters/*/exercises/*.ts', { eager: true, import: 'default' }),
  quizzes: import.meta.glob<Exercise>('../chapters/*/quizzes/*.ts', { eager: true, import: 'default' }),
};
const pages = import.meta.glob<string>('../chapters/*/index.mdx', { eager: true, query: '?raw', import: 'default' });

const idOf = (path: string): string => path.replace(/^.*\/|\.ts$/g, '');
/** A line of a page's frontmatter. */
const headed = (source: string, name: 'title' | 'promise'): string | undefined =>
  new RegExp(`^${name}:\\s*["']?(.*?)["']?\\s*$`, 'm').exec(source)?.[1];
const placed = (source: string): readonly string[] => [...source.matchAll(/<Exercise\s[^>]*\bid="([^"]+)"/g)].map(([, id = '']) => id);

function read(): { readonly chapters: readonly Chapter[]; readonly quizzes: readonly Entry[] } {
  const problems: string[] = [];
  const seen = new Map<string, string>();
  for (const path of [...Object.keys(modules.exercises), ...Object.keys(modules.quizzes)]) {
    const other = seen.get(idOf(path));
    if (other !== undefined) problems.push(`${path}: the id “${idOf(path)}” is taken by ${other}. Hint: rename the newer file.`);
    seen.set(idOf(path), path);
  }
  const chapters = Object.entries(pages).map(([page, source]): Chapter => {
    const slug = slugOf(page);
    const files = Object.entries(modules.exercises).filter(([path]) => slugOf(path) === slug);
    const order = placed(source);
    for (const id of order) {
      if (!files.some(([path]) => idOf(path) === id)) problems.push(`${page}: <Exercise id="${id}"/> has no file exercises/${id}.ts.`);
      if (order.indexOf(id) !== order.lastIndexOf(id)) problems.push(`${page}: <Exercise id="${id}"/> stands there twice.`);
    }
    for (const [path] of files) {
      if (!order.includes(idOf(path)))
        problems.push(`${path}: no <Exercise id="${idOf(path)}"/> in ${page}. Hint: place it where the prose has prepared it.`);
    }
    const exercises = files
      .map(([path, exercise]) => ({
        id: idOf(path),
        exercise,
        chapter: slug,
        number: `${numberOf(page)}.${order.indexOf(idOf(path)) + 1}`,
        path: path.replace('../', ''),
      }))
      .sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
    return { slug, number: numberOf(page), title: headed(source, 'title') ?? slug, promise: headed(source, 'promise') ?? '', exercises };
  });
  if (problems.length > 0)
    throw new Error(`The chapters do not fit together:\n${problems.map((p) => `- ${p.replaceAll('../', '')}`).join('\n')}`);
  const quizzes = Object.entries(modules.quizzes).map(([path, exercise]) => ({
    id: idOf(path),
    exercise,
    chapter: slugOf(path),
    number: '',
    path: path.replace('../', ''),
  }));
  return { chapters: chapters.sort((a, b) => a.number - b.number), quizzes };
}

export const { chapters, quizzes } = read();
export const entries: readonly Entry[] = chapters.flatMap((chapter) => chapter.exercises);

/** The exercise or quiz of that id. Throws with the ids there are. */
export function entryOf(id: string, among: readonly Entry[] = entries): Entry {
  const entry = among.find((other) => other.id === id);
  if (!entry) throw new Error(`There is no “${id}” among ${among.map((other) => other.id).join(', ')}`);
  return entry;
}

export const chapterOf = (slug: string): Chapter | undefined => chapters.find((chapter) => chapter.slug === slug);

/** The fields solved, with the file's name in front of whatever goes wrong. */
export function solved({ exercise, path }: Entry, variant?: string): readonly SolvedField[] {
  try {
    return solve(exercise, formulas, variant);
  } catch (error) {
    throw new Error(`${path}${variant === undefined ? '' : ` (${variant})`}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
