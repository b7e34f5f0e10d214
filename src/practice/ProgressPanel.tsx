/** What is solved and how, export, import with a reason for every refusal, erase with undo. */
import * as words from './words/progress.ts';
import {
  furtherRecord,
  previewImport,
  readProgressFile,
  stateOf,
  writeProgressFile,
  type ExerciseRecord,
  type Progress,
} from '@scaling-workbook/exercises/memory/progress';
import { readReviewsOfFile, type SkillStates } from '@scaling-workbook/exercises/memory/review';
import { laterPad, readPadsOfFile, type Pads } from '@scaling-workbook/exercises/pad/pad-record';
import { countStudy, emptyStudy, previewStudy, readStudyOfFile, type Study } from '@scaling-workbook/exercises/memory/study';
import { useEffect, useRef, useState, type ChangeEvent, type ReactNode } from 'react';
import type { PractisedSkill } from './practice.ts';
import { $pads, mergeInPads } from '#exercise/pad/pads.ts';
import { $progress, merge } from '#progress/progress.ts';
import { underIdsOfToday } from '#progress/renames.ts';
import { $reviews, mergeReviews } from './review.ts';
import { $study, mergeStudyIn, replaceStudy } from './study.ts';
import { download } from '#export/download.ts';
import KeepStorage from './KeepStorage.tsx';
import SkillOverview from './SkillOverview.tsx';
import { useStoragePersists } from '#progress/use-storage-persists.ts';

interface Props {
  readonly base: string;
  readonly skills: readonly PractisedSkill[];
  readonly book: readonly {
    readonly title: string;
    readonly url: string;
    readonly exercises: readonly Listed[];
    readonly problems: readonly Listed[];
  }[];
}

interface Listed {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly url: string;
}

/** What leaves and comes together. */
interface StoredData {
  readonly progress: Progress;
  readonly reviews: SkillStates;
  readonly study: Study;
  readonly pads: Pads;
}

const put = ({ progress, reviews, study, pads }: StoredData): void => {
  $progress.replace(progress);
  $reviews.replace(reviews);
  replaceStudy(study);
  $pads.replace(pads);
};
const blend = ({ progress, reviews, study, pads }: StoredData): void => {
  merge(progress);
  mergeReviews(reviews);
  mergeStudyIn(study);
  mergeInPads(pads);
};
const nothing: StoredData = { progress: {}, reviews: {}, study: emptyStudy, pads: {} };

const how = (record: ExerciseRecord | undefined): string => {
  if (!record || stateOf(record) === 'new') return '';
  const tries = words.tries(record.tries);
  if (record.solved === undefined) return words.tried(tries);
  return words.solved(record.derivation ? 'derivation' : record.hint ? 'hint' : 'unaided', tries);
};

const others = (progress: Progress, id: string): string => {
  const n = Object.entries(progress).filter(([key, { solved }]) => key.startsWith(`${id}@`) && solved !== undefined).length;
  return n === 0 ? '' : words.others(n);
};

