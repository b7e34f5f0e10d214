/** Says so where the browser keeps nothing. */
import { useEffect, useState, type ReactNode } from 'react';
import { $storage } from '../../../src/stores/storage.ts';

/** Whether what is written here outlasts the visit. */
export function useKept(): boolean {
  const [kept, setKept] = useState(true);
  useEffect(
    () =>
      $storage.subscribe((state) => {
        setKept(state === 'kept');
      }),
    [],
  );
  return kept;
}

const words = {
  visitOnly:
    'This browser refuses to store anything (its storage is full or switched off): what you enter here lasts until you leave the page.',
} as const;

export function VisitOnly(): ReactNode {
  return useKept() ? null : (
    <p className="notice" role="alert">
      {words.visitOnly}
    </p>
  );
}
