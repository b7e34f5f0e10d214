import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { podChips } from '../tpu-run.ts';

const run = (tokens: number, length: number, chips: number) => ({
  tokens: amount(tokens, 'token'),
  length: amount(length, 'token'),
  chips: amount(chips, '1'),
});

export default parts({
  title: 'FSDP over whole sequences',
  book: 'sb-applied-training-t7',
  given: run(2 ** 22, 4096, podChips),
  ask: ({ tokens, length, chips }) =>
    md`A batch of ${show(amount(tokens.value, '1'))} tokens consists of sequences of ${length}. You have ${chips} chips and, to begin with, no way to split a sequence. Over how many chips can FSDP alone spread the batch, and is that enough?`,
  fields: {
    ways: {
      label: 'Most chips for FSDP',
      unit: '1',
      byHand: 1024,
      tolerance: 0,
      solve: ({ tokens, length }, f) => f.devicesForBatch({ tokens, limit: length }),
      steps: [md`Each needs a sequence of its own.`],
    },
    enough: {
      label: 'Can FSDP alone use all the chips?',
      options: ({ tokens, length, chips }, f) => {
        const ways = f.devicesForBatch({ tokens, limit: length });
        const enough = ways.value >= chips.value;
        return [
          {
            text: md`No: there are more chips than sequences.`,
            right: !enough,
            say: md`${show(ways)} sequences for ${chips} chips.`,
          },
          {
            text: md`Yes: every chip gets at least one sequence.`,
            right: enough,
            say: md`Count again: ${show(ways)} sequences and ${chips} chips.`,
          },
          {
            text: md`Yes: a chip without a sequence still helps to store the weights.`,
            right: false,
            say: md`It would store its share and compute nothing. Chips that do no arithmetic do not make the run faster.`,
          },
        ];
      },
    },
  },
  hint: () => md`
How many sequences are there?
  `,
  after: ({ tokens, length }) =>
    md`A batch is counted in tokens, but data parallelism deals out sequences. To go further, split the sequences too (*sequence* or *context parallelism*), or give each sequence to several chips by tensor parallelism. Here ${show(amount(tokens.value, '1'))} tokens in sequences of ${length} put the limit at ${String(tokens.value / length.value)} chips.`,
  fresh: {
    'length-8192': run(2 ** 22, 8192, podChips),
    '16m-tokens': run(2 ** 24, 4096, podChips),
    '1024-chips': run(2 ** 24, 8192, 1024),
    '32k-sequences': run(2 ** 22, 32_768, 4096),
    'h100s-2048': run(2 ** 24, 4096, 2048),
  },
});
