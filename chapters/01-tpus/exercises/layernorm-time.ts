import { amount, md, numeric, shape, show } from '@scaling-workbook/exercises';
import { a100, h100, tpuV5e, tpuV5p, tpuV6e, type Accelerator } from '@scaling-workbook/formulas/hardware';

const setting = (rows: number, columns: number, { name, hbmBandwidth }: Accelerator) => ({
  rows: amount(rows, '1'),
  columns: amount(columns, '1'),
  chip: name,
  bandwidth: hbmBandwidth,
});

export default numeric({
  title: 'A standalone LayerNorm',
  original: '1.3',
  given: { ...setting(2048, 8192, tpuV5e), bytesPerElement: amount(2, 'B/element') },
  ask: ({ rows, columns, chip, bandwidth }) =>
    md`A LayerNorm runs over a BF16 tensor of shape ${shape(rows, columns)} on one ${chip} (HBM at ${bandwidth}). It reads the tensor once and writes the result once. How long does that take at the very least?`,
  label: 'Least time',
  unit: 'ms',
  solve: ({ rows, columns, bytesPerElement, bandwidth }, f) =>
    f.memoryTime({ bytes: f.elementwiseBytes({ elements: f.matrixElements({ rows, columns }), bytesPerElement }), bandwidth }),
  byHand: 0.08194,
  steps: [
    md`
One number for each token and each channel.
    `,
    md`
Each of them crosses the memory bus twice: once on its way in, once on its way out.
    `,
    md`
A handful of FLOPs for each element is nothing beside that, so the bytes set the time.
    `,
  ],
  hint: () => md`
No matmul, so no MXU: only bytes count. Add what is read and what is written, two bytes for each element.
  `,
  after: ({ rows, columns, bytesPerElement, bandwidth }, f) => {
    const elements = f.matrixElements({ rows, columns });
    const saved = f.fusionBytesSaved({ elements, bytesPerElement });
    const threeReads = f.memoryTime({ bytes: f.elementwiseBytes({ elements, bytesPerElement, reads: 3 }), bandwidth });
    return md`One read is enough because a row, ${show(f.tensorBytes({ elements: f.matrixElements({ rows: 1, columns }), bytesPerElement }), { as: 'KiB', digits: 3 })}, waits on the chip while its mean and its variance are taken; going back to HBM for each of the two would make it ${show(threeReads, { digits: 3 })}. Better still is to have no separate kernel. Fused with the operation before it, the LayerNorm finds its input on the chip. If nothing else needs the tensor between the two, it is neither written nor read: ${show(saved, { digits: 3 })} less traffic, which saves ${show(f.memoryTime({ bytes: saved, bandwidth }), { digits: 3 })}. (In a transformer that tensor is often the residual stream. Then it has to be written all the same, and fusing saves the read, half of that.)`;
  },
  erratum: 'E09',
  fresh: {
    'd4096-v5e': setting(2048, 4096, tpuV5e),
    'd8192-v5p': setting(4096, 8192, tpuV5p),
    'd5120-v6e': setting(8192, 5120, tpuV6e),
    'd8192-h100': setting(2048, 8192, h100),
    'd12288-a100': setting(2048, 12288, a100),
  },
});
