/** The language of this folder. Numbers, plurals and the order of names follow it, and so do screen readers. */
export const language = 'en';
/** How dates are written: the day before the month. */
export const dates = 'en-GB';
export const name = 'English';
