import { amount, letter, md, parts, show } from '@scaling-workbook/exercises';
import { a100, b200, h100, tpuV5e } from '@scaling-workbook/formulas/hardware';
import { modelById } from '@scaling-workbook/formulas/models';

const on = (id: string, batch: number, bandwidth: number, fast: number, slow: number) => ({
  model: modelById(id).name,
  hidden: amount(modelById(id).config.hidden, '1'),
  batch: amount(batch, 'sequence'),
  bandwidth: amount(bandwidth, 'B/s'),
  fast: amount(fast, 'B/s'),
  slow: amount(slow, 'B/s'),
});
const [nvlink, network] = [h100.link.value, h100.network.value];

export default parts({
  title: 'When decode waits for the links',
  given: {
    F: letter('1', { from: 1024, to: 65_536 }),
    B: letter('sequence', { from: 1, to: 256 }),
    W: letter('B/s', { from: 1e12, to: 8e12 }),
    R: letter('B/s', { from: 1e10, to: 1e12 }),
    ...on('llama-3-70b', 32, 3.35e12, 450e9, 50e9),
    matrices: amount(3, '1'),
    bytesPerParam: amount(2, 'B/param'),
    bytesPerElement: amount(2, 'B/element'),
  },
  ask: ({ model, hidden, batch, bandwidth, fast, slow }) =>
    md`A gated MLP of hidden width $F$ (three matrices) decodes $B$ sequences on $Y$ tensor-parallel ranks, everything in BF16. Each rank reads its part of the weights at $W$ bytes a second; it gathers the activations before the MLP and scatters the sums after it, sending $R$ bytes a second, with $(Y-1)/Y$ counted as 1 and no latency. Up to how many ranks does the MLP wait for its weights and not for the links, in letters? And how many ranks is that for ${model} ($F$ = ${hidden}) at a batch of ${show(batch, { as: '1' })} on chips that read ${bandwidth} and send ${fast} over their fast links, or ${slow} over the network?`,
  fields: {
    general: {
      label: 'Most ranks, in letters',
      unit: '1',
      byHand: '3 F R / (2 B W)',
      solve: ({ F, B, W, R, matrices, bytesPerParam, bytesPerElement }, f) =>
        f.decodeTensorLimit({ hidden: F, batch: B, link: R, bandwidth: W, matrices, bytesPerParam, bytesPerElement }),
      slips: [
        {
          name: 'two-matrices',
          say: 'That reads two matrices. A gated MLP has a third, which is read in the same time between one gather and one scatter.',
          given: () => ({ matrices: 2 }),
        },
      ],
    },
    fast: {
      label: 'Over the fast links',
      unit: '1',
      byHand: 180.537,
      tolerance: 0.02,
      solve: ({ hidden, batch, bandwidth, fast, matrices, bytesPerParam, bytesPerElement }, f) =>
        f.decodeTensorLimit({ hidden, batch, link: fast, bandwidth, matrices, bytesPerParam, bytesPerElement }),
      steps: [md`The weights’ time falls with the ranks, the exchange’s does not.`],
    },
    slow: {
      label: 'Over the network',
      unit: '1',
      byHand: 20.0597,
      tolerance: 0.02,
      solve: ({ hidden, batch, bandwidth, slow, matrices, bytesPerParam, bytesPerElement }, f) =>
        f.decodeTensorLimit({ hidden, batch, link: slow, bandwidth, matrices, bytesPerParam, bytesPerElement }),
      steps: [md`The same, with the slower link.`],
    },
    larger: {
      label: 'Now the batch is four times as large, and the weights are stored in int8. What happens to both limits?',
      options: ({ hidden, batch, bandwidth, fast, slow, matrices }, f) => {
        const at = (link: typeof fast) =>
          show(f.decodeTensorLimit({ hidden, batch: 4 * batch.value, link, bandwidth, matrices, bytesPerParam: 1 }), { digits: 2 });
        const now = md`${at(fast)} ranks over the fast links, ${at(slow)} over the network`;
        return [
          {
            text: md`They fall to an eighth.`,
            right: true,
            say: md`Four times the activations cross the links, and the weights are read in half the time: ${now}. (Decode is still memory-bound at this batch, or the limit would be the one against arithmetic.)`,
          },
          {
            text: md`They fall to a quarter: the format of the weights does not cross the links.`,
            right: false,
            say: md`It does not, but it halves the time behind which the exchange has to hide. Both together: ${now}.`,
          },
          {
            text: md`They fall to a half: four times the activations, half the weights.`,
            right: false,
            say: md`Lighter weights make it worse, not better: there is less reading to hide behind. ${now}.`,
          },
          {
            text: md`They stay: tensor parallelism has a limit of $F$, whatever the batch.`,
            right: false,
            say: md`That is the limit of chapter 4, against arithmetic, where the batch cancels. Here the weights are read once for the whole batch, so it does not: ${now}.`,
          },
        ];
      },
    },
  },
  hint: () => md`
Weights: three matrices of $D \cdot F$ numbers, two bytes each, shared by $Y$ ranks that read at $W$. Exchange: $B \cdot D$ numbers, two bytes each, twice, at $R$. The width $D$ cancels.
  `,
  after: ({ model }) =>
    md`The limit counts bytes only. At the batches of decode a message is small, and what really ends tensor parallelism is the time that every exchange takes however little it carries; inside a node that comes first by far. For ${model} this leaves a rule: the ranks of one copy share a fast network, and a further group of chips becomes a further copy.`,
  fresh: {
    'batch-8': on('llama-3-70b', 8, 3.35e12, nvlink, network),
    'llama-3-8b-batch-16': on('llama-3-8b', 16, 3.35e12, nvlink, network),
    'llama-3-405b-b200': on('llama-3.1-405b', 32, b200.hbmBandwidth.value, b200.link.value, network),
    'llama-3-70b-a100': on('llama-3-70b', 16, a100.hbmBandwidth.value, a100.link.value, 25e9),
    'llama-3-70b-v5e': on('llama-3-70b', 24, tpuV5e.hbmBandwidth.value, 100e9, 3.125e9),
  },
});
