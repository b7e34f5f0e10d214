/** What stands in a chapter beside its prose. */
export const lesson = 'Lesson';
export const prints = (file: string): string => `What ${file} prints`;
