/** Errata of the front page and of chapters 0 to 2: rooflines, TPUs, sharded matmuls. */
import { md, show, type ShownFormulas } from '@scaling-workbook/exercises';
import { h100, tpuV5e, tpuV5p } from '@scaling-workbook/formulas/hardware';
import type { Erratum } from '#book/erratum.ts';

/** The round figures that the earlier workbook took for an H100. */
const peak = 989.4e12;
const bandwidth = 3.35e12;
const head = { queries: 2048, keys: 2048, headWidth: 128 };
const norm = { rows: 2048, columns: 8192 };
const layerParams = 855_654_400;
const width = 8192;
const devices = 8;

const squareTensor = (f: ShownFormulas) => f.tensorBytes({ elements: f.matrixElements({ rows: 8192, columns: 8192 }) });
const squareAllReduce = (f: ShownFormulas) => f.allReduceBytes({ bytes: squareTensor(f), devices });
const localMatmul = (f: ShownFormulas) => f.matmulFlops({ m: 8192, k: 1024, n: 8192 });
const localTime = (f: ShownFormulas) => f.computeTime({ flops: localMatmul(f), peak });
const wireTime = (f: ShownFormulas) => f.ringTime({ bytesSent: squareAllReduce(f), bandwidth: 450e9 });
const headIntensity = (f: ShownFormulas, bytes: ReturnType<ShownFormulas['unfusedAttentionBytes']>) =>
  f.arithmeticIntensity({ flops: f.attentionHeadFlops(head), bytes });

