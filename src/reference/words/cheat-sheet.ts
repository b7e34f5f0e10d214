/** The cheat sheet. */
export const title = 'Cheat sheet';
export const description = 'The key formulas of the Scaling Workbook on a printable sheet: what each one says, its symbols and its units.';
/** HTML. */
export const intro = (formulasPage: string): string =>
  `The formulas worth knowing by heart, on a printable sheet. Each name links to the formula’s page, with its source, slips and a calculator; the <a href="${formulasPage}">list of formulas</a> has all the others.`;
export const sections = {
  roofline: 'Roofline',
  links: 'Chips and links',
  counting: 'Counting a model',
  training: 'Training',
  inference: 'Inference and serving',
} as const;
export const conventions = 'A multiply-add is two FLOPs. GB is 10⁹ bytes, GiB is 2³⁰. Peaks are dense; link bandwidths are one-way.';
export const licence = 'Scaling Workbook, MIT licence.';
