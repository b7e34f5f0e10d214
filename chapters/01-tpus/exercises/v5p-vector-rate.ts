import { amount, md, parts, show } from '@scaling-workbook/exercises';

const unit = (chip: string, cores: number, alus: number, clock: number) => ({
  chip,
  cores: amount(cores, '1'),
  alus: amount(alus, '1'),
  clock: amount(clock, 'Hz'),
});

export default parts({
  title: 'Vector rate of a TPU v5p',
  book: 'sb-tpus-p1',
  given: { ...unit('TPU v5p', 2, 4, 1.75e9), one: amount(1, '1'), sublanes: amount(8, '1'), lanes: amount(128, '1') },
  ask: ({ chip, cores, alus, clock, sublanes, lanes }) =>
    md`The vector unit in each TensorCore of a ${chip} has ${sublanes} × ${lanes} positions with ${alus} ALUs each, and every ALU finishes one floating-point operation in a cycle. The clock runs at ${show(clock, { as: 'GHz' })}. How many FLOP/s does the vector unit of one core do, and how many do those of the chip, which has ${show(cores)} core${cores.value === 1 ? '' : 's'}?`,
  fields: {
    core: {
      label: 'Vector rate of one core',
      unit: 'TFLOP/s',
      byHand: 7.168,
      solve: ({ one, alus, clock, sublanes, lanes }, f) => f.vectorUnitPeak({ cores: one, sublanes, lanes, alus, clock }),
      printed: [{ value: 7, say: 'The companion book rounds to one digit. With all of them it is 7.17 TFLOP/s.', right: true }],
    },
    chip: {
      label: 'Vector rate of the chip',
      unit: 'TFLOP/s',
      byHand: 14.336,
      solve: ({ cores, alus, clock, sublanes, lanes }, f) => f.vectorUnitPeak({ cores, sublanes, lanes, alus, clock }),
      printed: [
        {
          value: 7,
          say: 'The companion book asks about a TPU v5p and prints the figure of one core. The chip has two of them.',
        },
      ],
    },
  },
  hint: () => md`Count ALUs, then multiply by the cycles in a second.`,
  after: ({ chip, alus, clock, sublanes, lanes, cores }, f) =>
    md`Set that against the matrix units of a ${chip}: even the ${show(f.vectorUnitPeak({ cores, sublanes, lanes, alus, clock }), { digits: 2 })} of all its vector units are a few per cent of its matmul peak. Work that runs there has to be small, or hidden.`,
  fresh: {
    v5e: unit('TPU v5e', 1, 4, 1.5e9),
    v4: unit('TPU v4', 2, 2, 1.05e9),
  },
});
