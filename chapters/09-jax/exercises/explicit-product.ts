import { amount, md, parts, shape } from '@scaling-workbook/exercises';
import { block, code } from '../code.ts';

const mesh = (data: number, model: number, batch: number, width: number, hidden: number) => ({
  data: amount(data, '1'),
  model: amount(model, '1'),
  batch: amount(batch, '1'),
  width: amount(width, '1'),
  hidden: amount(hidden, '1'),
});

export default parts({
  title: 'A sharding in the type',
  given: mesh(4, 2, 512, 1024, 4096),
  ask: ({ data, model, batch, width, hidden }) =>
    md`A mesh of ${data} by ${model} devices has the axes ${code('data')} and ${code('model')}, both explicit.
${block(
  `x      # ${String(batch.value)} × ${String(width.value)},  P('data', None)`,
  `w_in   # ${String(width.value)} × ${String(hidden.value)},  P(None, 'model')`,
  `w_out  # ${String(hidden.value)} × ${String(width.value)},  P('model', None)`,
  'h = x @ w_in',
  'y = h @ w_out',
)}
What shape does one device hold of ${code('h')}, and what becomes of the last line?`,
  fields: {
    rows: {
      label: 'Rows of h on one device',
      unit: '1',
      tolerance: 0,
      byHand: 128,
      solve: ({ batch, data }, f) => f.dimensionPerDevice({ size: batch, devices: data }),
      steps: [
        md`
The rows of the product are those of the first factor, with their cut.
        `,
      ],
    },
    columns: {
      label: 'Columns of h on one device',
      unit: '1',
      tolerance: 0,
      byHand: 2048,
      solve: ({ hidden, model }, f) => f.dimensionPerDevice({ size: hidden, devices: model }),
      steps: [
        md`
The columns are those of the second factor, with their cut.
        `,
      ],
    },
    last: {
      label: 'The line y = h @ w_out',
      options: () => [
        {
          text: md`is an error while tracing: the contraction is cut, and JAX asks how the result is to lie`,
          right: true,
          say: md`Both factors are cut along the contraction, so each device has a partial sum. Whether to all-reduce it or to leave each device a part is your choice: ${code("jnp.matmul(h, w_out, out_sharding=P('data', None))")} says all-reduce.`,
        },
        {
          text: md`gets an all-reduce without being asked`,
          right: false,
          say: md`That is what an axis of type Auto does. With explicit axes the sharding of every result must follow from the types of its inputs, and here two follow equally well.`,
        },
        {
          text: md`gathers ${code('w_out')} first`,
          right: false,
          say: md`JAX does not choose a plan on an explicit axis. If you want the weight gathered, say so with ${code('jax.sharding.reshard')}.`,
        },
        {
          text: md`returns partial sums, different on each device`,
          right: false,
          say: md`Partial sums have a type of their own, *unreduced*, which has to be asked for. An ordinary product never returns them silently.`,
        },
      ],
    },
  },
  hint: () => md`
Treat the specs as the subscripts of chapter 2. Which of its four cases is each of the two products?
  `,
  after: ({ batch, hidden, data, model }, f) =>
    md`The type of ${code('h')} is ${code(`float32[${String(batch.value)}@data,${String(hidden.value)}@model]`)}, and you can read it with ${code('jax.typeof')} while tracing, as you can a shape. Each device holds ${shape(f.dimensionPerDevice({ size: batch, devices: data }), f.dimensionPerDevice({ size: hidden, devices: model }))} of it. A sharding that does not fit becomes an error at the line where it arises, and not a gather that you find in a profile weeks later.`,
  fresh: {
    'two-by-four': mesh(2, 4, 512, 1024, 4096),
    'pod-slice': mesh(16, 16, 8192, 8192, 28_672),
    'four-by-four': mesh(4, 4, 1024, 4096, 14_336),
  },
});
