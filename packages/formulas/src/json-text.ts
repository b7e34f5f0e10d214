/** Reads JSON with a byte order mark, comments, trailing commas, NaN and Infinity. */

/** Strings come first, so that nothing inside one counts as a comment, a comma or a number. */
const pieces = /"(?:[^"\\]|\\.)*"|\/\/[^\n\r]*|\/\*[\s\S]*?\*\/|,(?=(?:\s|\/\/[^\n\r]*|\/\*[\s\S]*?\*\/)*[}\]])|-?\b(?:Infinity|NaN)\b/g;

/** JSON has no word for these numbers; no field that a count depends on may hold one. */
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

/** Undefined where it is no JSON even so. Strict JSON is read as it is. */
export const readJsonText = (text: string): { readonly json: unknown } | undefined => {
  const clean = text.replace(/^\uFEFF/, '');
  return parse(clean) ?? parse(clean.replaceAll(pieces, replacement));
};
