import { amount, letter, md, parts, show } from '@scaling-workbook/exercises';
import { a100, b200, h100, l4, t4, type Accelerator } from '@scaling-workbook/formulas/hardware';

/** A card with its dense half-precision peak, and the width of a model on it. */
const on = ({ name, peak, hbmBandwidth }: Accelerator, width: number) => {
  const rate = peak.bf16 ?? peak.fp16;
  if (!rate) throw new RangeError(`${name} has no half-precision peak`);
  return { chip: name, peak: rate, bandwidth: hbmBandwidth, width: amount(width, '1') };
};

export default parts({
  title: 'Is it wide enough for the card?',
  given: {
    T: letter('token'),
    L: letter('1', { from: 2, to: 64 }),
    d: letter('1', { from: 64, to: 8192 }),
    C: letter('FLOP/s', { from: 1e13, to: 1e15 }),
    W: letter('B/s', { from: 1e11, to: 1e13 }),
    bytes: amount(2, 'B/element'),
    ...on(l4, 384),
  },
  ask: ({ bytes, chip, peak, bandwidth, width }) =>
    md`$T$ tokens pass forward through $L$ plain layers of width $d$, at ${bytes}. Query, key and value are one matmul. There are so many tokens that reading the weights hardly counts; leave out norms, softmax and everything else that is no matmul. What is the arithmetic intensity of the matmuls together? From which width on are they compute-bound, on a chip of $C$ FLOP/s and $W$ B/s? Which width is that on the ${chip}, with ${peak} and ${bandwidth}? And which share of its peak can a model of width ${width} reach at most?`,
  fields: {
    intensity: {
      label: 'Arithmetic intensity',
      unit: 'FLOP/B',
      byHand: '3 d / (2 bytes)',
      solve: ({ T, L, d, bytes }, f) =>
        f.arithmeticIntensity({
          flops: f.forwardFlops({ params: f.stackParameters({ layers: L, width: d }), tokens: T }),
          bytes: f.stackActivationBytes({ tokens: T, layers: L, width: d, bytesPerElement: bytes }),
        }),
      slips: [
        {
          name: 'training-flops',
          say: 'That sets the FLOPs of forward and backward against the bytes of the forward pass alone. The backward pass has twice of both.',
          solve: ({ T, L, d, bytes }, f) =>
            f.arithmeticIntensity({
              flops: f.trainingFlops({ params: f.stackParameters({ layers: L, width: d }), tokens: T }),
              bytes: f.stackActivationBytes({ tokens: T, layers: L, width: d, bytesPerElement: bytes }),
            }),
        },
      ],
    },
    ridge: {
      label: 'Width at the ridge',
      unit: '1',
      byHand: '2 bytes C / (3 W)',
      solve: ({ C, W, bytes }, f) => f.widthAtRidge({ peak: C, bandwidth: W, bytesPerElement: bytes }),
    },
    number: {
      label: 'The same on this card',
      unit: '1',
      byHand: 537.777778,
      solve: ({ peak, bandwidth, bytes }, f) => f.widthAtRidge({ peak, bandwidth, bytesPerElement: bytes }),
      steps: [md`The ridge point of the card, times two thirds of the bytes of an element.`],
    },
    share: {
      label: 'Largest share of the peak',
      unit: '%',
      byHand: 71.4049587,
      solve: ({ width, peak, bandwidth, bytes }, f) => {
        const intensity = f.arithmeticIntensity({
          flops: f.forwardFlops({ params: f.stackParameters({ layers: 1, width }), tokens: 1 }),
          bytes: f.stackActivationBytes({ tokens: 1, layers: 1, width, bytesPerElement: bytes }),
        });
        return f.fractionOfPeak({ rate: f.attainableFlopRate({ intensity, peak, bandwidth }), peak });
      },
      steps: [
        md`One layer and one token are enough, since both cancel.`,
        md`Two FLOPs for each of its parameters.`,
        md`Sixteen numbers of the width.`,
        md`The intensity, as in the formula above.`,
        md`What the memory feeds, if that is less than the peak.`,
        md`As a share of the peak.`,
      ],
    },
  },
  hint: () => md`
A layer has $12d^2$ parameters, each with two FLOPs for a token. For the bytes, go through the four matmuls, from $d$ to $3d$, $d$ to $d$, $d$ to $4d$ and $4d$ to $d$, and count what each reads and writes for a token.
  `,
  after: ({ chip, width, peak, bandwidth, bytes }, f) => {
    const ridge = f.widthAtRidge({ peak, bandwidth, bytesPerElement: bytes });
    const wide = width.value >= ridge.value;
    return md`${wide ? md`At ${width} the matmuls are compute-bound on the ${chip}, and the MFU is lost elsewhere:` : md`At ${width} the memory of the ${chip} sets the pace even at a large batch, and the rest of the model takes its share on top:`} norms, softmax, ReLU, residuals and the optimizer do hardly any arithmetic and read and write as well. So a forecast for the MFU starts here and goes down. Large models do not have this problem. At a width of 8192 the same ratio is ${show(f.ratio({ first: 8192, second: ridge }), { digits: 2 })} times the ridge.`;
  },
  fresh: {
    h100: on(h100, 384),
    a100: on(a100, 384),
    't4-in-fp16': on(t4, 512),
    'l4-at-512': on(l4, 512),
    'b200-and-gpt2': on(b200, 768),
  },
});
