import { amount, choice, md, show, type Amount } from '@scaling-workbook/exercises';
import { secondsOf } from '../figures/profile.ts';

const ms = (time: Amount) => show(time, { as: 'ms' });

export default choice({
  title: 'One afternoon, nine lines',
  original: '8.1',
  given: {
    norm: amount(secondsOf('norm-1'), 's'),
    qkv: amount(secondsOf('qkv'), 's'),
    attention: amount(secondsOf('attention'), 's'),
    output: amount(secondsOf('output'), 's'),
    upGate: amount(secondsOf('up-gate'), 's'),
    silu: amount(secondsOf('silu'), 's'),
    down: amount(secondsOf('down'), 's'),
    allReduce: amount(secondsOf('all-reduce'), 's'),
    total: amount(secondsOf('layer'), 's'),
    independent: amount(0, 's'),
  },
  ask: ({ norm, qkv, attention, output, upGate, silu, down, allReduce, total, independent }) =>
    md`A layer takes ${ms(total)}: QKV ${ms(qkv)}, FlashAttention ${ms(attention)}, output projection ${ms(output)}, two residual-and-norm kernels of ${ms(norm)} each, MLP up + gate ${ms(upGate)}, SiLU ${ms(silu)}, MLP down ${ms(down)} and an all-reduce of ${ms(allReduce)}. The matmuls and the attention kernel run close to their roofs. Elementwise kernels can be fused into their neighbours. ${
      independent.value === 0
        ? 'One microbatch is in flight, so nothing can run beside the all-reduce.'
        : md`A second microbatch is in flight, and ${ms(independent)} of its compute can run beside the all-reduce.`
    } What do you do first, and what can it save at most?`,
  options: ({ norm, attention, output, upGate, silu, allReduce, independent }, f) => {
    const fused = f.totalTime({ first: norm, second: norm, third: silu });
    const hidden = f.remainingTime({ total: allReduce, removed: f.exposedTime({ communication: allReduce, compute: independent }) });
    const fuseFirst = fused.value > hidden.value;
    return [
      {
        text: md`Work on MLP up + gate, the longest line: ${ms(upGate)}`,
        right: false,
        say: md`
The longest line, and it is long because it has the most to compute. Near its roof there is nothing to take away. _The longest line_ says why length is not opportunity.
        `,
      },
      {
        text: md`Rewrite the attention kernel: ${ms(attention)}`,
        right: false,
        say: md`
FlashAttention is what attention looks like after fusion. A big line is no big opportunity once the fix has been applied.
        `,
      },
      {
        text: md`Hide the all-reduce: ${ms(allReduce)}`,
        right: !fuseFirst,
        say: fuseFirst
          ? md`The larger prize, and out of reach: ${independent.value === 0 ? 'what follows waits for the sum, and there is nothing else to do' : md`only ${ms(hidden)} of work does not wait for the sum`}. Hiding needs enough work that is independent.`
          : md`With ${ms(independent)} of independent work beside it, ${ms(hidden)} of the all-reduce costs nothing: more than the ${ms(fused)} that fusion can bring.`,
      },
      {
        text: md`Fuse both norms and SiLU into their neighbours: ${ms(fused)}`,
        right: fuseFirst,
        say: fuseFirst
          ? md`These three kernels only carry data to memory and back. Their traffic can go, and nothing else has to change for it. ${ms(fused)} is the most it can bring, since their little arithmetic moves in with a neighbour.`
          : md`Worth doing, and second: the all-reduce has ${ms(hidden)} to give as soon as work runs beside it.`,
      },
      {
        text: md`Tune the output projection, the smallest matmul: ${ms(output)}`,
        right: false,
        say: md`
It is small because its matrix is small. Were it free altogether, that would still be less than the elementwise kernels hold.
        `,
      },
    ];
  },
  derive: ({ norm, silu, allReduce, total, independent }, f) => {
    const fused = f.totalTime({ first: norm, second: norm, third: silu });
    f.timeShare({ part: fused, whole: total });
    f.exposedTime({ communication: allReduce, compute: independent });
    f.removalSpeedup({ total, removed: fused });
  },
  steps: [
    md`
What fusion can remove: the three kernels that do next to no arithmetic.
    `,
    md`
As a share of the layer.
    `,
    md`
What remains visible of the all-reduce beside the work that does not wait for it.
    `,
    md`
What the fusion is worth, at most.
    `,
  ],
  hint: () => md`
Ask two things of each line. Does it take longer than it must? And is what would shorten it available here?
  `,
  after: ({ norm, silu, allReduce, total }, f) => {
    const fused = f.totalTime({ first: norm, second: norm, third: silu });
    const both = f.totalTime({ first: fused, second: allReduce });
    return md`The elementwise kernels are ${show(f.timeShare({ part: fused, whole: total }), { as: '%', digits: 3 })} of the layer, the all-reduce ${show(f.timeShare({ part: allReduce, whole: total }), { as: '%', digits: 3 })}. With enough independent work to cover all of it, the all-reduce is the larger prize: ${show(f.removalSpeedup({ total, removed: allReduce }), { digits: 4 })} times as fast without it, against ${show(f.removalSpeedup({ total, removed: fused }), { digits: 4 })} by fusion. Both together give ${show(f.removalSpeedup({ total, removed: both }), { digits: 4 })}, more than the two gains added up, because each is taken from a layer that the other has made shorter.`;
  },
  erratum: 'E41',
  fresh: {
    'second-microbatch': { independent: amount(secondsOf('qkv'), 's') },
    'little-to-hide-behind': { independent: amount(secondsOf('down'), 's') },
    'half-the-network': { independent: amount(secondsOf('qkv'), 's'), allReduce: amount(0.7e-3, 's'), total: amount(2.73e-3, 's') },
  },
});
