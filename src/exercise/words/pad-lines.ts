/** The working pad’s feedback on each line. */
import { formatNumber, unitLabel, unitName } from '@scaling-workbook/formulas/units';
import type { Mark, PadLine } from '@scaling-workbook/exercises/pad/pad';
import type { LineNote, RefusedLine } from '@scaling-workbook/exercises/pad/pad-lines';
import type { PadSpec } from '@scaling-workbook/exercises/pad/pad-spec';
import { notRead } from './not-read.ts';
import type { Unreadable } from '@scaling-workbook/formulas/quantity-scan';

export interface LineFeedback {
  readonly tone: 'right' | 'departs' | 'unread' | 'none';
  /** In bold before the sentence; may be empty. */
  readonly title: string;
  readonly text: string;
  /** A slip's sentence, written by the exercise, as HTML. */
  readonly html?: string;
}

const quoted = (text: string): string => `“${text}”`;
const times = (factor: number): string =>
  `${factor > 1 ? 'too high' : 'too low'} by a factor of ${formatNumber(factor >= 1 ? factor : 1 / factor, 2)}`;

/** Worded differently from an answer. */
const refusals: Readonly<Partial<Record<RefusedLine['why'], (piece: string, near?: string) => string>>> = {
  'unknown-name': (piece, near) =>
    near === undefined
      ? `${piece} has no value yet and is not a unit. Define it on a line above, or start a note with #.`
      : `${piece} has no value yet. Did you mean ${quoted(near)}?`,
  'without-value': (piece) => `${piece} has no value because its line could not be read.`,
  'reserved-name': (piece) => `${piece} already means something here. Choose another name.`,
  'bad-name': (_, near) =>
    near === undefined
      ? `Before = write a one-word name that starts with a letter, such as t or peak_2.`
      : `A name is one word: write ${near} =`,
  'two-equals': () => 'Use one equals sign per line, and put the next value on its own line.',
  note: () => 'To write a note, start the line with #.',
  empty: (piece) => `${piece} has no value.`,
  'too-long': () => 'That line is too long. Split it into steps.',
  'not-a-number': (piece) => (piece === '' ? 'A value is missing.' : `${piece} contains no number.`),
};

const refusal = ({ why, text = '', near }: RefusedLine): string =>
  refusals[why]?.(text === '' ? '' : quoted(text), near) ?? notRead(why as Unreadable, text);

function note(of: LineNote, line: PadLine): string {
  switch (of.kind) {
    case 'as-unit':
      return `${quoted(of.name)} is read as the unit here, because it directly follows a number or a unit. For your own ${of.name}, write * or / with spaces around it.`;
    case 'near-name':
      return `${quoted(of.unit)} is read as the unit here. Did you mean your ${quoted(of.name)}?`;
    case 'bytes':
      return 'Read as bytes; for billions, write 8e9 or 8 billion.';
    case 'odd-unit':
      return line.read.ok ? `${unitName(line.read.measure.unit)} is an unusual unit. Did you multiply where you meant to divide?` : '';
  }
}

function departure(mark: Extract<Mark, { kind: 'departs' }>, spec: PadSpec): Omit<LineFeedback, 'tone'> {
  if (mark.how === 'given')
    return { title: 'This line differs.', text: `The question gives a different figure: yours is ${times(mark.factor)}.` };
  const step = spec.steps[mark.step];
  const name = quoted(step?.title ?? '');
  switch (mark.how) {
    case 'slip': {
      const html = step?.slips[mark.slip]?.[1];
      return { title: 'This line differs by a known slip.', text: `Instead of ${name}:`, ...(html !== undefined && { html }) };
    }
    case 'power':
      return { title: 'This line differs.', text: `The digits of ${name}, but ${powerOf(mark)}` };
    case 'inverted':
      return { title: 'This line differs.', text: `This is ${name} upside down.` };
    case 'ratio':
      return { title: 'This line may differ.', text: `If this is meant to be ${name}, it is ${times(mark.factor)}.` };
  }
}

function powerOf({ power, factor }: Extract<Mark, { how: 'power' }>): string {
  switch (power) {
    case 'thousand':
      return `${factor > 1 ? 'too high' : 'too low'} by a factor of ${formatNumber(Math.max(factor, 1 / factor), 15)}. Check the prefixes.`;
    case 'binary':
      return 'off by 1024 versus 1000. Here GB means 10⁹ bytes and GiB means 2³⁰.';
    case 'bits':
      return `${factor > 1 ? 'too high' : 'too low'} by exactly 8: bits versus bytes.`;
    case 'percent':
      return 'off by 100: a percentage versus a fraction.';
    case 'minutes':
    case 'hours':
      return `in a different unit of time: ${factor > 1 ? 'too high' : 'too low'} by a factor of ${power === 'minutes' ? 60 : 3600}.`;
  }
}

const linesNamed = (from: readonly number[]): string => {
  const numbers = from.map((at) => String(at + 1));
  return numbers.length === 1 ? `line ${numbers.join('')}` : `lines ${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1) ?? ''}`;
};

/** `spec` is undefined where the derivation could not be loaded. */
export function padFeedback(line: PadLine, spec: PadSpec | undefined): LineFeedback {
  const { read, mark } = line;
  if (!read.ok) return { tone: 'unread', title: 'Not read.', text: refusal(read) };
  const notes = read.notes.map((of) => note(of, line)).join(' ');
  const step = spec && mark.kind !== 'scratch' && 'step' in mark ? spec.steps[mark.step] : undefined;
  if (mark.kind === 'scratch' || !spec) return { tone: 'none', title: '', text: notes };
  if (mark.kind === 'departs') {
    const { text, ...rest } = departure(mark, spec);
    return { tone: 'departs', ...rest, text: rest.html === undefined && notes !== '' ? `${text} ${notes}` : text };
  }
  const field = spec.fields.find(({ key }) => key === step?.field);
  const what = quoted(step?.title ?? '') + (field && field.label !== step?.title ? `, the answer to ${quoted(field.label)}` : '');
  if (mark.kind === 'carried')
    return { tone: 'right', title: 'Consistent with your own numbers:', text: `${what}, with your value from ${linesNamed(mark.from)}.` };
  const adopted = mark.unit === undefined ? '' : ` Read in ${unitLabel(mark.unit)}; please write the unit after it.`;
  return { tone: 'right', title: 'Right:', text: `${what}.${adopted}${notes === '' ? '' : ` ${notes}`}` };
}
