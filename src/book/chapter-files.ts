/** Checks that pages and files of the chapters match. */
import { YAMLParseError } from 'yaml';
import { near, type Problem } from './author-errors.ts';
import { problemsOfBook } from './book-ids.ts';
import { readPage } from './page-source.ts';
import { folderOf, idOf, isOfProblems, type PlacedOn, type ReadPage, type Sources } from './sources.ts';

const wanted = {
  title: 'the chapter’s name, as the sidebar shows it',
  promise: 'one sentence: what the reader can do after this chapter',
  description: 'one sentence for search engines and links',
  book: 'the section of the book it accompanies, { title: …, url: … }',
} as const;
const wantedOfProblems = {
  title: 'such as “Problems of All About Rooflines”',
  description: wanted.description,
} as const;

const lacking = ({ path, frontmatter }: ReadPage): readonly Problem[] =>
  Object.entries(isOfProblems(path) ? wantedOfProblems : wanted)
    .filter(([name]) => (frontmatter[name] ?? '') === '')
    .map(([name, what]) => ({ file: path, line: 1, say: `the frontmatter has no ${name}.`, hint: `add \`${name}:\`, ${what}.` }));

/** What a chapter's pages place, compared with its folder. */
function ofFolder(folder: string, all: readonly PlacedOn[], kind: 'Exercise' | 'Quiz', ids: readonly string[]): readonly Problem[] {
  const files = kind === 'Exercise' ? 'exercises' : 'quizzes';
  const placed = all.filter((element) => element.kind === kind);
  return [
    ...placed
      .filter(({ id }) => !ids.includes(id))
      .map(({ page, id, line }) => ({
        file: page,
        line,
        say: `<${kind} id="${id}"/> has no file ${files}/${id}.ts.`,
        hint: near(id, ids),
      })),
    ...placed
      .filter(({ id }, i) => placed.findIndex((other) => other.id === id) < i)
      .map(({ page, id, line }) => ({
        file: page,
        line,
        say: `<${kind} id="${id}"/> stands there twice.`,
        hint: `link to the first instead, with [its title](#${id}).`,
      })),
    ...ids
      .filter((id) => !placed.some((other) => other.id === id))
      .map((id) => ({
        file: `${folder}/${files}/${id}.ts`,
        say: `there is no <${kind} id="${id}" /> in ${folder}/index.mdx.`,
        hint: 'place it where the prose has prepared it.',
      })),
  ];
}

/** Reads a page, or says why it cannot be read. YAML's parser counts lines from the frontmatter, which begins in the second. */
function tryToRead(path: string, source: string): ReadPage | { readonly problem: Problem } {
  try {
    return { path, ...readPage(source) };
  } catch (error) {
    const [message = ''] = String(error instanceof Error ? error.message : error).split('\n');
    const inFrontmatter = error instanceof YAMLParseError ? error.linePos?.[0].line : undefined;
    const inPage = /\((\d+):\d+/.exec(message)?.[1];
    return {
      problem: {
        file: path,
        line: inFrontmatter !== undefined ? inFrontmatter + 1 : inPage === undefined ? undefined : Number(inPage),
        say: `cannot be read: ${message.replace(/ at line \d+, column \d+:?$| \([\d:-]+\)$/, '')}.`,
        hint: 'look for a brace, a tag or a quotation mark that is not closed.',
      },
    };
  }
}

function ofNames({ pages, exercises, quizzes }: Sources): readonly Problem[] {
  const files = [...Object.keys(exercises), ...Object.keys(quizzes)];
  const first = new Map<string, string>();
  for (const path of files) if (!first.has(idOf(path))) first.set(idOf(path), path);
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
    ...[...files, ...Object.keys(pages)]
      .filter((path) => pages[`${folderOf(path)}/index.mdx`] === undefined)
      .map((path) => ({
        file: path,
        say: `its chapter has no page ${folderOf(path)}/index.mdx.`,
        hint: '`npm run new:chapter` writes one.',
      })),
  ];
}

export function problemsOf(sources: Sources): readonly Problem[] {
  const { pages, exercises, quizzes } = sources;
  const byFolder = { exercises: Map.groupBy(Object.keys(exercises), folderOf), quizzes: Map.groupBy(Object.keys(quizzes), folderOf) };
  const tried = Object.entries(pages).map(([page, source]) => tryToRead(page, source));
  const unreadable = tried.flatMap((page) => ('problem' in page ? [page.problem] : []));
  const read = tried.flatMap((page) => ('problem' in page ? [] : [page]));
  const folders = new Set(Object.keys(pages).map(folderOf));
  const broken = new Set(unreadable.map(({ file }) => folderOf(file)));
  return [
    ...ofNames(sources),
    ...unreadable,
    ...read.flatMap(lacking),
    ...[...folders].flatMap((folder) => {
      // What an unreadable page places is unknown.
      if (broken.has(folder)) return [];
      const placed = read
        .filter(({ path }) => folderOf(path) === folder)
        .flatMap(({ path, placed }) => placed.map((element) => ({ ...element, page: path })));
      return [
        ...ofFolder(folder, placed, 'Exercise', (byFolder.exercises.get(folder) ?? []).map(idOf)),
        ...ofFolder(folder, placed, 'Quiz', (byFolder.quizzes.get(folder) ?? []).map(idOf)),
      ];
    }),
    ...problemsOfBook(sources, read),
  ];
}
