/**
 * Models of 2024 to 2026 whose makers print rounded totals, or totals with encoders and layers for predicting several tokens. Counted as
 * the model's class in Hugging Face transformers does, which `npm run test:transformers` repeats. Sizes were read on 2026-11-30 in the
 * published `config.json`, or where another project prints it.
 */
import { fact } from './facts.ts';
import * as family from './model-families.ts';
import type { Model } from './model-entry.ts';
import type { ModelConfig } from './model.ts';

interface Origin {
  /** Who published it, and where its sizes were read. */
  readonly paper: string;
  readonly sizes: string;
  readonly date: string;
  readonly note: string;
  /** Sizes from somebody's account of the model, not the maker's pages or copies of its file. */
  readonly secondHand?: true;
}

const counted = (
  id: string,
  name: string,
  config: ModelConfig,
  parameters: number,
  { paper, sizes, date, note, secondHand }: Origin,
  className: string,
): Model => ({
  id,
  name,
  config,
  parameters: fact(parameters, 'param', {
    source: `${paper}; sizes: ${sizes}; count: ${className} of transformers 5.24.0`,
    date,
    note,
    ...(secondHand && { secondHand }),
  }),
  precision: 1,
});

/** Kept by NVIDIA beside its simulator; read at commit 095f58a. */
const configFile = (file: string): string =>
  `https://github.com/ai-dynamo/aiconfigurator, aic-core/src/aiconfigurator_core/model_configs/${file}_config.json`;
/** Read at commit e591f30. */
const maxtext = 'https://github.com/AI-Hypercomputer/maxtext, src/maxtext/checkpoint_conversion/utils/hf_model_configs.py';
/** Read at commit 624b824. */
const slime = (file: string): string => `https://github.com/THUDM/slime, scripts/models/${file}`;

const latent = { kvRank: 512, nopeDim: 128, ropeDim: 64, valueDim: 128, queryRank: 1536 };

