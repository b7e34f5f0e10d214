import { questions, type Question } from './questions.ts';

const entries = Object.entries(questions);
const left = Math.max(...entries.map(([name, { takes }]) => `${name} ${takes}`.length)) + 2;
const line = (call: string, about: string): string => `  scaling ${call.padEnd(left)} ${about}\n`;

export const usage = `Ask about a model, on a chip:
${entries.map(([name, { takes, about }]) => line(`${name} ${takes}`, about)).join('')}
Ask a single formula:
${[
  line('<formula> [--input value …]', ''),
  line('list [word]', 'all formulas, or those about a word'),
  line('show <formula>', 'its inputs, its result and its source'),
  line('models', 'all models'),
  line('chips', 'all chips'),
  line('help [command or formula]', 'flags and examples'),
].join('')}
Every command takes --json; questions and formulas also --as <unit> (--as days). Formulas take --model, --chip and --dtype.
A path to a config.json stands for a model. Values carry a unit where you like: --bandwidth "3.35 TB/s", --params 70.6B, --mfu 40%.

Examples:
  scaling params llama-3-70b
  scaling fits llama-3-70b h100-sxm --context 32k --batch 16
  scaling train llama-3-70b h100-sxm --tokens 15T --chips 16384 --mfu 40% --as days
  scaling kv-cache --model llama-3-70b --batch 32 --seq 8192
  scaling list mfu
`;

export function helpOf(name: string, { takes, about, flags, examples }: Question): string {
  const widest = Math.max(...Object.keys(flags).map((flag) => flag.length), 4) + 2;
  const flagLine = (flag: string, means: string): string => `  --${flag.padEnd(widest)}${means}\n`;
  return `scaling ${name} ${takes}: ${about}

${[...Object.entries(flags), ['as', 'unit of the result'] as const, ['json', 'for programs'] as const].map(([flag, means]) => flagLine(flag, means)).join('')}
Examples:
${examples.map((example) => `  ${example}\n`).join('')}`;
}
