/** Makes a test: exercises, a seed, hints, a time limit. Opens results, too. */
import * as words from '../words/test.ts';
import {
  drawIds,
  maxExercises,
  maxMinutes,
  readResult,
  writePlan,
  type TestPlan,
  type TestResult,
} from '@scaling-workbook/exercises/memory/test-link';
import { useEffect, useState, type ReactNode } from 'react';
import type { PractisedExercise } from '../practice.ts';

interface Props {
  readonly base: string;
  readonly exercises: readonly PractisedExercise[];
  readonly onResult: (result: TestResult) => void;
}

const newSeed = (): string => Math.floor(Math.random() * 36 ** 6).toString(36);
const clean = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')
    .slice(0, 32);

export function TestForm({ base, exercises, onResult }: Props): ReactNode {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [seed, setSeed] = useState('');
  const [count, setCount] = useState(10);
  const [hints, setHints] = useState(false);
  const [minutes, setMinutes] = useState('');
  const [trouble, setTrouble] = useState('');
  useEffect(() => {
    setSeed(newSeed());
  }, []);

  const chapters = [...new Set(exercises.map(({ chapter }) => chapter))];
  const set = (ids: readonly string[], on: boolean): void => {
    const next = new Set(chosen);
    for (const id of ids)
      if (on) next.add(id);
      else next.delete(id);
    setChosen(next);
  };
  const ids = exercises.map(({ id }) => id).filter((id) => chosen.has(id));
  const limit = Number(minutes);
  const limited = minutes !== '' && Number.isSafeInteger(limit) && limit >= 1 && limit <= maxMinutes;
  const plan: TestPlan = { ids, seed: seed === '' ? '0' : seed, hints, ...(limited && { minutes: limit }) };
  const url = `${base}test/?${writePlan(plan)}`;
  const ready = ids.length > 0 && ids.length <= maxExercises;
  const openFile = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    const read = readResult(file.size > 1_000_000 ? 'x'.repeat(1_000_000) : await file.text());
    if (read.ok) onResult(read.result);
    else setTrouble(words.resultRefusal[read.why]);
  };

  return (
    <form
      className="practice test-form not-content"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) location.assign(url);
      }}
    >
      <fieldset>
        <legend>{words.choice}</legend>
        <p className="actions">
          <label>
            {words.drawBefore}{' '}
            <input
              type="number"
              min={1}
              max={maxExercises}
              value={count}
              onChange={(event) => {
                setCount(Math.min(maxExercises, Math.max(1, Math.floor(event.target.valueAsNumber) || 1)));
              }}
            />{' '}
            {words.drawAfter}
          </label>
          <button
            type="button"
            className="quiet"
            onClick={() => {
              const fresh = newSeed();
              setSeed(fresh);
              setChosen(
                new Set(
                  drawIds(
                    fresh,
                    exercises.map(({ id }) => id),
                    count,
                  ),
                ),
              );
            }}
          >
            {words.draw}
          </button>
        </p>
        {chapters.map((chapter) => {
          const own = exercises.filter((exercise) => exercise.chapter === chapter);
          const here = own.filter(({ id }) => chosen.has(id)).length;
          return (
            <details key={chapter}>
              <summary>{words.chosenOf(chapter, here, own.length)}</summary>
              <label className="all">
                <input
                  type="checkbox"
                  checked={here === own.length}
                  onChange={(event) => {
                    set(
                      own.map(({ id }) => id),
                      event.target.checked,
                    );
                  }}
                />{' '}
                {words.allOfChapter}
              </label>
              {own.map(({ id, number, title }) => (
                <label key={id}>
                  <input
                    type="checkbox"
                    checked={chosen.has(id)}
                    onChange={(event) => {
                      set([id], event.target.checked);
                    }}
                  />{' '}
                  {number} {title}
                </label>
              ))}
            </details>
          );
        })}
      </fieldset>
      <fieldset>
        <legend>{words.conditions}</legend>
        <label>
          <input
            type="checkbox"
            checked={hints}
            onChange={(event) => {
              setHints(event.target.checked);
            }}
          />{' '}
          {words.hintsAllowed}
        </label>
        <label>
          {words.timeLimit}{' '}
          <input
            type="number"
            min={1}
            max={maxMinutes}
            value={minutes}
            onChange={(event) => {
              setMinutes(event.target.value);
            }}
          />
        </label>
        <label>
          {words.seed}{' '}
          <input
            type="text"
            value={seed}
            maxLength={32}
            autoComplete="off"
            onChange={(event) => {
              setSeed(clean(event.target.value));
            }}
          />
        </label>
      </fieldset>
      <p role="status">{ready ? words.summary(ids.length, hints, plan.minutes) : ids.length === 0 ? words.nothingChosen : words.tooMany}</p>
      <p className="actions">
        <button type="submit" disabled={!ready}>
          {words.open}
        </button>
        {ready && (
          <a href={url} data-test-link>
            {words.link}
          </a>
        )}
      </p>
      <p>
        <label>
          {words.openResult}{' '}
          <input
            type="file"
            accept=".json,application/json"
            onChange={(event) => {
              void openFile(event.target.files?.[0]);
            }}
          />
        </label>
      </p>
      <p role="alert">{trouble}</p>
    </form>
  );
}
