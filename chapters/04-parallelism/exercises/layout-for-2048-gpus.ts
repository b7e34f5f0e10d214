import { amount, md, parts, show, type Formulas, type Givens, type Plain } from '@scaling-workbook/exercises';
import * as formulas from '@scaling-workbook/formulas/formulas';
import { modelById } from '@scaling-workbook/formulas/models';
import { h100 } from '@scaling-workbook/formulas/hardware';

interface Layout {
  readonly tensor: number;
  readonly pipeline: number;
}

const flat: Layout = { tensor: 8, pipeline: 1 };
const pipelined: Layout = { tensor: 8, pipeline: 4 };
const layouts: readonly Layout[] = [pipelined, { tensor: 4, pipeline: 4 }, flat, { tensor: 8, pipeline: 2 }, { tensor: 2, pipeline: 8 }];

const { config } = modelById('llama-3-70b');
const length = 8192;
const run = (gpus: number, sequences: number, network: number) => ({
  gpus: amount(gpus, 'GPU'),
  sequences: amount(sequences, 'sequence'),
  tokens: amount(sequences * length, 'token'),
  network: amount(network, 'B/s'),
});
const given = {
  params: amount(70e9, 'param'),
  layers: amount(config.layers, '1'),
  width: amount(config.width, '1'),
  ...run(2048, 512, 50e9),
  node: amount(8, 'GPU'),
  length: amount(length, 'token'),
  peak: h100.peak.bf16,
  efficiency: amount(0.6, '1'),
  link: h100.link,
} as const satisfies Givens;
type Numbers = Plain<typeof given>;

interface Terms {
  readonly tensorTime: number;
  readonly dataTime: number;
  readonly microbatches: number;
  readonly step: number;
}

/** Seconds of all-reduces in a step of one layout. */
const tensorTimeOf = ({ gpus, tokens, width, layers, link }: Numbers, f: Formulas, { tensor, pipeline: stages }: Layout): number => {
  const replicas = f.dataParallelRanks({ gpus, tensor, pipeline: stages });
  const bytes = f.tensorParallelStepBytes({ tokens: f.tokensPerReplica({ tokens, replicas }), width, layers, tensor, stages });
  return f.transferTime({ bytes, bandwidth: link });
};

/** Seconds of FSDP traffic in a step of one layout. */
const dataTimeOf = ({ gpus, params, network }: Numbers, f: Formulas, { tensor, pipeline: stages }: Layout): number => {
  const devices = f.dataParallelRanks({ gpus, tensor, pipeline: stages });
  const bytes = f.zero3Bytes({ params: f.paramsPerRank({ params, tensor, stages }), devices });
  return f.transferTime({ bytes, bandwidth: network });
};

const microbatchesOf = ({ gpus, sequences }: Numbers, f: Formulas, layout: Layout): number =>
  f.microbatchesPerReplica({ sequences, replicas: f.dataParallelRanks({ gpus, ...layout }) });

/** The step of one layout, term by term. */
function termsOf(g: Numbers, f: Formulas, layout: Layout, arithmetic: number): Terms {
  const tensorTime = tensorTimeOf(g, f, layout);
  const dataTime = dataTimeOf(g, f, layout);
  const microbatches = microbatchesOf(g, f, layout);
  const step = f.modelledStepTime({ arithmetic, tensorTime, dataTime, stages: layout.pipeline, microbatches });
  return { tensorTime, dataTime, microbatches, step };
}

const arithmeticOf = ({ params, tokens, gpus, peak, efficiency }: Numbers, f: Formulas): number =>
  f.stepArithmeticTime({ params, tokens, gpus, peak, efficiency });

const numbersOf = (g: typeof given): Numbers =>
  Object.fromEntries(Object.entries(g).map(([key, { value }]) => [key, value])) as unknown as Numbers;
