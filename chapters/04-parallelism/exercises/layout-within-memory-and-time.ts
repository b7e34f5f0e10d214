import { amount, md, parts, show, type Formulas, type Givens, type Plain } from '@scaling-workbook/exercises';
import { modelById } from '@scaling-workbook/formulas/models';
import { h100 } from '@scaling-workbook/formulas/hardware';

const { name, config } = modelById('gpt3-175b');
const length = 2048;
const batch = (sequences: number, time: number) => ({
  sequences: amount(sequences, 'sequence'),
  tokens: amount(sequences * length, 'token'),
  time: amount(time, 's'),
});
const given = {
  model: name,
  params: amount(174.6e9, 'param'),
  layers: amount(config.layers, '1'),
  width: amount(config.width, '1'),
  length: amount(length, 'token'),
  gpus: amount(1024, 'GPU'),
  ...batch(1536, 7),
  peak: h100.peak.bf16,
  efficiency: amount(0.6, '1'),
  link: h100.link,
  network: amount(50e9, 'B/s'),
  room: amount(64e9, 'B'),
} as const satisfies Givens;
type Numbers = Plain<typeof given>;
type Degree = (name: string) => number;

/**
 * Bytes that the first stage keeps: its state under ZeRO-1, and inputs of layers. By 1F1B it has `PP` microbatches in flight through
 * its share of the layers, as many inputs as one microbatch has in all layers.
 */
function memoryOf(g: Numbers, degree: Degree, f: Formulas): number {
  const [tensor, stages, replicas] = [degree('TP'), degree('PP'), degree('DP')];
  const state = f.zero1StateBytes({ params: f.paramsPerRank({ params: g.params, tensor, stages }), ranks: replicas });
  const checkpoints = f.checkpointBytes({ tokens: g.length, layers: g.layers, width: g.width, ofWidth: 1 });
  return f.trainingMemoryBytes({ state, checkpoints });
}

/** Seconds of a step by the model of the chapter, the gradients' all-reduce beside everything else. */
function stepOf(g: Numbers, degree: Degree, f: Formulas): number {
  const [tensor, stages, replicas] = [degree('TP'), degree('PP'), degree('DP')];
  const { params, tokens, gpus, peak, efficiency } = g;
  const arithmetic = f.stepArithmeticTime({ params, tokens, gpus, peak, efficiency });
  const sent = f.tensorParallelStepBytes({
    tokens: f.tokensPerReplica({ tokens: g.tokens, replicas }),
    width: g.width,
    layers: g.layers,
    tensor,
    stages,
  });
  const gradients = f.dataParallelBytes({ params: f.paramsPerRank({ params: g.params, tensor, stages }), devices: replicas });
  return f.modelledStepTime({
    arithmetic,
    tensorTime: f.transferTime({ bytes: sent, bandwidth: g.link }),
    dataTime: f.transferTime({ bytes: gradients, bandwidth: g.network }),
    stages,
    microbatches: f.microbatchesPerReplica({ sequences: g.sequences, replicas }),
  });
}

export default parts({
  title: 'A layout within memory and time',
  given,
  ask: ({ model, params, layers, width, length, gpus, sequences, time, peak, efficiency, link, network, room }) =>
    md`${model} (${params}, ${layers} layers, width ${width}) is to be trained on ${gpus}, H100s of ${peak} whose kernels reach ${show(efficiency, { as: '%' })} of it: 8 in a node with NVLink (${link} one way), and ${network} for each GPU between nodes. A step has ${sequences} of ${length}, one to a microbatch. There is no FSDP. A GPU keeps the BF16 weights and gradients of its part of the model, 2 + 2 bytes for each parameter; the 12 bytes of optimizer state are divided among the replicas (ZeRO-1). Each layer is recomputed, so only its input is kept, in BF16, whole on every tensor-parallel rank; the pipeline runs 1F1B. All this may take ${room} of a GPU, and a step at most ${time} by the model above, where the all-reduce of the gradients takes the place of FSDP’s traffic. Design a layout that meets both limits.`,
  fields: {
    layout: {
      label: 'Your layout',
      degrees: { DP: [16, 32, 64, 128, 256, 512, 1024], TP: [1, 2, 4, 8], PP: [1, 2, 4, 8] },
      devices: ({ gpus }) => gpus,
      ours: { DP: 32, TP: 8, PP: 4 },
      constraints: {
        memory: {
          label: 'Memory of a GPU',
          unit: 'GB',
          solve: memoryOf,
          atMost: ({ room }) => room,
          say: 'Weights and gradients do not fit beside the rest. Tensor parallelism and the pipeline divide them, replicas do not.',
          byHand: 28.703,
        },
        step: {
          label: 'Time of a step',
          unit: 's',
          solve: stepOf,
          atMost: ({ time }) => time,
          say: 'The step takes too long: the bubble stretches it if a deep pipeline has few microbatches, the all-reduces if there are many tensor-parallel ranks.',
          byHand: 6.718,
        },
      },
    },
  },
  hint: () => md`
Weights and gradients are 4 bytes over TP × PP. How large must that product be? Several splits have it, and they differ in their bubbles: count the microbatches of a replica.
  `,
  after: ({ params, gpus }, f) => {
    const optimizer = f.shardBytes({ bytes: f.weightBytes({ params, bytesPerParam: 12 }), devices: Number(gpus.value) });
    return md`However you split the GPUs, the optimizer takes the same ${show(optimizer, { digits: 2 })} and so do the kept inputs: a deeper pipeline has fewer layers in a stage and more microbatches in flight. Weights and gradients depend on TP × PP alone. So memory sets the product, and the time decides between its factors: all-reduces grow with the one, the bubble with the other.`;
  },
  fresh: {
    'less-room': { room: amount(32e9, 'B') },
    'twice-the-batch': batch(3072, 13.5),
    'h100-100-gbit': { network: amount(12.5e9, 'B/s') },
  },
});
