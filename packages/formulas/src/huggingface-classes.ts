/** The supported classes of Hugging Face `transformers`, with their readers. */
import { bertForMaskedLm, denseReaders, eagle3, t5Encoder } from './huggingface-dense.ts';
import type { Fields } from './huggingface-fields.ts';
import { gemmaReaders } from './huggingface-gemma.ts';
import { hybridReaders } from './huggingface-hybrids.ts';
import { mambaReaders } from './huggingface-mamba.ts';
import { mixtureReaders } from './huggingface-mixtures.ts';
import type { ModelConfig } from './model.ts';

export type Reader = (f: Fields) => ModelConfig;

const readers = { ...denseReaders, ...mixtureReaders, ...hybridReaders, ...mambaReaders, ...gemmaReaders };
type Family = keyof typeof readers;

/** The prefix of a family's class names, before `ForCausalLM` and `Model`. */
const stems: Readonly<Record<Exclude<Family, 'bert' | 't5' | 'gpt2'>, string>> = {
  arcee: 'Arcee',
  bamba: 'Bamba',
  bloom: 'Bloom',
  cohere: 'Cohere',
  cohere2: 'Cohere2',
  deepseek_v2: 'DeepseekV2',
  deepseek_v3: 'DeepseekV3',
  deepseek_v32: 'DeepseekV32',
  ernie4_5: 'Ernie4_5',
  exaone4: 'Exaone4',
  falcon: 'Falcon',
  falcon_h1: 'FalconH1',
  gemma: 'Gemma',
  gemma2: 'Gemma2',
  gemma3_text: 'Gemma3',
  gemma3n_text: 'Gemma3n',
  gemma4_text: 'Gemma4',
  glm: 'Glm',
  glm4: 'Glm4',
  glm4_moe: 'Glm4Moe',
  glm4_moe_lite: 'Glm4MoeLite',
  glm_moe_dsa: 'GlmMoeDsa',
  gpt_neox: 'GPTNeoX',
  gpt_oss: 'GptOss',
  gptj: 'GPTJ',
  granite: 'Granite',
  granitemoe: 'GraniteMoe',
  granitemoehybrid: 'GraniteMoeHybrid',
  helium: 'Helium',
  jamba: 'Jamba',
  lfm2: 'Lfm2',
  llama: 'Llama',
  llama4_text: 'Llama4',
  mamba: 'Mamba',
  mamba2: 'Mamba2',
  minimax: 'MiniMax',
  minimax_m2: 'MiniMaxM2',
  ministral: 'Ministral',
  ministral3: 'Ministral3',
  mistral: 'Mistral',
  mixtral: 'Mixtral',
  nemotron: 'Nemotron',
  nemotron_h: 'NemotronH',
  olmo: 'Olmo',
  olmo2: 'Olmo2',
  olmo3: 'Olmo3',
  olmoe: 'Olmoe',
  opt: 'OPT',
  phi: 'Phi',
  phi3: 'Phi3',
  phimoe: 'Phimoe',
  qwen2: 'Qwen2',
  qwen2_moe: 'Qwen2Moe',
  qwen3: 'Qwen3',
  qwen3_5_moe_text: 'Qwen3_5Moe',
  qwen3_5_text: 'Qwen3_5',
  qwen3_moe: 'Qwen3Moe',
  qwen3_next: 'Qwen3Next',
  seed_oss: 'SeedOss',
  smollm3: 'SmolLM3',
  stablelm: 'StableLm',
  starcoder2: 'Starcoder2',
};

/** Models of another type whose class or shape is that of a family here. */
const aliases: Readonly<Record<string, Family>> = { kimi_k2: 'deepseek_v3' };

/** Text models inside multimodal models have another base class. */
const textModels: ReadonlySet<string> = new Set(['Gemma3', 'Gemma3n', 'Gemma4', 'Llama4', 'Qwen3_5', 'Qwen3_5Moe']);

const withoutHead =
  (read: Reader): Reader =>
  (f) => {
    const config = read(f);
    return { ...config, headless: true, biases: { ...config.biases, head: false } };
  };

const classes = new Map<string, Reader>();
const ordinary = new Map<string, Reader>();
for (const [type, stem] of Object.entries(stems) as [keyof typeof stems, string][]) {
  const read: Reader = readers[type];
  ordinary.set(type, read);
  classes.set(`${stem}ForCausalLM`, read);
  classes.set(`${stem}${textModels.has(stem) ? 'TextModel' : 'Model'}`, withoutHead(read));
}
for (const [name, read] of [
  ['GPT2LMHeadModel', readers.gpt2],
  ['GPT2Model', withoutHead(readers.gpt2)],
  ['BertModel', readers.bert],
  ['BertForMaskedLM', bertForMaskedLm],
  ['T5ForConditionalGeneration', readers.t5],
  ['T5Model', withoutHead(readers.t5)],
  ['T5EncoderModel', t5Encoder],
  ['LlamaForCausalLMEagle3', eagle3],
] as const)
  classes.set(name, read);
for (const type of ['bert', 'gpt2', 't5'] as const) ordinary.set(type, readers[type]);
for (const [type, family] of Object.entries(aliases)) ordinary.set(type, readers[family]);

export const huggingFaceModelTypes: readonly string[] = [...ordinary.keys()].sort();

export const huggingFaceClasses: readonly string[] = [...classes.keys()].sort();

export const readerOfClass = (name: string): Reader | undefined => classes.get(name);
export const readerOfType = (type: string): Reader | undefined => ordinary.get(type);
