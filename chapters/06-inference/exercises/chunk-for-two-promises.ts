import { amount, md, parts, show, type Formulas, type Givens, type Plain } from '@scaling-workbook/exercises';
import * as formulas from '@scaling-workbook/formulas/formulas';

const chunks = [128, 256, 512, 1024, 2048, 4096] as const;

const load = (sequences: number, context: number, prompt: number, wait: number, firstToken: number) => ({
  sequences: amount(sequences, 'sequence'),
  context: amount(context, 'token'),
  prompt: amount(prompt, 'token'),
  wait: amount(wait, 's'),
  firstToken: amount(firstToken, 's'),
});

const given = {
  params: amount(70.6e9, 'param'),
  layers: amount(80, '1'),
  kvHeads: amount(8, '1'),
  headDim: amount(128, '1'),
  peak: amount(4 * 989.4e12, 'FLOP/s'),
  bandwidth: amount(4 * 3.35e12, 'B/s'),
  ...load(64, 4096, 8192, 0.04, 0.5),
  chunk: amount(512, 'token'),
} as const satisfies Givens;
type Numbers = Plain<typeof given>;

const stepOf = (
  { params, layers, kvHeads, headDim, context, sequences, peak, bandwidth }: Numbers,
  f: Formulas,
  chunkTokens: number,
): number =>
  f.mixedStepTime({
    chunkTokens,
    batch: sequences,
    flopsPerToken: f.forwardFlopsPerToken({ params }),
    peak,
    weightBytes: f.weightBytes({ params }),
    bandwidth,
    kvBytes: f.kvCacheBytes({ layers, kvHeads, headDim, tokens: context, sequences }),
  });

const numbersOf = (g: typeof given): Numbers =>
  Object.fromEntries(Object.entries(g).map(([key, { value }]) => [key, value])) as unknown as Numbers;
/** Each chunk with its step and its time to first token, and the largest that keeps both promises. */
const all = (g: typeof given) => {
  const numbers = numbersOf(g);
  const rows = chunks.map((chunkTokens) => {
    const step = stepOf(numbers, formulas, chunkTokens);
    return { chunkTokens, step, first: formulas.chunkedTimeToFirstToken({ promptTokens: numbers.prompt, chunkTokens, stepTime: step }) };
  });
  return { rows, best: rows.findLast(({ step, first }) => step <= numbers.wait && first <= numbers.firstToken) };
};
const seconds = (value: number) => show(amount(value, 's'), { digits: 2 });

export default parts({
  title: 'A chunk that keeps two promises',
  given,
  ask: ({ params, peak, bandwidth, sequences, context, prompt, wait, firstToken, chunk }) =>
    md`Four H100s share Llama 3 70B (${params}, 80 layers, 8 key and value heads of width 128; weights and caches in BF16). Together they do ${show(peak, { digits: 3 })} and read ${show(bandwidth, { digits: 3 })}. They are decoding ${sequences} of ${context} when a prompt of ${prompt} comes in. Each step is to carry a chunk of it. You have promised the readers no more than ${show(wait, { as: 'ms' })} between two tokens, and the newcomer a first token within ${firstToken}. Count the matmuls at full peak, the reads at full bandwidth, and leave out the prompt’s own attention. What do you get with chunks of ${chunk}, and which chunk do you choose?`,
  fields: {
    step: {
      label: 'A step with such a chunk',
      unit: 'ms',
      byHand: 26.9615,
      solve: (g, f) => stepOf(g, f, g.chunk),
      steps: [
        md`Two FLOPs for each parameter.`,
        md`All weights.`,
        md`The caches of the decoding sequences.`,
        md`The caches, and then the longer of the weights and the arithmetic of chunk and batch together.`,
      ],
    },
    first: {
      label: 'The newcomer’s first token after',
      unit: 's',
      byHand: 0.431384,
      solve: ({ prompt, chunk }, f, earlier) =>
        f.chunkedTimeToFirstToken({ promptTokens: prompt, chunkTokens: chunk, stepTime: earlier('step') }),
      steps: [md`A step for each chunk.`],
    },
    choose: {
      label: 'The largest chunk that keeps both promises',
      options: (g) => {
        const { rows, best } = all(g);
        return rows.map((row) => {
          const made = md`A step takes ${seconds(row.step)}, and the first token comes after ${seconds(row.first)}`;
          return {
            text: show(amount(row.chunkTokens, 'token')),
            right: row === best,
            say:
              row === best
                ? md`${made}. A larger chunk would keep the readers waiting.`
                : row.step > g.wait.value
                  ? md`${made}: too long for the readers.`
                  : row.first > g.firstToken.value
                    ? md`${made}: too late for the newcomer.`
                    : md`${made}. Both promises are kept, but a larger chunk keeps them too.`,
          };
        });
      },
    },
  },
  hint: () => md`
In a step the matmuls work on chunk + batch tokens, at $2P$ FLOPs each, or wait for the weights if that takes longer. The caches are read besides. The prompt needs as many steps as it has chunks.
  `,
  after: (g) => {
    const { rows } = all(g);
    const [first, last] = [rows.at(0), rows.at(-1)];
    return md`From the smallest to the largest of these chunks the readers’ wait goes from ${seconds(first?.step ?? 0)} to ${seconds(last?.step ?? 0)} and the newcomer’s from ${seconds(first?.first ?? 0)} to ${seconds(last?.first ?? 0)}. Small chunks waste the step’s reads, since each reads all weights and caches again for a few prompt tokens. With tighter promises no chunk would do: then the batch has to shrink, or the two phases get machines of their own.`;
  },
  fresh: {
    'patient-readers': load(48, 4096, 8192, 0.1, 0.5),
    'short-prompt': load(64, 4096, 4096, 0.025, 0.5),
    'few-readers': load(8, 4096, 8192, 0.03, 0.5),
    'long-contexts': load(16, 16_384, 12_288, 0.05, 0.75),
    'tight-promises': load(32, 4096, 8192, 0.03, 0.4),
  },
});
