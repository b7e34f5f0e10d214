/**
 * Mutants of the formulas that survive because they change nothing that can be seen, by file, each with the reason.
 * `npm run mutation` fails for any other.
 */
export const survivors = {};
