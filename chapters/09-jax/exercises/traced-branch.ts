import { amount, choice, md } from '@scaling-workbook/exercises';
import { block, code } from '../code.ts';

export default choice({
  title: 'An if inside jit',
  given: { x: amount(2, '1') },
  ask: ({ x }) =>
    md`What does this do?
${block('@jax.jit', 'def leaky(x):', '    if x > 0:', '        return x', '    return 0.1 * x', '', `leaky(${String(x.value)}.0)`)}`,
  label: 'Pick what happens',
  options: () => [
    {
      text: md`It returns its argument: the ${code('if')} is compiled along with the rest.`,
      right: false,
      say: md`Only operations on traced values reach the program. The ${code('if')} is Python's own and asks for a plain True or False while the function is traced. *What a tracer can do* says what it gets.`,
    },
    {
      text: md`It fails while it is traced.`,
      right: true,
      say: md`The tracer that stands in for ${code('x')} knows its shape and its type, and no value, so Python cannot decide. The branch has to become data: ${code('jnp.where(x > 0, x, 0.1 * x)')}, or ${code('jax.lax.cond')} where the sides are expensive.`,
    },
    {
      text: md`It takes the first branch at the first call, and then for ever.`,
      right: false,
      say: md`That is what happens to a branch on an ordinary Python value, such as a flag read from outside. ${code('x')} is an argument, so it is a tracer and cannot be asked.`,
    },
    {
      text: md`It is traced anew for each sign of ${code('x')}.`,
      right: false,
      say: md`Programs are kept by shape and type, never by value. For that the argument would have to be declared static, and then it could not be an array.`,
    },
  ],
  hint: () => md`
While it is traced, ${code('x')} is no number. What does it know about itself?
  `,
  after: () =>
    md`Loops have the same rule. A Python ${code('for')} over a fixed range is unrolled into the program; one that ends when a traced value says so cannot be traced, and becomes ${code('jax.lax.while_loop')}.`,
});
