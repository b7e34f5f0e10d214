import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { tpuV5e } from '@scaling-workbook/formulas/hardware';

export default parts({
  title: 'An MLP block in little memory',
  book: 'sb-sharding-7',
  given: {
    tokens: amount(128, 'token'),
    width: amount(8192, '1'),
    hidden: amount(32768, '1'),
    chips: amount(4, '1'),
    room: amount(300e6, 'B'),
    peak: amount(1.97e14, 'FLOP/s'),
    memory: amount(8.2e11, 'B/s'),
    bandwidth: amount(4.5e10, 'B/s'),
    axes: amount(2, '1'),
    bytesPerElement: amount(2, 'B/element'),
    bytesPerParam: amount(2, 'B/param'),
  },
  ask: ({ tokens, width, hidden, room, peak, memory, bandwidth }) =>
    md`A TPU v5e slice of 2 × 2 chips computes $\text{Out} = \text{In} \cdot W_\text{in} \cdot W_\text{out}$ in BF16, with $B$ = ${tokens}, $D$ = ${width}, $F$ = ${hidden}. Each chip has ${show(room, { as: 'MB' })} of memory free for weights and activations, and Out has to be sharded like In. A chip does ${peak}, reads its memory at ${memory}, and has one link along each axis, ${bandwidth} one way; there is no wraparound, and a collective over both axes keeps both links busy: in each phase a chip receives the 3/4 of the tensor that the others hold. How should the block be sharded, and how long does each part of it take?`,
  fields: {
    matrix: {
      label: 'Bytes of one weight matrix',
      unit: 'MB',
      byHand: 536.8709,
      solve: ({ width, hidden, bytesPerElement }, f) =>
        f.tensorBytes({ elements: f.matrixElements({ rows: width, columns: hidden }), bytesPerElement }),
    },
    plan: {
      label: 'Which sharding fits and sends least?',
      options: ({ tokens, width, hidden, chips, room }, f) => {
        const weights = f.weightBytes({ params: f.mlpParameters({ width, hidden }) });
        const shard = f.shardBytes({ bytes: weights, devices: chips });
        const one = f.weightBytes({ params: f.mlpParameters({ width, hidden: hidden.value / 2 }) });
        const activations = f.mlpInputBytes({ tokens, width });
        return [
          {
            text: md`
Data parallelism: cut the tokens, $B_{XY}$, and replicate the weights
            `,
            right: false,
            say: md`Both matrices take ${show(weights, { digits: 4 })} on every chip, and there is room for ${show(room, { as: 'MB' })}.`,
          },
          {
            text: md`
FSDP: cut the tokens and store the weights in parts, each gathered when it is needed
            `,
            right: false,
            say: md`Stored in parts they would fit, but a gathered matrix takes ${show(one, { digits: 3 })} on each chip, more than is free, and there are hundreds of times more bytes of weights to gather than of activations.`,
          },
          {
            text: md`
Tensor parallelism: cut $F_{XY}$ in both weights, gather In and reduce-scatter Out
            `,
            right: true,
            say: md`Each chip holds ${show(shard, { digits: 3 })} of weights all the time, and only the activations move, ${show(activations, { digits: 2 })} in each phase.`,
          },
        ];
      },
    },
    steps: {
      label: 'The plan from In[B, D_XY] to Out[B, D_XY], with W1 and W2 cut over both axes as you like',
      plan: ({ tokens, width, hidden, bytesPerElement }) => ({
        mesh: { X: 2, Y: 2 },
        sizes: { B: tokens, D: width, F: hidden },
        bytesPerElement,
        held: ['In[B, D_XY]', 'W1[D, F]', 'W2[F, D]'],
        choose: { W1: ['X', 'Y'], W2: ['X', 'Y'] },
        goal: 'Out[B, D_XY]',
        ours: [
          'AllGather_XY(In[B, D_XY]) → In[B, D]',
          'In · W1[D, F_XY] → H[B, F_XY]',
          'H · W2[F_XY, D] → Out[B, D]{U_XY}',
          'ReduceScatter_XY,D(Out) → Out[B, D_XY]',
        ].join('\n'),
      }),
      cheapest: true,
      byHand: 3_145_728,
    },
    links: {
      label: 'All-gather of In and reduce-scatter of Out, together',
      unit: 'µs',
      byHand: 34.9525,
      solve: ({ tokens, width, chips, bandwidth, axes, bytesPerElement }, f) =>
        f.ringTime({
          bytesSent: f.allReduceBytes({ bytes: f.mlpInputBytes({ tokens, width, bytesPerElement }), devices: chips }),
          bandwidth,
          axes,
        }),
      steps: [
        md`
Tokens × width.
        `,
        md`
A gather before and a scatter after: together as much as one all-reduce.
        `,
        md`
One link along each of two axes.
        `,
      ],
    },
    math: {
      label: 'Arithmetic',
      unit: 'µs',
      byHand: 174.415,
      solve: ({ tokens, width, hidden, chips, peak }, f) =>
        f.computeTime({
          flops: f.flopsPerDevice({ flops: f.forwardFlops({ params: f.mlpParameters({ width, hidden }), tokens }), devices: chips }),
          peak,
        }),
      steps: [
        md`
Both matrices.
        `,
        md`
Two FLOPs for each weight and token.
        `,
        md`
Shared by the chips.
        `,
        md`
At the peak.
        `,
      ],
    },
    weights: {
      label: 'Reading the weights from HBM',
      unit: 'µs',
      byHand: 327.36,
      solve: ({ width, hidden, chips, memory, bytesPerParam }, f) =>
        f.memoryTime({
          bytes: f.shardBytes({ bytes: f.weightBytes({ params: f.mlpParameters({ width, hidden }), bytesPerParam }), devices: chips }),
          bandwidth: memory,
        }),
      steps: [
        md`
Both matrices.
        `,
        md`
Two bytes per weight.
        `,
        md`
A quarter of them on each chip.
        `,
        md`
Each chip reads its part once.
        `,
      ],
    },
  },
  hint: () => md`
Work out the bytes of one weight matrix, and see which plans ever hold one whole. Then compare what is small here, tokens or weights: move the smaller.
  `,
  after: ({ tokens, peak, memory }, f) =>
    md`The companion book has 536 MB for a matrix and prefers tensor parallelism; the times it leaves to the reader. The last field is the largest: with ${tokens} the batch is below the crossover of ${show(amount(f.crossoverBatch({ peak, bandwidth: memory }).value, 'token'), { digits: 2 })}, so the block waits neither for the links nor for the matrix units but for its own memory. Latency of a few hops comes on top of the links' time.`,
  fresh: {
    ours: { peak: tpuV5e.peak.bf16, memory: tpuV5e.hbmBandwidth, bandwidth: amount(tpuV5e.link.value / 4, 'B/s') },
    'smaller-batch': { tokens: amount(64, 'token') },
  },
});
