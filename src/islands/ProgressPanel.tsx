/** The progress page: what is solved and how, export, import with a reason for every refusal, erase with a way back. */
import {
  previewImport,
  readProgressFile,
  refusal,
  writeProgressFile,
  type ExerciseRecord,
  type Progress,
} from '@scaling-workbook/exercises/progress';
import { readReviewsOfFile, type SkillStates } from '@scaling-workbook/exercises/review';
import { readPadsOfFile, type Pads } from '@scaling-workbook/exercises/pad-record';
import { countStudy, emptyStudy, previewStudy, readStudyOfFile, type Study } from '@scaling-workbook/exercises/study';
import { useEffect, useRef, useState, type ChangeEvent, type ReactNode } from 'react';
import type { PractisedSkill } from '../practice.ts';
import { $pads, mergeInPads, replacePads } from '../stores/pads.ts';
import { $progress, merge, replace, underIdsOfToday } from '../stores/progress.ts';
import { $reviews, mergeReviews, replaceReviews } from '../stores/review.ts';
import { $storage } from '../stores/storage.ts';
import { $study, mergeStudyIn, replaceStudy } from '../stores/study.ts';
import KeepStorage from './KeepStorage.tsx';
import SkillOverview from './SkillOverview.tsx';

interface Props {
  readonly base: string;
  readonly skills: readonly PractisedSkill[];
  readonly book: readonly {
    readonly title: string;
    readonly url: string;
    readonly exercises: readonly { readonly id: string; readonly number: string; readonly title: string; readonly url: string }[];
  }[];
}

/** Progress, review schedule, self-assessment and working pads, which leave and come together. */
interface Kept {
  readonly progress: Progress;
  readonly reviews: SkillStates;
  readonly study: Study;
  readonly pads: Pads;
}

const put = ({ progress, reviews, study, pads }: Kept): void => {
  replace(progress);
  replaceReviews(reviews);
  replaceStudy(study);
  replacePads(pads);
};
const blend = ({ progress, reviews, study, pads }: Kept): void => {
  merge(progress);
  mergeReviews(reviews);
  mergeStudyIn(study);
  mergeInPads(pads);
};
const nothing: Kept = { progress: {}, reviews: {}, study: emptyStudy, pads: {} };

const how = (record: ExerciseRecord | undefined): string => {
  if (!record || (record.tries === 0 && record.solved === undefined)) return '';
  const tries = record.tries === 1 ? '1 try' : `${String(record.tries)} tries`;
  if (record.solved === undefined) return `not solved yet, ${tries}`;
  if (record.derivation) return `solved after the derivation, ${tries}`;
  return `solved ${record.hint ? 'with the hint' : 'unaided'}, ${tries}`;
};

/** How many of its other settings are solved. */
const others = (progress: Progress, id: string): string => {
  const n = Object.entries(progress).filter(([key, { solved }]) => key.startsWith(`${id}@`) && solved !== undefined).length;
  return n === 0 ? '' : `${String(n)} in other numbers`;
};

