import { amount, letter, md, parts, show } from '@scaling-workbook/exercises';
import { a100, h100, tpuV5e } from '@scaling-workbook/formulas/hardware';

const chip = ({ name, peak, hbmBandwidth }: typeof a100 | typeof h100 | typeof tpuV5e) => ({
  chip: name,
  peak: peak.bf16,
  bandwidth: hbmBandwidth,
});

export default parts({
  title: 'How wide a layer has to be',
  given: {
    C: letter('FLOP/s', { from: 1e14, to: 1e15 }),
    W: letter('B/s', { from: 1e12, to: 4e12 }),
    D: letter('1', { from: 4096, to: 32_768 }),
    bytes: amount(2, 'B/element'),
    ...chip(h100),
  },
  ask: ({ chip, peak, bandwidth, bytes }) =>
    md`A square layer multiplies $[B, D]$ by $[D, D]$, with weights and activations of ${bytes}. The chip does $C$ FLOP/s and its memory delivers $W$ bytes a second. Count the activations, too: each token brings $D$ numbers in and takes $D$ out. From which batch on is the layer compute-bound? And from which width on is there such a batch at all? Give both as formulas in $C$, $W$ and $D$, then the width for an ${chip} (${peak}, ${bandwidth}).`,
  fields: {
    batch: {
      label: 'Critical batch',
      unit: 'token',
      byHand: 'bytes D C / (2 (D W - bytes C))',
      solve: ({ C, W, D, bytes }, f) =>
        f.criticalBatchOfMatrix({ peak: C, bandwidth: W, d: D, f: D, bytesPerWeight: bytes, bytesPerActivation: bytes }),
    },
    width: {
      label: 'Least width',
      unit: '1',
      byHand: 'bytes C / W',
      solve: ({ C, W, bytes }, f) => f.leastComputeBoundWidth({ peak: C, bandwidth: W, bytesPerActivation: bytes }),
    },
    here: {
      label: 'Least width on this chip',
      unit: '1',
      byHand: 590.687,
      solve: ({ peak, bandwidth, bytes }, f) => f.leastComputeBoundWidth({ peak, bandwidth, bytesPerActivation: bytes }),
    },
    changes: {
      label: 'You store the weights in one byte and leave activations and arithmetic as they are. What changes?',
      options: () => [
        {
          text: md`The critical batch is halved, the least width stays`,
          right: true,
          say: md`The bytes of the weights are shared by all tokens of the batch, so half of them need half the batch. The least width compares what one token adds to either time, and a token brings no weights.`,
        },
        {
          text: md`Both are halved`,
          right: false,
          say: md`The critical batch is. But look at the least width again: which bytes does it contain?`,
        },
        {
          text: md`The least width is halved, the critical batch stays`,
          right: false,
          say: md`It is the other way round. Which of your two formulas contains the bytes of the weights?`,
        },
        {
          text: md`Neither changes`,
          right: false,
          say: md`Fewer bytes of weights take less time to read, so fewer tokens are enough to make the arithmetic take as long.`,
        },
      ],
    },
  },
  hint: () =>
    md`The weights are $2D^2$ bytes. Each token adds $2D^2/C$ to the time of the arithmetic and $4D/W$ to that of the memory. When does the arithmetic ever catch up?`,
  after: ({ chip, peak, bandwidth, bytes }, f) =>
    md`Below that width a token’s own activations take longer to move than its arithmetic, and more tokens bring more of both. On the ${chip} it is ${show(f.leastComputeBoundWidth({ peak, bandwidth, bytesPerActivation: bytes }), { digits: 3 })}. The layers of large models are far wider. The heads of attention, 64 to 256 wide, are not, which is another way to see why a kernel has to keep their scores on the chip.`,
  fresh: { a100: chip(a100), 'tpu-v5e': chip(tpuV5e) },
});
