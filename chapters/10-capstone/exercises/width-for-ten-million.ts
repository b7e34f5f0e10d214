import { amount, md, parts, show } from '@scaling-workbook/exercises';

/** A stack to be sized: what it may hold, and in how many layers. */
const stack = (params: number, layers: number) => ({ params: amount(params, 'param'), layers: amount(layers, '1') });

export default parts({
  title: 'A width for ten million parameters',
  original: '10.2',
  given: { ...stack(10e6, 6), headDim: amount(64, '1') },
  ask: ({ params, layers, headDim }) =>
    md`A decoder is to have ${layers} layers with ${params} in them, counted as $12Ld^2$. Which width gives exactly that? Which multiple of ${headDim} is nearest, so that the width divides into whole heads? And how many parameters do the layers have at that width?`,
  fields: {
    exact: {
      label: 'Exact width',
      unit: '1',
      byHand: 372.67799625,
      solve: ({ params, layers }, f) => f.widthForParameters({ params, layers }),
      steps: [
        md`
Attention and MLP have $12d^2$ parameters in each layer. Solve $12Ld^2 = N$ for $d$.
        `,
      ],
    },
    width: {
      label: 'Nearest multiple',
      unit: '1',
      tolerance: 0,
      byHand: 384,
      solve: ({ headDim }, f, earlier) => f.nearestMultiple({ value: earlier('exact'), multiple: headDim }),
      steps: [
        md`
Whole heads, and sides that fill the tiles of a matrix unit.
        `,
      ],
    },
    params: {
      label: 'Parameters at that width',
      unit: 'param',
      byHand: 10_616_832,
      solve: ({ layers }, f, earlier) => f.stackParameters({ layers, width: earlier('width') }),
      steps: [
        md`
The width enters squared, so a few per cent more width are about twice as many per cent more parameters.
        `,
      ],
    },
  },
  hint: () => md`
A layer has $4d^2$ in attention and $8d^2$ in an MLP that is four times as wide inside. All layers share the budget.
  `,
  after: ({ params, layers, headDim }, f) => {
    const width = f.nearestMultiple({ value: f.widthForParameters({ params, layers }), multiple: headDim });
    const real = f.stackParameters({ layers, width });
    return md`A width of ${width} makes ${show(f.headCount({ width, headDim }))} heads of ${headDim} and ${show(real, { digits: 4 })}, ${show(f.ratio({ first: Number(real.value), second: Number(params.value) }), { digits: 4 })} times what was asked. If the count alone mattered, a width between the multiples would come closer. Few would choose it: a matmul pads an odd side up to a whole tile and computes the padding at every step. With the two tables of a vocabulary of 13 it is ${show(f.stackParametersWithEmbedding({ layers, width, vocab: 13 }), { digits: 5 })}, which is hardly more. A language model of this size would spend most of its parameters on them.`;
  },
  erratum: 'E54',
  fresh: {
    // Widths of GPT-2's four sizes come out exactly: Radford et al. 2019, Table 2.
    'eighty-five-million': stack(85e6, 12),
    'three-hundred-million': stack(300e6, 24),
    'seven-hundred-million': stack(700e6, 36),
    'one-and-a-half-billion': stack(1.5e9, 48),
    'one-billion-in-sixteen': stack(1e9, 16),
  },
});
