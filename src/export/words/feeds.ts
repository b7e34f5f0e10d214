/** The feeds of corrections and of facts. */
export const corrections = {
  title: 'Scaling Workbook: corrections',
  description: 'Mistakes in our sources, and printed figures of the companion book that are off.',
} as const;
export const facts = {
  title: 'Scaling Workbook: facts',
  description: 'Values of hardware, models, prices and training runs with their sources. A value that changes becomes a new entry.',
} as const;
export const fact = (path: string, value: string): string => `${path}: ${value}`;
export const source = (source: string, date: string, secondHand: boolean): string =>
  `${secondHand ? 'Second-hand. ' : ''}${source} (${date})`;
