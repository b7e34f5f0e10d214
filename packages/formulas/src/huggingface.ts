/** Reads a Hugging Face `config.json` into a `ModelConfig`, or says why it cannot be counted. */
import { huggingFaceModelTypes, readerOfClass, readerOfType, type Reader } from './huggingface-classes.ts';
import { Fields } from './huggingface-fields.ts';
import { readJsonText } from './json-text.ts';
import { configProblem } from './model-check.ts';
import { parameterCount } from './model-counts.ts';
import type { ModelConfig } from './model.ts';

export { huggingFaceClasses, huggingFaceModelTypes } from './huggingface-classes.ts';

export type HuggingFaceReading =
  | {
      readonly ok: true;
      readonly config: ModelConfig;
      /** Unknown fields, which could change the count. */
      readonly unread: readonly string[];
    }
  /** Sentences for the reader, in plain text. */
  | { readonly ok: false; readonly why: string };

const refused = (why: string): HuggingFaceReading => ({ ok: false, why });

const short = (text: string): string => text.slice(0, 60);

const classOf = (f: Fields): string | undefined => {
  const names = f.list('architectures') ?? [];
  if (names.length === 0) return undefined;
  const [name] = names;
  if (names.length === 1 && typeof name === 'string') return name;
  f.refuse('The list architectures must name one class.');
  return undefined;
};

/** Where multi-part models hold the configuration of a part. */
const others = ['vision_config', 'audio_config', 'thinker_config'];
const languages = ['text_config', 'llm_config', 'language_config'];
/** Where some tools put the whole configuration. */
const wrappers = ['args', 'config', 'model_config'];

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Why it is not counted, and what can be. */
const several = (f: Fields): string | undefined => {
  const part = [...others, ...languages].find((name) => f.has(name));
  if (part === undefined) return undefined;
  const text = languages.find((name) => isObject(f.raw(name)));
  const instead = text === undefined ? '' : ` Paste only the contents of ${text}, and the language model is counted.`;
  return `The field ${part} says that this model reads more than text; only a language model can be counted.${instead}`;
};

const readerFor = (f: Fields): { readonly read: Reader } | { readonly why: string } => {
  const name = classOf(f);
  const type = f.raw('model_type');
  if (f.problems.length > 0) return { why: f.problems.join(' ') };
  if (name !== undefined) {
    const read = readerOfClass(name);
    if (read !== undefined) return { read };
    return {
      why: `The class "${short(name)}" in architectures is not supported. A different head or block would make the count wrong, so model_type alone is not enough.`,
    };
  }
  if (typeof type !== 'string') return { why: 'The field model_type, which names the architecture, is missing.' };
  const read = readerOfType(type);
  if (read !== undefined) return { read };
  return { why: `The model_type "${type.slice(0, 40)}" is not supported; the supported ones are ${huggingFaceModelTypes.join(', ')}.` };
};

/**
 * Counted as the class in `architectures`, or the default class of `model_type`. As in that class, layers for predicting several tokens are
 * left out and biases that balance experts counted. Never throws: what is not such a configuration, is unsupported, has several modalities
 * or a wrong field is refused with the reason. Unknown fields that may matter come in `unread`.
 */
export function fromHuggingFaceConfig(json: unknown): HuggingFaceReading {
  if (!isObject(json)) return refused('A config.json contains one JSON object.');
  const f = new Fields(json);
  const wrapper = wrappers.find((name) => isObject(f.raw(name)));
  if (wrapper !== undefined && !f.has('model_type') && !f.has('architectures')) return fromHuggingFaceConfig(f.raw(wrapper));
  const why = several(f);
  if (why !== undefined) return refused(why);
  const found = readerFor(f);
  if ('why' in found) return refused(found.why);
  const config = found.read(f);
  if (f.problems.length > 0) return refused(f.problems.join(' '));
  const problem = configProblem(config);
  if (problem !== undefined) return refused(`These sizes cannot be counted: ${problem}.`);
  if (!Number.isSafeInteger(parameterCount(config))) return refused('This model has too many parameters to count exactly.');
  return { ok: true, config, unread: f.unread };
}

/** From the file's text: accepts NaN, Infinity, comments, trailing commas and a byte order mark. */
export function fromHuggingFaceText(text: string): HuggingFaceReading {
  if (text.trim() === '') return refused('You have not pasted anything yet.');
  const read = readJsonText(text);
  return read === undefined
    ? refused('This is not JSON. Paste the whole file, from the first { to the last }.')
    : fromHuggingFaceConfig(read.json);
}
