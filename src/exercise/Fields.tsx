/** Fields on a page of React, which inserts their markup once and leaves it to the code that every page uses. */
import type { FieldCheck } from '@scaling-workbook/exercises/author/spec';
import { useEffect, useRef, type ReactNode } from 'react';
import { Answers, type Memory } from './answers.ts';
import { fill, textOf } from './field-text.ts';
import type { Texts } from './judge.ts';
import { fieldsHtml, writtenFieldsHtml } from './markup.ts';

interface Props {
  readonly id: string;
  readonly fields: readonly FieldCheck[];
}

/** Checked one by one. */
export function Fields({ id, fields, memory }: Props & { readonly memory: Memory }): ReactNode {
  const root = useRef<HTMLDivElement>(null);
  const latest = useRef(memory);
  latest.current = memory;
  useEffect(() => {
    if (!root.current) return;
    const { typed, draft } = latest.current;
    new Answers(root.current, id, fields, {
      typed,
      draft,
      record: (key, event) => {
        latest.current.record(key, event);
      },
    }).wake();
  }, [id, fields]);
  return <div className="answers" ref={root} dangerouslySetInnerHTML={{ __html: fieldsHtml(id, fields) }} />;
}

/** Handed in together without being checked. `typed` holds initial texts. */
export function WrittenFields({
  id,
  fields,
  typed,
  onTyped,
}: Props & { readonly typed: Texts; readonly onTyped: (typed: Texts) => void }): ReactNode {
  const root = useRef<HTMLDivElement>(null);
  const places = (): readonly HTMLElement[] => [...(root.current?.querySelectorAll<HTMLElement>('[data-field]') ?? [])];
  useEffect(() => {
    for (const place of places()) fill(place, typed[place.dataset.field ?? ''] ?? '');
  }, [id, fields]);
  return (
    <div
      className="answers"
      ref={root}
      onInput={() => {
        const texts = places().map((place): [string, string] => [place.dataset.field ?? '', textOf(place)]);
        onTyped(Object.fromEntries(texts.filter(([key, text]) => text !== '' || typed[key] !== undefined)));
      }}
      dangerouslySetInnerHTML={{ __html: writtenFieldsHtml(id, fields) }}
    />
  );
}
