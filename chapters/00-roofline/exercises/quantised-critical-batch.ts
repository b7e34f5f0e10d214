import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { a100, b200, h100, h200, tpuV5e, tpuV6e, type Accelerator } from '@scaling-workbook/formulas/hardware';

/** A chip with its peak in BF16 and in the eight-bit type that it is faster in. */
const chip = ({ name, peak: { bf16, fp8, int8 }, hbmBandwidth }: Accelerator, type: 'FP8' | 'INT8') => {
  const narrow = type === 'FP8' ? fp8 : int8;
  if (!bf16 || !narrow) throw new RangeError(`${name} has no peak in BF16 and ${type}`);
  return { chip: name, type, peak: bf16, narrowPeak: narrow, bandwidth: hbmBandwidth };
};

export default parts({
  title: 'Eight bits, twice',
  given: { ...chip(h100, 'FP8'), byte: amount(1, 'B/element'), batch: amount(64, 'token') },
  ask: ({ chip, type, peak, narrowPeak, bandwidth }) =>
    md`One ${chip} (${bandwidth}) computes ${peak} in BF16 and ${narrowPeak} in ${type}. It decodes with BF16 weights, and you are asked what eight bits would change. First plan: store the weights in ${type}, but multiply in BF16. Second plan: store weights *and* activations in ${type} and multiply in ${type}. What is the critical batch of each? Count linear layers only, and of their bytes the weights alone.`,
  fields: {
    stored: {
      label: 'Critical batch, eight-bit weights, BF16 arithmetic',
      unit: 'token',
      byHand: 147.672,
      solve: ({ peak, bandwidth, byte }, f) => f.criticalBatch({ peak, bandwidth, bytesPerWeight: byte }),
      steps: [md`Half as many bytes for each weight, and the same two FLOPs: half as many tokens are enough.`],
      slips: [
        {
          name: 'weights-in-bf16',
          say: 'That is the critical batch with weights in BF16, two bytes each. Here a weight is one byte.',
          given: () => ({ byte: 2 }),
        },
      ],
    },
    computed: {
      label: 'Critical batch, everything in eight bits',
      unit: 'token',
      byHand: 295.358,
      solve: ({ narrowPeak, bandwidth, byte }, f) => f.criticalBatch({ peak: narrowPeak, bandwidth, bytesPerWeight: byte }),
      steps: [md`Now the arithmetic runs twice as fast as well, and needs its bytes twice as fast: back to where BF16 was.`],
      slips: [
        {
          name: 'bf16-peak',
          say: 'That takes the peak in BF16. In the second plan the multiplication runs in eight bits, too, and its peak is higher.',
          given: ({ peak }) => ({ narrowPeak: peak }),
        },
      ],
    },
    faster: {
      label: 'At a batch of 64, which plan makes a step faster than BF16?',
      options: ({ batch, peak, bandwidth }, f) => {
        const critical = show(f.criticalBatch({ peak, bandwidth }), { digits: 3 });
        return [
          {
            text: md`Both, and about equally`,
            right: true,
            say: md`${batch} are far below ${critical}, so the step waits for weights in either plan, and either halves them. The higher peak of the second plan makes no difference yet.`,
          },
          {
            text: md`Only the second: it has the higher peak`,
            right: false,
            say: md`A higher peak shortens the time of the arithmetic, which was the shorter one already. At ${batch}, below ${critical}, the step waits for bytes. Which plans read fewer of them?`,
          },
          {
            text: md`Only the first: the second has the same critical batch as BF16`,
            right: false,
            say: md`The critical batch says at which batch the two times are equal, not how long they are. Compare the bytes that are read in each plan.`,
          },
          {
            text: md`Neither: a step at this batch is limited by arithmetic`,
            right: false,
            say: md`With BF16 weights the arithmetic would be the limit from ${critical} on. ${batch} stay below that.`,
          },
        ];
      },
    },
  },
  hint: () => md`Write $B^* = C\,b_w/2W$ down three times: for BF16, and for each plan. Which of the three inputs changes?`,
  after: ({ type, peak, bandwidth, byte }, f) =>
    md`What you gain depends on the batch. Up to ${show(f.criticalBatch({ peak, bandwidth, bytesPerWeight: byte }), { digits: 3 })} a step is as long as the read of its weights in either plan, and takes half as long as in BF16. From there on arithmetic limits the first plan: its gain shrinks, and is gone at ${show(f.criticalBatch({ peak, bandwidth }), { digits: 3 })}, where BF16 weights are no longer the limit either. The second plan is about twice as fast at any batch. Rounding to ${type} costs some quality in either case; chapter 7 looks at what it saves in money.`,
  fresh: {
    a100: chip(a100, 'INT8'),
    h200: chip(h200, 'FP8'),
    b200: chip(b200, 'FP8'),
    'tpu-v5e': chip(tpuV5e, 'INT8'),
    'tpu-v6e': chip(tpuV6e, 'INT8'),
  },
});
