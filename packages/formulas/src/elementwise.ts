/** Elementwise operations (ReLU, residual add, normalisation): little work, much traffic. */
import { countOrZero, formula, nonNegative, optional, positive } from './formula.ts';

const source = 'Austin et al., How to Scale Your Model 2025, https://jax-ml.github.io/scaling-book/roofline/';
const elements = positive('element', 'n', 'elements of the tensor');
const bytesPerElement = optional(positive('B/element', 'b', 'bytes of one element', 'type.activation'), 2);

export const elementwiseFlops = formula({
  title: 'Elementwise FLOPs',
  about: 'Work of an operation that treats every element alike, such as one comparison each for ReLU.',
  takes: { elements, flopsPerElement: optional(nonNegative('FLOP/element', 'f', 'FLOPs for one element'), 1) },
  example: { elements: 5e7 },
  gives: 'FLOP',
  symbol: String.raw`\text{FLOPs}`,
  tex: ({ elements, flopsPerElement }) => String.raw`${elements} \cdot ${flopsPerElement}`,
  of: ({ elements, flopsPerElement }) => elements * flopsPerElement,
  source,
});

export const elementwiseBytes = formula({
  title: 'Elementwise traffic',
  about: 'Bytes moved by an operation that reads and writes whole tensors of one size: one pass for each tensor read and each written.',
  takes: {
    elements,
    bytesPerElement,
    reads: optional(countOrZero('1', 'r', 'tensors read'), 1),
    writes: optional(countOrZero('1', 'w', 'tensors written'), 1),
  },
  example: { elements: 5e7 },
  gives: 'B',
  symbol: String.raw`\text{bytes}`,
  tex: ({ elements, bytesPerElement, reads, writes }) => String.raw`${elements} \cdot ${bytesPerElement} \cdot (${reads} + ${writes})`,
  of: ({ elements, bytesPerElement, reads, writes }) => elements * bytesPerElement * (reads + writes),
  refuse: ({ reads, writes }) =>
    reads + writes === 0 ? `reads and writes must not both be 0, got ${String(reads)} and ${String(writes)}` : undefined,
  slips: [
    {
      name: 'write-left-out',
      say: 'That counts only what is read. The result has to be written back too.',
      of: ({ elements, bytesPerElement, reads }) => elements * bytesPerElement * reads,
    },
    {
      name: 'elements-not-bytes',
      say: 'That counts elements. Multiply by the bytes of one element.',
      of: ({ elements, reads, writes }) => elements * (reads + writes),
    },
    {
      name: 'counted-twice',
      say: 'Each read and each write is one pass over the tensor; that counts every pass twice.',
      of: ({ elements, bytesPerElement, reads, writes }) => 2 * elements * bytesPerElement * (reads + writes),
    },
  ],
  source,
});

export const fusionBytesSaved = formula({
  title: 'Traffic saved by fusion',
  about: 'Fusing two adjacent operations keeps the tensor between them on the chip: its write and its read both disappear.',
  takes: {
    elements,
    bytesPerElement,
    tensors: optional(positive('1', 't', 'tensors that no longer leave the chip'), 1),
  },
  example: { elements: 5e7 },
  gives: 'B',
  symbol: String.raw`\Delta Q`,
  tex: ({ elements, bytesPerElement, tensors }) => String.raw`2 \cdot ${elements} \cdot ${bytesPerElement} \cdot ${tensors}`,
  of: ({ elements, bytesPerElement, tensors }) => 2 * elements * bytesPerElement * tensors,
  slips: [
    {
      name: 'write-only',
      say: 'That saves only the write. The next operation no longer has to read the tensor back either.',
      of: ({ elements, bytesPerElement, tensors }) => elements * bytesPerElement * tensors,
    },
  ],
  source: 'Dao et al. 2022, FlashAttention, arXiv:2205.14135, §2.1 (kernel fusion)',
});