export default function ProgressPanel({ base, book, skills }: Props): ReactNode {
  const [progress, setProgress] = useState<Progress>({});
  const persists = useStoragePersists();
  const [said, setSaid] = useState<{ readonly text: string; readonly bad?: boolean }>();
  const [undoable, setUndoable] = useState<{ readonly before: StoredData; readonly how: 'erase' | 'replace' }>();
  const [chosen, setChosen] = useState<StoredData>();
  const [reviews, setReviews] = useState<SkillStates>({});
  const [study, setStudy] = useState<Study>(emptyStudy);
  const [pads, setPads] = useState<Pads>({});
  const file = useRef<HTMLInputElement>(null);

  useEffect(() => {
    const stop = [$progress.subscribe(setProgress), $reviews.subscribe(setReviews), $study.subscribe(setStudy), $pads.subscribe(setPads)];
    return () => {
      for (const end of stop) end();
    };
  }, []);

  const here: StoredData = { progress, reviews, study, pads };
  const empty = Object.keys(progress).length + Object.keys(reviews).length + Object.keys(pads).length + countStudy(study) === 0;
  const exportFile = (): void => {
    const now = new Date();
    download(writeProgressFile(progress, now, { reviews, study, pads }), `scaling-workbook-${now.toISOString().slice(0, 10)}.json`);
    setSaid({ text: words.exported(Object.keys(progress).length, countStudy(study)) });
  };
  const importFile = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const chosen = event.target.files?.[0];
    if (!chosen) return;
    const text = chosen.size > 20_000_000 ? 'x'.repeat(5_000_001) : await chosen.text();
    if (file.current) file.current.value = '';
    const read = readProgressFile(text);
    const reviews = read.ok ? readReviewsOfFile(text) : undefined;
    const study = read.ok ? readStudyOfFile(text) : undefined;
    const pads = read.ok ? readPadsOfFile(text) : undefined;
    setChosen(undefined);
    if (!read.ok || !reviews || !study || !pads) {
      setSaid({
        text: words.refusal(read.ok ? { ok: false, why: 'broken', which: !reviews ? 'reviews' : study ? 'pads' : 'study' } : read),
        bad: true,
      });
      return;
    }
    const theirs = { progress: underIdsOfToday(read.records, furtherRecord), reviews, study, pads: underIdsOfToday(pads, laterPad) };
    if (empty) takeIn(theirs);
    else {
      setSaid(undefined);
      setChosen(theirs);
    }
  };
  const takeIn = (theirs: StoredData): void => {
    blend(theirs);
    setChosen(undefined);
    setSaid({ text: words.imported(Object.keys(theirs.progress).length, countStudy(theirs.study)) });
  };
  const putInPlace = (theirs: StoredData): void => {
    setUndoable({ before: here, how: 'replace' });
    put(theirs);
    setChosen(undefined);
    setSaid({ text: words.replaced });
  };
  const erase = (): void => {
    setUndoable({ before: here, how: 'erase' });
    put(nothing);
    setSaid({ text: words.erased });
  };
  const undo = (): void => {
    if (!undoable) return;
    const { before, how } = undoable;
    // Undoing an erase keeps what was done since; undoing a replacement restores everything.
    if (how === 'erase') blend(before);
    else put(before);
    setUndoable(undefined);
    setSaid({ text: words.broughtBack });
  };

  const tally = (list: readonly Listed[]): readonly [solved: number, total: number] => [
    list.filter(({ id }) => progress[id]?.solved !== undefined).length,
    list.length,
  ];
  const problems = book.flatMap((chapter) => chapter.problems);
  return (
    <div className="progress-panel not-content">
      {!persists && (
        <p className="notice" role="alert">
          {words.visitOnly}
        </p>
      )}
      <p className="tally" dangerouslySetInnerHTML={{ __html: words.solvedOf(...tally(book.flatMap(({ exercises }) => exercises))) }} />
      {problems.length > 0 && <p>{words.problemsOf(...tally(problems))}</p>}
      <div className="actions">
        <button type="button" onClick={exportFile} disabled={empty}>
          {words.exportFile}
        </button>
        <label className="button">
          {words.importFile}
          <input
            ref={file}
            type="file"
            accept=".json,application/json"
            onChange={(event) => {
              void importFile(event);
            }}
          />
        </label>
        <button type="button" className="quiet" onClick={erase} disabled={empty}>
          {words.erase}
        </button>
        {undoable && (
          <button type="button" className="quiet" onClick={undo}>
            {words.undo[undoable.how]}
          </button>
        )}
      </div>
      <p role="status" className="said" data-bad={said?.bad}>
        {said?.text}
      </p>
      {chosen && (
        <Import
          ours={here}
          theirs={chosen}
          onMerge={() => {
            takeIn(chosen);
          }}
          onReplace={() => {
            putInPlace(chosen);
          }}
          onCancel={() => {
            setChosen(undefined);
          }}
        />
      )}
      {Object.keys(progress).length > 0 && <Ways book={book} progress={progress} />}
      {!empty && persists && <KeepStorage />}
      <SkillOverview base={base} skills={skills} progress={progress} reviews={reviews} />
      {book.map((chapter) => (
        <section key={chapter.url}>
          <h2>
            <a href={chapter.url}>{chapter.title}</a>
          </h2>
          <Standing list={chapter.exercises} progress={progress} />
          {chapter.problems.length > 0 && (
            <details>
              <summary>{words.problemsHere(...tally(chapter.problems))}</summary>
              <Standing list={chapter.problems} progress={progress} />
            </details>
          )}
        </section>
      ))}
    </div>
  );
}

const Standing = ({ list, progress }: { readonly list: readonly Listed[]; readonly progress: Progress }): ReactNode => (
  <ul className="exercise-list">
    {list.map(({ id, number, title, url }) => (
      <li key={id} data-state={stateOf(progress[id])}>
        <span className="number">{number}</span> <a href={url}>{title}</a>{' '}
        <span className="state">{[how(progress[id]), others(progress, id)].filter((text) => text !== '').join('; ')}</span>
      </li>
    ))}
  </ul>
);

function Ways({ book, progress }: Pick<Props, 'book'> & { readonly progress: Progress }): ReactNode {
  const records = book.flatMap(({ exercises, problems }) => [...exercises, ...problems].flatMap(({ id }) => progress[id] ?? []));
  const solved = records.filter((record) => stateOf(record) === 'solved');
  const derived = solved.filter(({ derivation }) => derivation).length;
  const hinted = solved.filter(({ hint, derivation }) => hint && !derivation).length;
  const open = records.filter((record) => stateOf(record) === 'tried').length;
  return <p className="ways">{words.ways(solved.length - derived - hinted, hinted, derived, open)}</p>;
}

interface ImportProps {
  readonly ours: StoredData;
  readonly theirs: StoredData;
  readonly onMerge: () => void;
  readonly onReplace: () => void;
  readonly onCancel: () => void;
}

/** Before it changes anything. */
function Import({ ours, theirs, onMerge, onReplace, onCancel }: ImportProps): ReactNode {
  const { added, advanced, ahead, onlyHere } = previewImport(ours.progress, theirs.progress);
  const study = previewStudy(ours.study, theirs.study);
  return (
    <section className="import" aria-label={words.changes} role="region">
      <p>{words.preview(Object.keys(theirs.progress).length, added, advanced, ahead, onlyHere)}</p>
      {countStudy(ours.study) + countStudy(theirs.study) > 0 && (
        <p>{words.previewStudy(countStudy(theirs.study), study.added, study.differ, study.onlyHere)}</p>
      )}
      <div className="actions">
        <button type="button" onClick={onMerge}>
          {words.merge}
        </button>
        <button type="button" className="quiet" onClick={onReplace}>
          {words.replace}
        </button>
        <button type="button" className="quiet" onClick={onCancel}>
          {words.changeNothing}
        </button>
      </div>
    </section>
  );
}
