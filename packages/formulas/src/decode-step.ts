/** One decode step of a batch: its expected time, its lower bound, and the intensity of its attention. */
import { count, formula, nonNegative, optional, positive } from './formula.ts';

const book =
  'Austin et al. 2025, How to Scale Your Model, Part 7 (theoretical minimum step time), https://jax-ml.github.io/scaling-book/inference';
const pope = 'Pope et al. 2022, Efficiently Scaling Transformer Inference, arXiv:2211.05102';
const ainslie = 'Ainslie et al. 2023, GQA: Training Generalized Multi-Query Transformer Models, arXiv:2305.13245, §2.2';
const deepseek = 'DeepSeek-AI 2024, DeepSeek-V2, arXiv:2405.04434, §2.1 and Appendix C (weights absorbed into queries and outputs)';

const step = {
  weightBytes: positive(
    'B',
    String.raw`Q_w`,
    'bytes of the weights that the step reads, on all accelerators together',
    'model.weightBytesReadInStep',
  ),
  bandwidth: positive('B/s', 'W', 'memory bandwidth of one accelerator', 'chip.memoryBandwidth'),
  batch: count('sequence', 'B', 'sequences decoded together'),
  flopsPerToken: positive('FLOP/token', 'f', 'forward FLOPs of one token', 'model.forwardFlopsPerToken'),
  peak: positive('FLOP/s', 'C', 'dense peak of one accelerator', 'chip.peak'),
  kvBytes: optional(nonNegative('B', String.raw`Q_\text{KV}`, 'KV cache of all sequences in the batch together'), 0),
  gpus: optional(count('GPU', 'G', 'accelerators that share the model'), 1),
};
const bytesPerElement = optional(positive('B/element', 'b', 'bytes of one cached element', 'type.cache'), 2);

export const decodeStepTime = formula({
  title: 'Decode step',
  about:
    'Attention is bound by reading the KV cache at any batch, and the matmuls’ arithmetic does not overlap with it; the matmuls take the longer of their arithmetic and the read of the weights. The bound on a decode step lets everything overlap.',
  takes: step,
  assumes: ['cache'],
  example: { weightBytes: 40e9, bandwidth: 4e12, batch: 48, flopsPerToken: 40e9, peak: 1e15, kvBytes: 9e9 },
  gives: 's',
  symbol: String.raw`t_\text{step}`,
  tex: (x) =>
    String.raw`\frac{${x.kvBytes}}{${x.gpus} \cdot ${x.bandwidth}} + \max\left(\frac{${x.batch} \cdot ${x.flopsPerToken}}{${x.gpus} \cdot ${x.peak}}, \frac{${x.weightBytes}}{${x.gpus} \cdot ${x.bandwidth}}\right)`,
  of: ({ weightBytes, bandwidth, batch, flopsPerToken, peak, kvBytes, gpus }) =>
    (kvBytes / bandwidth + Math.max((batch * flopsPerToken) / peak, weightBytes / bandwidth)) / gpus,
  slips: [
    {
      name: 'cache-left-out',
      say: 'That leaves out the KV cache. Attention reads the cache of every sequence at every step.',
      of: ({ weightBytes, bandwidth, batch, flopsPerToken, peak, gpus }) =>
        Math.max((batch * flopsPerToken) / peak, weightBytes / bandwidth) / gpus,
    },
    {
      name: 'smaller-roof',
      say: 'That takes the faster of weights and arithmetic. The matmuls have to wait for the slower one.',
      of: ({ weightBytes, bandwidth, batch, flopsPerToken, peak, kvBytes, gpus }) =>
        (kvBytes / bandwidth + Math.min((batch * flopsPerToken) / peak, weightBytes / bandwidth)) / gpus,
    },
    {
      name: 'added',
      say: 'That adds the arithmetic to the read of the weights. A matmul reads its next weights while it computes: take the larger of the two.',
      of: ({ weightBytes, bandwidth, batch, flopsPerToken, peak, kvBytes, gpus }) =>
        ((kvBytes + weightBytes) / bandwidth + (batch * flopsPerToken) / peak) / gpus,
    },
  ],
  source: book,
});

