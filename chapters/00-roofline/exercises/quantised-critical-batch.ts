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
    md`One ${chip} (${bandwidth}) computes ${peak} in BF16 and ${narrowPeak} in ${type}. It decodes with BF16 weights, and you are asked what eight bits would change. First plan: store the weights in ${type}, but multiply in BF16. Second plan: store weights *and* activations in ${type} and multiply in ${type}. What is the critical batch of each, weights alone counted?`,
  fields: {
    stored: {
      label: 'Critical batch, eight-bit weights, BF16 arithmetic',
      unit: 'token',
      byHand: 147.672,
      solve: ({ peak, bandwidth, byte }, f) => f.criticalBatch({ peak, bandwidth, bytesPerWeight: byte }),
      steps: [md`Half as many bytes for each weight, and the same two FLOPs: half as many tokens are enough.`],
    },
    computed: {
      label: 'Critical batch, everything in eight bits',
      unit: 'token',
      byHand: 295.358,
      solve: ({ narrowPeak, bandwidth, byte }, f) => f.criticalBatch({ peak: narrowPeak, bandwidth, bytesPerWeight: byte }),
      steps: [md`Now the arithmetic runs twice as fast as well, and has to be fed: back to where BF16 was.`],
    },
    faster: {
      label: 'At a batch of 64, which plan makes a step faster than BF16?',
      options: ({ batch, peak, bandwidth }, f) => {
        const critical = show(f.criticalBatch({ peak, bandwidth }), { digits: 3 });
        return [
          {
            text: md`Both, and about equally`,
            right: true,
            say: md`${batch} are far below ${critical}, so the step waits for weights in either plan, and either halves them. The higher peak of the second plan lies idle at this batch.`,
          },
          {
            text: md`Only the second: it has the higher peak`,
            right: false,
            say: md`A higher peak shortens the clock that was already the faster one. At ${batch}, below ${critical}, the step waits for bytes. Which plans read fewer of them?`,
          },
          {
            text: md`Only the first: the second has the same critical batch as BF16`,
            right: false,
            say: md`The critical batch says where the two clocks agree, not how late it is when they do. Compare the bytes that are read in each plan.`,
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
  after: ({ type }) =>
    md`What you gain depends on where you stand. Below the critical batch a step is as long as the read of its weights, and both plans halve it. Above it a step is as long as its arithmetic, and only the second plan helps. The first reaches its roof sooner and then stops. Rounding to ${type} costs some quality in either case; chapter 7 looks at what it saves in money.`,
  fresh: {
    a100: chip(a100, 'INT8'),
    h200: chip(h200, 'FP8'),
    b200: chip(b200, 'FP8'),
    'tpu-v5e': chip(tpuV5e, 'INT8'),
    'tpu-v6e': chip(tpuV6e, 'INT8'),
  },
});
