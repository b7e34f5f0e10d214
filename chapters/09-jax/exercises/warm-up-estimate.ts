import { amount, md, numeric, show } from '@scaling-workbook/exercises';

export default numeric({
  title: 'Estimate: before the first request',
  given: { longest: amount(32_768, 'token'), multiple: amount(512, 'token'), compile: amount(30, 's') },
  ask: ({ longest, multiple }) =>
    md`A server of a 70B model is to compile every prefill program before it takes its first request. Prompts of up to ${longest} are padded to multiples of ${show(multiple)}, and the layers are stacked and run by a scan, so that XLA compiles one layer and not eighty. About how long is the warm-up, one program after the other? Decide for yourself how long one compilation takes. Any sensible estimate counts.`,
  label: 'Warm-up',
  unit: 'min',
  byHand: 32,
  solve: ({ longest, multiple, compile }, f) => f.warmUpTime({ programs: f.paddedLengths({ longest, multiple }), compile }),
  steps: [
    md`
One program for each multiple.
    `,
    md`
Half a minute each, an ordinary time for a sharded layer.
    `,
  ],
  range: {
    low: { given: () => ({ compile: 5 }), say: 'if a program compiles in 5 seconds', byHand: 5.33333 },
    high: { given: () => ({ compile: 120 }), say: 'if it takes two minutes', byHand: 128 },
  },
  hint: () => md`
How many shapes are left after padding? And a compilation of a sharded model takes seconds to minutes.
  `,
  after: ({ longest }, f) =>
    md`Half an hour in which a new machine earns nothing, at every restart. Padding to powers of two from 512 on leaves 7 programs instead of 64, and wastes up to half of the work on a prompt. A [persistent compilation cache](https://docs.jax.dev/en/latest/persistent_compilation_cache.html) makes all but the first start fast. And chunked prefill (chapter 6) needs a single shape: without any padding to multiples there would be ${f.paddedLengths({ longest, multiple: 1 })}.`,
});
