import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { a100, h100 } from '@scaling-workbook/formulas/hardware';

const setting = (n: number, tile: number, { name, peak, hbmBandwidth }: typeof h100 | typeof a100 = h100) => ({
  n: amount(n, '1'),
  tile: amount(tile, '1'),
  chip: name,
  peak: peak.bf16,
  bandwidth: hbmBandwidth,
});

export default parts({
  title: 'Tiles that find nothing in the cache',
  given: { ...setting(4096, 128), bytesPerElement: amount(2, 'B/element') },
  ask: ({ n, tile, chip, peak, bandwidth }) =>
    md`A BF16 matmul of ${n} × ${n} by ${n} × ${n} runs on an ${chip} (${peak}, ${bandwidth}). The kernel computes the output in tiles of ${tile} × ${tile} and reads all inputs of a tile from HBM, as if there were no L2 cache. How many bytes does it move, and how long does that take? And from which side would a square tile be compute-bound without any help from a cache, if its output is left out of the count?`,
  fields: {
    bytes: {
      label: 'Bytes moved',
      unit: 'GB',
      byHand: 2.18104,
      solve: ({ n, tile, bytesPerElement }, f) => f.tiledMatmulBytes({ m: n, k: n, n, tileRows: tile, tileColumns: tile, bytesPerElement }),
      steps: [md`Each row of tiles needs the whole right matrix, and each column of tiles the whole left one. The output is written once.`],
    },
    time: {
      label: 'Time of the memory',
      unit: 'ms',
      byHand: 0.651057,
      solve: ({ bandwidth }, f, earlier) => f.memoryTime({ bytes: earlier('bytes'), bandwidth }),
      steps: [md`The memory has to deliver all of it, repeats included.`],
      slips: [
        {
          name: 'least-bytes',
          say: 'That is the time of the least bytes, each input read once. Here every tile reads its inputs again.',
          solve: ({ n, bytesPerElement, bandwidth }, f) =>
            f.memoryTime({ bytes: f.matmulBytes({ m: n, k: n, n, bytesPerElement }), bandwidth }),
        },
      ],
    },
    side: {
      label: 'Side of a compute-bound tile',
      unit: '1',
      byHand: 590.687,
      solve: ({ peak, bandwidth, bytesPerElement }, f) =>
        f.computeBoundTileSide({ ridge: f.ridgePoint({ peak, bandwidth }), bytesPerElement }),
      steps: [
        md`The intensity that this chip asks for.`,
        md`A step of the sum reads $2t$ numbers and does $2t^2$ FLOPs with them: $t/b$ for each byte.`,
      ],
    },
  },
  hint: ({ n, tile }) =>
    md`How many tiles lie side by side along ${n} if each is ${tile} wide? Every one of them reads the rows that it needs once more. For the last question take one step of the sum in one tile: $t$ numbers of a column come in and $t$ of a row, and each of one is multiplied with each of the other.`,
  after: ({ n, bytesPerElement, tile }, f) => {
    const least = f.matmulBytes({ m: n, k: n, n, bytesPerElement });
    const moved = f.tiledMatmulBytes({ m: n, k: n, n, tileRows: tile, tileColumns: tile, bytesPerElement });
    return md`That is ${show(f.byteRatio({ first: moved, second: least }), { digits: 2 })} times the ${show(least, { digits: 3 })} that are strictly necessary. No multiprocessor has room for a tile as large as the last answer: its sums alone, in FP32, would exceed the ${show(amount(2 ** 18, 'B'), { as: 'KiB' })} of registers that it has. What rescues real kernels is a hierarchy. The L2 cache serves several tiles that are computed at the same time with one read from HBM, and each level needs a tile that suits *its* bandwidth.`;
  },
  fresh: {
    'side-8192-tile-128': setting(8192, 128),
    'side-8192-tile-256': setting(8192, 256),
    'side-4096-tile-256': setting(4096, 256),
    'side-2048-tile-64': setting(2048, 64),
    'a100-side-4096-tile-128': setting(4096, 128, a100),
  },
});
