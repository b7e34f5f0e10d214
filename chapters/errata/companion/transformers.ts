/** Printed figures of the companion book's section on the math of transformers. */
import { md, show } from '@scaling-workbook/exercises';
import type { BookCorrection } from '#book/book-correction.ts';

export const corrections: readonly BookCorrection[] = [
  {
    id: 'B-transformers-1',
    title: 'Parameters of a model of 64 layers',
    at: 'sb-transformers-1',
    fault: 'rounded',
    printed: md`16 billion.`,
    ours: (f) => {
      const layer = f.layerParameters({
        attention: f.attentionParameters({ width: 4096, heads: 32, headDim: 128 }),
        mlp: f.gatedMlpParameters({ width: 4096, hidden: 16_384 }),
        norm: f.rmsNormParameters({ width: 4096 }),
      });
      const embedding = f.embeddingParameters({ vocab: 32_000, width: 4096 });
      return md`${show(f.untiedModelParameters({ layers: 64, layer, embedding, finalNorm: 0 }), { as: 'Gparam', digits: 3 })}.`;
    },
    why: () => md`The printed figure is $64 \cdot 16 \cdot 4096^2$ = 16 · 2³⁰, read as sixteen billion, and leaves out embedding and head.`,
    byHand: ['17.4'],
  },
  {
    id: 'B-transformers-4',
    title: 'Where self-attention turns compute-bound',
    at: 'sb-transformers-4',
    fault: 'wrong',
    printed: md`At 240 tokens on a TPU v5e.`,
    ours: (f) =>
      md`At ${f.computeBoundPrompt({ ridge: 240, group: 8 })} tokens with eight query heads for each key head, at ${f.computeBoundPrompt({ ridge: 240, group: 1 })} without grouping, no mask counted.`,
    why: () =>
      md`The intensity of a prefill is $TG/(G + 1)$, which nears $T$ only for a large $G$. Queries and output have to be moved as well as keys and values.`,
    byHand: ['270', '480'],
  },
  {
    id: 'B-transformers-7',
    title: 'Utilization of the DeepSeek-V3 run',
    at: 'sb-transformers-7',
    fault: 'rounded',
    printed: md`21.7 %.`,
    ours: (f) => {
      const flops = f.trainingFlops({ params: 37e9, tokens: 14.8e12 });
      const at = (peak: number) => show(f.achievedMfu({ flops, gpuHours: 2.79e6, peak }), { as: '%', digits: 3 });
      return md`${at(1.513e15)} with the peak that the companion book takes, and ${at(1.979e15)} with that of the SXM module.`;
    },
    why: () => md`The first difference is rounding on the way. The second is the peak: the lower one is on the data sheet of a PCIe card.`,
    byHand: ['21.6', '16.5'],
  },
];
