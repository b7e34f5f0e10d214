/**
 * What one streaming multiprocessor of each compute capability holds, and how many blocks of a kernel fit.
 *
 * For the occupancy calculator; exercises compose the formulas of `occupancy.ts`.
 */
import { fact, type Fact, type Provenance } from './facts.ts';
import { blocksByRegisters, blocksBySharedMemory, blocksByThreads, occupancy, residentBlocks } from './occupancy.ts';

export interface SmLimits {
  readonly threads: Fact<'thread'>;
  readonly blocks: Fact<'block'>;
  readonly registers: Fact<'1'>;
  readonly registersPerThread: Fact<'1'>;
  /** Of the SM, and the most that one block may ask for. Binary kilobytes. */
  readonly sharedMemory: Fact<'B'>;
  readonly sharedMemoryPerBlock: Fact<'B'>;
  /** Kept by the system for each block; absent where it keeps none. */
  readonly reservedPerBlock?: Fact<'B'>;
  readonly sharedGranule: Fact<'B'>;
}

const guide: Provenance = {
  source:
    'NVIDIA, CUDA C++ Programming Guide 12.9, Technical Specifications per Compute Capability, https://docs.nvidia.com/cuda/archive/12.9.0/cuda-c-programming-guide/#features-and-technical-specifications',
  date: '2025-05',
};
const header: Provenance = {
  source: 'NVIDIA, cuda_occupancy.h of CUDA 12.9.79, https://pypi.org/project/nvidia-cuda-runtime-cu12/12.9.79/',
  date: '2025-05-12',
};

const limits = (threads: number, blocks: number, sharedKiB: number, perBlockKiB: number, granule: number): SmLimits => ({
  threads: fact(threads, 'thread', guide),
  blocks: fact(blocks, 'block', header),
  registers: fact(65536, '1', guide),
  registersPerThread: fact(255, '1', guide),
  sharedMemory: fact(sharedKiB * 1024, 'B', guide),
  sharedMemoryPerBlock: fact(perBlockKiB * 1024, 'B', guide),
  ...(sharedKiB === perBlockKiB ? {} : { reservedPerBlock: fact((sharedKiB - perBlockKiB) * 1024, 'B', guide) }),
  sharedGranule: fact(granule, 'B', header),
});

export const smLimits = {
  '7.0': limits(2048, 32, 96, 96, 256),
  '7.5': limits(1024, 16, 64, 64, 256),
  '8.0': limits(2048, 32, 164, 163, 128),
  '8.6': limits(1536, 16, 100, 99, 128),
  '8.9': limits(1536, 24, 100, 99, 128),
  '9.0': limits(2048, 32, 228, 227, 128),
  '10.0': limits(2048, 32, 228, 227, 128),
} as const satisfies Readonly<Record<string, SmLimits>>;

export type ComputeCapability = keyof typeof smLimits;

export interface BlockNeeds {
  readonly threads: number;
  readonly registersPerThread: number;
  /** Bytes. */
  readonly sharedMemory: number;
}

export interface Residency {
  readonly blocks: number;
  readonly occupancy: number;
  /** By resource; the lowest binds. */
  readonly allows: Readonly<Record<'threads' | 'registers' | 'sharedMemory' | 'slots', number>>;
}

/** Throws `RangeError` for a block that can never run: over 1024 threads, or more registers or shared memory than a block may have. */
export function residency(limits: SmLimits, { threads, registersPerThread, sharedMemory }: BlockNeeds): Residency {
  if (threads > 1024) throw new RangeError(`residency: threads of a block must be at most 1024, got ${String(threads)}`);
  if (registersPerThread > limits.registersPerThread.value) {
    throw new RangeError(
      `residency: registersPerThread must be at most ${String(limits.registersPerThread.value)}, got ${String(registersPerThread)}`,
    );
  }
  if (sharedMemory > limits.sharedMemoryPerBlock.value) {
    throw new RangeError(
      `residency: sharedMemory of a block must be at most ${String(limits.sharedMemoryPerBlock.value)} B, got ${String(sharedMemory)}`,
    );
  }
  const slots = limits.blocks.value;
  const reserved = limits.reservedPerBlock?.value ?? 0;
  const allows = {
    threads: blocksByThreads({ threadsPerBlock: threads, threadsPerSm: limits.threads.value }),
    registers: blocksByRegisters({ registersPerThread, threadsPerBlock: threads, registersPerSm: limits.registers.value }),
    sharedMemory:
      sharedMemory + reserved === 0
        ? slots
        : blocksBySharedMemory({
            sharedPerBlock: sharedMemory + reserved,
            sharedPerSm: limits.sharedMemory.value,
            granule: limits.sharedGranule.value,
          }),
    slots,
  };
  const blocks = residentBlocks({ byThreads: allows.threads, byRegisters: allows.registers, bySharedMemory: allows.sharedMemory, slots });
  return { blocks, occupancy: occupancy({ blocks, threadsPerBlock: threads, threadsPerSm: limits.threads.value }), allows };
}
