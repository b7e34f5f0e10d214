import { md, parts } from '@scaling-workbook/exercises';
import { h100, tpuV5e } from '@scaling-workbook/formulas/hardware';

export default parts({
  title: 'Ten figures from memory',
  original: '1.4',
  given: {
    v5ePeak: tpuV5e.peak.bf16,
    v5eInt8: tpuV5e.peak.int8,
    v5eBandwidth: tpuV5e.hbmBandwidth,
    v5eMemory: tpuV5e.hbmSize,
    v5eLink: tpuV5e.link,
    h100Peak: h100.peak.bf16,
    h100Vector: h100.peak.fp32,
    h100Bandwidth: h100.hbmBandwidth,
    h100Memory: h100.hbmSize,
    h100Link: h100.link,
  },
  ask: () => md`
Scroll until the table of the two chips is out of sight, and fill it in again: the TPU v5e and the H100 SXM, five figures each, counted as this workbook counts. Peaks are dense BF16, links go one way and are taken together.
  `,
  fields: {
    v5ePeak: {
      label: 'Peak of the v5e',
      unit: 'TFLOP/s',
      byHand: 197,
      tolerance: 0.02,
      solve: ({ v5ePeak }) => v5ePeak,
      slips: [
        { name: 'int8', say: 'That is the INT8 rate. In BF16 it is half as high.', solve: ({ v5eInt8 }) => v5eInt8 },
        { name: 'one-mxu', say: 'That is one MXU. The chip has several.', solve: ({ v5ePeak }) => v5ePeak / tpuV5e.mxus.value },
        { name: 'h100', say: 'That is the H100.', solve: ({ h100Peak }) => h100Peak },
      ],
    },
    h100Peak: {
      label: 'Peak of the H100',
      unit: 'TFLOP/s',
      byHand: 989.4,
      tolerance: 0.02,
      solve: ({ h100Peak }) => h100Peak,
      slips: [
        {
          name: 'sparse',
          say: 'That counts 2:4 sparsity, as the data sheet does. Dense matmuls reach half of it.',
          solve: ({ h100Peak }) => 2 * h100Peak,
        },
        {
          name: 'vector',
          say: 'That is FP32 on the vector units. Matmuls run on the Tensor Cores.',
          solve: ({ h100Vector }) => h100Vector,
        },
        { name: 'v5e', say: 'That is the v5e.', solve: ({ v5ePeak }) => v5ePeak },
      ],
    },
    v5eBandwidth: {
      label: 'HBM bandwidth of the v5e',
      unit: 'GB/s',
      byHand: 819,
      tolerance: 0.02,
      solve: ({ v5eBandwidth }) => v5eBandwidth,
      slips: [
        { name: 'h100', say: 'That is the H100.', solve: ({ h100Bandwidth }) => h100Bandwidth },
        { name: 'link', say: 'That is the link to other chips. The chip’s own memory is faster.', solve: ({ v5eLink }) => v5eLink },
      ],
    },
    h100Bandwidth: {
      label: 'HBM bandwidth of the H100',
      unit: 'TB/s',
      byHand: 3.35,
      tolerance: 0.02,
      solve: ({ h100Bandwidth }) => h100Bandwidth,
      slips: [
        { name: 'v5e', say: 'That is the v5e.', solve: ({ v5eBandwidth }) => v5eBandwidth },
        { name: 'link', say: 'That is NVLink, to other GPUs. The chip’s own memory is faster.', solve: ({ h100Link }) => h100Link },
      ],
    },
    v5eMemory: {
      label: 'HBM capacity of the v5e',
      unit: 'GiB',
      byHand: 16,
      tolerance: 0.02,
      solve: ({ v5eMemory }) => v5eMemory,
      slips: [{ name: 'h100', say: 'That is the H100.', solve: ({ h100Memory }) => h100Memory }],
    },
    h100Memory: {
      label: 'HBM capacity of the H100',
      unit: 'GB',
      byHand: 80,
      tolerance: 0.02,
      solve: ({ h100Memory }) => h100Memory,
      slips: [{ name: 'v5e', say: 'That is the v5e.', solve: ({ v5eMemory }) => v5eMemory }],
    },
    v5eRidge: {
      label: 'Ridge point of the v5e',
      unit: 'FLOP/B',
      byHand: 240.537,
      tolerance: 0.02,
      solve: (_, f, earlier) => f.ridgePoint({ peak: earlier('v5ePeak'), bandwidth: earlier('v5eBandwidth') }),
    },
    h100Ridge: {
      label: 'Ridge point of the H100',
      unit: 'FLOP/B',
      byHand: 295.343,
      tolerance: 0.02,
      solve: (_, f, earlier) => f.ridgePoint({ peak: earlier('h100Peak'), bandwidth: earlier('h100Bandwidth') }),
    },
    v5eLink: {
      label: 'Links of the v5e, one way',
      unit: 'GB/s',
      byHand: 200,
      tolerance: 0.02,
      solve: ({ v5eLink }) => v5eLink,
      slips: [
        { name: 'both-ways', say: 'That counts both ways. What a chip sends goes out at half of it.', solve: ({ v5eLink }) => 2 * v5eLink },
        { name: 'one-link', say: 'That is one of the four links.', solve: ({ v5eLink }) => v5eLink / 4 },
        { name: 'bits', say: 'Those are gigabits. Eight bits are a byte.', solve: ({ v5eLink }) => 8 * v5eLink },
      ],
    },
    h100Link: {
      label: 'Links of the H100, one way',
      unit: 'GB/s',
      byHand: 450,
      tolerance: 0.02,
      solve: ({ h100Link }) => h100Link,
      slips: [
        {
          name: 'both-ways',
          say: 'That counts both ways, as the data sheet does. What a GPU sends goes out at half of it.',
          solve: ({ h100Link }) => 2 * h100Link,
        },
        { name: 'v5e', say: 'That is the v5e.', solve: ({ v5eLink }) => v5eLink },
      ],
    },
  },
  hint: () => md`
Two of the ten need no memory: a ridge is the quotient of the two figures above it. And the peak of the v5e can be counted from its MXUs, as in the first exercise of this chapter.
  `,
  after: ({ v5eLink, h100Link }) =>
    md`Why learn figures that anyone can look up? Because the ones in your head are there when a number in a talk, a paper or your own trace is off by a factor of two. You look a figure up only if you doubt it already. The usual two traps are the sparse peak and the link that counts both ways. Here is where to read them again: [TPU v5e](https://docs.cloud.google.com/tpu/docs/v5e), [H100](https://resources.nvidia.com/en-us-tensor-core/nvidia-tensor-core-gpu-datasheet). The links are what chapter 2 works with: ${v5eLink} and ${h100Link}, one way.`,
  erratum: 'E10',
});
