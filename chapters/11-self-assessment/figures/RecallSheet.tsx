/** Day 2: formulas typed from memory, judged by what they compute. What is typed is not kept: the next sheet is blank again. */
import { toSentence } from '@scaling-workbook/exercises/expression';
import { judgeRecall, type RecallVerdict } from '@scaling-workbook/exercises/recall';
import { useEffect, useState, type ReactNode, type SubmitEvent } from 'react';
import { namesOf, recallItems, type RecallItem } from './recall-tasks.ts';

interface Props {
  /** By `item/slip`: what the slip says, as HTML. */
  readonly says: Readonly<Record<string, string>>;
}

const rounded = (factor: number): string => String(Number(factor.toPrecision(3)));

function Verdict({ item, verdict, says }: { readonly item: RecallItem; readonly verdict: RecallVerdict } & Props): ReactNode {
  const names = item.names.map(({ name }) => name);
  if (verdict.kind === 'unreadable') return <p>{toSentence(verdict.refusal, names)}</p>;
  const read = <p className="echo">Read as {verdict.read}</p>;
  switch (verdict.kind) {
    case 'right':
      return (
        <>
          <p>
            <strong>Right.</strong>
          </p>
          {read}
        </>
      );
    case 'slip':
      return (
        <>
          <p dangerouslySetInnerHTML={{ __html: says[`${item.id}/${verdict.slip}`] ?? '' }} />
          {read}
        </>
      );
    case 'without':
      return (
        <>
          <p>Not yet: the result also depends on {verdict.names.join(' and ')}.</p>
          {read}
        </>
      );
    case 'factor':
      return (
        <>
          <p>Everything is there but a constant: yours is {rounded(verdict.factor)} times what it should be.</p>
          {read}
        </>
      );
    case 'wrong':
      return (
        <>
          <p>Not yet. It computes something else; check it with units, or with a case whose answer you know.</p>
          {read}
        </>
      );
  }
}

function Item({
  item,
  says,
  live,
  onRight,
}: { readonly item: RecallItem; readonly live: boolean; readonly onRight: () => void } & Props): ReactNode {
  const [text, setText] = useState('');
  const [verdict, setVerdict] = useState<RecallVerdict>();
  const id = `recall-${item.id}`;
  const check = (event: SubmitEvent): void => {
    event.preventDefault();
    const judged = judgeRecall(text, { formula: item.formula, names: namesOf(item) }, item.id);
    setVerdict(judged);
    if (judged.kind === 'right') onRight();
  };
  return (
    <li data-recall={item.id} data-verdict={verdict?.kind}>
      <form onSubmit={check}>
        <label htmlFor={id}>{item.title}</label>
        <p className="names" id={`${id}-names`}>
          {item.names.map(({ name, means }, i) => (
            <span key={name}>
              {i > 0 && ', '}
              <code>{name}</code> {means}
            </span>
          ))}
        </p>
        <div className="line">
          <input
            id={id}
            type="text"
            value={text}
            disabled={!live}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            aria-describedby={`${id}-names ${id}-verdict`}
            onChange={(event) => {
              setText(event.target.value);
              setVerdict(undefined);
            }}
          />
          <button type="submit" disabled={!live}>
            Check
          </button>
        </div>
      </form>
      <div className="said" role="status" id={`${id}-verdict`}>
        {verdict && <Verdict item={item} verdict={verdict} says={says} />}
      </div>
      <details>
        <summary>Show it</summary>
        <p>
          <code>{item.answer}</code>
        </p>
      </details>
    </li>
  );
}

export default function RecallSheet({ says }: Props): ReactNode {
  const [live, setLive] = useState(false);
  const [right, setRight] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    setLive(true);
  }, []);
  return (
    <div className="progress-panel self-assessment not-content" id="recall" data-live={live || undefined}>
      <p className="tally" role="status">
        <strong>{right.size}</strong> of {recallItems.length} recalled
      </p>
      <ol className="recall">
        {recallItems.map((item) => (
          <Item
            key={item.id}
            item={item}
            says={says}
            live={live}
            onRight={() => {
              setRight((before) => new Set(before).add(item.id));
            }}
          />
        ))}
      </ol>
    </div>
  );
}
