import { amount, md, parts, show, type Amount } from '@scaling-workbook/exercises';
import { over, ours, podChips, shapeOf, v5p } from '../tpu-run.ts';

const batch = (tokens: number) => ({ tokens: amount(tokens, 'token') });
const ranks = [1, 4, 16, 64];

interface Run {
  readonly tokens: Amount<'token'>;
  readonly chips: Amount<'1'>;
  readonly hidden: Amount<'1'>;
  readonly peak: Amount<'FLOP/s'>;
  readonly link: Amount<'B/s'>;
}
/** Longer kind of traffic over arithmetic, with two axes for FSDP and one for tensor parallelism. */
const longest = ({ tokens, chips, hidden, peak, link }: Run, tensor: number): number => {
  const ridge = peak.value / (2 * link.value);
  return Math.max((chips.value * ridge) / (tensor * 2 * tokens.value), (tensor * ridge) / hidden.value);
};
const percent = (share: number) => show(amount(share, '1'), { as: '%', digits: 2 });

export default parts({
  title: 'FSDP and tensor parallelism together',
  book: 'sb-applied-training-t9',
  given: {
    ...shapeOf('llama-3-70b', 70e9),
    ...batch(2 ** 22),
    chips: amount(podChips, '1'),
    chip: v5p.chip,
    peak: v5p.peak,
    link: v5p.link,
  },
  ask: ({ model, hidden, tokens, chips, chip, peak, link }) =>
    md`${model} has an MLP of ${hidden}; a step has ${show(amount(tokens.value, '1'))} tokens on ${chips} ${chip} chips of ${peak} with links of ${link} one way, two on an axis. FSDP gets two axes of the torus, tensor parallelism one, and the two kinds of traffic run at the same time. Take the chapter’s formulas, as if any split could be laid on the axes. How many tokens does a chip need now, how many FSDP ranks are best, and how many tensor-parallel ranks would you take?`,
  fields: {
    needed: {
      label: 'Tokens needed on each chip',
      unit: 'token',
      byHand: 113.395,
      tolerance: 0.02,
      solve: ({ peak, link, hidden }, f) => f.mixedTokenLimit({ peak, bandwidth: over(link, 1, f), hidden, fsdpAxes: 2, tensorAxes: 1 }),
      steps: [md`Both links of one axis.`, md`$\alpha^2$ over two axes times one and the hidden width.`],
    },
    best: {
      label: 'Best number of FSDP ranks',
      unit: '1',
      byHand: 1619.08,
      tolerance: 0.02,
      solve: ({ tokens, hidden, chips }, f) => f.mixedFsdpRanks({ tokens, hidden, devices: chips, links: 2 }),
      steps: [md`Twice the links for FSDP.`],
    },
    tensor: {
      label: 'Tensor-parallel ranks',
      options: (g) => {
        const best = ranks.reduce((a, b) => (longest(g, b) < longest(g, a) ? b : a));
        return ranks.map((tensor) => ({
          text: md`${String(tensor)}`,
          right: tensor === best,
          say:
            tensor === best
              ? md`The longer kind of traffic takes ${percent(longest(g, tensor))} of the arithmetic, the least of these four.`
              : md`The longer kind of traffic takes ${percent(longest(g, tensor))} of the arithmetic. With ${String(best)} ranks it takes ${percent(longest(g, best))}.`,
        }));
      },
    },
  },
  hint: () => md`
$\alpha^2/(2F)$ with $\alpha = C/(2 \times \text{link})$, and $X = \sqrt{2BN/F}$. The tensor-parallel ranks are about $N/X$.
  `,
  after: ({ tokens, chips, hidden }, f) => {
    const own = f.tokensPerDevice({ tokens, devices: chips });
    const best = f.mixedFsdpRanks({ tokens, hidden, devices: chips, links: 2 });
    return md`Each chip has ${show(own, { digits: 3 })}. The best split is ${show(best, { digits: 3 })} by ${show(f.ratio({ first: chips, second: best }), { digits: 2 })}, and splits near it do nearly as well. For its own run the companion book rounds to 2,048 × 4, which is 8,192 chips; 2,240 × 4 uses all 8,960 of the pod. Four ranks of a longer axis are a line and not a ring, with half the bandwidth, so count on a smaller margin than this.`;
  },
  fresh: {
    'google-s-links': { link: ours.link },
    '16m-tokens': batch(2 ** 24),
    '1m-tokens': batch(2 ** 20),
    'llama-3-405b-16m': { ...shapeOf('llama-3.1-405b', 405.8e9), ...batch(2 ** 24) },
    'llama-3-8b-2048-chips': { ...shapeOf('llama-3-8b', 8.03e9), chips: amount(2048, '1') },
  },
});
