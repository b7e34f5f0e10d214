/** Predicted beside measured, what the workers exchanged, and the digits of an answer. */
import { formatNumber, formatQuantity } from '@scaling-workbook/formulas/units';
import { memo, useId, useRef, useState, type CSSProperties, type ReactNode } from 'react';
import { answerOf, isHeldOut, numbersOf, type Sum } from '../lab/addition.ts';
import { DataTable, Tables, type Column } from '#explorer/DataTable.tsx';
import {
  describe,
  exchangeOf,
  measuredSeconds,
  numberOf,
  parametersOf,
  placesOf,
  plannedFlops,
  predictedSeconds,
  speedOf,
  type Answer,
  type Run,
} from './lab-run.ts';

export const none = '–';
export const percent = (share: number | undefined, digits = 3): string =>
  share === undefined ? none : `${formatNumber(100 * share, digits)} %`;
const quantity = (value: number | undefined, unit: string, digits = 3): string =>
  value === undefined ? none : formatQuantity(value, unit, { digits });

const words = (label: string): Column => ({ label, kind: 'words' });
const runColumns = [
  words('Run'),
  ...[
    'Predicted',
    'Measured',
    'MFU',
    '99 % after',
    'Held-out sums right',
    'Steps',
    'Steps/s',
    'FLOP/s',
    'Matmul alone',
    'Parameters',
    '6ND',
  ].map((label) => ({ label })),
  words('Settings'),
];

function runRow(run: Run, mfu: number): readonly ReactNode[] {
  const { id, settings, rate, standing, heldOut, reached } = run;
  const speed = speedOf(run);
  return [
    id,
    quantity(rate && predictedSeconds(settings, rate, mfu), 's'),
    quantity(measuredSeconds(run), 's'),
    percent(speed?.share, 2),
    quantity(reached, 's'),
    percent(heldOut?.exact, 4),
    `${formatNumber(standing.step)} of ${formatNumber(settings.steps)}`,
    speed ? formatNumber(speed.steps, 3) : none,
    quantity(speed?.flops, 'FLOP/s'),
    quantity(rate && rate * settings.workers, 'FLOP/s'),
    formatNumber(parametersOf(run)),
    quantity(plannedFlops(settings), 'FLOP'),
    describe(settings),
  ];
}

export function RunTable({ runs, mfu }: { readonly runs: readonly Run[]; readonly mfu: number }): ReactNode {
  return <DataTable caption="Runs: predicted and measured" columns={runColumns} rows={runs.map((run) => runRow(run, mfu))} />;
}

const exchangeColumns = [
  words('Run'),
  ...[
    'Workers',
    'Sent a step, formula',
    'Sent a step, counted',
    'Latency',
    'Bandwidth',
    'All-reduce, predicted',
    'All-reduce, measured',
    'Computing a step',
    'Time lost',
  ].map((label) => ({ label })),
];

/** Only for runs with more than one worker. */
export function ExchangeTable({ runs }: { readonly runs: readonly Run[] }): ReactNode {
  const rows = runs.flatMap((run) => {
    const exchange = exchangeOf(run);
    if (!exchange || !run.link) return [];
    return [
      [
        run.id,
        formatNumber(run.settings.workers),
        quantity(exchange.bytes, 'B', 4),
        quantity(exchange.counted, 'B', 4),
        quantity(run.link.latency, 's'),
        quantity(run.link.bandwidth, 'B/s'),
        quantity(exchange.predicted, 's'),
        quantity(exchange.measured, 's'),
        quantity(exchange.computing, 's'),
        percent(exchange.share, 2),
      ],
    ];
  });
  return rows.length === 0 ? null : (
    <DataTable caption="Data-parallel runs: what each worker sends, and what it costs" columns={exchangeColumns} rows={rows} />
  );
}

const digitColumns = [words('Digit'), ...Array.from({ length: 10 }, (_, digit) => ({ label: String(digit) })), words('Written')];

