import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { a100, b200, h100 } from '@scaling-workbook/formulas/hardware';
import { modelById } from '@scaling-workbook/formulas/models';

const chip = (name: string, peak: number, link: number, network: number) => ({
  chip: name,
  peak: amount(peak, 'FLOP/s'),
  link: amount(link, 'B/s'),
  network: amount(network, 'B/s'),
});
const blackwell = chip('B200', b200.peak.bf16.value, b200.link.value, h100.network.value);
const hopper = chip('H100', h100.peak.bf16.value, h100.link.value, h100.network.value);
const fast = 100e9;
const model = (id: string) => {
  const { name, config } = modelById(id);
  return { model: name, hidden: amount(config.hidden, '1') };
};

export default parts({
  title: 'A faster chip on the same network',
  given: { ...model('llama-3-70b'), ...blackwell, matrices: amount(3, '1') },
  ask: ({ model, hidden, chip, peak, link, network }) =>
    md`You move the training of ${model} to ${chip}s: ${peak} dense in BF16, ${link} of NVLink one way, and the network of the building as it is, ${network} for each GPU. How many tokens does a replica need now to hide its FSDP traffic over the network, at full peak? And up to how many tensor-parallel ranks can the gated MLP (${hidden} wide, three matrices) hide its traffic on NVLink?`,
  fields: {
    tokens: {
      label: 'Tokens per replica',
      unit: 'token',
      byHand: 45_000,
      solve: ({ peak, network }, f) => f.dataParallelTokenLimit({ peak, bandwidth: network }),
      steps: [md`The ridge point of the network, in tokens.`],
      slips: [
        {
          name: 'over-nvlink',
          say: 'That is the limit over NVLink. Replicas reach one another over the network.',
          solve: ({ peak, link }, f) => f.dataParallelTokenLimit({ peak, bandwidth: link }),
        },
      ],
    },
    ranks: {
      label: 'Tensor-parallel ranks',
      unit: '1',
      byHand: 17.2032,
      tolerance: 0.02,
      solve: ({ peak, link, hidden, matrices }, f) => f.tensorParallelLimit({ hidden, peak, bandwidth: link, matrices }),
      steps: [md`Three matrices of arithmetic behind one gather and one scatter.`],
      slips: [
        {
          name: 'two-matrices',
          say: 'That counts two matrices. A gated MLP has a third, which computes without any further traffic.',
          solve: ({ peak, link, hidden }, f) => f.tensorParallelLimit({ hidden, peak, bandwidth: link }),
        },
      ],
    },
    eight: {
      label:
        'Next you run the matmuls in eight bits at twice that peak, while weights, gradients and activations still travel in BF16. What happens to the two limits?',
      options: ({ peak, network, link, hidden, matrices }, f) => {
        const doubled = peak.value * 2;
        const tokens = f.dataParallelTokenLimit({ peak: doubled, bandwidth: network });
        const ranks = f.tensorParallelLimit({ hidden, peak: doubled, bandwidth: link, matrices });
        const now = md`${show(tokens, { digits: 3 })} and ${show(ranks, { digits: 2 })} ranks`;
        return [
          {
            text: md`A replica needs twice the tokens, and half as many tensor-parallel ranks stay hidden.`,
            right: true,
            say: md`Arithmetic takes half as long and the traffic as long as before, so both limits get tighter: ${now}.`,
          },
          {
            text: md`Both stay as they are: precision cancels.`,
            right: false,
            say: md`It cancels only if what travels shrinks as well. Here it still travels in BF16: ${now}.`,
          },
          {
            text: md`A replica needs half the tokens, and twice as many ranks stay hidden.`,
            right: false,
            say: md`The other way round. Faster arithmetic leaves less time for the links: ${now}.`,
          },
        ];
      },
    },
  },
  hint: () => md`
$C/W$ for the tokens, with the network; $FW/C$ for the ranks of two matrices, with NVLink, and half as many again for three. Which of the numbers changed?
  `,
  after: ({ peak, network }, f) => {
    const before = f.dataParallelTokenLimit({ peak: hopper.peak, bandwidth: hopper.network });
    const now = f.dataParallelTokenLimit({ peak, bandwidth: network });
    const both = md`With H100s at 50 GB/s a replica needs ${show(before, { digits: 3 })}, with these ${show(now, { digits: 3 })}.`;
    if (now.value <= before.value)
      return md`${both} What counts is the ratio of peak to network: a network that is twice as fast does as much for the limit as a chip of half the peak, and costs no time.`;
    return md`${both} A peak that grows faster than the network raises the limit. So the batch that fed a cluster of the old chips may not feed as many of the new ones, unless a replica spans more GPUs: over a faster or larger NVLink domain, or over pipeline stages.`;
  },
  fresh: {
    'h100-800-gbit': { ...hopper, network: amount(fast, 'B/s') },
    'a100-200-gbit': chip('A100', a100.peak.bf16.value, a100.link.value, 25e9),
    'h100-100-gbit': { ...hopper, network: amount(12.5e9, 'B/s') },
    'llama-3-405b-b200-800-gbit': { ...model('llama-3.1-405b'), network: amount(fast, 'B/s') },
    'qwen-3-32b': model('qwen3-32b'),
  },
});
