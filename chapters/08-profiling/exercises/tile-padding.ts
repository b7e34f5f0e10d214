import { amount, md, parts, shape, show } from '@scaling-workbook/exercises';

const array = (rows: number, columns: number, bytes: number) => ({
  rows: amount(rows, '1'),
  columns: amount(columns, '1'),
  bytes: amount(bytes, 'B/element'),
});

export default parts({
  title: 'What the tiles add',
  given: { ...array(32_768, 64, 2), tileRows: amount(8, '1'), tileColumns: amount(128, '1') },
  ask: ({ rows, columns, bytes, tileRows, tileColumns }) =>
    md`A trace on a TPU shows an array of shape ${shape(rows, columns)}, ${bytes}, with the layout ${tick(`{1,0:T(${String(tileRows.value)},${String(tileColumns.value)})}`)}. How much memory does it take as it is stored? How much would it take if it were stored the other way round, as ${tick(`{0,1:T(${String(tileRows.value)},${String(tileColumns.value)})}`)}? The last two dimensions are padded to whole tiles, and the first number in the braces names the dimension that is contiguous in memory.`,
  fields: {
    stored: {
      label: 'Memory as stored',
      unit: 'MB',
      byHand: 8.388608,
      solve: ({ rows, columns, bytes, tileRows, tileColumns }, f) =>
        f.tensorBytes({ elements: f.tiledElements({ rows, columns, tileRows, tileColumns }), bytesPerElement: bytes }),
      steps: [
        md`
Rows rounded up to whole tiles, columns too.
        `,
        md`
In bytes.
        `,
      ],
    },
    turned: {
      label: 'Memory the other way round',
      unit: 'MB',
      byHand: 4.194304,
      solve: ({ rows, columns, bytes, tileRows, tileColumns }, f) =>
        f.tensorBytes({ elements: f.tiledElements({ rows: columns, columns: rows, tileRows, tileColumns }), bytesPerElement: bytes }),
      steps: [
        md`
Now the long dimension is contiguous, and the short one is rounded up to the rows of a tile.
        `,
        md`
In bytes.
        `,
      ],
    },
  },
  hint: () => md`
Divide each of the two dimensions by the matching side of the tile and round up. The contiguous dimension meets the long side.
  `,
  after: ({ rows, columns, bytes, tileRows, tileColumns }, f) => {
    const kept = f.byteRatio({
      first: f.tensorBytes({ elements: f.tiledElements({ rows, columns, tileRows, tileColumns }), bytesPerElement: bytes }),
      second: f.tensorBytes({ elements: f.matrixElements({ rows, columns }), bytesPerElement: bytes }),
    });
    return md`As stored, the array takes ${show(kept, { digits: 3 })} times its own size, and every read of it takes that many times as long. Heads of 64 are the usual case: half of each tile is padding. The compiler chooses layouts, and where two operations want different ones it inserts a ${tick('copy')} that moves the whole array. So a ${tick('copy')} or ${tick('transpose')} of some size in a trace deserves a look at both layouts.`;
  },
  fresh: {
    'heads-of-80': array(32_768, 80, 2),
    'vocabulary-of-gpt-2': array(50_257, 768, 4),
    'one-column': array(4096, 1, 4),
    'odd-both-ways': array(1001, 1001, 4),
  },
});

function tick(text: string): string {
  return `\`${text}\``;
}
