import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { a100, b200, h200 } from '@scaling-workbook/formulas/hardware';
import { secondsOf } from '../figures/profile.ts';

export default parts({
  title: 'A kernel too fast to be true',
  original: '8.2',
  given: {
    chip: 'H100 SXM',
    batch: amount(32, '1'),
    tokens: amount(2048, '1'),
    width: amount(8192, '1'),
    columns: amount(2 * 28672, '1'),
    devices: amount(8, '1'),
    peak: amount(989.4e12, 'FLOP/s'),
    claimed: amount(secondsOf('up-gate'), 's'),
  },
  ask: ({ chip, batch, tokens, width, columns, devices, peak, claimed }) =>
    md`The up and gate projections of an MLP run as one BF16 matmul, from width ${width} to ${columns} columns, over a batch of ${batch} × ${tokens} tokens. An ${chip} computes at most ${peak}. How long does the matmul take at the very least on one GPU, and how long with its columns split over ${devices}? A report claims ${show(claimed, { as: 'ms' })} for the split kernel. What rate would that be on each GPU, and can it be true?`,
  fields: {
    oneGpu: {
      label: 'Least time on one GPU',
      unit: 'ms',
      byHand: 62.2323,
      solve: ({ batch, tokens, width, columns, peak }, f) =>
        f.computeTime({ flops: f.batchedMatmulFlops({ batch, m: tokens, k: width, n: columns }), peak }),
      steps: [
        md`
Every token of every sequence meets both projections.
        `,
        md`
At the full dense peak. The traffic of this shape takes far less time.
        `,
      ],
      slips: [
        {
          name: 'half',
          say: 'Half of it: one of the two projections, a multiply-add counted as one FLOP, or the sparse peak.',
          given: ({ columns }) => ({ columns: columns / 2 }),
        },
      ],
    },
    split: {
      label: 'Least time when split',
      unit: 'ms',
      byHand: 7.77904,
      solve: ({ batch, tokens, width, columns, devices, peak }, f) =>
        f.computeTime({
          flops: f.flopsPerDevice({ flops: f.batchedMatmulFlops({ batch, m: tokens, k: width, n: columns }), devices }),
          peak,
        }),
      steps: [
        md`
The same work as before.
        `,
        md`
Each GPU holds its share of the columns and sees all tokens.
        `,
        md`
The GPUs work side by side, so this is the time of the kernel.
        `,
      ],
      slips: [
        {
          name: 'half',
          say: 'Half of it: one of the two projections, a multiply-add counted as one FLOP, or the sparse peak.',
          given: ({ columns }) => ({ columns: columns / 2 }),
        },
      ],
    },
    implied: {
      label: 'Rate that the claim implies',
      unit: 'PFLOP/s',
      byHand: 12.6589,
      solve: ({ batch, tokens, width, columns, devices, claimed }, f) =>
        f.flopRate({
          flops: f.flopsPerDevice({ flops: f.batchedMatmulFlops({ batch, m: tokens, k: width, n: columns }), devices }),
          time: claimed,
        }),
      steps: [
        md`
The same work again.
        `,
        md`
One GPU's share of it.
        `,
        md`
Work over the time claimed.
        `,
      ],
      slips: [
        {
          name: 'whole-work',
          say: 'That is the rate of all GPUs together. Each does its share of the work in that time.',
          given: () => ({ devices: 1 }),
        },
      ],
    },
    possible: {
      label: 'Can it be?',
      options: ({ chip, batch, tokens, width, columns, devices, peak, claimed }, f) => {
        const flops = f.flopsPerDevice({ flops: f.batchedMatmulFlops({ batch, m: tokens, k: width, n: columns }), devices });
        const rate = f.flopRate({ flops, time: claimed });
        const part = f.flopRateRatio({ first: rate, second: peak });
        const possible = rate.value <= peak.value;
        return [
          {
            text: md`
No: the rate is above the peak
            `,
            right: !possible,
            say: possible
              ? md`Compare again: ${show(rate, { digits: 3 })} is ${show(part, { as: '%', digits: 3 })} of the peak.`
              : md`${show(rate, { digits: 3 })} is ${show(part, { digits: 3 })} times the dense peak of an ${chip}. A roof is a bound, so either the time or the shape is wrong.`,
          },
          {
            text: md`
Yes: the rate is below the peak
            `,
            right: possible,
            say: possible
              ? md`${show(part, { as: '%', digits: 3 })} of the peak: an ordinary kernel with something left to gain.`
              : md`Mind the prefix: the peak is ${show(peak, { as: 'PFLOP/s' })}, and the claim is ${show(rate, { digits: 3 })}.`,
          },
          {
            text: md`
Yes: good tiling and warm caches make up for it
            `,
            right: false,
            say: md`
Tiling and caches save bytes. They can bring a kernel up to the compute roof but never above it, because every FLOP of a dense matmul has to be done.
            `,
          },
          {
            text: md`
Yes: the Tensor Cores ran in their sparse mode
            `,
            right: false,
            say: md`That doubles the peak for matrices with two zeros in every four. These weights are dense, and twice ${peak} is the most it could explain.`,
          },
        ];
      },
    },
  },
  hint: () => md`
A batch of sequences is just more rows: multiply them. Splitting the columns divides the work, and the peak stays that of one GPU.
  `,
  after: ({ batch, tokens, width, columns, devices, peak, claimed }, f) => {
    const work = (b: number, m: number) =>
      f.flopsPerDevice({ flops: f.batchedMatmulFlops({ batch: b, m, k: width, n: columns }), devices });
    const part = f.flopRateRatio({ first: f.flopRate({ flops: work(batch.value, tokens.value), time: claimed }), second: peak });
    const perThousand = f.computeTime({ flops: work(1, 1000), peak });
    const thousands = show(f.timeRatio({ first: claimed, second: perThousand }), { digits: 2 });
    return part.value > 1
      ? md`The claim is ${show(part, { digits: 3 })} times too good, so it belongs to other shapes. At peak this kernel spends ${show(perThousand, { digits: 3 })} on every thousand tokens: ${show(claimed, { as: 'ms' })} is enough for about ${thousands} thousand of them, fewer at a rate that is reached in practice. The likeliest explanation is that someone put the times of a small microbatch under the heading of a large one: the table of this chapter has that very time for 4,096 tokens. Finding out took no second run.`
      : md`At peak this kernel spends ${show(perThousand, { digits: 3 })} on every thousand tokens, so ${show(claimed, { as: 'ms' })} is enough for about ${thousands} thousand, and here there are fewer. The claim passes, at ${show(part, { as: '%', digits: 3 })} of the peak. That does not make it true: a bound can refuse a number but not confirm it.`;
  },
  erratum: 'E42',
  fresh: {
    'one-sequence': { batch: amount(1, '1') },
    'llama-3-8b': { width: amount(4096, '1'), columns: amount(2 * 14336, '1') },
    'llama-3-405b': { width: amount(16384, '1'), columns: amount(2 * 53248, '1') },
    a100: { chip: 'A100', peak: amount(a100.peak.bf16.value, 'FLOP/s'), batch: amount(16, '1') },
    h200: { chip: 'H200', peak: amount(h200.peak.bf16.value, 'FLOP/s'), tokens: amount(4096, '1'), batch: amount(4, '1') },
    b200: { chip: 'NVIDIA B200', peak: amount(b200.peak.bf16.value, 'FLOP/s'), tokens: amount(8192, '1'), batch: amount(1, '1') },
  },
});
