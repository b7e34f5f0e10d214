/** The list of all exercises. */
import { counted } from '#language/counted.ts';

export const title = 'All exercises';
export const description = 'Every exercise of the Scaling Workbook, by chapter, with filters.';
export const find = 'Find';
export const findPlaceholder = 'ridge, KV cache, …';
export const chapter = 'Chapter';
export const kind = 'Kind';
export const state = 'State';
export const all = 'all';
export const kinds = { numeric: 'One number', symbolic: 'A formula', parts: 'Several parts', choice: 'Choice' } as const;
export const states = { new: 'not tried', tried: 'tried', solved: 'solved' } as const;
export const count = (exercises: number): string => counted(exercises, { one: 'exercise', other: 'exercises' });
