import { amount, md, parts, show, type NumberField } from '@scaling-workbook/exercises';
import { contextOf, llama405B, llama70B, llama8B, onH100, ours, v5e } from '../tpu-service.ts';

const typed = { bf16: amount(2, 'B/param'), int8: amount(1, 'B/param'), int4: amount(0.5, 'B/param') };
const cached = { wide: amount(2, 'B/element'), half: amount(1, 'B/element'), quarter: amount(0.5, 'B/element') };
const given = { ...llama70B, ...typed, ...cached, ...contextOf(8192), chip: v5e.chip, memory: v5e.memory };
type Given = typeof given;

/** The four fields of one precision, with what was worked out on paper. */
const fieldsOf = (
  name: keyof typeof cached,
  label: string,
  param: keyof typeof typed,
  byHand: { readonly fill: number; readonly slice: number; readonly left: number; readonly fits: number },
  printed?: NumberField<Given>['printed'],
) => {
  const fill: NumberField<Given> = {
    label: `${label}: chips’ worth of memory that the weights fill`,
    unit: '1',
    byHand: byHand.fill,
    ...(printed && { printed }),
    solve: (g, f) => f.byteRatio({ first: f.weightBytes({ params: g.params, bytesPerParam: g[param] }), second: g.memory }),
    steps: [md`The weights.`, md`Over the memory of one chip, not rounded yet.`],
  };
  const slice: NumberField<Given> = {
    label: `${label}: chips of the smallest slice`,
    unit: '1',
    byHand: byHand.slice,
    tolerance: 0,
    gigabytes: 'decimal',
    solve: (g, f) => f.sliceForMemory({ bytes: f.weightBytes({ params: g.params, bytesPerParam: g[param] }), capacity: g.memory }),
    steps: [md`The weights.`, md`The next power of two.`],
  };
  const left: NumberField<Given> = {
    label: `${label}: memory left for caches`,
    unit: 'GB',
    byHand: byHand.left,
    gigabytes: 'decimal',
    solve: (g, f, earlier) =>
      f.spareForKvCache({
        gpus: earlier(`${name}Slice`),
        capacity: g.memory,
        weightBytes: f.weightBytes({ params: g.params, bytesPerParam: g[param] }),
      }),
    steps: [md`The weights.`, md`What they leave free on the slice.`],
  };
  const fits: NumberField<Given> = {
    label: `${label}: caches that fit`,
    unit: 'sequence',
    byHand: byHand.fits,
    tolerance: 0,
    gigabytes: 'decimal',
    solve: (g, f, earlier) =>
      f.batchThatFits({
        gpus: earlier(`${name}Slice`),
        capacity: g.memory,
        weightBytes: f.weightBytes({ params: g.params, bytesPerParam: g[param] }),
        kvBytesPerSequence: f.kvCacheBytes({
          layers: g.layers,
          kvHeads: g.kvHeads,
          headDim: g.headDim,
          tokens: g.context,
          bytesPerElement: g[name],
        }),
      }),
    steps: [md`The weights.`, md`The cache of one sequence.`, md`How often it fits into what is left, rounded down.`],
  };
  return { [`${name}Fill`]: fill, [`${name}Slice`]: slice, [`${name}Left`]: left, [`${name}Fits`]: fits };
};

export default parts({
  title: 'The smallest slice in three precisions',
  book: 'sb-applied-inference-t5',
  given,
  ask: ({ model, params, layers, kvHeads, headDim, context, chip, memory }) =>
    md`${model} has ${params} and ${layers} layers with ${kvHeads} key and value heads of width ${headDim}. Weights and caches are stored in BF16, in int8, or in int4, with two bytes, one, or half a byte a number. A chip (${chip}) has ${memory}, and slices come in powers of two. For each precision: how many chips’ worth of memory do the weights fill, how many chips has the smallest slice that holds them, how much memory is left for caches there, and how many caches of ${context} fit into it?`,
  fields: {
    ...fieldsOf('wide', 'BF16', 'bf16', { fill: 8.75, slice: 16, left: 116, fits: 43 }),
    ...fieldsOf('half', 'int8', 'int8', { fill: 4.375, slice: 8, left: 58, fits: 43 }),
    ...fieldsOf('quarter', 'int4', 'int4', { fill: 2.1875, slice: 4, left: 29, fits: 43 }, [
      { value: 2.81, say: 'The companion book prints 2.81, which is a slip: 35 GB over 16 GB is 2.19. The slice comes out the same.' },
    ]),
  },
  hint: () => md`
Bytes of the weights over the memory of a chip; up to the next power of two; chips × memory less the weights; and that over the cache of one sequence, rounded down.
  `,
  after: ({ params, memory, bf16 }, f) => {
    const bytes = f.weightBytes({ params, bytesPerParam: bf16 });
    const chips: number = f.sliceForMemory({ bytes, capacity: memory }).value;
    const room = f.byteShare({ part: bytes, whole: f.podMemory({ chips, memory }) });
    return md`With each halving weights, caches and slice shrink alike, so as many caches fit as before: the weights take ${show(room, { as: '%', digits: 2 })} of the slice throughout, as long as slices of half and a quarter of the size exist. That number is the batch, and it is below the critical one. Fewer bits make the service cheaper here, not busier.`;
  },
  fresh: {
    ours: { memory: ours.memory },
    '32k': contextOf(2 ** 15),
    'llama-3-8b': llama8B,
    'llama-3-405b': llama405B,
    h100: { chip: onH100.chip, memory: onH100.memory },
  },
});
