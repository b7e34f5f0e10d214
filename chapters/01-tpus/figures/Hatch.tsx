/** Padding is hatched, to be told apart without colour. */
import type { ReactNode } from 'react';

export const Hatch = ({ id }: { readonly id: string }): ReactNode => (
  <pattern id={id} className="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
    <line x1="0" y1="0" x2="0" y2="6" />
  </pattern>
);
