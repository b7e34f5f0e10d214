/** Sharding notation with real subscripts. */
import { Fragment, type ReactNode } from 'react';

/** `I_X` and `I_{XY}` become letters with subscripts. */
export function Notation({ text }: { readonly text: string }): ReactNode {
  const pieces = text.split(/_(?:\{([^{}]*)\}|([A-Z]))/);
  return (
    <span className="shards">
      {pieces.map((piece, i) =>
        i % 3 === 0 ? <Fragment key={i}>{piece}</Fragment> : piece === '' || !piece ? null : <sub key={i}>{piece}</sub>,
      )}
    </span>
  );
}

/** Backticks mark notation. */
export function Sentence({ text }: { readonly text: string }): ReactNode {
  // “B = 4096” stays on one line.
  return text
    .replaceAll(' = ', '\u00a0=\u00a0')
    .split('`')
    .map((piece, i) => (i % 2 === 0 ? <Fragment key={i}>{piece}</Fragment> : <Notation key={i} text={piece} />));
}
