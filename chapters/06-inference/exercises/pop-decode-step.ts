import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { ours, v5e } from '../chips.ts';

const batches = (few: number, many: number) => ({ few: amount(few, 'sequence'), many: amount(many, 'sequence') });
const on = (chips: number) => ({ gpus: amount(chips, 'GPU') });

export default parts({
  title: 'Shortest decode steps of a 30B model',
  book: 'sb-inference-p1',
  given: {
    params: amount(30e9, 'param'),
    bytesPerParam: amount(1, 'B/param'),
    perToken: amount(100e3, 'B/token'),
    context: amount(8192, 'token'),
    ...batches(4, 256),
    ...v5e,
    ...on(16),
  },
  ask: ({ params, perToken, context, few, many, chip, gpus, peak, bandwidth }) =>
    md`A dense model of ${params} is stored in int8 and computes in BF16. Its KV cache takes ${perToken}. It runs on ${show(gpus, { as: 'chip' })} (${chip}, ${peak}, memory at ${bandwidth}), over which weights and caches are spread evenly, and every sequence has ${context} in its cache. How long does a decode step of ${few} take at least, and how long one of ${many}?`,
  fields: {
    few: {
      label: 'Step of the small batch',
      unit: 'ms',
      byHand: 2.5363415,
      tolerance: 0.02,
      solve: ({ params, bytesPerParam, perToken, context, few, peak, bandwidth, gpus }, f) =>
        f.decodeStepTime({
          weightBytes: f.weightBytes({ params, bytesPerParam }),
          bandwidth,
          batch: few,
          flopsPerToken: f.forwardFlopsPerToken({ params }),
          peak,
          kvBytes: f.batchCacheBytes({ kvBytesPerToken: perToken, tokens: context, sequences: few }),
          gpus,
        }),
      steps: [
        md`The weights, a byte each.`,
        md`The arithmetic of one token.`,
        md`The caches of the batch.`,
        md`Attention reads the caches; the matmuls wait for their weights, which take longer than the arithmetic.`,
      ],
    },
    many: {
      label: 'Step of the large batch',
      unit: 'ms',
      byHand: 20.857487,
      tolerance: 0.02,
      solve: ({ params, bytesPerParam, perToken, context, many, peak, bandwidth, gpus }, f) =>
        f.decodeStepTime({
          weightBytes: f.weightBytes({ params, bytesPerParam }),
          bandwidth,
          batch: many,
          flopsPerToken: f.forwardFlopsPerToken({ params }),
          peak,
          kvBytes: f.batchCacheBytes({ kvBytesPerToken: perToken, tokens: context, sequences: many }),
          gpus,
        }),
      steps: [
        md`The weights.`,
        md`The arithmetic of one token.`,
        md`The caches of the batch.`,
        md`Attention reads the caches; the matmuls take the longer of weights and arithmetic.`,
      ],
      slips: [
        {
          name: 'all-overlapped',
          say: 'That lets caches be read while the matmuls compute, which is a looser bound. Attention reads before the MLP can compute, so add the two.',
          solve: ({ params, bytesPerParam, perToken, context, many, peak, bandwidth, gpus }, f) =>
            f.decodeStepBound({
              weightBytes: f.weightBytes({ params, bytesPerParam }),
              bandwidth,
              batch: many,
              flopsPerToken: f.forwardFlopsPerToken({ params }),
              peak,
              kvBytes: f.batchCacheBytes({ kvBytesPerToken: perToken, tokens: context, sequences: many }),
              gpus,
            }),
        },
      ],
    },
  },
  hint: () => md`
Which of the two batches is above the critical one for int8 weights? In the other the arithmetic does not matter.
  `,
  after: ({ params, bytesPerParam, perToken, context, few, many, peak, bandwidth, memory, gpus }, f) => {
    const chips: number = gpus.value;
    const weightBytes = f.weightBytes({ params, bytesPerParam });
    const cachesOf = (sequences: typeof few) => f.batchCacheBytes({ kvBytesPerToken: perToken, tokens: context, sequences });
    const stepOf = (batch: typeof few) =>
      f.decodeStepTime({
        weightBytes,
        bandwidth,
        batch,
        flopsPerToken: f.forwardFlopsPerToken({ params }),
        peak,
        kvBytes: cachesOf(batch),
        gpus,
      });
    const rateOf = (batch: typeof few) => f.decodeThroughput({ batch, stepTime: stepOf(batch) });
    const bytes = f.weightsAndCachesBytes({ weightBytes, kvBytes: cachesOf(many) });
    const reading = f.memoryTime({ bytes: f.shardBytes({ bytes: cachesOf(many), devices: chips }), bandwidth });
    const critical = f.crossoverBatch({ peak, bandwidth, bytesPerParam });
    const gain = f.tokenRateRatio({ first: rateOf(many), second: rateOf(few) });
    return md`The matmuls turn compute-bound at ${show(critical, { as: '1', digits: 3 })}. The caches of the large batch are ${show(f.byteRatio({ first: cachesOf(many), second: weightBytes }), { digits: 2 })} times as many bytes as the weights, and reading them takes ${show(f.timeShare({ part: reading, whole: stepOf(many) }), { as: '%', digits: 2 })} of its step. With ${many} instead of ${show(few, { as: '1' })} the same chips make ${show(gain, { digits: 2 })} times as many tokens a second. Weights and caches together are ${show(bytes, { digits: 3 })}, of ${show(f.podMemory({ chips, memory }), { digits: 3 })} on these chips.`;
  },
  fresh: {
    ours: { ...ours },
    '8-and-64': batches(8, 64),
    '70b-32-chips': { params: amount(70e9, 'param'), perToken: amount(163_840, 'B/token'), ...on(32) },
    '2k': { context: amount(2048, 'token') },
  },
});
