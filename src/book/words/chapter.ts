/** Labels in a chapter, outside its prose. */
export const lesson = 'Lesson';
export const prints = (file: string): string => `Output of ${file}`;
