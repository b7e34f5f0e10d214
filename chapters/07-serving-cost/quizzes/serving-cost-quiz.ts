import { amount, choice, md, show } from '@scaling-workbook/exercises';

export default choice({
  title: 'Who gains from low-bit weights',
  given: { params: amount(70.6e9, 'param'), bits: amount(4, 'bit/param'), tokens: amount(4e6, 'token'), batch: amount(16, 'sequence') },
  ask: ({ params, bits, tokens, batch }) =>
    md`A model of ${params} can be stored in ${show(bits, { as: 'bit' })}s a weight. Those who serve it, at a batch of about ${batch}, are eager to do so; those who train it, at ${tokens} in each step, are not. Why do low-bit weights matter more for serving?`,
  label: 'Choose the reason',
  options: ({ params, bits, tokens }, f) => {
    const [wide, narrow] = [f.weightBytes({ params }), f.quantizedBytes({ params, bits })];
    const [training, forward] = [f.trainingFlopsPerToken({ params }), f.forwardFlopsPerToken({ params })];
    return [
      {
        text: md`
Decode waits for the weights to be read, so fewer bits are fewer bytes and more tokens. Training waits for arithmetic, and needs the precision for its gradients and optimizer state.
        `,
        right: true,
        say: md`A decode step reads ${show(narrow, { digits: 3 })} in place of ${show(wide, { digits: 4 })}. A training step reads its weights for ${tokens} at once, and would not notice; what it would notice is that small updates vanish when rounded to a few bits.`,
      },
      {
        text: md`
Training does not keep the weights in memory, so there is nothing to shrink.
        `,
        right: false,
        say: md`
It does keep them, and gradients and optimizer state besides: chapter 4 counts 16 bytes for a parameter. Ask what each of the two _waits_ for; _Fewer bits_ has the answer for decode.
        `,
      },
      {
        text: md`
Products of four-bit integers are exact, so serving loses no accuracy by it.
        `,
        right: false,
        say: md`
Rounding a weight to one of sixteen values does lose something, and with weight-only formats the products are made in BF16 anyway. The gain lies in the bytes that are read, as in _Fewer bits_.
        `,
      },
      {
        text: md`
Serving does more FLOPs for each token than training, so every saving counts for more.
        `,
        right: false,
        say: md`It does a third: ${show(forward, { digits: 3 })} against ${show(training, { digits: 3 })}, since there is no backward pass. And fewer bits save no FLOPs, they save bytes. See *Fewer bits*.`,
      },
    ];
  },
  hint: () => md`
What is each of the two waiting for, bytes or FLOPs?
  `,
  after: ({ params, bits, batch }, f) =>
    md`At a batch of ${batch} an H100 is far below the batch at which decode turns compute-bound, ${show(f.crossoverBatch({ peak: 989.4e12, bandwidth: 3.35e12 }), { digits: 3 })} in BF16, so its time goes into reading: ${show(f.byteRatio({ first: f.weightBytes({ params }), second: f.quantizedBytes({ params, bits }) }), { digits: 2 })} times fewer bytes of weights are nearly as many times more tokens, as long as the caches are small beside them.`,
});
