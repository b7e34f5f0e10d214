/** Browsers may clear a site's storage when space runs short; here the reader can ask this one not to. */
import * as words from './words/progress.ts';
import { useEffect, useState, type ReactNode } from 'react';

type State = 'unknown' | 'unsure' | 'kept' | 'declined';

export default function KeepStorage(): ReactNode {
  const [state, setState] = useState<State>('unknown');
  useEffect(() => {
    // Missing on plain http and in old browsers, whatever the types say.
    const storage = navigator.storage as StorageManager | undefined;
    storage?.persisted().then(
      (kept) => {
        setState(kept ? 'kept' : 'unsure');
      },
      () => undefined,
    );
  }, []);
  const ask = async (): Promise<void> => {
    setState((await navigator.storage.persist().catch(() => false)) ? 'kept' : 'declined');
  };
  if (state === 'unknown') return null;
  return (
    <p role="status" className="keep">
      {state === 'kept' && words.storageKept}
      {state === 'declined' && words.storageDeclined}
      {state === 'unsure' && (
        <>
          {words.storageUnsure}{' '}
          <button type="button" className="quiet" onClick={() => void ask()}>
            {words.askToKeep}
          </button>
        </>
      )}
    </p>
  );
}
