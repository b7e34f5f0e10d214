/** Brings back to plain signs what phones, word processors, PDFs, spreadsheets and LaTeX make of a typed number. */

const lookalikes: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '-': '‐‑‒–—―−﹘﹣',
    '×': '✕✖⨯',
    '·': '⋅∙•',
    '*': '∗⁎',
    '/': '÷∕⁄',
    "'": '’‘ʼ′´`',
    '"': '“”„″«»',
    '≈': '~≃≅∼',
    µ: 'μ',
  }).flatMap(([plain, signs]) => Array.from(signs, (sign) => [sign, plain] as const)),
);
const lookalike = new RegExp(`[${[...lookalikes.keys()].join('')}]`, 'gu');

const texSigns: Readonly<Record<string, string>> = { times: '×', cdot: '·', div: '/', approx: '≈', sim: '≈', pm: '±', mu: 'µ' };
const texFraction = /\\[dt]?frac\s*(?:(\d)\s*(\d)|\{((?:[^{}]|\{[^{}]*\})*)\}\s*\{((?:[^{}]|\{[^{}]*\})*)\})/g;

/** `1.4 \times 10^{-3}\,\text{ms}` as `1.4 × 10^{-3} ms`, and `\frac{140}{3.35}` as `((140)/(3.35))`. */
function withoutTex(text: string): string {
  let plain = text
    .replace(/\{([.,])\}/g, '$1')
    .replace(/(?<=\d)~(?=[\\\p{L}$%])|\\(?:[()[\],;:!> ]|(?:q?quad|left|right|displaystyle)(?![a-z]))/gu, ' ')
    .replace(/\\mu(?:\s+|(?![a-z]))|\\(times|cdot|div|approx|sim|pm)(?![a-z])/g, (_, name?: string) => texSigns[name ?? 'mu'] ?? '')
    .replace(/\\(?:text|math(?:rm|it|bf|sf)|operatorname|num|SI|si|qty|unit)\s*\{([^{}]*)\}(?:\s*\{([^{}]*)\})?/g, '$1 $2');
  for (let before = ''; before !== plain;) {
    before = plain;
    plain = plain.replace(texFraction, (_, a?: string, b?: string, over?: string, under?: string) => `((${a ?? over})/(${b ?? under}))`);
  }
  return plain.replace(/\\(?=[A-Za-z$%])/g, '');
}

/**
 * Hyphens and dashes as `-`, spaces of every width as a space, full-width signs and ligatures as what they spell; without invisible
 * characters, quotes around it, and LaTeX.
 *
 * Dollars around a number, as in `$4.80$`, are LaTeX's, and the currency only where `money` is asked.
 */
export function plainText(text: string, money = false): string {
  const visible = text
    .replace(/[\uff01-\uff5e\ufb00-\ufb06\u{1d7ce}-\u{1d7ff}]/gu, (sign) => sign.normalize('NFKC'))
    // An override reverses digits for the eye, so it is refused, not dropped.
    .replace(/(?![\u202d\u202e])\p{DI}/gu, '')
    .replace(/\p{Zs}/gu, ' ')
    .replace(/\${2,}/g, '$')
    .replace(/(?<!\\)\$([^$]*[\d})]) ?\$(?! ?[\d.])/g, money ? '$$$1' : '$1');
  return (/[\\{]/.test(visible) ? withoutTex(visible) : visible)
    .replace(lookalike, (sign) => lookalikes.get(sign) ?? sign)
    .replace(/per +cent\b/gi, '%')
    .replace(/\bUSD? ?(?=\$)|(?<=\$)\$/g, '')
    .replace(/^(\s*)\$ ?-/, '$1-$$')
    .replace(/^\s*=?(["'*_]{1,2})(.+)\1\s*$/s, '$2')
    .replace(/^\s*'(?=[\d.+-])/, '');
}
