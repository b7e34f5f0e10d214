/** The table of accelerators and their prices. Texts with links are HTML. */
export const title = 'Hardware';
export const description =
  'Accelerators as their makers describe them, or as others report them: dense peaks, memory, links, power and ridge points, each value with its source and date.';
export const note = (ridgePage: string): string =>
  `Peaks are dense, never the figure for 2:4 sparsity, and links are counted one way. GB is 10⁹ bytes. Memory has two sizes: what the label says, which exercises and pictures take, and what driver or compiler report to programs, which <code>scaling</code> takes where it is known. A value marked second-hand was read in somebody’s account of it, not where it was first published. A dash means that no value with a source is known here. The ridge point is <a href="${ridgePage}">computed</a> from the 16-bit peak and the memory bandwidth. Each name leads to the sources of its values.`;
export const caption = 'Accelerators';
export const none = 'No value with a source: the maker lists none, or none was found.';
export const columns = {
  accelerator: 'Accelerator',
  year: 'Year',
  memory: 'Memory, label',
  reported: 'Memory, reported',
  bandwidth: 'Memory bandwidth',
  ridge: 'Ridge point, 16 bit',
  link: 'Links, one way',
  power: 'Power (TDP)',
  fp32: 'FP32, vector',
  pcie: 'Host bus, one way',
  network: 'Network, one way',
  onChip: 'On-chip memory',
  sms: 'SMs or CUs',
  mxus: 'Systolic arrays',
} as const;

export const sources = 'Where the values come from';
export const secondHand = 'second-hand';
export const densePeak = (dtype: string): string => `dense ${dtype} peak`;
export const facts = {
  hbmSize: 'memory on the label',
  hbmReported: 'memory that programs see',
  hbmBandwidth: 'memory bandwidth',
  onChip: 'largest shared on-chip memory',
  link: 'links to other accelerators together, one way',
  pcie: 'host bus, one way',
  network: 'data-centre network, one way',
  tdp: 'power (TDP)',
  sms: 'multiprocessors or compute units',
  mxus: 'systolic arrays',
  mxuSide: 'side of a systolic array',
} as const;

export const prices = 'Prices on demand';
export const pricesNote =
  'What renting one accelerator for an hour cost on the day given. Prices age faster than anything else here; an exercise that needs one states its own.';
export const pricesCaption = 'Prices of one accelerator for an hour';
export const priceColumns = { accelerator: 'Accelerator', price: 'Price', provider: 'Provider', offer: 'Offer', asOf: 'As of' } as const;
