import { amount, choice, md } from '@scaling-workbook/exercises';
import { code } from '../code.ts';

export default choice({
  title: 'Which axes are mapped',
  given: { batch: amount(32, '1'), features: amount(3, '1') },
  ask: ({ batch, features }) =>
    md`${code('loss_fn(params, x, y)')} takes the parameters, one example of ${features} features and its target. You have ${batch} of these, and want the gradient in ${code('params')} for each example by itself. Which line gives it?`,
  label: 'Pick the line',
  options: () => [
    {
      text: md`${code('jax.vmap(jax.grad(loss_fn))(params, xs, ys)')}`,
      right: false,
      say: md`Left to itself, ${code('vmap')} maps the first axis of *every* argument, the parameters too. They have no axis of examples, so it fails with a ValueError. *A function of one example* says how to except them.`,
    },
    {
      text: md`${code('jax.vmap(jax.grad(loss_fn), in_axes=(None, 0, 0))(params, xs, ys)')}`,
      right: true,
      say: md`None for the parameters, which all examples share, and axis 0 for inputs and targets. Each leaf of the result has the batch in front.`,
    },
    {
      text: md`${code('jax.grad(jax.vmap(loss_fn, in_axes=(None, 0, 0)))(params, xs, ys)')}`,
      right: false,
      say: md`Here the loss is mapped first and has one value for each example. ${code('grad')} wants a function that returns a single number, and refuses. The order of the two matters.`,
    },
    {
      text: md`${code('jax.vmap(jax.grad(loss_fn), in_axes=(0, None, None))(params, xs, ys)')}`,
      right: false,
      say: md`That maps over the parameters and gives each call the whole batch: the entries are the wrong way round.`,
    },
  ],
  hint: () => md`
One entry for each argument: the axis that is mapped, or None for an argument that every call gets whole.
  `,
  after: ({ batch }) =>
    md`Put ${code('jax.jit')} around it and it is one program for all ${batch}, with matrix products where the function you wrote has dot products. You described one example; the batch was added by a transformation.`,
  erratum: 'E51',
});