export const decodeStepBound = formula({
  title: 'Decode step, bound',
  about:
    'No step is shorter than its reads, nor than its arithmetic. The decode step itself is up to twice as long, since it reads no cache while matmuls compute.',
  takes: step,
  assumes: ['cache'],
  example: { weightBytes: 40e9, bandwidth: 4e12, batch: 48, flopsPerToken: 40e9, peak: 1e15, kvBytes: 9e9 },
  gives: 's',
  symbol: String.raw`t_\text{bound}`,
  tex: (x) =>
    String.raw`\max\left(\frac{${x.weightBytes} + ${x.kvBytes}}{${x.gpus} \cdot ${x.bandwidth}}, \frac{${x.batch} \cdot ${x.flopsPerToken}}{${x.gpus} \cdot ${x.peak}}\right)`,
  of: ({ weightBytes, bandwidth, batch, flopsPerToken, peak, kvBytes, gpus }) =>
    Math.max((weightBytes + kvBytes) / bandwidth, (batch * flopsPerToken) / peak) / gpus,
  slips: [
    {
      name: 'smaller-roof',
      say: 'That is the faster of the two. The step has to wait for the slower one.',
      of: ({ weightBytes, bandwidth, batch, flopsPerToken, peak, kvBytes, gpus }) =>
        Math.min((weightBytes + kvBytes) / bandwidth, (batch * flopsPerToken) / peak) / gpus,
    },
    {
      name: 'cache-not-hidden',
      say: 'That is the decode step, which reads the cache before or after the matmuls. The bound lets all reading overlap with all arithmetic.',
      of: ({ weightBytes, bandwidth, batch, flopsPerToken, peak, kvBytes, gpus }) =>
        (kvBytes / bandwidth + Math.max((batch * flopsPerToken) / peak, weightBytes / bandwidth)) / gpus,
    },
  ],
  source: `${pope}, §2, as a roofline of the whole step`,
});

export const decodeAttentionIntensity = formula({
  title: 'Intensity of attention in decode',
  about:
    'Each cached element meets one multiply-add for each query head that shares it. Every sequence reads a cache of its own, so neither the batch nor the context raises this; grouped queries do. Queries and outputs are left out, which are small beside the cache.',
  takes: {
    heads: count('1', 'h', 'query heads', 'model.queryHeads'),
    kvHeads: count('1', String.raw`h_\text{kv}`, 'key and value heads', 'model.kvHeads'),
    bytesPerElement,
  },
  assumes: ['cache'],
  example: { heads: 48, kvHeads: 8 },
  gives: 'FLOP/B',
  symbol: String.raw`I_\text{attn}`,
  tex: ({ heads, kvHeads, bytesPerElement }) => String.raw`\frac{2 \cdot ${heads}}{${kvHeads} \cdot ${bytesPerElement}}`,
  of: ({ heads, kvHeads, bytesPerElement }) => (2 * heads) / (kvHeads * bytesPerElement),
  refuse: ({ heads, kvHeads }) => (heads % kvHeads === 0 ? undefined : `heads must be a multiple of kvHeads, got ${heads} and ${kvHeads}`),
  slips: [
    {
      name: 'every-head-its-own-cache',
      say: 'That gives every query head keys and values of its own. Heads that share them read them once.',
      of: ({ bytesPerElement }) => 2 / bytesPerElement,
    },
    {
      name: 'one-flop-per-multiply-add',
      say: 'A multiply-add is two FLOPs.',
      of: ({ heads, kvHeads, bytesPerElement }) => heads / (kvHeads * bytesPerElement),
    },
  ],
  source: ainslie,
});

export const latentAttentionIntensity = formula({
  title: 'Intensity of latent attention in decode',
  about:
    'All query heads share one latent, which serves as key and as value. The intensity is that of very many grouped queries, near the ridge point of a chip. Holds where keys and values are not rebuilt but their matrices absorbed.',
  takes: {
    heads: count('1', 'h', 'query heads', 'model.queryHeads'),
    latent: count('1', 'c', 'width of the latent that keys and values are rebuilt from', 'model.latentWidth'),
    rotary: count('1', 'r', 'width of the rotary key that all heads share', 'model.rotaryKeyWidth'),
    bytesPerElement,
  },
  assumes: ['cache'],
  example: { heads: 48, latent: 512, rotary: 64 },
  gives: 'FLOP/B',
  symbol: String.raw`I_\text{attn}`,
  tex: ({ heads, latent, rotary, bytesPerElement }) =>
    String.raw`\frac{2 \cdot ${heads} \cdot (2 \cdot ${latent} + ${rotary})}{(${latent} + ${rotary}) \cdot ${bytesPerElement}}`,
  of: ({ heads, latent, rotary, bytesPerElement }) => (2 * heads * (2 * latent + rotary)) / ((latent + rotary) * bytesPerElement),
  slips: [
    {
      name: 'scores-only',
      say: 'That is the scores alone. The weighted sum over the latents is a second product over the same bytes.',
      of: ({ heads, bytesPerElement }) => (2 * heads) / bytesPerElement,
    },
  ],
  source: deepseek,
});
