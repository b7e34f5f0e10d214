import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { ours, v5e, v6e } from '../chips.ts';
import { invented, parametersWith } from '../invented-model.ts';

const mixture = (experts: number, active: number) => ({ experts: amount(experts, '1'), active: amount(active, '1') });

export default parts({
  title: 'The same model as a mixture of experts',
  book: 'sb-inference-5',
  given: {
    ...invented,
    ...mixture(16, 2),
    bytesPerParam: amount(2, 'B/param'),
    bytesPerElement: amount(1, 'B/element'),
    chip: v5e.chip,
    peak: v5e.peak,
    bandwidth: v5e.bandwidth,
  },
  ask: ({ layers, width, hidden, heads, kvHeads, headDim, vocab, experts, active, bytesPerElement, chip, peak, bandwidth }) =>
    md`The model of ${layers} layers (width ${width}, gated MLP of ${hidden}, ${heads} query heads, ${kvHeads} key and value heads of width ${headDim}, vocabulary of ${show(vocab, { as: '1' })}, embedding and head shared) gets ${experts} copies of its MLP in every layer, and each token passes through ${active} of them. Leave out router and norms. How many parameters does it have, and how many does a token use? From how many tokens in a batch on are the experts compute-bound on a ${chip} (${peak}, ${bandwidth}), with BF16 weights and arithmetic, if tokens spread evenly over them? How large is the KV cache of a token, at ${bytesPerElement}? How many FLOPs does a forward pass take for each token, attention over the context left out?`,
  fields: {
    total: {
      label: 'Parameters',
      unit: 'param',
      byHand: 211_658_735_616,
      solve: (g, f) =>
        parametersWith(
          f.expertLayerParameters({ experts: g.experts, expert: f.gatedMlpParameters({ width: g.width, hidden: g.hidden }) }),
          g,
          f,
        ),
      steps: [
        md`One expert.`,
        md`All experts of a layer.`,
        md`Attention, once for all of them.`,
        md`One layer.`,
        md`The table of the vocabulary.`,
        md`All layers and the table.`,
      ],
    },
    active: {
      label: 'Parameters that a token uses',
      unit: 'param',
      byHand: 31_270_109_184,
      solve: (g, f) =>
        parametersWith(
          f.activeExpertLayerParameters({
            experts: g.experts,
            active: g.active,
            expert: f.gatedMlpParameters({ width: g.width, hidden: g.hidden }),
          }),
          g,
          f,
        ),
      steps: [
        md`One expert.`,
        md`The experts that a token passes through.`,
        md`Attention.`,
        md`One layer.`,
        md`The table of the vocabulary, which the head multiplies with.`,
        md`All layers and the table.`,
      ],
    },
    critical: {
      label: 'Tokens from which the experts are compute-bound',
      unit: 'token',
      byHand: 1921.9512,
      solve: ({ peak, bandwidth, experts, active, bytesPerParam }, f) =>
        f.expertCrossoverTokens({ peak, bandwidth, experts, active, bytesPerParam }),
      steps: [md`All experts are read, and each sees $k/E$ of the tokens.`],
    },
    cache: {
      label: 'Cache of one token',
      unit: 'B/token',
      byHand: 262_144,
      solve: ({ layers, kvHeads, headDim, bytesPerElement }, f) => f.kvCacheBytesPerToken({ layers, kvHeads, headDim, bytesPerElement }),
      steps: [md`Experts keep nothing for later tokens.`],
      slips: [
        {
          name: 'cache-for-each-expert',
          say: 'That keeps a cache for each expert that a token uses. Only attention looks back, and there is one of it in a layer.',
          solve: ({ layers, kvHeads, headDim, bytesPerElement, active }, f) =>
            f.kvCacheBytesPerToken({ layers, kvHeads: kvHeads * active, headDim, bytesPerElement }),
        },
      ],
    },
    flops: {
      label: 'FLOPs for each token',
      unit: 'FLOP/token',
      byHand: 62_540_218_368,
      solve: (_, f, earlier) => f.forwardFlopsPerToken({ params: earlier('active') }),
      steps: [md`A multiply-add with every parameter that the token uses.`],
    },
  },
  hint: () => md`
Replace $3F$ by $3EF$ for what is stored and by $3kF$ for what is used. Attention, embedding and cache stay as they were. Of $B$ tokens an expert sees $Bk/E$.
  `,
  after: (g, f) => {
    const expert = f.gatedMlpParameters({ width: g.width, hidden: g.hidden });
    const whole = f.expertLayerParameters({ experts: g.experts, expert });
    const used = f.activeExpertLayerParameters({ experts: g.experts, active: g.active, expert });
    return md`A token uses ${show(f.parameterShare({ part: used, whole }), { as: '%', digits: 2 })} of the experts’ parameters, but a large batch reads all of them. So a mixture of experts wants many more readers at once before it is compute-bound. What it does not change is the cache. For its own numbers the companion book prints 31.2 billion parameters in use; it cuts the rest off 31.27.`;
  },
  fresh: {
    ours: { peak: ours.peak, bandwidth: ours.bandwidth },
    '64-experts-of-2048': { ...mixture(64, 6), hidden: amount(2048, '1') },
    '8-experts': mixture(8, 2),
    'int8-weights': { bytesPerParam: amount(1, 'B/param') },
    v6e: { chip: v6e.chip, peak: v6e.peak, bandwidth: v6e.bandwidth },
  },
});