/** Each layout with its terms, and the fastest. */
const all = (g: typeof given) => {
  const numbers = numbersOf(g);
  const arithmetic = arithmeticOf(numbers, formulas);
  const rows = layouts.map((layout) => ({ layout, ...termsOf(numbers, formulas, layout, arithmetic) }));
  const best = rows.reduce((a, b) => (b.step < a.step ? b : a));
  return { arithmetic, rows, best };
};
const seconds = (value: number, digits = 3) => show(amount(value, 's'), { digits });
export default parts({
  title: 'A layout for 2048 GPUs',
  original: '4.4',
  given,
  ask: ({ params, layers, width, gpus, node, sequences, length, peak, efficiency, link, network }) =>
    md`A 70B model (${params}, ${layers} layers, width ${width}) is to be trained on ${gpus}, H100s of ${peak}: ${node} in a node with NVLink (${link} one way), and ${network} for each GPU between nodes. A step has ${sequences} of ${length}, one sequence to a microbatch. Kernels reach ${show(efficiency, { as: '%' })} of the peak; all-reduces are exposed; weights are gathered twice in a step and gradients scattered once. Use the model of the step time above. First the terms for TP 8 with FSDP over everything else; then its step, and the step with four pipeline stages that are not interleaved. Finally pick the fastest of five layouts.`,
  fields: {
    arithmetic: {
      label: 'Arithmetic of a step',
      unit: 's',
      byHand: 1.449,
      solve: arithmeticOf,
      steps: [md`Six FLOPs for each parameter and token, shared by all GPUs.`],
      slips: [
        {
          name: 'full-peak',
          say: 'That is at full peak. The kernels reach only a part of it.',
          solve: (g, f) => f.stepArithmeticTime({ params: g.params, tokens: g.tokens, gpus: g.gpus, peak: g.peak }),
        },
      ],
    },
    tensor: {
      label: 'All-reduces of a step with TP 8',
      unit: 's',
      byHand: 0.334053,
      solve: (g, f) => tensorTimeOf(g, f, flat),
      steps: [
        md`The replicas: all GPUs over those of one replica.`,
        md`The batch, dealt out to them.`,
        md`Four all-reduces in each layer, for all of the replica’s tokens.`,
        md`Over NVLink, with nothing to hide them.`,
      ],
    },
    gathers: {
      label: 'FSDP traffic of a step with TP 8 and no pipeline',
      unit: 's',
      byHand: 1.0459,
      solve: (g, f) => dataTimeOf(g, f, flat),
      steps: [
        md`The ranks that share the state.`,
        md`What one GPU computes with, and so has to gather.`,
        md`Two gathers and one reduce-scatter.`,
        md`Over the network.`,
      ],
    },
    flat: {
      label: 'The step with TP 8 and no pipeline',
      unit: 's',
      byHand: 1.783,
      solve: (_, f, earlier) =>
        f.modelledStepTime({ arithmetic: earlier('arithmetic'), tensorTime: earlier('tensor'), dataTime: earlier('gathers') }),
      steps: [md`Arithmetic and all-reduces in turn, the FSDP traffic beside them.`],
    },
    pipelined: {
      label: 'The step with TP 8 and four stages',
      unit: 's',
      byHand: 2.45164,
      solve: (g, f, earlier) =>
        f.modelledStepTime({
          arithmetic: earlier('arithmetic'),
          tensorTime: earlier('tensor'),
          dataTime: dataTimeOf(g, f, pipelined),
          stages: pipelined.pipeline,
          microbatches: microbatchesOf(g, f, pipelined),
        }),
      steps: [
        md`A quarter of the replicas, each of four times the GPUs.`,
        md`A quarter of the parameters on each GPU.`,
        md`The same three collectives, on less.`,
        md`Over the network.`,
        md`The replicas once more.`,
        md`One sequence is one microbatch.`,
        md`A GPU has four times the tokens but a quarter of the layers, so its all-reduces take as long as before. The bubble stretches them and the arithmetic.`,
      ],
    },
    answer: {
      label: 'The fastest of these, by the model',
      options: (g) => {
        const { rows, best } = all(g);
        return rows.map((row) => {
          const { tensor, pipeline } = row.layout;
          const ranks = formulas.dataParallelRanks({ gpus: g.gpus.value, tensor, pipeline });
          const waits =
            row.dataTime >= row.step
              ? md`It waits for its network`
              : pipeline > 1
                ? md`Its bubble stretches everything`
                : md`Its gathers are hidden`;
          const made = md`${waits}: ${seconds(row.tensorTime, 2)} of all-reduces, ${seconds(row.dataTime, 2)} of FSDP traffic, ${show(amount(row.microbatches, 'microbatch'))} for each replica, ${seconds(row.step)} in all.`;
          return {
            text: md`TP ${String(tensor)}, PP ${String(pipeline)}, FSDP ${String(ranks)}`,
            right: row === best,
            say: row === best ? md`${made} No other of the five is faster.` : md`${made} The fastest takes ${seconds(best.step)}.`,
          };
        });
      },
    },
  },
  hint: () => md`
All-reduces: four a layer, $2\frac{Y-1}{Y}$ of (tokens × width × 2 bytes) each, for the layers of one stage. FSDP: three times the bytes of the parameters that one GPU computes with. Microbatches: the sequences over the replicas.
  `,
  after: (g, f) => {
    const { arithmetic, best, rows } = all(g);
    const ideal = f.stepArithmeticTime({ params: g.params, tokens: g.tokens, gpus: g.gpus, peak: g.peak });
    const four = rows.find(({ layout }) => layout === pipelined);
    const { tensorTime = 0, dataTime = 0, microbatches = 1 } = four ?? {};
    const interleaved = f.modelledStepTime({ arithmetic, tensorTime, dataTime, stages: 4, microbatches, chunks: 5 });
    return md`The best step runs at ${show(f.timeRatio({ first: ideal, second: best.step }), { as: '%', digits: 2 })} of the peak. Interleaving (five chunks of four layers a stage) would bring the four stages to ${show(interleaved, { digits: 3 })}. A pipeline divides what each GPU gathers, so it earns its bubble where the network is slow, where the batch gives each replica many microbatches, or where the model would not fit otherwise. Try a setting with a slower network, and watch the answer change. All five fit into 80 GB with FlashAttention, as the planner below shows. The model of the step is rough, and layouts that come out close to each other have to be measured. Nor does it say what anyone ran: layouts that were run are published for Llama 3 405B, below.`;
  },
  erratum: 'E25',
  fresh: {
    'network-100-gbit': run(2048, 512, 12.5e9),
    'network-200-gbit': run(2048, 512, 25e9),
    '1024-gpus': run(1024, 512, 50e9),
    'large-batch': run(2048, 2048, 50e9),
    '1024-gpus-100-gbit': run(1024, 1024, 12.5e9),
  },
});
