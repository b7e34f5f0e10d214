/**
 * Public models: their shape, and how many parameters their makers' files hold.
 *
 * The shape is what `config.json` or the paper says. The count is the published one, never computed, so that a test can compare the two.
 * The date is the month of publication.
 */
import { fact } from './facts.ts';
import * as family from './model-families.ts';
import type { Model } from './model-entry.ts';
import type { ModelConfig } from './model.ts';
import { recentModels } from './models-recent.ts';

export type { Model } from './model-entry.ts';

interface Origin {
  readonly paper: string;
  readonly date: string;
  readonly note?: string;
}

const from = (paper: string, date: string, note?: string): Origin => ({ paper, date, ...(note === undefined ? {} : { note }) });

const model = (id: string, name: string, config: ModelConfig, parameters: number, origin: Origin, count: string, precision = 1): Model => ({
  id,
  name,
  config,
  parameters: fact(parameters, 'param', {
    source: `${origin.paper}; count: ${count.includes(' ') ? count : `https://huggingface.co/${count}`}`,
    date: origin.date,
    ...(origin.note === undefined ? {} : { note: origin.note }),
  }),
  precision,
});

const gpt2 = from(
  'Radford et al. 2019, Language Models are Unsupervised Multitask Learners',
  '2019-02',
  'The paper prints 117M, 345M, 762M and 1542M; the files hold what is counted here, without their causal-mask buffers.',
);
const gpt3 = from(
  'Brown et al. 2020, arXiv:2005.14165, Tables 2.1 and D.1',
  '2020-05',
  'Table D.1 prints millions of parameters to four digits.',
);
const bert = from('Devlin et al. 2018, arXiv:1810.04805', '2018-10', 'The encoder with its pooler, without the heads of pre-training.');
const t5 = from('Raffel et al. 2019, arXiv:1910.10683', '2019-10');
const flanT5 = from('Chung et al. 2022, arXiv:2210.11416, with the T5 1.1 shape of Shazeer 2020, arXiv:2002.05202', '2022-10');
const llama1 = from(
  'Touvron et al. 2023, arXiv:2302.13971, Table 2',
  '2023-02',
  'Some files also hold rotary frequencies, which are no parameters.',
);
const llama2 = from(
  'Touvron et al. 2023, arXiv:2307.09288',
  '2023-07',
  'The files also hold rotary frequencies (64 a layer), which are no parameters.',
);
const llama3 = from('Llama Team 2024, arXiv:2407.21783, Table 3', '2024-04');
const llama31 = from('Llama Team 2024, arXiv:2407.21783, Table 3', '2024-07');
const llama32 = from('Meta 2024, Llama 3.2 model card, https://github.com/meta-llama/llama-models', '2024-09');
const mistral = from('Jiang et al. 2023, arXiv:2310.06825, Table 1', '2023-09');
const mistral3 = from('Mistral AI 2024, model card', '2024-05', 'Version 0.3 has a larger vocabulary and no window.');
const nemo = from('Mistral AI 2024, https://mistral.ai/news/mistral-nemo', '2024-07');
const small3 = from('Mistral AI 2025, https://mistral.ai/news/mistral-small-3', '2025-01');
const mixtral = from('Jiang et al. 2024, arXiv:2401.04088, Table 1', '2023-12');
const mixtral22 = from(
  'Mistral AI 2024, https://mistral.ai/news/mixtral-8x22b',
  '2024-04',
  'The instructed version, with a vocabulary of 32768.',
);
const qwen15 = from('Qwen Team 2024, https://qwenlm.github.io/blog/qwen-moe', '2024-03');
const qwen2 = from('Qwen Team 2024, arXiv:2407.10671, Table 1', '2024-06');
const qwen25 = from('Qwen Team 2024, arXiv:2412.15115, Table 1', '2024-09');
const qwen3 = from(
  'Qwen Team 2025, arXiv:2505.09388, Tables 1 and 2',
  '2025-04',
  'Some files hold the tied head twice; it is counted once.',
);
const gemma1 = from('Gemma Team 2024, arXiv:2403.08295, Table 1', '2024-02');
const gemma2 = from('Gemma Team 2024, arXiv:2408.00118, Table 1', '2024-06');
const gemma3 = from('Gemma Team 2025, arXiv:2503.19786', '2025-03');
const phi2 = from('Microsoft 2023, Phi-2 model card', '2023-12');
const phi3 = from('Abdin et al. 2024, arXiv:2404.14219', '2024-04');
const phi4 = from('Abdin et al. 2024, arXiv:2412.08905', '2024-12');
const olmo = from('Groeneveld et al. 2024, arXiv:2402.00838', '2024-02');
const olmo2 = from('OLMo Team 2024, arXiv:2501.00656', '2024-11');
const olmoe = from('Muennighoff et al. 2024, arXiv:2409.02060', '2024-09');
const pythia = from(
  'Biderman et al. 2023, arXiv:2304.01373, Table 1',
  '2023-04',
  'The files also hold causal masks and rotary frequencies, which are no parameters.',
);
const neox = from('Black et al. 2022, arXiv:2204.06745', '2022-04');
const bloom = from('BigScience 2022, arXiv:2211.05100, Table 3', '2022-07', 'Rows of the embedding include 200 reserved ones.');
const falcon = from(
  'Almazrouei et al. 2023, arXiv:2311.16867',
  '2023-05',
  'The file holds the tied head twice, 7,217,189,760 numbers; it is counted once.',
);
const tinyLlama = from('Zhang et al. 2024, arXiv:2401.02385', '2024-01');
const smol2 = from('Allal et al. 2025, arXiv:2502.02737', '2024-11');
const yi = from('01.AI 2024, arXiv:2403.04652, Table 1', '2023-11');
const deepseek2 = from('DeepSeek-AI 2024, arXiv:2405.04434', '2024-05');
const deepseek3 = from(
  'DeepSeek-AI 2024, arXiv:2412.19437, §4.2',
  '2024-12',
  'The main model, with the 14,848 biases of its routers; without its multi-token prediction layer and the scales of FP8.',
);
const gptOss = from(
  'OpenAI 2025, arXiv:2508.10925, Table 1',
  '2025-08',
  'The files also hold the scales of MXFP4, which are not counted here.',
);

