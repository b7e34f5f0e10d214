import { amount, md, numeric, show } from '@scaling-workbook/exercises';
import { secondsOf } from '../figures/profile.ts';

const beside = (what: string, seconds: number) => ({ what, compute: amount(seconds, 's') });

export default numeric({
  title: 'Hiding the all-reduce',
  original: '8.5',
  given: { communication: amount(secondsOf('all-reduce'), 's'), ...beside('QKV matmul', secondsOf('qkv')) },
  ask: ({ communication, what, compute }) =>
    md`An all-reduce takes ${show(communication, { as: 'ms' })}. A second microbatch is in flight, and its ${what}, ${show(compute, { as: 'ms' })}, does not depend on that all-reduce. If the two run side by side and neither slows the other down, which share of the all-reduce is hidden?`,
  label: 'Share hidden',
  unit: '%',
  solve: ({ communication, compute }, f) => f.hiddenShare({ communication, compute }),
  byHand: 100,
  steps: [
    md`
As much as there is compute to run beside it, and never more than all of it.
    `,
  ],
  hint: () => md`
Draw two bars on one time axis, both starting at zero. How much of the all-reduce lies under the compute?
  `,
  after: ({ communication, compute, what }, f) => {
    const exposed = f.exposedTime({ communication, compute });
    const spare =
      exposed.value > 0
        ? md`${show(exposed, { as: 'ms' })} stays visible.`
        : md`All of it disappears, and ${show(f.remainingTime({ total: compute, removed: communication }), { as: 'ms' })} of the compute would still have room beside it.`;
    return md`${spare} The word that carries this is *independent*. With a single microbatch the next kernel reads the very sum that the all-reduce delivers, so the ${what} of the same microbatch waits for it and the share hidden is ${show(f.hiddenShare({ communication, compute: 0 }), { as: '%' })}. Hiding it takes a second microbatch or half-batch, or [a matmul cut into pieces that are sent as they finish](https://doi.org/10.1145/3567955.3567959). And “neither slows the other down” is a wish: the kernels that communicate need SMs and bandwidth as well.`;
  },
  erratum: 'E44',
  fresh: {
    'output-projection': beside('output projection', secondsOf('output')),
    'mlp-down': beside('MLP down projection', secondsOf('down')),
    'one-norm': beside('residual-and-norm kernel', secondsOf('norm-1')),
    silu: beside('SiLU kernel', secondsOf('silu')),
    'half-the-network': { communication: amount(0.7e-3, 's') },
    'quarter-of-the-network': { communication: amount(1.4e-3, 's'), ...beside('MLP up + gate matmul', secondsOf('up-gate')) },
  },
});
