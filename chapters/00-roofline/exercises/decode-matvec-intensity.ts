import { amount, md, parts, shape, show } from '@scaling-workbook/exercises';

const layer = (k: number, n: number) => ({ k: amount(k, '1'), n: amount(n, '1') });

export default parts({
  title: 'One token at a time',
  original: '0.6',
  given: {
    m: amount(1, '1'),
    k: amount(8192, '1'),
    n: amount(8192, '1'),
    bytesPerElement: amount(2, 'B/element'),
    peak: amount(989.4e12, 'FLOP/s'),
    bandwidth: amount(3.35e12, 'B/s'),
  },
  ask: ({ m, k, n, peak, bandwidth }) =>
    md`While decoding, a model pushes a single token through a layer: ${shape(m, k)} × ${shape(k, n)} in BF16, on an H100 SXM (${peak}, ${bandwidth}). What is the arithmetic intensity, and which roof binds?`,
  fields: {
    intensity: {
      label: 'Arithmetic intensity',
      unit: 'FLOP/B',
      byHand: 0.999756,
      tolerance: 0.02,
      solve: ({ m, k, n, bytesPerElement }, f) =>
        f.arithmeticIntensity({ flops: f.matmulFlops({ m, k, n }), bytes: f.matmulBytes({ m, k, n, bytesPerElement }) }),
      steps: [
        md`Every weight takes part in one multiply-add, and no more: there is only one token.`,
        md`The input and output vectors hardly count. The weight matrix is nearly all of the traffic.`,
        md`Two FLOPs for each two-byte weight.`,
      ],
    },
    roof: {
      label: 'Which roof binds?',
      options: ({ m, k, n, bytesPerElement, peak, bandwidth }, f) => {
        const intensity = f.arithmeticIntensity({ flops: f.matmulFlops({ m, k, n }), bytes: f.matmulBytes({ m, k, n, bytesPerElement }) });
        const ridge = f.ridgePoint({ peak, bandwidth });
        const memoryBound = intensity.value < ridge.value;
        return [
          {
            text: md`Memory bandwidth`,
            right: memoryBound,
            say: md`An intensity of about ${show(intensity, { digits: 2 })} lies far to the left of the ridge at ${show(ridge, { digits: 3 })}: reading the weights takes ${show(f.ridgeMargin({ intensity: ridge, ridge: intensity }), { digits: 2 })} times as long as the arithmetic, and the Tensor Cores wait meanwhile.`,
          },
          {
            text: md`Compute`,
            right: !memoryBound,
            say: md`Compute binds only to the right of the ridge point, ${show(ridge, { digits: 3 })} on this chip. Set the intensity you found against that.`,
          },
          {
            text: md`Neither: at batch 1 the kernel launch decides`,
            right: false,
            say: md`Every launch costs a few microseconds, and at batch 1 that is worth removing: graphs and fused steps do. It is still the smaller part. Reading ${show(f.matmulBytes({ m, k, n, bytesPerElement }), { digits: 3 })} takes ${show(f.memoryTime({ bytes: f.matmulBytes({ m, k, n, bytesPerElement }), bandwidth }), { digits: 2 })}, for every token, in every such layer.`,
          },
        ];
      },
    },
  },
  hint: () => md`Write down the bytes of the three operands separately. One of them dwarfs the other two.`,
  after: ({ k, n, bytesPerElement }, f) => {
    const at = (m: number) =>
      show(f.arithmeticIntensity({ flops: f.matmulFlops({ m, k, n }), bytes: f.matmulBytes({ m, k, n, bytesPerElement }) }), { digits: 3 });
    return md`This is why serving batches requests. With B tokens side by side each weight that was fetched is used B times, and the intensity rises to about B: ${at(8)} at batch 8, ${at(64)} at batch 64. Chapter 6 works out from which batch on decoding is compute-bound.`;
  },
  fresh: {
    d4096: layer(4096, 4096),
    d5120: layer(5120, 5120),
    'mlp-8192': layer(8192, 28672),
    'mlp-4096': layer(4096, 14336),
    d12288: layer(12288, 12288),
  },
});
