import { amount, letter, md, parts, show } from '@scaling-workbook/exercises';

export default parts({
  title: 'A weight matrix for each row of the batch',
  book: 'sb-roofline-4',
  given: { B: letter(), D: letter(), F: letter(), byte: amount(1, 'B/element') },
  ask: ({ byte }) =>
    md`Every row of the batch is multiplied by a matrix of its own: $[B, D] \cdot [B, D, F] \to [B, F]$, summed over $D$, all of it at ${byte}, everything read or written once. What is the arithmetic intensity?`,
  fields: {
    operations: {
      label: 'Operations',
      unit: 'FLOP',
      byHand: '2BDF',
      solve: ({ B, D, F }, f) => f.batchedMatmulFlops({ batch: B, m: 1, k: D, n: F }),
    },
    bytes: {
      label: 'Bytes read and written',
      unit: 'B',
      byHand: 'byte (BD + BDF + BF)',
      solve: ({ B, D, F, byte }, f) => f.perRowMatmulBytes({ b: B, d: D, f: F, bytesPerElement: byte }),
    },
    intensity: {
      label: 'Arithmetic intensity',
      unit: 'FLOP/B',
      byHand: '2DF / (byte (D + DF + F))',
      leading: { large: ['D', 'F'] },
      solve: ({ B, D, F, byte }, f) =>
        f.arithmeticIntensity({
          flops: f.batchedMatmulFlops({ batch: B, m: 1, k: D, n: F }),
          bytes: f.perRowMatmulBytes({ b: B, d: D, f: F, bytesPerElement: byte }),
        }),
    },
    batch: {
      label: 'From which batch on is it compute-bound on a TPU v5e, whose ridge point is 480 in INT8 and 240 in BF16?',
      options: () => [
        {
          text: md`From about 240`,
          right: false,
          say: md`That is the rule for weights that all rows share. Here no two rows share any: look for $B$ in the intensity.`,
        },
        {
          text: md`At no batch`,
          right: true,
          say: md`$B$ has cancelled, and the intensity stays below two FLOPs for each weight that is read, whatever the shape. A larger batch brings more weights along with its work.`,
        },
        {
          text: md`It depends on $D$ and $F$: if they are large enough, at any batch`,
          right: false,
          say: md`Wide matrices bring the intensity closer to two FLOPs for each weight, and no further. Every weight is still used for a single multiply-add.`,
        },
      ],
    },
  },
  hint: () => md`How often is each weight used? Write down the bytes of all three tensors and see which one dwarfs the others.`,
  after: ({ byte }, f) =>
    md`It is about ${show(f.smallBatchIntensity({ batch: 1, bytesPerElement: byte }), { digits: 1 })} for wide matrices, independent of $B$. Attention during decoding has this shape: every sequence has a cache of keys and values of its own. That is why a larger batch does so much for the linear layers of a model and nothing for its attention.`,
  fresh: { bf16: { byte: amount(2, 'B/element') } },
});
