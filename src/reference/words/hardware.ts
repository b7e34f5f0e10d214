/** The table of accelerators and their prices. Texts with links are HTML. */
export const title = 'Hardware';
export const description =
  'Accelerators as described by their makers or reported by others: dense peaks, memory, links, power and ridge points, each value with its source and date.';
export const note = (ridgePage: string): string =>
  `Peaks are dense, never the figure for 2:4 sparsity, and link bandwidths are one-way. GB is 10⁹ bytes. Memory has two sizes: the nominal one, which exercises and figures use, and the one that the driver or compiler reports to programs; calculators and the <code>scaling</code> command plan with the smaller of the two. A value marked second-hand comes from a secondary source, not from where it was first published. A dash means that we have no value with a source. The ridge point is <a href="${ridgePage}">computed</a> from the 16-bit peak and the memory bandwidth. Each name leads to the sources of its values.`;
export const caption = 'Accelerators';
export const none = 'No value with a source: the maker lists none, or we found none.';
export const columns = {
  accelerator: 'Accelerator',
  year: 'Year',
  memory: 'Memory, nominal',
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
  hbmSize: 'nominal memory',
  hbmReported: 'memory reported to programs',
  hbmBandwidth: 'memory bandwidth',
  onChip: 'largest shared on-chip memory',
  link: 'all links to other accelerators, one way',
  pcie: 'host bus, one way',
  network: 'data-centre network, one way',
  tdp: 'power (TDP)',
  sms: 'multiprocessors or compute units',
  mxus: 'systolic arrays',
  mxuSide: 'side of a systolic array',
} as const;

export const prices = 'On-demand prices';
export const pricesNote =
  'What it cost to rent one accelerator for an hour on the given day. Prices age faster than anything else here; an exercise that needs a price states its own.';
export const pricesCaption = 'Hourly prices of one accelerator';
export const priceColumns = { accelerator: 'Accelerator', price: 'Price', provider: 'Provider', offer: 'Offer', asOf: 'As of' } as const;
