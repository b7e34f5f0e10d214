import { amount, letter, md, parts, show, type Formulas, type Givens, type Plain } from '@scaling-workbook/exercises';
import { a100, tpuV5e } from '@scaling-workbook/formulas/hardware';

const given = {
  B: letter('1', { from: 8, to: 8192 }),
  D: letter('1', { from: 1024, to: 32_768 }),
  F: letter('1', { from: 1024, to: 32_768 }),
  chip: 'TPU v5e',
  peak: amount(3.94e14, 'FLOP/s'),
  bandwidth: amount(8.2e11, 'B/s'),
  byte: amount(1, 'B/element'),
} as const satisfies Givens;
type Numbers = Plain<typeof given>;

const mathTime = ({ B, D, F, peak }: Numbers, f: Formulas) => f.computeTime({ flops: f.matmulFlops({ m: B, k: D, n: F }), peak });

const commsTime = ({ B, D, F, byte, bandwidth }: Numbers, f: Formulas) =>
  f.memoryTime({ bytes: f.matmulBytes({ m: B, k: D, n: F, bytesPerElement: byte }), bandwidth });

export default parts({
  title: 'A matmul in int8 from end to end',
  book: 'sb-roofline-1',
  given,
  ask: ({ chip, peak, bandwidth }) =>
    md`The matmul $X[B, D] \cdot Y[D, F] \to Z[B, F]$ runs on one ${chip} in INT8: inputs and output have one byte for each element, each input is read from HBM once and the output written once. The chip does ${peak} in INT8 (operations counted like FLOPs) and reads and writes its HBM at ${bandwidth}. Give formulas in $B$, $D$ and $F$; write the rates of the chip as plain numbers, with 1e12 for tera. For the last question count the bytes of the weights $Y$ only.`,
  fields: {
    read: {
      label: 'Bytes read',
      unit: 'B',
      byHand: 'BD + DF',
      solve: ({ B, D, F, byte }, f) => f.matmulInputBytes({ m: B, k: D, n: F, bytesPerElement: byte }),
    },
    written: {
      label: 'Bytes written',
      unit: 'B',
      byHand: 'BF',
      solve: ({ B, F, byte }, f) => f.tensorBytes({ elements: f.matrixElements({ rows: B, columns: F }), bytesPerElement: byte }),
    },
    operations: { label: 'Operations', unit: 'FLOP', byHand: '2BDF', solve: ({ B, D, F }, f) => f.matmulFlops({ m: B, k: D, n: F }) },
    intensity: {
      label: 'Arithmetic intensity',
      unit: 'FLOP/B',
      byHand: '2BDF / (BD + DF + BF)',
      leading: { large: ['D', 'F'] },
      solve: ({ B, D, F, byte }, f) =>
        f.arithmeticIntensity({
          flops: f.matmulFlops({ m: B, k: D, n: F }),
          bytes: f.matmulBytes({ m: B, k: D, n: F, bytesPerElement: byte }),
        }),
    },
    math: {
      label: 'Time of the arithmetic alone',
      unit: 's',
      byHand: '2BDF / peak',
      solve: mathTime,
    },
    comms: {
      label: 'Time of the memory alone',
      unit: 's',
      byHand: '(BD + DF + BF) / bandwidth',
      solve: commsTime,
    },
    lower: {
      label: 'Lower bound of the time',
      unit: 's',
      byHand: 'max(2BDF / peak, (BD + DF + BF) / bandwidth)',
      solve: (numbers, f) => f.rooflineTime({ computeTime: mathTime(numbers, f), memoryTime: commsTime(numbers, f) }),
    },
    upper: {
      label: 'Upper bound of the time',
      unit: 's',
      byHand: '2BDF / peak + (BD + DF + BF) / bandwidth',
      solve: (numbers, f) => f.sumOfStages({ first: mathTime(numbers, f), second: commsTime(numbers, f) }),
    },
    batch: {
      label: 'Critical batch',
      unit: 'token',
      byHand: 240.244,
      solve: ({ peak, bandwidth, byte }, f) => f.criticalBatch({ peak, bandwidth, bytesPerWeight: byte }),
    },
  },
  hint: () =>
    md`One byte for each element, so bytes are simply counts of elements. The lower bound lets the two times overlap in full, the upper one not at all.`,
  after: ({ peak, bandwidth, byte }, f) =>
    md`For $B \ll D, F$ the intensity is about $2B$, against a ridge point of ${show(f.ridgePoint({ peak, bandwidth }), { digits: 3 })}. In BF16 both are half of that: the intensity is about $B$ and the ridge point half as high. The critical batch, about ${show(f.criticalBatch({ peak, bandwidth, bytesPerWeight: byte }), { digits: 2 })}, is therefore the same in either type.`,
  fresh: {
    ours: { peak: tpuV5e.peak.int8, bandwidth: tpuV5e.hbmBandwidth },
    a100: { chip: a100.name, peak: a100.peak.int8, bandwidth: a100.hbmBandwidth },
  },
});
