/** Code in exercise texts, whose template strings have no room for backticks. */
const tick = '`';

/** A name or an expression within a sentence. */
export const code = (text: string): string => tick + text + tick;

export const block = (...lines: readonly string[]): string => ['', `${tick.repeat(3)}python`, ...lines, tick.repeat(3), ''].join('\n');
