import { amount, md, parts, show, type Formulas, type Givens, type Plain } from '@scaling-workbook/exercises';
import { h100, tpuV5e } from '@scaling-workbook/formulas/hardware';

const sizes = (wide: number, narrow: number, b: number) => ({ wide: amount(wide, '1'), narrow: amount(narrow, '1'), b: amount(b, '1') });

const given = {
  ...sizes(4096, 1024, 64),
  chip: 'TPU v5e',
  peak: amount(1.97e14, 'FLOP/s'),
  bandwidth: amount(8.2e11, 'B/s'),
  weight: amount(1, 'B/element'),
  activation: amount(2, 'B/element'),
} as const satisfies Givens;
type Numbers = Plain<typeof given>;

const cornerOf = (width: 'wide' | 'narrow') => (numbers: Numbers, f: Formulas) => {
  const { peak, bandwidth, weight, activation } = numbers;
  return f.criticalBatchOfMatrix({
    peak,
    bandwidth,
    d: numbers[width],
    f: numbers[width],
    bytesPerWeight: weight,
    bytesPerActivation: activation,
  });
};

const rateOf = (width: 'wide' | 'narrow') => (numbers: Numbers, f: Formulas) => {
  const { peak, bandwidth, b, weight, activation } = numbers;
  const side = numbers[width];
  return f.attainableFlopRate({
    intensity: f.arithmeticIntensity({
      flops: f.matmulFlops({ m: b, k: side, n: side }),
      bytes: f.mixedMatmulBytes({ b, d: side, f: side, bytesPerWeight: weight, bytesPerActivation: activation }),
    }),
    peak,
    bandwidth,
  });
};

export default parts({
  title: 'Plot the roofline of mixed precision',
  book: 'sb-roofline-3',
  given,
  ask: ({ chip, peak, bandwidth, wide, narrow, b }) =>
    md`Take the matmul of the problem before, $\text{bf16}[B, D] \cdot \text{int8}[D, F] \to \text{bf16}[B, F]$ with BF16 arithmetic on one ${chip} (${peak}, ${bandwidth}), and now count all of its bytes: $2BD + DF + 2BF$. Sketch the attainable FLOP/s against $B$ from 1 to 512, once for $D = F = ${String(wide.value)}$ and once for $D = F = ${String(narrow.value)}$. Judge your sketch by four points: where each curve meets the flat roof, and its rate at $B = ${String(b.value)}$.`,
  fields: {
    wideCorner: {
      label: 'Critical batch of the wide one',
      unit: 'token',
      byHand: 136.086,
      solve: cornerOf('wide'),
    },
    narrowCorner: {
      label: 'Critical batch of the narrow one',
      unit: 'token',
      byHand: 226.315,
      solve: cornerOf('narrow'),
    },
    wideRate: {
      label: 'Attainable rate of the wide one',
      unit: 'TFLOP/s',
      byHand: 98.786,
      solve: rateOf('wide'),
    },
    narrowRate: {
      label: 'Attainable rate of the narrow one',
      unit: 'TFLOP/s',
      byHand: 83.968,
      solve: rateOf('narrow'),
    },
    shape: {
      label: 'What does the curve look like against B, if both axes are linear?',
      options: () => [
        {
          text: md`A rise that slowly bends over, then a flat roof`,
          right: true,
          say: md`Below the corner the rate is $W \cdot 2BDF/(2BD + DF + 2BF)$. For small $B$ that is proportional to $B$; as the activations start to count it bends. The narrower the matrix, the sooner.`,
        },
        {
          text: md`A straight line up to the corner, then a flat roof`,
          right: false,
          say: md`It would be straight if only the weights were moved. The bytes of the activations grow with $B$, too.`,
        },
        {
          text: md`A rise that bends over and comes close to the peak without ever reaching it`,
          right: false,
          say: md`It does bend, but it also meets the roof: from the critical batch on, arithmetic takes longer and the rate is the peak.`,
        },
      ],
    },
  },
  hint: () =>
    md`Set $2BDF/C$ equal to $(2BD + DF + 2BF)/W$ and solve for $B$: the terms with $B$ go to one side. Below that batch the rate is intensity times bandwidth.`,
  after: ({ peak, bandwidth, wide, narrow, weight, activation }, f) => {
    const types = { bytesPerWeight: weight, bytesPerActivation: activation };
    const ideal = f.criticalBatch({ peak, bandwidth, bytesPerWeight: weight });
    const [large, small] = [wide, narrow].map((side) => f.criticalBatchOfMatrix({ peak, bandwidth, d: side, f: side, ...types }));
    if (!large || !small) throw new RangeError('two sizes are compared');
    const times = (first: typeof large, second: typeof large) =>
      show(f.ratio({ first: Number(first.value), second: Number(second.value) }), { digits: 3 });
    const remark =
      wide.value === 4096 && narrow.value === 1024
        ? md` (The companion book remarks that the small size nearly doubles the critical batch. It means the first factor.)`
        : md``;
    return md`Against the ideal ${show(ideal, { digits: 3 })} of the weights alone, the narrow matrix needs ${times(small, ideal)} times the batch; against the wide matrix it is ${times(small, large)} times.${remark} Beside weights of one byte, activations of two bytes are a larger part of the traffic. So a narrow matrix raises the critical batch more in mixed precision than in BF16 throughout.`;
  },
  fresh: {
    ours: { peak: tpuV5e.peak.bf16, bandwidth: tpuV5e.hbmBandwidth },
    'batch-32': sizes(4096, 1024, 32),
    'wide-8192': sizes(8192, 2048, 64),
    h100: { chip: h100.name, peak: h100.peak.bf16, bandwidth: h100.hbmBandwidth, ...sizes(8192, 2048, 64) },
    'h100-batch-96': { chip: h100.name, peak: h100.peak.bf16, bandwidth: h100.hbmBandwidth, ...sizes(4096, 2048, 96) },
  },
});
