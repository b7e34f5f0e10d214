/**
 * Accelerators as their makers describe them, one record per chip (for a GPU, per package).
 *
 * Peaks are dense, never the 2:4-sparsity figure. Links are one-way. Sizes and rates are decimal unless a note says otherwise. A value
 * without a source is left out.
 */
import { fact, type Fact, type Provenance } from './facts.ts';

/**
 * Dense. `fp32` is the vector path (CUDA cores), which runs elementwise work; the others are matrix units. Integer operations count like
 * FLOPs, so that the roofline formulas accept them.
 */
export interface Peaks {
  readonly bf16?: Fact<'FLOP/s'>;
  readonly fp16?: Fact<'FLOP/s'>;
  readonly fp8?: Fact<'FLOP/s'>;
  readonly fp4?: Fact<'FLOP/s'>;
  readonly int8?: Fact<'FLOP/s'>;
  readonly tf32?: Fact<'FLOP/s'>;
  readonly fp32?: Fact<'FLOP/s'>;
}

export interface Accelerator {
  /** Permanent, kebab-case. */
  readonly id: string;
  readonly name: string;
  readonly vendor: 'NVIDIA' | 'AMD' | 'Google' | 'AWS' | 'Intel';
  /** When it was announced. */
  readonly year: number;
  /** NVIDIA's, which determines the limits of a multiprocessor. */
  readonly computeCapability?: string;
  readonly peak: Peaks;
  readonly hbmBandwidth: Fact<'B/s'>;
  /** Nominal: as sold, in GB or GiB. */
  readonly hbmSize: Fact<'B'>;
  /** As driver or compiler report it, if published. */
  readonly hbmReported?: Fact<'B'>;
  /** The largest memory shared by all cores (L2, or a TPU's VMEM). */
  readonly onChip?: Fact<'B'>;
  /** All links to other accelerators together, one way. */
  readonly link?: Fact<'B/s'>;
  /** Host bus, one way. */
  readonly pcie?: Fact<'B/s'>;
  /** Data-centre network per accelerator in the maker's system, one way. */
  readonly network?: Fact<'B/s'>;
  readonly tdp?: Fact<'W'>;
  /** Enabled streaming multiprocessors (NVIDIA) or compute units (AMD). */
  readonly sms?: Fact<'1'>;
  /** Systolic arrays per chip. */
  readonly mxus?: Fact<'1'>;
  /** Rows and columns of one systolic array. */
  readonly mxuSide?: Fact<'1'>;
}

// The marks let bundlers drop the chips that a page does not use.

/* #__NO_SIDE_EFFECTS__ */
const accelerator = <const T extends Accelerator>(of: T): T => of;

/* #__NO_SIDE_EFFECTS__ */
const noted = (provenance: Provenance, note: string): Provenance => ({ ...provenance, note });
/* #__NO_SIDE_EFFECTS__ */
const bothWays = (sheet: Provenance, listed: string) => noted(sheet, `half of the ${listed} listed, which counts both ways`);
/* #__NO_SIDE_EFFECTS__ */
const sparse = (sheet: Provenance, listed: string) => noted(sheet, `half of the ${listed} listed, which counts 2:4 sparsity`);
/* #__NO_SIDE_EFFECTS__ */
const retold = (provenance: Provenance, note?: string): Provenance => ({
  ...provenance,
  ...(note === undefined ? {} : { note }),
  secondHand: true,
});
const MiB = 2 ** 20;
const GiB = 2 ** 30;
const gbit = 1e9 / 8;

/**
 * The memory to plan with: nominal, or reported where that is less (TPUs). A GPU's driver reports a little more; leaving that out keeps
 * room for the runtime.
 */
/* #__NO_SIDE_EFFECTS__ */
export const usableMemory = ({ hbmSize, hbmReported }: Accelerator): Fact<'B'> =>
  hbmReported !== undefined && hbmReported.value < hbmSize.value ? hbmReported : hbmSize;

const reportedByDriver: Provenance = {
  source: 'Modal, totals of nvidia-smi for each of its GPUs, https://github.com/modal-labs/modal-client/pull/2797',
  date: '2025-01-23',
};
/* #__NO_SIDE_EFFECTS__ */
const reported = (mebibytes: number) => fact(mebibytes * MiB, 'B', noted(reportedByDriver, `${String(mebibytes)} MiB`));

// NVIDIA

const v100Sheet: Provenance = {
  source: 'NVIDIA, V100 data sheet, https://images.nvidia.com/content/technologies/volta/pdf/volta-v100-datasheet-update-us-1165301-r5.pdf',
  date: '2020-01',
};
const v100Paper: Provenance = {
  source:
    'NVIDIA, Tesla V100 architecture white paper, https://images.nvidia.com/content/volta-architecture/pdf/volta-architecture-whitepaper.pdf',
  date: '2017-08',
};

export const v100 = accelerator({
  id: 'v100-32gb-sxm',
  name: 'NVIDIA V100 32GB SXM',
  vendor: 'NVIDIA',
  year: 2017,
  computeCapability: '7.0',
  peak: { fp16: fact(125e12, 'FLOP/s', v100Sheet), fp32: fact(15.7e12, 'FLOP/s', v100Sheet) },
  hbmBandwidth: fact(900e9, 'B/s', v100Sheet),
  hbmSize: fact(32e9, 'B', v100Sheet),
  onChip: fact(6 * MiB, 'B', noted(v100Paper, 'L2 cache of 6 MiB')),
  link: fact(150e9, 'B/s', bothWays(v100Sheet, '300 GB/s of NVLink')),
  pcie: fact(16e9, 'B/s', bothWays(v100Sheet, '32 GB/s of PCIe Gen3')),
  tdp: fact(300, 'W', v100Sheet),
  sms: fact(80, '1', v100Paper),
});

const t4Sheet: Provenance = {
  source:
    'NVIDIA, T4 data sheet, https://www.nvidia.com/content/dam/en-zz/Solutions/Data-Center/tesla-t4/t4-tensor-core-datasheet-951643.pdf',
  date: '2019-03',
};
export const t4 = accelerator({
  id: 't4',
  name: 'NVIDIA T4',
  vendor: 'NVIDIA',
  year: 2018,
  computeCapability: '7.5',
  peak: { fp16: fact(65e12, 'FLOP/s', t4Sheet), int8: fact(130e12, 'FLOP/s', t4Sheet), fp32: fact(8.1e12, 'FLOP/s', t4Sheet) },
  hbmBandwidth: fact(300e9, 'B/s', noted(t4Sheet, 'GDDR6; the product page says 320 GB/s')),
  hbmSize: fact(16e9, 'B', noted(t4Sheet, 'GDDR6')),
  hbmReported: reported(15_360),
  pcie: fact(16e9, 'B/s', bothWays(t4Sheet, '32 GB/s of PCIe Gen3')),
  tdp: fact(70, 'W', t4Sheet),
  sms: fact(40, '1', noted(t4Sheet, '2,560 CUDA cores, 64 in each multiprocessor')),
});

