/** When jit traces: what its cache looks at. A test compares this with a listing that real JAX runs. */

export interface Call {
  /** The arguments as Python. */
  readonly code: string;
  /** Shapes and types, a weak type marked by `~`, and no value. */
  readonly key: string;
}

/** In the order of the listing `tracing.py`; the first is to start with. */
export const calls = [
  { code: 'jnp.ones(4), 2.0', key: 'float32[4] and ~float32[]' },
  { code: 'jnp.zeros(4), 3.0', key: 'float32[4] and ~float32[]' },
  { code: 'jnp.ones(8), 2.0', key: 'float32[8] and ~float32[]' },
  { code: 'jnp.ones((4, 1)), 2.0', key: 'float32[4,1] and ~float32[]' },
  { code: 'jnp.ones(4), 2', key: 'float32[4] and ~int32[]' },
  { code: 'jnp.ones(4), jnp.float32(2)', key: 'float32[4] and float32[]' },
  { code: 'jnp.ones(4, jnp.bfloat16), 2.0', key: 'bfloat16[4] and ~float32[]' },
  { code: 'jnp.ones(4), 5.0', key: 'float32[4] and ~float32[]' },
] as const satisfies readonly Call[];

export interface Outcome {
  readonly call: Call;
  /** With any print in it. */
  readonly traced: boolean;
  /** From 1. */
  readonly program: number;
}

/** By their places in the list. */
export function outcomesOf(made: readonly number[]): readonly Outcome[] {
  const programs: string[] = [];
  return made.map((place) => {
    const call = calls[place];
    if (!call) throw new RangeError(`outcomesOf: made must hold places from 0 to ${calls.length - 1}, got ${place}`);
    const known = programs.indexOf(call.key);
    if (known < 0) programs.push(call.key);
    return { call, traced: known < 0, program: known < 0 ? programs.length : known + 1 };
  });
}
