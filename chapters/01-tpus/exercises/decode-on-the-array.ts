import { amount, md, parts, shape, show } from '@scaling-workbook/exercises';
import { tpuV5e, tpuV6e } from '@scaling-workbook/formulas/hardware';

const setting = (m: number, k: number, n: number, side = 128) => ({
  m: amount(m, '1'),
  k: amount(k, '1'),
  n: amount(n, '1'),
  side: amount(side, '1'),
});

export default parts({
  title: 'A few rows and many tiles',
  given: setting(8, 8192, 8192),
  ask: ({ m, k, n, side }) =>
    md`One array of ${side} × ${side} cells multiplies ${shape(m, k)} by ${shape(k, n)}. The second matrix is the weights. A tile slides in over ${side} cycles while the array works on the one before it; the first is in place at the start. How many cycles does the matmul take, and which share of what the cells could have done meanwhile is useful?`,
  fields: {
    cycles: {
      label: 'Cycles',
      unit: '1',
      byHand: 524_422,
      solve: ({ m, k, n, side }, f) => f.systolicMatmulCycles({ m, k, n, rows: side, columns: side }),
      steps: [
        md`All tiles but the last take as long as their stream or as the load of the next, whichever is longer. Then the last stream, and one fill and drain.`,
      ],
    },
    share: {
      label: 'Useful share',
      unit: '%',
      byHand: 6.2484,
      solve: ({ m, k, n, side }, f, earlier) =>
        f.systolicUtilization({ m, k, n, rows: side, columns: side, cycles: Math.round(earlier('cycles')) }),
      steps: [md`Useful multiply-adds over cells times cycles.`],
    },
    more: {
      label: 'What changes if twice as many rows stream through?',
      options: ({ m, k, n, side }, f) => {
        const at = (rows: number) => f.systolicMatmulCycles({ m: rows, k, n, rows: side, columns: side });
        const both = md`${show(at(m.value), { digits: 4 })} cycles and ${show(at(2 * m.value), { digits: 4 })}`;
        return [
          {
            text: md`Hardly anything: twice the work in nearly the same time`,
            right: true,
            say: md`It takes ${both}. As long as fewer than ${side} rows stream, the array waits for weights, and a row more is nearly free.`,
          },
          {
            text: md`It takes twice as long, at the same share`,
            right: false,
            say: md`That holds from ${side} rows on, where the stream is what takes time. Here it is the loading of weights: ${both}.`,
          },
          {
            text: md`It takes longer by the rows that were added to each tile`,
            right: false,
            say: md`They stream past while the array would have waited for the next tile anyway: ${both}.`,
          },
        ];
      },
    },
  },
  hint: ({ side }) =>
    md`Count the tiles first. For each, compare the rows that stream with the ${side} cycles in which the next tile arrives.`,
  after: ({ m, side }, f) => {
    const { name, peak, hbmBandwidth } = side.value === tpuV6e.mxuSide.value ? tpuV6e : tpuV5e;
    return md`Nearly ${m}/${side}: as long as fewer rows stream than the array has, the share is the one over the other. So the array itself has a critical batch, the length of its side. On a ${name}, whose arrays have this side, the HBM asks for more than that, ${show(f.criticalBatch({ peak: peak.bf16, bandwidth: hbmBandwidth }), { digits: 2 })}, and is the limit. With weights that lie in VMEM already, it is the array that sets the limit, if it loads a row a cycle as the first TPU did.`;
  },
  fresh: {
    'm32-d8192': setting(32, 8192, 8192),
    'm16-mlp': setting(16, 4096, 14336),
    'm4-d4096': setting(4, 4096, 4096),
    'm32-side-256': setting(32, 8192, 8192, 256),
    'm60-d5120': setting(60, 5120, 5120),
  },
});
