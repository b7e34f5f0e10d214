import { amount, md, numeric, show } from '@scaling-workbook/exercises';
import { modelById } from '@scaling-workbook/formulas/models';

const { name, parameters } = modelById('llama-3-70b');

export default numeric({
  title: 'Estimate: a checkpoint from the hosts',
  given: { model: name, params: parameters, chips: amount(16, '1'), bytesPerParam: amount(2, 'B/param'), reached: amount(12e9, 'B/s') },
  ask: ({ model, chips }) =>
    md`The weights of ${model} lie in the memory of the hosts, in BF16, spread evenly. A slice of ${chips} TPU v5e is to load them, each chip its own share over its own PCIe connection. About how long does that take? Take what you need from this chapter, and decide for yourself how much of a nominal bandwidth one really gets. Any sensible estimate counts.`,
  label: 'Time to load',
  unit: 's',
  byHand: 0.73493,
  solve: ({ params, bytesPerParam, chips, reached }, f) =>
    f.linksTime({ bytes: f.weightBytes({ params, bytesPerParam }), links: chips, bandwidth: reached }),
  steps: [
    md`Two bytes for each of about 70 billion parameters.`,
    md`All PCIe connections work at the same time, here at three quarters of their nominal 16 GB/s.`,
  ],
  range: {
    low: { given: () => ({ reached: 16e9 }), say: 'if PCIe delivers its full 16 GB/s', byHand: 0.551198 },
    high: { given: () => ({ reached: 8e9 }), say: 'if it delivers half of that', byHand: 1.1024 },
  },
  hint: () => md`How many bytes is the model, how many of them come to one chip, and how fast is its PCIe connection?`,
  after: ({ params, bytesPerParam }, f) =>
    md`About a second at most, once the bytes are in the memory of the hosts. Reading them from a file system into that memory usually takes longer. Through the PCIe connection of a single chip the same ${show(f.weightBytes({ params, bytesPerParam }), { digits: 3 })} would take ${show(f.linksTime({ bytes: f.weightBytes({ params, bytesPerParam }), links: 1, bandwidth: 16e9 }), { digits: 2 })}: load in parallel, and move what has to move afterwards over ICI.`,
});
