import { amount, md, numeric, show } from '@scaling-workbook/exercises';
import { a100, h100, tpuV5e, tpuV5p } from '@scaling-workbook/formulas/hardware';

const size = (n: number) => ({ n: amount(n, '1') });

export default numeric({
  title: 'Intensity of a square matmul',
  original: '0.1',
  given: { n: amount(4096, '1'), bytesPerElement: amount(2, 'B/element') },
  ask: ({ n }) =>
    md`Two square matrices of ${n} × ${n} in BF16 are multiplied. What is the arithmetic intensity of this matmul, if each input is read once and the output written once?`,
  label: 'Arithmetic intensity',
  unit: 'FLOP/B',
  solve: ({ n, bytesPerElement }, f) =>
    f.arithmeticIntensity({ flops: f.matmulFlops({ m: n, k: n, n }), bytes: f.matmulBytes({ m: n, k: n, n, bytesPerElement }) }),
  byHand: 1365.333,
  steps: [
    md`The output has $MN$ elements, and each is a sum of $K$ products: one multiplication and one addition for each product.`,
    md`Three matrices cross the memory bus, two on the way in and one on the way out, at two bytes an element.`,
    md`Work over traffic.`,
  ],
  slips: [
    { name: 'fp32-elements', say: 'That takes 4-byte elements. BF16 is 16 bits: 2 bytes.', given: () => ({ bytesPerElement: 4 }) },
    {
      name: 'elements-not-bytes',
      say: 'That is FLOPs per element moved. A BF16 element is 2 bytes, so each byte gets half of that.',
      given: () => ({ bytesPerElement: 1 }),
    },
  ],
  hint: () => md`Count both sides separately. FLOPs: $2MKN$. Bytes: all three matrices, two bytes an element.`,
  after: ({ n, bytesPerElement }, f) =>
    md`With all sides equal the fraction shrinks to $2N^3 / 6N^2 = N/3$: here ${n}/3. That shortcut is worth keeping. It also says what “large” buys: doubling the side doubles the intensity. At ${show(f.squareMatmulIntensity({ n, bytesPerElement }), { digits: 4 })} this matmul lies far beyond the ridge point of every accelerator in our tables: ${show(f.ridgePoint({ peak: h100.peak.bf16, bandwidth: h100.hbmBandwidth }), { digits: 3 })} for an H100, ${show(f.ridgePoint({ peak: a100.peak.bf16, bandwidth: a100.hbmBandwidth }), { digits: 3 })} for an A100, ${show(f.ridgePoint({ peak: tpuV5e.peak.bf16, bandwidth: tpuV5e.hbmBandwidth }), { digits: 3 })} for a TPU v5e, ${show(f.ridgePoint({ peak: tpuV5p.peak.bf16, bandwidth: tpuV5p.hbmBandwidth }), { digits: 3 })} for a v5p.`,
  fresh: { 'side-1024': size(1024), 'side-2048': size(2048), 'side-6144': size(6144), 'side-8192': size(8192), 'side-16384': size(16384) },
});
