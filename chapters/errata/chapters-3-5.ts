/** Errata of chapters 3 to 5: counting parameters, training in parallel, what training costs. */
import { amount, md, show, type Markdown, type ShownFormulas } from '@scaling-workbook/exercises';
import { besirogluFit, hoffmannFit, type ParametricFit } from '@scaling-workbook/formulas/scaling-fits';
import { modelById } from '@scaling-workbook/formulas/models';
import type { Erratum } from '#book/erratum.ts';

const peak = 989.4e12;
const params = 70.6e9;
const tokens = 15e12;
const hours = 6.4e6;
const gpus = 2048;
const days54 = 54 * 86_400;
const long = { layers: 80, context: 8192, width: 8192 };
const cached = { layers: 80, kvHeads: 8, headDim: 128, tokens: 8192 };
const local = { sequences: 4, tokens: 4096 };

const powerOfTen = (flops: ReturnType<ShownFormulas['trainingFlops']>): Markdown => show(flops, { as: 'FLOP', digits: 4 });
const percent = { as: '%' };

/** Parameters of the model with 20 tokens for each that ends at the loss of 70B on 15T tokens. */
function equalLossParams(f: ShownFormulas, fit: ParametricFit) {
  const loss = (n: number, d: number) => f.parametricLoss({ params: n, tokens: d, irreducible: fit.irreducible, ...fit.terms }).value;
  const wanted = loss(params, tokens);
  let [low, high] = [1e9, 1e13];
  for (let i = 0; i < 100; i += 1) {
    const middle = Math.sqrt(low * high);
    if (loss(middle, f.chinchillaTokens({ params: middle }).value) > wanted) low = middle;
    else high = middle;
  }
  return amount(low, 'param');
}

const gpt2Small = (f: ShownFormulas) => {
  const [layers, width, heads, headDim, hidden] = [12, 768, 12, 64, 3072];
  const norm = f.layerNormParameters({ width });
  const layer = f.layerParameters({
    attention: f.attentionParameters({ width, heads, headDim }),
    mlp: f.mlpParameters({ width, hidden }),
    norm,
    biases: f.layerBiases({ width, heads, kvHeads: heads, headDim, hidden }),
  });
  const embedding = f.embeddingParameters({ vocab: 50_257, width });
  return f.tiedModelParameters({ layers, layer, embedding, positions: f.positionParameters({ positions: 1024, width }), finalNorm: norm });
};

const blockAllReduce = (f: ShownFormulas) =>
  f.allReduceBytes({ bytes: f.inputActivationBytes({ sequences: 4, tokens: 8192, width: 8192 }), devices: 8 });
const scores = (f: ShownFormulas) => f.attentionScoreBytes({ ...local, heads: 64 });
const simplified = (f: ShownFormulas) =>
  f.simplifiedLayerActivationBytes({ input: f.inputActivationBytes({ ...local, width: 8192 }), scores: scores(f) });

