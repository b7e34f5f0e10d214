import { amount, md, numeric, show } from '@scaling-workbook/exercises';
import { h100 } from '@scaling-workbook/formulas/hardware';
import { modelById } from '@scaling-workbook/formulas/models';

const { name, config } = modelById('llama-3-8b');

export default numeric({
  title: 'Estimate: before you open the trace',
  given: {
    model: name,
    width: amount(config.width, '1'),
    hidden: amount(config.hidden, '1'),
    layerParams: amount(218_112_000, 'param'),
    tokens: amount(8192, 'token'),
    peak: amount(h100.peak.bf16.value, 'FLOP/s'),
    reached: amount(0.6, '1'),
  },
  ask: ({ model, tokens }) =>
    md`You are about to open the trace of ${model} in training, in BF16, on one H100, with ${tokens} on it. About how long should one layer take in the forward pass? Work it out before you look. Take what you need from this book, and decide for yourself which share of the peak a whole layer reaches. Any sensible estimate counts.`,
  label: 'One layer, forward',
  unit: 'ms',
  byHand: 6.01972,
  solve: ({ layerParams, tokens, peak, reached }, f) =>
    f.timeAtShare({ floor: f.computeTime({ flops: f.forwardFlops({ params: layerParams, tokens }), peak }), share: reached }),
  steps: [
    md`
Two FLOPs for each parameter of the layer and each token. A layer of this model has about 218 million parameters.
    `,
    md`
At the full peak.
    `,
    md`
A whole layer, its norms and its attention included, reaches about 60 % of it.
    `,
  ],
  range: {
    low: { given: () => ({ reached: 0.85 }), say: 'if the layer reaches 85 % of the peak', byHand: 4.24921 },
    high: { given: () => ({ reached: 0.35 }), say: 'if it reaches 35 %', byHand: 10.3195 },
  },
  hint: () => md`
How many parameters has one layer? The model has 8 billion in 32 layers, embeddings included. Then FLOPs, then the peak, then a share of it.
  `,
  after: ({ layerParams, tokens, peak }, f) => {
    const floor = f.computeTime({ flops: f.forwardFlops({ params: layerParams, tokens }), peak });
    return md`At the roof it would be ${show(floor, { as: 'ms', digits: 2 })}. An estimate like this is worth the minute it takes: if the trace then says 30 ms, something is wrong and you know it at once, and if it says 2 ms, the measurement is. The scores of attention are left out; at this length they add less than a tenth of the layer's FLOPs with a causal mask, if the ${tokens} are sequences of 4,096 or shorter.`;
  },
});
