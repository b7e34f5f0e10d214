import { amount, md, parts, show, type NumberField } from '@scaling-workbook/exercises';
import { batchOf, onH100, ours, v5e, v6e } from '../tpu-service.ts';

const slices = (wide: number, half: number, quarter: number) => ({
  wide: amount(wide, 'GPU'),
  half: amount(half, 'GPU'),
  quarter: amount(quarter, 'GPU'),
});
const answerOf = (tokens: number) => ({ answer: amount(tokens, 'token') });
const given = { chip: v5e.chip, memory: v5e.memory, bandwidth: v5e.bandwidth, ...batchOf(43), ...answerOf(512), ...slices(16, 8, 4) };
type Given = typeof given;

const rateOn = (
  label: string,
  gpus: 'wide' | 'half' | 'quarter',
  byHand: number,
  printed?: NumberField<Given>['printed'],
): NumberField<Given> => ({
  label,
  unit: 'request/s/chip',
  byHand,
  ...(printed && { printed }),
  solve: (g, f) =>
    f.requestRatePerChip({
      batch: g.batch,
      stepTime: f.memoryTime({ bytes: g.memory, bandwidth: g.bandwidth }),
      outputTokens: g.answer,
      gpus: g[gpus],
    }),
  steps: [md`A step with full memory.`, md`In the steps of an answer the batch is replaced once. Divided by the chips.`],
});

export default parts({
  title: 'Requests per second and chip',
  book: 'sb-applied-inference-t7',
  given,
  ask: ({ chip, memory, bandwidth, batch, answer, wide, half, quarter }) =>
    md`LLaMA 3-70B runs on ${show(wide, { as: 'chip' })} in BF16, on ${show(half, { as: 'chip' })} in int8, or on ${show(quarter, { as: 'chip' })} in int4. In each case the memory is full with weights and the caches of ${batch}, and a step takes as long as reading it: ${memory} at ${bandwidth} on every chip (${chip}). An answer has ${answer}. How many requests a second does each chip complete, in each precision?`,
  fields: {
    bf16: rateOn('BF16', 'wide', 0.26901245),
    int8: rateOn('int8', 'half', 0.5380249, [
      { value: 0.55, say: 'The companion book takes 19 ms for a step. With 19.5 ms it is 0.538.', right: true },
    ]),
    int4: rateOn('int4', 'quarter', 1.0760498, [
      { value: 1.11, say: 'The companion book takes 19 ms for a step. With 19.5 ms it is 1.076.', right: true },
    ]),
  },
  hint: () => md`
How long does an answer take? In that time the whole batch is served once. Then divide by the chips.
  `,
  after: ({ wide, half, quarter }) =>
    md`The slices of ${show(wide, { as: '1' })}, ${show(half, { as: '1' })} and ${show(quarter, { as: '1' })} chips serve as many readers each, at the same speed. Halving the bits halves the chips, and with them the price of a request. The prompts are not in this count: they are processed elsewhere, or take their part of the time. The companion book reckons with about half of these rates in practice, since activations need memory too and no kernel reads at full rate.`,
  fresh: {
    ours: { memory: ours.memory, bandwidth: ours.bandwidth, ...batchOf(50) },
    '2048-tokens': answerOf(2048),
    '10-sequences-at-32k': batchOf(10),
    v6e: { chip: v6e.chip, memory: v6e.memory, bandwidth: v6e.bandwidth, ...batchOf(50), ...slices(8, 4, 2) },
    h100: { chip: onH100.chip, memory: onH100.memory, bandwidth: onH100.bandwidth, ...batchOf(67), ...slices(4, 2, 1) },
  },
});