const a100Sheet: Provenance = {
  source:
    'NVIDIA, A100 data sheet, https://www.nvidia.com/content/dam/en-zz/Solutions/Data-Center/a100/pdf/nvidia-a100-datasheet-nvidia-us-2188504-web.pdf',
  date: '2022-06',
};
const a100Paper: Provenance = {
  source:
    'NVIDIA, A100 architecture white paper, https://images.nvidia.com/aem-dam/en-zz/Solutions/data-center/nvidia-ampere-architecture-whitepaper.pdf',
  date: '2020',
};
const dgxA100: Provenance = {
  source: 'NVIDIA, DGX A100 user guide, https://docs.nvidia.com/dgx/dgxa100-user-guide/introduction-to-dgxa100.html',
  date: '2023',
};
const a100Peak = {
  bf16: fact(312e12, 'FLOP/s', a100Sheet),
  fp16: fact(312e12, 'FLOP/s', a100Sheet),
  int8: fact(624e12, 'FLOP/s', a100Sheet),
  tf32: fact(156e12, 'FLOP/s', a100Sheet),
  fp32: fact(19.5e12, 'FLOP/s', a100Sheet),
} as const;
const a100Board = {
  onChip: fact(40 * MiB, 'B', noted(a100Paper, 'L2 cache of 40 MiB')),
  link: fact(300e9, 'B/s', bothWays(a100Sheet, '600 GB/s of NVLink')),
  pcie: fact(32e9, 'B/s', bothWays(a100Sheet, '64 GB/s of PCIe Gen4')),
  network: fact(200 * gbit, 'B/s', noted(dgxA100, '200 Gbit/s InfiniBand for each GPU of a DGX A100')),
  tdp: fact(400, 'W', a100Sheet),
  sms: fact(108, '1', a100Paper),
} as const;

export const a100 = accelerator({
  id: 'a100-80gb-sxm',
  name: 'NVIDIA A100 80GB SXM',
  vendor: 'NVIDIA',
  year: 2020,
  computeCapability: '8.0',
  peak: a100Peak,
  hbmBandwidth: fact(2.039e12, 'B/s', a100Sheet),
  hbmSize: fact(80e9, 'B', a100Sheet),
  hbmReported: reported(81_920),
  ...a100Board,
});

export const a100Of40GB = accelerator({
  id: 'a100-40gb-sxm',
  name: 'NVIDIA A100 40GB SXM',
  vendor: 'NVIDIA',
  year: 2020,
  computeCapability: '8.0',
  peak: a100Peak,
  hbmBandwidth: fact(1.555e12, 'B/s', a100Paper),
  hbmSize: fact(40e9, 'B', a100Paper),
  hbmReported: reported(40_960),
  ...a100Board,
});

const h100Paper: Provenance = {
  source: 'NVIDIA, H100 architecture white paper, https://resources.nvidia.com/en-us-tensor-core/gtc22-whitepaper-hopper',
  date: '2022-03',
};
const h100Sheet: Provenance = {
  source: 'NVIDIA, H100 data sheet, https://resources.nvidia.com/en-us-tensor-core/nvidia-tensor-core-gpu-datasheet',
  date: '2023',
};
const dgxH100: Provenance = {
  source: 'NVIDIA, DGX H100/H200 user guide, https://docs.nvidia.com/dgx/dgxh100-user-guide/introduction-to-dgxh100.html',
  date: '2024',
};
const hopperBoard = {
  onChip: fact(50 * MiB, 'B', noted(h100Paper, 'L2 cache of 50 MiB')),
  link: fact(450e9, 'B/s', bothWays(h100Sheet, '900 GB/s of NVLink')),
  pcie: fact(64e9, 'B/s', bothWays(h100Sheet, '128 GB/s of PCIe Gen5')),
  tdp: fact(700, 'W', h100Sheet),
  sms: fact(132, '1', h100Paper),
} as const;

export const h100 = accelerator({
  id: 'h100-sxm',
  name: 'NVIDIA H100 SXM',
  vendor: 'NVIDIA',
  year: 2022,
  computeCapability: '9.0',
  peak: {
    bf16: fact(989.4e12, 'FLOP/s', h100Paper),
    fp16: fact(989.4e12, 'FLOP/s', h100Paper),
    fp8: fact(1978.9e12, 'FLOP/s', h100Paper),
    int8: fact(1978.9e12, 'FLOP/s', h100Paper),
    tf32: fact(494.7e12, 'FLOP/s', h100Paper),
    fp32: fact(66.9e12, 'FLOP/s', h100Paper),
  },
  hbmBandwidth: fact(3.35e12, 'B/s', h100Sheet),
  hbmSize: fact(80e9, 'B', h100Sheet),
  hbmReported: reported(81_559),
  ...hopperBoard,
  network: fact(400 * gbit, 'B/s', noted(dgxH100, '400 Gbit/s InfiniBand for each GPU of a DGX H100')),
});

export const h100Pcie = accelerator({
  id: 'h100-pcie',
  name: 'NVIDIA H100 PCIe',
  vendor: 'NVIDIA',
  year: 2022,
  computeCapability: '9.0',
  peak: {
    bf16: fact(756.5e12, 'FLOP/s', sparse(h100Sheet, '1,513 TFLOP/s')),
    fp16: fact(756.5e12, 'FLOP/s', sparse(h100Sheet, '1,513 TFLOP/s')),
    fp8: fact(1513e12, 'FLOP/s', sparse(h100Sheet, '3,026 TFLOP/s')),
    int8: fact(1513e12, 'FLOP/s', sparse(h100Sheet, '3,026 TOP/s')),
    tf32: fact(378e12, 'FLOP/s', sparse(h100Sheet, '756 TFLOP/s')),
    fp32: fact(51e12, 'FLOP/s', h100Sheet),
  },
  hbmBandwidth: fact(2e12, 'B/s', h100Sheet),
  hbmSize: fact(80e9, 'B', h100Sheet),
  onChip: fact(50 * MiB, 'B', noted(h100Paper, 'L2 cache of 50 MiB')),
  link: fact(300e9, 'B/s', bothWays(h100Sheet, '600 GB/s of NVLink')),
  pcie: fact(64e9, 'B/s', bothWays(h100Sheet, '128 GB/s of PCIe Gen5')),
  tdp: fact(350, 'W', h100Sheet),
  sms: fact(114, '1', h100Paper),
});

