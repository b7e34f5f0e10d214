/**
 * Accelerators as their makers describe them. One chip (for a GPU, one package) a record.
 *
 * Peaks are dense, never the 2:4-sparsity figure. Links are one way. Sizes and rates are decimal unless a note says
 * otherwise. A value without a source is left out.
 */
import { fact, type Fact, type Provenance } from './facts.ts';

/**
 * Dense peak rates. `fp32` is the vector path (CUDA cores), which elementwise work runs on; all others are the matrix
 * units. Integer operations are counted like FLOPs, so that the roofline formulas take them.
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
  readonly vendor: 'NVIDIA' | 'AMD' | 'Google';
  /** When it was announced. */
  readonly year: number;
  /** NVIDIA's number of the instruction set and of the limits of one multiprocessor. */
  readonly computeCapability?: string;
  readonly peak: Peaks;
  readonly hbmBandwidth: Fact<'B/s'>;
  readonly hbmSize: Fact<'B'>;
  /** The largest on-chip memory that all cores share (L2, or the VMEM of a TPU). */
  readonly onChip?: Fact<'B'>;
  /** All links to other accelerators together (NVLink, Infinity Fabric, ICI), one way. */
  readonly link?: Fact<'B/s'>;
  /** Host bus, one way. */
  readonly pcie?: Fact<'B/s'>;
  /** Data-centre network per accelerator in the maker's own system, one way. */
  readonly network?: Fact<'B/s'>;
  readonly tdp?: Fact<'W'>;
  /** Streaming multiprocessors (NVIDIA) or compute units (AMD) that are switched on. */
  readonly sms?: Fact<'1'>;
  /** Systolic arrays per chip. */
  readonly mxus?: Fact<'1'>;
  /** Rows, which is also columns, of one systolic array. */
  readonly mxuSide?: Fact<'1'>;
}

const accelerator = <const T extends Accelerator>(of: T): T => of;

const h100Paper: Provenance = {
  source: 'NVIDIA, H100 Tensor Core GPU Architecture white paper, https://resources.nvidia.com/en-us-tensor-core/gtc22-whitepaper-hopper',
  date: '2022-03',
};
const h100Sheet: Provenance = {
  source: 'NVIDIA, H100 Tensor Core GPU data sheet, https://resources.nvidia.com/en-us-tensor-core/nvidia-tensor-core-gpu-datasheet',
  date: '2023',
};
const bothWays = (sheet: Provenance, listed: string): Provenance => ({
  ...sheet,
  note: `half of the ${listed} listed, which counts both ways`,
});

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
  onChip: fact(50e6, 'B', { ...h100Paper, note: 'L2 cache' }),
  link: fact(450e9, 'B/s', bothWays(h100Sheet, '900 GB/s of NVLink')),
  pcie: fact(64e9, 'B/s', bothWays(h100Sheet, '128 GB/s of PCIe Gen5')),
  tdp: fact(700, 'W', h100Sheet),
  sms: fact(132, '1', h100Paper),
});

const a100Sheet: Provenance = {
  source:
    'NVIDIA, A100 Tensor Core GPU data sheet, https://www.nvidia.com/content/dam/en-zz/Solutions/Data-Center/a100/pdf/nvidia-a100-datasheet-nvidia-us-2188504-web.pdf',
  date: '2022-06',
};
const a100Paper: Provenance = {
  source:
    'NVIDIA, A100 Tensor Core GPU Architecture white paper, https://images.nvidia.com/aem-dam/en-zz/Solutions/data-center/nvidia-ampere-architecture-whitepaper.pdf',
  date: '2020',
};

export const a100 = accelerator({
  id: 'a100-80gb-sxm',
  name: 'NVIDIA A100 80GB SXM',
  vendor: 'NVIDIA',
  year: 2020,
  computeCapability: '8.0',
  peak: {
    bf16: fact(312e12, 'FLOP/s', a100Sheet),
    fp16: fact(312e12, 'FLOP/s', a100Sheet),
    int8: fact(624e12, 'FLOP/s', a100Sheet),
    tf32: fact(156e12, 'FLOP/s', a100Sheet),
    fp32: fact(19.5e12, 'FLOP/s', a100Sheet),
  },
  hbmBandwidth: fact(2.039e12, 'B/s', a100Sheet),
  hbmSize: fact(80e9, 'B', a100Sheet),
  onChip: fact(40e6, 'B', { ...a100Paper, note: 'L2 cache' }),
  link: fact(300e9, 'B/s', bothWays(a100Sheet, '600 GB/s of NVLink')),
  pcie: fact(32e9, 'B/s', bothWays(a100Sheet, '64 GB/s of PCIe Gen4')),
  tdp: fact(400, 'W', a100Sheet),
  sms: fact(108, '1', a100Paper),
});

const v5eDocs: Provenance = { source: 'Google Cloud, TPU v5e, https://docs.cloud.google.com/tpu/docs/v5e', date: '2025' };

export const tpuV5e = accelerator({
  id: 'tpu-v5e',
  name: 'TPU v5e',
  vendor: 'Google',
  year: 2023,
  peak: { bf16: fact(197e12, 'FLOP/s', v5eDocs), int8: fact(393e12, 'FLOP/s', v5eDocs) },
  hbmBandwidth: fact(819e9, 'B/s', v5eDocs),
  hbmSize: fact(16e9, 'B', v5eDocs),
  link: fact(200e9, 'B/s', { ...v5eDocs, note: 'half of the 400 GB/s listed, which counts both ways; four links of 50 GB/s' }),
  mxus: fact(4, '1', v5eDocs),
  mxuSide: fact(128, '1', v5eDocs),
});

const v5pDocs: Provenance = { source: 'Google Cloud, TPU v5p, https://docs.cloud.google.com/tpu/docs/v5p', date: '2025' };

export const tpuV5p = accelerator({
  id: 'tpu-v5p',
  name: 'TPU v5p',
  vendor: 'Google',
  year: 2023,
  peak: { bf16: fact(459e12, 'FLOP/s', v5pDocs) },
  hbmBandwidth: fact(2765e9, 'B/s', v5pDocs),
  hbmSize: fact(95e9, 'B', v5pDocs),
  link: fact(600e9, 'B/s', { ...v5pDocs, note: 'the 4,800 Gbit/s listed; six links of 100 GB/s each way' }),
});

/** Every accelerator of the book, oldest first within each maker. */
export const accelerators: readonly Accelerator[] = [a100, h100, tpuV5e, tpuV5p];
