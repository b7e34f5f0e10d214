/** Choose a decoder, train it on addition in this browser, and compare the clock with 6ND. */
import { formatNumber, formatQuantity } from '@scaling-workbook/formulas/units';
import { memo, startTransition, useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { RadioGroup, Select } from '#explorer/Choices.tsx';
import { Explorer } from '#explorer/Explorer.tsx';
import { numberField, oneOfField } from '#explorer/shared-state.ts';
import { Slider } from '#explorer/Slider.tsx';
import type { SliderScale } from '#explorer/slider-scale.ts';
import { useSharedState } from '#explorer/use-shared-state.ts';
import { download } from '#export/download.ts';
import type { Sum } from '../lab/addition.ts';
import { parameterCount } from '../lab/parameters.ts';
import type { Settings } from '../lab/trainer.ts';
import { AccuracyPlot, LossPlot } from './LabPlots.tsx';
import { Ask, CurveTable, ExchangeTable, RunTable, none, percent } from './LabTables.tsx';
import {
  describe,
  fromRecord,
  newRun,
  plannedFlops,
  predictedSeconds,
  speedOf,
  toRecord,
  told,
  type Run,
  type RunRecord,
} from './lab-run.ts';
import { hire, type Crew } from './lab-workers.ts';

export interface Props {
  /** Anchor and address prefix: permanent. */
  readonly id: string;
  /** The one shown first. */
  readonly recorded: { readonly made: string; readonly runs: readonly RunRecord[] };
}

const choices = {
  layers: ['1', '2', '3', '4'],
  width: ['32', '64', '96', '128'],
  digits: ['1', '2', '3', '4'],
  order: ['reversed', 'written'],
  rate: ['0.0003', '0.001', '0.003', '0.006', '0.01', '0.03'],
  batch: ['32', '64', '128', '256'],
  steps: ['200', '400', '800', '1600', '3200', '6400'],
  workers: ['1', '2', '3', '4'],
} as const;
type Choice = keyof typeof choices;
const initial: Readonly<Record<Choice, string>> = {
  layers: '2',
  width: '64',
  digits: '2',
  order: 'reversed',
  rate: '0.003',
  batch: '64',
  steps: '800',
  workers: '1',
};
const labels: Readonly<Record<Choice, string>> = {
  layers: 'Layers',
  width: 'Width',
  digits: 'Digits',
  order: 'Result',
  rate: 'Learning rate',
  batch: 'Batch',
  steps: 'Steps',
  workers: 'Workers',
};
const orderNames: Readonly<Record<string, string>> = { reversed: 'last digit first', written: 'as written' };
const mfuScale = { kind: 'linear', min: 5, max: 100, step: 5 } as const satisfies SliderScale;

const schema = {
  layers: oneOfField(initial.layers, choices.layers),
  width: oneOfField(initial.width, choices.width),
  digits: oneOfField(initial.digits, choices.digits),
  order: oneOfField(initial.order, choices.order),
  rate: oneOfField(initial.rate, choices.rate),
  batch: oneOfField(initial.batch, choices.batch),
  steps: oneOfField(initial.steps, choices.steps),
  workers: oneOfField(initial.workers, choices.workers),
  mfu: numberField(50, mfuScale),
  across: oneOfField('steps', ['steps', 'seconds']),
};

/** Equal parts of a multiple of four: three workers take a little less. */
function toSettings(values: Readonly<Record<Choice, string>>): Settings {
  const workers = Number(values.workers);
  const own = 4 * Math.floor(Number(values.batch) / workers / 4);
  return {
    layers: Number(values.layers),
    width: Number(values.width),
    digits: Number(values.digits),
    reversed: values.order === 'reversed',
    learningRate: Number(values.rate),
    batch: own * workers,
    steps: Number(values.steps),
    workers,
    seed: 1,
  };
}

/** Of this visit; the newest still has its workers. */
function useRuns(first: readonly Run[]) {
  const [runs, setRuns] = useState(first);
  const crew = useRef<Crew>(undefined);
  const starting = useRef<ReturnType<typeof setTimeout>>(undefined);
  // A transition is drawn in slices of a few milliseconds, so that the page stays quick.
  const change = (id: string, next: (run: Run) => Run): void => {
    startTransition(() => {
      setRuns((all) => all.map((run) => (run.id === id ? next(run) : run)));
    });
  };
  const train = (settings: Settings): string => {
    clearTimeout(starting.current);
    crew.current?.dismiss();
    crew.current = undefined;
    const id = `run ${runs.filter(({ recorded }) => recorded === undefined).length + 1}`;
    const halted = runs.map((run): Run => (run.state === 'done' || run.state === 'failed' ? run : { ...run, state: 'done' }));
    startTransition(() => {
      setRuns([...halted, newRun(settings, id)]);
    });
    // After the click has been drawn.
    starting.current = setTimeout(() => {
      crew.current = hire(
        settings,
        (message) => {
          change(id, (run) => told(run, message));
        },
        () => {
          change(id, (run) => ({ ...run, state: 'failed' }));
        },
      );
    });
    return id;
  };
  useEffect(
    () => () => {
      clearTimeout(starting.current);
      crew.current?.dismiss();
    },
    [],
  );
  const newest = runs.at(-1);
  const stop = (): void => {
    crew.current?.stop();
    if (newest) change(newest.id, (run) => ({ ...run, state: 'stopping' }));
  };
  const resume = (): void => {
    crew.current?.resume();
    if (newest) change(newest.id, (run) => ({ ...run, state: 'training' }));
  };
  const ask = (sum: Sum): void => {
    crew.current?.ask(sum);
  };
  return { runs, newest, train, stop, resume, ask };
}

export default function TrainingLab({ id, recorded }: Props): ReactNode {
  const shared = useSharedState(id, schema);
  const { values, set, put } = shared;
  const first = useMemo(
    () =>
      recorded.runs.map((record) =>
        fromRecord(record, record.settings.workers === 1 ? 'recorded' : `recorded, ${record.settings.workers} workers`, recorded.made),
      ),
    [recorded],
  );
  const { runs, newest, train, stop, resume, ask } = useRuns(first);
  const [picked, setPicked] = useState('recorded');
  const chosen = runs.find((run) => run.id === picked) ?? runs[0];
  if (!chosen) throw new RangeError('TrainingLab: recorded.runs must not be empty, got none');
  const settings = toSettings(values);
  const latest = useRef(set);
  latest.current = set;
  const choose = useCallback((name: Choice, value: string): void => {
    latest.current({ [name]: value });
  }, []);
  const mfu = values.mfu / 100;
  const busy = newest !== undefined && ['starting', 'training', 'stopping'].includes(newest.state);
  const plotted = { runs, chosen, across: values.across };

  return (
    <Explorer
      id={id}
      title="A training lab"
      summary={sentence(chosen)}
      shared={shared}
      picture={
        <>
          <Dials run={chosen} />
          <div className="pair">
            <LossPlot {...plotted} />
            <AccuracyPlot {...plotted} />
          </div>
        </>
      }
      caption={`The recorded runs were made by ${recorded.made}. Accuracy on the way is over 256 held-out sums, at the end over all of them; a digit counts as right with the right digits before it.`}
    >
      <div className="lab-row">
        <Select label="Shown" options={runs.map((run) => ({ value: run.id, label: run.id }))} value={chosen.id} onChange={setPicked} />
        <RadioGroup
          label="Across"
          name={`${id}-across`}
          options={[
            { value: 'steps', label: 'steps' },
            { value: 'seconds', label: 'seconds' },
          ]}
          value={values.across}
          onChange={put('across')}
        />
      </div>
      <NextRun values={values} onChange={choose} />
      <Slider label="Your guess of the MFU" unit="%" scale={mfuScale} value={values.mfu} onChange={put('mfu')} />
      <p className="plan">{plan(settings, chosen, mfu)}</p>
      <div className="lab-row">
        {busy ? (
          <button
            type="button"
            aria-disabled={newest.state !== 'training'}
            onClick={() => {
              if (newest.state === 'training') stop();
            }}
          >
            Stop
          </button>
        ) : (
          <button
            type="button"
            onClick={() => {
              const id = train(settings);
              startTransition(() => {
                setPicked(id);
              });
            }}
          >
            Train
          </button>
        )}
        {newest?.state === 'paused' && (
          <button
            type="button"
            className="quiet"
            onClick={() => {
              setPicked(newest.id);
              resume();
            }}
          >
            Resume {newest.id}
          </button>
        )}
        <SaveRuns runs={runs} made={recorded.made} />
      </div>
      <RunTable runs={runs} mfu={mfu} />
      <ExchangeTable runs={runs} />
      <Ask
        key={chosen.id}
        run={chosen}
        ask={chosen === newest && chosen.recorded === undefined && chosen.state !== 'starting' ? ask : undefined}
      />
      <CurveTable run={chosen} />
    </Explorer>
  );
}

interface NextRunProps {
  readonly values: Readonly<Record<Choice, string>>;
  readonly onChange: (name: Choice, value: string) => void;
}

const NextRun = memo(function NextRun({ values, onChange }: NextRunProps): ReactNode {
  return (
    <div className="lab-settings" role="group" aria-label="Settings of the next run">
      {(Object.keys(choices) as readonly Choice[]).map((name) => (
        <Select
          key={name}
          label={labels[name]}
          options={choices[name].map((value) => ({ value, label: name === 'order' ? (orderNames[value] ?? value) : value }))}
          value={values[name]}
          onChange={(value: string) => {
            onChange(name, value);
          }}
        />
      ))}
    </div>
  );
});

const parts = 5;

/** In fifths, since every change is read out. */
function sentence(run: Run): string {
  const { settings, standing, state, heldOut } = run;
  const what = `${run.id}: ${describe(settings)}.`;
  const part = Math.floor((parts * standing.step) / settings.steps);
  switch (state) {
    case 'starting':
      return `${what} Measuring what this machine can do.`;
    case 'training':
    case 'stopping':
      return `${what} Training, ${part} of ${parts} parts done.`;
    case 'paused':
      return `${what} Stopped after ${formatNumber(standing.step)} steps with ${percent(heldOut?.exact, 4)} of the held-out sums right.`;
    case 'failed':
      return `${what} This browser could not train it.`;
    case 'done':
      return `${what} ${formatNumber(standing.step)} steps; ${percent(heldOut?.exact, 4)} of ${formatNumber(heldOut?.sums ?? 0)} held-out sums right.`;
  }
}

/** Before they are run, at the rate measured in the run shown. */
function plan(settings: Settings, { rate }: Run, mfu: number): string {
  const cost = `${formatNumber(parameterCount(settings))} parameters, ${formatQuantity(plannedFlops(settings), 'FLOP', { digits: 3 })} by 6ND.`;
  if (rate === undefined) return cost;
  const time = formatQuantity(predictedSeconds(settings, rate, mfu), 's', { digits: 3 });
  return `${cost} At ${formatNumber(100 * mfu)} % of ${formatQuantity(rate * settings.workers, 'FLOP/s', { digits: 3 })}: ${time}.`;
}

function Dials({ run }: { readonly run: Run }): ReactNode {
  const speed = speedOf(run);
  const dials: readonly (readonly [string, string])[] = [
    ['Step', `${formatNumber(run.standing.step)} of ${formatNumber(run.settings.steps)}`],
    ['Steps a second', speed ? formatNumber(speed.steps, 3) : none],
    ['6ND a second', speed ? formatQuantity(speed.flops, 'FLOP/s', { digits: 3 }) : none],
    ['MFU', percent(speed?.share, 2)],
    ['Time left', speed ? formatQuantity(Math.round(speed.left), 's') : none],
    ['Held-out sums right', percent(run.heldOut?.exact ?? run.accuracies.at(-1)?.exact, 4)],
  ];
  return (
    <dl className="dials" data-state={run.state}>
      {dials.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** As a file, in the form of the recorded ones. */
function SaveRuns({ runs, made }: { readonly runs: readonly Run[]; readonly made: string }): ReactNode {
  const own = runs.filter(({ recorded, state }) => recorded === undefined && (state === 'done' || state === 'paused'));
  if (own.length === 0) return null;
  const save = (): void => {
    download(JSON.stringify({ made, runs: own.map(toRecord) }), 'training-runs.json');
  };
  return (
    <button type="button" className="quiet" onClick={save}>
      Save runs
    </button>
  );
}
