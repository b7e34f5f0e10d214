import { amount, md, numeric, show } from '@scaling-workbook/exercises';
import { h100 } from '@scaling-workbook/formulas/hardware';

const tensor = (elements: number, dtype: string, bytes: number) => ({ elements: amount(elements, 'element'), dtype, bytesPerElement: amount(bytes, 'B/element') });

export default numeric({
  title: 'A ReLU of its own',
  original: '0.5',
  given: { elements: amount(10e6, 'element'), dtype: 'FP32', bytesPerElement: amount(4, 'B/element') },
  ask: ({ elements, dtype }) =>
    md`ReLU is applied to ${elements} in ${dtype}, as a kernel of its own. Counting one FLOP for each element, what is its arithmetic intensity?`,
  label: 'Arithmetic intensity',
  unit: 'FLOP/B',
  solve: ({ elements, bytesPerElement }, f) =>
    f.arithmeticIntensity({ flops: f.elementwiseFlops({ elements }), bytes: f.elementwiseBytes({ elements, bytesPerElement }) }),
  byHand: 0.125,
  steps: [
    md`One comparison with zero for each element.`,
    md`Each element is read, and its result is written back.`,
    md`Work over traffic. The number of elements cancels: no tensor is large enough to help.`,
  ],
  slips: [
    {
      name: 'elements-not-bytes',
      say: 'That is FLOPs per element moved. Divide by the bytes of an element as well.',
      given: () => ({ bytesPerElement: 1 }),
    },
  ],
  hint: () => md`Follow one element: how many bytes come in, how many go out, and what happens in between?`,
  after: ({ elements, bytesPerElement }, f) => {
    const intensity = f.arithmeticIntensity({ flops: f.elementwiseFlops({ elements }), bytes: f.elementwiseBytes({ elements, bytesPerElement }) });
    const half = f.arithmeticIntensity({ flops: f.elementwiseFlops({ elements }), bytes: f.elementwiseBytes({ elements, bytesPerElement: 2 }) });
    return md`At ${intensity} an H100 can attain ${show(f.attainableFlopRate({ intensity, peak: h100.peak.fp32, bandwidth: h100.hbmBandwidth }), { digits: 3 })}, a sliver of the ${h100.peak.fp32} of its vector units. Never run it alone: fused into the matmul before it, it costs no traffic at all. With two-byte elements it would be ${half}, still nothing.`;
  },
  erratum: {
    id: 'E02',
    say: (_, f) => {
      const at = (bytesPerElement: number) => f.arithmeticIntensity({ flops: f.elementwiseFlops({ elements: 1 }), bytes: f.elementwiseBytes({ elements: 1, bytesPerElement }) });
      return md`The earlier workbook printed ${at(2)} in one place and ${at(4)} in another: the first is for two-byte elements, the second for four-byte ones, and the type was not stated.`;
    },
  },
  fresh: {
    'fp16-4m': tensor(4e6, 'FP16', 2),
    'bf16-100m': tensor(100e6, 'BF16', 2),
    'fp8-10m': tensor(10e6, 'FP8', 1),
    'fp64-1m': tensor(1e6, 'FP64', 8),
    'fp32-1m': tensor(1e6, 'FP32', 4),
  },
});