const gpt = (layers: number, width: number, heads: number, positions: number): ModelConfig =>
  family.gpt2({ layers, width, heads, hidden: 4 * width, vocab: 50_257, positions });

const llama = (layers: number, width: number, heads: number, kvHeads: number, hidden: number, vocab: number): ModelConfig =>
  family.llama({ layers, width, heads, kvHeads, hidden, vocab });

const smolLm = (layers: number, width: number, heads: number, kvHeads: number, hidden: number): ModelConfig =>
  family.llama({ layers, width, heads, kvHeads, hidden, vocab: 49_152, tied: true });

const qwenVocab = (tied: boolean) => (tied ? { vocab: 151_936, tied } : { vocab: 152_064 });
const qwen2Of = (layers: number, width: number, heads: number, kvHeads: number, hidden: number, tied: boolean): ModelConfig =>
  family.qwen2({ layers, width, heads, kvHeads, hidden, ...qwenVocab(tied) });
const qwen3Of = (layers: number, width: number, heads: number, kvHeads: number, hidden: number, tied = false): ModelConfig =>
  family.qwen3({ layers, width, heads, kvHeads, headDim: 128, hidden, vocab: 151_936, tied });

const pythiaOf = (layers: number, width: number, heads: number, vocab = 50_304): ModelConfig =>
  family.gptNeox({ layers, width, heads, hidden: 4 * width, vocab });

const bertOf = (layers: number, width: number, heads: number): ModelConfig =>
  family.bert({ layers, width, heads, hidden: 4 * width, vocab: 30_522, positions: 512, segments: 2 });

