import { amount, letter, md, parts } from '@scaling-workbook/exercises';
import { h100, tpuV5e } from '@scaling-workbook/formulas/hardware';

export default parts({
  title: 'Critical batch of a mixture of experts',
  book: 'sb-transformers-8',
  given: {
    E: letter('1', { from: 64, to: 512, whole: true }),
    k: letter('1', { from: 1, to: 16, whole: true }),
    peak: amount(1.97e14, 'FLOP/s'),
    bandwidth: amount(8.2e11, 'B/s'),
    experts: amount(256, '1'),
    active: amount(8, '1'),
    bytesPerParam: amount(1, 'B/param'),
  },
  ask: ({ peak, bandwidth, experts, active }) =>
    md`A mixture of experts has $E$ experts, and a router sends each token to $k$ of them. Weights are int8 and are multiplied in BF16 on a TPU v5e, ${peak} and ${bandwidth} of HBM. From how many tokens in the batch on are the experts compute-bound, in general and for DeepSeek’s ${experts} experts of which ${active} are used?`,
  fields: {
    general: {
      label: 'Tokens, in terms of E and k',
      unit: 'token',
      byHand: '(E/k) bytesPerParam peak / (2 bandwidth)',
      tolerance: 0.01,
      solve: ({ E, k, peak, bandwidth, bytesPerParam }, f) =>
        f.expertCrossoverTokens({ peak, bandwidth, experts: E, active: k, bytesPerParam }),
    },
    deepseek: {
      label: 'For DeepSeek',
      unit: 'token',
      byHand: 3843.9,
      solve: ({ peak, bandwidth, experts, active, bytesPerParam }, f) =>
        f.expertCrossoverTokens({ peak, bandwidth, experts, active, bytesPerParam }),
      slips: [
        {
          name: 'bf16-weights',
          say: 'That is for weights of two bytes. In int8 half as many bytes are read, so half the batch is enough.',
          given: ({ bytesPerParam }) => ({ bytesPerParam: 2 * bytesPerParam }),
        },
      ],
    },
  },
  hint: () => md`
A dense matrix in int8 needs 120 tokens on this chip. How many of the batch's tokens does a single expert see?
  `,
  after: () => md`
The companion book prints $120\,E/k$ and 3,840. Both take the experts to be equally popular; the least popular one crosses last. It is one reason why mixtures of experts want large batches, and so many users at once.
  `,
  fresh: {
    ours: { peak: tpuV5e.peak.bf16, bandwidth: tpuV5e.hbmBandwidth },
    'h100-bf16': { peak: h100.peak.bf16, bandwidth: h100.hbmBandwidth, bytesPerParam: amount(2, 'B/param') },
  },
});
