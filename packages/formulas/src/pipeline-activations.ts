/** Activations on the first stage of a pipeline, which holds the most. */
import { count, formula, nonNegative } from './formula.ts';

const korthikanti =
  'Korthikanti et al. 2022, Reducing Activation Recomputation in Large Transformer Models, arXiv:2205.05198, §4.2.3 (pipeline parallelism)';
const narayanan = 'Narayanan et al. 2021, arXiv:2104.04473, §2.2';

const layer = nonNegative('B', 'A', 'bytes that one layer keeps for one microbatch, on one tensor-parallel rank');
const layers = count('1', 'L', 'layers of the whole model', 'model.layers');
const stages = count('1', 'p', 'pipeline stages');
const chunks = count('1', 'v', 'chunks of layers that each stage holds');
const uneven = ({ layers, stages, chunks = 1 }: { readonly layers: number; readonly stages: number; readonly chunks?: number }) =>
  layers % (stages * chunks) === 0
    ? undefined
    : `layers must be a multiple of ${chunks === 1 ? 'stages' : 'stages × chunks'} = ${stages * chunks}, got ${layers}`;

export const pipelineActivationBytes = formula({
  title: 'Activations of the first pipeline stage',
  about:
    'A stage has 1/p of the layers, and under 1F1B the first keeps p microbatches in flight: the activations of L layers stay, however many stages there are. Holds with at least as many microbatches as stages.',
  takes: { layers, stages, layer },
  example: { layers: 48, stages: 6, layer: 2e8 },
  gives: 'B',
  symbol: String.raw`A_1`,
  tex: ({ layers, stages, layer }) => String.raw`${stages} \cdot \frac{${layers}}{${stages}} \cdot ${layer}`,
  of: ({ layers, layer }) => layers * layer,
  refuse: uneven,
  slips: [
    {
      name: 'one-microbatch',
      say: 'That is one microbatch. The first stage starts $p$ of them before the first comes back.',
      of: ({ layers, stages, layer }) => (layers / stages) * layer,
    },
  ],
  source: korthikanti,
});

export const interleavedActivationBytes = formula({
  title: 'Activations of the first stage of an interleaved pipeline',
  about:
    'Smaller chunks shorten the bubble and let the first stage start more of them before the first comes back: it holds more than without interleaving. Holds with at least as many microbatches as stages, in multiples of them.',
  takes: { layers, stages, chunks, layer },
  example: { layers: 36, stages: 6, chunks: 3, layer: 2e8 },
  gives: 'B',
  symbol: String.raw`A_1`,
  tex: ({ layers, stages, chunks, layer }) =>
    String.raw`${layers} \cdot ${layer} \cdot \left(1 + \frac{${stages} - 1}{${stages} \cdot ${chunks}}\right)`,
  of: ({ layers, stages, chunks, layer }) => layers * layer * (1 + (stages - 1) / (stages * chunks)),
  refuse: uneven,
  slips: [
    {
      name: 'not-interleaved',
      say: 'That is the pipeline without interleaving. With chunks the first stage starts more of them before the first comes back.',
      of: ({ layers, layer }) => layers * layer,
    },
    {
      name: 'stages-left-out',
      say: 'That adds a whole chunk of the model for each stage. A chunk is $1/(pv)$ of the layers.',
      of: ({ layers, stages, chunks, layer }) => layers * layer * (1 + (stages - 1) / chunks),
    },
  ],
  source: `${korthikanti}; ${narayanan}`,
});
