/** Due skills one by one, each with numbers not seen lately; missed ones come back at the end. */
import { derivation, hint, remark } from '#exercise/words/aids.ts';
import * as words from './words/review.ts';
import { inDays } from './words/skills.ts';
import { outcomeOf, nextKey, queue, type Due, type Outcome, type SkillStates } from '@scaling-workbook/exercises/memory/review';
import { record, type ExerciseRecord, type RecordEvent } from '@scaling-workbook/exercises/memory/progress';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { PractisedExercise, PractisedSkill } from './practice.ts';
import { $progress, recordEvent } from '#progress/progress.ts';
import { $reviews, recordReview, statesNow } from './review.ts';
import type { Memory } from '#exercise/answers.ts';
import { Fields } from '#exercise/Fields.tsx';
import { daysUntil } from './days-until.ts';
import { inSetting, loadSettings, type Rendered } from '#exercise/rendered.ts';
import { stepThrough } from '#exercise/step-through.ts';

interface Props {
  readonly skills: readonly PractisedSkill[];
}

interface Item {
  readonly skill: PractisedSkill;
  readonly key: string;
  readonly exercise: PractisedExercise;
  readonly setting: string | undefined;
  readonly why: Due['why'] | 'early';
}

function itemOf(skill: PractisedSkill, states: SkillStates, why: Item['why']): Item | undefined {
  const key = nextKey(skill, states[skill.id], $progress.get());
  const [id, setting] = (key ?? '').split('@');
  const exercise = skill.exercises.find((other) => other.id === id);
  return key !== undefined && exercise ? { skill, key, exercise, setting, why } : undefined;
}

export default function ReviewDesk({ skills }: Props): ReactNode {
  const [states, setStates] = useState<SkillStates>();
  const [item, setItem] = useState<Item>();
  const [round, setRound] = useState(0);
  const [done, setDone] = useState(0);
  const [said, setSaid] = useState('');

  useEffect(() => {
    const look = (): void => {
      setStates(statesNow(skills, new Date()));
    };
    const awake = (): void => {
      if (document.visibilityState === 'visible') look();
    };
    const stop = [$progress.subscribe(look), $reviews.subscribe(look)];
    document.addEventListener('visibilitychange', awake);
    return () => {
      for (const end of stop) end();
      document.removeEventListener('visibilitychange', awake);
    };
  }, [skills]);

  if (!states) return null;
  const now = new Date();
  const waiting = queue(skills, states, now);
  const due = waiting.filter(({ why }) => why === 'due').length;
  const redo = waiting.length - due;

  const take = (): void => {
    const first = waiting[0];
    const skill = first && skills.find(({ id }) => id === first.skill);
    setItem(skill && itemOf(skill, states, first.why));
    setRound((n) => n + 1);
    setSaid('');
  };
  const early = (): void => {
    const next = soonest(skills, states);
    setItem(next && itemOf(next, states, 'early'));
    setRound((n) => n + 1);
    setSaid('');
  };
  const finished = (outcome: Outcome): void => {
    if (!item) return;
    const at = new Date();
    const after = recordReview(item.skill, item.key, outcome, at);
    setDone((n) => n + 1);
    setSaid(`${words.outcome[outcome]} ${words.dueAgain(inDays(daysUntil(after.due, at)))}`);
  };

  return (
    <div className="practice not-content">
      <p className="tally" role="status" dangerouslySetInnerHTML={{ __html: words.tally(due, redo, done) }} />
      {item ? (
        <Attempt
          key={round}
          item={item}
          said={said}
          onFinished={finished}
          onNext={() => {
            if (waiting.length > 0) take();
            else setItem(undefined);
          }}
        />
      ) : (
        <Start skills={skills} states={states} now={now} waiting={waiting.length} onStart={take} onEarly={early} />
      )}
    </div>
  );
}

/** The next skill to fall due. */
const soonest = (skills: readonly PractisedSkill[], states: SkillStates): PractisedSkill | undefined =>
  skills
    .filter(({ id, exercises }) => states[id] !== undefined && exercises.length > 0)
    .sort((a, b) => Date.parse(states[a.id]?.due ?? '') - Date.parse(states[b.id]?.due ?? ''))[0];

