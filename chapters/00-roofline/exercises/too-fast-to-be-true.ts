import { amount, md, parts, shape, show } from '@scaling-workbook/exercises';
import { a100, h100 } from '@scaling-workbook/formulas/hardware';

const claim = (
  m: number,
  k: number,
  n: number,
  claimed: number,
  { name, peak, hbmBandwidth, onChip }: typeof h100 | typeof a100 = h100,
) => ({
  m: amount(m, '1'),
  k: amount(k, '1'),
  n: amount(n, '1'),
  claimed: amount(claimed, 'FLOP/s'),
  chip: name,
  peak: peak.bf16,
  bandwidth: hbmBandwidth,
  cache: onChip,
});

export default parts({
  title: 'Too fast to be true?',
  given: { ...claim(64, 8192, 28672, 250e12), bytesPerElement: amount(2, 'B/element') },
  ask: ({ m, k, n, claimed, chip, peak, bandwidth, cache }, f) =>
    md`A colleague times the BF16 matmul ${shape(m, k)} · ${shape(k, n)} on an ${chip} (${peak}, ${bandwidth}, L2 cache of ${show(cache, { as: 'MiB' })}) in a loop, always with the same matrices, and reports ${claimed}. “${show(f.flopRateRatio({ first: claimed, second: peak }), { as: '%', digits: 2 })} of peak”, says the slide, “there is room.” What rate does the roofline allow if the matrices come from HBM, and what do you make of the report?`,
  fields: {
    allowed: {
      label: 'Attainable rate from HBM',
      unit: 'TFLOP/s',
      byHand: 212.268,
      solve: ({ m, k, n, bytesPerElement, peak, bandwidth }, f) =>
        f.attainableFlopRate({
          intensity: f.arithmeticIntensity({ flops: f.matmulFlops({ m, k, n }), bytes: f.matmulBytes({ m, k, n, bytesPerElement }) }),
          peak,
          bandwidth,
        }),
      steps: [
        md`The work.`,
        md`The least traffic: nearly all of it is the large matrix.`,
        md`A little below the smallest side, as it must be.`,
        md`The lower roof.`,
      ],
    },
    verdict: {
      label: 'What do you make of it?',
      options: ({ k, n, bytesPerElement, cache }, f) => {
        const weights = f.tensorBytes({ elements: f.matrixElements({ rows: k, columns: n }), bytesPerElement });
        const held = weights.value < cache.value;
        const sizes = md`The large matrix has ${show(weights, { as: 'MB', digits: 2 })} and the cache ${show(cache, { as: 'MB', digits: 2 })}`;
        return [
          {
            text: md`The measurement is wrong, or not of this matmul`,
            right: !held,
            say: held
              ? md`Above the memory roof, yes. But ask where the bytes came from. ${sizes}: from the second round on they need not come from HBM.`
              : md`${sizes}. Even a cache that kept as much of it as it can hold would save ${show(f.byteShare({ part: cache, whole: weights }), { as: '%', digits: 2 })} of the reads; the rest comes from HBM in every round, and cannot come faster than its bandwidth. Look for a clock stopped too early, a missing synchronisation, or another shape than reported.`,
          },
          {
            text: md`It may well be right: from the second round on, the matrices come from the L2 cache`,
            right: held,
            say: held
              ? md`${sizes}. The loop measures the cache. That is a real rate, but not the one that this layer will reach in a model, where other layers have pushed its weights out in the meantime.`
              : md`It is a good suspicion, and one to check with numbers. ${sizes}, so the next round finds at best a small part of it there.`,
          },
          {
            text: md`It is plausible: the rate is far below peak`,
            right: false,
            say: md`Far below the flat roof, but this matmul stands under the slope. Which roof is lower at its intensity?`,
          },
        ];
      },
    },
  },
  hint: () =>
    md`Intensity first, and from it the lower of the two roofs. Then ask whether the bytes must have come from HBM: how large is the large matrix?`,
  after: ({ bandwidth }) =>
    md`A roof is a statement about where the bytes come from. Before you accept or reject a number above it, find out which memory it was measured against: HBM at ${bandwidth}, or a cache. A fair benchmark of a memory-bound kernel uses more data than the cache holds, or flushes it between rounds.`,
  fresh: {
    'small-weights': claim(64, 3072, 3072, 280e12),
    'batch-32': claim(32, 8192, 28672, 140e12),
    'batch-128': claim(128, 8192, 28672, 560e12),
    'a100-batch-64': claim(64, 8192, 28672, 170e12, a100),
    'a100-small-weights': claim(64, 3072, 3072, 170e12, a100),
  },
});
