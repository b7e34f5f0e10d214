/**
 * The command line without a machine around it: arguments go in, texts and an exit status come out.
 *
 *     scaling params llama-3-70b
 *     scaling kv-cache --model llama-3-70b --batch 32 --seq 8192
 */
import { parse, Refusal } from './command-line/arguments.ts';
import { calculate, list, show } from './command-line/formulas.ts';
import { helpOf, usage } from './command-line/help.ts';
import { answerQuestion, questions } from './command-line/questions.ts';
import type { Machine } from './command-line/subject.ts';
import { accelerators } from './hardware.ts';
import { models } from './models.ts';

export interface Outcome {
  readonly status: 0 | 2;
  readonly out: string;
  readonly err: string;
}

const commands = [...Object.keys(questions), 'list', 'show', 'models', 'chips', 'help'];

const questionOf = (name: string | undefined) => (name !== undefined && Object.hasOwn(questions, name) ? questions[name] : undefined);

const withoutFiles: Machine = {
  read: () => {
    throw new Error('no file can be read here');
  },
};

function run(args: readonly string[], machine: Machine): string {
  const { words, flags } = parse(args);
  const [first, second] = words;
  const asked = first === 'help' ? second : first;
  if (first === undefined || first === 'help' || flags.has('help')) {
    const question = questionOf(asked);
    return asked === undefined || question === undefined ? usage : helpOf(asked, question);
  }
  const question = questionOf(first);
  if (question) return answerQuestion(first, question, words.slice(1), flags, machine);
  if (first === 'list') return list(second);
  if (first === 'show' && second !== undefined) return show(second);
  if (first === 'show') throw new Refusal('show needs the name of a formula: scaling list shows them all.');
  if (first === 'models') return models.map(({ id, name }) => `${id.padEnd(28)} ${name}\n`).join('');
  if (first === 'chips') return accelerators.map(({ id, name }) => `${id.padEnd(20)} ${name}\n`).join('');
  return calculate(words, flags, machine, commands);
}

/** Runs the command line on its arguments. What is wrong with them comes out in `err` with status 2; only a mistake of ours throws. */
export function runCommandLine(args: readonly string[], machine: Machine = withoutFiles): Outcome {
  try {
    return { status: 0, out: run(args, machine), err: '' };
  } catch (error) {
    if (error instanceof Refusal || error instanceof RangeError) return { status: 2, out: '', err: `${error.message}\n` };
    throw error;
  }
}
