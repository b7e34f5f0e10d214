/** What is said to a plan in sharding notation. Markdown: notation stands in backticks. */
import type { NotationWords } from './sharding-feedback.ts';

const sent = (bytes: string | undefined): string => (bytes === undefined ? 'It moves nothing' : `Each device sends ${bytes}`);

export const notationWords: NotationWords = {
  titles: {
    unreadable: 'This cannot be read yet.',
    off: 'Not yet.',
    cheaper: 'Correct, and cheaper than ours.',
    dearer: 'Correct, but it can be had for less.',
    correct: 'Correct.',
  },
  unreadable: {
    empty: 'Nothing is typed yet.',
    'too-long': 'That is longer than any of these plans needs to be.',
    'tensor-expected': 'A tensor such as `A[I_X, J]` or a collective such as `AllGather_X(A)` has to stand here.',
    'target-expected': 'After an arrow stands the tensor that the step results in, and nothing else. Begin the next step on a new line.',
    'two-dimensions': 'A matrix has two dimensions, as in `A[I, J]`.',
    'dimension-expected': 'A dimension is a single letter, with its mesh axes after an underscore: `I`, or `I_X`.',
    'axis-expected': 'After an underscore stands a mesh axis: a single letter, or several in braces.',
    'partial-expected': 'Partial sums are marked `{U_X}`: unreduced along X.',
    'subscript-missing': 'Say along which mesh axis: `AllGather_X`, `ReduceScatter_{X,K}`.',
    unclosed: 'This bracket is never closed.',
    leftover: 'The step is complete before this. Begin the next one on a new line, or after a semicolon.',
  },
  off: {
    'unknown-tensor': ({ name }) => `There is no tensor ${name} at this point. Give the result of an earlier step that name with an arrow.`,
    'unknown-axis': ({ name }) => `The mesh has no axis ${name}.`,
    'axis-reused': ({ name }) =>
      `${name} cuts this tensor twice. A device has one coordinate along ${name}, so it can choose only one part with it.`,
    'layout-needed': ({ name }) => `Say how ${name} lies on the mesh, with a subscript on the dimension that is cut.`,
    uncut: ({ name, is }) => `${name} does not fit whole on a device here: cut one of its dimensions along ${is}.`,
    claim: ({ is, said }) =>
      `This says ${said}, but what lies on the devices is ${is}. Writing another layout moves no bytes: a collective does.`,
    'partial-forgotten': ({ is }) =>
      `What lies on the devices is ${is}: each has a sum over its own part of the contraction only, and they are yet to be added up.`,
    'no-contraction': ({ is, said }) =>
      `The columns of the left matrix run over ${is}, the rows of the right one over ${said}. They have to be the same dimension.`,
    'cut-differently': ({ is, said }) =>
      `The contraction is ${is} on the left and ${said} on the right, so a device's columns do not meet the rows they belong to.`,
    'axis-twice': ({ name }) =>
      `Rows and columns of the product would both be cut by ${name}. A device could compute only the block on the diagonal, and nobody would have the others.`,
    'partial-product': ({ name }) =>
      `One factor is a partial sum along ${name}, and the other is not the same on all devices along ${name}. Add the sums up first.`,
    'not-cut': ({ name }) => `Nothing of this tensor is cut along ${name} here.`,
    'axis-order': () => 'These axes do not cut one dimension as its finest cuts. Undo the finer cut first.',
    'not-partial': ({ name }) => `These are no partial sums along ${name}. Adding equal copies up would multiply the numbers.`,
    'not-replicated': ({ name }) =>
      `This tensor is not the same on all devices along ${name}, so a slice would throw away what no other device has.`,
    'dimension-missing': () => 'Say which dimension is to be cut: the letter after the comma, as K in `ReduceScatter_{X,K}`.',
    'dimension-unwanted': ({ name }) => `${name} cuts no dimension. To leave the result cut, use ReduceScatter.`,
    'dimension-unknown': ({ name }) => `The dimension ${name} cannot be cut in this step.`,
    'wrong-product': ({ is, said }) => `The plan ends with ${is}. What was asked for is ${said}.`,
    'goal-partial': ({ is, said }) => `The plan ends with ${is}: summands, not sums. What was asked for is ${said}.`,
    'goal-layout': ({ is, said }) => `The product is right, but it ends as ${is}. What was asked for is ${said}.`,
    'wrong-values': ({ is }) => `The layout is as asked, but ${is} is not the product that was asked for.`,
  },
  shown: ({ device, held, wanted, row, column }) =>
    `On our small mesh the device at ${device} holds ${held} in row ${row}, column ${column} of its block, where it should hold ${wanted}.`,
  cheaper: (theirs, ours) => `${sent(theirs)}; our plan sends ${ours}. Well found.`,
  dearer: (theirs, ours) =>
    `The numbers agree on every device. ${sent(theirs)}; ${ours === undefined ? 'our plan moves nothing' : `our plan does with ${ours}`}.`,
  level: (theirs) => `The numbers agree on every device. ${sent(theirs)}, as in our plan.`,
};
