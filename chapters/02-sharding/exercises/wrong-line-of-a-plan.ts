import { amount, choice, md, show } from '@scaling-workbook/exercises';

const sizes = (i: number, j: number, k: number, devices: number) => ({
  i: amount(i, '1'),
  j: amount(j, '1'),
  k: amount(k, '1'),
  devices: amount(devices, '1'),
});

export default choice({
  title: 'Find the wrong line',
  given: { ...sizes(8192, 4096, 16384, 4), bytesPerElement: amount(2, 'B/element') },
  ask: ({ devices, i, j, k }) =>
    md`Along an axis $X$ of ${devices} devices, $A[I_X, J]$ and $B[J, K_X]$ are to become $C[I_X, K]$, with $I$ = ${i}, $J$ = ${j}, $K$ = ${k}, in BF16. A colleague writes: (1) $A[I_X, J] \cdot B[J, K_X] \to C[I_X, K_X]$, (2) $\text{AllGather}_X(C[I_X, K_X]) \to C[I_X, K]$. What is wrong with the plan?`,
  label: 'Choose the true statement',
  options: ({ i, j, k, devices, bytesPerElement }, f) => {
    const of = (rows: typeof i, columns: typeof i) => f.tensorBytes({ elements: f.matrixElements({ rows, columns }), bytesPerElement });
    const b = f.allGatherBytes({ bytes: of(j, k), devices });
    const a = f.allGatherBytes({ bytes: of(i, j), devices });
    return [
      {
        text: md`
Nothing: no contraction is cut, so line 1 needs no communication, and line 2 gathers the result
        `,
        right: false,
        say: md`The contraction is whole, but look at the output of line 1: it is cut twice along $X$. The device at place 2 would have only the block in row band 2 and column band 2, and nobody would compute the ${show(f.ratio({ first: devices.value * (devices.value - 1), second: devices.value ** 2 }), { as: '%', digits: 2 })} of blocks off the diagonal.`,
      },
      {
        text: md`
Line 1: its output is cut twice along the same axis, so one factor has to be gathered first
        `,
        right: true,
        say: md`This is the fourth case. Gather $B$ first, ${show(b, { digits: 3 })} sent per device, and multiply $A[I_X, J] \cdot B[J, K] \to C[I_X, K]$: the result is already as asked. (Gathering $A$, ${show(a, { digits: 3 })}, would end in $C[I, K_X]$, and an all-to-all would still have to move the cut.)`,
      },
      {
        text: md`
Line 1: the product is a partial sum and needs an all-reduce
        `,
        right: false,
        say: md`
A partial sum arises only if the contraction $J$ is cut. Here each device holds all of $J$ for its rows and its columns, so what it computes is final. There is just too little of it.
        `,
      },
      {
        text: md`
Line 2: it should be a reduce-scatter
        `,
        right: false,
        say: md`
There is nothing to reduce: no device holds a partial sum. By the time of line 2 it is too late anyway, since most blocks of $C$ were never computed.
        `,
      },
    ];
  },
  hint: () => md`
Draw the blocks of $C$ for two devices. Which blocks can device 1 compute from what it holds, and which can device 2? Who computes the other two?
  `,
  after: ({ i, j, k, devices, bytesPerElement }, f) => {
    const b = f.tensorBytes({ elements: f.matrixElements({ rows: j, columns: k }), bytesPerElement });
    const c = f.tensorBytes({ elements: f.matrixElements({ rows: i, columns: k }), bytesPerElement });
    return md`When the same axis cuts a row dimension of one factor and a column dimension of the other, one of the two has to give way. Gather the factor whose cut you do not want in the result; here that is $B$, and ${show(f.allGatherBytes({ bytes: b, devices }), { digits: 3 })} are sent. If either cut will do, gather the smaller one. $C$ itself is ${show(c, { digits: 3 })}.`;
  },
  fresh: {
    'eight-devices': sizes(8192, 4096, 16384, 8),
    'long-rows': sizes(65536, 4096, 8192, 4),
  },
});
