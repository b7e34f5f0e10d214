import { amount, choice, md, show } from '@scaling-workbook/exercises';

export default choice({
  title: 'A short question and a long answer',
  given: {
    prompt: amount(100, 'token'),
    answer: amount(500, 'token'),
    params: amount(70.6e9, 'param'),
    peak: amount(989.4e12, 'FLOP/s'),
    bandwidth: amount(3.35e12, 'B/s'),
    layers: amount(80, '1'),
    width: amount(8192, '1'),
  },
  ask: ({ prompt, answer }) =>
    md`A user sends ${prompt} to a 70B model in BF16 and gets ${answer} back, alone on one H100’s worth of compute and bandwidth. Which phase takes longer?`,
  label: 'Choose the true statement',
  options: ({ prompt, answer, params, peak, bandwidth, layers, width }, f) => {
    const computeTime = f.computeTime({ flops: f.forwardFlops({ params, tokens: prompt }), peak });
    const memoryTime = f.memoryTime({ bytes: f.weightBytes({ params }), bandwidth });
    const prefill = f.rooflineTime({ computeTime, memoryTime });
    const interTokenLatency = f.interTokenLatency({ rate: f.decodeRate({ params, bandwidth }) });
    const total = f.requestLatency({ timeToFirstToken: prefill, outputTokens: answer, interTokenLatency });
    const attention = f.attentionShare({
      attention: f.causalAttentionFlopsPerToken({ layers, context: prompt, width }),
      forward: f.forwardFlopsPerToken({ params }),
    });
    const one = show(interTokenLatency, { digits: 2, as: 'ms' });
    return [
      {
        text: md`
Prefill: its one step does a hundred times the FLOPs of a decode step.
        `,
        right: false,
        say: md`It does, and still takes ${show(prefill, { digits: 2 })}: a hundred tokens share one read of the weights. Compare phases, not steps: decode takes such a step for every token of the answer. *Two phases on one machine* has the reason.`,
      },
      {
        text: md`
Decode, by several hundred times.
        `,
        right: true,
        say: md`Each token of the answer reads all weights, ${one}, and there are ${answer}: ${show(total, { digits: 3 })} in all. A prompt of ${prompt} lies below the ridge, so prefill too costs one read of the weights, ${show(prefill, { digits: 2 })}. That is ${show(f.timeShare({ part: prefill, whole: total }), { as: '%', digits: 1 })} of the time.`,
      },
      {
        text: md`
They take about equally long for each token, since the same weights are used.
        `,
        right: false,
        say: md`
The same weights, but not as often. Prefill works on all prompt tokens in parallel and reads the weights once for all of them; decode cannot begin a token before it has the one before. See _Two phases on one machine_.
        `,
      },
      {
        text: md`
Prefill, because attention is quadratic in the length of the prompt.
        `,
        right: false,
        say: md`At ${prompt} attention over the context adds ${show(attention, { as: '%', digits: 1 })} to the FLOPs of the parameters. Quadratic growth from next to nothing is next to nothing; it matters for prompts of tens of thousands of tokens.`,
      },
    ];
  },
  hint: () => md`
Count how often each phase reads all the weights.
  `,
  after: ({ answer, params, bandwidth }, f) =>
    md`What a reader waits for is decode. One read of the weights is ${show(f.interTokenLatency({ rate: f.decodeRate({ params, bandwidth }) }), { digits: 2, as: 'ms' })}, and an answer of ${answer} takes as many of them. Long prompts with short answers, such as search over documents, are the other way round.`,
});
