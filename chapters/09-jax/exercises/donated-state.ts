import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { code } from '../code.ts';

const run = (name: string, params: number, state: number, gradient: number) => ({
  name,
  params: amount(params, 'param'),
  state: amount(state, 'B/param'),
  gradient: amount(gradient, 'B/param'),
});

export default parts({
  title: 'What changes if the state is donated?',
  given: { ...run('GPT-2 XL', 1_557_611_200, 12, 4), memory: amount(40e9, 'B') },
  ask: ({ name, params, state, gradient, memory }) =>
    md`The step of ${name} (${show(params, { digits: 3 })}) takes weights and Adam's moments, ${state} together, computes gradients of ${gradient}, and returns new weights and moments. Leave activations aside. How much memory do state and gradients take at the end of the step as it stands, and how much with ${code('donate_argnums')} for the state? Does each fit on a device of ${memory}?`,
  fields: {
    kept: {
      label: 'Without donation',
      unit: 'GB',
      byHand: 43.6131136,
      solve: ({ params, state, gradient }, f) => f.stepMemory({ params, stateBytes: state, gradientBytes: gradient, copies: 2 }),
      steps: [
        md`
The caller still holds the old state, so the new one lies beside it, and the gradients too.
        `,
      ],
    },
    donated: {
      label: 'With donation',
      unit: 'GB',
      byHand: 24.9217792,
      solve: ({ params, state, gradient }, f) => f.stepMemory({ params, stateBytes: state, gradientBytes: gradient, copies: 1 }),
      steps: [
        md`
The new state is written where the old one was.
        `,
      ],
    },
    fits: {
      label: 'What fits?',
      options: ({ params, state, gradient, memory }, f) => {
        const kept = f.stepMemory({ params, stateBytes: state, gradientBytes: gradient, copies: 2 }).value <= memory.value;
        const donated = f.stepMemory({ params, stateBytes: state, gradientBytes: gradient, copies: 1 }).value <= memory.value;
        return [
          { text: md`both`, right: kept && donated, say: md`Both sums have to stay below ${memory}.` },
          { text: md`only with donation`, right: !kept && donated, say: md`One sum has to lie below ${memory} and the other above.` },
          { text: md`neither`, right: !kept && !donated, say: md`Then even the smaller sum would exceed ${memory}.` },
        ];
      },
    },
  },
  hint: () => md`
JAX arrays are never changed in place. As long as the caller can still read the old state, the new one needs a place of its own.
  `,
  after: ({ params, state }, f) =>
    md`Donation saves one whole state, ${show(f.weightBytes({ params, bytesPerParam: state }), { digits: 3 })}, and costs nothing but a promise: the old arrays are gone after the call, and using them again is an error. The activations are added on top, but most of them are gone by the time the new state is written.`,
  fresh: {
    'gpt-2-small': run('GPT-2 small', 124_439_808, 12, 4),
    'bf16-gradients': run('GPT-2 XL', 1_557_611_200, 12, 2),
    'three-billion': run('a model of three billion parameters', 3_000_000_000, 12, 4),
    'two-billion': run('a model of two billion parameters', 2_000_000_000, 14, 2),
  },
});
