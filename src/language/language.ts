/** The language of the interface. Numbers, plurals and sort order follow it, and so do screen readers. */
export const language = 'en';
/** How dates are written: day before month. */
export const dates = 'en-GB';
export const name = 'English';
