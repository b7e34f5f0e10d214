/** The escape of the exercises' package, by the name that the rooms of the site know. */
export { escaped } from '@scaling-workbook/exercises/escaped';
