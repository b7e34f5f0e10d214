import { amount, md, parts, show, type Formulas, type Givens, type Plain } from '@scaling-workbook/exercises';

const given = {
  chip: 'TPU v2 cores',
  cores: amount(8, '1'),
  members: amount(2, '1'),
  localSequences: amount(8, '1'),
  length: amount(1024, '1'),
  width: amount(8192, '1'),
  localHidden: amount(16_384, '1'),
  heads: amount(32, '1'),
  headWidth: amount(256, '1'),
  projections: amount(32_768, '1'),
  peak: amount(23e12, 'FLOP/s'),
  printed: amount(67e-3, 's'),
} as const satisfies Givens;
type Numbers = Plain<typeof given>;

const sequencesOf = ({ cores, members, localSequences }: Numbers, f: Formulas) =>
  f.wholeDimension({ part: localSequences, devices: f.collectiveGroups({ devices: cores, members }) });
const hiddenOf = ({ localHidden, members }: Numbers, f: Formulas) => f.wholeDimension({ part: localHidden, devices: members });

/** Least time of a matmul of the whole batch on all cores. */
const matmulTime = ({ length, width, cores, peak }: Numbers, f: Formulas, batch: number, columns: number) =>
  f.computeTime({
    flops: f.flopsPerDevice({ flops: f.batchedMatmulFlops({ batch, m: length, k: width, n: columns }), devices: cores }),
    peak,
  });

export default parts({
  title: 'The profile of a mock Transformer',
  book: 'sb-profiling-2',
  given,
  ask: ({ chip, cores, members, localSequences, length, width, localHidden, heads, headWidth, projections, peak, printed }, f) =>
    md`A mock Transformer without a causal mask runs on ${cores} ${chip} of ${peak} each. In its trace, the up-projection takes bf16[${localSequences}, ${length}, ${width}] and bf16[${width}, ${localHidden}]. After the down-projection a reduce-scatter turns bf16[${localSequences}, ${length}, ${width}] into bf16[${localSequences}, ${length}, ${show(f.dimensionPerDevice({ size: width, devices: members }))}]. The MLP has two matrices. The whole projection to the queries is [${width}, ${heads}, ${headWidth}], and those to keys and values and the output projection are as large, so the four together have ${projections} columns. From this alone: which sharding is it, what are the whole batch and the hidden width $F$, how long does one layer take at the roofline, and which share of that is attention? An optimised layer is said to take ${show(printed, { as: 'ms' })}: what part of the peak would that be at these shapes?`,
  fields: {
    sharding: {
      label: 'Sharding',
      options: ({ cores, members }, f) => {
        const data = show(f.collectiveGroups({ devices: cores, members }));
        return [
          {
            text: md`Tensor parallelism over ${members} cores, data parallelism over ${data}`,
            right: true,
            say: md`The reduce-scatter completes sums over the hidden dimension and leaves each core ${show(f.ratio({ first: 1, second: members }), { as: '%' })} of the width, so ${members} cores share the hidden dimension. The other axis, of ${data}, cuts the batch.`,
          },
          {
            text: md`Tensor parallelism over all ${cores} cores`,
            right: false,
            say: md`Then the reduce-scatter would leave each core a piece of the width ${cores} times as small. Compare its two shapes.`,
          },
          {
            text: md`FSDP over all ${cores} cores`,
            right: false,
            say: md`
FSDP gathers weights before a matmul and has no partial sums of activations to scatter after it.
            `,
          },
          {
            text: md`Data parallelism over all ${cores} cores`,
            right: false,
            say: md`
Plain data parallelism sends nothing in the forward pass.
            `,
          },
        ];
      },
    },
    batch: {
      label: 'Sequences of the whole batch',
      unit: '1',
      tolerance: 0,
      byHand: 32,
      solve: sequencesOf,
      steps: [
        md`
Cores that share the hidden dimension form a group; the groups divide the batch.
        `,
        md`
Each group has its part of it.
        `,
      ],
    },
    hidden: {
      label: 'Hidden width F',
      unit: '1',
      tolerance: 0,
      byHand: 32_768,
      solve: hiddenOf,
    },
    mlp: {
      label: 'MLP at the roofline',
      unit: 'ms',
      byHand: 191.219,
      solve: (g, f, earlier) => {
        const each = matmulTime(g, f, earlier('batch'), earlier('hidden'));
        return f.totalTime({ first: each, second: each });
      },
    },
    attention: {
      label: 'Attention at the roofline',
      unit: 'ms',
      byHand: 101.585,
      solve: (g, f, earlier) => {
        const { length, heads, headWidth, cores, peak } = g;
        const flops = f.attentionLayerFlops({ sequences: earlier('batch'), queries: length, keys: length, heads, headWidth });
        return f.totalTime({
          first: matmulTime(g, f, earlier('batch'), g.projections),
          second: f.computeTime({ flops: f.flopsPerDevice({ flops, devices: cores }), peak }),
        });
      },
    },
    share: {
      label: 'Share of attention at the roofline',
      unit: '%',
      byHand: 34.6939,
      solve: (_, f, earlier) =>
        f.timeShare({
          part: earlier('attention'),
          whole: f.totalTime({ first: earlier('mlp'), second: earlier('attention') }),
        }),
    },
    rate: {
      label: 'Part of the peak that the stated time implies',
      unit: '%',
      byHand: 437.022,
      solve: ({ printed }, f, earlier) =>
        f.timeRatio({ first: f.totalTime({ first: earlier('mlp'), second: earlier('attention') }), second: printed }),
    },
  },
  hint: () => md`
Start with the reduce-scatter: by how much does it shrink the width? The rest of the cores cut the batch. FLOPs of whole matrices, divided by all cores and by the peak of one, give the least times.
  `,
  after: ({ cores, members, localSequences, length, width, localHidden, peak }, f) => {
    const batch = f.wholeDimension({ part: localSequences, devices: f.collectiveGroups({ devices: cores, members }) });
    const flops = f.batchedMatmulFlops({ batch, m: length, k: width, n: f.wholeDimension({ part: localHidden, devices: members }) });
    const matmul = f.computeTime({ flops: f.flopsPerDevice({ flops, devices: cores }), peak });
    return md`One matmul of the MLP takes at least ${show(matmul, { as: 'ms', digits: 3 })} at these shapes; in the companion book's own numbers that is 95.6 ms, and the profile it shows has 96 ms. A layer has two of them and attention besides. So the times it quotes for its notebook, 184 and 67 ms at first and 90 and 80 ms with a newer compiler, must belong to other sizes or another chip. It is the lesson of this chapter: ask of every time which shapes it belongs to. Making the program faster on a TPU is not judged here; *with_sharding_constraint* on the hidden activations, as in chapter 9, is the place to start.`;
  },
  fresh: {
    'half-the-sequences': { localSequences: amount(4, '1'), printed: amount(200e-3, 's') },
    'tensor-parallel-four': { members: amount(4, '1'), localHidden: amount(8192, '1'), printed: amount(320e-3, 's') },
    'v5e-chips': { chip: 'TPU v5e', peak: amount(197e12, 'FLOP/s'), printed: amount(50e-3, 's') },
  },
});