const flashMla: Provenance = {
  source: 'DeepSeek, FlashMLA, peaks of its H800 SXM5, https://github.com/deepseek-ai/FlashMLA/issues/75',
  date: '2025-07-23',
};
const h800Compared: Provenance = {
  source:
    'PHILISUN, H800 and H100 compared, https://www.philisun.com/technical-analysis/nvidia-h800-vs-h100-a-technical-deep-dive-into-politically-defined-ai-chips',
  date: '2026',
};

export const h800 = accelerator({
  id: 'h800-sxm',
  name: 'NVIDIA H800 SXM',
  vendor: 'NVIDIA',
  year: 2023,
  computeCapability: '9.0',
  peak: { bf16: fact(989e12, 'FLOP/s', retold(flashMla)), fp16: fact(989e12, 'FLOP/s', retold(flashMla)) },
  hbmBandwidth: fact(3.35e12, 'B/s', retold(flashMla)),
  hbmSize: fact(80e9, 'B', retold(h800Compared)),
  link: fact(200e9, 'B/s', retold(h800Compared, 'half of the 400 GB/s of NVLink listed, which counts both ways')),
});

const h200Sheet: Provenance = { source: 'NVIDIA, H200, https://www.nvidia.com/en-us/data-center/h200/', date: '2024' };

export const h200 = accelerator({
  id: 'h200-sxm',
  name: 'NVIDIA H200 SXM',
  vendor: 'NVIDIA',
  year: 2023,
  computeCapability: '9.0',
  peak: {
    bf16: fact(989.5e12, 'FLOP/s', sparse(h200Sheet, '1,979 TFLOP/s')),
    fp16: fact(989.5e12, 'FLOP/s', sparse(h200Sheet, '1,979 TFLOP/s')),
    fp8: fact(1979e12, 'FLOP/s', sparse(h200Sheet, '3,958 TFLOP/s')),
    int8: fact(1979e12, 'FLOP/s', sparse(h200Sheet, '3,958 TFLOP/s')),
    tf32: fact(494.5e12, 'FLOP/s', sparse(h200Sheet, '989 TFLOP/s')),
    fp32: fact(67e12, 'FLOP/s', h200Sheet),
  },
  hbmBandwidth: fact(4.8e12, 'B/s', h200Sheet),
  hbmSize: fact(141e9, 'B', h200Sheet),
  link: fact(450e9, 'B/s', bothWays(h200Sheet, '900 GB/s of NVLink')),
  pcie: fact(64e9, 'B/s', bothWays(h200Sheet, '128 GB/s of PCIe Gen5')),
  network: fact(400 * gbit, 'B/s', noted(dgxH100, '400 Gbit/s InfiniBand for each GPU of a DGX H200')),
  tdp: fact(700, 'W', h200Sheet),
});

const blackwellSheet: Provenance = {
  source: 'NVIDIA, Blackwell data sheet, https://resources.nvidia.com/en-us-blackwell-architecture/datasheet',
  date: '2025',
};
const blackwellLinks = {
  link: fact(900e9, 'B/s', bothWays(blackwellSheet, '1.8 TB/s of NVLink')),
  pcie: fact(64e9, 'B/s', bothWays(blackwellSheet, '128 GB/s of PCIe Gen5')),
} as const;

export const b200 = accelerator({
  id: 'b200',
  name: 'NVIDIA B200 (HGX)',
  vendor: 'NVIDIA',
  year: 2024,
  computeCapability: '10.0',
  peak: {
    bf16: fact(2.25e15, 'FLOP/s', sparse(blackwellSheet, '4.5 PFLOP/s')),
    fp16: fact(2.25e15, 'FLOP/s', sparse(blackwellSheet, '4.5 PFLOP/s')),
    fp8: fact(4.5e15, 'FLOP/s', sparse(blackwellSheet, '9 PFLOP/s')),
    fp4: fact(9e15, 'FLOP/s', sparse(blackwellSheet, '18 PFLOP/s')),
    int8: fact(4.5e15, 'FLOP/s', sparse(blackwellSheet, '9 POP/s')),
    tf32: fact(1.1e15, 'FLOP/s', sparse(blackwellSheet, '2.2 PFLOP/s')),
    fp32: fact(75e12, 'FLOP/s', noted(blackwellSheet, 'an earlier revision says 80 TFLOP/s')),
  },
  hbmBandwidth: fact(7.7e12, 'B/s', noted(blackwellSheet, 'the DGX B200 data sheet says 8 TB/s')),
  hbmSize: fact(180e9, 'B', blackwellSheet),
  hbmReported: fact(178.35 * GiB, 'B', {
    source: 'PyTorch, torchao, properties that the driver reports for a B200, https://github.com/pytorch/ao/pull/4002',
    date: '2026-03-05',
    note: '178.35 GiB, with a bus of 7680 bits',
  }),
  ...blackwellLinks,
  tdp: fact(1000, 'W', blackwellSheet),
});

export const gb200 = accelerator({
  id: 'gb200',
  name: 'NVIDIA GB200 (one GPU of an NVL72)',
  vendor: 'NVIDIA',
  year: 2024,
  computeCapability: '10.0',
  peak: {
    bf16: fact(2.5e15, 'FLOP/s', sparse(blackwellSheet, '5 PFLOP/s')),
    fp16: fact(2.5e15, 'FLOP/s', sparse(blackwellSheet, '5 PFLOP/s')),
    fp8: fact(5e15, 'FLOP/s', sparse(blackwellSheet, '10 PFLOP/s')),
    fp4: fact(10e15, 'FLOP/s', sparse(blackwellSheet, '20 PFLOP/s')),
    int8: fact(5e15, 'FLOP/s', sparse(blackwellSheet, '10 POP/s')),
    tf32: fact(1.25e15, 'FLOP/s', sparse(blackwellSheet, '2.5 PFLOP/s')),
    fp32: fact(80e12, 'FLOP/s', blackwellSheet),
  },
  hbmBandwidth: fact(8e12, 'B/s', blackwellSheet),
  hbmSize: fact(186e9, 'B', blackwellSheet),
  ...blackwellLinks,
  tdp: fact(1200, 'W', blackwellSheet),
});

