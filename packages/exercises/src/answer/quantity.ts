/** Reading a typed answer: the reader of the formulas package, as whoever judges answers imports it. */
export { pieceOf, readQuantity, type NotRead, type Read, type Reading } from '@scaling-workbook/formulas/quantity';