export const recentModels: readonly Model[] = [
  counted(
    'command-r7b',
    'Command R7B',
    family.cohere({
      layers: 32,
      width: 4096,
      heads: 32,
      kvHeads: 8,
      hidden: 14_336,
      vocab: 256_000,
      window: { size: 4096, layers: 24 },
    }),
    8_028_033_024,
    {
      paper: 'Cohere 2024, Command R7B model card',
      sizes:
        'the modules that https://huggingface.co/Svngoku/c4ai-command-r7b-12-2024-4bit prints; windows: the page cohere2 of transformers',
      date: '2024-12',
      note: 'The model card calls it a model of 7 billion parameters.',
      secondHand: true,
    },
    'Cohere2ForCausalLM',
  ),
  counted(
    'llama-4-scout',
    'Llama 4 Scout',
    {
      ...family.mixtral({
        layers: 48,
        width: 5120,
        heads: 40,
        kvHeads: 8,
        headDim: 128,
        hidden: 16_384,
        vocab: 202_048,
        moe: { experts: 16, active: 1, hidden: 8192, sharedHidden: 8192 },
      }),
      blocks: [{ span: { kind: 'chunk', tokens: 8192 }, layers: 36 }, { layers: 12 }],
    },
    107_769_861_120,
    {
      paper: 'Meta 2025, Llama 4 model card, https://github.com/meta-llama/llama-models',
      sizes: configFile('meta-llama--Llama-4-Scout-17B-16E-Instruct'),
      date: '2025-04',
      note: 'The language model alone; with its encoder of images it is published as 109B.',
    },
    'Llama4ForCausalLM',
  ),
  counted(
    'kimi-k2',
    'Kimi K2',
    family.deepseek({
      layers: 61,
      width: 7168,
      heads: 64,
      hidden: 18_432,
      vocab: 163_840,
      moe: { experts: 384, active: 8, hidden: 2048, sharedHidden: 2048, denseLayers: 1, routerBias: true },
      latent,
    }),
    1_026_408_232_448,
    {
      paper: 'Kimi Team 2025, arXiv:2507.20534, and https://github.com/MoonshotAI/Kimi-K2',
      sizes: configFile('moonshotai--Kimi-K2-Instruct'),
      date: '2025-07',
      note: 'With the biases of the routers. Published as 1T.',
    },
    'DeepseekV3ForCausalLM',
  ),
  counted(
    'glm-4.5',
    'GLM-4.5',
    {
      ...family.qwen2({ layers: 92, width: 5120, heads: 96, kvHeads: 8, headDim: 128, hidden: 12_288, vocab: 151_552 }),
      qkNorm: 'head',
      moe: family.experts({ experts: 160, active: 8, hidden: 1536, sharedHidden: 1536, denseLayers: 3, routerBias: true }),
    },
    352_797_829_024,
    {
      paper: 'GLM-4.5 Team 2025, arXiv:2508.06471, and https://github.com/zai-org/GLM-4.5',
      sizes: slime('glm4.5-355B-A32B.sh'),
      date: '2025-07',
      note: 'Without the layer for predicting several tokens, and with the biases of the routers. Published as 355B.',
      secondHand: true,
    },
    'Glm4MoeForCausalLM',
  ),
  counted(
    'embeddinggemma-300m',
    'EmbeddingGemma 300M',
    {
      ...family.gemma3({
        layers: 24,
        width: 768,
        heads: 3,
        kvHeads: 1,
        headDim: 256,
        hidden: 1152,
        vocab: 262_144,
        window: { size: 512, layers: 20 },
      }),
      kind: 'encoder',
      headless: true,
    },
    302_863_104,
    {
      paper: 'Google DeepMind 2025, EmbeddingGemma, arXiv:2509.20354',
      sizes: 'https://github.com/huggingface/transformers, src/transformers/models/gemma3/convert_gemma3_weights.py',
      date: '2025-09',
      note: 'Without the two layers behind its pooling. Published as 308M at https://ai.google.dev/gemma/docs/embeddinggemma.',
    },
    'Gemma3TextModel',
  ),
  counted(
    'qwen3-next-80b-a3b',
    'Qwen3-Next 80B-A3B',
    {
      ...family.qwen3({ layers: 48, width: 2048, heads: 16, kvHeads: 2, headDim: 256, hidden: 5120, vocab: 151_936 }),
      outputGate: true,
      moe: family.experts({ experts: 512, active: 10, hidden: 512, sharedHidden: 512, sharedGate: true }),
      blocks: [
        { mixer: { kind: 'gated-delta', keyHeads: 16, valueHeads: 32, keyDim: 128, valueDim: 128, conv: 4 }, layers: 36 },
        { layers: 12 },
      ],
    },
    79_674_391_296,
    {
      paper: 'Qwen Team 2025, Qwen3-Next-80B-A3B model card',
      sizes: maxtext,
      date: '2025-09',
      note: 'Without the layer for predicting several tokens. Published as 80B.',
    },
    'Qwen3NextForCausalLM',
  ),
  counted(
    'minimax-m2',
    'MiniMax-M2',
    {
      ...family.mixtral({
        layers: 62,
        width: 3072,
        heads: 48,
        kvHeads: 8,
        headDim: 128,
        hidden: 1536,
        vocab: 200_064,
        moe: { experts: 256, active: 8, hidden: 1536, routerBias: true },
      }),
      qkNorm: 'all',
    },
    228_689_764_864,
    {
      paper: 'MiniMax 2025, https://github.com/MiniMax-AI/MiniMax-M2',
      sizes: `${configFile('MiniMaxAI--MiniMax-M2.5')}, of the same architecture by NVIDIA’s Megatron Bridge`,
      date: '2025-10',
      note: 'Without the layers for predicting several tokens, and with the biases of the routers. Published as 230B.',
      secondHand: true,
    },
    'MiniMaxM2ForCausalLM',
  ),
  counted(
    'olmo-3-32b',
    'OLMo 3 32B',
    family.olmo2({
      layers: 64,
      width: 5120,
      heads: 40,
      kvHeads: 8,
      hidden: 27_648,
      vocab: 100_278,
      window: { size: 4096, layers: 48 },
    }),
    32_233_522_176,
    {
      paper: 'OLMo Team 2025, model card, https://huggingface.co/allenai/Olmo-3-1125-32B',
      sizes: `${maxtext}; windows: https://github.com/allenai/OLMo-core, src/olmo_core/nn/transformer/config.py`,
      date: '2025-11',
      note: 'Published as 32B.',
    },
    'Olmo3ForCausalLM',
  ),
  counted(
    'nemotron-3-nano-30b-a3b',
    'Nemotron 3 Nano 30B-A3B',
    {
      ...family.llama({ layers: 52, width: 2688, heads: 32, kvHeads: 2, headDim: 128, hidden: 1856, vocab: 131_072 }),
      gated: false,
      normsPerLayer: 1,
      moe: family.experts({ experts: 128, active: 6, hidden: 1856, sharedHidden: 3712, routerBias: true }),
      blocks: [
        {
          mixer: { kind: 'mamba2', heads: 64, headDim: 64, groups: 8, state: 128, conv: 4, convBias: true, bias: false, norm: true },
          mlp: 'none',
          layers: 23,
        },
        { mixer: 'none', layers: 23 },
        { mlp: 'none', layers: 6 },
      ],
    },
    31_577_940_288,
    {
      paper: 'NVIDIA 2025, https://github.com/NVIDIA-NeMo/Megatron-Bridge, docs/models/nemotron/nemotron3-nano.md',
      sizes: configFile('nvidia--NVIDIA-Nemotron-3-Nano-30B-A3B-BF16'),
      date: '2025-12',
      note: 'With the biases of the routers. NVIDIA’s page says 30B.',
    },
    'NemotronHForCausalLM',
  ),
  counted(
    'gemma-4-31b',
    'Gemma 4 31B',
    {
      ...family.gemma3({ layers: 60, width: 5376, heads: 32, kvHeads: 16, headDim: 256, hidden: 21_504, vocab: 262_144 }),
      blocks: [
        { span: { kind: 'window', tokens: 1024 }, layers: 50 },
        { headDim: 512, keysAreValues: true, kvHeads: 4, layers: 10 },
      ],
    },
    30_697_345_280,
    {
      paper: 'Google DeepMind 2026, Gemma 4, https://ai.google.dev/gemma/docs/core',
      sizes: `${maxtext}, the same in ${configFile('nvidia--Gemma-4-31B-IT-NVFP4')}`,
      date: '2026-04',
      note: 'The language model alone, without its encoder of images. Published as 31B.',
    },
    'Gemma4ForCausalLM',
  ),
];
