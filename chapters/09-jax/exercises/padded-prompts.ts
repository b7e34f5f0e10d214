import { amount, md, numeric, show } from '@scaling-workbook/exercises';

const serve = (longest: number, multiple: number) => ({ longest: amount(longest, 'token'), multiple: amount(multiple, 'token') });

export default numeric({
  title: 'Programs for every prompt',
  given: serve(2048, 256),
  ask: ({ longest, multiple }) =>
    md`A server runs a jitted prefill on one prompt at a time. Prompts have any length from one token to ${longest}, and each is padded up to the next multiple of ${show(multiple)}. Once every length has occurred, how many programs has XLA compiled?`,
  label: 'Programs',
  unit: '1',
  tolerance: 0,
  solve: ({ longest, multiple }, f) => f.paddedLengths({ longest, multiple }),
  byHand: 8,
  steps: [
    md`
One for each multiple up to the longest prompt.
    `,
  ],
  hint: () => md`
The compiled program is kept by the shape of its inputs. Which shapes are left after padding?
  `,
  after: ({ longest, multiple }, f) =>
    md`Without padding there would be ${f.paddedLengths({ longest, multiple: 1 })}, most of them compiled while somebody waits. The price of padding is wasted work: a prompt just past a multiple computes almost ${multiple} of nothing. So choose the sizes with care, and compile them all before the first request.`,
  fresh: {
    'multiples-of-128': serve(2048, 128),
    'multiples-of-512': serve(2048, 512),
    '8k-context': serve(8192, 512),
    '32k-context': serve(32_768, 1024),
    'odd-maximum': serve(5000, 256),
  },
});