const blackwellUltra: Provenance = {
  source:
    'NVIDIA, Inside NVIDIA Blackwell Ultra, https://developer.nvidia.com/blog/inside-nvidia-blackwell-ultra-the-chip-powering-the-ai-factory-era',
  date: '2025-08',
};
const lockwood: Provenance = {
  source: 'Glenn K. Lockwood, B300, after NVIDIA’s announcements, https://glennklockwood.com/garden/processors/B300',
  date: '2025',
};

const verda: Provenance = {
  source: 'Verda, GB300 NVL72 architecture, https://verda.com/blog/gb300-nvl72-architecture',
  date: '2026',
};

export const b300 = accelerator({
  id: 'b300',
  name: 'NVIDIA B300 (HGX)',
  vendor: 'NVIDIA',
  year: 2025,
  computeCapability: '10.3',
  peak: {
    bf16: fact(2.25e15, 'FLOP/s', retold(lockwood)),
    fp16: fact(2.25e15, 'FLOP/s', retold(lockwood)),
    fp8: fact(4.5e15, 'FLOP/s', retold(lockwood)),
    fp4: fact(13.125e15, 'FLOP/s', retold(lockwood, 'NVFP4; Verda rounds it to 14 PFLOP/s')),
    tf32: fact(1.125e15, 'FLOP/s', retold(lockwood)),
    fp32: fact(75e12, 'FLOP/s', retold(lockwood)),
  },
  hbmBandwidth: fact(8e12, 'B/s', noted(blackwellUltra, 'Verda, which rents it, says 7.7 TB/s')),
  hbmSize: fact(288e9, 'B', noted(blackwellUltra, 'Verda, which rents it, says 270 GB')),
  link: fact(900e9, 'B/s', bothWays(blackwellUltra, '1.8 TB/s of NVLink')),
});

export const gb300 = accelerator({
  id: 'gb300',
  name: 'NVIDIA GB300 (one GPU of an NVL72)',
  vendor: 'NVIDIA',
  year: 2025,
  computeCapability: '10.3',
  peak: {
    bf16: fact(2.5e15, 'FLOP/s', retold(verda)),
    fp16: fact(2.5e15, 'FLOP/s', retold(verda)),
    fp8: fact(5e15, 'FLOP/s', retold(lockwood, 'a 72nd of the 360 PFLOP/s of a rack')),
    fp4: fact(15e15, 'FLOP/s', noted(blackwellUltra, 'NVFP4')),
    tf32: fact(1.25e15, 'FLOP/s', retold(verda)),
    fp32: fact(80e12, 'FLOP/s', retold(verda)),
  },
  hbmBandwidth: fact(8e12, 'B/s', blackwellUltra),
  hbmSize: fact(288e9, 'B', blackwellUltra),
  link: fact(900e9, 'B/s', bothWays(blackwellUltra, '1.8 TB/s of NVLink')),
  tdp: fact(1400, 'W', retold(lockwood)),
});

const h20Page: Provenance = {
  source: 'Will It Run AI, NVIDIA H20, https://willitrunai.com/es/gpus/h20-96gb',
  date: '2026',
};

const gpumap: Provenance = { source: 'gpumap, nvidia/GPU.md, https://github.com/lamonoai/gpumap', date: '2026' };

export const h20 = accelerator({
  id: 'h20',
  name: 'NVIDIA H20',
  vendor: 'NVIDIA',
  year: 2023,
  computeCapability: '9.0',
  peak: {
    bf16: fact(148e12, 'FLOP/s', retold({ source: 'torchtitan, https://github.com/pytorch/torchtitan/pull/2307', date: '2026-01-31' })),
    fp16: fact(148e12, 'FLOP/s', retold(h20Page)),
    fp8: fact(296e12, 'FLOP/s', retold(gpumap)),
    int8: fact(296e12, 'FLOP/s', retold(h20Page)),
    fp32: fact(44e12, 'FLOP/s', retold(gpumap)),
  },
  hbmBandwidth: fact(4e12, 'B/s', retold(h20Page)),
  hbmSize: fact(96e9, 'B', retold(h20Page)),
  link: fact(450e9, 'B/s', retold(h20Page, 'half of the 900 GB/s of NVLink listed, which counts both ways')),
  tdp: fact(400, 'W', retold(h20Page)),
  sms: fact(78, '1', retold(gpumap)),
});

const l4Sheet: Provenance = { source: 'NVIDIA, L4, https://www.nvidia.com/en-us/data-center/l4/', date: '2023' };

export const l4 = accelerator({
  id: 'l4',
  name: 'NVIDIA L4',
  vendor: 'NVIDIA',
  year: 2023,
  computeCapability: '8.9',
  peak: {
    bf16: fact(121e12, 'FLOP/s', sparse(l4Sheet, '242 TFLOP/s')),
    fp16: fact(121e12, 'FLOP/s', sparse(l4Sheet, '242 TFLOP/s')),
    fp8: fact(242.5e12, 'FLOP/s', sparse(l4Sheet, '485 TFLOP/s')),
    int8: fact(242.5e12, 'FLOP/s', sparse(l4Sheet, '485 TOP/s')),
    tf32: fact(60e12, 'FLOP/s', sparse(l4Sheet, '120 TFLOP/s')),
    fp32: fact(30.3e12, 'FLOP/s', l4Sheet),
  },
  hbmBandwidth: fact(300e9, 'B/s', noted(l4Sheet, 'GDDR6')),
  hbmSize: fact(24e9, 'B', noted(l4Sheet, 'GDDR6')),
  hbmReported: reported(23_034),
  pcie: fact(32e9, 'B/s', bothWays(l4Sheet, '64 GB/s of PCIe Gen4')),
  tdp: fact(72, 'W', l4Sheet),
});

const l40sSheet: Provenance = { source: 'NVIDIA, L40S, https://www.nvidia.com/en-us/data-center/l40s/', date: '2023' };

