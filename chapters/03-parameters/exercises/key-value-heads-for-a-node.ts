import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { formatNumber } from '@scaling-workbook/formulas/units';

const candidates = [4, 8, 16, 32, 64] as const;

export default parts({
  title: 'How many key and value heads?',
  given: {
    layers: amount(80, '1'),
    heads: amount(64, '1'),
    headDim: amount(128, '1'),
    tokens: amount(32_768, 'token'),
    sequences: amount(16, 'sequence'),
    gpus: amount(8, '1'),
    room: amount(400e9, 'B'),
    bytesPerElement: amount(2, 'B/element'),
  },
  ask: ({ layers, heads, headDim, tokens, sequences, gpus, room }) =>
    md`You design a decoder of ${layers} layers with ${heads} query heads of width ${headDim}. It is to serve ${sequences} of ${tokens} each on a node of ${gpus} GPUs, with the cache in BF16 and ${show(room, { digits: 2 })} free for it in all. More key and value heads make a slightly better model, so you want as many as possible; but the cache has to fit, and their number should be a multiple of ${gpus}, so that tensor parallelism can divide them among the GPUs without copies. How large is the cache without grouping, and how many key and value heads do you choose?`,
  fields: {
    ungrouped: {
      label: 'Cache without grouping',
      unit: 'GB',
      byHand: 1374.3895,
      solve: ({ layers, heads, headDim, tokens, sequences, bytesPerElement }, f) =>
        f.kvCacheBytes({ layers, kvHeads: heads, headDim, tokens, sequences, bytesPerElement }),
    },
    choose: {
      label: 'Key and value heads',
      options: ({ layers, headDim, tokens, sequences, gpus, room }, f) => {
        const cache = (kvHeads: number) => f.kvCacheBytes({ layers, kvHeads, headDim, tokens, sequences });
        const suits = candidates.filter((k) => k % gpus.value === 0 && cache(k).value <= room.value);
        const best = Math.max(...suits);
        return candidates.map((k) => ({
          text: md`${formatNumber(k)}`,
          right: k === best,
          say:
            cache(k).value > room.value
              ? md`The cache would be ${show(cache(k), { digits: 3 })}, and there is room for ${show(room, { digits: 2 })}.`
              : k % gpus.value !== 0
                ? md`The cache would be ${show(cache(k), { digits: 3 })} and would fit. But ${formatNumber(k)} heads cannot be divided among ${gpus} GPUs: each head would be held by several, and a GPU would hold no less than with ${gpus} heads.`
                : k === best
                  ? md`The cache is ${show(cache(k), { digits: 3 })}: the most heads that fit, and every GPU gets ${formatNumber(k / gpus.value)}.`
                  : md`It fits, with ${show(cache(k), { digits: 3 })}, and can be divided. But more heads would fit, too.`,
        }));
      },
    },
  },
  hint: () => md`
The cache is proportional to the number of key and value heads. Work out the cache of one head, and see how often it fits.
  `,
  after: ({ heads }) =>
    md`The query heads stayed at ${heads} throughout: they cost FLOPs and parameters, but nothing in the cache. Llama 3 70B has 8 key and value heads, one for each GPU of a node.`,
  fresh: {
    'less-room': { room: amount(200e9, 'B') },
    'few-sequences': { room: amount(800e9, 'B'), sequences: amount(8, 'sequence') },
    'four-gpus': { gpus: amount(4, '1'), room: amount(100e9, 'B') },
  },
});
