/** The words of the working pad for each line: short, exact, kind. */
import { formatNumber, unitLabel, unitName } from '@scaling-workbook/formulas/units';
import type { Mark, PadLine } from '@scaling-workbook/exercises/pad/pad';
import type { LineNote, RefusedLine } from '@scaling-workbook/exercises/pad/pad-lines';
import type { PadSpec } from '@scaling-workbook/exercises/pad/pad-spec';
import { notRead } from './not-read.ts';
import type { Unreadable } from '@scaling-workbook/formulas/quantity-scan';

export interface LineFeedback {
  readonly tone: 'right' | 'departs' | 'unread' | 'none';
  /** Stands in bold before the sentence; empty where there is nothing to say. */
  readonly title: string;
  readonly text: string;
  /** A slip's sentence, written by the exercise, as HTML. */
  readonly html?: string;
}

const quoted = (text: string): string => `“${text}”`;
const times = (factor: number): string =>
  `${factor > 1 ? 'too high' : 'too low'} by a factor of ${formatNumber(factor >= 1 ? factor : 1 / factor, 2)}`;

/** What the pad says in words of its own; all else is said as it is to an answer. */
const refusals: Readonly<Partial<Record<RefusedLine['why'], (piece: string, near?: string) => string>>> = {
  'unknown-name': (piece, near) =>
    near === undefined
      ? `${piece} has no value yet, and is no unit. Give it one in a line above, or begin a note with #.`
      : `${piece} has no value yet. Did you mean ${quoted(near)}?`,
  'without-value': (piece) => `${piece} has no value, because its own line could not be read.`,
  'reserved-name': (piece) => `${piece} already means something here. Choose another name.`,
  'bad-name': (_, near) =>
    near === undefined
      ? `What stands before = must be one word, such as t or peak_2. It begins with a letter.`
      : `A name is one word: write ${near} =`,
  'two-equals': () => 'One equals sign a line, please: give the next value a line of its own.',
  note: () => 'For a note, begin the line with #.',
  empty: (piece) => `${piece} is given no value.`,
  'too-long': () => 'That line is too long. Cut it into steps.',
  'not-a-number': (piece) => (piece === '' ? 'A value is missing.' : `There is no number in ${piece}.`),
};

const refusal = ({ why, text = '', near }: RefusedLine): string =>
  refusals[why]?.(text === '' ? '' : quoted(text), near) ?? notRead(why as Unreadable, text);

function note(of: LineNote, line: PadLine): string {
  switch (of.kind) {
    case 'as-unit':
      return `Here ${quoted(of.name)} is the unit, as it stands right behind a number or a unit; for your own ${of.name}, write * or / with spaces around it.`;
    case 'near-name':
      return `Here ${quoted(of.unit)} is the unit. Did you mean your ${quoted(of.name)}?`;
    case 'bytes':
      return 'Read as bytes; for a billion write 8e9 or 8 billion.';
    case 'odd-unit':
      return line.read.ok ? `${unitName(line.read.measure.unit)} measures nothing one meets. Multiplied where you meant to divide?` : '';
  }
}

function departure(mark: Extract<Mark, { kind: 'departs' }>, spec: PadSpec): Omit<LineFeedback, 'tone'> {
  if (mark.how === 'given')
    return { title: 'It departs here.', text: `The question gives another figure: yours is ${times(mark.factor)}.` };
  const step = spec.steps[mark.step];
  const name = quoted(step?.title ?? '');
  switch (mark.how) {
    case 'slip': {
      const html = step?.slips[mark.slip]?.[1];
      return { title: 'It departs here, by a known slip.', text: `Instead of ${name}:`, ...(html !== undefined && { html }) };
    }
    case 'power':
      return { title: 'It departs here.', text: `The digits of ${name}, but ${powerOf(mark)}` };
    case 'inverted':
      return { title: 'It departs here.', text: `This is ${name} upside down.` };
    case 'ratio':
      return { title: 'It seems to depart here.', text: `If this is to be ${name}, it is ${times(mark.factor)}.` };
  }
}

function powerOf({ power, factor }: Extract<Mark, { how: 'power' }>): string {
  switch (power) {
    case 'thousand':
      return `${factor > 1 ? 'too high' : 'too low'} by a factor of ${formatNumber(Math.max(factor, 1 / factor), 15)}. Check the prefixes.`;
    case 'binary':
      return 'off by 1024 against 1000. Here GB means 10⁹ bytes and GiB means 2³⁰.';
    case 'bits':
      return `${factor > 1 ? 'too high' : 'too low'} by exactly 8: bits against bytes.`;
    case 'percent':
      return 'off by 100: a percentage against a fraction of one.';
    case 'minutes':
    case 'hours':
      return `in another unit of time: ${factor > 1 ? 'too high' : 'too low'} by a factor of ${power === 'minutes' ? 60 : 3600}.`;
  }
}

const linesNamed = (from: readonly number[]): string => {
  const numbers = from.map((at) => String(at + 1));
  return numbers.length === 1 ? `line ${numbers.join('')}` : `lines ${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1) ?? ''}`;
};

/** What the pad says about one line; `spec` is undefined where the derivation could not be loaded. */
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
    return { tone: 'right', title: 'Right by your own numbers:', text: `${what}, with your value of ${linesNamed(mark.from)}.` };
  const adopted = mark.unit === undefined ? '' : ` Taken to be in ${unitLabel(mark.unit)}; write the unit behind it.`;
  return { tone: 'right', title: 'Right:', text: `${what}.${adopted}${notes === '' ? '' : ` ${notes}`}` };
}
