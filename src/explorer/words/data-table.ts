/** The data behind a figure. */
export const table = 'The same data as a table';