export const chapters0To2: readonly Erratum[] = [
  {
    id: 'E01',
    title: 'Not every exercise of the book',
    where: 'the front page',
    severity: 'C',
    said: md`It held every exercise of the JAX Scaling Book.`,
    right: () =>
      md`It held 51 exercises, nearly all of its own making. A handful come close to questions of the book: 0.2, 3.2, 3.4, 3.5 and 6.4.`,
    why: () =>
      md`The themes are the same, the questions are not, and the chip is mostly another one: an H100 where the book has a TPU. The book alone had about fifty numbered questions in February 2025, and more without a number.`,
    sources: ['book'],
  },
  {
    id: 'E02',
    title: 'Two intensities for one ReLU, and the wrong ridge for both',
    chapter: 0,
    where: 'exercises 0.2 and 0.5',
    originals: ['0.2', '0.5'],
    severity: 'C',
    said: md`An intensity of 0.25 in one place and 0.125 in another, both held against the ridge of the Tensor Cores.`,
    right: (f) => {
      const at = (bytesPerElement: number) =>
        f.arithmeticIntensity({ flops: f.elementwiseFlops({ elements: 1 }), bytes: f.elementwiseBytes({ elements: 1, bytesPerElement }) });
      return md`${at(2)} is the figure for elements of two bytes and ${at(4)} the one for four. Either belongs beside the ridge of the vector path, which lies at about ${show(f.ridgePoint({ peak: h100.peak.fp32, bandwidth: h100.hbmBandwidth }), { digits: 2 })}.`;
    },
    why: () =>
      md`The type of the elements was never stated, and a Tensor Core cannot take a maximum with zero: elementwise work runs on the CUDA cores. The book says the same of the vector unit of a TPU.`,
    sources: ['book', 'h100'],
  },
  {
    id: 'E03',
    title: 'Faster than anyone has shown',
    chapter: 0,
    where: 'exercises 0.3 and 3.6',
    originals: ['0.3', '3.6'],
    severity: 'C',
    said: md`In practice 0.15 to 0.2 ms. The efficiency of this one kernel was called MFU; 50 % was “good” here, and 40 % “excellent” three chapters on.`,
    right: (f) => {
      const flops = f.matmulFlops({ m: 4096, k: 4096, n: 4096 });
      return md`0.15 ms would be ${f.flopRate({ flops, time: 0.15e-3 })}. The best we have seen, a hand-picked case, is about 780 TFLOP/s, at which the matmul takes ${show(f.computeTime({ flops, peak: 780e12 }), { as: 'ms', digits: 3 })}. What a kernel reaches is its fraction of peak; MFU is a word for a training run.`;
    },
    why: () => md`A chip under full load meets its limits of power and clock before it meets its data sheet.`,
    sources: ['tunedMatmul', 'palm'],
  },
  {
    id: 'E04',
    title: 'A sum that starts over',
    chapter: 0,
    where: 'exercise 0.4',
    originals: ['0.4'],
    severity: 'C',
    said: md`524,288 + 8,388,608 = 17,301,504, and then a fresh start. Unfused attention as a whole: “roughly 62”.`,
    right: (f) => {
      const sum = f.simplifiedLayerActivationBytes({
        input: f.inputActivationBytes({ sequences: 1, tokens: 2048, width: 128 }),
        scores: f.attentionScoreBytes({ sequences: 1, heads: 1, tokens: 2048 }),
      });
      const scores = f.arithmeticIntensity({ flops: f.attentionScoresFlops(head), bytes: f.attentionScoreTraffic(head) });
      // With half the head width the narrow operands weigh as much as Q and K alone do at the full one.
      const withoutValues = headIntensity(f, f.unfusedAttentionBytes({ ...head, headWidth: 64 }));
      return md`The sum is ${show(sum, { as: 'B' })}. The score matmul has ${scores}, the whole of unfused attention ${headIntensity(f, f.unfusedAttentionBytes(head))}; ${withoutValues} comes out only if V and the output are forgotten. Fused, with one pass over each of Q, K, V and the output, it is ${headIntensity(f, f.fusedAttentionBytes(head))}.`;
    },
    why: () => md`Unfused attention passes four times over the score matrix, and once over each of the four narrow tensors beside it.`,
  },
  {
    id: 'E05',
    title: 'Large, but how large?',
    chapter: 0,
    where: 'the summary of chapter 0',
    severity: 'C',
    said: md`A large square matmul is always compute-bound.`,
    right: (f) =>
      md`It is above a side of ${show(f.computeBoundSquareSize({ ridge: f.ridgePoint({ peak, bandwidth }) }), { digits: 3 })}, in BF16 on an H100.`,
    why: (f) =>
      md`The intensity of a square matmul in two bytes is a third of its side, and it has to pass the ridge of ${show(f.ridgePoint({ peak, bandwidth }), { digits: 4 })}.`,
  },
  {
    id: 'E06',
    title: 'A clock too slow for its data sheet',
    chapter: 1,
    where: 'section 1.0 and exercise 1.1',
    originals: ['1.1'],
    severity: 'B',
    said: md`The MXU of a v5e runs at about 1.1 GHz and reaches 36 TFLOP/s.`,
    right: (f) => {
      const clock = f.impliedClock({ peak: tpuV5e.peak.bf16, arrays: 4, rows: 128, columns: 128 });
      return md`The chip has one TensorCore with four MXUs of 128 × 128. Its ${tpuV5e.peak.bf16} make ${f.systolicArrayPeak({ rows: 128, columns: 128, clock })} for each, and that takes a clock of ${show(clock, { digits: 4 })}.`;
    },
    why: (f) =>
      md`Four MXUs at 1.1 GHz would come to ${f.chipPeak({ arrays: 4, arrayPeak: f.systolicArrayPeak({ rows: 128, columns: 128, clock: 1.1e9 }) })} and leave the rest of the data sheet unexplained. The book puts the clock at 1.5 GHz.`,
    sources: ['v5e', 'book'],
  },
  {
    id: 'E07',
    title: 'The vector unit does not multiply matrices',
    chapter: 1,
    where: 'exercise 1.2',
    originals: ['1.2'],
    severity: 'B',
    said: md`197 TFLOP/s are two MXUs and the vector unit together.`,
    right: () => md`They are the four MXUs and nothing else.`,
    why: (f) =>
      md`A matmul peak counts the matrix units only. Besides, two MXUs at the 36 TFLOP/s given make ${f.chipPeak({ arrays: 2, arrayPeak: 36e12 })}, and no vector unit fills such a gap.`,
    sources: ['v5e', 'book'],
  },
  {
    id: 'E08',
    title: 'What stays and what moves',
    chapter: 1,
    where: 'a note in section 1.0',
    severity: 'B',
    said: md`Each cell of the array keeps a running sum of its own.`,
    right: () =>
      md`Each cell keeps a _weight_. Weights are loaded first, activations stream across, and partial sums move down from cell to cell.`,
    why: () => md`The MXU is weight-stationary. The picture with sums that stay at home gives another answer to the quiz of chapter 1.`,
    sources: ['book'],
  },
  {
    id: 'E09',
    title: 'Twice, and twice again',
    chapter: 1,
    where: 'the hint of exercise 1.3',
    originals: ['1.3'],
    severity: 'C',
    said: md`Bytes in total = 2 × (read + write).`,
    right: (f) => {
      const bytes = f.elementwiseBytes({ elements: f.matrixElements(norm) });
      return md`Read plus write, ${bytes} in all, which take ${show(f.memoryTime({ bytes, bandwidth: tpuV5e.hbmBandwidth }), { as: 'ms' })}.`;
    },
    why: (f) => {
      const bytes = f.elementwiseBytes({ elements: f.matrixElements(norm), reads: 2, writes: 2 });
      return md`The 2 was meant as the two bytes of an element. Whoever has put them in already counts double and arrives at ${show(f.memoryTime({ bytes, bandwidth: tpuV5e.hbmBandwidth }), { as: 'ms' })}.`;
    },
  },
  {
    id: 'E10',
    title: 'Bits of one chip beside bytes of another',
    chapter: 1,
    where: 'the table of exercise 1.4',
    originals: ['1.4'],
    severity: 'B',
    said: md`The v5e's interconnect at 4800 Gbps, the H100's NVLink at 900 GB/s.`,
    right: () =>
      md`A v5e sends ${tpuV5e.link} each way, an H100 ${h100.link}. The 4,800 Gbit/s are the v5p's, and ${tpuV5p.link} in bytes.`,
    why: () =>
      md`Wrong chip, bits against bytes, and one figure one way beside another that adds up both. Google lists the v5e's 1,600 Gbit/s also as 400 GB/s, which is both ways again.`,
    sources: ['v5e', 'v5p', 'nccl'],
  },
  {
    id: 'E11',
    title: 'The model that almost fits',
    chapter: 1,
    where: 'exercise 1.4',
    originals: ['1.4'],
    severity: 'C',
    said: md`An 8B model is the most that fits.`,
    right: (f) =>
      md`${show(tpuV5e.hbmSize, { as: 'GiB' })} hold ${show(f.parametersThatFit({ memory: tpuV5e.hbmSize }), { digits: 3 })} in BF16. Llama 3 8B needs ${f.weightBytes({ params: 8.03e9 })}, so it fits, and leaves next to no room for anything else.`,
    why: () =>
      md`“8B” is a name, not a count: the model has 8.03 billion parameters. The memory counts in powers of two, though Google’s page writes 16 GB.`,
    sources: ['book'],
  },
  {
    id: 'E12',
    title: 'One name for two cuts',
    chapter: 2,
    where: 'the table of chapter 2 and the note below it',
    severity: 'B',
    said: md`“Row-parallel” cuts the rows of A and needs no communication. Further on, “row-parallel” is the second matrix of an MLP, with an all-reduce. A strategy called reduce-scatter performs an all-reduce.`,
    right: () =>
      md`Three cuts deserve three names: the _rows of X_, which is the batch; _column-parallel W_; and _row-parallel W_, which cuts the contraction and therefore ends in an all-reduce.`,
    why: () =>
      md`In Megatron the word describes how the weight is cut, not the input. Used for both, it makes the table contradict the note.`,
    sources: ['megatron'],
  },
  {
    id: 'E13',
    title: 'Nothing is less than nothing',
    chapter: 2,
    where: 'exercise 2.1',
    originals: ['2.1'],
    severity: 'C',
    said: md`Column-parallel wins on communication. Sizes: 32 MB, 67 MB, 512 MB.`,
    right: (f) => {
      const weights = f.tensorBytes({ elements: f.matrixElements({ rows: 8192, columns: 32_768 }) });
      return md`Cutting the rows of the input moves no bytes either, so memory breaks the tie. The input is ${f.tensorBytes({ elements: f.matrixElements(norm) })}, a part of the weights ${f.shardBytes({ bytes: weights, devices })}, all of them ${weights}.`;
    },
    why: () => md`Two of the three sizes were MiB and one was MB, in the same paragraph.`,
  },
  {
    id: 'E14',
    title: 'Mebibytes in disguise',
    chapter: 2,
    where: 'exercise 2.2',
    originals: ['2.2'],
    severity: 'A',
    said: md`The tensor has 128 MB, and 224 MB are sent. The bound is 2.`,
    right: (f) =>
      md`The tensor has ${squareTensor(f)} (${show(squareTensor(f), { as: 'MiB' })}), and ${squareAllReduce(f)} (${show(squareAllReduce(f), { as: 'MiB' })}) are sent. The bound for eight devices is ${f.byteRatio({ first: squareAllReduce(f), second: squareTensor(f) })} times the tensor.`,
    why: () =>
      md`$2(P-1)/P$ is the bound itself and 2 only what it tends to. It binds where the devices do the adding; a switch that adds on the way sends less.`,
  },
  {
    id: 'E15',
    title: 'Divided by eight, then by eight',
    chapter: 2,
    where: 'exercise 2.3, question and key',
    originals: ['2.3'],
    severity: 'A',
    said: md`0.017 ms of compute, 0.498 ms of communication, a ratio of 29, and 450 GB/s called “bidirectional”.`,
    right: (f) =>
      md`${show(localTime(f), { as: 'ms' })} of compute, ${show(wireTime(f), { as: 'ms' })} of communication, a ratio of ${f.timeRatio({ first: wireTime(f), second: localTime(f) })}. 450 GB/s is one direction.`,
    why: (f) =>
      md`The shape was an eighth already. Its ${localMatmul(f)} were divided by eight once more, which gives ${show(f.computeTime({ flops: f.flopsPerDevice({ flops: localMatmul(f), devices }), peak }), { as: 'ms', digits: 3 })}. And ${show(f.ringTime({ bytesSent: 224e6, bandwidth: 450e9 }), { as: 'ms' })} of communication comes from [E14](#E14): mebibytes sent as megabytes. This entry has an erratum of its own: the ratio was first corrected to 3.75975, with both times rounded before the division.`,
    sources: ['nccl'],
  },
  {
    id: 'E16',
    title: 'It depends on the batch',
    chapter: 2,
    where: 'exercise 2.4',
    originals: ['2.4'],
    severity: 'B',
    said: md`469 and 938 MB; tensor parallelism wins on volume.`,
    right: (f) => {
      const sent = (tokens: number, allReduces: number) => f.tensorParallelBytes({ tokens, width, devices, allReduces });
      return md`${sent(16_384, 1)} for one all-reduce and ${sent(16_384, 2)} for two. Forward only, tensor parallelism wins below ${f.tensorParallelBreakEvenTokens({ params: layerParams, width })} in the group. With the backward pass FSDP sends ${f.zero3Bytes({ params: layerParams, devices })} (two gathers and a reduce-scatter) and tensor parallelism ${sent(16_384, 4)} (four all-reduces).`;
    },
    why: (f) =>
      md`What FSDP sends does not grow with the tokens; what tensor parallelism sends does. Nor can four sequences be shared by eight FSDP ranks. With four for each, 32 in all, tensor parallelism would send ${f.tensorParallelBytes({ tokens: 32 * 4096, width, devices })}.`,
    sources: ['megatron', 'zero'],
  },
];
