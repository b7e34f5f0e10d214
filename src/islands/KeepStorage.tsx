/** Browsers may clear a site's storage when space runs short; here the reader asks this one not to. */
import { useEffect, useState, type ReactNode } from 'react';

type State = 'unknown' | 'unsure' | 'kept' | 'declined';

export default function KeepStorage(): ReactNode {
  const [state, setState] = useState<State>('unknown');
  useEffect(() => {
    // Not there on plain http, nor in old browsers, whatever the types say.
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
      {state === 'kept' && 'This browser has promised not to clear your progress by itself.'}
      {state === 'declined' && 'This browser does not promise to keep it. Export a file now and then.'}
      {state === 'unsure' && (
        <>
          This browser may clear your progress when it runs short of space.{' '}
          <button type="button" className="quiet" onClick={() => void ask()}>
            Ask it to keep it
          </button>
        </>
      )}
    </p>
  );
}
