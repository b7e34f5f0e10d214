import { amount, md, parts, shape, show } from '@scaling-workbook/exercises';
import { a100, h100, tpuV5p } from '@scaling-workbook/formulas/hardware';

const size = (width: number, devices: number) => ({
  m: amount(width, '1'),
  k: amount(width / devices, '1'),
  n: amount(width, '1'),
  devices: amount(devices, '1'),
});

export default parts({
  title: 'Does the wire or the chip take longer?',
  original: '2.3',
  given: {
    chip: 'H100 SXM',
    ...size(8192, 8),
    bytesPerElement: amount(2, 'B/element'),
    peak: amount(989.4e12, 'FLOP/s'),
    bandwidth: h100.link,
  },
  ask: ({ chip, m, k, n, devices, peak, bandwidth }) =>
    md`The partial sums come from somewhere: on each of ${devices} devices (${chip}, ${peak}) a local matmul ${shape(m, k)} × ${shape(k, n)} in BF16 makes one, and a ring all-reduce over ${bandwidth} one way adds the ${devices} of them up. How long does each take, and how do they compare?`,
  fields: {
    communication: {
      label: 'All-reduce',
      unit: 'ms',
      byHand: 0.521958,
      solve: ({ m, n, devices, bytesPerElement, bandwidth }, f) =>
        f.ringTime({
          bytesSent: f.allReduceBytes({
            bytes: f.tensorBytes({ elements: f.matrixElements({ rows: m, columns: n }), bytesPerElement }),
            devices,
          }),
          bandwidth,
        }),
      slips: [
        {
          name: 'halved',
          say: 'Half of it: that is one phase of two, or the bandwidth of both directions. A device sends one way, in both phases.',
          given: ({ bandwidth }) => ({ bandwidth: bandwidth * 2 }),
        },
      ],
      steps: [
        md`
The local matmul leaves a summand of the whole output, however the contraction was cut.
        `,
        md`
Two bytes an element.
        `,
        md`
Two phases, every part but one in each.
        `,
        md`
All devices send at the same time, so one device's bytes tell how long it takes.
        `,
      ],
    },
    compute: {
      label: 'Local matmul',
      unit: 'ms',
      byHand: 0.138911,
      solve: ({ m, k, n, peak }, f) => f.computeTime({ flops: f.matmulFlops({ m, k, n }), peak }),
      slips: [
        {
          name: 'divided-twice',
          say: 'That divides by the devices once more. The shape given is one device’s share already.',
          solve: ({ m, k, n, peak, devices }, f) =>
            f.computeTime({ flops: f.flopsPerDevice({ flops: f.matmulFlops({ m, k, n }), devices }), peak }),
        },
      ],
      steps: [
        md`
The shape is the local one: the contraction is already cut.
        `,
        md`
At the peak, which is as fast as it can be.
        `,
      ],
    },
    ratio: {
      label: 'All-reduce over matmul',
      unit: '1',
      byHand: 3.75749,
      solve: (_, f, earlier) => f.timeRatio({ first: earlier('communication'), second: earlier('compute') }),
      steps: [
        md`
How many times as long the wires are busy as the matrix units.
        `,
      ],
    },
  },
  hint: () => md`
Two clocks again: bytes over link bandwidth and FLOPs over peak. Count what a _single_ device sends and computes; the others do the same meanwhile.
  `,
  after: ({ m, n, devices, bytesPerElement, peak, bandwidth }, f) => {
    const output = f.tensorBytes({ elements: f.matrixElements({ rows: m, columns: n }), bytesPerElement });
    const communication = f.ringTime({ bytesSent: f.allReduceBytes({ bytes: output, devices }), bandwidth });
    const whole = f.computeTime({ flops: f.matmulFlops({ m, k: n, n }), peak });
    const slower =
      communication.value > f.computeTime({ flops: f.flopsPerDevice({ flops: f.matmulFlops({ m, k: n, n }), devices }), peak }).value;
    return md`${slower ? 'The wires are the slower clock.' : 'Here the matrix units are the slower clock.'} One device alone, with nobody to talk to, would need ${show(whole, { digits: 3 })} for the whole matmul; the all-reduce takes ${show(communication, { digits: 3 })} whatever the arithmetic does. More devices shorten the arithmetic and leave the all-reduce nearly as it was. That is why nobody cuts the contraction of a single matmul in the middle of a layer, unless a cut output of the matmul before it makes the cut come for free.`;
  },
  erratum: 'E15',
  fresh: {
    'four-h100s': size(8192, 4),
    a100: { chip: 'A100 SXM', peak: a100.peak.bf16, bandwidth: a100.link },
    'tpu-v5p': { chip: 'TPU v5p', peak: tpuV5p.peak.bf16, bandwidth: tpuV5p.link },
    'width-16384': size(16384, 8),
    'width-4096': size(4096, 8),
  },
});
