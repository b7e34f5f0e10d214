/** Printed figures of the companion book's section on inference. */
import { md, show, type ShownFormulas } from '@scaling-workbook/exercises';
import type { BookCorrection } from '#book/book-correction.ts';

const fitting = (f: ShownFormulas, tokens: number, kvHeads: number) =>
  f.batchThatFits({
    gpus: 16,
    capacity: 16e9,
    weightBytes: 18.4e9,
    kvBytesPerSequence: f.kvCacheBytes({ layers: 64, kvHeads, headDim: 256, tokens, bytesPerElement: 1 }),
  });

export const corrections: readonly BookCorrection[] = [
  {
    id: 'B-inference-2',
    title: 'Largest batch at a context of 128k',
    at: 'sb-inference-2',
    fault: 'reading',
    printed: md`7 sequences, and 56 with a single key and value head.`,
    ours: (f) =>
      md`${fitting(f, 128_000, 8)} and ${show(fitting(f, 128_000, 1), { as: '1' })} for 128,000 tokens; ${fitting(f, 2 ** 17, 8)} and ${show(fitting(f, 2 ** 17, 1), { as: '1' })} for 131,072.`,
    why: () => md`What 128k stands for is left open, and the last sequence fits or does not.`,
    byHand: ['7 sequences', '56', '6 sequences', '55'],
  },
  {
    id: 'B-inference-5',
    title: 'Parameters that a token uses',
    at: 'sb-inference-5',
    fault: 'rounded',
    printed: md`31.2 billion.`,
    ours: (f) => {
      const layer = f.layerParameters({
        attention: f.groupedAttentionParameters({ width: 4096, heads: 32, kvHeads: 8, headDim: 256 }),
        mlp: f.activeExpertLayerParameters({ experts: 16, active: 2, expert: f.gatedMlpParameters({ width: 4096, hidden: 16_384 }) }),
        norm: 0,
      });
      const embedding = f.embeddingParameters({ vocab: 32_128, width: 4096 });
      return md`${show(f.tiedModelParameters({ layers: 64, layer, embedding, finalNorm: 0 }), { digits: 3 })}.`;
    },
    why: () => md`The last digits were cut off, not rounded.`,
    byHand: ['31.3 billion'],
  },
];
