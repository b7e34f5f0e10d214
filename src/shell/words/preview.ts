/** The preview image that other sites show beside a link. */
export const title = 'How big, how fast, how much?';
export const promise = 'Learn to reason about the scale of machine learning models by solving every exercise in the browser.';
export const companion = 'A companion of “How to Scale Your Model”';
export const chapter = (number: number): string => `Chapter ${number}`;
export const exercise = (number: string, chapterTitle: string): string => `Exercise ${number} · ${chapterTitle}`;
export const pick = (options: number): string => `one of ${options}`;
export const alt = (site: string, over: string, name: string): string => `${site}. ${over}: ${name}`;