interface StartProps {
  readonly skills: readonly PractisedSkill[];
  readonly states: SkillStates;
  readonly now: Date;
  readonly waiting: number;
  readonly onStart: () => void;
  readonly onEarly: () => void;
}

function Start({ skills, states, now, waiting, onStart, onEarly }: StartProps): ReactNode {
  if (waiting > 0)
    return (
      <p className="actions">
        <button type="button" onClick={onStart}>
          {words.start}
        </button>
      </p>
    );
  const next = soonest(skills, states);
  const due = next && states[next.id]?.due;
  if (!next || due === undefined) return <p>{words.empty}</p>;
  return (
    <>
      <p>{words.nothingDue(inDays(daysUntil(due, now)), next.say)}</p>
      <p className="actions">
        <button type="button" className="quiet" onClick={onEarly}>
          {words.practiseNow}
        </button>
      </p>
    </>
  );
}

interface AttemptProps {
  readonly item: Item;
  readonly said: string;
  readonly onFinished: (outcome: Outcome) => void;
  readonly onNext: () => void;
}

function Attempt({ item, said, onFinished, onNext }: AttemptProps): ReactNode {
  const { exercise, setting, skill, key, why } = item;
  const [variant, setVariant] = useState<Rendered | 'failed'>();
  const [over, setOver] = useState(false);
  const attempt = useRef<ExerciseRecord>(undefined);
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    let here = true;
    loadSettings(exercise.id)
      .then((settings) => inSetting(settings, setting))
      .then(
        (loaded) => {
          if (here) setVariant(loaded);
        },
        () => {
          if (here) setVariant('failed');
        },
      );
    heading.current?.focus();
    return () => {
      here = false;
    };
  }, [exercise.id, setting]);

  const end = (): void => {
    setOver(true);
    onFinished(outcomeOf(attempt.current, exercise.fields));
  };
  const took = (event: RecordEvent): void => {
    attempt.current = record(attempt.current, event, new Date());
    recordEvent(key, event);
    if (attempt.current.solved !== undefined && !over) end();
  };
  // Counts for this attempt and for the progress; an earlier answer is not filled in.
  const memory: Memory = {
    typed: () => ({}),
    draft: () => undefined,
    record: (_, event) => {
      took(event);
    },
  };
  const opened = (what: 'hint' | 'derivation') => (event: { readonly currentTarget: HTMLDetailsElement }) => {
    if (!event.currentTarget.open) return;
    if (what === 'derivation') stepThrough(event.currentTarget);
    took({ kind: 'opened', what });
  };

  return (
    <section className="exercise" aria-labelledby="review-title" data-review={key}>
      <header>
        <p className="label">
          {skill.group} · {words.why[why]}
        </p>
        <h2 id="review-title" className="title" tabIndex={-1} ref={heading}>
          {exercise.title}
        </h2>
      </header>
      {variant === undefined && <p>{words.loading}</p>}
      {variant === 'failed' && <p role="alert">{words.notLoaded}</p>}
      {typeof variant === 'object' && (
        <>
          <div className="statement" dangerouslySetInnerHTML={{ __html: variant.statement }} />
          <Fields id={key} fields={variant.fields} memory={memory} />
          <div className="aids">
            <details onToggle={opened('hint')}>
              <summary>{hint}</summary>
              <div className="aid" dangerouslySetInnerHTML={{ __html: variant.hint }} />
            </details>
            <details onToggle={opened('derivation')}>
              <summary>{derivation}</summary>
              <div className="aid" dangerouslySetInnerHTML={{ __html: variant.derivation }} />
            </details>
            {over && (
              <details>
                <summary>{remark}</summary>
                <div className="aid" dangerouslySetInnerHTML={{ __html: variant.remark }} />
              </details>
            )}
          </div>
        </>
      )}
      <p role="status" className="said">
        {said}
      </p>
      <p className="actions">
        {over || variant === 'failed' ? (
          <button type="button" onClick={onNext}>
            {words.next}
          </button>
        ) : (
          <button type="button" className="quiet" onClick={end}>
            {words.giveUp}
          </button>
        )}
        <a href={setting === undefined ? exercise.url : `${exercise.url}?${exercise.id}=${setting}`}>{words.ownPage}</a>
      </p>
    </section>
  );
}
