/** Day 2: formulas typed from memory, judged by what they compute. What is typed is not kept, only that it came: the next sheet is blank again. */
import { refusal } from '../recall/words.ts';
import { judgeRecall, type RecallVerdict } from '../recall/recall.ts';
import type { Recalled } from '@scaling-workbook/exercises/memory/study';
import { useEffect, useRef, useState, type ReactNode, type SubmitEvent } from 'react';
import { $recalled } from '#practice/study.ts';
import { namesOf, recallItems, type RecallItem } from './recall-tasks.ts';

interface Props {
  /** By `item/slip`: what the slip says, as HTML. */
  readonly says: Readonly<Record<string, string>>;
}

const rounded = (factor: number): string => String(Number(factor.toPrecision(3)));

interface VerdictProps extends Props {
  readonly item: RecallItem;
  readonly verdict: RecallVerdict;
  /** Whether the answer was opened before it was typed rightly. */
  readonly looked: boolean;
}

function Verdict({ item, verdict, says, looked }: VerdictProps): ReactNode {
  const names = item.names.map(({ name }) => name);
  if (verdict.kind === 'unreadable') return <p>{refusal(verdict.refusal, names)}</p>;
  const read = <p className="echo">Read as {verdict.read}</p>;
  switch (verdict.kind) {
    case 'right':
      return (
        <>
          <p>
            <strong>Right.</strong>
            {looked && ' You have looked, though: it counts the next time.'}
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
  const [looked, setLooked] = useState(false);
  const opened = useRef(false);
  const solved = useRef(false);
  const id = `recall-${item.id}`;
  const check = (event: SubmitEvent): void => {
    event.preventDefault();
    const judged = judgeRecall(text, { formula: item.formula, names: namesOf(item) }, item.id);
    setVerdict(judged);
    if (judged.kind !== 'right') return;
    if (opened.current) setLooked(true);
    else if (!solved.current) onRight();
    solved.current = true;
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
        {verdict && <Verdict item={item} verdict={verdict} says={says} looked={looked} />}
      </div>
      <details
        onToggle={() => {
          if (!solved.current) opened.current = true;
        }}
      >
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
  const [recalled, setRecalled] = useState<Readonly<Record<string, Recalled>>>({});
  useEffect(() => {
    setLive(true);
    return $recalled.subscribe(setRecalled);
  }, []);
  const soFar = recallItems.filter(({ id }) => recalled[id] !== undefined).length;
  return (
    <div className="progress-panel self-assessment not-content" id="recall" data-live={live || undefined}>
      <p className="tally" role="status">
        <strong>{right.size}</strong> of {recallItems.length} recalled
        {soFar > right.size && <>, {soFar} so far</>}
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
              $recalled.set(item.id, { v: 1, recalled: new Date().toISOString() });
            }}
          />
        ))}
      </ol>
    </div>
  );
}
