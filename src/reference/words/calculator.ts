/** The calculator of a formula. */
export const calculated = (title: string): string => `Calculator: ${title}`;
export const accelerator = 'Accelerator (BF16)';
export const model = 'Model';
export const ownNumbers = 'your own numbers';
export const calculate = 'Calculate';

/** `unit` is undefined for a plain number. */
export const example = (unit: string | undefined, text: string): string =>
  unit === undefined ? `a plain number, such as ${text}` : `an amount in ${unit}, such as ${text}`;
export const fault = (why: string, expected: string): string => `${why} Type ${expected}.`;
export const otherKind = (read: string): string => `${read} measures something else.`;
export const someNotRead = 'Some fields could not be read; they are marked.';
export const notLoaded = 'The formula could not be loaded. Check your connection and try again.';

export const inUnit = (unit: string): string => `in ${unit}`;
export const ifEmpty = (value: string): string => `${value} if left empty`;
export const inFull = (exact: string): string => `In full: ${exact}.`;
export const readAs = (from: string): string => `Read as: ${from}.`;
