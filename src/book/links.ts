/** Addresses within the site, whatever path it is served under. */
export const to = (path: `/${string}`): string => `${import.meta.env.BASE_URL}${path.slice(1)}`;
export const toChapter = (slug: string): string => to(`/${slug}/`);
export const toExercise = (id: string): string => to(`/exercises/${id}/`);
/** The companion book's problems that go with a chapter. */
export const toProblems = (slug: string): string => to(`/${slug}/problems/`);
/** An entry of the ledger of the companion book's printed figures. */
export const toBookFigure = (id: string): string => to(`/errata/#${id}`);
/** A problem on the map of the companion book. */
export const toProblem = (id: string): string => to(`/book/#${id}`);
/** Where an exercise or a quiz stands. */
export const toPlace = ({
  id,
  chapter,
  set,
}: {
  readonly id: string;
  readonly chapter: string;
  readonly set: 'chapter' | 'problems';
}): string => `${set === 'problems' ? toProblems(chapter) : toChapter(chapter)}#${id}`;
/** The page of a formula, by its address (`ridge-point`) and not its name in code. */
export const toFormula = (slug: string): string => to(`/formulas/${slug}/`);
