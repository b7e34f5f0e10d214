/** The axes of a plot. */
export const axis = (what: string, unit: string): string => `${what} in ${unit}`;
