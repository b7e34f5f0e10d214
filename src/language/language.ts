/** Numbers, plurals, sort order and screen readers follow it. */
export const language = 'en';
/** Day before month. */
export const dates = 'en-GB';
export const name = 'English';
