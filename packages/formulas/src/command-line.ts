/**
 * The command line without I/O: arguments in, texts and an exit status out.
 *
 *     scaling params llama-3-70b
 *     scaling kv-cache --model llama-3-70b --batch 32 --seq 8192
 */
import { parse, Refusal, type Flags } from './command-line/arguments.ts';
import { calculate, list, show } from './command-line/formulas.ts';
import { helpOf, usage } from './command-line/help.ts';
import { json } from './command-line/print.ts';
import { answerQuestion, questions } from './command-line/questions.ts';
import type { Machine } from './command-line/subject.ts';
import { accelerators } from './hardware.ts';
import { models } from './models.ts';

export interface Outcome {
  readonly status: 0 | 2;
  readonly out: string;
  readonly err: string;
}

const listing = ['list', 'show', 'models', 'chips'];
const commands = [...Object.keys(questions), ...listing, 'help'];

const questionOf = (name: string | undefined) => (name !== undefined && Object.hasOwn(questions, name) ? questions[name] : undefined);

const withoutFiles: Machine = {
  read: () => {
    throw new Error('files cannot be read here');
  },
};

function helpAbout(name: string | undefined): string {
  if (name === undefined || name === 'help' || listing.includes(name)) return usage;
  const question = questionOf(name);
  return question ? helpOf(name, question) : show(name, false, commands);
}

function listOf(name: string, words: readonly string[], flags: Flags): string {
  const asJson = flags.take('json') !== undefined;
  flags.refuseLeft(`scaling ${name}`, ['json']);
  if (name === 'list') return list(words.join(' '), asJson);
  const [word, ...more] = name === 'show' ? words : ['', ...words];
  if (more.length > 0)
    throw new Refusal(`unexpected “${more.join(' ')}”: scaling ${name} takes ${name === 'show' ? 'one formula' : 'no name'}.`);
  if (word === undefined) throw new Refusal('show needs the name of a formula: scaling list shows them all.');
  if (name === 'show') return show(word, asJson);
  const entries = (name === 'models' ? models : accelerators).map(({ id, name: title }) => ({ id, name: title }));
  const width = name === 'models' ? 28 : 20;
  return asJson ? json(entries) : entries.map((entry) => `${entry.id.padEnd(width)} ${entry.name}\n`).join('');
}

function run(args: readonly string[], machine: Machine): string {
  const { words, flags } = parse(args);
  const [first, second] = words;
  if (first === undefined || first === 'help') return helpAbout(second);
  if (flags.has('help')) return helpAbout(first);
  const question = questionOf(first);
  if (question) return answerQuestion(first, question, words.slice(1), flags, machine);
  if (listing.includes(first)) return listOf(first, words.slice(1), flags);
  return calculate(words, flags, machine, commands);
}

/** Errors in the arguments come out in `err` with status 2; only bugs throw. */
export function runCommandLine(args: readonly string[], machine: Machine = withoutFiles): Outcome {
  try {
    return { status: 0, out: run(args, machine), err: '' };
  } catch (error) {
    if (error instanceof Refusal || error instanceof RangeError) return { status: 2, out: '', err: `${error.message}\n` };
    throw error;
  }
}
