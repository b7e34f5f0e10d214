import { amount, md, parts, shape, show } from '@scaling-workbook/exercises';
import { a100, b200, h100, tpuV5e, tpuV5p } from '@scaling-workbook/formulas/hardware';

const pair = (
  { name, peak }: typeof h100 | typeof a100 | typeof b200 | typeof tpuV5e | typeof tpuV5p,
  joint: string,
  link: number,
  [b, d, f]: readonly [number, number, number],
) => ({ chip: name, joint, peak: peak.bf16, link: amount(link, 'B/s'), b: amount(b, '1'), d: amount(d, '1'), f: amount(f, '1') });

export default parts({
  title: 'A matmul shared by two chips',
  given: { ...pair(h100, 'NVLink', h100.link.value, [2048, 8192, 8192]), chips: amount(2, '1'), bytesPerElement: amount(2, 'B/element') },
  ask: ({ chip, joint, peak, link, b, d, f }) =>
    md`Two chips of the type ${chip} (${peak} in BF16 each) share the matmul ${shape(b, d)} · ${shape(d, f)}. They split the ${d} that are summed over; each then has a partial result of full size, and sends all of it, in BF16, to the other over ${joint} at ${link} one way, block by block as it is computed. How long does each compute, how long does the exchange take, and from which summed width on could the arithmetic hide it?`,
  fields: {
    math: {
      label: 'Arithmetic of one chip',
      unit: 'µs',
      byHand: 138.911,
      solve: ({ b, d, f: width, chips, peak }, f) =>
        f.computeTime({ flops: f.flopsPerDevice({ flops: f.matmulFlops({ m: b, k: d, n: width }), devices: chips }), peak }),
      steps: [md`The whole matmul.`, md`Each chip has half of the summed width, and so half of the work.`, md`At its own peak.`],
      slips: [
        {
          name: 'whole-work',
          say: 'That lets one chip do the whole matmul. The two share it, and each multiplies half of the summed width.',
          given: () => ({ chips: 1 }),
        },
      ],
    },
    comms: {
      label: 'Exchange',
      unit: 'µs',
      byHand: 74.565,
      solve: ({ b, f: width, bytesPerElement, link }, f) =>
        f.transferTime({
          bytes: f.tensorBytes({ elements: f.matrixElements({ rows: b, columns: width }), bytesPerElement }),
          bandwidth: link,
        }),
      steps: [
        md`The partial result has the shape of the result.`,
        md`Two bytes for each of its numbers.`,
        md`Both chips send at the same time, each in its own direction.`,
      ],
      slips: [
        {
          name: 'half-result',
          say: 'That is half of the time. Each partial result has full size, since the split runs through the sum; and what a chip sends goes out at the bandwidth of one way.',
          solve: ({ b, f: width, bytesPerElement, link }) => (b * width * bytesPerElement) / 2 / link,
        },
      ],
    },
    limit: {
      label: 'Summed width that hides it',
      unit: '1',
      byHand: 4397.333,
      solve: ({ peak, link, bytesPerElement }, f) => f.splitContractionLimit({ peak, bandwidth: link, bytesPerElement }),
      steps: [md`Set both times equal. The batch and the width of the result stand on both sides and cancel.`],
    },
    helps: {
      label: 'Suppose the width were far below that. What would help?',
      options: ({ b }) => [
        {
          text: md`A larger batch`,
          right: false,
          say: md`With twice the ${b} rows there is twice the arithmetic, and twice as much to exchange. The ratio of the two does not move.`,
        },
        {
          text: md`A wider result`,
          right: false,
          say: md`Each further column is one more sum to compute and one more number to exchange. It cancels just as the batch does.`,
        },
        {
          text: md`Splitting the columns of the result instead, if it may stay split`,
          right: true,
          say: md`With all of the left matrix on both chips, each finishes its own columns, and no partial results arise at all. Which split avoids communication altogether is the subject of chapter 2.`,
        },
        {
          text: md`Chips with a higher peak`,
          right: false,
          say: md`They finish the arithmetic sooner and leave even less time to hide behind: the limit rises with $C$.`,
        },
      ],
    },
  },
  hint: () =>
    md`Two clocks again. Only the pipe has changed: FLOPs of *one* chip over its peak, bytes of *one* partial result over the link.`,
  after: ({ peak, link, bytesPerElement }, f) =>
    md`Against its own memory a chip asks for a batch; against this link it asks for a width of ${show(f.splitContractionLimit({ peak, bandwidth: link, bytesPerElement }), { digits: 3 })}. The arithmetic behind each number of the result grows with the width that it sums over, and the number itself stays two bytes. Note also what was assumed: partial results in BF16. Sums are often exchanged in FP32, which doubles the limit.`,
  fresh: {
    'a100-nvlink': pair(a100, 'NVLink', a100.link.value, [4096, 8192, 8192]),
    'b200-nvlink': pair(b200, 'NVLink', b200.link.value, [4096, 8192, 28672]),
    'h100-infiniband': pair(h100, '400 Gbit/s InfiniBand', h100.network.value, [2048, 8192, 8192]),
    'tpu-v5e-one-link': pair(tpuV5e, 'one link', 50e9, [1024, 8192, 4096]),
    'tpu-v5p-one-link': pair(tpuV5p, 'one link', 100e9, [1024, 16384, 4096]),
  },
});
