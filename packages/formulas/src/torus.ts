/** Chips joined to their nearest neighbours: how far apart they are, and how fast bytes get into or out of one of them. */
import { count, formula, nonNegative, optional, positive } from './formula.ts';

const source = 'Austin et al., How to Scale Your Model 2025, https://jax-ml.github.io/scaling-book/tpus/';
const axis = (symbol: string) => count('1', symbol, `chips along ${symbol.toLowerCase()}`);
const axes = { x: axis('X'), y: axis('Y'), z: optional(axis('Z'), 1) } as const;
type Axes = Readonly<Record<keyof typeof axes, number>>;
const acrossGrid = ({ x, y, z }: Axes): number => x - 1 + (y - 1) + (z - 1);
const acrossTorus = ({ x, y, z }: Axes): number => Math.floor(x / 2) + Math.floor(y / 2) + Math.floor(z / 2);

export const gridHops = formula({
  title: 'Hops across a grid',
  about: 'From one corner to the opposite one, along each axis in turn. A slice that is not a whole torus is such a grid.',
  takes: axes,
  example: { x: 8, y: 12 },
  gives: '1',
  tex: ({ x, y, z }) => String.raw`(${x} - 1) + (${y} - 1) + (${z} - 1)`,
  of: acrossGrid,
  slips: [
    {
      name: 'chips-counted',
      say: 'That counts the chips of each axis. Between $n$ chips in a row there are $n - 1$ links.',
      of: ({ x, y, z }) => x + y + z,
    },
    { name: 'wrapped', say: 'That takes the shorter way round, which needs wraparound links. This slice has none.', of: acrossTorus },
  ],
  source,
});

export const torusHops = formula({
  title: 'Hops across a torus',
  about: 'Each axis closes into a ring, so nothing is further away along it than half of the ring.',
  takes: axes,
  example: { x: 8, y: 12 },
  gives: '1',
  tex: ({ x, y, z }) => String.raw`\lfloor ${x} / 2 \rfloor + \lfloor ${y} / 2 \rfloor + \lfloor ${z} / 2 \rfloor`,
  of: acrossTorus,
  slips: [
    {
      name: 'no-wraparound',
      say: 'That goes from one end of each axis to the other. In a torus the ends are neighbours: no chip is further than half of the ring.',
      of: acrossGrid,
    },
  ],
  source,
});

export const linksTime = formula({
  title: 'Time over several links',
  about: 'The bytes are shared evenly by links that all work at the same time, each in one direction. Latency comes on top.',
  takes: {
    bytes: nonNegative('B', 'V', 'bytes sent one way'),
    links: count('1', 'l', 'links that carry them at the same time'),
    bandwidth: positive('B/s', 'W', 'bandwidth of one link one way'),
  },
  example: { bytes: 6e9, links: 3, bandwidth: 50e9 },
  gives: 's',
  symbol: 'T',
  tex: ({ bytes, links, bandwidth }) => String.raw`\frac{${bytes}}{${links} \cdot ${bandwidth}}`,
  of: ({ bytes, links, bandwidth }) => bytes / (links * bandwidth),
  slips: [
    {
      name: 'one-link',
      say: 'That sends everything over one link. Several carry a part each, at the same time.',
      of: ({ bytes, bandwidth }) => bytes / bandwidth,
    },
    {
      name: 'both-ways',
      say: 'That uses the bandwidth of both directions together. Bytes that all go one way get half of it.',
      of: ({ bytes, links, bandwidth }) => bytes / (2 * links * bandwidth),
    },
  ],
  source,
});

export const gatheredBytes = formula({
  title: 'Bytes one chip receives in a gather',
  about: 'It holds one share already. All the others come in over its own links, however many chips send them.',
  takes: { bytes: nonNegative('B', 'V', 'the whole tensor'), devices: count('1', 'P', 'chips that share it') },
  example: { bytes: 6e9, devices: 12 },
  gives: 'B',
  tex: ({ bytes, devices }) => String.raw`\frac{${devices} - 1}{${devices}} \cdot ${bytes}`,
  of: ({ bytes, devices }) => ((devices - 1) / devices) * bytes,
  slips: [
    {
      name: 'one-share',
      say: 'That is one share. The chip receives those of all the others.',
      of: ({ bytes, devices }) => bytes / devices,
    },
  ],
  source,
});
