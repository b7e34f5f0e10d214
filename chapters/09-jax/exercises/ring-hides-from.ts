import { amount, letter, md, parts, show } from '@scaling-workbook/exercises';

export default parts({
  title: 'When a collective matmul hides its ring',
  given: {
    Y: letter('1', { from: 2, to: 64, whole: true }),
    C: letter('FLOP/s', { from: 1e14, to: 1e15 }),
    w: letter('B/s', { from: 1e10, to: 1e11 }),
    bytes: amount(2, 'B/element'),
    chip: 'TPU v5e',
    devices: amount(4, '1'),
    peak: amount(1.97e14, 'FLOP/s'),
    bandwidth: amount(4.5e10, 'B/s'),
    one: amount(1, '1'),
    both: amount(2, '1'),
  },
  ask: ({ chip, devices, peak, bandwidth }) =>
    md`$A[B_X, D_Y] \cdot W[D, F_Y] \to \text{Out}[B_X, F_Y]$ runs as a collective matmul in BF16: each of the $Y$ devices multiplies the chunk of $A$ that it holds, while it passes the chunk on to its neighbour. A device does $C$ FLOP/s, and a link carries $w$ bytes a second one way. From which $F$ on does the product of a chunk take at least as long as its transfer, if the ring runs one way? And with half of each chunk going either way round? How wide is that on ${devices} ${chip} (${peak}, ${bandwidth} each way)?`,
  fields: {
    oneWay: {
      label: 'F, one way',
      unit: '1',
      byHand: 'Y C / w',
      solve: ({ Y, C, w, bytes, one }, f) =>
        f.hiddenRingWidth({ devices: Y, peak: C, bandwidth: w, bytesPerElement: bytes, directions: one }),
    },
    bothWays: {
      label: 'F, both ways',
      unit: '1',
      byHand: 'Y C / (2 w)',
      solve: ({ Y, C, w, bytes, both }, f) =>
        f.hiddenRingWidth({ devices: Y, peak: C, bandwidth: w, bytesPerElement: bytes, directions: both }),
    },
    width: {
      label: 'F in these numbers, both ways',
      unit: '1',
      byHand: 8755.56,
      solve: ({ devices, peak, bandwidth, bytes, both }, f) =>
        f.hiddenRingWidth({ devices, peak, bandwidth, bytesPerElement: bytes, directions: both }),
      slips: [
        {
          name: 'one-way',
          say: 'That is the ring used one way round. Both ways carry half of each chunk.',
          given: () => ({ both: 1 }),
        },
      ],
    },
  },
  hint: () => md`
A chunk is $B/X$ by $D/Y$. Write its FLOPs with a device's $F/Y$ columns over $C$, its bytes over the bandwidth, and cancel.
  `,
  after: ({ devices, peak, bandwidth }, f) =>
    md`Neither the batch nor $D$ appears: a larger batch makes the products longer and the chunks larger alike. It is the limit of tensor parallelism from chapter 4, read the other way round. With $F$ = 28,672 and both ways used, the transfers are hidden up to ${show(f.ratio({ first: 28_672, second: f.hiddenRingWidth({ devices: 1, peak, bandwidth, directions: 2 }).value }), { digits: 3 })} such devices, so on ${devices} with room to spare. The first product and the last transfer have nothing to run beside, which is why short rings gain less than the formula promises.`,
  fresh: {
    'tpu-v5p': { chip: 'TPU v5p', peak: amount(4.59e14, 'FLOP/s'), bandwidth: amount(9e10, 'B/s') },
    'eight-v5e': { devices: amount(8, '1') },
    'sixteen-v5e': { devices: amount(16, '1') },
  },
});
