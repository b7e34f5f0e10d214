/** Addresses within the site, whatever path it is served under. */
export const to = (path: `/${string}`): string => `${import.meta.env.BASE_URL}${path.slice(1)}`;
export const toChapter = (slug: string): string => to(`/${slug}/`);
export const toExercise = (id: string): string => to(`/exercises/${id}/`);
export const toPlace = (chapter: string, id: string): string => `${toChapter(chapter)}#${id}`;
/** The page of a formula, by its address (`ridge-point`) and not its name in code. */
export const toFormula = (slug: string): string => to(`/formulas/${slug}/`);
