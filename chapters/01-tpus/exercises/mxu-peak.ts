import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { tpuV3, tpuV4, tpuV5e } from '@scaling-workbook/formulas/hardware';

export default parts({
  title: 'From a grid and a clock to a data sheet',
  original: '1.1',
  given: { chip: 'TPU v5e', side: tpuV5e.mxuSide, clock: amount(1.5e9, 'Hz'), arrays: tpuV5e.mxus, listed: tpuV5e.peak.bf16 },
  ask: ({ chip, side, clock, arrays }) =>
    md`An MXU of the ${chip} is a grid of ${side} × ${side} cells. Every cell does one multiply-add in each cycle, and the clock runs at ${clock}. What is the peak rate of one MXU, and what is the peak of the chip, which has ${arrays} of them?`,
  fields: {
    mxu: {
      label: 'Peak of one MXU',
      unit: 'TFLOP/s',
      byHand: 49.152,
      solve: ({ side, clock }, f) => f.systolicArrayPeak({ rows: side, columns: side, clock }),
      steps: [
        md`
Once the array is full, no cell ever waits: count the cells, give each two FLOPs, and multiply by the cycles in a second.
        `,
      ],
      slips: [
        {
          name: 'whole-chip',
          say: 'That is the whole chip. Here only one MXU is asked for.',
          solve: ({ side, clock, arrays }, f) =>
            f.chipPeak({ arrays, arrayPeak: f.systolicArrayPeak({ rows: side, columns: side, clock }) }),
        },
      ],
    },
    chip: {
      label: 'Peak of the chip',
      unit: 'TFLOP/s',
      byHand: 196.608,
      solve: ({ arrays }, f, earlier) => f.chipPeak({ arrays, arrayPeak: earlier('mxu') }),
      steps: [
        md`
The arrays work side by side on different tiles.
        `,
      ],
    },
  },
  hint: () => md`
How many cells has the grid? Each does a multiplication and an addition in a cycle.
  `,
  after: ({ chip, side, clock, arrays, listed }, f) => {
    const peak = f.chipPeak({ arrays, arrayPeak: f.systolicArrayPeak({ rows: side, columns: side, clock }) });
    return md`The data sheet of the ${chip} says ${listed}; you get ${show(peak, { digits: 4 })} from a grid and a clock. The other way round, the published peak implies a clock of ${show(f.impliedClock({ peak: listed, arrays, rows: side, columns: side }), { digits: 4 })}. Nothing else is hidden in the figure: no vector unit, no boost, no sparsity. A peak is a count of multipliers times a frequency, and it can be checked in a minute.`;
  },
  erratum: 'E06',
  fresh: {
    'tpu-v3': { chip: 'TPU v3', clock: amount(940e6, 'Hz'), arrays: tpuV3.mxus, listed: tpuV3.peak.bf16 },
    'tpu-v4': { chip: 'TPU v4', clock: amount(1.05e9, 'Hz'), arrays: tpuV4.mxus, listed: tpuV4.peak.bf16 },
    // Jouppi et al. 2021, Ten Lessons From Three Generations Shaped Google's TPUv4i, doi:10.1109/ISCA52012.2021.00010.
    'tpu-v4i': { chip: 'TPU v4i', clock: amount(1.05e9, 'Hz'), arrays: amount(4, '1'), listed: amount(138e12, 'FLOP/s') },
  },
});
