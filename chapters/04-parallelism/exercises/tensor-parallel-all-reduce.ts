import { amount, md, parts, show, type Formulas } from '@scaling-workbook/exercises';
import { h100 } from '@scaling-workbook/formulas/hardware';
import { modelById } from '@scaling-workbook/formulas/models';

const run = (id: string, devices: number, sequences: number, tokens: number) => {
  const { name, config } = modelById(id);
  return {
    model: name,
    devices: amount(devices, '1'),
    sequences: amount(sequences, 'sequence'),
    tokens: amount(tokens, 'token'),
    width: amount(config.width, '1'),
  };
};

interface Shape {
  readonly devices: number;
  readonly sequences: number;
  readonly tokens: number;
  readonly width: number;
  readonly bytesPerElement: number;
}

/** What one GPU sends for one all-reduce. */
const sent = ({ devices, sequences, tokens, width, bytesPerElement }: Shape, f: Formulas): number =>
  f.allReduceBytes({ bytes: f.inputActivationBytes({ sequences, tokens, width, bytesPerElement }), devices });

export default parts({
  title: 'What tensor parallelism sends',
  original: '4.2',
  given: {
    model: 'A transformer',
    devices: amount(8, '1'),
    sequences: amount(4, 'sequence'),
    tokens: amount(8192, 'token'),
    width: amount(8192, '1'),
    bytesPerElement: amount(2, 'B/element'),
  },
  ask: ({ model, devices, sequences, tokens, width }) =>
    md`${model} of width ${width} is sharded over ${devices} GPUs with tensor parallelism. Each block works on ${sequences} of ${tokens} in BF16. How much does each GPU send for one all-reduce over a ring, and how much for all those of the block in the forward pass?`,
  fields: {
    allReduce: {
      label: 'One all-reduce',
      unit: 'MB',
      byHand: 939.524096,
      solve: sent,
      steps: [
        md`
What is summed: one vector of the model's width for each token.
        `,
        md`
A reduce-scatter and an all-gather, each sending all shares but one.
        `,
      ],
      slips: [
        {
          name: 'one-phase',
          say: 'That is one phase. An all-reduce is a reduce-scatter and then an all-gather.',
          solve: (g, f) => sent(g, f) / 2,
        },
        {
          name: 'one-phase-in-mebibytes',
          say: 'That is one phase of the two, and in MiB.',
          solve: (g, f) => sent(g, f) / 2 / 1.048576,
        },
        {
          name: 'both',
          say: 'That is both all-reduces of the block. One is asked here.',
          solve: (g, f) => f.blockAllReduceBytes({ allReduce: sent(g, f) }),
        },
      ],
    },
    block: {
      label: 'The block, forward',
      unit: 'MB',
      byHand: 1879.048192,
      solve: (_, f, earlier) => f.blockAllReduceBytes({ allReduce: earlier('allReduce') }),
      steps: [
        md`
One after each row-parallel matmul: the output projection of attention, and the last matrix of the MLP.
        `,
      ],
      slips: [
        {
          name: 'with-backward',
          say: 'That counts the backward pass as well, which has as many again.',
          solve: (g, f) => f.blockAllReduceBytes({ allReduce: sent(g, f), allReduces: 4 }),
        },
      ],
    },
  },
  hint: () => md`
The tensor that is summed has one vector of the width for every token of every sequence. A ring moves it twice, less one share each time. Then count the row-parallel matmuls of a block.
  `,
  after: ({ devices, sequences, tokens, width, bytesPerElement }, f) => {
    const allReduce = f.allReduceBytes({ bytes: f.inputActivationBytes({ sequences, tokens, width, bytesPerElement }), devices });
    const block = f.blockAllReduceBytes({ allReduce });
    const on = (bandwidth: number) => show(f.transferTime({ bytes: block, bandwidth }), { digits: 3 });
    return md`There is one for each row-parallel matmul, and the backward pass has as many again. Over the NVLink of an H100, ${h100.link} one way, the collectives of one block’s forward pass take ${on(h100.link.value)}. Across nodes, at ${h100.network}, it would be ${on(h100.network.value)}. Multiply by the blocks of the model, and by every microbatch of every step: this is why tensor parallelism stays inside a node.`;
  },
  erratum: 'E23',
  fresh: {
    'llama-3-8b-tp2': run('llama-3-8b', 2, 2, 8192),
    'llama-3-70b-tp4': run('llama-3-70b', 4, 1, 8192),
    'llama-3-405b-tp8': run('llama-3.1-405b', 8, 1, 8192),
    'gpt-3-tp8': run('gpt3-175b', 8, 2, 2048),
    'qwen-3-32b-tp4': run('qwen3-32b', 4, 2, 4096),
  },
});