export const chapters3To5: readonly Erratum[] = [
  {
    id: 'E17',
    title: 'What OpenAI said at first',
    chapter: 3,
    where: 'exercise 3.1',
    originals: ['3.1'],
    severity: 'C',
    said: md`OpenAI reported 124M.`,
    right: (f) => md`The paper and the first release said 117M. The count itself is right: ${show(gpt2Small(f), { as: '1' })} parameters.`,
    why: () => md`124M is the later, corrected label of the repository.`,
    sources: ['gpt2'],
  },
  {
    id: 'E18',
    title: 'Seven per cent of what?',
    chapter: 3,
    where: 'exercise 3.3',
    originals: ['3.3'],
    severity: 'C',
    said: md`$QK^\top$ and the softmax add $2LTd$, about 7 %.`,
    right: (f) => {
      const forward = f.forwardFlopsPerToken({ params });
      const causal = f.causalAttentionFlopsPerToken(long);
      const share = (attention: typeof causal) => show(f.attentionShare({ attention, forward }), { ...percent, digits: 3 });
      return md`$2LTd$ is ${causal} or ${share(causal)}, and it is both matmuls of attention under a causal mask. Without the mask it is $4LTd$, ${share(f.fullAttentionFlopsPerToken(long))}. The softmax hardly counts.`;
    },
    why: (f) => {
      const { parameters, config } = modelById('llama-3-70b');
      const embedding = f.embeddingParameters({ vocab: config.vocab, width: config.width });
      return md`The number was credited to the wrong operations. The $2N$ beside it also charges for the embedding, which is looked up and multiplies nothing: without it a token costs ${f.forwardFlopsPerToken({ params: f.nonEmbeddingParameters({ params: parameters, embedding }) })}.`;
    },
    sources: ['book'],
  },
  {
    id: 'E19',
    title: 'A million too many skies',
    chapter: 3,
    where: 'exercise 3.4',
    originals: ['3.4'],
    severity: 'C',
    said: md`$10^{24}$ is the number of stars in the observable universe times a million.`,
    right: (f) =>
      md`$10^{24}$ is itself the upper end of the usual estimate, $10^{22}$ to $10^{24}$. The run's ${powerOfTen(f.trainingFlops({ params, tokens }))} are a few for every star, without any factor.`,
    why: () => md`The comparison was off by four to six orders of magnitude.`,
    sources: ['stars'],
  },
  {
    id: 'E20',
    title: 'A decimal point worth a whole card',
    chapter: 3,
    where: 'exercise 3.5, and 7.2 after it',
    originals: ['3.5', '7.2'],
    severity: 'A',
    said: md`A KV cache of 8.59 GB; 68.7 GB without grouped queries.`,
    right: (f) => {
      const all = f.kvCacheBytes({ ...cached, sequences: 32 });
      return md`${all}; without grouped queries ${f.kvCacheBytes({ ...cached, kvHeads: 64, sequences: 32 })}. A single sequence takes ${f.kvCacheBytes(cached)}, and the whole is ${show(f.byteShare({ part: all, whole: f.weightBytes({ params }) }), { ...percent, digits: 2 })} of the weights.`;
    },
    why: (f) =>
      md`The point slipped by one digit on the way from bytes to gigabytes. The book has the same case in int8 at about half, as it must be: ${f.kvCacheBytes({ ...cached, sequences: 32, bytesPerElement: 1 })}, if its bytes per token are not rounded first.`,
    sources: ['book'],
  },
  {
    id: 'E21',
    title: 'A run faster than its chips',
    chapter: 3,
    where: 'exercise 3.6, question and key',
    originals: ['3.6'],
    severity: 'A',
    said: md`3200 tokens/s on each GPU make an MFU of 45.6 %, since MFU “typically” uses forward FLOPs.`,
    right: (f) =>
      md`With the $6N$ that the question itself states, 3200 tokens/s are ${show(f.tokenRateRatio({ first: 3200, second: f.trainingRateCeiling({ params, peak }) }), percent)}, so nobody trains at that rate. The ceiling is ${f.trainingRateCeiling({ params, peak })}. Our exercise asks for 900 tokens/s: ${show(f.modelFlopsUtilization({ rate: 900, params, peak }), percent)}.`,
    why: () =>
      md`MFU is defined on forward and backward together, without recomputation, and the 38 to 43 % that Meta reports follow that definition.`,
    sources: ['palm', 'herd'],
  },
  {
    id: 'E22',
    title: 'All of these, but one',
    chapter: 4,
    where: 'the box on memory in chapter 4',
    originals: ['4.1'],
    severity: 'C',
    said: md`FSDP shards “all of these”, with activations just before in the list.`,
    right: () => md`It shards parameters, gradients and optimizer state. Activations stay where their sequences are.`,
    why: () => md`The sentence reaches one item too far back. The number asked for was right.`,
    sources: ['zero'],
  },
  {
    id: 'E23',
    title: 'Halved in the wrong direction',
    chapter: 4,
    where: 'exercise 4.2',
    originals: ['4.2'],
    severity: 'A',
    said: md`896 MB for the block, so 448 MB for each all-reduce, at 900 GB/s.`,
    right: (f) =>
      md`${blockAllReduce(f)} for _each_ all-reduce, and ${show(f.blockAllReduceBytes({ allReduce: blockAllReduce(f) }), { as: 'MB' })} for the two of a block's forward pass. At 450 GB/s one takes ${f.ringTime({ bytesSent: blockAllReduce(f), bandwidth: 450e9 })}.`,
    why: (f) =>
      md`896 were MiB, and of one all-reduce already. ${show(f.reduceScatterBytes({ bytes: f.inputActivationBytes({ sequences: 4, tokens: 8192, width: 8192 }), devices: 8 }), { as: 'MiB' })} is one phase of it, a reduce-scatter or an all-gather. Attention and MLP have one pair of a column and a row cut each, not two; and 900 GB/s adds up both directions.`,
    sources: ['megatron'],
  },
  {
    id: 'E24',
    title: 'Equal is not below',
    chapter: 4,
    where: 'exercise 4.3',
    originals: ['4.3'],
    severity: 'A',
    said: md`57 microbatches.`,
    right: (f) =>
      md`${show(f.fewestMicrobatches({ stages: 4, bubble: 0.05 }), { as: '1' })}. At 57 the bubble is exactly ${show(f.pipelineBubble({ stages: 4, microbatches: 57 }), { ...percent, digits: 6 })}, at 58 it is ${show(f.pipelineBubble({ stages: 4, microbatches: 58 }), percent)}.`,
    why: () => md`The derivation got as far as $m > 57$, and the answer then took the bound for a solution.`,
  },
  {
    id: 'E25',
    title: 'A layout that was never published',
    chapter: 4,
    where: 'exercise 4.4, and again in 3.6 and 5.1',
    originals: ['4.4', '3.6', '5.1'],
    severity: 'B',
    said: md`Meta trained its 70B on 2048 H100s, with TP 8, PP 4 and FSDP 64 or close to it, and about 100 microbatches.`,
    right: (f) => {
      const ranks = (of: number, pipeline: number, context: number) =>
        show(f.dataParallelRanks({ gpus: of, tensor: 8, pipeline, context }), { as: '1' });
      return md`Meta published GPU-hours for the 70B, but neither a number of GPUs nor a layout. What it did publish is the 405B: TP 8 and PP 16 leave DP ${ranks(8192, 16, 1)} of 8,192 GPUs and DP ${ranks(16_384, 16, 1)} of 16,384; for long context CP 16 comes in and DP ${ranks(16_384, 16, 16)} remains.`;
    },
    why: (f) =>
      md`2048 is the number of A100s behind LLaMA 65B. For the 100 microbatches we found no source. And “64 FSDP groups” are ${show(f.ratio({ first: gpus, second: f.dataParallelRanks({ gpus, tensor: 8, pipeline: 4 }).value }))} groups of ${show(f.dataParallelRanks({ gpus, tensor: 8, pipeline: 4 }))} ranks.`,
    sources: ['llama3Card', 'herd', 'llama1'],
  },
  {
    id: 'E26',
    title: 'Two terms for the whole',
    chapter: 4,
    where: 'exercise 4.5',
    originals: ['4.5'],
    severity: 'A',
    said: md`0.25 + 8.0 = 8.25 GB for a layer, 660 GB for all; checkpointing saves about 80 %.`,
    right: (f) =>
      md`${simplified(f)} (${show(simplified(f), { as: 'GiB' })}) for a layer and ${f.modelActivationBytes({ layers: 80, layer: simplified(f) })} for all. Dropping the scores alone removes ${show(f.byteShare({ part: scores(f), whole: simplified(f) }), { ...percent, digits: 2 })} of it.`,
    why: (f) =>
      md`GiB were labelled GB. And the two terms are a simplification: with queries, keys, values, the MLP and the copies of the softmax the published formula, $sbh(34 + 5as/h)$, gives ${f.layerActivationBytes({ ...local, width: 8192, heads: 64 })} for this layer.`,
    sources: ['korthikanti'],
  },
  {
    id: 'E27',
    title: 'Fifty-four days of another run',
    chapter: 5,
    where: 'exercise 5.1',
    originals: ['5.1'],
    severity: 'B',
    said: md`Meta reported about 54 days for the 70B; an MFU of 0.43 to 0.50 would explain it.`,
    right: (f) =>
      md`The card of the 70B says 6.4 million H100-hours: ${show(f.elapsedTime({ gpuHours: hours, gpus }), { as: 'day' })} on 2048 GPUs, ${show(f.achievedMfu({ flops: f.trainingFlops({ params, tokens }), gpuHours: hours, peak }), { ...percent, digits: 3 })} MFU, ${show(f.tokenRatePerGpu({ tokens, gpuHours: hours }), { digits: 3 })} on each. (For version 3.1 it says 7.0 million.)`,
    why: (f) =>
      md`The 54 days are a window of the 405B run, on some 16,000 GPUs, in which failures were counted. On 2048 GPUs they would take an MFU of ${show(f.achievedMfu({ flops: f.trainingFlops({ params, tokens }), gpuHours: f.gpuHours({ gpus, time: days54 }), peak }), { ...percent, digits: 3 })}.`,
    sources: ['llama3Card', 'llama31Card', 'herd'],
  },
  {
    id: 'E28',
    title: 'Three times nine is not thirty',
    chapter: 5,
    where: 'exercise 5.2',
    originals: ['5.2'],
    severity: 'C',
    said: md`Two to three times \$9M is \$20–30M.`,
    right: (f) => {
      const at = (pricePerHour: number) =>
        show(f.trainingDollars({ gpuHours: f.gpuHours({ gpus, time: 91 * 86_400 }), pricePerHour }), { digits: 3 });
      return md`It is ${at(4)} to ${at(6)}. At \$2 an hour Meta's own 6.4 million hours come to ${f.trainingDollars({ gpuHours: hours, pricePerHour: 2 })}.`;
    },
    why: () => md`The factors were rounded up twice. The price is an assumption besides, and prices age.`,
    sources: ['llama3Card'],
  },
  {
    id: 'E29',
    title: 'Close in size only',
    chapter: 5,
    where: 'exercise 5.4',
    originals: ['5.4'],
    severity: 'C',
    said: md`9B parameters on 183B tokens are “remarkably close” to Llama 3 8B.`,
    right: (f) => {
      const flops = f.trainingFlops({ params: 8.03e9, tokens });
      return md`Only the size is. The 8B saw 15 trillion tokens and cost ${powerOfTen(flops)}, ${show(amount(flops.value / 1e22, '1'), { digits: 2 })} times the budget of the exercise.`;
    },
    why: () => md`A small model trained far past its optimum is the opposite of the point that the exercise makes.`,
    sources: ['llama3Card'],
  },
  {
    id: 'E30',
    title: 'The right rule from the wrong paper',
    chapter: 5,
    where: 'exercise 5.5',
    originals: ['5.5'],
    severity: 'B',
    said: md`The square-root rule is the standard one and comes from “Don't Decay the Learning Rate, Increase the Batch Size”.`,
    right: (f) =>
      md`That paper scales the batch in proportion to the rate, the linear rule of Krizhevsky 2014 and Goyal et al. 2017 for SGD. The square root was suggested by Hoffer et al. 2017 and derived for Adam and RMSprop by Malladi et al. 2022. The answer, ${f.squareRootLearningRate({ learningRate: 3e-4, batch: 1, newBatch: 8 })}, stands.`,
    why: () => md`The number was right, so nobody looked up the paper.`,
    sources: ['smith', 'malladi'],
  },
  {
    id: 'E31',
    title: 'A budget cannot beat its own optimum',
    chapter: 5,
    where: 'a note in chapter 5',
    severity: 'B',
    said: md`A 70B on 15T tokens matches a Chinchilla-optimal 700B.`,
    right: (f) => {
      const run = f.trainingFlops({ params, tokens });
      const large = f.trainingFlops({ params: 700e9, tokens: f.chinchillaTokens({ params: 700e9 }) });
      return md`A 700B on 20 tokens for each parameter costs ${powerOfTen(large)}, ${show(amount(large.value / run.value, '1'), { digits: 3 })} times as much. The optimum of the 70B's own budget has about ${show(f.computeOptimalParams({ flops: run }), { digits: 2 })}.`;
    },
    why: (f) =>
      md`It contradicts what compute-optimal means: no split of a budget beats the best one. By the published fit the 20-to-1 model of equal loss has ${show(equalLossParams(f, hoffmannFit), { digits: 3 })}; the refit of 2024 puts it at ${show(equalLossParams(f, besirogluFit), { digits: 3 })}.`,
    sources: ['hoffmann', 'besiroglu'],
  },
];
