import { amount, md, numeric, show } from '@scaling-workbook/exercises';
import { tpuV4, tpuV5e, tpuV5p } from '@scaling-workbook/formulas/hardware';

const slice = (chips: number, { name, hbmBandwidth }: typeof tpuV4 | typeof tpuV5e | typeof tpuV5p) => ({
  chips: amount(chips, '1'),
  chip: name,
  bandwidth: hbmBandwidth,
});

export default numeric({
  title: 'Shortest time to read the weights once',
  book: 'sb-tpus-1',
  given: {
    params: amount(200e9, 'param'),
    bytesPerParam: amount(2, 'B/param'),
    chips: amount(32, '1'),
    chip: 'TPU v4',
    bandwidth: amount(1.23e12, 'B/s'),
  },
  ask: ({ params, chips, chip, bandwidth }) =>
    md`A model of ${params} in BF16 is spread evenly over ${chips} chips of type ${chip}, each with an HBM bandwidth of ${bandwidth}. To generate one token for a small batch, every chip reads its share of the weights once. How long does that take at least?`,
  label: 'Time of the read',
  unit: 'ms',
  byHand: 10.1626,
  solve: ({ params, bytesPerParam, chips, bandwidth }, f) =>
    f.memoryTime({ bytes: f.shardBytes({ bytes: f.weightBytes({ params, bytesPerParam }), devices: chips }), bandwidth }),
  steps: [md`Two bytes for each parameter.`, md`Each chip holds, and reads, an equal share.`, md`All chips read at the same time.`],
  hint: () => md`How many bytes lie on one chip?`,
  after: ({ params, bytesPerParam, chips, bandwidth }, f) => {
    const share = f.shardBytes({ bytes: f.weightBytes({ params, bytesPerParam }), devices: chips });
    const book =
      bandwidth.value === 1.23e12
        ? md` The companion book’s answer takes 1.23 TB/s, its table says 1.2 TB/s: with that it would be ${show(f.memoryTime({ bytes: share, bandwidth: 1.2e12 }), { digits: 3 })}.`
        : md``;
    return md`No step of this model on these chips can be shorter, however fast the arithmetic is.${book}`;
  },
  fresh: {
    ours: slice(32, tpuV4),
    '64-chips': slice(64, tpuV4),
    'v5e-64': slice(64, tpuV5e),
    'v5p-16': slice(16, tpuV5p),
    '70b-on-8-v5p': { params: amount(70e9, 'param'), ...slice(8, tpuV5p) },
  },
});
