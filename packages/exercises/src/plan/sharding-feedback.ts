/** Picks the sentence for a judgement of a plan. The sentences are in the site's catalogue (src/exercise/words). */
import { formatQuantity } from '@scaling-workbook/formulas/units';
import type { FaultCode } from './sharding-layout.ts';
import type { Difference } from './sharding-mesh.ts';
import type { MissCode, NotationJudgement } from './sharding-notation.ts';
import type { Span, SyntaxCode } from './sharding-syntax.ts';

export interface NotationFeedback {
  /** In bold before the sentence. */
  readonly title: string;
  /** Markdown: notation stands in backticks. */
  readonly text: string;
  /** The part of the reader's text that it is about. */
  readonly at?: Span;
}

/** Layouts and dimensions as notation in backticks, a single axis as a name. */
export type Named = { readonly [K in 'name' | 'is' | 'said']: string };

/** Short, exact, kind; never the plan itself. Markdown. Amounts are undefined where nothing moves. */
export interface NotationWords {
  readonly titles: Readonly<Record<'unreadable' | 'off' | 'cheaper' | 'dearer' | 'correct', string>>;
  readonly unreadable: Readonly<Record<SyntaxCode, string>>;
  readonly off: Readonly<Record<FaultCode | MissCode, (fault: Named) => string>>;
  /** What one device holds, and what it should. */
  readonly shown: (seen: { readonly [K in 'device' | 'held' | 'wanted' | 'row' | 'column']: string }) => string;
  readonly cheaper: (theirs: string | undefined, ours: string) => string;
  readonly dearer: (theirs: string | undefined, ours: string | undefined) => string;
  readonly level: (theirs: string | undefined) => string;
}

/** Layouts and dimensions as notation; a single axis is a name. */
const quoted = (text = ''): string => (text.length > 1 ? `\`${text}\`` : text);

const signed = (number: number): string => String(number).replace('-', '−');

const coordinates = (device: Difference['device']): string =>
  Object.entries(device)
    .map(([axis, i]) => `${axis} = ${i}`)
    .join(', ');

const shown = ({ device, held, wanted, row, column }: Difference, words: NotationWords): readonly string[] =>
  Number.isFinite(held)
    ? [
        words.shown({
          device: coordinates(device),
          held: signed(held),
          wanted: signed(wanted),
          row: String(row + 1),
          column: String(column + 1),
        }),
      ]
    : [];

function priced(bytes: number, ours: number, { titles, cheaper, dearer, level }: NotationWords): NotationFeedback {
  const shown = (amount: number): string => formatQuantity(amount, 'B', { digits: 3 });
  const sent = bytes === 0 ? undefined : shown(bytes);
  if (bytes < ours * (1 - 1e-9)) return { title: titles.cheaper, text: cheaper(sent, shown(ours)) };
  if (bytes > ours * (1 + 1e-9)) return { title: titles.dearer, text: dearer(sent, ours === 0 ? undefined : shown(ours)) };
  return { title: titles.correct, text: level(sent) };
}

/** In plain text. */
export function notationFeedback(judgement: NotationJudgement, words: NotationWords): NotationFeedback {
  switch (judgement.verdict) {
    case 'unreadable':
      return { title: words.titles.unreadable, text: words.unreadable[judgement.problem.code], at: judgement.problem.at };
    case 'off': {
      const { fault, difference } = judgement;
      const said = words.off[fault.code]({ name: '', ...fault, is: quoted(fault.is), said: quoted(fault.said) });
      return { title: words.titles.off, text: [said, ...(difference ? shown(difference, words) : [])].join(' '), at: fault.at };
    }
    case 'correct':
      return priced(judgement.bytes, judgement.ours, words);
  }
}
