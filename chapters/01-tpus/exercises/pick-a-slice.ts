import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { tpuV5e } from '@scaling-workbook/formulas/hardware';
import { modelById } from '@scaling-workbook/formulas/models';

const shapes = [
  ['2 × 2', 4],
  ['2 × 4', 8],
  ['4 × 4', 16],
  ['4 × 8', 32],
  ['8 × 8', 64],
  ['8 × 16', 128],
  ['16 × 16', 256],
] as const;

const setting = (modelId: string, cache: number, time: number) => {
  const { name, parameters } = modelById(modelId);
  return { model: name, params: parameters, cache: amount(cache, 'B'), time: amount(time, 's') };
};

export default parts({
  title: 'A slice under two constraints',
  given: {
    ...setting('llama-3-70b', 64e9, 8e-3),
    bytesPerParam: amount(2, 'B/param'),
    memory: tpuV5e.hbmSize,
    bandwidth: tpuV5e.hbmBandwidth,
  },
  ask: ({ model, cache, time, memory, bandwidth }) =>
    md`${model} is to be served in BF16 on a slice of TPU v5e (${show(memory, { as: 'GiB' })} and ${bandwidth} a chip), with its weights spread evenly. Beside the weights the slice has to hold ${cache} of KV cache. And reading all weights once, which every decode step does, may take ${show(time, { as: 'ms' })} at most. How many chips does each demand ask for, and which slice do you take? Slices come as 2 × 2, 2 × 4, 4 × 4, 4 × 8, 8 × 8, 8 × 16 and 16 × 16.`,
  fields: {
    capacity: {
      label: 'Chips for the memory',
      unit: '1',
      tolerance: 0,
      byHand: 12,
      solve: ({ params, bytesPerParam, cache, memory }, f) =>
        f.chipsForMemory({ weightBytes: f.weightBytes({ params, bytesPerParam }), cacheBytes: cache, memory }),
      slips: [
        {
          name: 'decimal-memory',
          say: 'That takes 16 GB for 16 GiB. A GiB is 2³⁰ bytes, 7 % more than a GB.',
          given: () => ({ memory: 16e9 }),
        },
      ],
      steps: [md`The weights.`, md`Weights and cache share the memory of all chips, and a part of a chip counts as a whole one.`],
    },
    reading: {
      label: 'Chips for the read',
      unit: '1',
      tolerance: 0,
      byHand: 22,
      solve: ({ params, bytesPerParam, time, bandwidth }, f) =>
        f.chipsForReadTime({ bytes: f.weightBytes({ params, bytesPerParam }), time, bandwidth }),
      steps: [md`The weights again, without the cache.`, md`Each chip reads its own share, all at the same time.`],
    },
    slice: {
      label: 'The smallest slice that does',
      options: ({ params, bytesPerParam, cache, memory, time, bandwidth }, f) => {
        const weightBytes = f.weightBytes({ params, bytesPerParam });
        const held = f.chipsForMemory({ weightBytes, cacheBytes: cache, memory });
        const read = f.chipsForReadTime({ bytes: weightBytes, time, bandwidth });
        const needed = Math.max(held.value, read.value);
        const best = shapes.find(([, chips]) => chips >= needed);
        return shapes.map(([shape, chips]) => ({
          text: md`${shape}`,
          right: shape === best?.[0],
          say:
            chips < held.value
              ? md`${show(amount(chips, '1'))} chips: weights and cache do not fit.`
              : chips < read.value
                ? md`${show(amount(chips, '1'))} chips: it fits, but the read takes ${show(f.linksTime({ bytes: weightBytes, links: chips, bandwidth }), { as: 'ms', digits: 2 })}.`
                : shape === best?.[0]
                  ? md`${show(amount(chips, '1'))} chips hold it, and read the weights in ${show(f.linksTime({ bytes: weightBytes, links: chips, bandwidth }), { as: 'ms', digits: 2 })}.`
                  : md`${show(amount(chips, '1'))} chips meet both demands, and so does a smaller slice.`,
        }));
      },
    },
  },
  hint: () =>
    md`Two separate divisions: bytes to hold over bytes of a chip, and bytes to read over what a chip reads in the time given. Round each up.`,
  after: ({ params, bytesPerParam, cache, memory, time, bandwidth }, f) => {
    const weightBytes = f.weightBytes({ params, bytesPerParam });
    const held = f.chipsForMemory({ weightBytes, cacheBytes: cache, memory });
    const read = f.chipsForReadTime({ bytes: weightBytes, time, bandwidth });
    const decides =
      held.value < read.value
        ? md`Here the time decides the size of the slice; the memory alone would need ${show(held)} chips.`
        : md`Here the memory decides the size of the slice; the time alone would need ${show(read)} chips.`;
    return md`${decides} Two things are left out here and wait in later chapters: the cache is read as well (chapter 6), and chips that share a layer have to communicate in every step (chapter 2).`;
  },
  fresh: {
    'more-cache': setting('llama-3-70b', 400e9, 20e-3),
    '8b-fast': setting('llama-3-8b', 33e9, 1e-3),
    '405b': setting('llama-3.1-405b', 200e9, 20e-3),
    '13b': setting('llama-2-13b', 40e9, 6e-3),
    '32b': setting('qwen2.5-32b', 100e9, 4.5e-3),
  },
});
