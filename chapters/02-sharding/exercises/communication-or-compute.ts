import { amount, md, parts, shape, show } from '@scaling-workbook/exercises';
import { a100, h100, tpuV5p } from '@scaling-workbook/formulas/hardware';

const size = (width: number, devices: number) => ({
  m: amount(width, '1'),
  k: amount(width / devices, '1'),
  n: amount(width, '1'),
  devices: amount(devices, '1'),
});

/** A ring along one axis of a torus leaves through two of a chip's six links, one each way round. */
const oneAxis = amount(tpuV5p.link.value / 3, 'B/s');

export default parts({
  title: 'Links or matrix units?',
  original: '2.3',
  given: {
    chip: 'H100 SXM',
    ...size(8192, 8),
    bytesPerElement: amount(2, 'B/element'),
    peak: h100.peak.bf16,
    bandwidth: h100.link,
  },
  ask: ({ chip, m, k, n, devices, peak, bandwidth }) =>
    md`Each of ${devices} devices (${chip}, ${peak}) computes a partial sum with a local matmul ${shape(m, k)} × ${shape(k, n)} in BF16. A ring all-reduce, in which every device sends at ${bandwidth}, then adds the ${devices} partial sums up. How long does each of the two take at best, and how do they compare?`,
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
          say: 'That is half: one phase of the two, or a bandwidth that counts what is received as well. A device sends in both phases.',
          given: ({ bandwidth }) => ({ bandwidth: bandwidth * 2 }),
        },
      ],
      steps: [
        md`
The local matmul leaves a partial sum of the whole output, however finely the contraction is cut.
        `,
        md`
Two bytes per element.
        `,
        md`
Two phases; in each, a device sends every part but one.
        `,
        md`
All devices send at the same time, so the bytes of one device set the time.
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
The given shape is the local one: the contraction is already cut.
        `,
        md`
At the peak rate, so this is a lower bound.
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
How many times as long the links are busy as the matrix units.
        `,
      ],
    },
  },
  hint: () => md`
Two clocks again: bytes over link bandwidth and FLOPs over peak. Count what a _single_ device sends and computes; all the others do the same at the same time.
  `,
  after: ({ m, n, devices, bytesPerElement, peak, bandwidth }, f) => {
    const output = f.tensorBytes({ elements: f.matrixElements({ rows: m, columns: n }), bytesPerElement });
    const communication = f.ringTime({ bytesSent: f.allReduceBytes({ bytes: output, devices }), bandwidth });
    const whole = f.computeTime({ flops: f.matmulFlops({ m, k: n, n }), peak });
    const slower =
      communication.value > f.computeTime({ flops: f.flopsPerDevice({ flops: f.matmulFlops({ m, k: n, n }), devices }), peak }).value;
    return md`${slower ? 'The links are the slower clock.' : 'Here the matrix units are the slower clock.'} One device alone would need ${show(whole, { digits: 3 })} for the whole matmul and would send nothing; the all-reduce takes ${show(communication, { digits: 3 })} by itself. More devices shorten the arithmetic in proportion and leave the all-reduce almost as long as it was, so beyond some number of devices the links always win. That is why a contraction is rarely cut for its own sake. It pays when the matmul before it has left its output cut along just that dimension. A switch that adds on the way helps, but not by an order of magnitude: see *Rings, switches and what is measured*.`;
  },
  erratum: 'E15',
  fresh: {
    'four-h100s': size(8192, 4),
    a100: { chip: 'A100 SXM', peak: a100.peak.bf16, bandwidth: a100.link },
    'tpu-v5p': { chip: 'TPU v5p, ring along one axis of the torus', peak: tpuV5p.peak.bf16, bandwidth: oneAxis },
    'width-16384': size(16384, 8),
    'width-4096': size(4096, 8),
  },
});
