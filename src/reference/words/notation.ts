/** Letters, units, and constants that differ from the companion book's. `letters` and `overloaded` are Markdown. */
export const title = 'Notation and constants';
export const description =
  'The letters, units and constants of the Scaling Workbook: what each means, where the companion book uses another, and why.';
export const intro =
  'Shapes and sharding use the letters of the companion book. The formulas have a few of their own, and each formula’s page says what its letters mean.';

export const lettersTitle = 'Letters';
export const lettersCaption = 'Letters, what each means, and the unit';
export const columns = { letter: 'Letter', means: 'Meaning', unit: 'Unit' } as const;
/** TeX, meaning, unit. */
export const letters: readonly (readonly [letter: string, means: string, unit: string])[] = [
  ['B', 'batch: tokens that are processed together; in decoding one token for each sequence, so sequences', 'token'],
  ['T', 'length of the queries: tokens that attend', 'token'],
  ['S', 'length of the keys and values: tokens attended to; the context', 'token'],
  ['D', 'width of the model: elements of a token’s activation between blocks', '1'],
  ['F', 'hidden width of the MLP', '1'],
  ['N', 'query heads', '1'],
  ['K', 'key and value heads', '1'],
  ['G', 'query heads for each key head, $G = N/K$', '1'],
  ['H', 'width of a head', '1'],
  ['L', 'layers', '1'],
  ['V', 'vocabulary', '1'],
  ['E, \\; k', 'experts of a layer, and how many of them a token uses', '1'],
  ['C', 'peak rate of a chip, dense; $P$ in our formulas', 'FLOP/s'],
  ['W', 'bandwidth: $W_\\text{hbm}$ of the memory, $W_\\text{ici}$ or plain $W$ of the links', 'B/s'],
  ['\\alpha', 'intensity of a network, $\\alpha = C/W$: FLOPs that a chip does in the time of one byte on its links', 'FLOP/B'],
  ['n', 'chips that share a model', '1'],
  ['X, \\; Y, \\; Z', 'axes of a device mesh, and how many devices each has', '1'],
  ['I, \\; I^*', 'arithmetic intensity of a kernel, and the ridge point of a chip', 'FLOP/B'],
  ['Q', 'bytes that a kernel moves', 'B'],
];

export const shardingTitle = 'Sharding';
/** Markdown. */
export const sharding: readonly string[] = [
  '$A[I_X, J]$ is a matrix with axes $I$ and $J$ whose first axis is split over the mesh axis $X$: each device has $I/X$ rows. An axis without a subscript is whole on every device.',
  '$A[I_{XY}, J]$ is split over two mesh axes, into $XY$ pieces.',
  '$A[I, J]\\{U_X\\}$ is a partial sum: the devices along $X$ hold terms that have yet to be added.',
];

export const overloadedTitle = 'Letters with more than one meaning';
export const overloadedIntro =
  'Some letters have two meanings or more, in the companion book and in the papers that formulas come from. The context decides:';
/** Markdown. */
export const overloaded: readonly string[] = [
  '**B** is the batch in a shape or a FLOP count, and a byte as a unit: 3.35 TB/s. A unit follows a number and is upright.',
  '**C** is the peak rate in the companion book. In scaling laws it is the FLOPs of a training run, and in $A \\cdot B \\to C$ a product.',
  '**D** is the width in a shape, and the training tokens in a scaling law, $6ND$.',
  '**F** is the hidden width in a shape, and the FLOPs of a kernel in an intensity, $I = F/Q$.',
  '**K** is the key heads in a shape, and the contracted axis of a matmul $[M, K] \\cdot [K, N]$.',
  '**N** is the query heads in a shape, the parameters in a scaling law, and the devices in a formula about a network. The companion book also writes it for the side of a square matrix.',
  '**P** is the peak rate in a time, the devices in the time of a collective, and the parameters in chapters 6 and 7, where $N$ counts heads.',
  '**T** is the query length in a shape, and a time where it has a subscript: $T_\\text{math}$.',
  '**V** is the vocabulary in a shape, and the bytes of an array in the time of a collective, $V/W$.',
];

