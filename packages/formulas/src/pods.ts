/** A slice or a pod as a whole: chips, hosts, cores, memory. Its peak is `podPeak`. */
import { count, formula, nonNegative, optional, positive } from './formula.ts';

const source = 'Austin et al., How to Scale Your Model 2025, https://jax-ml.github.io/scaling-book/tpus/';
const chips = count('1', 'n', 'chips');

export const podChips = formula({
  title: 'Chips of a slice',
  about: 'The product of its axes. A slice of two axes has a third of length 1.',
  takes: { x: count('1', 'X', 'chips along x'), y: count('1', 'Y', 'chips along y'), z: optional(count('1', 'Z', 'chips along z'), 1) },
  example: { x: 8, y: 12 },
  gives: '1',
  symbol: 'n',
  tex: ({ x, y, z }) => String.raw`${x} \cdot ${y} \cdot ${z}`,
  of: ({ x, y, z }) => x * y * z,
  slips: [{ name: 'added', say: 'That adds the axes. A slice has a chip at every crossing: multiply.', of: ({ x, y, z }) => x + y + z }],
  source,
});

export const podHosts = formula({
  title: 'Hosts of a slice',
  about: 'Every host serves the same number of chips over PCIe.',
  takes: { chips, chipsPerHost: count('1', 'h', 'chips of one host') },
  example: { chips: 96, chipsPerHost: 4 },
  gives: '1',
  tex: ({ chips, chipsPerHost }) => String.raw`\frac{${chips}}{${chipsPerHost}}`,
  of: ({ chips, chipsPerHost }) => chips / chipsPerHost,
  refuse: ({ chips, chipsPerHost }) =>
    chips % chipsPerHost === 0 ? undefined : `chips must be whole hosts of ${String(chipsPerHost)}, got ${String(chips)}`,
  slips: [{ name: 'chips', say: 'That counts the chips. A host serves several of them.', of: ({ chips }) => chips }],
  source,
});

export const podCores = formula({
  title: 'TensorCores of a slice',
  about: 'A chip has one core or two. Two that share the memory of the chip are programmed as one.',
  takes: { chips, coresPerChip: count('1', 'k', 'cores of one chip') },
  example: { chips: 96, coresPerChip: 2 },
  gives: '1',
  tex: ({ chips, coresPerChip }) => String.raw`${chips} \cdot ${coresPerChip}`,
  of: ({ chips, coresPerChip }) => chips * coresPerChip,
  source,
});

export const podMemory = formula({
  title: 'Memory of a slice',
  about: 'The memories of all chips together. No chip reads that of another but over the links.',
  takes: { chips, memory: positive('B', 'M', 'memory of one chip', 'chip.memory') },
  example: { chips: 96, memory: 32e9 },
  gives: 'B',
  tex: ({ chips, memory }) => String.raw`${chips} \cdot ${memory}`,
  of: ({ chips, memory }) => chips * memory,
  slips: [{ name: 'one-chip', say: 'That is one chip. Multiply by how many there are.', of: ({ memory }) => memory }],
  source,
});

export const chipsForMemory = formula({
  title: 'Chips that hold weights and cache',
  about: 'Weights and cache are spread evenly over the memories of all chips. What compilers and drivers keep for themselves comes on top.',
  takes: {
    weightBytes: positive('B', 'Q_w', 'bytes of the weights', 'model.weightBytes'),
    cacheBytes: nonNegative('B', String.raw`Q_\text{KV}`, 'bytes of the KV cache'),
    memory: positive('B', 'M', 'memory of one chip', 'chip.memory'),
  },
  example: { weightBytes: 4e11, cacheBytes: 1e11, memory: 96e9 },
  gives: '1',
  symbol: 'n',
  tex: ({ weightBytes, cacheBytes, memory }) => String.raw`\left\lceil \frac{${weightBytes} + ${cacheBytes}}{${memory}} \right\rceil`,
  of: ({ weightBytes, cacheBytes, memory }) => Math.ceil((weightBytes + cacheBytes) / memory),
  slips: [
    {
      name: 'weights-alone',
      say: 'That holds the weights alone. The cache needs room beside them.',
      of: ({ weightBytes, memory }) => Math.ceil(weightBytes / memory),
    },
  ],
  source,
});

export const chipsForReadTime = formula({
  title: 'Chips that read in a given time',
  about: 'Each chip reads its own share from its own memory, all at the same time. More chips read the same bytes sooner.',
  takes: {
    bytes: positive('B', 'Q', 'bytes to read, on all chips together'),
    time: positive('s', 'T', 'time that the read may take'),
    bandwidth: positive('B/s', 'W', 'memory bandwidth of one chip', 'chip.memoryBandwidth'),
  },
  example: { bytes: 4e11, time: 0.02, bandwidth: 1e12 },
  gives: '1',
  symbol: 'n',
  tex: ({ bytes, time, bandwidth }) => String.raw`\left\lceil \frac{${bytes}}{${time} \cdot ${bandwidth}} \right\rceil`,
  of: ({ bytes, time, bandwidth }) => Math.ceil(bytes / (time * bandwidth)),
  slips: [
    {
      name: 'rounded-down',
      say: 'Rounded down they take too long: round up.',
      of: ({ bytes, time, bandwidth }) => Math.floor(bytes / (time * bandwidth)),
    },
  ],
  source,
});

export const vectorUnitPeak = formula({
  title: 'Peak of the vector units',
  about: 'Every ALU of every lane finishes one operation in a cycle. A multiply-add is not fused here, so it takes two.',
  takes: {
    cores: count('1', 'k', 'TensorCores, each with a vector unit'),
    sublanes: optional(count('1', 's', 'sublanes'), 8),
    lanes: optional(count('1', 'l', 'lanes'), 128),
    alus: count('1', 'a', 'ALUs of each lane and sublane'),
    clock: positive('Hz', 'f', 'clock rate'),
  },
  example: { cores: 2, alus: 2, clock: 1e9 },
  gives: 'FLOP/s',
  tex: ({ cores, sublanes, lanes, alus, clock }) => String.raw`${cores} \cdot ${sublanes} \cdot ${lanes} \cdot ${alus} \cdot ${clock}`,
  of: ({ cores, sublanes, lanes, alus, clock }) => cores * sublanes * lanes * alus * clock,
  slips: [
    {
      name: 'one-alu',
      say: 'That takes one ALU for each lane and sublane. Several work at the same time.',
      of: ({ cores, sublanes, lanes, clock }) => cores * sublanes * lanes * clock,
    },
    {
      name: 'two-flops-each',
      say: 'That counts two FLOPs for each ALU and cycle. Here an ALU finishes one operation in a cycle.',
      of: ({ cores, sublanes, lanes, alus, clock }) => 2 * cores * sublanes * lanes * alus * clock,
    },
  ],
  source,
});
