import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { h100, l4, tpuV5e, tpuV5p, tpuV6e, type Accelerator } from '@scaling-workbook/formulas/hardware';
import { modelById } from '@scaling-workbook/formulas/models';

/** A memory whose maker counts it in powers of two, so. */
const shown = (memory: { readonly value: number; readonly unit: 'B' }) =>
  show(memory, memory.value % 2 ** 30 === 0 ? { as: 'GiB', digits: 3 } : { digits: 3 });

const setting = (chip: Accelerator, modelId: string) => {
  const { name, parameters } = modelById(modelId);
  return { chip: chip.name, memory: chip.hbmSize, model: name, params: parameters };
};

export default parts({
  title: 'What fits into one chip',
  original: '1.4',
  given: { ...setting(tpuV5e, 'llama-3-8b'), bytesPerParam: amount(2, 'B/param') },
  ask: ({ chip, memory, model, params }) =>
    md`One ${chip} has ${shown(memory)} of memory. How many parameters does it hold if it stores their BF16 weights and nothing else? And how many bytes do the weights of ${model} take, which has ${show(params, { digits: 4 })}? Give the second to four digits.`,
  fields: {
    fits: {
      label: 'Largest model, weights alone',
      unit: 'param',
      byHand: 8_589_934_592,
      gigabytes: 'either',
      solve: ({ memory, bytesPerParam }, f) => f.parametersThatFit({ memory, bytesPerParam }),
      steps: [
        md`
BF16 has 16 bits, which is two bytes. Every parameter takes two.
        `,
      ],
    },
    weights: {
      label: 'Weights of the model',
      unit: 'GB',
      byHand: 16.0605,
      tolerance: 0.003,
      solve: ({ params, bytesPerParam }, f) => f.weightBytes({ params, bytesPerParam }),
      steps: [
        md`
The other way round: two bytes for each parameter.
        `,
      ],
    },
  },
  hint: () => md`
Memory is counted in bytes. How many bytes does one BF16 weight take?
  `,
  after: ({ chip, memory, model, params, bytesPerParam }, f) => {
    const weights = f.weightBytes({ params, bytesPerParam });
    const chips = f.acceleratorsNeeded({ bytes: weights, capacity: memory });
    if (chips.value > 1) {
      return md`${model} needs ${show(weights, { digits: 4 })} and the ${chip} has ${shown(memory)}: it does not fit. And weights are only the beginning. A server also keeps a KV cache for every conversation, activations, and the buffers of its compiler. Its weights have to be stored in fewer bits, or spread over ${show(amount(chips.value, '1'))} chips at the least, which is where chapter 2 begins.`;
    }
    const left = f.spareForKvCache({ gpus: 1, capacity: memory, weightBytes: weights });
    return md`${model} needs ${show(weights, { digits: 4 })} of the ${shown(memory)} that the ${chip} has. That leaves ${show(left, { digits: 3 })}, less what driver and compiler keep for themselves, for all that is not weights: the KV cache of every conversation, activations, and the buffers of the compiler. To train it here is out of the question: gradients and optimizer raise two bytes for each parameter to sixteen, as chapter 4 counts.`;
  },
  erratum: 'E11',
  fresh: {
    'v6e-llama-2-13b': setting(tpuV6e, 'llama-2-13b'),
    'l4-mistral-7b': setting(l4, 'mistral-7b-v0.1'),
    'h100-llama-3-70b': setting(h100, 'llama-3-70b'),
    'v5p-qwen-2-5-32b': setting(tpuV5p, 'qwen2.5-32b'),
  },
});