export const l40s = accelerator({
  id: 'l40s',
  name: 'NVIDIA L40S',
  vendor: 'NVIDIA',
  year: 2023,
  computeCapability: '8.9',
  peak: {
    bf16: fact(362.05e12, 'FLOP/s', l40sSheet),
    fp16: fact(362.05e12, 'FLOP/s', l40sSheet),
    fp8: fact(733e12, 'FLOP/s', l40sSheet),
    int8: fact(733e12, 'FLOP/s', l40sSheet),
    tf32: fact(183e12, 'FLOP/s', l40sSheet),
    fp32: fact(91.6e12, 'FLOP/s', l40sSheet),
  },
  hbmBandwidth: fact(864e9, 'B/s', noted(l40sSheet, 'GDDR6')),
  hbmSize: fact(48e9, 'B', noted(l40sSheet, 'GDDR6')),
  hbmReported: reported(46_068),
  pcie: fact(32e9, 'B/s', bothWays(l40sSheet, '64 GB/s of PCIe Gen4')),
  tdp: fact(350, 'W', l40sSheet),
  sms: fact(142, '1', noted(l40sSheet, '18,176 CUDA cores, 128 in each multiprocessor')),
});

const adaPaper: Provenance = {
  source:
    'NVIDIA, Ada GPU architecture white paper, https://images.nvidia.com/aem-dam/Solutions/geforce/ada/nvidia-ada-gpu-architecture.pdf',
  date: '2022',
};

export const rtx4090 = accelerator({
  id: 'rtx-4090',
  name: 'NVIDIA GeForce RTX 4090',
  vendor: 'NVIDIA',
  year: 2022,
  computeCapability: '8.9',
  peak: {
    bf16: fact(165.2e12, 'FLOP/s', noted(adaPaper, 'with FP32 accumulation')),
    fp16: fact(165.2e12, 'FLOP/s', noted(adaPaper, 'with FP32 accumulation; 330.3 TFLOP/s with FP16 accumulation')),
    fp8: fact(330.3e12, 'FLOP/s', noted(adaPaper, 'with FP32 accumulation; 660.6 TFLOP/s with FP16 accumulation')),
    tf32: fact(82.6e12, 'FLOP/s', adaPaper),
    fp32: fact(82.6e12, 'FLOP/s', adaPaper),
  },
  hbmBandwidth: fact(1008e9, 'B/s', noted(adaPaper, 'GDDR6X')),
  hbmSize: fact(24e9, 'B', noted(adaPaper, 'GDDR6X')),
  onChip: fact(72 * MiB, 'B', noted(adaPaper, 'L2 cache of 72 MiB')),
  tdp: fact(450, 'W', adaPaper),
  sms: fact(128, '1', adaPaper),
});

const geforceBlackwell: Provenance = {
  source:
    'Hardware Corner, RTX 5090 and RTX PRO 6000 compared, https://hardware-corner.net/rtx-5090-vs-rtx-pro-6000-spec-comparison-20250321',
  date: '2025-03',
};
const learnCuda: Provenance = {
  source: 'gau-nernst, learn-cuda, 02c_matmul_sm120, https://github.com/gau-nernst/learn-cuda',
  date: '2026',
};

export const rtx5090 = accelerator({
  id: 'rtx-5090',
  name: 'NVIDIA GeForce RTX 5090',
  vendor: 'NVIDIA',
  year: 2025,
  computeCapability: '12.0',
  peak: {
    bf16: fact(209.5e12, 'FLOP/s', retold(learnCuda, 'with FP32 accumulation')),
    fp16: fact(209.5e12, 'FLOP/s', retold(gpumap, 'with FP32 accumulation, the rate of BF16; 419 TFLOP/s with FP16 accumulation')),
    fp8: fact(419e12, 'FLOP/s', retold(gpumap)),
    tf32: fact(105e12, 'FLOP/s', retold(gpumap, 'rounded there')),
    fp32: fact(105e12, 'FLOP/s', retold(gpumap, 'rounded there')),
  },
  hbmBandwidth: fact(1792e9, 'B/s', retold(geforceBlackwell, 'GDDR7')),
  hbmSize: fact(32e9, 'B', retold(geforceBlackwell, 'GDDR7')),
  onChip: fact(96 * MiB, 'B', retold(gpumap, 'L2 cache of 96 MB')),
  tdp: fact(575, 'W', retold(geforceBlackwell)),
  sms: fact(170, '1', retold(gpumap)),
});

const hmcTech: Provenance = {
  source: 'HMC Tech, RTX PRO 6000 Blackwell, https://hmc-tech.com/gpu/nvidia-rtx-pro-6000-blackwell-vs-amd-radeon-pro-duo-polaris',
  date: '2026',
};

export const rtxPro6000 = accelerator({
  id: 'rtx-pro-6000-blackwell',
  name: 'NVIDIA RTX PRO 6000 Blackwell Workstation',
  vendor: 'NVIDIA',
  year: 2025,
  computeCapability: '12.0',
  peak: {
    bf16: fact(503.8e12, 'FLOP/s', retold(hmcTech)),
    fp16: fact(503.8e12, 'FLOP/s', retold(hmcTech, 'with FP32 accumulation')),
    fp8: fact(1.01e15, 'FLOP/s', retold(hmcTech, 'with FP32 accumulation')),
    fp4: fact(2.02e15, 'FLOP/s', retold(hmcTech)),
    int8: fact(1.01e15, 'FLOP/s', retold(hmcTech)),
    tf32: fact(251.9e12, 'FLOP/s', retold(hmcTech)),
    fp32: fact(125.95e12, 'FLOP/s', retold(hmcTech)),
  },
  hbmBandwidth: fact(1792e9, 'B/s', retold(geforceBlackwell, 'GDDR7')),
  hbmSize: fact(96e9, 'B', retold(geforceBlackwell, 'GDDR7')),
  hbmReported: fact(97_887 * MiB, 'B', {
    source:
      'Marco Pizeta, output of nvidia-smi, https://raw.githubusercontent.com/MarcoPizeta/flash-next-rtxpro6000-bench/main/HARDWARE.md',
    date: '2026-09-04',
    note: '97887 MiB',
  }),
  tdp: fact(600, 'W', retold(geforceBlackwell)),
  sms: fact(188, '1', retold(geforceBlackwell, '24,064 CUDA cores, 128 in each multiprocessor')),
});

// AMD

const mi250xPage: Provenance = {
  source: 'AMD, Instinct MI250X, https://www.amd.com/en/products/accelerators/instinct/mi200/mi250x.html',
  date: '2021-11',
};

