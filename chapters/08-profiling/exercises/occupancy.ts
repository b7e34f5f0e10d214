import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { smLimits, type ComputeCapability } from '@scaling-workbook/formulas/sm-limits';

/** One SM of a chip with that compute capability, and the blocks of a kernel. */
const kernel = (chip: string, capability: ComputeCapability, threads: number, sharedKiB: number) => ({
  chip,
  sharedPerSm: amount(smLimits[capability].sharedMemory.value, 'B'),
  threadsPerSm: amount(smLimits[capability].threads.value, 'thread'),
  threadsPerBlock: amount(threads, 'thread'),
  sharedPerBlock: amount(sharedKiB * 1024, 'B'),
});

export default parts({
  title: 'How many blocks an SM keeps',
  original: '8.3',
  given: kernel('H100', '9.0', 128, 48),
  ask: ({ chip, sharedPerSm, threadsPerSm, threadsPerBlock, sharedPerBlock }) =>
    md`An SM of the ${chip} has ${show(sharedPerSm, { as: 'KiB' })} of shared memory and keeps at most ${threadsPerSm}. A kernel uses blocks of ${threadsPerBlock} with ${show(sharedPerBlock, { as: 'KiB' })} of shared memory each, and few registers. How many blocks does one SM keep, and what is the occupancy?`,
  fields: {
    blocks: {
      label: 'Resident blocks',
      unit: '1',
      tolerance: 0,
      byHand: 4,
      solve: ({ sharedPerSm, threadsPerSm, threadsPerBlock, sharedPerBlock }, f) =>
        f.residentBlocks({
          byThreads: f.blocksByThreads({ threadsPerBlock, threadsPerSm }),
          bySharedMemory: f.blocksBySharedMemory({ sharedPerBlock, sharedPerSm }),
        }),
      steps: [
        md`
What the threads alone would allow.
        `,
        md`
What the shared memory allows. (A KiB is 1,024 bytes; the line counts thousands.) A block fits whole or not at all.
        `,
        md`
The lowest limit binds. Registers and block slots do not come near it here.
        `,
      ],
    },
    occupancy: {
      label: 'Occupancy',
      unit: '%',
      byHand: 25,
      solve: ({ threadsPerBlock, threadsPerSm }, f, earlier) => f.occupancy({ blocks: earlier('blocks'), threadsPerBlock, threadsPerSm }),
      steps: [
        md`
In warps of 32 threads: those the SM keeps over those it could keep.
        `,
      ],
      slips: [
        {
          name: 'threads-only',
          say: 'That looks at the threads alone. The SM runs out of shared memory before it runs out of threads.',
          solve: ({ threadsPerBlock, threadsPerSm }, f) =>
            f.occupancy({ blocks: f.blocksByThreads({ threadsPerBlock, threadsPerSm }), threadsPerBlock, threadsPerSm }),
        },
        {
          name: 'rounded-up',
          say: 'That counts a block for which there is not enough shared memory. Round the number of blocks down.',
          solve: ({ sharedPerSm, sharedPerBlock, threadsPerBlock, threadsPerSm }, f) =>
            f.occupancy({ blocks: Math.ceil(sharedPerSm / sharedPerBlock), threadsPerBlock, threadsPerSm }),
        },
      ],
    },
  },
  hint: () => md`
Work out how many blocks each resource allows by itself. Then count what they hold in warps, and divide by the warps an SM can keep.
  `,
  after: ({ chip, sharedPerSm, sharedPerBlock, threadsPerBlock, threadsPerSm }, f) => {
    const byThreads = f.blocksByThreads({ threadsPerBlock, threadsPerSm });
    const plain = f.residentBlocks({ byThreads, bySharedMemory: f.blocksBySharedMemory({ sharedPerBlock, sharedPerSm }) });
    const reserved = f.residentBlocks({
      byThreads,
      bySharedMemory: f.blocksBySharedMemory({ sharedPerBlock, sharedPerSm, reservedPerBlock: 1024 }),
    });
    const kept =
      reserved.value === plain.value
        ? md`
Chips since the A100 also set 1 KiB aside for each block; here that changes nothing.
          `
        : md`Chips since the A100 also set 1 KiB aside for each block, which leaves ${show(reserved)} of them here.`;
    return md`Threads alone would allow ${byThreads} on the ${chip}. ${kept} Is an occupancy of ${show(f.occupancy({ blocks: plain, threadsPerBlock, threadsPerSm }), { as: '%', digits: 3 })} bad? Not by itself. Many warps are resident so that some can work while others wait for memory. A matmul that fetches its next tiles ahead of time, into large buffers of shared memory, seldom waits and runs near its roof with few warps. A kernel of scattered single reads would be slow.`;
  },
  fresh: {
    a100: kernel('A100', '8.0', 128, 48),
    'h100-wide-blocks': kernel('H100', '9.0', 256, 40),
    'h100-large-tiles': kernel('H100', '9.0', 128, 100),
    l4: kernel('L4', '8.9', 128, 24),
    t4: kernel('T4', '7.5', 128, 24),
  },
});
