/** What is said to a layout. */
export const caption = 'What this layout comes to';
export const columns = { constraint: 'Constraint', value: 'This layout', limit: 'Limit' } as const;
export const atMost = (limit = ''): string => `at most ${limit}`;
export const atLeast = (limit = ''): string => `at least ${limit}`;

export const brokenTitle = 'Not yet: a constraint is broken.';
export const correct = (passing: number): string =>
  passing === 1 ? 'It meets every constraint, and no other layout does.' : `It meets every constraint, as ${passing} of the layouts do.`;
export const degree = (name: string, chosen: number, allowed: readonly number[]): string =>
  `${name} = ${chosen} cannot be chosen here. The degrees for ${name} are ${allowed.join(', ')}.`;
export const devices = (used: number, there: number): string => `The degrees multiply to ${used} devices, and there are ${there}.`;
export const impossible = 'That split is not possible here: something does not divide evenly.';
export const notRead = {
  empty: 'You have not typed anything yet.',
  'not-understood': 'I do not see which degree is which.',
} as const;
export const unreadable = (example: string): string =>
  `Write each degree with its name, such as <code>${example}</code>. This did not count as a try.`;
