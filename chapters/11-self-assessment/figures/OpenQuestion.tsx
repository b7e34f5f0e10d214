/** A question that nobody grades; what is written stays in this browser. */
import { longestNote } from '@scaling-workbook/exercises/memory/study';
import { useEffect, useState, type ReactNode } from 'react';
import { $notes } from '#practice/study.ts';
import { useStoragePersists } from '#progress/use-storage-persists.ts';

const says = {
  count: (words: number) => `${String(words)} ${words === 1 ? 'word' : 'words'}.`,
  kept: 'Kept in this browser only.',
  visitOnly: 'Kept until you leave this page only: the browser refuses to store anything.',
} as const;

interface Props {
  readonly id: string;
  readonly question: string;
}

export default function OpenQuestion({ id, question }: Props): ReactNode {
  const [text, setText] = useState<string>();
  useEffect(
    () =>
      $notes.subscribe((notes) => {
        setText(notes[id]?.text ?? '');
      }),
    [id],
  );
  const kept = useStoragePersists();
  const count = text?.trim().split(/\s+/).filter(Boolean).length ?? 0;
  return (
    <div className="progress-panel self-assessment open-question not-content" data-live={text === undefined ? undefined : true}>
      <label htmlFor={`note-${id}`}>{question}</label>
      <textarea
        id={`note-${id}`}
        rows={5}
        maxLength={longestNote}
        autoComplete="off"
        disabled={text === undefined}
        value={text ?? ''}
        onChange={(event) => {
          setText(event.target.value);
          $notes.set(id, event.target.value === '' ? undefined : { v: 1, text: event.target.value });
        }}
      />
      <p className="kept">
        {count > 0 && says.count(count)} {kept ? says.kept : says.visitOnly}
      </p>
    </div>
  );
}
