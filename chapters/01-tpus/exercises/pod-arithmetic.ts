import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { tpuV5e, tpuV5p } from '@scaling-workbook/formulas/hardware';

export default parts({
  title: 'What a full pod holds',
  book: 'sb-tpus-2',
  given: {
    size: 'pod',
    ex: amount(16, '1'),
    ey: amount(16, '1'),
    eHost: amount(8, '1'),
    eCores: amount(1, '1'),
    eMemory: amount(16e9, 'B'),
    ePeak: amount(1.97e14, 'FLOP/s'),
    px: amount(16, '1'),
    py: amount(20, '1'),
    pz: amount(28, '1'),
    pHost: amount(4, '1'),
    pCores: amount(2, '1'),
    pMemory: amount(96e9, 'B'),
    pPeak: amount(4.59e14, 'FLOP/s'),
  },
  ask: (g) =>
    md`A v5e ${g.size} has ${g.ex} × ${g.ey} chips, with ${g.eHost} chips to a host, ${g.eCores} TensorCore, ${show(g.eMemory, { digits: 4 })} of HBM and ${g.ePeak} in BF16 each. A v5p ${g.size} has ${g.px} × ${g.py} × ${g.pz} chips, with ${g.pHost} to a host, ${g.pCores} TensorCores, ${show(g.pMemory, { digits: 4 })} and ${g.pPeak} each. How many hosts and TensorCores has each ${g.size}, how many FLOP/s, and how much HBM?`,
  fields: {
    eHosts: {
      label: 'Hosts of the v5e chips',
      unit: '1',
      tolerance: 0,
      byHand: 32,
      solve: ({ ex, ey, eHost }, f) => f.podHosts({ chips: f.podChips({ x: ex, y: ey }), chipsPerHost: eHost }),
    },
    eCoresAll: {
      label: 'TensorCores of the v5e chips',
      unit: '1',
      tolerance: 0,
      byHand: 256,
      solve: ({ ex, ey, eCores }, f) => f.podCores({ chips: f.podChips({ x: ex, y: ey }), coresPerChip: eCores }),
    },
    ePeakAll: {
      label: 'Peak of the v5e chips',
      unit: 'PFLOP/s',
      byHand: 50.432,
      solve: ({ ex, ey, ePeak }, f) => f.podPeak({ chips: f.podChips({ x: ex, y: ey }), peak: ePeak }),
      printed: [
        {
          value: 51,
          say: 'The companion book rounds the chip to 2 × 10¹⁴ before it multiplies, and then rounds again. From the figures given here it is 50.4 PFLOP/s.',
          right: true,
        },
      ],
    },
    eMemoryAll: {
      label: 'HBM of the v5e chips',
      unit: 'TB',
      byHand: 4.096,
      printed: [{ value: 4, say: 'The companion book prints 4 TB. With all digits it is 4.1 TB.', right: true }],
      solve: ({ ex, ey, eMemory }, f) => f.podMemory({ chips: f.podChips({ x: ex, y: ey }), memory: eMemory }),
    },
    pHosts: {
      label: 'Hosts of the v5p chips',
      unit: '1',
      tolerance: 0,
      byHand: 2240,
      solve: ({ px, py, pz, pHost }, f) => f.podHosts({ chips: f.podChips({ x: px, y: py, z: pz }), chipsPerHost: pHost }),
    },
    pCoresAll: {
      label: 'TensorCores of the v5p chips',
      unit: '1',
      tolerance: 0,
      byHand: 17_920,
      solve: ({ px, py, pz, pCores }, f) => f.podCores({ chips: f.podChips({ x: px, y: py, z: pz }), coresPerChip: pCores }),
    },
    pPeakAll: {
      label: 'Peak of the v5p chips',
      unit: 'EFLOP/s',
      byHand: 4.11264,
      solve: ({ px, py, pz, pPeak }, f) => f.podPeak({ chips: f.podChips({ x: px, y: py, z: pz }), peak: pPeak }),
    },
    pMemoryAll: {
      label: 'HBM of the v5p chips',
      unit: 'TB',
      byHand: 860.16,
      solve: ({ px, py, pz, pMemory }, f) => f.podMemory({ chips: f.podChips({ x: px, y: py, z: pz }), memory: pMemory }),
    },
  },
  hint: () => md`Chips first: the product of the axes. Everything else is that number times, or over, something.`,
  after: ({ ePeak, pPeak, eMemory, pMemory }, f) =>
    md`The two chips are built for different work. One v5p has ${show(f.flopRateRatio({ first: pPeak, second: ePeak }), { digits: 2 })} times the peak of a v5e and ${show(f.byteRatio({ first: pMemory, second: eMemory }), { digits: 2 })} times its memory, and far more of them are wired together in a pod. Google’s pages say 16 GB and [95 GiB](https://docs.cloud.google.com/tpu/docs/v5p); “Try different numbers” counts with 16 GiB and 95 GiB.`,
  fresh: {
    ours: { eMemory: tpuV5e.hbmSize, ePeak: tpuV5e.peak.bf16, pMemory: tpuV5p.hbmSize, pPeak: tpuV5p.peak.bf16 },
    slices: { size: 'slice', ex: amount(8, '1'), ey: amount(16, '1'), px: amount(4, '1'), py: amount(4, '1'), pz: amount(8, '1') },
    half: { size: 'slice', ex: amount(8, '1'), ey: amount(8, '1'), px: amount(8, '1'), py: amount(20, '1'), pz: amount(28, '1') },
    cube: { size: 'slice', ex: amount(4, '1'), ey: amount(4, '1'), px: amount(4, '1'), py: amount(4, '1'), pz: amount(4, '1') },
    large: { size: 'slice', ex: amount(4, '1'), ey: amount(8, '1'), px: amount(16, '1'), py: amount(16, '1'), pz: amount(24, '1') },
  },
});