function download(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

const plural = (n: number): string => (n === 1 ? '1 exercise' : `${String(n)} exercises`);
const pluralStudy = (n: number): string => (n === 1 ? '1 entry' : `${String(n)} entries`);
const told = (exercises: number, study: number): string =>
  study === 0 ? plural(exercises) : `${plural(exercises)} and ${pluralStudy(study)} of the self-assessment`;

export default function ProgressPanel({ base, book, skills }: Props): ReactNode {
  const [progress, setProgress] = useState<Progress>({});
  const [kept, setKept] = useState(true);
  const [said, setSaid] = useState<{ readonly text: string; readonly bad?: boolean }>();
  const [undoable, setUndoable] = useState<{ readonly before: Kept; readonly how: 'erase' | 'replace' }>();
  const [chosen, setChosen] = useState<Kept>();
  const [reviews, setReviews] = useState<SkillStates>({});
  const [study, setStudy] = useState<Study>(emptyStudy);
  const [pads, setPads] = useState<Pads>({});
  const file = useRef<HTMLInputElement>(null);

  useEffect(() => {
    const stop = [
      $progress.subscribe(setProgress),
      $reviews.subscribe(setReviews),
      $study.subscribe(setStudy),
      $pads.subscribe(setPads),
      $storage.subscribe((state) => {
        setKept(state === 'kept');
      }),
    ];
    return () => {
      for (const end of stop) end();
    };
  }, []);

  const here: Kept = { progress, reviews, study, pads };
  const empty = Object.keys(progress).length + Object.keys(reviews).length + Object.keys(pads).length + countStudy(study) === 0;
  const exportFile = (): void => {
    const now = new Date();
    download(writeProgressFile(progress, now, { reviews, study, pads }), `scaling-workbook-${now.toISOString().slice(0, 10)}.json`);
    setSaid({ text: `Exported ${told(Object.keys(progress).length, countStudy(study))}.` });
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
        text: refusal(read.ok ? { ok: false, why: 'broken', which: !reviews ? 'reviews' : study ? 'pads' : 'study' } : read),
        bad: true,
      });
      return;
    }
    const theirs = { progress: underIdsOfToday(read.records), reviews, study, pads };
    if (empty) takeIn(theirs);
    else {
      setSaid(undefined);
      setChosen(theirs);
    }
  };
  const takeIn = (theirs: Kept): void => {
    blend(theirs);
    setChosen(undefined);
    const what = told(Object.keys(theirs.progress).length, countStudy(theirs.study));
    setSaid({ text: `Imported ${what}. Where both sides knew one, the more advanced record was kept.` });
  };
  const putInPlace = (theirs: Kept): void => {
    setUndoable({ before: here, how: 'replace' });
    put(theirs);
    setChosen(undefined);
    setSaid({ text: 'What was here is replaced by the file.' });
  };
  const erase = (): void => {
    setUndoable({ before: here, how: 'erase' });
    put(nothing);
    setSaid({ text: 'Everything is erased from this browser.' });
  };
  const undo = (): void => {
    if (!undoable) return;
    const { before, how } = undoable;
    // What was done since an erasure stays; a replacement is taken back whole.
    if (how === 'erase') blend(before);
    else put(before);
    setUndoable(undefined);
    setSaid({ text: 'Brought back.' });
  };

  const total = book.reduce((sum, chapter) => sum + chapter.exercises.length, 0);
  const solved = book.reduce((sum, chapter) => sum + chapter.exercises.filter(({ id }) => progress[id]?.solved !== undefined).length, 0);
  return (
    <div className="progress-panel not-content">
      {!kept && (
        <p className="notice" role="alert">
          This browser refuses to store anything more (its storage is full or switched off), so new progress lasts for this visit only.
          Export it before you leave.
        </p>
      )}
      <p className="tally">
        <strong>{solved}</strong> of {total} exercises solved
      </p>
      <div className="actions">
        <button type="button" onClick={exportFile} disabled={empty}>
          Export to a file
        </button>
        <label className="button">
          Import a file
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
          Erase
        </button>
        {undoable && (
          <button type="button" className="quiet" onClick={undo}>
            Undo {undoable.how}
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
      {!empty && kept && <KeepStorage />}
      <SkillOverview base={base} skills={skills} progress={progress} reviews={reviews} />
      {book.map((chapter) => (
        <section key={chapter.url}>
          <h2>
            <a href={chapter.url}>{chapter.title}</a>
          </h2>
          <ul className="exercise-list">
            {chapter.exercises.map(({ id, number, title, url }) => (
              <li key={id} data-state={progress[id]?.solved !== undefined ? 'solved' : (progress[id]?.tries ?? 0) > 0 ? 'tried' : 'new'}>
                <span className="number">{number}</span> <a href={url}>{title}</a>{' '}
                <span className="state">{[how(progress[id]), others(progress, id)].filter((text) => text !== '').join('; ')}</span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

/** How the exercises were solved, in one line. */
function Ways({ book, progress }: Pick<Props, 'book'> & { readonly progress: Progress }): ReactNode {
  const records = book.flatMap(({ exercises }) => exercises.flatMap(({ id }) => progress[id] ?? []));
  const solved = records.filter((record) => record.solved !== undefined);
  const derived = solved.filter(({ derivation }) => derivation).length;
  const hinted = solved.filter(({ hint, derivation }) => hint && !derivation).length;
  const open = records.filter((record) => record.solved === undefined && record.tries > 0).length;
  return (
    <p className="ways">
      {solved.length - derived - hinted} unaided, {hinted} with the hint, {derived} after the derivation; {open} tried and still open.
    </p>
  );
}

interface ImportProps {
  readonly ours: Kept;
  readonly theirs: Kept;
  readonly onMerge: () => void;
  readonly onReplace: () => void;
  readonly onCancel: () => void;
}

/** What the file would change, before it changes anything. */
function Import({ ours, theirs, onMerge, onReplace, onCancel }: ImportProps): ReactNode {
  const { added, advanced, ahead, onlyHere } = previewImport(ours.progress, theirs.progress);
  const study = previewStudy(ours.study, theirs.study);
  return (
    <section className="import" aria-label="What the file would change" role="region">
      <p>
        The file holds {plural(Object.keys(theirs.progress).length)}: {added} not known here, {advanced} further along than here, {ahead}{' '}
        less far than here. {plural(onlyHere)} here {onlyHere === 1 ? 'is' : 'are'} not in the file.
      </p>
      {countStudy(ours.study) + countStudy(theirs.study) > 0 && (
        <p>
          Of the self-assessment (skills ticked, plan, notes, recall, tests) it holds {pluralStudy(countStudy(theirs.study))}: {study.added}{' '}
          not known here, {study.differ} other than here. {pluralStudy(study.onlyHere)} here {study.onlyHere === 1 ? 'is' : 'are'} not in
          the file.
        </p>
      )}
      <div className="actions">
        <button type="button" onClick={onMerge}>
          Merge: keep the further of both
        </button>
        <button type="button" className="quiet" onClick={onReplace}>
          Replace what is here
        </button>
        <button type="button" className="quiet" onClick={onCancel}>
          Change nothing
        </button>
      </div>
    </section>
  );
}
