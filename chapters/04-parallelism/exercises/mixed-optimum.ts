import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { modelById } from '@scaling-workbook/formulas/models';

const v5p = { chip: 'TPU v5p', peak: amount(4.59e14, 'FLOP/s'), bandwidth: amount(1.8e11, 'B/s') };
const v4 = { chip: 'TPU v4', peak: amount(2.75e14, 'FLOP/s'), bandwidth: amount(9e10, 'B/s') };
const run = (id: string, chips: number, tokens: number) => {
  const { name, config } = modelById(id);
  return { model: name, hidden: amount(config.hidden, '1'), chips: amount(chips, '1'), tokens: amount(tokens, 'token') };
};

export default parts({
  title: 'The best mixture on a torus',
  given: { ...run('qwen3-32b', 2048, 2 ** 20), ...v5p, fsdpAxes: amount(2, '1'), tensorAxes: amount(1, '1') },
  ask: ({ model, hidden, chips, tokens, chip, peak, bandwidth, fsdpAxes, tensorAxes }) =>
    md`${model}, whose MLP is ${hidden} wide, is to be trained on a torus of ${chips} ${chip} chips with a batch of ${show(amount(tokens.value, '1'))} tokens. A chip does ${peak} and sends ${bandwidth} on each axis, both neighbours together. FSDP gets ${fsdpAxes} axes, tensor parallelism ${tensorAxes}. By the formulas for an MLP of two matrices: how many tokens has each chip, how many would the mixture need, and how many FSDP ranks are best, if any split could be laid on the axes?`,
  fields: {
    perChip: {
      label: 'Tokens per chip',
      unit: 'token',
      byHand: 512,
      solve: ({ tokens, chips }, f) => f.tokensPerDevice({ tokens, devices: chips }),
      steps: [md`However the chips share the work, each token is worked on by someone.`],
    },
    needed: {
      label: 'Tokens per chip needed',
      unit: 'token',
      byHand: 127,
      tolerance: 0.02,
      solve: ({ peak, bandwidth, hidden, fsdpAxes, tensorAxes }, f) => f.mixedTokenLimit({ peak, bandwidth, hidden, fsdpAxes, tensorAxes }),
      steps: [md`The ridge point of one axis, squared, over the axes and the hidden width.`],
    },
    ranks: {
      label: 'Best number of FSDP ranks',
      unit: '1',
      byHand: 409.6,
      tolerance: 0.02,
      solve: ({ tokens, hidden, chips, fsdpAxes, tensorAxes }, f) =>
        f.mixedFsdpRanks({ tokens, hidden, devices: chips, links: f.ratio({ first: fsdpAxes, second: tensorAxes }) }),
      steps: [md`FSDP has more axes, and so more bandwidth.`, md`Where both kinds of traffic take equally long.`],
    },
  },
  hint: () => md`
First $\alpha = C/W$ on one axis. Then $\alpha^2/(M_X M_Y F)$ and $\sqrt{(BN/F)(M_X/M_Y)}$.
  `,
  after: ({ tokens, hidden, chips, peak, bandwidth, fsdpAxes, tensorAxes }, f) => {
    const links = f.ratio({ first: fsdpAxes, second: tensorAxes });
    const ranks = f.mixedFsdpRanks({ tokens, hidden, devices: chips, links });
    const alone = f.dataParallelTokenLimit({ peak, bandwidth: amount(3 * bandwidth.value, 'B/s') });
    return md`FSDP alone on three axes would need ${show(alone, { digits: 3 })} on each chip. The best number of tensor-parallel ranks is ${show(f.ratio({ first: chips, second: ranks }), { digits: 2 })}; in practice you take a power of two nearby. Being off by a factor of $r$ from the best lengthens one kind of traffic by $r$ and shortens the other by $r$, so with room to spare it costs nothing at all.`;
  },
  fresh: {
    'llama-2-13b-on-1024': run('llama-2-13b', 1024, 2 ** 19),
    'llama-3-8b-on-512': run('llama-3-8b', 512, 2 ** 18),
    'llama-3-70b-on-4096-v4': { ...run('llama-3-70b', 4096, 2 ** 21), ...v4 },
    'llama-2-70b-on-2048-v4': { ...run('llama-2-70b', 2048, 2 ** 20), ...v4 },
    'gpt-3-on-6144': run('gpt3-175b', 6144, 3 * 2 ** 20),
  },
});
