import { amount, md, numeric, show } from '@scaling-workbook/exercises';
import { h100 } from '@scaling-workbook/formulas/hardware';

const other = (operation: string, flops: number, dtype: string, bytes: number) => ({
  operation,
  flopsPerElement: amount(flops, 'FLOP/element'),
  dtype,
  bytesPerElement: amount(bytes, 'B/element'),
});

export default numeric({
  title: 'A standalone ReLU',
  original: '0.5',
  given: {
    operation: 'ReLU',
    elements: amount(10e6, 'element'),
    flopsPerElement: amount(1, 'FLOP/element'),
    dtype: 'FP32',
    bytesPerElement: amount(4, 'B/element'),
  },
  ask: ({ operation, elements, flopsPerElement, dtype }) =>
    md`${operation} is applied to ${elements} in ${dtype}, in a separate kernel. Counting ${flopsPerElement}, what is its arithmetic intensity?`,
  label: 'Arithmetic intensity',
  unit: 'FLOP/B',
  solve: ({ elements, flopsPerElement, bytesPerElement }, f) =>
    f.arithmeticIntensity({
      flops: f.elementwiseFlops({ elements, flopsPerElement }),
      bytes: f.elementwiseBytes({ elements, bytesPerElement }),
    }),
  byHand: 0.125,
  steps: [
    md`The same few operations for every element: a comparison with zero, for ReLU.`,
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
  after: ({ elements, flopsPerElement, bytesPerElement }, f) => {
    const flops = f.elementwiseFlops({ elements, flopsPerElement });
    const intensity = f.arithmeticIntensity({ flops, bytes: f.elementwiseBytes({ elements, bytesPerElement }) });
    const rate = f.attainableFlopRate({ intensity, peak: h100.peak.fp32, bandwidth: h100.hbmBandwidth });
    return md`At ${intensity} an H100 can attain ${show(rate, { digits: 3 })}, ${show(f.fractionOfPeak({ rate, peak: h100.peak.fp32 }), { as: '%', digits: 2 })} of the ${h100.peak.fp32} that its vector units reach in FP32. Fused into the matmul before it, the same operation adds no traffic of its own, which is why compilers such as XLA do that where they can. Smaller elements raise the intensity in proportion, and it still stays below the ridge of the vector units.`;
  },
  erratum: 'E02',
  fresh: {
    'relu-bf16': other('ReLU', 1, 'BF16', 2),
    'relu-fp8': other('ReLU', 1, 'FP8', 1),
    'relu-fp64': other('ReLU', 1, 'FP64', 8),
    'leaky-relu-fp16': other('Leaky ReLU', 2, 'FP16', 2),
    'gelu-bf16': other('GELU in its tanh form', 15, 'BF16', 2),
    'gelu-fp32': other('GELU in its tanh form', 15, 'FP32', 4),
  },
});
