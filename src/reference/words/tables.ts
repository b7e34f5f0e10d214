/** Tables that sort. */
export const sorted = (column: string, direction: 'ascending' | 'descending'): string => `Sorted by ${column}, ${direction}.`;
