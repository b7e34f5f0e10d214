import { amount, md, numeric, show } from '@scaling-workbook/exercises';
import { a100, h100, tpuV5e, tpuV6e } from '@scaling-workbook/formulas/hardware';

type Chip = typeof h100 | typeof a100 | typeof tpuV5e | typeof tpuV6e;
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
  after: ({ n, bytesPerElement }, f) => {
    const ridge = ({ peak, hbmBandwidth }: Chip) => show(f.ridgePoint({ peak: peak.bf16, bandwidth: hbmBandwidth }), { digits: 3 });
    return md`With all sides equal the fraction shrinks to $2N^3 / 6N^2 = N/3$: here ${n}/3. Remember that shortcut. It also shows that doubling the side doubles the intensity. Is ${show(f.squareMatmulIntensity({ n, bytesPerElement }), { digits: 4 })} a lot? That depends on the chip: an H100 asks for ${ridge(h100)}, an A100 for ${ridge(a100)}, a TPU v5e for ${ridge(tpuV5e)} and a v6e for ${ridge(tpuV6e)}. The next section says where these figures come from.`;
  },
  fresh: { 'side-1024': size(1024), 'side-2048': size(2048), 'side-6144': size(6144), 'side-8192': size(8192), 'side-16384': size(16384) },
});