const t5Of = (layers: number, width: number, heads: number, headDim: number, hidden: number, flan = false): ModelConfig =>
  family.t5({ layers, encoderLayers: layers, width, heads, headDim, hidden, vocab: 32_128, relativeBuckets: 32, gated: flan, tied: !flan });

const latent = { kvRank: 512, nopeDim: 128, ropeDim: 64, valueDim: 128 };

/** Oldest family first. */
export const models: readonly Model[] = [
  model('bert-base', 'BERT base', bertOf(12, 768, 12), 109_482_240, bert, 'google-bert/bert-base-uncased'),
  model('bert-large', 'BERT large', bertOf(24, 1024, 16), 335_141_888, bert, 'google-bert/bert-large-uncased'),

  model('gpt2-small', 'GPT-2 small', gpt(12, 768, 12, 1024), 124_439_808, gpt2, 'openai-community/gpt2'),
  model('gpt2-medium', 'GPT-2 medium', gpt(24, 1024, 16, 1024), 354_823_168, gpt2, 'openai-community/gpt2-medium'),
  model('gpt2-large', 'GPT-2 large', gpt(36, 1280, 20, 1024), 774_030_080, gpt2, 'openai-community/gpt2-large'),
  model('gpt2-xl', 'GPT-2 XL', gpt(48, 1600, 25, 1024), 1_557_611_200, gpt2, 'openai-community/gpt2-xl'),

  model('t5-small', 'T5 small', t5Of(6, 512, 8, 64, 2048), 60_506_624, t5, 'google-t5/t5-small'),
  model('t5-base', 'T5 base', t5Of(12, 768, 12, 64, 3072), 222_903_552, t5, 'google-t5/t5-base'),
  model('t5-large', 'T5 large', t5Of(24, 1024, 16, 64, 4096), 737_668_096, t5, 'google-t5/t5-large'),
  model('t5-3b', 'T5 3B', t5Of(24, 1024, 32, 128, 16_384), 2_851_598_336, t5, 'google-t5/t5-3b'),
  model('t5-11b', 'T5 11B', t5Of(24, 1024, 128, 128, 65_536), 11_307_321_344, t5, 'google-t5/t5-11b'),

  model('gpt3-175b', 'GPT-3 175B', gpt(96, 12_288, 96, 2048), 174_600e6, gpt3, 'Table D.1 of the paper', 1e8),

  model('gpt-neox-20b', 'GPT-NeoX 20B', pythiaOf(44, 6144, 64, 50_432), 20_554_567_680, neox, 'EleutherAI/gpt-neox-20b'),

  model(
    'bloom-176b',
    'BLOOM 176B',
    family.bloom({ layers: 70, width: 14_336, heads: 112, hidden: 57_344, vocab: 250_880 }),
    176_247_271_424,
    bloom,
    'bigscience/bloom',
  ),

  model('flan-t5-small', 'Flan-T5 small', t5Of(8, 512, 6, 64, 1024, true), 76_961_152, flanT5, 'google/flan-t5-small'),
  model('flan-t5-base', 'Flan-T5 base', t5Of(12, 768, 12, 64, 2048, true), 247_577_856, flanT5, 'google/flan-t5-base'),
  model('flan-t5-large', 'Flan-T5 large', t5Of(24, 1024, 16, 64, 2816, true), 783_150_080, flanT5, 'google/flan-t5-large'),
  model('flan-t5-xl', 'Flan-T5 XL', t5Of(24, 2048, 32, 64, 5120, true), 2_849_757_184, flanT5, 'google/flan-t5-xl'),
  model('flan-t5-xxl', 'Flan-T5 XXL', t5Of(24, 4096, 64, 64, 10_240, true), 11_135_332_352, flanT5, 'google/flan-t5-xxl'),

  model('llama-7b', 'LLaMA 7B', llama(32, 4096, 32, 32, 11_008, 32_000), 6_738_415_616, llama1, 'huggyllama/llama-7b'),
  model('llama-13b', 'LLaMA 13B', llama(40, 5120, 40, 40, 13_824, 32_000), 13_015_864_320, llama1, 'huggyllama/llama-13b'),
  model('llama-33b', 'LLaMA 33B', llama(60, 6656, 52, 52, 17_920, 32_000), 32_528_943_616, llama1, 'huggyllama/llama-30b'),
  model('llama-65b', 'LLaMA 65B', llama(80, 8192, 64, 64, 22_016, 32_000), 65_285_660_672, llama1, 'huggyllama/llama-65b'),

  model('pythia-70m', 'Pythia 70M', pythiaOf(6, 512, 8), 70_426_624, pythia, 'EleutherAI/pythia-70m'),
  model('pythia-160m', 'Pythia 160M', pythiaOf(12, 768, 12), 162_322_944, pythia, 'EleutherAI/pythia-160m'),
  model('pythia-410m', 'Pythia 410M', pythiaOf(24, 1024, 16), 405_334_016, pythia, 'EleutherAI/pythia-410m'),
  model('pythia-1b', 'Pythia 1B', pythiaOf(16, 2048, 8), 1_011_781_632, pythia, 'EleutherAI/pythia-1b'),
  model('pythia-1.4b', 'Pythia 1.4B', pythiaOf(24, 2048, 16), 1_414_647_808, pythia, 'EleutherAI/pythia-1.4b'),
  model('pythia-2.8b', 'Pythia 2.8B', pythiaOf(32, 2560, 32), 2_775_208_960, pythia, 'EleutherAI/pythia-2.8b'),
  model('pythia-6.9b', 'Pythia 6.9B', pythiaOf(32, 4096, 32, 50_432), 6_857_302_016, pythia, 'EleutherAI/pythia-6.9b'),
  model('pythia-12b', 'Pythia 12B', pythiaOf(36, 5120, 40, 50_688), 11_846_072_320, pythia, 'EleutherAI/pythia-12b'),

  model(
    'falcon-7b',
    'Falcon 7B',
    family.falcon({ layers: 32, width: 4544, heads: 71, hidden: 18_176, vocab: 65_024 }),
    6_921_720_704,
    falcon,
    'tiiuae/falcon-7b',
  ),

  model('llama-2-7b', 'Llama 2 7B', llama(32, 4096, 32, 32, 11_008, 32_000), 6_738_415_616, llama2, 'meta-llama/Llama-2-7b-hf'),
  model('llama-2-13b', 'Llama 2 13B', llama(40, 5120, 40, 40, 13_824, 32_000), 13_015_864_320, llama2, 'meta-llama/Llama-2-13b-hf'),
  model('llama-2-70b', 'Llama 2 70B', llama(80, 8192, 64, 8, 28_672, 32_000), 68_976_648_192, llama2, 'meta-llama/Llama-2-70b-hf'),

  model(
    'mistral-7b-v0.1',
    'Mistral 7B v0.1',
    { ...llama(32, 4096, 32, 8, 14_336, 32_000), window: { size: 4096, layers: 32 } },
    7_241_732_096,
    mistral,
    'mistralai/Mistral-7B-v0.1',
  ),

  model('yi-6b', 'Yi 6B', llama(32, 4096, 32, 4, 11_008, 64_000), 6_061_035_520, yi, '01-ai/Yi-6B'),
  model('yi-34b', 'Yi 34B', llama(60, 7168, 56, 8, 20_480, 64_000), 34_388_917_248, yi, '01-ai/Yi-34B'),

  model(
    'mixtral-8x7b',
    'Mixtral 8x7B',
    family.mixtral({
      layers: 32,
      width: 4096,
      heads: 32,
      kvHeads: 8,
      hidden: 14_336,
      vocab: 32_000,
      moe: { experts: 8, active: 2, hidden: 14_336 },
    }),
    46_702_792_704,
    mixtral,
    'mistralai/Mixtral-8x7B-v0.1',
  ),
  model(
    'mixtral-8x22b',
    'Mixtral 8x22B',
    family.mixtral({
      layers: 56,
      width: 6144,
      heads: 48,
      kvHeads: 8,
      hidden: 16_384,
      vocab: 32_768,
      moe: { experts: 8, active: 2, hidden: 16_384 },
    }),
    140_630_071_296,
    mixtral22,
    'mistralai/Mixtral-8x22B-Instruct-v0.1',
  ),

  model(
    'phi-2',
    'Phi-2',
    family.phi({ layers: 32, width: 2560, heads: 32, hidden: 10_240, vocab: 51_200 }),
    2_779_683_840,
    phi2,
    'microsoft/phi-2',
  ),

  model('tinyllama-1.1b', 'TinyLlama 1.1B', llama(22, 2048, 32, 4, 5632, 32_000), 1_100_048_384, tinyLlama, 'TinyLlama/TinyLlama_v1.1'),

  model(
    'olmo-1b',
    'OLMo 1B',
    family.olmo({ layers: 16, width: 2048, heads: 16, hidden: 8192, vocab: 50_304, tied: true }),
    1_176_764_416,
    olmo,
    'allenai/OLMo-1B-hf',
  ),

  model(
    'gemma-2b',
    'Gemma 2B',
    family.gemma({ layers: 18, width: 2048, heads: 8, kvHeads: 1, headDim: 256, hidden: 16_384, vocab: 256_000 }),
    2_506_172_416,
    gemma1,
    'google/gemma-2b',
  ),
  model(
    'gemma-7b',
    'Gemma 7B',
    family.gemma({ layers: 28, width: 3072, heads: 16, headDim: 256, hidden: 24_576, vocab: 256_000 }),
    8_537_680_896,
    gemma1,
    'google/gemma-7b',
  ),

  model(
    'qwen1.5-moe-a2.7b',
    'Qwen1.5 MoE A2.7B',
    family.qwen2Moe({
      layers: 24,
      width: 2048,
      heads: 16,
      hidden: 5632,
      vocab: 151_936,
      moe: { experts: 60, active: 4, hidden: 1408, sharedHidden: 5632 },
    }),
    14_315_784_192,
    qwen15,
    'Qwen/Qwen1.5-MoE-A2.7B',
  ),

  model('llama-3-8b', 'Llama 3 8B', llama(32, 4096, 32, 8, 14_336, 128_256), 8_030_261_248, llama3, 'meta-llama/Meta-Llama-3-8B'),
  model('llama-3-70b', 'Llama 3 70B', llama(80, 8192, 64, 8, 28_672, 128_256), 70_553_706_496, llama3, 'meta-llama/Meta-Llama-3-70B'),
  model(
    'llama-3.1-405b',
    'Llama 3.1 405B',
    llama(126, 16_384, 128, 8, 53_248, 128_256),
    405_853_388_800,
    llama31,
    'meta-llama/Llama-3.1-405B',
  ),

  model(
    'phi-3-mini',
    'Phi-3 mini',
    { ...llama(32, 3072, 32, 32, 8192, 32_064), window: { size: 2047, layers: 32 } },
    3_821_079_552,
    phi3,
    'microsoft/Phi-3-mini-4k-instruct',
  ),
  model(
    'phi-3-medium',
    'Phi-3 medium',
    { ...llama(40, 5120, 40, 10, 17_920, 32_064), window: { size: 2047, layers: 40 } },
    13_960_238_080,
    phi3,
    'microsoft/Phi-3-medium-4k-instruct',
  ),

  model(
    'deepseek-v2-lite',
    'DeepSeek-V2-Lite',
    family.deepseek({
      layers: 27,
      width: 2048,
      heads: 16,
      hidden: 10_944,
      vocab: 102_400,
      moe: { experts: 64, active: 6, hidden: 1408, sharedHidden: 2 * 1408, denseLayers: 1 },
      latent,
    }),
    15_706_484_224,
    deepseek2,
    'deepseek-ai/DeepSeek-V2-Lite',
  ),
  model(
    'deepseek-v2',
    'DeepSeek-V2',
    family.deepseek({
      layers: 60,
      width: 5120,
      heads: 128,
      hidden: 12_288,
      vocab: 102_400,
      moe: { experts: 160, active: 6, hidden: 1536, sharedHidden: 2 * 1536, denseLayers: 1 },
      latent: { ...latent, queryRank: 1536 },
    }),
    235_741_434_880,
    deepseek2,
    'deepseek-ai/DeepSeek-V2',
  ),

  model('mistral-7b-v0.3', 'Mistral 7B v0.3', llama(32, 4096, 32, 8, 14_336, 32_768), 7_248_023_552, mistral3, 'mistralai/Mistral-7B-v0.3'),

  model('qwen2-0.5b', 'Qwen2 0.5B', qwen2Of(24, 896, 14, 2, 4864, true), 494_032_768, qwen2, 'Qwen/Qwen2-0.5B'),
  model('qwen2-1.5b', 'Qwen2 1.5B', qwen2Of(28, 1536, 12, 2, 8960, true), 1_543_714_304, qwen2, 'Qwen/Qwen2-1.5B'),
  model('qwen2-7b', 'Qwen2 7B', qwen2Of(28, 3584, 28, 4, 18_944, false), 7_615_616_512, qwen2, 'Qwen/Qwen2-7B'),
  model('qwen2-72b', 'Qwen2 72B', qwen2Of(80, 8192, 64, 8, 29_568, false), 72_706_203_648, qwen2, 'Qwen/Qwen2-72B'),

  model(
    'gemma-2-2b',
    'Gemma 2 2B',
    family.gemma2({
      layers: 26,
      width: 2304,
      heads: 8,
      kvHeads: 4,
      headDim: 256,
      hidden: 9216,
      vocab: 256_000,
      window: { size: 4096, layers: 13 },
    }),
    2_614_341_888,
    gemma2,
    'google/gemma-2-2b',
  ),
  model(
    'gemma-2-9b',
    'Gemma 2 9B',
    family.gemma2({
      layers: 42,
      width: 3584,
      heads: 16,
      kvHeads: 8,
      headDim: 256,
      hidden: 14_336,
      vocab: 256_000,
      window: { size: 4096, layers: 21 },
    }),
    9_241_705_984,
    gemma2,
    'google/gemma-2-9b',
  ),
  model(
    'gemma-2-27b',
    'Gemma 2 27B',
    family.gemma2({
      layers: 46,
      width: 4608,
      heads: 32,
      kvHeads: 16,
      headDim: 128,
      hidden: 36_864,
      vocab: 256_000,
      window: { size: 4096, layers: 23 },
    }),
    27_227_128_320,
    gemma2,
    'google/gemma-2-27b',
  ),

  model(
    'mistral-nemo-12b',
    'Mistral NeMo 12B',
    family.llama({ layers: 40, width: 5120, heads: 32, kvHeads: 8, headDim: 128, hidden: 14_336, vocab: 131_072 }),
    12_247_782_400,
    nemo,
    'mistralai/Mistral-Nemo-Base-2407',
  ),

  model(
    'olmoe-1b-7b',
    'OLMoE 1B-7B',
    family.olmo2({ layers: 16, width: 2048, heads: 16, hidden: 1024, vocab: 50_304, moe: { experts: 64, active: 8, hidden: 1024 } }),
    6_919_161_856,
    olmoe,
    'allenai/OLMoE-1B-7B-0125',
  ),

  model('qwen2.5-3b', 'Qwen2.5 3B', qwen2Of(36, 2048, 16, 2, 11_008, true), 3_085_938_688, qwen25, 'Qwen/Qwen2.5-3B'),
  model('qwen2.5-14b', 'Qwen2.5 14B', qwen2Of(48, 5120, 40, 8, 13_824, false), 14_770_033_664, qwen25, 'Qwen/Qwen2.5-14B'),
  model('qwen2.5-32b', 'Qwen2.5 32B', qwen2Of(64, 5120, 40, 8, 27_648, false), 32_763_876_352, qwen25, 'Qwen/Qwen2.5-32B'),
  model('qwen2.5-72b', 'Qwen2.5 72B', qwen2Of(80, 8192, 64, 8, 29_568, false), 72_706_203_648, qwen25, 'Qwen/Qwen2.5-72B'),

  model(
    'llama-3.2-1b',
    'Llama 3.2 1B',
    { ...llama(16, 2048, 32, 8, 8192, 128_256), tied: true },
    1_235_814_400,
    llama32,
    'meta-llama/Llama-3.2-1B',
  ),
  model(
    'llama-3.2-3b',
    'Llama 3.2 3B',
    { ...llama(28, 3072, 24, 8, 8192, 128_256), tied: true },
    3_212_749_824,
    llama32,
    'meta-llama/Llama-3.2-3B',
  ),

  model('smollm2-135m', 'SmolLM2 135M', smolLm(30, 576, 9, 3, 1536), 134_515_008, smol2, 'HuggingFaceTB/SmolLM2-135M'),
  model('smollm2-360m', 'SmolLM2 360M', smolLm(32, 960, 15, 5, 2560), 361_821_120, smol2, 'HuggingFaceTB/SmolLM2-360M'),
  model('smollm2-1.7b', 'SmolLM2 1.7B', smolLm(24, 2048, 32, 32, 8192), 1_711_376_384, smol2, 'HuggingFaceTB/SmolLM2-1.7B'),

  model(
    'olmo-2-7b',
    'OLMo 2 7B',
    family.olmo2({ layers: 32, width: 4096, heads: 32, hidden: 11_008, vocab: 100_352 }),
    7_298_617_344,
    olmo2,
    'allenai/OLMo-2-1124-7B',
  ),
  model(
    'olmo-2-13b',
    'OLMo 2 13B',
    family.olmo2({ layers: 40, width: 5120, heads: 40, hidden: 13_824, vocab: 100_352 }),
    13_716_198_400,
    olmo2,
    'allenai/OLMo-2-1124-13B',
  ),

  model('phi-4', 'Phi-4', llama(40, 5120, 40, 10, 17_920, 100_352), 14_659_507_200, phi4, 'microsoft/phi-4'),

  model(
    'deepseek-v3',
    'DeepSeek-V3',
    family.deepseek({
      layers: 61,
      width: 7168,
      heads: 128,
      hidden: 18_432,
      vocab: 129_280,
      moe: { experts: 256, active: 8, hidden: 2048, sharedHidden: 2048, denseLayers: 3, routerBias: true },
      latent: { ...latent, queryRank: 1536 },
    }),
    671_026_419_200,
    deepseek3,
    'deepseek-ai/DeepSeek-V3',
  ),

  model(
    'mistral-small-24b',
    'Mistral Small 3 24B',
    family.llama({ layers: 40, width: 5120, heads: 32, kvHeads: 8, headDim: 128, hidden: 32_768, vocab: 131_072 }),
    23_572_403_200,
    small3,
    'mistralai/Mistral-Small-24B-Base-2501',
  ),

  model(
    'gemma-3-270m',
    'Gemma 3 270M',
    family.gemma3({
      layers: 18,
      width: 640,
      heads: 4,
      kvHeads: 1,
      headDim: 256,
      hidden: 2048,
      vocab: 262_144,
      window: { size: 512, layers: 15 },
    }),
    268_098_176,
    { ...gemma3, date: '2025-08' },
    'google/gemma-3-270m',
  ),
  model(
    'gemma-3-1b',
    'Gemma 3 1B',
    family.gemma3({
      layers: 26,
      width: 1152,
      heads: 4,
      kvHeads: 1,
      headDim: 256,
      hidden: 6912,
      vocab: 262_144,
      window: { size: 512, layers: 22 },
    }),
    999_885_952,
    gemma3,
    'google/gemma-3-1b-pt',
  ),

  model('qwen3-0.6b', 'Qwen3 0.6B', qwen3Of(28, 1024, 16, 8, 3072, true), 596_049_920, qwen3, 'Qwen/Qwen3-0.6B'),
  model('qwen3-1.7b', 'Qwen3 1.7B', qwen3Of(28, 2048, 16, 8, 6144, true), 1_720_574_976, qwen3, 'Qwen/Qwen3-1.7B-Base'),
  model('qwen3-4b', 'Qwen3 4B', qwen3Of(36, 2560, 32, 8, 9728, true), 4_022_468_096, qwen3, 'Qwen/Qwen3-4B'),
  model('qwen3-8b', 'Qwen3 8B', qwen3Of(36, 4096, 32, 8, 12_288), 8_190_735_360, qwen3, 'Qwen/Qwen3-8B'),
  model('qwen3-14b', 'Qwen3 14B', qwen3Of(40, 5120, 40, 8, 17_408), 14_768_307_200, qwen3, 'Qwen/Qwen3-14B'),
  model('qwen3-32b', 'Qwen3 32B', qwen3Of(64, 5120, 64, 8, 25_600), 32_762_123_264, qwen3, 'Qwen/Qwen3-32B'),
  model(
    'qwen3-30b-a3b',
    'Qwen3 30B-A3B',
    family.qwen3({
      layers: 48,
      width: 2048,
      heads: 32,
      kvHeads: 4,
      headDim: 128,
      hidden: 6144,
      vocab: 151_936,
      moe: { experts: 128, active: 8, hidden: 768 },
    }),
    30_532_122_624,
    qwen3,
    'Qwen/Qwen3-30B-A3B',
  ),
  model(
    'qwen3-235b-a22b',
    'Qwen3 235B-A22B',
    family.qwen3({
      layers: 94,
      width: 4096,
      heads: 64,
      kvHeads: 4,
      headDim: 128,
      hidden: 12_288,
      vocab: 151_936,
      moe: { experts: 128, active: 8, hidden: 1536 },
    }),
    235_093_634_560,
    qwen3,
    'Qwen/Qwen3-235B-A22B',
  ),

  model(
    'gpt-oss-20b',
    'gpt-oss 20B',
    family.gptOss({
      layers: 24,
      width: 2880,
      heads: 64,
      kvHeads: 8,
      headDim: 64,
      hidden: 2880,
      vocab: 201_088,
      window: { size: 128, layers: 12 },
      moe: { experts: 32, active: 4, hidden: 2880 },
    }),
    20_914_757_184,
    gptOss,
    'openai/gpt-oss-20b',
  ),
  model(
    'gpt-oss-120b',
    'gpt-oss 120B',
    family.gptOss({
      layers: 36,
      width: 2880,
      heads: 64,
      kvHeads: 8,
      headDim: 64,
      hidden: 2880,
      vocab: 201_088,
      window: { size: 128, layers: 18 },
      moe: { experts: 128, active: 4, hidden: 2880 },
    }),
    116_829_156_672,
    gptOss,
    'openai/gpt-oss-120b',
  ),

  ...recentModels,
];

/** Throws `RangeError` naming the id where there is none. */
export function modelById(id: string): Model {
  const found = models.find((each) => each.id === id);
  if (found === undefined) throw new RangeError(`modelById: id must be one of the ids in models, got ${id}`);
  return found;
}