export const mi250x = accelerator({
  id: 'mi250x',
  name: 'AMD Instinct MI250X',
  vendor: 'AMD',
  year: 2021,
  peak: {
    bf16: fact(383e12, 'FLOP/s', mi250xPage),
    fp16: fact(383e12, 'FLOP/s', mi250xPage),
    int8: fact(383e12, 'FLOP/s', mi250xPage),
    fp32: fact(47.9e12, 'FLOP/s', mi250xPage),
  },
  hbmBandwidth: fact(3.2e12, 'B/s', noted(mi250xPage, 'two dies with half of it each')),
  hbmSize: fact(128e9, 'B', noted(mi250xPage, 'two dies with half of it each')),
  link: fact(400e9, 'B/s', bothWays(mi250xPage, 'eight links of 100 GB/s')),
  tdp: fact(500, 'W', noted(mi250xPage, '560 W at peak')),
  sms: fact(220, '1', noted(mi250xPage, 'compute units')),
});

const rocmTable: Provenance = {
  source: 'AMD, ROCm, GPU hardware specifications, https://rocm.docs.amd.com/en/latest/reference/gpu-specs.html',
  date: '2026',
};
/* #__NO_SIDE_EFFECTS__ */
const inRocm = (gibibytes: number) => fact(gibibytes * GiB, 'B', noted(rocmTable, `${String(gibibytes)} GiB`));

const mi300xSheet: Provenance = {
  source:
    'AMD, Instinct MI300X data sheet, https://www.amd.com/content/dam/amd/en/documents/instinct-tech-docs/data-sheets/amd-instinct-mi300x-data-sheet.pdf',
  date: '2023-12',
};
/* #__NO_SIDE_EFFECTS__ */
const cdna3Peak = (sheet: Provenance) =>
  ({
    bf16: fact(1307.4e12, 'FLOP/s', sheet),
    fp16: fact(1307.4e12, 'FLOP/s', sheet),
    fp8: fact(2614.9e12, 'FLOP/s', sheet),
    int8: fact(2614.9e12, 'FLOP/s', sheet),
    tf32: fact(653.7e12, 'FLOP/s', sheet),
    fp32: fact(163.4e12, 'FLOP/s', sheet),
  }) as const;

export const mi300x = accelerator({
  id: 'mi300x',
  name: 'AMD Instinct MI300X',
  vendor: 'AMD',
  year: 2023,
  peak: cdna3Peak(mi300xSheet),
  hbmBandwidth: fact(5.3e12, 'B/s', mi300xSheet),
  hbmSize: fact(192e9, 'B', mi300xSheet),
  hbmReported: fact(206_141_652_992, 'B', {
    source: 'AMD, ROCm, output of rocm-smi, https://github.com/ROCm/legacy-rocm-build/issues/4750',
    date: '2025',
    note: '192 GiB less 16 MiB',
  }),
  onChip: fact(256 * MiB, 'B', noted(mi300xSheet, 'Infinity Cache of 256 MiB')),
  link: fact(448e9, 'B/s', bothWays(mi300xSheet, 'seven links of 128 GB/s')),
  pcie: fact(64e9, 'B/s', bothWays(mi300xSheet, '128 GB/s of PCIe Gen5')),
  tdp: fact(750, 'W', mi300xSheet),
  sms: fact(304, '1', noted(mi300xSheet, 'compute units')),
});

const mi300aRetold: Provenance = {
  source: 'Vengineer, MI300A and MI300X, https://vengineer.hatenablog.com/entry/2023/12/11/080000',
  date: '2023-12-11',
};

export const mi300a = accelerator({
  id: 'mi300a',
  name: 'AMD Instinct MI300A',
  vendor: 'AMD',
  year: 2023,
  peak: {
    bf16: fact(980.6e12, 'FLOP/s', retold(mi300aRetold)),
    fp16: fact(980.6e12, 'FLOP/s', retold(mi300aRetold)),
    int8: fact(1.96e15, 'FLOP/s', retold(mi300aRetold)),
    fp32: fact(122.6e12, 'FLOP/s', retold(mi300aRetold)),
  },
  hbmBandwidth: fact(
    5.3e12,
    'B/s',
    retold({
      source:
        'Emergent Mind, MI300A, after Wahlgren et al. 2025, https://www.emergentmind.com/topics/amd-mi300a-accelerated-processing-unit-apu',
      date: '2025-08-21',
    }),
  ),
  hbmSize: fact(128e9, 'B', retold(mi300aRetold, 'shared with 24 CPU cores')),
  onChip: fact(256 * MiB, 'B', retold(mi300aRetold, 'Infinity Cache of 256 MB')),
  sms: fact(228, '1', retold(mi300aRetold, 'compute units')),
});

const mi325xPage: Provenance = {
  source: 'AMD, Instinct MI325X, https://www.amd.com/en/products/accelerators/instinct/mi300/mi325x.html',
  date: '2024-10',
};

export const mi325x = accelerator({
  id: 'mi325x',
  name: 'AMD Instinct MI325X',
  vendor: 'AMD',
  year: 2024,
  peak: cdna3Peak(mi325xPage),
  hbmBandwidth: fact(6e12, 'B/s', mi325xPage),
  hbmSize: fact(256e9, 'B', mi325xPage),
  hbmReported: inRocm(256),
  onChip: fact(256 * MiB, 'B', noted(mi325xPage, 'Infinity Cache of 256 MiB')),
  link: fact(448e9, 'B/s', bothWays(mi325xPage, 'seven links of 128 GB/s')),
  tdp: fact(1000, 'W', mi325xPage),
  sms: fact(304, '1', noted(mi325xPage, 'compute units')),
});

const mi355xPage: Provenance = {
  source: 'AMD, Instinct MI355X, https://www.amd.com/en/products/accelerators/instinct/mi350/mi355x.html',
  date: '2025-06',
};

export const mi355x = accelerator({
  id: 'mi355x',
  name: 'AMD Instinct MI355X',
  vendor: 'AMD',
  year: 2025,
  peak: {
    bf16: fact(2.5166e15, 'FLOP/s', mi355xPage),
    fp16: fact(2.5166e15, 'FLOP/s', mi355xPage),
    fp8: fact(5.0332e15, 'FLOP/s', mi355xPage),
    fp4: fact(10.066e15, 'FLOP/s', noted(mi355xPage, 'MXFP4')),
    int8: fact(5.0332e15, 'FLOP/s', mi355xPage),
    fp32: fact(157.3e12, 'FLOP/s', mi355xPage),
  },
  hbmBandwidth: fact(8e12, 'B/s', mi355xPage),
  hbmSize: fact(288e9, 'B', mi355xPage),
  hbmReported: inRocm(288),
  tdp: fact(1400, 'W', mi355xPage),
  sms: fact(256, '1', noted(mi355xPage, 'compute units')),
});

const mi350xNews: Provenance = {
  source:
    'Tom’s Hardware, AMD’s MI350X and MI355X, https://www.tomshardware.com/pc-components/gpus/amds-instinct-mi355x-accelerator-will-consume-1-400-watts',
  date: '2025-06',
};

