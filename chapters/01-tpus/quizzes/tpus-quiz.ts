import { amount, choice, md, shape, show } from '@scaling-workbook/exercises';

export default choice({
  title: 'A matmul that is smaller than the array',
  given: { m: amount(64, '1'), k: amount(128, '1'), n: amount(64, '1'), side: amount(128, '1') },
  ask: ({ m, k, n, side }) =>
    md`A matmul of ${shape(m, k)} by ${shape(k, n)} runs on one MXU of ${side} × ${side} cells. The second matrix is the one that is loaded as weights. How much of the array does useful work?`,
  label: 'Choose the true statement',
  options: ({ m, k, n, side }, f) => {
    const array = { rows: side, columns: side };
    const filled = show(f.paddingUtilization({ k, n, ...array }), { as: '%' });
    const cycles = f.systolicMatmulCycles({ m, k, n, ...array });
    const all = show(f.systolicUtilization({ m, k, n, ...array, cycles: cycles.value }), { as: '%', digits: 2 });
    const corner = show(f.paddingUtilization({ k: m, n, ...array }), { as: '%' });
    return [
      {
        text: md`
All of it: the hardware packs a second matmul into the cells that are free.
        `,
        right: false,
        say: md`
The hardware packs nothing. A column adds up one output, and all columns take their activations from the same rows; what is not there is filled up with zeros. See _What does not fit is padded_.
        `,
      },
      {
        text: md`At most half of it: half of the columns hold no weights. And ${m} rows are few to fill and drain the array for.`,
        right: true,
        say: md`The ${shape(k, n)} weights fill all rows but only ${n} of ${side} columns, so ${filled} is the ceiling. The ${m} activation rows need ${cycles} cycles, most of them spent filling and draining: over the whole time ${all} of the cells’ work is useful.`,
      },
      {
        text: md`A quarter of it: the result has ${m} × ${n} elements, and the grid ${side} × ${side} cells.`,
        right: false,
        say: md`${corner} would be right if each cell kept one result. Here each cell keeps one weight, and results flow through. What has to cover the grid is the weight matrix: read *A grid that holds still* again.`,
      },
      {
        text: md`
All of it: the FLOPs are the same, whatever the shape.
        `,
        right: false,
        say: md`
The useful FLOPs are the same, but the array also multiplies the zeros it was padded with, and that takes just as long. See _What does not fit is padded_.
        `,
      },
    ];
  },
  derive: ({ m, k, n, side }, f) => {
    const array = { rows: side, columns: side };
    f.paddingUtilization({ k, n, ...array });
    f.systolicUtilization({ m, k, n, ...array, cycles: f.systolicMatmulCycles({ m, k, n, ...array }) });
  },
  hint: () => md`
Which of the three matrices stands still in the grid?
  `,
  after: ({ m, n, side }, f) => {
    const array = { rows: side, columns: side };
    const whole = (rows: typeof m) => show(f.passUtilization({ m: rows, ...array }), { as: '%', digits: 2 });
    return md`Padding wastes cells; filling and draining waste cycles. The second loss shrinks as more rows stream past the same weights: full weights would reach ${whole(m)} with ${m} rows, ${whole(amount(1024, '1'))} with ${amount(1024, '1')}. The first does not: a width of ${n} is padded to ${side} whatever the batch. That is a good reason to choose head widths and hidden sizes that are multiples of ${side}.`;
  },
  erratum: 'E08',
});
