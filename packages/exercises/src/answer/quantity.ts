/** Reads a typed answer: re-exports the formulas package's reader for code that judges answers. */
export { pieceOf, readQuantity, type NotRead, type Read, type Reading } from '@scaling-workbook/formulas/quantity';
