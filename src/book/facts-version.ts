/** The version of the fact tables, so that a report can say which figures its author saw. */
import { createHash } from 'node:crypto';
import { everyFact } from '@scaling-workbook/formulas/fact-list';
import * as hardware from '@scaling-workbook/formulas/hardware';
import * as models from '@scaling-workbook/formulas/models';

export const factsVersion = createHash('sha256')
  .update(JSON.stringify([hardware, models]))
  .digest('hex')
  .slice(0, 8);

/** The day of the newest fact, such as `2026-11-09`. */
export const factsDate = everyFact()
  .map(({ fact }) => fact.date)
  .filter((date) => /^\d{4}-\d\d-\d\d$/.test(date))
  .reduce((newest, date) => (date > newest ? date : newest), '');
