import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { h100, tpuV4 } from '@scaling-workbook/formulas/hardware';
import { modelById } from '@scaling-workbook/formulas/models';

/** A dense model of the table; the width is that of all its query heads together. */
const dense = (id: string) => {
  const { name, config, parameters } = modelById(id);
  return { model: name, params: parameters, layers: amount(config.layers, '1'), width: amount(config.heads * config.headDim, '1') };
};

export default parts({
  title: 'One run, two utilisations',
  given: {
    ...dense('llama-3.1-405b'),
    context: amount(131_072, 'token'),
    rate: amount(110, 'token/s'),
    chip: 'H100 SXM',
    peak: h100.peak.bf16,
  },
  ask: ({ model, params, layers, width, context, rate, chip, peak }) =>
    md`${model} has ${show(params, { digits: 4 })}, ${layers} layers, and query heads that are ${width} wide together. Suppose a run trains it on sequences of ${context} at ${show(rate, { digits: 3 })} on each ${chip} (peak ${peak}). By how much does causal attention over the context add to the forward FLOPs of the parameters? What MFU does the usual $6N$ report, and what MFU does PaLM's count report, which adds $12LTd$ for attention without regard to the mask?`,
  fields: {
    share: {
      label: 'Causal attention over 2N',
      unit: '%',
      byHand: 66.67,
      solve: ({ params, layers, width, context }, f) =>
        f.attentionShare({
          attention: f.causalAttentionFlopsPerToken({ layers, context, width }),
          forward: f.forwardFlopsPerToken({ params }),
        }),
      steps: [
        md`
Scores and values, each half of the square under the mask.
        `,
        md`
Two FLOPs for each parameter.
        `,
        md`
What is left out of $2N$, over $2N$.
        `,
      ],
    },
    plain: {
      label: 'MFU by 6N',
      unit: '%',
      byHand: 27.0732,
      solve: ({ rate, params, peak }, f) => f.modelFlopsUtilization({ rate, params, peak }),
    },
    palm: {
      label: 'MFU by 6N + 12LTd',
      unit: '%',
      byHand: 63.1726,
      solve: ({ rate, params, layers, context, width, peak }, f) =>
        f.modelFlopsUtilizationWithAttention({ rate, params, layers, context, width, peak }),
    },
    compare: {
      label: 'Two runs report MFUs. What do you ask before you compare them?',
      options: () => [
        {
          text: md`
Whether attention over the context is counted, with or without the mask, and at which context
          `,
          right: true,
          say: md`
The same run can be reported with any of these. At short contexts the counts agree within a few per cent; at long ones they differ by a factor.
          `,
        },
        {
          text: md`
Only which chip it was: MFU is a ratio, so everything else cancels
          `,
          right: false,
          say: md`
The peak is in the denominator, so the chip does matter. But the numerator is a count that somebody chose, and there is more than one convention.
          `,
        },
        {
          text: md`
Only how many chips took part
          `,
          right: false,
          say: md`
The rate is per chip already. More chips make a high MFU harder to reach, but they do not change what it means.
          `,
        },
      ],
    },
  },
  hint: () => md`
Per token, the parameters cost $2N$ forward and attention $2LTd$ under the mask. For the utilisations multiply FLOPs per token by tokens per second, and divide by the peak.
  `,
  after: ({ model, params, layers, width }, f) =>
    md`$6N$ understates the work of long contexts and PaLM's count overstates it, since a kernel that honours the mask does about half of $12LTd$. For PaLM itself, with a context of 2,048, the two give 45.7 and 46.2 %, the second of which is the one published. For ${model} causal attention costs as much as all the parameters at a context of ${show(f.contextWhereAttentionMatches({ params, layers, width }), { digits: 3 })}.`,
  fresh: {
    // arXiv:2204.02311, Table 1 and §4.1: 118 layers, 48 heads of 256, 238.3 thousand tokens a second on 6144 chips
    'palm-540b': {
      model: 'PaLM 540B',
      params: amount(540.35e9, 'param'),
      layers: amount(118, '1'),
      width: amount(48 * 256, '1'),
      context: amount(2048, 'token'),
      rate: amount(238_300 / 6144, 'token/s'),
      chip: 'TPU v4',
      peak: tpuV4.peak.bf16,
    },
    'llama-3-8b-long': { ...dense('llama-3-8b'), rate: amount(1_500, 'token/s') },
    'llama-3-70b-8k': { ...dense('llama-3-70b'), context: amount(8_192, 'token'), rate: amount(900, 'token/s') },
  },
});
