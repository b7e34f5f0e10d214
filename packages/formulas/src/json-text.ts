/** Reads JSON as people and programs write it: with a byte order mark, comments, trailing commas, NaN and Infinity. */

/** Strings are matched first, so that nothing inside one is taken for a comment, a comma or a number. */
const pieces = /"(?:[^"\\]|\\.)*"|\/\/[^\n\r]*|\/\*[\s\S]*?\*\/|,(?=(?:\s|\/\/[^\n\r]*|\/\*[\s\S]*?\*\/)*[}\]])|-?\b(?:Infinity|NaN)\b/g;

/** Stand for numbers that JSON has no word for; none of the fields that a count depends on may hold one. */
const replacement = (piece: string): string => {
  if (piece.startsWith('"')) return piece;
  return piece.endsWith('Infinity') || piece.endsWith('NaN') ? 'null' : ' ';
};

const parse = (text: string): { readonly json: unknown } | undefined => {
  try {
    return { json: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
};

/** What a text says, or undefined where it is no JSON even so. Strict JSON is read as it stands. */
export const readJsonText = (text: string): { readonly json: unknown } | undefined => {
  const clean = text.replace(/^\uFEFF/, '');
  return parse(clean) ?? parse(clean.replaceAll(pieces, replacement));
};
