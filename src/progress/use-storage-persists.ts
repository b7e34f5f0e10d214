import { useEffect, useState } from 'react';
import { $storage } from './storage.ts';

/** Whether what is written here outlasts the visit. */
export function useStoragePersists(): boolean {
  const [persists, setPersists] = useState(true);
  useEffect(
    () =>
      $storage.subscribe((state) => {
        setPersists(state === 'kept');
      }),
    [],
  );
  return persists;
}
