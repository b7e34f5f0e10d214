import { amount, md, parts, show, type ShownFormulas } from '@scaling-workbook/exercises';
import { modelById } from '@scaling-workbook/formulas/models';
import { formatNumber } from '@scaling-workbook/formulas/units';

const mlpOf = (id: string) => {
  const { name, config } = modelById(id);
  return { model: name, width: amount(config.width, '1'), hidden: amount(config.hidden, '1') };
};

const meshes = [
  { x: 16, y: 1 },
  { x: 8, y: 2 },
  { x: 4, y: 4 },
  { x: 2, y: 8 },
  { x: 1, y: 16 },
] as const;

interface Sizes {
  readonly width: { readonly value: number };
  readonly hidden: { readonly value: number };
  readonly tokens: { readonly value: number };
}

/** What a device holds of gathered weights, and what it sends, where the tokens are cut X ways and the weights Y ways. */
const costOf = ({ x, y }: (typeof meshes)[number], { width, hidden, tokens }: Sizes, f: ShownFormulas) => {
  const params = f.gatedMlpParameters({ width: width.value, hidden: hidden.value });
  const held = f.shardBytes({ bytes: f.weightBytes({ params }), devices: y });
  const gathered = f.allGatherBytes({ bytes: held, devices: x });
  const activations = f.shardBytes({ bytes: f.mlpInputBytes({ tokens: tokens.value, width: width.value }), devices: x });
  const reduced = f.allReduceBytes({ bytes: activations, devices: y });
  return { held, gathered, reduced, sent: gathered.value + reduced.value };
};

export default parts({
  title: 'Sixteen devices, two axes',
  given: {
    ...mlpOf('llama-3-70b'),
    tokens: amount(131072, 'token'),
    x: amount(4, '1'),
    y: amount(4, '1'),
    room: amount(0.5e9, 'B'),
    bytesPerElement: amount(2, 'B/element'),
    bytesPerParam: amount(2, 'B/param'),
  },
  ask: ({ model, width, hidden, tokens, room, x, y }) =>
    md`Sixteen devices run the gated MLP of ${model} (width ${width}, hidden ${hidden}) forward over a batch of ${tokens}, all in BF16. Axis $X$ cuts the tokens and, as FSDP does, the storage of the weights; axis $Y$ is tensor-parallel: it cuts $F$. So a layer gathers its weights along $X$ and all-reduces its output along $Y$. At the moment of use a device holds its part of the three matrices, and there is room for ${show(room, { digits: 2 })} of them. What does a device send with $X$ = ${x} and $Y$ = ${y}, and which arrangement of the sixteen fits and sends least?`,
  fields: {
    gather: {
      label: 'Gathered along X, sent per device',
      unit: 'GB',
      byHand: 0.264241,
      solve: ({ width, hidden, x, y, bytesPerParam }, f) =>
        f.allGatherBytes({
          bytes: f.shardBytes({ bytes: f.weightBytes({ params: f.gatedMlpParameters({ width, hidden }), bytesPerParam }), devices: y }),
          devices: x,
        }),
      steps: [
        md`
Gate, up and down: three matrices.
        `,
        md`
Two bytes per parameter.
        `,
        md`
Tensor parallelism leaves a device one part of them.
        `,
        md`
That part is gathered from the devices along $X$.
        `,
      ],
    },
    reduce: {
      label: 'All-reduced along Y, sent per device',
      unit: 'GB',
      byHand: 0.805306,
      solve: ({ tokens, width, x, y, bytesPerElement }, f) =>
        f.allReduceBytes({
          bytes: f.shardBytes({ bytes: f.mlpInputBytes({ tokens, width, bytesPerElement }), devices: x }),
          devices: y,
        }),
      steps: [
        md`
The output of all tokens.
        `,
        md`
A group along $Y$ has its share of the tokens only.
        `,
        md`
A reduce-scatter and an all-gather.
        `,
      ],
    },
    mesh: {
      label: 'Which arrangement fits and sends least?',
      options: ({ width, hidden, tokens, room }, f) => {
        const costs = meshes.map((mesh) => ({ mesh, ...costOf(mesh, { width, hidden, tokens }, f) }));
        const fitting = costs.filter(({ held }) => held.value <= room.value);
        const least = Math.min(...fitting.map(({ sent }) => sent));
        return costs.map(({ mesh, held, gathered, reduced, sent }) => {
          const right = held.value <= room.value && sent === least;
          const total = md`it sends ${show(gathered, { digits: 3 })} of weights and ${show(reduced, { digits: 3 })} of activations, ${show(amount(sent, 'B'), { digits: 3 })} together`;
          return {
            text: md`X = ${formatNumber(mesh.x)}, Y = ${formatNumber(mesh.y)}`,
            right,
            say:
              held.value > room.value
                ? md`A device would hold ${show(held, { digits: 3 })} of weights, and there is room for ${show(room, { digits: 2 })}. (Otherwise: ${total}.)`
                : right
                  ? md`It holds ${show(held, { digits: 3 })} and ${total}: the least of those that fit.`
                  : md`It fits, with ${show(held, { digits: 3 })}, but ${total}. Another one that fits sends less.`,
          };
        });
      },
    },
  },
  hint: () => md`
More $Y$ means smaller weights per device, so less to hold and less to gather; but then each group along $Y$ has more tokens to all-reduce. Write both as a function of $X$ with $Y = 16/X$, and try the five arrangements.
  `,
  after: ({ hidden, tokens }, f) => {
    const plain = f.mixedFsdpRanks({ tokens, hidden, devices: 16 });
    // three matrices of this width are as many parameters as two of one and a half times the width
    const gated = f.mixedFsdpRanks({ tokens, hidden: 1.5 * hidden.value, devices: 16 });
    return md`The weights gathered shrink with $Y$ and the activations reduced shrink with $X$, so their sum has a minimum in between. With the factor $(P-1)/P$ left out it is where $3DF/Y = 2BD/X$, that is $X = \sqrt{2B \cdot 16/(3F)}$, here ${show(gated, { digits: 2 })}. For a plain MLP of two matrices it would be $\sqrt{B \cdot 16/F}$, ${show(plain, { digits: 2 })}: the rule that chapter 4 builds on. The minimum is flat, so memory, and which axis has the faster links, may decide.`;
  },
  fresh: {
    'fewer-tokens': { tokens: amount(16384, 'token') },
    'more-room': { room: amount(1.5e9, 'B'), tokens: amount(262144, 'token') },
    'llama-3-8b': { ...mlpOf('llama-3-8b'), room: amount(0.2e9, 'B'), x: amount(8, '1'), y: amount(2, '1') },
  },
});
