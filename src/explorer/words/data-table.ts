/** The numbers behind a picture. */
export const table = 'Table of the same data';
