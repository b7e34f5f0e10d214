/** Printed figures of the companion book's section on training LLaMA 3. */
import { md, show, type ShownFormulas } from '@scaling-workbook/exercises';
import type { BookCorrection } from '#book/book-correction.ts';

const params = 70e9;
const held = (f: ShownFormulas, ofWidth: number) =>
  f.trainingMemoryBytes({
    state: f.weightsAndMomentsBytes({ params }),
    checkpoints: f.checkpointBytes({ tokens: 4e6, layers: 80, width: 8192, ofWidth }),
  });
const chips = (f: ShownFormulas) => f.acceleratorsNeeded({ bytes: held(f, 4), capacity: 96e9 });
const time = (f: ShownFormulas) =>
  f.trainingTime({ flops: f.trainingFlops({ params, tokens: 15e12 }), gpus: chips(f), peak: 4.59e14, mfu: 0.4 });
const attention = (f: ShownFormulas) => f.groupedAttentionParameters({ width: 8192, heads: 64, kvHeads: 8, headDim: 128 });
const mlp = (f: ShownFormulas) => f.gatedMlpParameters({ width: 8192, hidden: 28_672 });

export const corrections: readonly BookCorrection[] = [
  {
    id: 'B-applied-training-t1',
    title: 'Parameters of LLaMA 3-70B by group',
    at: 'sb-applied-training-t1',
    fault: 'rounded',
    printed: md`56.3 billion in the MLPs, 70.4 billion in all.`,
    ours: (f) => {
      const all = f.untiedModelParameters({
        layers: 80,
        layer: f.layerParameters({ attention: attention(f), mlp: mlp(f), norm: 0 }),
        embedding: f.embeddingParameters({ vocab: 128_256, width: 8192 }),
        finalNorm: 0,
      });
      return md`${show(f.allLayersParameters({ layers: 80, part: mlp(f) }), { digits: 4 })} and ${show(all, { digits: 4 })}.`;
    },
    why: () => md`The digits of each group were cut off, not rounded, before they were added.`,
    byHand: ['56.37 billion parameters', '70.55 billion parameters'],
  },
  {
    id: 'B-applied-training-t5a',
    title: 'Fewest chips for a batch of 4M tokens',
    at: 'sb-applied-training-t5',
    fault: 'rounded',
    printed: md`21.6 TB in all, 225 chips.`,
    ours: (f) => md`${show(held(f, 4), { digits: 4 })}, ${chips(f)}.`,
    why: () =>
      md`The memory was cut to 21.6 TB before it was divided by 96 GB. The rest needs one chip more. The figures take each of the four checkpoints as wide as the model, which the question leaves open.`,
    byHand: ['21.67 TB', '226'],
  },
  {
    id: 'B-applied-training-t5b',
    title: 'Years on the fewest chips',
    at: 'sb-applied-training-t5',
    fault: 'wrong',
    printed: md`1,752 days, called nearly four years.`,
    ours: (f) => md`${show(time(f), { as: 'day', digits: 4 })}, which is ${show(time(f), { as: 'year', digits: 2 })}.`,
    why: () => md`The days are right for 225 chips and 44 days on the pod. In years they come to almost five.`,
    byHand: ['1,757 days', '4.8 years'],
  },
  {
    id: 'B-applied-training-t6',
    title: 'Memory for each chip with twelve checkpoints',
    at: 'sb-applied-training-t6',
    fault: 'wrong',
    printed: md`8 GB.`,
    ours: (f) => md`${show(f.shardBytes({ bytes: held(f, 12), devices: 8960 }), { digits: 2 })}.`,
    why: (f) =>
      md`Three times the checkpoints and the same state are ${show(held(f, 12), { digits: 3 })}, over 8,960 chips. The printed figure is more than three times the 2.4 GB of four checkpoints.`,
    byHand: ['7.1 GB', '63.6 TB'],
  },
  {
    id: 'B-applied-training-t9',
    title: 'FSDP with tensor parallelism on a full pod',
    at: 'sb-applied-training-t9',
    fault: 'rounded',
    printed: md`1,618 FSDP ranks are best, so 2,048 FSDP ranks with 4 tensor-parallel ones.`,
    ours: (f) =>
      md`${show(f.mixedFsdpRanks({ tokens: 2 ** 22, hidden: 28_672, devices: 8960, links: 2 }), { digits: 4 })} are best. With 4 tensor-parallel ranks the pod has room for ${f.ratio({ first: 8960, second: 4 })} FSDP ranks.`,
    why: () => md`The batch was rounded to 4.19 million tokens. And 2,048 × 4 is 8,192 chips, while the pod has 8,960: 768 would idle.`,
    byHand: ['1,619', '2,240'],
  },
];
