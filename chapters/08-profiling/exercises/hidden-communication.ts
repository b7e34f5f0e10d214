import { amount, md, numeric, show } from '@scaling-workbook/exercises';
import { secondsOf } from '../figures/profile.ts';

const beside = (what: string, seconds: number) => ({ what, compute: amount(Number(seconds.toFixed(8)), 's') });
const attentionHalf = secondsOf('qkv') + secondsOf('attention') + secondsOf('output');

export default numeric({
  title: 'Hiding an all-reduce',
  original: '8.5',
  given: {
    communication: amount(secondsOf('all-reduce-1'), 's'),
    ...beside('attention half, with its norm split over the GPUs', attentionHalf + secondsOf('norm-1') / 8),
  },
  ask: ({ communication, what, compute }) =>
    md`An all-reduce takes ${show(communication, { as: 'µs' })}. A second microbatch is in flight, and its ${what}, ${show(compute, { as: 'µs' })}, does not depend on that all-reduce. If the two run side by side and neither slows the other down, which share of the all-reduce is hidden?`,
  label: 'Share hidden',
  unit: '%',
  solve: ({ communication, compute }, f) => f.hiddenShare({ communication, compute }),
  byHand: 87.0283,
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
        ? md`${show(exposed, { as: 'µs', digits: 3 })} stays visible.`
        : md`All of it disappears, and ${show(f.remainingTime({ total: compute, removed: communication }), { as: 'µs', digits: 3 })} of the compute would still have room beside it.`;
    const whole = amount(Number((attentionHalf + secondsOf('norm-1')).toFixed(8)), 's');
    return md`${spare} The condition that matters is *independent*. With a single microbatch the next kernel reads the very sum that the all-reduce delivers, so the ${what} of the same microbatch waits for it and the share hidden is ${show(f.hiddenShare({ communication, compute: 0 }), { as: '%' })}. One fix can also take away another's cover: before the norms were split, the attention half took ${show(whole, { as: 'µs' })} and would hide ${show(f.hiddenShare({ communication: secondsOf('all-reduce-1'), compute: whole }), { as: '%' })} of an all-reduce of this profile. And neither slowing the other down is optimistic: kernels that communicate need SMs and memory bandwidth as well.`;
  },
  erratum: 'E44',
  fresh: {
    'one-norm': beside('attention half, norm included', attentionHalf + secondsOf('norm-1')),
    'mlp-down': beside('MLP down projection', secondsOf('down')),
    'output-projection': beside('output projection', secondsOf('output')),
    silu: beside('SiLU kernel', secondsOf('silu')),
    'half-the-network': { communication: amount(636e-6, 's') },
    'quarter-of-the-network': { communication: amount(1272e-6, 's'), ...beside('MLP up + gate matmul', secondsOf('up-gate')) },
  },
});
