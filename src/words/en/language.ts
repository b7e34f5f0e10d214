/** The language of this folder. Numbers, plurals and the order of names follow it, and so do screen readers. */
export const language = 'en';
export const name = 'English';
