/** The progress page: what is solved and how, export, import with a reason for every refusal, erase with a way back. */
import { readProgressFile, refusal, writeProgressFile, type ExerciseRecord, type Progress } from '@scaling-workbook/exercises/progress';
import { useEffect, useRef, useState, type ChangeEvent, type ReactNode } from 'react';
import { $progress, merge, replace } from '../stores/progress.ts';
import { $storage } from '../stores/storage.ts';

interface Props {
  readonly book: readonly {
    readonly title: string;
    readonly url: string;
    readonly exercises: readonly { readonly id: string; readonly number: string; readonly title: string; readonly url: string }[];
  }[];
}

const how = (record: ExerciseRecord | undefined): string => {
  if (!record || (record.tries === 0 && record.solved === undefined)) return '';
  const tries = record.tries === 1 ? '1 try' : `${String(record.tries)} tries`;
  if (record.solved === undefined) return `not solved yet, ${tries}`;
  if (record.derivation) return `solved after the derivation, ${tries}`;
  return `solved ${record.hint ? 'with the hint' : 'unaided'}, ${tries}`;
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

export default function ProgressPanel({ book }: Props): ReactNode {
  const [progress, setProgress] = useState<Progress>({});
  const [kept, setKept] = useState(true);
  const [said, setSaid] = useState<{ readonly text: string; readonly bad?: boolean }>();
  const [erased, setErased] = useState<Progress>();
  const file = useRef<HTMLInputElement>(null);

  useEffect(() => {
    const stop = [
      $progress.subscribe(setProgress),
      $storage.subscribe((state) => {
        setKept(state === 'kept');
      }),
    ];
    return () => {
      for (const end of stop) end();
    };
  }, []);

  const exportFile = (): void => {
    const now = new Date();
    download(writeProgressFile(progress, now), `scaling-workbook-${now.toISOString().slice(0, 10)}.json`);
    setSaid({ text: `Exported ${plural(Object.keys(progress).length)}.` });
  };
  const importFile = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const chosen = event.target.files?.[0];
    if (!chosen) return;
    const read = readProgressFile(chosen.size > 20_000_000 ? 'x'.repeat(5_000_001) : await chosen.text());
    if (file.current) file.current.value = '';
    if (!read.ok) {
      setSaid({ text: refusal(read), bad: true });
      return;
    }
    merge(read.records);
    setSaid({
      text: `Imported ${plural(Object.keys(read.records).length)}. Where both sides knew one, the more advanced record was kept.`,
    });
  };
  const erase = (): void => {
    setErased(progress);
    replace({});
    setSaid({ text: 'Everything is erased from this browser.' });
  };
  const undo = (): void => {
    if (erased) merge(erased);
    setErased(undefined);
    setSaid({ text: 'Brought back.' });
  };

  const total = book.reduce((sum, chapter) => sum + chapter.exercises.length, 0);
  const solved = book.reduce((sum, chapter) => sum + chapter.exercises.filter(({ id }) => progress[id]?.solved !== undefined).length, 0);
  const empty = Object.keys(progress).length === 0;
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
        {erased && (
          <button type="button" className="quiet" onClick={undo}>
            Undo erase
          </button>
        )}
      </div>
      <p role="status" className="said" data-bad={said?.bad}>
        {said?.text}
      </p>
      {book.map((chapter) => (
        <section key={chapter.url}>
          <h2>
            <a href={chapter.url}>{chapter.title}</a>
          </h2>
          <ul className="exercise-list">
            {chapter.exercises.map(({ id, number, title, url }) => (
              <li key={id} data-state={progress[id]?.solved !== undefined ? 'solved' : (progress[id]?.tries ?? 0) > 0 ? 'tried' : 'new'}>
                <span className="number">{number}</span> <a href={url}>{title}</a> <span className="state">{how(progress[id])}</span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
