/** Code inside the texts of exercises, whose template strings have no room for backticks. */
const tick = '`';

/** A name or an expression within a sentence. */
export const code = (text: string): string => tick + text + tick;

/** Lines of Python on their own. */
export const block = (...lines: readonly string[]): string => ['', `${tick.repeat(3)}python`, ...lines, tick.repeat(3), ''].join('\n');
