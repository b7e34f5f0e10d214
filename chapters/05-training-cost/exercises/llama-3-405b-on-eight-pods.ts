import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { modelById } from '@scaling-workbook/formulas/models';
import { shapeOf as fullShape } from '../../04-parallelism/groups.ts';
import { over, podChips, v5p } from '../tpu-run.ts';

const batch = (tokens: number) => ({ tokens: amount(tokens, 'token') });
const on = (pods: number) => ({
  pods: amount(pods, '1'),
  chips: amount(pods * podChips, '1'),
  gpus: amount(pods * podChips, 'GPU'),
});
const exact = modelById('llama-3.1-405b').parameters;

export default parts({
  title: 'LLaMA 3-405B on eight pods',
  book: 'sb-applied-training-2',
  given: {
    ...fullShape('llama-3.1-405b'),
    ...batch(2 ** 24),
    trained: amount(15e12, 'token'),
    ...on(8),
    peak: v5p.peak,
    link: v5p.link,
    network: v5p.network,
    mfu: amount(0.4, '1'),
  },
  ask: ({ model, layers, width, hidden, heads, kvHeads, headDim, vocab, tokens, trained, pods, chips, peak, link, network, mfu }) =>
    md`
(a) ${model} has ${layers} layers of width ${width}, a gated MLP of ${hidden}, ${heads} query heads and ${kvHeads} key and value heads of width ${headDim}, and a vocabulary of ${vocab} with a head of its own. How many parameters is that, without the norms? How many FLOPs does a step of ${show(amount(tokens.value, '1'))} tokens take, and how many a run of ${trained}?

(b) It is trained on ${pods} full v5p pods, ${chips} chips of ${peak}, with links of ${link} one way and a data-centre network of ${network} for each chip. How many tokens does a chip have, and how many must it have for FSDP on two axes with tensor parallelism on the third? What does that make of FSDP alone? How many days does the run take at ${show(mfu, { as: '%' })} MFU?
`,
  fields: {
    params: {
      label: '(a) Parameters',
      unit: 'param',
      byHand: 405_849_243_648,
      solve: ({ layers, width, hidden, heads, kvHeads, headDim, vocab }, f) =>
        f.untiedModelParameters({
          layers,
          layer: f.layerParameters({
            attention: f.groupedAttentionParameters({ width, heads, kvHeads, headDim }),
            mlp: f.gatedMlpParameters({ width, hidden }),
            norm: 0,
          }),
          embedding: f.embeddingParameters({ vocab, width }),
          finalNorm: 0,
        }),
      steps: [md`Attention.`, md`The MLP.`, md`One layer.`, md`One table of the vocabulary.`, md`All layers and two tables.`],
    },
    step: {
      label: 'FLOPs of a step',
      unit: 'FLOP',
      byHand: 4.08542e19,
      solve: ({ tokens }, f, earlier) => f.trainingFlops({ params: earlier('params'), tokens }),
      steps: [md`Six for each parameter and token of the batch.`],
    },
    run: {
      label: 'FLOPs of the run',
      unit: 'FLOP',
      byHand: 3.65264e25,
      solve: ({ trained }, f, earlier) => f.trainingFlops({ params: earlier('params'), tokens: trained }),
      steps: [md`The same for all tokens.`],
    },
    chip: {
      label: '(b) Tokens of each chip',
      unit: 'token',
      byHand: 234.0571,
      tolerance: 0.005,
      solve: ({ tokens, chips }, f) => f.tokensPerDevice({ tokens, devices: chips }),
      steps: [md`The batch over all chips of all pods.`],
    },
    needed: {
      label: 'Tokens that the mixture needs on a chip',
      unit: 'token',
      byHand: 61.0587,
      tolerance: 0.005,
      solve: ({ peak, link, hidden }, f) => f.mixedTokenLimit({ peak, bandwidth: over(link, 1, f), hidden, fsdpAxes: 2, tensorAxes: 1 }),
      steps: [md`Both links of one axis.`, md`At the best split.`],
    },
    scheme: {
      label: 'Within a pod, then',
      options: ({ tokens, chips, peak, link, hidden }, f) => {
        const own = f.tokensPerDevice({ tokens, devices: chips });
        const alone = f.dataParallelTokenLimit({ peak, bandwidth: f.ringBandwidth({ bandwidth: link, directions: 2, axes: 3 }) });
        const bandwidth = f.ringBandwidth({ bandwidth: link, directions: 2 });
        const mixed = f.mixedTokenLimit({ peak, bandwidth, hidden, fsdpAxes: 2 });
        const says = md`A chip has ${show(own, { digits: 3 })}. FSDP alone on three axes needs ${show(alone, { digits: 3 })}, the mixture ${show(mixed, { digits: 3 })}.`;
        return [
          { text: md`FSDP alone is compute-bound`, right: own.value >= alone.value, say: says },
          {
            text: md`FSDP with tensor parallelism is compute-bound, FSDP alone is not`,
            right: own.value < alone.value && own.value >= mixed.value,
            say: md`${says} So the mixture it is, with data parallelism between the pods.`,
          },
          {
            text: md`neither is: there are too few tokens for so many chips`,
            right: own.value < mixed.value,
            say: md`${says} Compare the limits with what a chip has.`,
          },
        ];
      },
    },
    days: {
      label: 'Training time',
      unit: 'day',
      byHand: 32.1227,
      solve: ({ gpus, peak, mfu }, f, earlier) => f.trainingTime({ flops: earlier('run'), gpus, peak, mfu }),
      steps: [md`The work of the run over all chips.`],
    },
  },
  hint: () => md`
(a) is chapter 3’s counting, then six FLOPs for each parameter and token. For (b) compare tokens on each chip with $\alpha/3$ and with $\alpha^2/(2F)$; a wider MLP needs fewer.
  `,
  after: ({ tokens, pods, network, peak, hidden }, f) => {
    const pod = f.tokensPerReplica({ tokens, replicas: pods });
    const needed = f.dataParallelTokenLimit({ peak, bandwidth: network });
    const best = f.mixedFsdpRanks({ tokens: pod, hidden, devices: podChips, links: 2 });
    return md`The book gives no answer, and no batch; Meta’s paper gives 16 million tokens for most of the run of the 405B. A pod has ${show(pod, { digits: 3 })}${pods.value > 1 ? md` and needs ${show(needed, { digits: 3 })} to hide its gradients on the network` : ''}. The best split within a pod is ${show(best, { digits: 3 })} by ${show(f.ratio({ first: podChips, second: best }), { digits: 2 })}. With the norms the 405B has ${show(exact, { digits: 4 })}. With a quarter of its batch eight pods are short of tokens.`;
  },
  fresh: {
    '4m-tokens': batch(2 ** 22),
    'one-pod-4m': { ...batch(2 ** 22), ...on(1) },
    'two-pods': on(2),
    'llama-3-70b-one-pod': { ...fullShape('llama-3-70b'), ...batch(2 ** 23), ...on(1) },
    'llama-3-8b-one-pod': { ...fullShape('llama-3-8b'), ...batch(2 ** 22), ...on(1) },
  },
});
