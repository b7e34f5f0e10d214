import { useEffect, useState } from 'react';
import { $storage } from './storage.ts';

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
