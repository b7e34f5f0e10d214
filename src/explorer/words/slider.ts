/** A slider and the field beside it. */
export const typedField = (label: string): string => `${label}, typed`;
export const stillShown = (why: string, shown: string): string => `${why} Still shown: ${shown}.`;
const expected = (why: string, min: string, max: string): string => `${why} Type a value from ${min} to ${max}.`;
export const nothingTyped = (min: string, max: string): string => expected('The field is empty.', min, max);
export const notANumber = (min: string, max: string): string => expected('This is not a number.', min, max);
export const otherKind = (read: string, min: string, max: string): string => expected(`${read} measures something else.`, min, max);
export const tooSmall = (read: string, min: string, max: string): string => expected(`${read} is too small.`, min, max);
export const tooLarge = (read: string, min: string, max: string): string => expected(`${read} is too large.`, min, max);
export const notWhole = (read: string, min: string, max: string): string => expected(`${read} is not a whole number.`, min, max);
export const notListed = (read: string, list: readonly string[]): string => `${read} is not on the list: ${list.join(', ')}.`;
