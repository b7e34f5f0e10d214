import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { tpuV5e } from '@scaling-workbook/formulas/hardware';

export default parts({
  title: 'Gather a matrix from the hosts and multiply',
  book: 'sb-tpus-6',
  given: {
    side: amount(131_072, '1'),
    rows: amount(8, '1'),
    chips: amount(16, '1'),
    pcieLinks: amount(16, '1'),
    pcie: amount(1.6e10, 'B/s'),
    links: amount(2, '1'),
    link: amount(4.5e10, 'B/s'),
    bandwidth: amount(8.2e11, 'B/s'),
    peak: amount(1.97e14, 'FLOP/s'),
    byte: amount(1, 'B/element'),
  },
  ask: ({ side, rows, chips, pcieLinks, pcie, links, link, bandwidth, peak }) =>
    md`A matrix $\text{int8}[${String(side.value)}, ${String(side.value)}]$ is spread evenly over the host memory of a v5e slice of ${chips} chips (4 × 4, no wraparound). It goes from the hosts to the chips over ${pcieLinks} PCIe connections of ${pcie} each, then over ICI to the chip in one corner, which receives over ${links} links of ${link} one way, and there it is multiplied by activations $\text{bf16}[${String(rows.value)}, ${String(side.value)}]$ in BF16 (${peak}, HBM at ${bandwidth}). How long does each stage take by itself? And the whole: at least, with all stages overlapped, and at most, one after the other? Count the bytes of the matrix only.`,
  fields: {
    hosts: {
      label: 'PCIe, hosts to chips',
      unit: 'ms',
      byHand: 67.1089,
      solve: ({ side, byte, pcieLinks, pcie }, f) =>
        f.linksTime({
          bytes: f.tensorBytes({ elements: f.matrixElements({ rows: side, columns: side }), bytesPerElement: byte }),
          links: pcieLinks,
          bandwidth: pcie,
        }),
      printed: [
        {
          value: 63,
          say: 'That takes the matrix to be 16 GB, as the companion book does. It is 128 × 1024 squared, 17.2 GB (16 GiB), which takes 67 ms.',
          right: true,
        },
      ],
    },
    ici: {
      label: 'ICI, chips to the corner',
      unit: 'ms',
      byHand: 178.957,
      solve: ({ side, byte, chips, links, link }, f) =>
        f.linksTime({
          bytes: f.gatheredBytes({
            bytes: f.tensorBytes({ elements: f.matrixElements({ rows: side, columns: side }), bytesPerElement: byte }),
            devices: chips,
          }),
          links,
          bandwidth: link,
        }),
      printed: [
        {
          value: 167,
          say: 'That takes the matrix to be 16 GB, as the companion book does. With all of its 17.2 GB the corner has to receive 16.1 GB, which takes 179 ms.',
          right: true,
        },
      ],
    },
    hbm: {
      label: 'HBM of the corner',
      unit: 'ms',
      byHand: 20.9511,
      solve: ({ side, byte, bandwidth }, f) =>
        f.memoryTime({
          bytes: f.tensorBytes({ elements: f.matrixElements({ rows: side, columns: side }), bytesPerElement: byte }),
          bandwidth,
        }),
      printed: [
        {
          value: 20,
          say: 'That takes the matrix to be 16 GB, as the companion book does. For its 17.2 GB the read takes 21 ms.',
          right: true,
        },
      ],
      slips: [
        {
          name: 'bf16-matrix',
          say: 'That reads two bytes for each element. The matrix is stored in INT8.',
          given: () => ({ byte: 2 }),
        },
      ],
    },
    math: {
      label: 'Arithmetic of the corner',
      unit: 'ms',
      byHand: 1.39532,
      solve: ({ side, rows, peak }, f) => f.computeTime({ flops: f.matmulFlops({ m: rows, k: side, n: side }), peak }),
    },
    least: {
      label: 'The whole at least',
      unit: 'ms',
      byHand: 178.957,
      solve: (_, f, earlier) =>
        f.slowestStage({ first: earlier('hosts'), second: earlier('ici'), third: earlier('hbm'), fourth: earlier('math') }),
      printed: [
        {
          value: 167,
          say: 'That takes the matrix to be 16 GB, as the companion book does. With all of its 17.2 GB it is 179 ms.',
          right: true,
        },
      ],
    },
    most: {
      label: 'The whole at most',
      unit: 'ms',
      byHand: 268.412,
      solve: (_, f, earlier) =>
        f.sumOfStages({ first: earlier('hosts'), second: earlier('ici'), third: earlier('hbm'), fourth: earlier('math') }),
    },
  },
  hint: () =>
    md`Each stage is one division. For ICI ask how many bytes the corner does not have yet, and through how many links they can come in.`,
  after: ({ side, byte, chips, pcie }, f) => {
    const bytes = f.tensorBytes({ elements: f.matrixElements({ rows: side, columns: side }), bytesPerElement: byte });
    return md`About 200 ms is a sensible estimate: the gather decides, and it will not run at its bound, because the two links into the corner are fed unevenly. Everything here hangs on one PCIe connection for each of the ${chips} chips. With one for each of the two hosts, the first stage alone would take ${show(f.linksTime({ bytes, links: 2, bandwidth: pcie }), { digits: 2 })}. And a warning: ${show(bytes, { as: 'GiB' })} are all the HBM that a v5e has. The corner cannot hold the whole matrix; it has to multiply what arrives and let it go.`;
  },
  fresh: {
    ours: { link: amount(50e9, 'B/s'), bandwidth: tpuV5e.hbmBandwidth, peak: tpuV5e.peak.bf16 },
    'one-pcie-a-host': { pcieLinks: amount(2, '1') },
    'half-the-side': { side: amount(65_536, '1') },
    '64-rows': { rows: amount(64, '1'), side: amount(98_304, '1') },
    '64-chips': { chips: amount(64, '1'), pcieLinks: amount(64, '1') },
  },
});
