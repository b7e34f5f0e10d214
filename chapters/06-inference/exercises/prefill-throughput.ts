import { amount, md, numeric, show } from '@scaling-workbook/exercises';
import { a100, b200, h100, mi300x, tpuV5e, type Accelerator } from '@scaling-workbook/formulas/hardware';
import { modelById } from '@scaling-workbook/formulas/models';

/** One chip’s worth of one model. */
const on = (id: string, { name, peak: { bf16 }, hbmBandwidth }: Accelerator) => {
  if (!bf16) throw new RangeError(`${name} has no BF16 peak`);
  const { name: model, parameters } = modelById(id);
  return { model, params: parameters, chip: name, peak: bf16, bandwidth: hbmBandwidth };
};

export default numeric({
  title: 'How fast a prompt can be read',
  original: '6.1',
  given: {
    model: 'Llama 3 70B',
    params: amount(70.6e9, 'param'),
    chip: 'NVIDIA H100 SXM',
    peak: amount(989.4e12, 'FLOP/s'),
    bandwidth: amount(3.35e12, 'B/s'),
  },
  ask: ({ model, params, chip, peak }) =>
    md`${model} has ${params}. One ${chip} computes at most ${peak} in dense BF16. Take one chip’s worth of arithmetic, and leave aside for now where the weights are kept. How many prompt tokens a second can it prefill at the very most?`,
  label: 'Prefill rate',
  unit: 'token/s',
  solve: ({ params, peak }, f) => f.prefillRate({ peak, flopsPerToken: f.forwardFlopsPerToken({ params }) }),
  byHand: 7007.08,
  slips: [
    {
      name: 'bandwidth-roof',
      say: 'That is the decode roof: it reads all weights for each token. In prefill one read serves the whole prompt.',
      solve: ({ params, bandwidth }, f) => f.decodeRate({ params, bandwidth }),
    },
  ],
  steps: [
    md`
A forward pass multiplies with every parameter once and adds once.
    `,
    md`
Prefill is compute-bound, so the rate is the peak over the work of one token.
    `,
  ],
  hint: () => md`
Two counts: how many FLOPs the forward pass spends on one token, and how many the chip does in a second. Only the forward pass runs; nothing is learned here.
  `,
  after: ({ params, peak }, f) => {
    const at = (efficiency: number) =>
      show(f.prefillRate({ peak, flopsPerToken: f.forwardFlopsPerToken({ params }), efficiency }), { digits: 2 });
    return md`Real engines stay below this ceiling: at half to seven tenths of the peak it would be ${at(0.5)} to ${at(0.7)}. A high mark is 76 %, published for [PaLM 540B on large batches of input](https://arxiv.org/abs/2211.05102). Attention over the context is not in the $2N$ either; it grows with the prompt, as chapter 3 counted.`;
  },
  erratum: 'E33',
  fresh: {
    'llama-3-8b-h100': on('llama-3-8b', h100),
    'llama-3-70b-a100': on('llama-3-70b', a100),
    'llama-3-70b-mi300x': on('llama-3-70b', mi300x),
    'llama-3-8b-tpu-v5e': on('llama-3-8b', tpuV5e),
    'llama-3-1-405b-b200': on('llama-3.1-405b', b200),
  },
});
