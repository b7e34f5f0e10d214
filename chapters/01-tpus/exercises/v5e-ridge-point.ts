import { md, numeric, show } from '@scaling-workbook/exercises';
import { h100, tpuV3, tpuV4, tpuV5e, tpuV5p, tpuV6e, tpuV7 } from '@scaling-workbook/formulas/hardware';

const chip = ({
  name,
  peak,
  hbmBandwidth,
}: typeof tpuV3 | typeof tpuV4 | typeof tpuV5e | typeof tpuV5p | typeof tpuV6e | typeof tpuV7) => ({
  chip: name,
  peak: peak.bf16,
  bandwidth: hbmBandwidth,
});

export default numeric({
  title: 'The ridge point of a v5e',
  original: '1.2',
  given: chip(tpuV5e),
  ask: (g) => md`The ${g.chip} computes at most ${g.peak} in BF16 and reads its HBM at ${g.bandwidth}. What is its ridge point?`,
  label: 'Ridge point',
  unit: 'FLOP/B',
  solve: ({ peak, bandwidth }, f) => f.ridgePoint({ peak, bandwidth }),
  byHand: 240.537,
  steps: [
    md`
How many FLOPs the arrays could do in the time in which one byte arrives.
    `,
  ],
  hint: () => md`
The same quotient as for the H100 in chapter 0. Bring both figures to plain units first.
  `,
  after: ({ chip, peak, bandwidth }, f) => {
    const here = f.ridgePoint({ peak, bandwidth });
    const there = f.ridgePoint({ peak: h100.peak.bf16, bandwidth: h100.hbmBandwidth });
    const side = (ridge: typeof here) => show(f.computeBoundSquareSize({ ridge }), { digits: 3 });
    const [order, meaning] =
      here.value < there.value
        ? ['lower', 'A low ridge makes a chip easy to keep busy, since its compute asks for fewer FLOPs from each byte.']
        : ['higher', 'A high ridge asks for more FLOPs from each byte, so more kernels are memory-bound on such a chip.'];
    return md`That is ${order} than the ${show(there, { digits: 3 })} of an H100. A square BF16 matmul is compute-bound on a ${chip} from a side of about ${side(here)}, on the H100 from ${side(there)}. ${meaning} A ridge does not tell you which chip is faster, only how many FLOPs each byte must serve to keep it busy.`;
  },
  erratum: 'E07',
  fresh: {
    'tpu-v3': chip(tpuV3),
    'tpu-v4': chip(tpuV4),
    'tpu-v5p': chip(tpuV5p),
    'tpu-v6e': chip(tpuV6e),
    'tpu-v7': chip(tpuV7),
  },
});
