/** Formulas as plain text, for terminals. */

/** TeX as a terminal can show it. */
export const plainTex = (tex: string): string => {
  let text = tex.replaceAll(/\\(?:text|mathrm|mathit|operatorname)\{([^{}]*)\}/g, '$1');
  for (let before = ''; before !== text;) {
    before = text;
    text = text
      .replaceAll(/\\[dt]?frac\{((?:[^{}]|\{[^{}]*\})*)\}\{((?:[^{}]|\{[^{}]*\})*)\}/g, '($1)/($2)')
      .replaceAll(/\\sqrt\{([^{}]*)\}/g, '√($1)');
  }
  return text
    .replaceAll(/\\(?:left|right)(?![a-z])/g, '')
    .replaceAll(/\\(?:cdot|times)(?![a-z])/g, '·')
    .replaceAll(/\\(?:le|leq)(?![a-z])/g, '≤')
    .replaceAll(/\\([,;! ])/g, ' ')
    .replaceAll(/\\(?=[a-zA-Z$%])|[{}]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
};
