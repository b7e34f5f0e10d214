import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { modelById } from '@scaling-workbook/formulas/models';

const run = (id: string, params: number, context: number) => {
  const { name, config } = modelById(id);
  return {
    model: name,
    params: amount(params, 'param'),
    layers: amount(config.layers, '1'),
    width: amount(config.heads * config.headDim, '1'),
    context: amount(context, 'token'),
  };
};

export default parts({
  title: 'The same tokens in longer sequences',
  given: { ...run('llama-3.1-405b', 405.8e9, 131_072), counted: amount(0.5, '1'), mfu: amount(0.4, '1'), before: amount(8192, 'token') },
  ask: ({ model, params, layers, width, context, mfu, before }) =>
    md`${model} (${params}, ${layers} layers whose query heads are ${width} wide together) has been training on sequences of ${before} at an MFU of ${show(mfu, { as: '%' })}, by $6N$. Now the sequences become ${context} long; the tokens of a step stay as many, and so does the work that each chip gets done in a second. With attention under a causal mask counted at half the square: how many FLOPs does a token cost now, and how many times $6N$ is that?`,
  fields: {
    flops: {
      label: 'FLOPs for each token',
      unit: 'FLOP/token',
      byHand: 4.0583e12,
      solve: ({ params, layers, context, width, counted }, f) =>
        f.trainingFlopsPerTokenWithAttention({ params, layers, context, width, counted }),
      steps: [md`$6N$ for the parameters, and $12LTd$ for attention, halved by the mask.`],
      slips: [
        {
          name: 'full-square',
          say: 'That counts the full square of scores. Under a causal mask half of it is computed.',
          given: () => ({ counted: 1 }),
        },
      ],
    },
    times: {
      label: 'Times 6N',
      unit: '1',
      byHand: 1.66679,
      solve: ({ params }, f, earlier) => f.tokenWorkRatio({ first: earlier('flops'), second: f.trainingFlopsPerToken({ params }) }),
      steps: [md`What a token costs without attention.`, md`The one over the other.`],
    },
    shown: {
      label: 'What does the MFU that is computed from 6N and the tokens per second do?',
      options: ({ params, layers, context, width, counted, mfu, before }, f) => {
        const bare = f.trainingFlopsPerToken({ params }).value;
        const cost = (length: number): number =>
          f.trainingFlopsPerTokenWithAttention({ params, layers, context: length, width, counted }).value / bare;
        const after = (mfu.value * cost(before.value)) / cost(context.value);
        const percent = show(amount(after, '1'), { as: '%', digits: 2 });
        return [
          {
            text: md`It falls, although the chips work as hard as before.`,
            right: true,
            say: md`A token costs more, and $6N$ does not count that: the same rate of arithmetic shows as ${percent}.`,
          },
          {
            text: md`It stays as it was, since the chips work as hard as before.`,
            right: false,
            say: md`The chips do, but fewer tokens come out, and $6N$ gives each of them the old price: ${percent}.`,
          },
          {
            text: md`It rises, because longer sequences mean larger matmuls.`,
            right: false,
            say: md`The tokens of a step are as many as before, so the matmuls are as large. The attention between them grew: ${percent}.`,
          },
        ];
      },
    },
  },
  hint: () => md`
$12LTd$ counts scores and their product with the values, forward and backward, over the full square. The mask leaves half.
  `,
  after: ({ params, layers, width, counted, before }, f) => {
    const bare = f.trainingFlopsPerToken({ params }).value;
    const short = f.trainingFlopsPerTokenWithAttention({ params, layers, context: before, width, counted }).value / bare - 1;
    return md`At ${before} attention added ${show(amount(short, '1'), { as: '%', digits: 2 })}, which is why $6ND$ serves so well for most of a run. Before you compare two MFUs, ask what each counts: PaLM’s 46.2 % includes attention and is 45.7 % without it.`;
  },
  fresh: {
    'llama-3-405b-32k': run('llama-3.1-405b', 405.8e9, 32_768),
    'llama-3-70b-128k': run('llama-3-70b', 70.6e9, 131_072),
    'llama-3-8b-128k': run('llama-3-8b', 8.03e9, 131_072),
    'llama-3-8b-32k': run('llama-3-8b', 8.03e9, 32_768),
    'qwen-3-32b-32k': run('qwen3-32b', 32.8e9, 32_768),
  },
});