export const mi350x = accelerator({
  id: 'mi350x',
  name: 'AMD Instinct MI350X',
  vendor: 'AMD',
  year: 2025,
  peak: {
    fp4: fact(
      9.225e15,
      'FLOP/s',
      retold(mi350xNews, 'half of the 18.45 PFLOP/s listed, which is also what the MI355X makes of its clock of 2.4 GHz at 2.2 GHz'),
    ),
  },
  hbmBandwidth: fact(8e12, 'B/s', retold(mi350xNews)),
  hbmSize: fact(288e9, 'B', retold(mi350xNews)),
  hbmReported: inRocm(288),
  tdp: fact(1000, 'W', retold(mi350xNews)),
  sms: fact(256, '1', noted(rocmTable, 'compute units')),
});

// AWS

const trainium2Docs: Provenance = {
  source:
    'AWS, Neuron 2.29, Trainium2 architecture, https://awsdocs-neuron.readthedocs-hosted.com/en/v2.29.0/_sources/about-neuron/arch/neuron-hardware/trainium2.rst',
  date: '2026',
};
const trainium2Guide: Provenance = {
  source:
    'AWS, Neuron, Trainium2 architecture guide for NKI, https://awsdocs-neuron.readthedocs-hosted.com/en/latest/nki/arch/trainium2_arch.html',
  date: '2025',
};
const trainium3Docs: Provenance = {
  source:
    'AWS, Neuron 2.29, Trainium3 architecture, https://awsdocs-neuron.readthedocs-hosted.com/en/v2.29.1/_sources/about-neuron/arch/neuron-hardware/trainium3.rst',
  date: '2025-12-02',
};

export const trainium2 = accelerator({
  id: 'trainium2',
  name: 'AWS Trainium2',
  vendor: 'AWS',
  year: 2023,
  peak: {
    bf16: fact(667e12, 'FLOP/s', noted(trainium2Docs, 'TF32 as well')),
    fp16: fact(667e12, 'FLOP/s', trainium2Docs),
    fp8: fact(1299e12, 'FLOP/s', trainium2Docs),
  },
  hbmBandwidth: fact(2.9e12, 'B/s', noted(trainium2Guide, 'the revision of 2025-12-01 says 3 TB/s')),
  hbmSize: fact(96 * GiB, 'B', noted(trainium2Guide, '96 GiB')),
});

export const trainium3 = accelerator({
  id: 'trainium3',
  name: 'AWS Trainium3',
  vendor: 'AWS',
  year: 2025,
  peak: {
    bf16: fact(671e12, 'FLOP/s', noted(trainium3Docs, 'TF32 as well')),
    fp16: fact(671e12, 'FLOP/s', trainium3Docs),
    fp8: fact(2517e12, 'FLOP/s', noted(trainium3Docs, 'MXFP8')),
    fp4: fact(2517e12, 'FLOP/s', noted(trainium3Docs, 'MXFP4')),
  },
  hbmBandwidth: fact(4.9e12, 'B/s', noted(trainium3Docs, 'an earlier guide for NKI says 4.7 TB/s')),
  hbmSize: fact(144 * GiB, 'B', noted(trainium3Docs, '144 GiB')),
});

// Intel

const gaudi3Talk: Provenance = {
  source: 'Intel, Kaplan at Hot Chips 2024, Gaudi 3, slides as copied at https://www.sgpjbg.com/baogao/465025.html',
  date: '2024-08',
};

export const gaudi3 = accelerator({
  id: 'gaudi3',
  name: 'Intel Gaudi 3',
  vendor: 'Intel',
  year: 2024,
  peak: { bf16: fact(1835e12, 'FLOP/s', retold(gaudi3Talk)), fp8: fact(1835e12, 'FLOP/s', retold(gaudi3Talk)) },
  hbmBandwidth: fact(3.67e12, 'B/s', retold(gaudi3Talk)),
  hbmSize: fact(128e9, 'B', retold(gaudi3Talk)),
  onChip: fact(96e6, 'B', retold(gaudi3Talk, '96 MB')),
  link: fact(600e9, 'B/s', retold(gaudi3Talk, 'half of the 1,200 GB/s of Ethernet listed, which counts both ways')),
  pcie: fact(64e9, 'B/s', retold(gaudi3Talk, 'half of the 128 GB/s of PCIe Gen5 listed, which counts both ways')),
  tdp: fact(900, 'W', retold(gaudi3Talk, 'with air, 1200 W with liquid')),
});

// Google

/* #__NO_SIDE_EFFECTS__ */
const tpuDocs = (version: string, date: string): Provenance => ({
  source: `Google Cloud, TPU ${version}, https://docs.cloud.google.com/tpu/docs/${version}`,
  date,
});
/* #__NO_SIDE_EFFECTS__ */
const ici = (docs: Provenance, listed: string, links: string) =>
  noted(docs, `half of the ${listed} listed, which counts both ways: ${links} each way`);
const mxu: Provenance = {
  source: 'Google Cloud, TPU architecture, https://docs.cloud.google.com/tpu/docs/system-architecture-tpu-vm',
  date: '2025',
  note: '128 × 128 multiply-accumulators before v6e, 256 × 256 from v6e on',
};
const v2Paper: Provenance = {
  source:
    'Norrie et al. 2021, The Design Process for Google’s Training Chips: TPUv2 and TPUv3, IEEE Micro 41(2), https://doi.org/10.1109/MM.2021.3058217',
  date: '2021-03',
};
/* #__NO_SIDE_EFFECTS__ */
const v2Announced = (listed: string) => `the announcement of 2017 said ${listed} for four chips`;

export const tpuV2 = accelerator({
  id: 'tpu-v2',
  name: 'TPU v2',
  vendor: 'Google',
  year: 2017,
  peak: { bf16: fact(46e12, 'FLOP/s', noted(v2Paper, `two arrays at 700 MHz; ${v2Announced('180 TFLOP/s')}, 45 TFLOP/s each`)) },
  hbmBandwidth: fact(700e9, 'B/s', noted(v2Paper, `${v2Announced('2,400 GB/s')}, 600 GB/s each`)),
  hbmSize: fact(16 * GiB, 'B', noted(v2Paper, '16 GiB')),
  mxus: fact(2, '1', noted(v2Paper, 'one in each of two TensorCores')),
  mxuSide: fact(128, '1', v2Paper),
});

