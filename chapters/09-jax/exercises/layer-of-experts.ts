import { amount, letter, md, parts, show } from '@scaling-workbook/exercises';

export default parts({
  title: 'A layer of experts',
  book: 'sb-jax-stuff-2',
  given: {
    S: letter(),
    D: letter(),
    F: letter(),
    E: letter('1', { from: 8, to: 256, whole: true }),
    k: letter('1', { from: 2, to: 8, whole: true }),
    tokens: amount(8192, '1'),
    width: amount(4096, '1'),
    hidden: amount(2048, '1'),
    devices: amount(8, '1'),
    bytes: amount(4, 'B/element'),
  },
  ask: ({ tokens, width, hidden, devices, bytes }) =>
    md`$W[E, D, F]$ holds $E$ experts, $A[S, D]$ the tokens, and $B[S, k]$ the numbers of the $k$ experts of each token; a token's output is the mean of its experts' products. How many FLOPs do the products take if each token meets only its own experts, and how many if a scan runs every expert on every token and a mask picks the right ones? Then cut experts and tokens over $X$ = ${devices} devices, at ${bytes}, with ${tokens} tokens in all, $D$ = ${width} and $F$ = ${hidden}. How large would the array be that gathers a matrix for each token, $[S, D, F]$? What does each device send if it gathers all of $A$, on a ring? And if each token is sent to one expert's device by an all-to-all through a switch, with tokens and experts evenly spread?`,
  fields: {
    routed: {
      label: 'FLOPs, own experts only',
      unit: 'FLOP',
      byHand: '2 k S D F',
      solve: ({ S, D, F, k }, f) => f.batchedMatmulFlops({ batch: k, m: S, k: D, n: F }),
    },
    masked: {
      label: 'FLOPs, every expert on every token',
      unit: 'FLOP',
      byHand: '2 E S D F',
      solve: ({ S, D, F, E }, f) => f.batchedMatmulFlops({ batch: E, m: S, k: D, n: F }),
    },
    materialised: {
      label: 'Size of [S, D, F]',
      unit: 'GB',
      byHand: 274.877906944,
      solve: ({ tokens, width, hidden, bytes }, f) =>
        f.tensorBytes({ elements: f.tensorElements({ first: tokens, second: width, third: hidden }), bytesPerElement: bytes }),
    },
    gathered: {
      label: 'Sent to gather A',
      unit: 'MB',
      byHand: 117.440512,
      solve: ({ tokens, width, devices, bytes }, f) =>
        f.allGatherBytes({
          bytes: f.tensorBytes({ elements: f.matrixElements({ rows: tokens, columns: width }), bytesPerElement: bytes }),
          devices,
        }),
    },
    exchanged: {
      label: 'Sent by the all-to-all',
      unit: 'MB',
      byHand: 14.680064,
      solve: ({ tokens, width, devices, bytes }, f) =>
        f.allToAllBytes({
          bytes: f.tensorBytes({ elements: f.matrixElements({ rows: tokens, columns: width }), bytesPerElement: bytes }),
          devices,
        }),
    },
    room: {
      label: 'The hint proposes a buffer [E, S, D]. Why is its second dimension S?',
      options: () => [
        {
          text: md`
All tokens may have chosen the same expert, and a shape has to be known while tracing
          `,
          right: true,
          say: md`
How many tokens an expert gets is data, and shapes are not. So the buffer has room for the worst case, most of it stays empty, and its products are wasted. A capacity below *S* drops tokens instead, and a ragged product avoids the buffer.
          `,
        },
        {
          text: md`
Each token is copied to every expert
          `,
          right: false,
          say: md`
Each token is copied to its own expert's part only. The other places stay empty.
          `,
        },
        {
          text: md`
The output needs one row for each token
          `,
          right: false,
          say: md`
That holds of the output and of any layout of the buffer. Ask what an expert has to be prepared for.
          `,
        },
      ],
    },
  },
  hint: () => md`
A token and an expert make $2DF$ FLOPs. For the bytes: what is the whole of $A$, and which fraction of it passes through one device in each collective of chapter 2?
  `,
  after: ({ tokens, width, devices, bytes }, f) => {
    const whole = f.tensorBytes({ elements: f.matrixElements({ rows: tokens, columns: width }), bytesPerElement: bytes });
    return md`The scan that the companion book prints for its first part runs every expert on every token, $E/k$ times the FLOPs that are needed; it says itself that *ragged_dot* is more efficient. The results have to come back as well, by another all-to-all of rows of width $F$. With $k$ experts a token is sent $k$ times, so the all-to-all is cheaper than gathering ${show(whole, { digits: 3 })} as long as $k$ is below ${devices}. The programs below compare masked, sorted and exchanged versions.`;
  },
  fresh: {
    'sixteen-devices': { devices: amount(16, '1') },
    'bf16-tokens': { bytes: amount(2, 'B/element') },
    'many-tokens': { tokens: amount(65_536, '1') },
  },
});
