/** At the ends a button does nothing, yet keeps the keyboard's focus. */
import type { ReactNode } from 'react';

export interface TransportProps {
  readonly at: number;
  readonly last: number;
  readonly onGo: (to: number) => void;
}

export function Transport({ at, last, onGo }: TransportProps): ReactNode {
  const button = (label: string, to: number, quiet = true): ReactNode => {
    const off = to === at || to < 0 || to > last;
    return (
      <button
        type="button"
        {...(quiet && { className: 'quiet' })}
        aria-disabled={off}
        onClick={() => {
          if (!off) onGo(to);
        }}
      >
        {label}
      </button>
    );
  };
  return (
    <div className="transport">
      {button('Start', 0)}
      {button('Back', at - 1)}
      {button('Step', at + 1, false)}
    </div>
  );
}
