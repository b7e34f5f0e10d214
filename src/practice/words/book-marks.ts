/** What the map of the companion book says of this reader. */
export const solved = 'solved';
export const solvedOf = (count: number, of: number): string => `You have solved ${count} of ${of}.`;
