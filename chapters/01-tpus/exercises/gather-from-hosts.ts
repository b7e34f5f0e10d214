import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { tpuV5e } from '@scaling-workbook/formulas/hardware';

export default parts({
  title: 'Gather a matrix from the hosts and multiply',
  book: 'sb-tpus-6',
  given: {
    side: amount(131_072, '1'),
    rows: amount(8, '1'),
    chips: amount(16, '1'),
    grid: '4 × 4',
    pcieLinks: amount(16, '1'),
    pcie: amount(1.6e10, 'B/s'),
    links: amount(2, '1'),
    link: amount(4.5e10, 'B/s'),
    bandwidth: amount(8.2e11, 'B/s'),
    peak: amount(1.97e14, 'FLOP/s'),
    byte: amount(1, 'B/element'),
  },
  ask: ({ side, rows, chips, grid, pcieLinks, pcie, links, link, bandwidth, peak }) =>
    md`A matrix $\text{int8}[${String(side.value)}, ${String(side.value)}]$ is spread evenly over the host memory of a v5e slice of ${chips} chips (${grid}, no wraparound). It goes from the hosts to the chips over ${pcieLinks} PCIe connections of ${pcie} each, then over ICI to the chip in one corner, which receives over ${links} links of ${link} one way, and there it is multiplied by activations $\text{bf16}[${String(rows.value)}, ${String(side.value)}]$ in BF16 (${peak}, HBM at ${bandwidth}). How long does each stage take by itself? And the whole: at least, with all stages overlapped, and at most, one after the other? Count the bytes of the matrix only.`,
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
      slips: [
        {
          name: 'whole-matrix',
          say: 'That brings in the whole matrix. The corner has a share of it already.',
          solve: ({ side, byte, links, link }, f) =>
            f.linksTime({
              bytes: f.tensorBytes({ elements: f.matrixElements({ rows: side, columns: side }), bytesPerElement: byte }),
              links,
              bandwidth: link,
            }),
        },
      ],
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
  after: ({ side, byte, chips, pcieLinks, pcie, links, link }, f) => {
    const bytes = f.tensorBytes({ elements: f.matrixElements({ rows: side, columns: side }), bytesPerElement: byte });
    const hosts = f.podHosts({ chips, chipsPerHost: 8 });
    const first = f.linksTime({ bytes, links: pcieLinks, bandwidth: pcie });
    const gather = f.linksTime({ bytes: f.gatheredBytes({ bytes, devices: chips }), links, bandwidth: link });
    const decides =
      gather.value > first.value
        ? md`The gather decides. Expect somewhat more than its ${show(gather, { digits: 2 })}: they hold only if both links into the corner are busy from beginning to end.`
        : md`With so few PCIe connections the first stage decides: ${show(first, { digits: 2 })}.`;
    const shared =
      pcieLinks.value === chips.value
        ? md` All of this depends on one PCIe connection for each of the ${chips} chips. With one for each of the ${show(hosts)} hosts, the first stage alone would take ${show(f.linksTime({ bytes, links: hosts, bandwidth: pcie }), { digits: 2 })}.`
        : md``;
    const room =
      bytes.value >= tpuV5e.hbmSize.value
        ? md` And a warning: ${show(bytes, { as: 'GiB' })} is all the HBM that a v5e has. The corner cannot hold the whole matrix; it has to multiply each part as it arrives and then discard it.`
        : md``;
    return md`${decides}${shared}${room}`;
  },
  fresh: {
    ours: { link: amount(50e9, 'B/s'), bandwidth: tpuV5e.hbmBandwidth, peak: tpuV5e.peak.bf16 },
    'one-pcie-a-host': { pcieLinks: amount(2, '1') },
    'half-the-side': { side: amount(65_536, '1') },
    '64-rows': { rows: amount(64, '1'), side: amount(98_304, '1') },
    '64-chips': { chips: amount(64, '1'), grid: '8 × 8', pcieLinks: amount(64, '1') },
  },
});
