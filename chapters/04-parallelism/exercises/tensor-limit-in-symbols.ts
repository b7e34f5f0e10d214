import { amount, letter, md, parts, show } from '@scaling-workbook/exercises';
import { h100 } from '@scaling-workbook/formulas/hardware';

export default parts({
  title: 'Three limits in letters',
  given: {
    C: letter('FLOP/s', { from: 1e14, to: 1e15 }),
    W: letter('B/s', { from: 1e10, to: 1e12 }),
    F: letter('1', { from: 1024, to: 65_536 }),
    E: letter('1', { from: 16, to: 256 }),
    k: letter('1', { from: 1, to: 8 }),
    bytes: amount(2, 'B/element'),
    matrices: amount(3, '1'),
  },
  ask: () =>
    md`A device does $C$ FLOP/s and sends $W$ bytes a second. Weights and activations travel in BF16, everything overlaps, and rings of $P$ devices are so long that $(P-1)/P$ counts as 1. Give three limits as formulas: the fewest tokens per replica with which FSDP hides its traffic; the same for a mixture of $E$ experts, of which each token uses $k$, if all experts’ weights are gathered; and the most tensor-parallel ranks with which a **gated** MLP of hidden width $F$ hides its traffic in the forward pass.`,
  fields: {
    dense: {
      label: 'Fewest tokens, dense',
      unit: 'token',
      byHand: 'C/W',
      solve: ({ C, W, bytes }, f) => f.dataParallelTokenLimit({ peak: C, bandwidth: W, bytesPerElement: bytes }),
    },
    experts: {
      label: 'Fewest tokens, with experts',
      unit: 'token',
      byHand: 'E C / (k W)',
      solve: ({ C, W, E, k, bytes }, f) => f.mixtureTokenLimit({ peak: C, bandwidth: W, experts: E, active: k, bytesPerElement: bytes }),
    },
    ranks: {
      label: 'Most tensor-parallel ranks, gated',
      unit: '1',
      byHand: '3 F W / (2 C)',
      solve: ({ C, W, F, matrices, bytes }, f) =>
        f.tensorParallelLimit({ hidden: F, peak: C, bandwidth: W, matrices, bytesPerElement: bytes }),
      slips: [
        {
          name: 'two-matrices',
          say: 'That is the limit of an MLP with two matrices. A gated one has a third, which computes between the same gather and scatter.',
          given: () => ({ matrices: 2 }),
        },
      ],
    },
  },
  hint: () => md`
Write time of arithmetic ≥ time of traffic for one matrix, or for the whole MLP, and let what appears on both sides cancel. For the last one: $6BDF/(YC)$ against a gather and a scatter of $2BD$ bytes each.
  `,
  after: (_, f) => {
    const mixture = f.mixtureTokenLimit({ peak: h100.peak.bf16, bandwidth: h100.network, experts: 256, active: 8 });
    return md`The model’s width appears in none of the three, and the batch not in the last. With 256 experts of which 8 are used, H100s on ${h100.network} would need ${show(mixture, { digits: 2 })} per replica, so such models leave their experts where they are and send the tokens to them (*expert parallelism*).`;
  },
});
