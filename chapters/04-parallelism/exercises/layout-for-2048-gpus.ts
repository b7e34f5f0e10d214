import { amount, choice, md, show, type Amount } from '@scaling-workbook/exercises';

interface Layout {
  readonly tensor: number;
  readonly pipeline: number;
}

const layouts = {
  short: { tensor: 8, pipeline: 4 },
  none: { tensor: 8, pipeline: 1 },
  flat: { tensor: 1, pipeline: 1 },
  narrow: { tensor: 2, pipeline: 4 },
} as const satisfies Record<string, Layout>;

export default choice({
  title: 'A layout for 2048 GPUs',
  original: '4.4',
  given: {
    params: amount(70e9, 'param'),
    layers: amount(80, '1'),
    gpus: amount(2048, 'GPU'),
    node: amount(8, 'GPU'),
    sequences: amount(512, 'sequence'),
    length: amount(8192, 'token'),
    tokens: amount(512 * 8192, 'token'),
    peak: amount(989.4e12, 'FLOP/s'),
    link: amount(450e9, 'B/s'),
    network: amount(50e9, 'B/s'),
  },
  ask: ({ params, layers, gpus, node, sequences, length, peak, link, network }) =>
    md`A 70B model (${params}, ${layers} layers) is to be trained on ${gpus}, H100s of ${peak}: ${node} in a node with NVLink (${link} one way), ${network} for each GPU between nodes. A step has ${sequences} of ${length}. Which of these layouts keeps tensor parallelism inside a node *and* gives each replica tokens enough to hide one FSDP gather in a step over the network, were the GPUs to run at their full peak?`,
  label: 'Tensor, pipeline and FSDP ranks',
  options: ({ gpus, tokens, sequences, peak, network }, f) => {
    const ranksOf = (layout: Layout) => f.dataParallelRanks({ gpus, ...layout });
    const share = (layout: Layout): Amount<'token'> => f.tokensPerReplica({ tokens, replicas: ranksOf(layout) });
    const limit = f.dataParallelTokenLimit({ peak, bandwidth: network });
    const hides = (layout: Layout) => share(layout).value >= limit.value;
    const name = ({ tensor, pipeline }: Layout) =>
      md`TP ${String(tensor)}, PP ${String(pipeline)}, FSDP ${show(ranksOf({ tensor, pipeline }))}`;
    const counts = (layout: Layout) => md`${show(share(layout))} for each replica against the ${show(limit)} that hide a gather`;
    const bubble = f.pipelineBubble({
      stages: layouts.short.pipeline,
      microbatches: f.microbatchesPerReplica({ sequences, replicas: ranksOf(layouts.short) }),
    });
    return [
      {
        text: name(layouts.flat),
        right: false,
        say: md`Then every GPU is a replica of its own, and there are only ${sequences} to deal out. Spread thinner still, that is ${counts(layouts.flat)}: the network would be the limit by far.`,
      },
      {
        text: name(layouts.short),
        right: hides(layouts.short),
        say: md`The axis that is hungriest for bandwidth has the NVLink, the pipeline is short, and FSDP does the rest: ${counts(layouts.short)}. The price is a bubble of ${show(bubble, { as: '%', digits: 3 })} without interleaving.`,
      },
      {
        text: name(layouts.none),
        right: hides(layouts.none),
        say: md`A sound layout, without any bubble, and at the MFU of real runs it may do. At full peak it falls short: ${counts(layouts.none)}. Its GPUs also gather four times the weights of a layout with four stages.`,
      },
      {
        text: name(layouts.narrow),
        right: hides(layouts.narrow),
        say: md`Two of the eight GPUs that NVLink joins use it; each replica is smaller, so there are more of them: ${counts(layouts.narrow)}. Let tensor parallelism have the whole node.`,
      },
    ];
  },
  derive: ({ gpus, tokens, peak, network }, f) => {
    f.dataParallelTokenLimit({ peak, bandwidth: network });
    for (const layout of [layouts.short, layouts.none]) {
      f.tokensPerReplica({ tokens, replicas: f.dataParallelRanks({ gpus, ...layout }) });
    }
  },
  steps: [
    md`
Each weight is fetched once and used for two FLOPs by every token of the replica, so the link has a ridge point, counted in tokens.
    `,
    md`
Eight tensor-parallel ranks and four stages make a replica of 32 GPUs.
    `,
    md`
Above the limit: the gather is over before the arithmetic is.
    `,
    md`
Without a pipeline a replica is one node.
    `,
    md`
Below the limit: at full peak the GPUs would wait.
    `,
  ],
  hint: () => md`
GPUs over (TP × PP) are the replicas. Deal the tokens of a step to them, and compare with peak over bandwidth.
  `,
  after: ({ params, gpus, sequences, peak, link, network }, f) => {
    const replicas = f.dataParallelRanks({ gpus, ...layouts.short });
    const microbatches = f.microbatchesPerReplica({ sequences, replicas });
    const ranks = (bandwidth: Amount<'B/s'>) => show(f.tensorParallelLimit({ hidden: 28_672, peak, bandwidth }), { digits: 2 });
    const bubble = f.pipelineBubble({ stages: layouts.short.pipeline, microbatches });
    const interleaved = f.interleavedPipelineBubble({ stages: layouts.short.pipeline, microbatches, chunks: 5 });
    const kept = f.shardBytes({ bytes: f.weightBytes({ params }), devices: layouts.short.tensor * layouts.short.pipeline });
    return md`Why eight for tensor parallelism? With an MLP of 28,672, as in Llama 3 70B, up to ${ranks(link)} ranks hide their traffic on NVLink and ${ranks(network)} across the network. Each replica has ${show(microbatches)} here; to gather once for all of them its GPUs keep ${show(kept, { digits: 2 })} of weights each. The bubble of ${show(bubble, { as: '%', digits: 3 })} falls to ${show(interleaved, { as: '%', digits: 2 })} if each stage is cut into five chunks of four layers. None of this says what anyone ran: it is a sound choice for these numbers, and with a larger batch the layout without a pipeline is just as sound. Layouts that were run are published for Llama 3 405B, below.`;
  },
  erratum: 'E25',
});
