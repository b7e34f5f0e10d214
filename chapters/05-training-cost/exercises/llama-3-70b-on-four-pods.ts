import { amount, md, parts, show, type Markdown } from '@scaling-workbook/exercises';
import { over, podChips, shapeOf, v5p } from '../tpu-run.ts';

const batch = (tokens: number) => ({ tokens: amount(tokens, 'token') });
const on = (pods: number) => ({
  pods: amount(pods, '1'),
  chips: amount(pods * podChips, '1'),
  gpus: amount(pods * podChips, 'GPU'),
});

export default parts({
  title: 'LLaMA 3-70B on four pods',
  book: 'sb-applied-training-1',
  given: {
    ...shapeOf('llama-3-70b', 70e9),
    ...batch(2 ** 22),
    trained: amount(15e12, 'token'),
    ...on(4),
    peak: v5p.peak,
    link: v5p.link,
    network: v5p.network,
    mfu: amount(0.4, '1'),
  },
  ask: ({ model, params, hidden, tokens, trained, pods, chips, peak, link, network, mfu }) =>
    md`${model} (${params}, an MLP of ${hidden}) is to be trained on ${pods} full v5p pods, ${chips} chips of ${peak} in all, with a batch of ${show(amount(tokens.value, '1'))} tokens. Links within a pod carry ${link} one way, two on each axis; the data-centre network carries ${network} for each chip. Between the pods there is data parallelism alone; within a pod FSDP has two axes and tensor parallelism one. How many tokens does a pod get and how many must it have to hide its gradients behind the backward pass? How many does a chip get and how many must it have? How many days do ${trained} take at ${show(mfu, { as: '%' })} MFU?`,
  fields: {
    pod: {
      label: 'Tokens of each pod',
      unit: 'token',
      byHand: 1_048_576,
      solve: ({ tokens, pods }, f) => f.tokensPerReplica({ tokens, replicas: pods }),
      steps: [md`Each pod is one replica.`],
    },
    podNeeded: {
      label: 'Tokens that a pod needs',
      unit: 'token',
      byHand: 73_440,
      solve: ({ peak, network }, f) => f.dataParallelTokenLimit({ peak, bandwidth: network }),
      steps: [md`The ridge point of the network of one chip: a pod has as many times the peak as it has times the bandwidth.`],
    },
    chip: {
      label: 'Tokens of each chip',
      unit: 'token',
      byHand: 117.0286,
      tolerance: 0.005,
      solve: ({ tokens, chips }, f) => f.tokensPerDevice({ tokens, devices: chips }),
      steps: [md`The batch over all chips of all pods.`],
    },
    chipNeeded: {
      label: 'Tokens that a chip needs',
      unit: 'token',
      byHand: 113.395,
      tolerance: 0.005,
      solve: ({ peak, link, hidden }, f) => f.mixedTokenLimit({ peak, bandwidth: over(link, 1, f), hidden, fsdpAxes: 2, tensorAxes: 1 }),
      steps: [md`Both links of one axis.`, md`FSDP and tensor parallelism at their best split.`],
    },
    bound: {
      label: 'By these two limits, at full peak, a step is',
      options: ({ tokens, pods, chips, peak, link, network, hidden }, f) => {
        const pod = f.tokensPerReplica({ tokens, replicas: pods });
        const podNeeded = f.dataParallelTokenLimit({ peak, bandwidth: network });
        const chip = f.tokensPerDevice({ tokens, devices: chips });
        const bandwidth = f.ringBandwidth({ bandwidth: link, directions: 2 });
        const chipNeeded = f.mixedTokenLimit({ peak, bandwidth, hidden, fsdpAxes: 2 });
        const says = md`A pod has ${show(pod, { digits: 3 })} and needs ${show(podNeeded, { digits: 3 })}; a chip has ${show(chip, { digits: 4 })} and needs ${show(chipNeeded, { digits: 4 })}.`;
        const slowNetwork = pod.value < podNeeded.value;
        const slowLinks = chip.value < chipNeeded.value;
        return [
          { text: md`bound by its arithmetic`, right: !slowNetwork && !slowLinks, say: says },
          { text: md`bound by the links within the pods`, right: !slowNetwork && slowLinks, say: md`${says} Compare the second pair.` },
          { text: md`bound by the network between the pods`, right: slowNetwork, say: md`${says} Compare the first pair.` },
        ];
      },
    },
    days: {
      label: 'Training time',
      unit: 'day',
      byHand: 11.081,
      solve: ({ params, trained, gpus, peak, mfu }, f) =>
        f.trainingTime({ flops: f.trainingFlops({ params, tokens: trained }), gpus, peak, mfu }),
      steps: [md`The work of the run.`, md`Over all chips.`],
    },
  },
  hint: () => md`
Two networks, two limits. Between pods: $C/W$ in tokens of a whole pod. Within: $\alpha^2/(2F)$ in tokens of a chip.
  `,
  after: ({ tokens, pods, chips, hidden, peak, link, network }, f) => {
    const pod = f.tokensPerReplica({ tokens, replicas: pods });
    const best = f.mixedFsdpRanks({ tokens: pod, hidden, devices: podChips, links: 2 });
    const bandwidth = f.ringBandwidth({ bandwidth: link, directions: 2 });
    const margin = f.tokensPerDevice({ tokens, devices: chips }).value / f.mixedTokenLimit({ peak, bandwidth, hidden, fsdpAxes: 2 }).value;
    const over = (tensor: number): Markdown => {
      const alpha = peak.value / bandwidth.value;
      const share = Math.max((chips.value * alpha) / (tensor * 2 * tokens.value), (tensor * alpha) / hidden.value);
      return show(amount(share, '1'), { digits: 2 });
    };
    const clear = f.dataParallelTokenLimit({ peak, bandwidth: network }).value < pod.value / 2;
    const between = clear ? md`The network between the pods is no trouble. ` : md``;
    const split = md`Within a pod the best split is ${show(best, { digits: 3 })} FSDP ranks by ${show(f.ratio({ first: podChips, second: best }), { digits: 2 })} tensor-parallel ones.`;
    if (Math.abs(margin - 1) > 0.15) return md`${between}${split}`;
    return md`${between}${split} The chips have ${show(amount(margin, '1'), { digits: 3 })} times what they need, which is too close to call: the limit holds at the best split only. With 8 tensor-parallel ranks the longer kind of traffic takes ${over(8)} times as long as the arithmetic at full peak, with 16 it takes ${over(16)} times. At 40 % of peak either hides. The book gives no answer. With a batch of 4 · 2²⁰ tokens the formula says compute-bound, with exactly four million it does not.`;
  },
  fresh: {
    'four-million-tokens': batch(4e6),
    'two-pods': on(2),
    '16m-tokens': batch(2 ** 24),
    'eight-pods-16m': { ...batch(2 ** 24), ...on(8) },
    'slow-network': { ...batch(2 ** 22), ...on(2), network: amount(2e8, 'B/s') },
  },
});
