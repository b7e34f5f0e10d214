import { amount, choice, md, show, type Amount } from '@scaling-workbook/exercises';
import { layer, roundedFloorOf, secondsOf } from '../figures/profile.ts';

const us = (time: Amount) => show(time, { as: 'µs' });

export default choice({
  title: 'One afternoon, ten lines',
  original: '8.1',
  given: {
    norm: amount(secondsOf('norm-1'), 's'),
    attention: amount(secondsOf('attention'), 's'),
    attentionFloor: amount(roundedFloorOf('attention'), 's'),
    upGate: amount(secondsOf('up-gate'), 's'),
    upGateFloor: amount(roundedFloorOf('up-gate'), 's'),
    silu: amount(secondsOf('silu'), 's'),
    allReduce: amount(secondsOf('all-reduce-1'), 's'),
    total: amount(secondsOf('layer'), 's'),
    devices: amount(layer.devices, '1'),
    independent: amount(0, 's'),
  },
  ask: ({ norm, attention, attentionFloor, upGate, upGateFloor, silu, allReduce, total, devices, independent }) =>
    md`The layer of the table takes ${us(total)} on each of ${devices} tensor-parallel GPUs. MLP up + gate takes ${us(upGate)} (at its roof: ${us(upGateFloor)}), FlashAttention ${us(attention)} (at its roof: ${us(attentionFloor)}), each of the two residual-and-norm kernels ${us(norm)}, SiLU ${us(silu)}, each of the two all-reduces ${us(allReduce)}. SiLU can be computed inside the matmul before it. A reduce-scatter before each norm and an all-gather after it can take the place of the all-reduce, so that each GPU normalises only its share of the rows. ${
      independent.value === 0
        ? 'One microbatch is in flight, so nothing can run beside an all-reduce.'
        : md`A second microbatch is in flight, and ${us(independent)} of its compute can run beside each all-reduce.`
    } Which of these saves most, and how much at best?`,
  options: ({ norm, attention, attentionFloor, upGate, upGateFloor, silu, allReduce, devices, independent }, f) => {
    const norms = f.totalTime({ first: norm, second: norm });
    const split = f.remainingTime({ total: norms, removed: f.splitTime({ time: norms, devices }) });
    const exposed = f.exposedTime({ communication: allReduce, compute: independent });
    const each = f.remainingTime({ total: allReduce, removed: exposed });
    const hidden = f.totalTime({ first: each, second: each });
    const splitFirst = split.value > hidden.value;
    const faster = f.remainingTime({ total: upGate, removed: upGateFloor });
    return [
      {
        text: md`Tune MLP up + gate, the longest line: ${us(faster)}`,
        right: false,
        say: md`That is the distance to a roof which no kernel reaches; ${show(f.timeShare({ part: upGateFloor, whole: upGate }), { as: '%', digits: 2 })} of it is about what large matmuls get on this chip. The line is long because it has the most to compute.`,
      },
      {
        text: md`Rewrite the attention kernel: ${us(f.remainingTime({ total: attention, removed: attentionFloor }))}`,
        right: false,
        say: md`
Attention is farthest from its roof, but it is a short line at this length. Even at the roof it would bring little.
        `,
      },
      {
        text: md`Hide both all-reduces: ${us(f.totalTime({ first: allReduce, second: allReduce }))}`,
        right: !splitFirst && exposed.value === 0,
        say:
          exposed.value === 0
            ? md`Enough independent work runs beside each, so both cost nothing: more than any other line can give.`
            : md`The largest prize, and out of reach: ${independent.value === 0 ? 'what follows waits for the sum, and there is nothing else to do' : md`only ${us(independent)} beside each does not wait for its sum, which hides ${us(hidden)} in all`}. Hiding needs enough work that is independent.`,
      },
      {
        text: md`Split the norms over the GPUs: ${us(split)}`,
        right: splitFirst,
        say: splitFirst
          ? md`Both kernels run at the roof of the memory, and still most of their work is wasted: all ${devices} GPUs normalise the same rows. With its own rows only, each takes ${us(f.splitTime({ time: norms, devices }))} for both. The bytes on the network stay the same, since an all-reduce is a reduce-scatter and an all-gather.`
          : md`Worth doing, and second here: the all-reduces have ${us(hidden)} to give as soon as work runs beside them.`,
      },
      {
        text: md`Compute SiLU inside the matmul before it: ${us(silu)}`,
        right: false,
        say: md`
All of this line can go, since the matmul has its inputs in registers. But it is the shortest line of the table.
        `,
      },
    ];
  },
  derive: ({ norm, upGate, upGateFloor, allReduce, devices, independent }, f) => {
    const norms = f.totalTime({ first: norm, second: norm });
    f.remainingTime({ total: norms, removed: f.splitTime({ time: norms, devices }) });
    f.exposedTime({ communication: allReduce, compute: independent });
    f.remainingTime({ total: upGate, removed: upGateFloor });
  },
  steps: [
    md`
Both norms, which every GPU computes for all rows.
    `,
    md`
Each GPU with its own rows only.
    `,
    md`
What that saves.
    `,
    md`
What remains visible of one all-reduce beside the work that does not wait for it.
    `,
    md`
What the longest line could lose if it reached its roof.
    `,
  ],
  hint: () => md`
Ask three things of each line. How far is it from its roof? Does this GPU have to do that work at all? And is what would shorten or hide it available here?
  `,
  after: ({ norm, silu, allReduce, total, devices }, f) => {
    const norms = f.totalTime({ first: norm, second: norm });
    const local = f.totalTime({ first: silu, second: f.remainingTime({ total: norms, removed: f.splitTime({ time: norms, devices }) }) });
    const reduces = f.totalTime({ first: allReduce, second: allReduce });
    return md`Nearness to a roof says that a kernel is good. It does not say that its work is needed. Splitting the norms and fusing SiLU together make the layer ${show(f.removalSpeedup({ total, removed: local }), { digits: 3 })} times as fast. With enough independent work beside them the all-reduces are the larger prize: ${show(f.removalSpeedup({ total, removed: reduces }), { digits: 3 })} times. The split is known as [sequence parallelism](https://arxiv.org/abs/2205.05198); it also cuts the activations that training has to hold between the blocks.`;
  },
  erratum: 'E41',
  fresh: {
    'second-microbatch': { independent: amount(400e-6, 's') },
    'little-to-hide-behind': { independent: amount(60e-6, 's') },
    'half-the-network': { independent: amount(700e-6, 's'), allReduce: amount(636e-6, 's'), total: amount(2668e-6, 's') },
  },
});
