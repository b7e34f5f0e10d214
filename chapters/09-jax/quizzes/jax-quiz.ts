import { choice, md } from '@scaling-workbook/exercises';
import { code } from '../code.ts';

export default choice({
  title: 'What jit does',
  given: {},
  ask: () => md`What happens when a function wrapped in ${code('jax.jit')} is called?`,
  label: 'Pick the sentence that holds',
  options: () => [
    {
      text: md`
It runs on the accelerator line by line, as the Python interpreter comes to each.
      `,
      right: false,
      say: md`That is what happens *without* ${code('jit')}: each operation is sent off by itself. With it the interpreter runs the body once, to see which operations it performs. *Traced once, run many times* has a print that shows it.`,
    },
    {
      text: md`
The first time for these shapes and types it is traced to a jaxpr, XLA compiles that, and the program is kept. From then on only the program runs.
      `,
      right: true,
      say: md`Whatever Python does besides, a print, a counter, a look at the clock, happens while tracing and at no other time.`,
    },
    {
      text: md`
Its gradient is compiled along with it, so that training is faster.
      `,
      right: false,
      say: md`That mixes up two transformations. ${code('grad')} makes a new function, which ${code('jit')} may then compile; neither needs the other. *A step without state* puts them together.`,
    },
    {
      text: md`
It is split over all devices that there are.
      `,
      right: false,
      say: md`On its own ${code('jit')} computes where its inputs are. The work is split when the inputs are sharded, or when you say so inside. *One program, eight devices* shows both.`,
    },
  ],
  hint: () => md`
Think of the print in the training step: how often did it appear?
  `,
  after: () =>
    md`Three questions settle most surprises with ${code('jit')}. Has this combination of shapes and types been seen before? Does the line run while tracing or in the program? Is this value known while tracing, or is it a tracer?`,
});
