import { amount, md, numeric, show } from '@scaling-workbook/exercises';
import { h100 } from '@scaling-workbook/formulas/hardware';

export default numeric({
  title: 'How large a cluster can a batch feed?',
  given: {
    batch: amount(2 ** 24, 'token'),
    node: amount(8, '1'),
    network: h100.network,
    sustained: amount(400e12, 'FLOP/s'),
  },
  ask: ({ batch, network }) =>
    md`Llama 3 405B was trained with steps of ${show(batch, { digits: 3 })}. Suppose you used FSDP across the nodes and tensor parallelism within them, on nodes of eight H100s with ${network} of network for each GPU, and no pipeline. Estimate from about how many GPUs on the gathers would no longer hide behind the arithmetic. You choose how close to its peak a GPU runs.`,
  label: 'GPUs',
  unit: '1',
  solve: ({ batch, node, network, sustained }, f) =>
    f.devicesForBatch({
      tokens: batch,
      limit: f.tokensPerDevice({ tokens: f.dataParallelTokenLimit({ peak: sustained, bandwidth: network }), devices: node }),
    }),
  byHand: 16_777,
  range: {
    low: {
      given: () => ({ sustained: 989.4e12 }),
      say: 'if the GPUs run at their full peak, which leaves the gathers the least time',
      byHand: 6782,
    },
    high: { given: () => ({ sustained: 300e12 }), say: 'if they sustain 300 TFLOP/s, some 30 % of it', byHand: 22_369 },
  },
  steps: [
    md`The ridge point of the network, at 400 TFLOP/s or 40 % of the peak: what one replica needs.`,
    md`A replica is a node, so each of its eight GPUs needs an eighth.`,
    md`The batch, in portions of that size.`,
  ],
  hint: () => md`
Tokens per replica: $C/W$, with the rate that a GPU really sustains. How many replicas does the batch make, and how many GPUs is a replica?
  `,
  after: ({ batch, network }, f) => {
    const peak = f.dataParallelTokenLimit({ peak: h100.peak.bf16, bandwidth: network });
    return md`The size of the model does not enter at all. At full peak a replica would need ${show(peak, { digits: 3 })}, so the estimate depends mostly on what you take for the rate. Meta trained on up to 16,384 GPUs, well inside this range, but made its replicas sixteen times as large with a pipeline, which keeps the network far from the limit. The sequences set a limit of their own: at 8,192 tokens a batch of ${show(batch, { digits: 3 })} has ${show(f.devicesForBatch({ tokens: batch, limit: 8192 }))}, and without splitting sequences there cannot be more replicas than that.`;
  },
});
