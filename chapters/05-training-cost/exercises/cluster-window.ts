import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { h100 } from '@scaling-workbook/formulas/hardware';
import { modelById } from '@scaling-workbook/formulas/models';

const day = 86_400;
const run = (id: string, params: number, tokens: number, days: number, batch: number) => {
  const { name, config } = modelById(id);
  return {
    model: name,
    params: amount(params, 'param'),
    layers: amount(config.layers, '1'),
    width: amount(config.width, '1'),
    trained: amount(tokens, 'token'),
    time: amount(days * day, 's'),
    batch: amount(batch, 'token'),
  };
};
const sizes = [256, 512, 1024, 2048, 4096, 8192, 16_384];

export default parts({
  title: 'How many GPUs, between memory, deadline and batch',
  given: {
    ...run('llama-3-70b', 70e9, 15e12, 60, 2 ** 22),
    usable: amount(64e9, 'B'),
    node: amount(8, 'GPU'),
    bytesPerParam: amount(16, 'B/param'),
    momentsAndGradients: amount(14, 'B/param'),
    weights: amount(2, 'B/param'),
    sustained: amount(400e12, 'FLOP/s'),
    network: amount(50e9, 'B/s'),
  },
  ask: ({ model, params, layers, width, trained, time, batch, usable, node, bytesPerParam, sustained, network }) =>
    md`${model} (${params}, ${layers} layers of width ${width}) is to see ${trained} within ${show(time, { as: 'day' })}, in batches of ${show(amount(batch.value, '1'))} tokens. Each H100 sustains ${sustained} and has ${usable} for state (${bytesPerParam}) and for the BF16 input of each layer, kept for the whole batch. A node of ${node} is one replica of FSDP and needs $C/W$ tokens for a gather over a network of ${network} a GPU, with $C$ the sustained rate. What is the least number of GPUs for the memory, and for the deadline? How many replicas can the batch feed at most? Then choose a cluster.`,
  fields: {
    memory: {
      label: 'Fewest GPUs for the memory',
      unit: '1',
      byHand: 104,
      tolerance: 0,
      gigabytes: 'decimal',
      solve: ({ params, layers, width, batch, usable, weights, momentsAndGradients }, f) =>
        f.acceleratorsNeeded({
          bytes: f.trainingMemoryBytes({
            state: f.weightsAndMomentsBytes({ params, weights, moments: momentsAndGradients }),
            checkpoints: f.checkpointBytes({ tokens: batch, layers, width, ofWidth: 1 }),
          }),
          capacity: usable,
        }),
      steps: [md`Sixteen bytes for each parameter.`, md`One vector for every token in every layer.`, md`Together.`, md`Rounded up.`],
      slips: [
        {
          name: 'state-only',
          say: 'So many hold the state alone. The inputs of the layers need room too.',
          solve: ({ params, usable }, f) => f.ranksForState({ params, memory: usable }),
        },
      ],
    },
    deadline: {
      label: 'Fewest GPUs for the deadline',
      unit: '1',
      byHand: 3039,
      tolerance: 0.002,
      solve: ({ params, trained, time, sustained }, f) =>
        f.gpusForDeadline({ flops: f.trainingFlops({ params, tokens: trained }), time, peak: sustained, mfu: 1 }),
      steps: [md`Six FLOPs for each parameter and token.`, md`Over what one GPU sustains until the deadline, rounded up.`],
      slips: [
        {
          name: 'whole-year',
          say: 'That gives the run a whole year.',
          solve: ({ params, trained, sustained }, f) =>
            f.gpusForDeadline({ flops: f.trainingFlops({ params, tokens: trained }), time: 365 * day, peak: sustained, mfu: 1 }),
        },
      ],
    },
    replicas: {
      label: 'Most replicas that the batch feeds',
      unit: '1',
      byHand: 524,
      tolerance: 0,
      solve: ({ batch, sustained, network }, f) =>
        f.devicesForBatch({ tokens: batch, limit: f.dataParallelTokenLimit({ peak: sustained, bandwidth: network }) }),
      steps: [md`The ridge point of the network at the sustained rate.`, md`So many portions are in the batch.`],
      slips: [
        {
          name: 'full-peak',
          say: 'That takes $C$ at full peak. Here it is the rate that a GPU sustains.',
          solve: ({ batch, network }, f) =>
            f.devicesForBatch({ tokens: batch, limit: f.dataParallelTokenLimit({ peak: h100.peak.bf16.value, bandwidth: network }) }),
        },
        {
          name: 'counted-in-gpus',
          say: 'That counts GPUs. Here replicas are asked for, of a whole node each.',
          solve: ({ batch, sustained, network, node }, f) =>
            node * f.devicesForBatch({ tokens: batch, limit: f.dataParallelTokenLimit({ peak: sustained, bandwidth: network }) }),
        },
      ],
    },
    choice: {
      label: 'The smallest of these clusters that fits all three',
      options: (g, f) => {
        const bytes = f.trainingMemoryBytes({
          state: f.weightsAndMomentsBytes({ params: g.params, weights: g.weights, moments: g.momentsAndGradients }),
          checkpoints: f.checkpointBytes({ tokens: g.batch, layers: g.layers, width: g.width, ofWidth: 1 }),
        });
        const memory = f.acceleratorsNeeded({ bytes, capacity: g.usable });
        const flops = f.trainingFlops({ params: g.params, tokens: g.trained });
        const deadline = f.gpusForDeadline({ flops, time: g.time, peak: g.sustained, mfu: 1 });
        const limit = f.dataParallelTokenLimit({ peak: g.sustained, bandwidth: g.network });
        const most = f.devicesForBatch({ tokens: g.batch, limit }).value * g.node.value;
        const fits = (gpus: number): boolean => gpus >= memory.value && gpus >= deadline.value && gpus <= most;
        const smallest = sizes.find(fits);
        return sizes.map((gpus) => {
          const time = show(f.trainingTime({ flops, gpus, peak: g.sustained, mfu: 1 }), { as: 'day', digits: 2 });
          const size = show(amount(gpus, 'GPU'));
          const why =
            gpus < deadline.value
              ? md`${size} would take ${time}, past the deadline.`
              : gpus > most
                ? md`${size} are more than the batch feeds: they would wait for the network.`
                : gpus === smallest
                  ? md`${size}, done in ${time}, with at most ${show(amount(most, 'GPU'))} fed by the batch.`
                  : md`${size} work too, but a smaller cluster meets the deadline.`;
          return { text: md`${show(amount(gpus, 'GPU'), { as: 'GPU' })}`, right: gpus === smallest, say: why };
        });
      },
    },
  },
  hint: () => md`
Memory: (16 bytes × parameters + 2 bytes × layers × tokens × width) over what a GPU has. Deadline: the work over rate × time. Batch: its tokens over $C/W$ are replicas, of a node each.
  `,
  after: ({ batch, node }, f) => {
    const sequences = f.devicesForBatch({ tokens: batch, limit: 8192 });
    return md`Memory is the loosest of the three here, as it nearly always is. Where the window between deadline and batch is empty, raise the batch (up to its critical size), make replicas larger, or ask for more time. In sequences of 8,192 the batch has ${show(sequences)}, and the replicas (GPUs over ${String(node.value)}) should divide them evenly.`;
  },
  fresh: {
    'llama-3-8b-30-days': run('llama-3-8b', 8.03e9, 15e12, 30, 2 ** 22),
    'llama-3-405b-120-days': run('llama-3.1-405b', 405.8e9, 15.6e12, 120, 2 ** 24),
    'llama-2-13b-14-days': run('llama-2-13b', 13e9, 2e12, 14, 2 ** 22),
    'faster-network': { network: amount(100e9, 'B/s') },
    'three-months': { time: amount(100 * day, 's') },
  },
});
