/** What is said to a plan in sharding notation. Notation stands in backticks. */
import type { NotationWords } from '@scaling-workbook/exercises/plan/sharding-feedback';

const sent = (bytes: string | undefined): string => (bytes === undefined ? 'It moves nothing' : `Each device sends ${bytes}`);

export const notationWords: NotationWords = {
  titles: {
    unreadable: 'I cannot read this yet.',
    off: 'Not yet.',
    cheaper: 'Correct, and cheaper than ours.',
    dearer: 'Correct, but there is a cheaper plan.',
    correct: 'Correct.',
  },
  unreadable: {
    empty: 'You have not typed anything yet.',
    'too-long': 'That is longer than any of these plans needs to be.',
    'tensor-expected': 'I expect a tensor such as `A[I_X, J]` or a collective such as `AllGather_X(A)` here.',
    'target-expected': 'After an arrow I expect the tensor that the step results in, and nothing else. Begin the next step on a new line.',
    'two-dimensions': 'A matrix has two dimensions, as in `A[I, J]`.',
    'dimension-expected': 'A dimension is a single letter, with its mesh axes after an underscore: `I`, or `I_X`.',
    'axis-expected': 'After an underscore I expect a mesh axis: a single letter, or several in braces.',
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
    'layout-needed': ({ name }) => `Say how ${name} is sharded, with a subscript on the dimension that is cut.`,
    uncut: ({ name, is }) => `${name} does not fit whole on a device here: cut one of its dimensions along ${is}.`,
    claim: ({ is, said }) =>
      `This says ${said}, but what the devices hold is ${is}. Writing another layout does not change it: that takes a collective.`,
    'partial-forgotten': ({ is }) =>
      `What the devices hold is ${is}: each has a sum over its own part of the contraction only, and these partial sums still have to be added up.`,
    'no-contraction': ({ is, said }) =>
      `The columns of the left matrix run over ${is}, the rows of the right one over ${said}. They have to be the same dimension.`,
    'cut-differently': ({ is, said }) =>
      `The contraction is ${is} on the left and ${said} on the right, so a device's columns do not meet the rows they belong to.`,
    'axis-twice': ({ name }) =>
      `Rows and columns of the product would both be cut by ${name}. A device could compute only its block on the diagonal, and no device would have the others.`,
    'partial-product': ({ name }) =>
      `One factor is a partial sum along ${name}, and the other is not the same on all devices along ${name}. Add the sums up first.`,
    'not-cut': ({ name }) => `Nothing of this tensor is cut along ${name} here.`,
    'axis-order': () => 'Another axis cuts this dimension more finely than these do. Undo the finer cut first.',
    'not-partial': ({ name }) => `These are no partial sums along ${name}. Adding equal copies up would multiply the numbers.`,
    'not-replicated': ({ name }) =>
      `This tensor is not the same on all devices along ${name}, so a slice would discard values that no other device has.`,
    'dimension-missing': () => 'Say which dimension is to be cut: the letter after the comma, as K in `ReduceScatter_{X,K}`.',
    'dimension-unwanted': ({ name }) => `${name} cuts no dimension. To leave the result cut, use ReduceScatter.`,
    'dimension-unknown': ({ name }) => `The dimension ${name} cannot be cut in this step.`,
    'wrong-product': ({ is, said }) => `The plan ends with ${is}. What was asked for is ${said}.`,
    'goal-partial': ({ is, said }) => `The plan ends with ${is}: partial sums, not totals. What was asked for is ${said}.`,
    'goal-layout': ({ is, said }) => `The product is right, but it ends as ${is}. What was asked for is ${said}.`,
    'wrong-values': ({ is }) => `The layout is as asked, but ${is} is not the product that was asked for.`,
  },
  shown: ({ device, held, wanted, row, column }) =>
    `On our small mesh the device at ${device} holds ${held} in row ${row}, column ${column} of its block, where it should hold ${wanted}.`,
  cheaper: (theirs, ours) => `${sent(theirs)}; our plan sends ${ours}. Nicely done.`,
  dearer: (theirs, ours) =>
    `The numbers agree on every device. ${sent(theirs)}; ${ours === undefined ? 'our plan moves nothing' : `in our plan it sends ${ours}`}.`,
  level: (theirs) => `The numbers agree on every device. ${sent(theirs)}, as in our plan.`,
};

export const placeMarked = 'Your plan, with the place marked';
export const caption = 'What the plan costs';
export const columns = { step: 'Step', leaves: 'Leaves', sent: 'Sent per device' } as const;
export const together = 'Together';
export const none = 'none';
