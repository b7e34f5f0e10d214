/** Says so where the browser keeps nothing. */
import type { ReactNode } from 'react';
import { useStoragePersists } from '#progress/use-storage-persists.ts';

const words = {
  visitOnly:
    'This browser refuses to store anything (its storage is full or switched off): what you enter here lasts until you leave the page.',
} as const;

export function VisitOnly(): ReactNode {
  return useStoragePersists() ? null : (
    <p className="notice" role="alert">
      {words.visitOnly}
    </p>
  );
}
