/** The cheat sheet. */
export const title = 'Cheat sheet';
export const description = 'The key formulas of the Scaling Workbook on a sheet to print: what each tells, its symbols and its units.';
/** HTML. */
export const intro = (formulasPage: string): string =>
  `The formulas worth knowing by heart, on a sheet to print. Each name leads to its page, with source, slips and a calculator; all the others are in the <a href="${formulasPage}">list of formulas</a>.`;
export const sections = {
  roofline: 'Roofline',
  links: 'Chips and links',
  counting: 'Counting a model',
  training: 'Training',
  inference: 'Inference and serving',
} as const;
export const conventions = 'A multiply-add is two FLOPs. GB is 10⁹ bytes, GiB 2³⁰. Peaks are dense; links are counted one way.';
export const licence = 'Scaling Workbook, MIT licence.';