export const unitsTitle = 'Units and prefixes';
/** Markdown. */
export const units = (difference: string, link: string, bits: string): readonly string[] => [
  'A **FLOP** is one addition or multiplication, so a multiply-add is two. **FLOPs** is their number, **FLOP/s** a rate. The companion book writes FLOPs/s for the rate.',
  `Prefixes are decimal: 1 GB is $10^9$ bytes. Binary ones have an i: 1 GiB is $2^{30}$ bytes, ${difference} more. Memories of chips come in binary sizes, rates and traffic in decimal ones. An answer in GB is also accepted in GiB unless the question defines GB.`,
  `Networks are sold in bits: a port of ${bits} moves ${link}.`,
  'Peak rates are dense. Data sheets often print the doubled rate for matrices half of whose entries are zero.',
];

export const linksTitle = 'One way and both ways';
/** Markdown. */
export const links = (oneWay: string, bothWays: string): readonly string[] => [
  `A link carries data in both directions at once. This workbook states the bandwidth of **one way**: an H100 sends ${oneWay} over NVLink while it receives as much. Data sheets add the two, ${bothWays}.`,
  'On a torus the companion book writes $W$ for **both ways** of one axis. A ring uses both directions, each for half of the data, so a collective over one axis takes $V/W$ with that $W$. With one way’s bandwidth the same time is $V/(2W)$ on a ring; on a line, without wraparound, data can go only one way at an end.',
];

export const constantsTitle = 'Constants that differ';
export const constantsIntro =
  'A problem of the companion book is posed with its own constants, so that its readers recognise it, and offered again with ours. Ours have a source and a date on the page of hardware. They differ here:';
export const constantsCaption = 'Constants of the companion book and of this workbook';
export const constantColumns = { constant: 'Constant', theirs: 'Companion book', ours: 'This workbook', why: 'Why' } as const;
export const constants = {
  ici: {
    name: 'One TPU link, one way',
    theirs: (v5e: string, v5p: string): string => `${v5e} (v5e), ${v5p} (v5p)`,
    ours: (v5e: string, v5p: string): string => `${v5e} (v5e), ${v5p} (v5p)`,
    why: 'Ours is the published rate divided by the links of a chip. Theirs is a tenth lower; the companion book does not say why.',
  },
  h100: {
    name: 'Peak of an H100 in BF16',
    theirs: '989 or 990 TFLOP/s',
    why: 'NVIDIA’s architecture paper prints one more digit. An answer within the tolerance of an exercise may use either.',
  },
  v5eInt8: {
    name: 'Peak of a TPU v5e in int8',
    why: 'Ours is printed on Google’s page; the companion book doubles the rounded rate for BF16.',
  },
  v5pBandwidth: { name: 'Memory bandwidth of a TPU v5p', why: 'The companion book rounds.' },
  v5eBandwidth: { name: 'Memory bandwidth of a TPU v5e', why: 'The companion book rounds.' },
  h100Bandwidth: {
    name: 'Memory bandwidth of an H100',
    theirs: '3.4 TB/s in its table, 3.35 TB/s in its answers',
    why: 'The data sheet has three digits.',
  },
  v5eMemory: {
    name: 'Memory of a TPU v5e',
    why: 'The chip has binary gigabytes. The companion book counts decimal ones, which is on the safe side.',
  },
  v5pMemory: { name: 'Memory of a TPU v5p', why: 'Google’s page says 95 GiB now; an earlier revision said GB.' },
  training: {
    name: 'Training state for each parameter',
    theirs: '10 B/param',
    why: 'Theirs is a weight in BF16 and two moments of Adam in FP32. Ours adds a gradient in BF16 and a copy of the weight in FP32, as mixed-precision training usually keeps them.',
  },
} as const;
