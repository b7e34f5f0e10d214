/** Within the site, whatever path it is served under. */
export const to = (path: `/${string}`): string => `${import.meta.env.BASE_URL}${path.slice(1)}`;
export const toChapter = (slug: string): string => to(`/${slug}/`);
export const toExercise = (id: string): string => to(`/exercises/${id}/`);
export const toProblems = (slug: string): string => to(`/${slug}/problems/`);
export const toBookFigure = (id: string): string => to(`/corrections/#${id}`);
export const toProblem = (id: string): string => to(`/book/#${id}`);
export const toPlace = ({
  id,
  chapter,
  set,
}: {
  readonly id: string;
  readonly chapter: string;
  readonly set: 'chapter' | 'problems';
}): string => `${set === 'problems' ? toProblems(chapter) : toChapter(chapter)}#${id}`;
/** By its address (`ridge-point`), not its name in code. */
export const toFormula = (slug: string): string => to(`/formulas/${slug}/`);