const v3Docs = tpuDocs('v3', '2025');

export const tpuV3 = accelerator({
  id: 'tpu-v3',
  name: 'TPU v3',
  vendor: 'Google',
  year: 2018,
  peak: { bf16: fact(123e12, 'FLOP/s', v3Docs) },
  hbmBandwidth: fact(900e9, 'B/s', v3Docs),
  hbmSize: fact(32 * GiB, 'B', noted(v3Docs, '32 GiB')),
  mxus: fact(4, '1', noted(v3Docs, 'two in each of two TensorCores')),
  mxuSide: fact(128, '1', mxu),
});

const v4Docs = tpuDocs('v4', '2025');
const v4Paper: Provenance = { source: 'Jouppi et al., TPU v4, Table 4, https://arxiv.org/abs/2304.01433', date: '2023-04' };

export const tpuV4 = accelerator({
  id: 'tpu-v4',
  name: 'TPU v4',
  vendor: 'Google',
  year: 2021,
  peak: { bf16: fact(275e12, 'FLOP/s', v4Docs), int8: fact(275e12, 'FLOP/s', v4Docs) },
  hbmBandwidth: fact(1200e9, 'B/s', v4Docs),
  hbmSize: fact(32 * GiB, 'B', noted(v4Docs, '32 GiB')),
  hbmReported: fact(30.75 * GiB, 'B', {
    source: 'XLA, message of the compiler on a TPU v4, https://github.com/erfanzar/EasyDeL/issues/166',
    date: '2024',
    note: '30.75 GiB; 1.25 GiB are reserved',
  }),
  link: fact(300e9, 'B/s', noted(v4Paper, 'six links of 50 GB/s; the Scaling Book takes 45 GB/s for each')),
  mxus: fact(8, '1', noted(v4Docs, 'four in each of two TensorCores')),
  mxuSide: fact(128, '1', mxu),
});

const v5eDocs = tpuDocs('v5e', '2025');
const gke: Provenance = {
  source: 'XLA, message of the compiler on a TPU v5e, https://github.com/GoogleCloudPlatform/kubernetes-engine-samples/pull/1467',
  date: '2024-10-02',
};

export const tpuV5e = accelerator({
  id: 'tpu-v5e',
  name: 'TPU v5e',
  vendor: 'Google',
  year: 2023,
  peak: { bf16: fact(197e12, 'FLOP/s', v5eDocs), int8: fact(393e12, 'FLOP/s', v5eDocs) },
  hbmBandwidth: fact(819e9, 'B/s', noted(v5eDocs, 'a later revision of the page says 800 GiB/s')),
  hbmSize: fact(16 * GiB, 'B', noted(gke, '16 GiB; the page of the TPU v5e writes 16 GB')),
  hbmReported: fact(15.75 * GiB, 'B', noted(gke, '15.75 GiB; the rest is reserved')),
  link: fact(200e9, 'B/s', ici(v5eDocs, '400 GB/s', 'four links of 50 GB/s')),
  mxus: fact(4, '1', v5eDocs),
  mxuSide: fact(128, '1', mxu),
});

const v5pDocs = tpuDocs('v5p', '2025');
const v7Docs = tpuDocs('tpu7x', '2025');

export const tpuV5p = accelerator({
  id: 'tpu-v5p',
  name: 'TPU v5p',
  vendor: 'Google',
  year: 2023,
  peak: { bf16: fact(459e12, 'FLOP/s', v5pDocs) },
  hbmBandwidth: fact(2765e9, 'B/s', v5pDocs),
  hbmSize: fact(95 * GiB, 'B', noted(v7Docs, '95 GiB; an earlier page of the v5p said GB')),
  link: fact(600e9, 'B/s', ici(v5pDocs, '1,200 GB/s', 'six links of 100 GB/s')),
  network: fact(50 * gbit, 'B/s', noted(v5pDocs, '50 Gbit/s a chip')),
  mxus: fact(8, '1', noted(v5pDocs, 'four in each of two TensorCores')),
  mxuSide: fact(128, '1', mxu),
});

const v6eDocs = tpuDocs('v6e', '2025');

export const tpuV6e = accelerator({
  id: 'tpu-v6e',
  name: 'TPU v6e (Trillium)',
  vendor: 'Google',
  year: 2024,
  peak: { bf16: fact(918e12, 'FLOP/s', v6eDocs), int8: fact(1836e12, 'FLOP/s', v6eDocs) },
  hbmBandwidth: fact(1638e9, 'B/s', v6eDocs),
  hbmSize: fact(32 * GiB, 'B', noted(v7Docs, '32 GiB')),
  link: fact(400e9, 'B/s', ici(v6eDocs, '800 GB/s', 'four links of 100 GB/s')),
  network: fact(100 * gbit, 'B/s', noted(v7Docs, '100 Gbit/s a chip')),
  mxus: fact(
    2,
    '1',
    noted(v6eDocs, 'the listed peak would take two arrays 3.5 GHz; an earlier revision of the page says four, which would take 1.75 GHz'),
  ),
  mxuSide: fact(256, '1', mxu),
});

export const tpuV7 = accelerator({
  id: 'tpu-v7',
  name: 'TPU v7 (Ironwood)',
  vendor: 'Google',
  year: 2025,
  peak: { bf16: fact(2307e12, 'FLOP/s', v7Docs), fp8: fact(4614e12, 'FLOP/s', v7Docs) },
  hbmBandwidth: fact(7380e9, 'B/s', v7Docs),
  hbmSize: fact(192 * GiB, 'B', noted(v7Docs, '192 GiB')),
  link: fact(600e9, 'B/s', ici(v7Docs, '1,200 GB/s', 'six links of 100 GB/s')),
  network: fact(100 * gbit, 'B/s', noted(v7Docs, '100 Gbit/s a chip')),
  mxuSide: fact(256, '1', mxu),
});

/** Oldest first within each maker. */
export const accelerators: readonly Accelerator[] = [
  v100,
  t4,
  a100Of40GB,
  a100,
  h100Pcie,
  h100,
  rtx4090,
  l4,
  l40s,
  h800,
  h20,
  h200,
  b200,
  gb200,
  b300,
  gb300,
  rtx5090,
  rtxPro6000,
  mi250x,
  mi300a,
  mi300x,
  mi325x,
  mi350x,
  mi355x,
  trainium2,
  trainium3,
  gaudi3,
  tpuV2,
  tpuV3,
  tpuV4,
  tpuV5e,
  tpuV5p,
  tpuV6e,
  tpuV7,
];
