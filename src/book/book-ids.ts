/** Checks what exercises and pages say of the companion book's problems. */
import { near, type Problem } from './author-errors.ts';
import { bookIdsOf, type BookProblem } from './book-section.ts';
import { slugOf } from './chapters.ts';
import { idOf, isOfProblems, type ReadPage, type Sources } from './sources.ts';

/** The problem that each element of a page stands for, in order. */
interface Shown {
  readonly line: number;
  /** As it stands in the page. */
  readonly tag: string;
  readonly problems: readonly string[];
}

interface Known {
  readonly all: readonly string[];
  readonly ofChapter: (slug: string) => readonly BookProblem[];
  /** Empty where there is no such exercise. */
  readonly namedBy: (exercise: string) => readonly string[];
  readonly solving: (problem: string) => readonly string[];
}

function knownIn({ book, exercises }: Sources): Known {
  const named = Object.entries(exercises).map(([path, exercise]) => ({ id: idOf(path), problems: exercise ? bookIdsOf(exercise) : [] }));
  return {
    all: book.flatMap(({ problems }) => problems.map(({ id }) => id)),
    ofChapter: (slug) => book.filter(({ chapter }) => chapter === slug).flatMap(({ problems }) => problems),
    namedBy: (exercise) => named.find(({ id }) => id === exercise)?.problems ?? [],
    solving: (problem) => named.filter(({ problems }) => problems.includes(problem)).map(({ id }) => id),
  };
}

const unknown = (file: string, line: number | undefined, id: string, { all }: Known): Problem => ({
  file,
  line,
  say: `“${id}” is no problem of the companion book.`,
  hint: near(id, all, 'chapters/book/problems.ts lists them.'),
});

/** Out of the companion book's order, or of another section. */
function outOfOrder(page: string, shown: readonly Shown[], section: readonly BookProblem[]): readonly Problem[] {
  const placeOf = ({ problems: [first] }: Shown): number => section.findIndex(({ id }) => id === first);
  return shown.flatMap((element, i) => {
    const { line, tag, problems } = element;
    if (placeOf(element) < 0)
      return [
        {
          file: page,
          line,
          say: `${tag} solves ${problems[0] ?? 'no problem'}, which is not of the section that this chapter accompanies.`,
          hint: 'place it in the chapter of its section; the first id of `book` counts.',
        },
      ];
    const before = shown.slice(0, i).find((other) => placeOf(other) > placeOf(element));
    return before === undefined
      ? []
      : [{ file: page, line, say: `${tag} stands after ${before.tag}.`, hint: 'keep the order of the companion book.' }];
  });
}

/** Problems with a place in this book, which the page does not show. */
const leftOut = (page: string, shown: readonly Shown[], section: readonly BookProblem[], { solving }: Known): readonly Problem[] =>
  section
    .filter(({ id }) => !shown.some(({ problems }) => problems.includes(id)))
    .flatMap(({ id, notJudged }) => {
      const [elsewhere] = solving(id);
      if (elsewhere === undefined && notJudged === undefined) return [];
      const why = elsewhere === undefined ? 'is not judged' : `is solved by ${elsewhere}`;
      return [{ file: page, say: `${id} ${why}, and the page does not say so.`, hint: `write <Solved book="${id}" /> in its place.` }];
    });

function ofProblemsPage({ path, placed }: ReadPage, known: Known): readonly Problem[] {
  const shown = placed.map(({ kind, id, line }) =>
    kind === 'Solved'
      ? { line, tag: `<Solved book="${id}"/>`, problems: [id] }
      : { line, tag: `<${kind} id="${id}"/>`, problems: known.namedBy(id) },
  );
  const section = known.ofChapter(slugOf(path));
  const nameless = shown.filter(({ problems }) => problems.length === 0);
  const misnamed = placed.filter(({ kind, id }) => kind === 'Solved' && !known.all.includes(id));
  const idle = placed.filter(
    ({ kind, id }) =>
      kind === 'Solved' &&
      known.all.includes(id) &&
      known.solving(id).length === 0 &&
      section.find((problem) => problem.id === id)?.notJudged === undefined,
  );
  return [
    ...nameless.map(({ line, tag }) => ({
      file: path,
      line,
      say: `${tag} names no problem of the companion book.`,
      hint: "add `book: 'sb-…'` to the exercise, or place it in index.mdx.",
    })),
    ...misnamed.map(({ id, line }) => unknown(path, line, id, known)),
    ...idle.map(({ id, line }) => ({
      file: path,
      line,
      say: `no exercise solves ${id}, and chapters/book/problems.ts has no reason why it is not judged.`,
      hint: `add \`book: '${id}'\` to the exercise that solves it.`,
    })),
    ...outOfOrder(
      path,
      shown.filter(({ problems: [first] }) => first !== undefined && known.all.includes(first)),
      section,
    ),
    ...leftOut(path, shown, section, known),
  ];
}

export function problemsOfBook(sources: Sources, read: readonly ReadPage[]): readonly Problem[] {
  const known = knownIn(sources);
  const named = [...Object.entries(sources.exercises), ...Object.entries(sources.quizzes)];
  return [
    ...named.flatMap(([path, exercise]) =>
      (exercise ? bookIdsOf(exercise) : []).filter((id) => !known.all.includes(id)).map((id) => unknown(path, undefined, id, known)),
    ),
    ...read.filter(({ path }) => isOfProblems(path)).flatMap((page) => ofProblemsPage(page, known)),
  ];
}
