import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { modelById } from '@scaling-workbook/formulas/models';

const mlpOf = (id: string) => {
  const { name, config } = modelById(id);
  return { model: name, width: amount(config.width, '1'), hidden: amount(config.hidden, '1') };
};

export default parts({
  title: 'The way back through an MLP',
  given: {
    ...mlpOf('llama-3-8b'),
    tokens: amount(8192, 'token'),
    devices: amount(8, '1'),
    bytesPerElement: amount(2, 'B/element'),
  },
  ask: ({ model, width, hidden, tokens, devices }) =>
    md`The gated MLP of ${model} (width ${width}, hidden ${hidden}) runs on ${devices} tensor-parallel devices with ${tokens} in BF16: $G = \text{In} \cdot W_g[D, F_X]$ and $U = \text{In} \cdot W_u[D, F_X]$, then $\text{Out} = (\phi(G) \odot U) \cdot W_d[F_X, D]$. In, Out and their gradients are whole on every device. What does each device send in the forward pass, and what in the backward pass, if it sends as little as it can?`,
  fields: {
    forward: {
      label: 'Forward, sent per device',
      unit: 'MB',
      byHand: 117.4405,
      solve: ({ tokens, width, devices, bytesPerElement }, f) =>
        f.allReduceBytes({ bytes: f.mlpInputBytes({ tokens, width, bytesPerElement }), devices }),
      slips: [
        {
          name: 'hidden-completed',
          say: 'That completes the hidden activations. $G$ and $U$ come out finished, cut along $F$ as the last matmul needs them.',
          solve: ({ tokens, hidden, devices, bytesPerElement }, f) =>
            f.allReduceBytes({ bytes: f.hiddenActivationBytes({ tokens, hidden, bytesPerElement }), devices }),
        },
      ],
      steps: [
        md`
Out is the only partial sum: tokens × width.
        `,
        md`
One all-reduce.
        `,
      ],
    },
    backward: {
      label: 'Backward, sent per device',
      unit: 'MB',
      byHand: 117.4405,
      solve: ({ tokens, width, devices, bytesPerElement }, f) =>
        f.allReduceBytes({ bytes: f.mlpInputBytes({ tokens, width, bytesPerElement }), devices }),
      slips: [
        {
          name: 'two-all-reduces',
          say: 'That completes the gradients through $W_g$ and $W_u$ one by one. A device can add its two partial sums first; one all-reduce completes both.',
          solve: ({ tokens, width, devices, bytesPerElement }, f) =>
            f.blockAllReduceBytes({
              allReduce: f.allReduceBytes({ bytes: f.mlpInputBytes({ tokens, width, bytesPerElement }), devices }),
              allReduces: 2,
            }),
        },
      ],
      steps: [
        md`
The gradient of In contracts over $F$, which is cut: a partial sum of tokens × width.
        `,
        md`
One all-reduce, after each device has added what comes back through $W_g$ and through $W_u$.
        `,
      ],
    },
    weights: {
      label: 'And the gradients of the weights?',
      options: ({ devices }) => [
        {
          text: md`
Nothing is sent for them here
          `,
          right: true,
          say: md`
$dW_g[D, F_X] = \text{In}^\top \cdot dG[B, F_X]$ contracts over the tokens, and every device has all of them. Each ends up with the complete gradient of just the columns it holds. Were the tokens cut as well, along a data axis, the gradients would be partial sums along that axis.
          `,
        },
        {
          text: md`Each is all-reduced over the ${devices} devices`,
          right: false,
          say: md`
That is data parallelism, where each device has its own tokens and $B$ is cut. Here each device sees every token, and holds a part of the weight that no other device holds.
          `,
        },
        {
          text: md`
Each is reduce-scattered, as in FSDP
          `,
          right: false,
          say: md`
FSDP cuts the tokens, gathers the weights forward and so scatters their gradients backward. Here no weight was gathered.
          `,
        },
      ],
    },
  },
  hint: () => md`
Write each matmul of the backward pass in the notation: $dA = dC \cdot B^\top$ contracts over $K$, and $dB = A^\top \cdot dC$ over $I$. Which of these contractions is cut along $X$?
  `,
  after: ({ tokens, width, devices, bytesPerElement }, f) => {
    const one = f.allReduceBytes({ bytes: f.mlpInputBytes({ tokens, width, bytesPerElement }), devices });
    return md`The two passes mirror each other: where In is used whole by every device going forward, its gradient is a sum over the devices coming back, and where Out is a sum going forward, its gradient is used whole coming back. So a tensor-parallel MLP sends ${show(one, { digits: 3 })} each way, and a layer, with attention built the same way, four such all-reduces in a training step. If activations are recomputed, the forward all-reduces may be paid a second time.`;
  },
  fresh: {
    'llama-3-70b': mlpOf('llama-3-70b'),
    'four-devices': { devices: amount(4, '1') },
    'llama-3-1-405b': { ...mlpOf('llama-3.1-405b'), tokens: amount(16384, 'token') },
  },
});