/** With the probabilities that each digit was picked from. */
function AnswerTable({ answer, run }: { readonly answer: Answer; readonly run: Run }): ReactNode {
  const right = answerOf(run.settings, answer.sum);
  const rows = answer.digits.map((shares, i) => {
    const best = shares.indexOf(Math.max(...shares));
    return [
      placesOf(run.settings)[i] ?? '',
      ...shares.map((share, digit) => (
        <span key={digit} className="share-cell" data-best={digit === best} style={{ '--share': share } as CSSProperties}>
          {share >= 0.005 ? formatNumber(share, 2) : '0'}
        </span>
      )),
      best === right[i] ? `${best}, right` : `${best}, not ${right[i] ?? ''}`,
    ];
  });
  return (
    <DataTable
      caption={`Probabilities of each digit of ${answer.sum.join(' + ')}, in the order written`}
      columns={digitColumns}
      rows={rows}
    />
  );
}

export interface AskProps {
  readonly run: Run;
  /** Undefined while the model is not in the page. */
  readonly ask: ((sum: Sum) => void) | undefined;
}

export function Ask({ run, ask }: AskProps): ReactNode {
  const id = useId();
  const [text, setText] = useState('45 + 58');
  const [error, setError] = useState<string>();
  const { settings, answer } = run;
  const submit = (): void => {
    const [, a, b] = /^\s*(\d+)\s*\+\s*(\d+)\s*$/.exec(text) ?? [];
    const sum: Sum = [Number(a), Number(b)];
    if (a === undefined || sum.some((number) => number >= numbersOf(settings)))
      setError(`Type two whole numbers of at most ${settings.digits} ${settings.digits === 1 ? 'digit' : 'digits'}, such as 4 + 5.`);
    else {
      setError(undefined);
      ask?.(sum);
    }
  };
  return (
    <div className="ask">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <label htmlFor={id}>Your own sum</label>
        <input
          id={id}
          type="text"
          inputMode="text"
          autoComplete="off"
          value={text}
          aria-describedby={`${id}-told`}
          aria-invalid={error === undefined ? undefined : true}
          onChange={(event) => {
            setText(event.currentTarget.value);
          }}
        />
        <button type="submit" className="quiet" aria-disabled={ask === undefined}>
          Ask {run.id}
        </button>
      </form>
      <p id={`${id}-told`} className="told" role="status">
        {error ?? (ask ? '' : 'The recorded runs kept their curves and one answer. Train a model of your own to ask it.')}
      </p>
      {answer && (
        <>
          <p className="answer">
            {answer.sum.join(' + ')} = {numberOf(answer, settings.reversed)}
            {answer.sum[0] + answer.sum[1] === Number(numberOf(answer, settings.reversed))
              ? ', right'
              : `, where ${answer.sum[0] + answer.sum[1]} is right`}
            . The pair was {isHeldOut(answer.sum, settings.seed) ? 'held out: the model has never seen it' : 'among those to train on'}.
          </p>
          <AnswerTable answer={answer} run={run} />
        </>
      )}
    </div>
  );
}

const curveColumns = (run: Run): readonly Column[] => [
  { label: 'Step' },
  { label: 'Time' },
  { label: 'Loss' },
  ...placesOf(run.settings).map((name) => ({ label: name })),
  { label: 'all digits' },
];

/** The two plots as numbers. While closed, a run in training does not redraw it. */
export function CurveTable({ run }: { readonly run: Run }): ReactNode {
  const [open, setOpen] = useState(false);
  const last = useRef(run);
  if (open || run.state !== 'training') last.current = run;
  return (
    <Tables
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
      }}
    >
      <Rows run={last.current} />
    </Tables>
  );
}

/** One for each check on held-out sums. */
const Rows = memo(function Rows({ run }: { readonly run: Run }): ReactNode {
  const rows = run.accuracies.map(({ step, seconds, digits, exact }) => {
    const loss = run.losses.findLast((point) => point.step <= step)?.loss;
    return [
      formatNumber(step),
      quantity(seconds, 's'),
      loss === undefined ? none : formatNumber(loss, 3),
      ...digits.map((share) => percent(share)),
      percent(exact),
    ];
  });
  return <DataTable caption={`${run.id}: loss, and share of held-out sums right by digit`} columns={curveColumns(run)} rows={rows} />;
});
