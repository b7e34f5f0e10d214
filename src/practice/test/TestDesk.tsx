/** Makes a test's link, runs the test, and checks a result that was handed in. */
import * as words from '../words/test.ts';
import {
  fromLinkText,
  readPlan,
  readResult,
  settingOf,
  type TestPlan,
  type TestResult,
} from '@scaling-workbook/exercises/memory/test-link';
import { useEffect, useState, type ReactNode } from 'react';
import type { PractisedExercise } from '../practice.ts';
import { loadJudges } from '#exercise/judge.ts';
import { inSetting, loadSettings } from '#exercise/rendered.ts';
import type { Asked } from './asked.ts';
import { TestForm } from './TestForm.tsx';
import { TestInProgress } from './TestInProgress.tsx';
import { TestJudged } from './TestJudged.tsx';

interface Props {
  readonly base: string;
  readonly exercises: readonly PractisedExercise[];
}

type View =
  | { readonly kind: 'make' }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'test'; readonly plan: TestPlan; readonly missing: readonly string[] }
  | { readonly kind: 'result'; readonly result: TestResult };

function viewOf(exercises: readonly PractisedExercise[]): View {
  const handed = /^#result=(.*)$/.exec(location.hash)?.[1];
  if (handed !== undefined) {
    const read = readResult(fromLinkText(handed) ?? '');
    return read.ok ? { kind: 'result', result: read.result } : { kind: 'refused', why: words.resultRefusal[read.why] };
  }
  const query = Object.fromEntries(new URLSearchParams(location.search));
  if (query.ids === undefined) return { kind: 'make' };
  const read = readPlan(query, exercises);
  return read.ok ? { kind: 'test', plan: read.plan, missing: read.missing } : { kind: 'refused', why: words.planRefusal[read.why] };
}

export default function TestDesk({ base, exercises }: Props): ReactNode {
  const [view, setView] = useState<View>();
  useEffect(() => {
    const look = (): void => {
      setView(viewOf(exercises));
    };
    look();
    addEventListener('hashchange', look);
    addEventListener('popstate', look);
    return () => {
      removeEventListener('hashchange', look);
      removeEventListener('popstate', look);
    };
  }, [exercises]);
  if (!view) return null;
  switch (view.kind) {
    case 'make':
      return (
        <TestForm
          base={base}
          exercises={exercises}
          onResult={(result) => {
            setView({ kind: 'result', result });
          }}
        />
      );
    case 'refused':
      return (
        <div className="practice not-content">
          <p role="alert">{view.why}</p>
          <p>
            <a href={`${base}test/`}>{words.makeNew}</a>
          </p>
        </div>
      );
    case 'test':
      return <Loaded exercises={exercises} plan={view.plan} show={(asked) => <TestInProgress asked={asked} {...view} base={base} />} />;
    case 'result':
      return (
        <Loaded
          exercises={exercises}
          plan={view.result.plan}
          show={(asked) => <TestJudged asked={asked} result={view.result} base={base} exercises={exercises} />}
        />
      );
  }
}

interface LoadedProps {
  readonly exercises: readonly PractisedExercise[];
  readonly plan: TestPlan;
  readonly show: (asked: readonly Asked[]) => ReactNode;
}

function Loaded({ exercises, plan, show }: LoadedProps): ReactNode {
  const [asked, setAsked] = useState<readonly Asked[] | 'failed'>();
  const ids = plan.ids.join(',');
  useEffect(() => {
    const chosen = ids.split(',').flatMap((id) => exercises.find((other) => other.id === id || other.formerly.includes(id)) ?? []);
    Promise.all(
      chosen.map(async (exercise) => {
        const setting = settingOf(plan.seed, exercise);
        const rendered = inSetting(await loadSettings(exercise.id), setting);
        await loadJudges(rendered.fields);
        return { exercise, setting, rendered };
      }),
    ).then(setAsked, () => {
      setAsked('failed');
    });
  }, [exercises, ids, plan.seed]);
  if (asked === undefined) return <p>{words.loading}</p>;
  if (asked === 'failed') return <p role="alert">{words.notLoaded}</p>;
  return show(asked);
}
