/** Plans that the reader writes. Ids are permanent. */
import type { Layout, NotationTask } from '@scaling-workbook/exercises/plan/sharding-notation';

const layout = (rows: string, columns: string): Layout => {
  const dim = (text: string) => ({ name: text.charAt(0), axes: Array.from(text.slice(1)) });
  return { dims: [dim(rows), dim(columns)], partial: [] };
};

export interface Task extends NotationTask {
  readonly title: string;
  /** Backticks mark notation. */
  readonly ask: readonly string[];
  readonly hint: string;
}

export const tasks = {
  'complete-the-sums': {
    title: 'Complete the sums',
    ask: [
      'Four devices along axis X hold `A[I, J_X]` and `B[J_X, K]`, with I = K = 4096, J = 32768, in BF16.',
      'Write a plan that leaves the whole product, `C[I, K]`, on every device.',
    ],
    hint: 'The contraction is cut alike on both sides, so multiply first. What do the devices hold then? Write it in the notation, and use the collective that completes it.',
    mesh: { X: 4 },
    sizes: { I: 4096, J: 32768, K: 4096 },
    bytesPerElement: 2,
    inputs: { A: { layout: layout('I', 'JX') }, B: { layout: layout('JX', 'K') } },
    chain: ['A', 'B'],
    goal: { name: 'C', layout: layout('I', 'K') },
    ours: 'A[I, J_X] · B[J_X, K] → C[I, K]{U_X}\nAllReduce_X(C) → C[I, K]',
  },
  'weights-come-in-parts': {
    title: 'The weights come in parts',
    ask: [
      'Eight devices, axis X, share a batch and also the storage of a weight: `In[B_X, D]` and `W[D_X, F]`, with B = 4096 tokens, D = 8192, F = 28672, in BF16.',
      'Write a plan that ends with `Out[B_X, F]`. Ours is what FSDP does. For a batch as small as this there is a cheaper one.',
    ],
    hint: 'A device holds all columns of its rows of In, but only some rows of W. Something must be gathered: which of the two has to be whole along D? For the cheaper plan, look for a way that never moves a weight.',
    mesh: { X: 8 },
    sizes: { B: 4096, D: 8192, F: 28672 },
    bytesPerElement: 2,
    inputs: { In: { layout: layout('BX', 'D') }, W: { layout: layout('DX', 'F') } },
    chain: ['In', 'W'],
    goal: { name: 'Out', layout: layout('BX', 'F') },
    ours: 'AllGather_X(W[D_X, F]) → W[D, F]\nIn[B_X, D] · W[D, F] → Out[B_X, F]',
  },
  'two-matmuls-one-sum': {
    title: 'Two matmuls, one sum',
    ask: [
      'Eight devices, axis X, hold `In[B, D]` whole, with B = 2048, D = 8192, F = 28672, in BF16. The weights `W1[D, F]` and `W2[F, D]` are too large for that: you choose how each is cut along X. Write the cut where you first name the weight.',
      'Write a plan for In · W1 · W2 that leaves `Out[B, D]` on every device, with as few bytes sent as you can.',
    ],
    hint: 'Cut W1 so that nothing has to be sent for the first product. That product comes out cut along one dimension. Can W2 be cut so that it takes the product as it is?',
    mesh: { X: 8 },
    sizes: { B: 2048, D: 8192, F: 28672 },
    bytesPerElement: 2,
    inputs: { In: { layout: layout('B', 'D') }, W1: { dims: ['D', 'F'], over: ['X'] }, W2: { dims: ['F', 'D'], over: ['X'] } },
    chain: ['In', 'W1', 'W2'],
    goal: { name: 'Out', layout: layout('B', 'D') },
    ours: 'In · W1[D, F_X] → H[B, F_X]\nH · W2[F_X, D] → Out[B, D]{U_X}\nAllReduce_X(Out) → Out[B, D]',
  },
} as const satisfies Readonly<Record<string, Task>>;

export type TaskId = keyof typeof tasks;
