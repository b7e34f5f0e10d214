import { amount, md, parts, show, type Formulas, type Givens, type Plain } from '@scaling-workbook/exercises';
import { asked, efficiency, links, planned, shape, step } from '../cluster.ts';

const given = {
  ...asked,
  ...shape,
  ...links,
  batch: step.batch,
  efficiency,
  mfu: planned,
  usable: amount(40e9, 'B'),
  allReduces: amount(6, '1'),
  devices: amount(64, '1'),
} as const satisfies Givens;
type Numbers = Plain<typeof given>;
type Degree = (name: string) => number;

/** Bytes that a GPU has to hold: its shard of the state, and the inputs of the layers for its tokens. */
const memoryOf = ({ params, devices, layers, width, batch }: Numbers, degree: Degree, f: Formulas): number =>
  f.trainingMemoryBytes({
    state: f.zero3StateBytes({ params: f.paramsPerRank({ params, tensor: degree('TP') }), ranks: degree('FSDP') }),
    checkpoints: f.checkpointBytes({ tokens: f.tokensPerDevice({ tokens: batch, devices }), layers, width, ofWidth: 1 }),
  });

/** Seconds of a step: arithmetic and exposed all-reduces, or the traffic of FSDP if that is longer. */
function stepOf(g: Numbers, degree: Degree, f: Formulas): number {
  const tensor = degree('TP');
  const replicas = f.dataParallelRanks({ gpus: g.gpus, tensor });
  const bytes = f.tensorParallelStepBytes({
    tokens: f.tokensPerReplica({ tokens: g.batch, replicas }),
    width: g.width,
    layers: g.layers,
    tensor,
    allReduces: g.allReduces,
  });
  return f.modelledStepTime({
    arithmetic: f.stepArithmeticTime({ params: g.params, tokens: g.batch, gpus: g.gpus, peak: g.peak, efficiency: g.efficiency }),
    tensorTime: f.transferTime({ bytes, bandwidth: g.link }),
    dataTime: f.transferTime({ bytes: f.zero3Bytes({ params: g.params, devices: degree('FSDP') }), bandwidth: g.port }),
  });
}

export default parts({
  title: 'A layout for the 64',
  given,
  ask: ({ params, layers, width, gpus, peak, batch, efficiency, link, port, usable, mfu }) =>
    md`Lay ${params} (${layers} layers, width ${width}) out on ${gpus} of ${peak}: copies of the state (DP), ranks that shard a copy (FSDP), tensor-parallel ranks inside a node (TP). A step has ${show(batch, { digits: 3 })}, with no microbatches. Every layer keeps its input and is run forward twice, which leaves ${show(efficiency, { as: '%' })} of the peak for useful work; tensor parallelism then has six all-reduces in a layer, exposed, over NVLink (${link}). A node's port (${port}) carries at most the three collectives of all the weights, whatever the layout, and they run beside the arithmetic. State and inputs together may take ${usable} of a card, which leaves as much again for the rest. And the step has to keep up with the plan: an MFU of ${show(mfu, { as: '%' })}.`,
  fields: {
    arithmetic: {
      label: 'Arithmetic of a step',
      unit: 's',
      byHand: 2.87032,
      solve: ({ params, batch, gpus, peak, efficiency }, f) => f.stepArithmeticTime({ params, tokens: batch, gpus, peak, efficiency }),
      steps: [md`Six useful FLOPs for each parameter and token, at what is left of the peak.`],
    },
    limit: {
      label: 'Longest step that keeps the plan',
      unit: 's',
      byHand: 3.22911,
      solve: ({ params, batch, gpus, peak, mfu }, f) =>
        f.trainingTime({ flops: f.trainingFlops({ params, tokens: batch }), gpus, peak, mfu }),
      steps: [md`$6ND$ for the batch.`, md`At the MFU of the plan.`],
    },
    layout: {
      label: 'Your layout',
      degrees: { DP: [1, 2, 4, 8, 16, 32, 64], FSDP: [1, 2, 4, 8, 16, 32, 64], TP: [1, 2, 4, 8] },
      devices: ({ gpus }) => gpus,
      ours: { DP: 1, FSDP: 64, TP: 1 },
      constraints: {
        memory: {
          label: 'State and inputs on a GPU',
          unit: 'GB',
          solve: memoryOf,
          atMost: ({ usable }) => usable,
          say: 'Too much of the state is on each GPU. Shard it over more ranks and keep fewer copies.',
          byHand: 9.960886,
        },
        step: {
          label: 'Step',
          unit: 's',
          solve: stepOf,
          atMost: ({ params, batch, gpus, peak, mfu }, f) =>
            f.trainingTime({ flops: f.trainingFlops({ params, tokens: batch }), gpus, peak, mfu }),
          say: 'The all-reduces of tensor parallelism take too long, and nothing hides them. Use fewer tensor-parallel ranks.',
          byHand: 2.87032,
        },
      },
    },
  },
  hint: () => md`
Memory: 16 bytes for each parameter over FSDP × TP, plus the inputs, which are the same in every layout. Step: arithmetic plus six all-reduces in each layer, $2\frac{Y-1}{Y}$ of (tokens × width × 2 bytes) each, for the tokens of one group of $Y$ tensor-parallel ranks.
  `,
  after: (g, f) => {
    const numbers = Object.fromEntries(Object.entries(g).map(([key, { value }]) => [key, value])) as unknown as Numbers;
    const data = f.transferTime({
      bytes: f.zero3Bytes({ params: numbers.params, devices: numbers.devices }),
      bandwidth: numbers.port,
    });
    return md`Plain FSDP over all 64 meets both limits: its traffic, ${show(data, { digits: 2 })}, hides behind the arithmetic, and there is nothing else. A 13B at this batch needs no tensor parallelism and no pipeline. Copies of eight ranks, one in each node, are as good here and much better on a slow network, as the next exercise shows. The model of the step leaves out attention over the context, the optimizer, the first gather and the last scatter; the margin between 45 and 40 % is there for those.`;
  },
  fresh: {
    'eight-billion': { params: amount(8e9, 'param'), layers: amount(32, '1'), width: amount(4096, '1') },
    'batch-of-half-a-million': { batch: amount(2 ** 19, 'token'), port: amount(100e9, 'B/s') },
    'batch-of-two-million': { batch: amount(2 ** 21, 'token') },
    'slower-nvlink': { link: amount(300e9, 'B/s') },
    'tighter-plan': { mfu: amount(0.43, '1') },
  },
});
