/** The marks in the sidebar. */
export const solvedOf = (solved: number, all: number): string => `${solved} of ${all} exercises solved`;
