/** What the errata cite. A reference without an address is known to us, but not by an address that we could verify. */
import type { Reference } from '#book/erratum.ts';

const arxiv = (number: string): string => `https://arxiv.org/abs/${number}`;

export const references = {
  v5e: { text: 'Google Cloud, TPU v5e', url: 'https://cloud.google.com/tpu/docs/v5e' },
  v5p: { text: 'Google Cloud, TPU v5p', url: 'https://docs.cloud.google.com/tpu/docs/v5p-training' },
  book: {
    text: 'Austin et al., How to Scale Your Model, as of February 2025',
    url: 'https://github.com/jax-ml/scaling-book/tree/0819a7d',
  },
  llama3Card: {
    text: 'Meta, model card of Llama 3',
    url: 'https://github.com/meta-llama/llama-models/blob/main/models/llama3/MODEL_CARD.md',
  },
  llama31Card: {
    text: 'Meta, model card of Llama 3.1',
    url: 'https://github.com/meta-llama/llama-models/blob/main/models/llama3_1/MODEL_CARD.md',
  },
  herd: { text: 'Llama Team 2024, The Llama 3 Herd of Models, §3.3', url: arxiv('2407.21783') },
  palm: { text: 'Chowdhery et al. 2022, PaLM, which defines MFU', url: arxiv('2204.02311') },
  smith: { text: 'Smith et al. 2017, Don’t Decay the Learning Rate, Increase the Batch Size', url: arxiv('1711.00489') },
  malladi: { text: 'Malladi et al. 2022, On the SDEs and Scaling Rules for Adaptive Gradient Algorithms', url: arxiv('2205.10287') },
  pmap: { text: 'JAX, migrating from pmap', url: 'https://docs.jax.dev/en/latest/migrate_pmap.html' },
  pallas: { text: 'JAX, changelog of Pallas', url: 'https://docs.jax.dev/en/latest/pallas/CHANGELOG.html' },
  flax: { text: 'Flax, front page of the documentation', url: 'https://flax.readthedocs.io/' },
  random: { text: 'JAX, jax.random', url: 'https://docs.jax.dev/en/latest/jax.random.html' },
  h100: {
    text: 'NVIDIA, H100 data sheet',
    url: 'https://resources.nvidia.com/en-us-tensor-core/nvidia-tensor-core-gpu-datasheet',
  },
  nccl: { text: 'NVIDIA/nccl, issue 1264, on one and both directions of NVLink', url: 'https://github.com/NVIDIA/nccl/issues/1264' },
  megatron: { text: 'Shoeybi et al. 2019, Megatron-LM', url: arxiv('1909.08053') },
  zero: { text: 'Rajbhandari et al. 2019, ZeRO', url: arxiv('1910.02054') },
  korthikanti: { text: 'Korthikanti et al. 2022, Reducing Activation Recomputation', url: arxiv('2205.05198') },
  hoffmann: { text: 'Hoffmann et al. 2022, Training Compute-Optimal Large Language Models', url: arxiv('2203.15556') },
  besiroglu: { text: 'Besiroglu et al. 2024, Chinchilla Scaling: A replication attempt', url: arxiv('2404.10102') },
  leviathan: { text: 'Leviathan et al. 2022, Fast Inference from Transformers via Speculative Decoding', url: arxiv('2211.17192') },
  acceptanceChat: { text: 'arXiv 2604.14682, where chat is accepted most', url: arxiv('2604.14682') },
  acceptanceCode: { text: 'arXiv 2604.26469, where software tasks are the more predictable', url: arxiv('2604.26469') },
  feinberg: {
    text: 'V. Feinberg, How to land a job at a frontier lab, 10 May 2026, known to us from others’ reports only',
  },
  raggedDot: { text: 'JAX, jax.lax.ragged_dot', url: 'https://docs.jax.dev/en/latest/_autosummary/jax.lax.ragged_dot.html' },
  marin: { text: 'marin-community/marin, issue 7012, a measurement on B200', url: 'https://github.com/marin-community/marin/issues/7012' },
  muennighoff: { text: 'Muennighoff et al. 2023, Scaling Data-Constrained Language Models', url: arxiv('2305.16264') },
  ludziejewski: { text: 'Ludziejewski et al. 2025, Joint MoE Scaling Laws', url: arxiv('2502.05172') },
  krajewski: { text: 'Krajewski et al. 2024, Scaling Laws for Fine-Grained Mixture of Experts', url: arxiv('2402.07871') },
  clark: { text: 'Clark et al. 2022, Unified Scaling Laws for Routed Language Models', url: arxiv('2202.01169') },
  stars: {
    text: 'ESA, How many stars are there in the Universe?',
    url: 'https://www.esa.int/Science_Exploration/Space_Science/Herschel/How_many_stars_are_there_in_the_Universe',
  },
  tunedMatmul: { text: 'H. He, a public gist of tuned BF16 matmuls on an H100' },
  gpt2: { text: 'OpenAI, GPT-2, whose first README said 117M', url: 'https://github.com/openai/gpt-2#readme' },
  ownRuns: { text: 'our own runs of the code with JAX 0.10.2, Flax 0.12.8 and Optax 0.2.8 on a CPU' },
  priceTables: { text: 'price tables collected between March and June 2026' },
  llama1: { text: 'Touvron et al. 2023, LLaMA', url: arxiv('2302.13971') },
  asyncTensorParallel: { text: 'notes on asynchronous tensor parallelism in PyTorch, and the tensor-parallel MLP of Triton-distributed' },
  addition: { text: 'A walk through scaling laws on addition, at uakarsh.github.io (scaling-laws-part1)' },
  sarathi: { text: 'Agrawal et al. 2024, Sarathi-Serve', url: arxiv('2403.02310') },
} as const satisfies Readonly<Record<string, Reference>>;
