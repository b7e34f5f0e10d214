import { amount, md, numeric, show } from '@scaling-workbook/exercises';
import { h100 } from '@scaling-workbook/formulas/hardware';

const shape = (tokens: number, headWidth: number) => ({ tokens: amount(tokens, '1'), headWidth: amount(headWidth, '1') });

export default numeric({
  title: 'Attention scores of one head',
  original: '0.4',
  given: { tokens: amount(2048, '1'), headWidth: amount(128, '1'), bytesPerElement: amount(2, 'B/element') },
  ask: ({ tokens, headWidth }) =>
    md`One attention head computes its scores $QK^\top$ for a sequence of ${tokens} tokens with a head width of ${headWidth}, in BF16, and writes them to memory. What is the arithmetic intensity of this step?`,
  label: 'Arithmetic intensity',
  unit: 'FLOP/B',
  solve: ({ tokens, headWidth, bytesPerElement }, f) =>
    f.arithmeticIntensity({
      flops: f.attentionScoresFlops({ queries: tokens, keys: tokens, headWidth }),
      bytes: f.attentionScoreTraffic({ queries: tokens, keys: tokens, headWidth, bytesPerElement }),
    }),
  byHand: 113.778,
  steps: [
    md`A matmul of $[T, H]$ by $[H, S]$, with as many keys as queries here: every pair of tokens gets a dot product of length $H$.`,
    md`Queries and keys are narrow. The score matrix is $T \times S$, and it is written out.`,
    md`Work over traffic.`,
  ],
  hint: () =>
    md`It is a matmul whose inner dimension is the head width, the smallest of the three. Which of the three matrices is the largest?`,
  after: ({ tokens, headWidth, bytesPerElement }, f) => {
    const shape = { queries: tokens, keys: tokens, headWidth };
    const flops = f.attentionHeadFlops(shape);
    const unfused = f.arithmeticIntensity({ flops, bytes: f.unfusedAttentionBytes({ ...shape, bytesPerElement }) });
    const fused = f.arithmeticIntensity({ flops, bytes: f.fusedAttentionBytes({ ...shape, bytesPerElement }) });
    const ridge = show(f.ridgePoint({ peak: h100.peak.bf16, bandwidth: h100.hbmBandwidth }), { digits: 3 });
    return md`The whole of unfused attention does worse: the score matrix is written, read by the softmax, written again and read again, and the intensity of both matmuls together falls to ${show(unfused, { digits: 4 })}. Keep the scores on the chip, and at best Q, K and V are read once and the output is written once: ${show(fused, { digits: 4 })}, beyond the ${ridge} of an H100. Not one FLOP was saved, only bytes. That is the idea of [FlashAttention](https://arxiv.org/abs/2205.14135).`;
  },
  erratum: 'E04',
  fresh: {
    's1024-d64': shape(1024, 64),
    's4096-d64': shape(4096, 64),
    's4096-d128': shape(4096, 128),
    's8192-d128': shape(8192, 128),
    's8192-d256': shape(8192, 256),
  },
});
