/** Training runs of public models as their makers report them. What a maker does not say is left out, never estimated. */
import { fact, type Fact, type Provenance } from './facts.ts';

export interface TrainingRun {
  /** Permanent, kebab-case. */
  readonly id: string;
  readonly name: string;
  /** That a token passes through: a dense model's all, a mixture's active ones. */
  readonly params: Fact<'param'>;
  readonly tokens: Fact<'token'>;
  /** Paid for, on the accelerator of this id; with the FLOPs they give the run's MFU. */
  readonly hours?: Fact<'GPU*h'>;
  readonly accelerator?: string;
  /** Where only some are active. */
  readonly total?: Fact<'param'>;
}

interface Bill {
  readonly hours: number;
  readonly accelerator: string;
  readonly seen: Provenance;
}

const run = (id: string, name: string, params: number, tokens: number, seen: Provenance, bill?: Bill): TrainingRun => ({
  id,
  name,
  params: fact(params, 'param', seen),
  tokens: fact(tokens, 'token', seen),
  ...(bill && { hours: fact(bill.hours, 'GPU*h', bill.seen), accelerator: bill.accelerator }),
});

const gpt3: Provenance = { source: 'Brown et al. 2020, Table D.1, https://arxiv.org/abs/2005.14165', date: '2020-05' };
const hoffmann: Provenance = { source: 'Hoffmann et al. 2022, Table 1, https://arxiv.org/abs/2203.15556', date: '2022-03' };
const palm: Provenance = { source: 'Chowdhery et al. 2022, abstract and Table 1, https://arxiv.org/abs/2204.02311', date: '2022-04' };
const bloom: Provenance = { source: 'BigScience, model card, https://huggingface.co/bigscience/bloom', date: '2022-07' };
const bloomBill: Provenance = { source: 'Luccioni et al. 2022, Table 1, https://arxiv.org/abs/2211.02001', date: '2022-11' };
const llama1: Provenance = { source: 'Touvron et al. 2023, Tables 2 and 15, https://arxiv.org/abs/2302.13971', date: '2023-02' };
const cerebras: Provenance = { source: 'Cerebras, model card, https://huggingface.co/cerebras/Cerebras-GPT-13B', date: '2023-03' };
const mpt: Provenance = {
  source: 'MosaicML, https://www.databricks.com/blog/mpt-7b',
  date: '2023-05',
  note: '440 A100 of 40 GB for 9.5 days, about $200,000',
};
const metaCard = (folder: string): string => `https://github.com/meta-llama/llama-models/blob/main/models/${folder}/MODEL_CARD.md`;
const llama2: Provenance = { source: `Meta, model card, ${metaCard('llama2')}`, date: '2023-07' };
const tinyLlama: Provenance = { source: 'Zhang et al. 2024, https://arxiv.org/abs/2401.02385', date: '2024-01' };
const llama3: Provenance = {
  source: `Meta, model card, ${metaCard('llama3')}`,
  date: '2024-04',
  note: 'the card says over 15 trillion tokens',
};
const herd: Provenance = { source: 'Llama Team 2024, §1, https://arxiv.org/abs/2407.21783', date: '2024-07' };
const llama31: Provenance = { source: `Meta, model card, ${metaCard('llama3_1')}`, date: '2024-07' };
const olmo2: Provenance = {
  source: 'Ai2, model card, https://huggingface.co/allenai/OLMo-2-1124-13B',
  date: '2024-11',
  note: 'without mid-training, which brings the tokens to 5.6 trillion',
};
const deepseek: Provenance = {
  source: 'DeepSeek-AI 2024, Table 1 and §4.2, https://arxiv.org/abs/2412.19437',
  date: '2024-12',
  note: 'H800, mostly in FP8',
};
const smollm3: Provenance = {
  source: 'Hugging Face, https://huggingface.co/blog/smollm3',
  date: '2025-07',
  note: '384 H100 for 24 days; the post says 3B, the files hold 3.08 billion',
};

const a100 = (hours: number, seen: Provenance): Bill => ({ hours, accelerator: 'a100-80gb-sxm', seen });
const h100 = (hours: number, seen: Provenance): Bill => ({ hours, accelerator: 'h100-sxm', seen });

/** Oldest first. */
export const trainingRuns: readonly TrainingRun[] = [
  run('gpt3-175b', 'GPT-3 175B', 174.6e9, 300e9, gpt3),
  run('mt-nlg-530b', 'MT-NLG 530B', 530e9, 270e9, hoffmann),
  run('gopher-280b', 'Gopher 280B', 280e9, 300e9, hoffmann),
  run('chinchilla-70b', 'Chinchilla 70B', 70e9, 1.4e12, hoffmann),
  run('palm-540b', 'PaLM 540B', 540.35e9, 780e9, palm),
  run('bloom-176b', 'BLOOM 176B', 176.247e9, 366e9, bloom, a100(1_082_990, bloomBill)),
  run('llama-7b', 'LLaMA 7B', 6.7e9, 1e12, llama1, a100(82_432, llama1)),
  run('llama-65b', 'LLaMA 65B', 65.2e9, 1.4e12, llama1, a100(1_022_362, llama1)),
  run('cerebras-gpt-13b', 'Cerebras-GPT 13B', 13e9, 257e9, cerebras),
  run('mpt-7b', 'MPT 7B', 6.7e9, 1e12, mpt, { hours: 440 * 9.5 * 24, accelerator: 'a100-40gb-sxm', seen: mpt }),
  run('llama-2-7b', 'Llama 2 7B', 6.738e9, 2e12, llama2, a100(184_320, llama2)),
  run('llama-2-70b', 'Llama 2 70B', 68.977e9, 2e12, llama2, a100(1_720_320, llama2)),
  run('tinyllama-1.1b', 'TinyLlama 1.1B', 1.1e9, 3e12, tinyLlama),
  run('llama-3-8b', 'Llama 3 8B', 8.03e9, 15e12, llama3, h100(1.3e6, llama3)),
  run('llama-3-70b', 'Llama 3 70B', 70.6e9, 15e12, llama3, h100(6.4e6, llama3)),
  run('llama-3.1-405b', 'Llama 3.1 405B', 405e9, 15.6e12, herd, h100(30.84e6, llama31)),
  run('olmo-2-13b', 'OLMo 2 13B', 13.7e9, 5e12, olmo2),
  {
    ...run('deepseek-v3', 'DeepSeek-V3', 37e9, 14.8e12, deepseek),
    total: fact(671e9, 'param', deepseek),
    hours: fact(2.664e6, 'GPU*h', deepseek),
  },
  run('smollm3-3b', 'SmolLM3 3B', 3.08e9, 11.2e12, smollm3, h100(384 * 24 * 24, smollm3)),
];
