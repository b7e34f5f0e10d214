/** The version of the fact tables, so that a report can say which figures its author saw. */
import { createHash } from 'node:crypto';
import * as hardware from '@scaling-workbook/formulas/hardware';
import * as models from '@scaling-workbook/formulas/models';

export const factsVersion = createHash('sha256')
  .update(JSON.stringify([hardware, models]))
  .digest('hex')
  .slice(0, 8);
